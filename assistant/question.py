"""What is being asked: the kind of answer, the words that need support, the step, the years of experience.

A message goes in, a `Question` comes out. Nothing here knows the guide; whether it covers the question is the gate's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from assistant.language import fold, load_language, pattern_of, read_data
from corpus.layout import PART_NOUNS, STEP_NOUNS

_YES_NO = re.compile(
    r"^(?:(?:so|and|but|hi|hello|hey|please|sir|also|then|ok|okay|actually) )*"
    r"(?:is|are|am|was|do|does|did|can|could|should|shall|will|would|has|have|must|need|may|isnt|arent|dont|doesnt|cant)\b"
)
_CLAUSES = re.compile(r"(?:(?<=[^\d\W])|(?<=\b(?:19|20)\d\d))[.,;!?]+\s+|\.{2,}|\n| - ")
_SENTENCES = re.compile(r"(?<=[^\d\W][.!?])\s+|\n+")
_BEFORE_QUESTION = re.compile(
    r"\s(?=(?:what|which|how|where|when|why|can i|could i|do i|should i|is it|will i|is there|are there)\b)", re.I
)
_CONDITION = re.compile(r"(?:while|if|after|before|without|with|during|once|in case|even)\b")
_NEEDED = re.compile(r"\b(?:needed|required|necessary|mandatory|compulsory|possible|allowed|enough|ok|okay)\b")
_SITUATION = re.compile(
    r"\b(?:leave|leaving|forget|aside|i|im|ive|id|my|me|mine|we|our|he|she|his|her|friends?|cousin|brother|sister|father|mother|parents|uncle|"
    r"everyone|everybody|people|getting|main|mera|meri|mai|mujhe)\b"
)
ASKS_OPENLY = re.compile(
    r"\b(?:what|which|how|where|who|whom|when|why|whats|hows|kitn[aei]|kaise|kaun|kab|kahan|kya|tell me|explain|show)\b"
)
_PART = rf"(?:{'|'.join(PART_NOUNS)})"
_STEP = re.compile(rf"\b{_PART}s? (?:no |number |num |# ?)?(\d{{1,2}})\b")
_BEFORE_A_STEP = re.compile(
    rf"(?:(?!\b{_PART} \d).)*\bbefore (?:\w+ ){{0,3}}{_PART} \d{{1,2}}\b"
)  # nothing of the step itself
_SOURCE_OF_A_TABLE = re.compile(r"\bsources?\b.*\b(?:table|chart|figures?)\b")
_SERIES = rf"(?:{'|'.join(STEP_NOUNS)})"
_STEPS = re.compile(
    rf"\b{_SERIES}s? \d{{1,2}}"
    rf"(?: ?(?:,|and|to|till|until|plus|-|&) ?(?:{_SERIES} )?\d{{1,2}}"
    r"| \d{1,2}(?=(?: \d{1,2})* and \d))*\b"  # "2 3 and 4"
)
_ORDINAL_STEP = re.compile(rf"\b(\w+) {_PART}\b")
_NTH_STEP = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th) {_PART}\b")
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]")
_YEARS = re.compile(
    r"(?<![\d.])(\d{1,2}(?:\.\d)?)(?: ?(?:-|to) ?(\d{1,2}(?:\.\d)?))? ?(?:\+|plus\b)? ?(?:years?|yrs?|yr)\b(?! old)"
)
_TIME_ASKED = re.compile(r"\b(?:long|time|weeks|months|years|duration)\b")
_A_TELLING = 5  # words from which a clause beside a question tells; fewer name what is asked about
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*\+?")
_AND_A_HALF = re.compile(r"\b(\d{1,2}) and (?:a )?half\b")
_CALENDAR_YEAR = re.compile(r"(?<!\bsince )\b(?:19|20)\d\d\b")
_US_WRITTEN = re.compile(r"\bU\.?S\b")
_US_THE_COUNTRY = pattern_of(read_data("places.toml")["us_the_country"])
_ATTRIBUTE_KINDS = frozenset(
    {"amount", "duration", "count", "list", "place", "organisation", "total", "share", "frequency", "age"}
)
ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
_NUMBERS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_NUMBERED_THING = re.compile(
    rf"\b({'|'.join(ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th)|last|final) (?:of the |and (?:last|final) )?([a-z]+)\b"
)
_NUMBER_WORD = re.compile(rf"\b(?:{'|'.join(_NUMBERS)})\b")


@dataclass(frozen=True, kw_only=True)
class Question:
    """A standalone question, read. `folded` is its text for matching, `words` that text's words in order."""

    text: str
    folded: str
    words: tuple[str, ...]
    kinds: tuple[str, ...]  # every kind of answer it may ask for, likeliest first; empty: no particular kind
    yes_no: bool
    step: int | None  # "step 3", "the third step"
    experience: tuple[float, float] | None  # years of experience, from and to
    asking: str  # the clauses of `folded` that ask, without those that only tell of the visitor's situation

    @property
    def kind(self) -> str | None:
        """The likeliest kind of answer, or None."""
        return self.kinds[0] if self.kinds else None

    @cached_property
    def steps(self) -> tuple[int, ...]:
        """Every step number named, ascending: "steps 2 and 4", "step 1 to 3"."""
        found: set[int] = set()
        for match in _STEPS.finditer(with_digits(self.folded)):
            numbers = [int(number) for number in re.findall(r"\d{1,2}", match.group())]
            is_range = len(numbers) == 2 and re.search(r"\d ?(?:to|-|till|until) ?(?:step )?\d", match.group())
            found.update(range(numbers[0], numbers[1] + 1) if is_range else numbers)
        return tuple(sorted(found))

    @cached_property
    def content(self) -> tuple[str, ...]:
        """The words that name something, each once, in order: those the guide has to support."""
        generic = load_language().generic
        return tuple(dict.fromkeys(word for word in self.words if word not in generic and not _FIGURE.fullmatch(word)))

    @cached_property
    def asked(self) -> frozenset[str]:
        """The content words of the clauses that ask."""
        inside = {word.strip(".-/&") or word for word in self.asking.split()}
        return frozenset(word for word in self.content if word in inside)

    @cached_property
    def asked_plainly(self) -> frozenset[str]:
        """The content words that ask, outside of quotation marks: a quoted heading only names a place."""
        outside = set(fold(_QUOTED.sub(" ", self.text)).split())
        return frozenset(word for word in self.asked if word in outside)

    @cached_property
    def attribute_words(self) -> frozenset[str]:
        """The words that state the kind of answer ("salary", "how long"), not what it is asked of."""
        found: set[str] = set()
        for name, _, patterns in load_language().kinds:
            if name in self.kinds and name in _ATTRIBUTE_KINDS:
                for pattern in patterns:
                    for match in pattern.finditer(self.folded):
                        found.update(match.group().split() if len(match.group().split()) <= 4 else ())
        return frozenset(found)

    @cached_property
    def places(self) -> tuple[str, ...]:
        """The words of the asking clauses that name places, pairs joined by "-"; "us" only where it is no pronoun."""
        named = place_words(self.asking)
        if not named and self.asks("amount"):  # a place makes another salary of it wherever it stands
            named = place_words(self.folded)
        pronoun = "us" in named and not (_US_WRITTEN.search(self.text) or _US_THE_COUNTRY.search(self.folded))
        return tuple(word for word in named if not (pronoun and word == "us"))

    @property
    def calendar_years(self) -> tuple[str, ...]:
        """Years such as 2027 that the clauses that ask name; "left school in 2016" and "since 2016" only tell."""
        return tuple(_CALENDAR_YEAR.findall(self.asking))

    def asks(self, *kinds: str) -> bool:
        """Whether it may ask for one of these kinds."""
        return any(kind in self.kinds for kind in kinds)


@lru_cache(maxsize=2_048)
def read_question(text: str) -> Question:
    """The question as it is asked; `text` must stand alone (see `assistant.conversation`).

    Remembered: one turn reads the same question, its parts and the lines of its topics again and again.
    """
    folded = fold(text)
    untold = _untold(text)
    # A quoted heading names a place; its words ask for nothing.
    unquoted = fold(_QUOTED.sub(" ", untold)) or folded
    kinds = tuple(dict.fromkeys(kind.name for kind in load_language().kinds if kind.asked.search(unquoted)))
    if "total" in kinds and "amount" in kinds and not _TIME_ASKED.search(unquoted):
        kinds = tuple(name for name in kinds if name != "total")  # "the total fee" adds up no times
    if "source" in kinds and _SOURCE_OF_A_TABLE.search(folded):
        kinds = ("source", *(name for name in kinds if name != "source"))
    if folded.startswith("why ") and "reason" in kinds:
        kinds = ("reason", *(name for name in kinds if name != "reason"))  # "why does it take so much time"
    asking = _asking_clauses(untold)
    years = _YEARS.search(_AND_A_HALF.sub(r"\1.5", with_digits(folded)))
    experience = (float(years[1]), float(years[2] or years[1])) if years else None
    yes_no = any(
        _YES_NO.search(fold(clause)) or _asks_after_a_condition(clause) for clause in _CLAUSES.split(text)
    ) or (bool(_NEEDED.search(folded)) and not ASKS_OPENLY.search(folded))
    step = _step_number(asking) or _step_number(folded)
    return Question(
        text=text,
        folded=folded,
        words=tuple(word.strip(".-/&") or word for word in folded.split()),
        kinds=kinds,
        yes_no=yes_no,
        step=None if yes_no and _BEFORE_A_STEP.match(with_digits(folded)) else step,
        experience=experience,
        asking=asking or folded,
    )


def _asking_clauses(text: str) -> str:
    """The text without the clauses that only tell of somebody's situation, folded; empty when nothing is left.

    Beside a clause that asks, a longer one that does not tells too ("graduating as a fresher this year, how long …").
    """
    clauses = [fold(clause) for part in _CLAUSES.split(text) for clause in _BEFORE_QUESTION.split(part)]
    asks = [_asks(clause) for clause in clauses]
    return " ".join(
        clause
        for clause, asking in zip(clauses, asks, strict=True)
        if asking or not (_SITUATION.search(clause) or (any(asks) and len(clause.split()) >= _A_TELLING))
    )


def _untold(text: str) -> str:
    """The text without its longer sentences that ask nothing, where another one asks."""
    sentences = _SENTENCES.split(text)
    if not any(_asks(fold(sentence)) for sentence in sentences):
        return text
    return " ".join(s for s in sentences if _asks(fold(s)) or len(s.split()) < _A_TELLING)


def _asks_after_a_condition(clause: str) -> bool:
    """Whether yes or no is asked for behind what it is asked under: "while studying do I have to pay"."""
    condition, *asked = _BEFORE_QUESTION.split(clause, maxsplit=1)
    folded = fold(condition)
    opens = bool(asked) and bool(_CONDITION.match(folded)) and not ASKS_OPENLY.search(folded)
    return opens and bool(_YES_NO.match(fold(asked[0])))


def _asks(clause: str) -> bool:
    return bool(ASKS_OPENLY.search(clause) or _YES_NO.search(clause))


DONE_WITH_A_THING = frozenset({"learn", "study", "know", "use", "read"})  # names no thing


def named_words(question: Question) -> list[str]:
    """The content words that name something, beside the words that state the kind of answer asked for."""
    groups = load_language().groups
    attribute = set(question.attribute_words)
    for word in question.attribute_words & {"salary", "pay", "time", "long"}:
        attribute |= groups.get(word, frozenset())
    return [word for word in question.content if word not in attribute | DONE_WITH_A_THING]


def says_nothing(text: str) -> bool:
    """Whether a message neither names anything nor asks for a kind of answer."""
    question = read_question(text)
    return len(question.words) <= 4 and not (question.content or question.kinds or question.step)


def with_digits(folded: str) -> str:
    """The text with small numbers in figures ("five years" as "5 years")."""
    return _NUMBER_WORD.sub(lambda match: str(_NUMBERS.index(match.group())), folded)


def in_figures(folded: str) -> str:
    """The text with small numbers and ordinals in figures ("the third paper of two" as "the 3 paper of 2")."""
    ordinal = rf"\b(?:{'|'.join(ORDINALS)})\b"
    plain = re.sub(ordinal, lambda match: str(ORDINALS.index(match.group()) + 1), with_digits(folded))
    return re.sub(r"\b(\d+)(?:st|nd|rd|th)\b", r"\1", plain)


def numbered_things(folded: str) -> list[tuple[int, str]]:
    """What a text numbers: (4, "round") for "the fourth round"; (-1, "round") for the last one."""
    found = []
    for number, noun in _NUMBERED_THING.findall(folded):
        place = ORDINALS.index(number) + 1 if number in ORDINALS else int(re.sub(r"\D", "", number) or -1)
        found.append((place, noun))
    return found


def place_words(folded: str) -> list[str]:
    """The words that name places, and the pairs; "africa" of "south africa" is another place and none of them."""
    words, place_of = folded.split(), load_language().place_of
    pairs = [pair for pair in map("-".join, zip(words, words[1:], strict=False)) if pair in place_of]
    parts = {part: pair for pair in pairs for part in pair.split("-")}
    alone = [word for word in words if word in place_of and place_of[word] == place_of[parts.get(word, word)]]
    return alone + pairs


def _step_number(folded: str) -> int | None:
    folded = with_digits(folded)
    if match := _STEP.search(folded):
        return int(match[1])
    if (match := _ORDINAL_STEP.search(folded)) and match[1] in ORDINALS:
        return ORDINALS.index(match[1]) + 1
    if match := _NTH_STEP.search(folded):
        return int(match[1])
    return None

"""Chat spelling written out: short forms, figures for words, units, words run together. English stays as it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, partial
from typing import NamedTuple

from assistant.hindi.words import load_lexicon
from assistant.language import load_language, read_data
from corpus.layout import PART_NOUNS

_TOKEN = re.compile(r"(?<![\w/.])(?:v/s|b/w|w/o?(?=\s)|[^\W_]+(?:'[a-z]+)?)")
_ARE = re.compile(
    r"\b(?:what|wat|wht|wt|which|wich|how|many|mny|who|they|we|you|u|there|these|those)(?: [^\W\d]{3,}s)?\s+$", re.I
)
_WORDS = read_data("reading.toml")["words"]
_NAMES_TOO = frozenset(_WORDS["names_too"].split())
_FULL_UNITS = frozenset(_WORDS["full_units"].split())
_SCHOOLED = re.compile(  # "left school after 8th": the class, and no eighth of anything
    rf"\b(after|pass|passed|done|till|until|up ?to|only|failed|fail|std) (?:class |std )?([5-9])th\b"
    rf"(?! (?:{'|'.join((*PART_NOUNS, 'year', 'sem', 'semester', 'month', 'week', 'day', 'attempt', 'time'))})\b)",
    re.I,
)
_WHERE = re.compile(r"^(?:were|wer|whr)(?= (?:to|can|do|should|shud|i can|shall|will i|is|are the)\b)", re.I)
_LEADS_TO = re.compile(r"\b(?:steps|have|hav|need|want|do|how|way|ways|time)\s+$", re.I)
_GOES = re.compile(r"\b(?:go|going|move|shift|switch|come)\s+$", re.I)
_TOO = frozenset(_WORDS["too"].split())
_LETTER_NAMES: dict[str, dict[str, str]] = read_data("reading.toml")["letter_names"]
_WE = re.compile(r"\b(?:do|can|will|should|shall|did|when|if)\s+$", re.I)
_USED_FOR = re.compile(r"\s+(?:4|for|fr|2|to|in)(?:\s|[?.!]|$)", re.I)
_OF_MONEY = re.compile(r"\d|\b(?:salary|sal|pay|package|earn\w*|ctc|income|cost|fees?|price|rate|us|usa|in|to)\b", re.I)
_BE = re.compile(r"\b(?:tht|that|this|there|can|to|will|should|would|could|must|may|i|it)\s+$", re.I)
_AMOUNT_BEFORE = re.compile(rf"(?:\d|\b(?:{'|'.join(_WORDS['amount_before'].split())}))\s+$", re.I)
_JOINED = "vs|v/s|versus|and|or|n|&|nd"
_LONG = 4  # letters of each of two words, neither of which opens a question
_QUESTION_WORDS: list[str] = _WORDS["opening"].split()


class _ShortForms(NamedTuple):
    chat: dict[str, str]
    always: dict[str, str]
    abbreviations: dict[str, list[str]]
    units: re.Pattern[str]
    unit_of: dict[str, str]
    series: re.Pattern[str]
    after_to: frozenset[str]
    one_word: dict[str, re.Pattern[str]]


@cache
def _short_forms() -> _ShortForms:
    data = read_data("reading.toml")
    unit_of = {short.replace("_", " "): unit for unit, words in data["units"].items() for short in words.split()}
    names = "|".join(sorted(map(re.escape, unit_of), key=len, reverse=True))
    return _ShortForms(
        {short: long for long, words in data["chat"].items() for short in words.split()},
        data["always"],
        data["abbreviations"],
        re.compile(rf"(?<![\w.])(\d+(?:\.\d+)?)(\+?) ?({names})(?!\w)", re.I),
        unit_of,
        re.compile(rf"\b({'|'.join((*PART_NOUNS, *data['series']['words'].split()))})(\d{{1,2}})\b", re.I),
        frozenset(data["after_to"]["words"].split()),
        {word: re.compile(source, re.I) for word, source in data["one_word"].items()},
    )


class ChatWriter:
    """Writes chat spelling out, for the guides whose words `is_said` knows."""

    def __init__(self, is_said: Callable[[str], bool], is_word: Callable[[str], bool]) -> None:
        """`is_said`: a guide has the word (lower case); `is_word`: it is a word at all."""
        self._is_said = is_said
        self._is_word = is_word

    def written_out(self, text: str, *, hindi: bool = False) -> str:
        """The text with short forms written out; words that a guide writes, or Hindi has if it is `hindi`, stay."""
        forms = _short_forms()
        text = self._in_one_word(forms.series.sub(r"\1 \2", text))
        text = _SCHOOLED.sub(r"\1 class \2", text)
        text = _WHERE.sub("where", text)
        text = forms.units.sub(self._unit, text)
        text = re.sub(r"\b([^\W\d_]{3,})([24])([^\W\d_]{3,})\b", r"\1 \2 \3", text)
        kept = load_lexicon().exact if hindi else {}
        written = _TOKEN.sub(
            lambda match: match.group() if match.group().lower() in kept else self._token(match, text), text
        )
        chatty = written != text or not all(map(self._is_word, re.findall(r"[^\W\d_]+", text.lower())))
        return written if hindi else self._figures(written, chatty=chatty)

    def _in_one_word(self, text: str) -> str:
        """The text with "sat and sun" as the guide says it: "weekends"."""
        for word, pattern in _short_forms().one_word.items():
            if self._is_said(word) or self._is_said(word.removesuffix("s")):
                text = pattern.sub(partial(self._unless_said, word), text)
        return text

    def _unless_said(self, word: str, match: re.Match[str]) -> str:
        said = any(len(one) > 3 and self._is_said(one.lower()) for one in re.findall(r"\w+", match[0]))
        return match[0] if said else word

    def _unit(self, match: re.Match[str]) -> str:
        number, plus, written = match[1], match[2], match[3].lower()
        unit = _short_forms().unit_of[written]
        if written in _FULL_UNITS and match.group()[-len(written) - 1] == " ":
            return match.group()
        if written == unit or written == unit.removesuffix("s") or (len(written) == 1 and self._is_said(written)):
            return match.group() if written != unit else f"{number}{plus} {match[3]}"
        if written in {"y", "l", "m"} and match.group()[len(number)] == " ":
            return match.group()
        one = number == "1" and unit.endswith("s")
        return f"{number}{plus}{'' if unit == '%' else ' '}{unit.removesuffix('s') if one else unit}"

    def _token(self, match: re.Match[str], text: str) -> str:
        forms = _short_forms()
        word = match.group()
        lower = word.lower()
        before = text[: match.start()]
        if lower == "r" and _ARE.search(before):
            return word if word == "R" and not text.isupper() else "are"  # the language
        if lower == "usd" and _USED_FOR.match(text[match.end() :]) and not _OF_MONEY.search(before):
            return "used"  # "wats pandas usd 4"
        if self._is_said(lower):
            return word
        if word.isupper() and not text.isupper() and lower in _NAMES_TOO:
            return word  # "PPL" is a name, "ppl" is people
        if len(lower) == 1:
            return self._letter(lower, before, text[match.end() :]) or word
        if long := self._abbreviated(lower, text):
            return long
        found = forms.chat.get(lower) or forms.always.get(lower)
        if found is not None:
            follows = re.match(r"\s+(\w+)", text[match.end() :])
            said_next = follows is not None and found.endswith(f" {follows[1].lower()}")
            return found.rpartition(" ")[0] if said_next else found  # "masters degree"
        return self._parted(lower) or word

    def _letter(self, letter: str, before: str, after: str) -> str | None:
        starts = not re.search(r"\w", before) or bool(re.search(r"[.?!,]\s*$", before))
        if letter == "r":
            return None if _is_a_name(letter, before, after) or not before else "are"
        if letter == "v":
            return "we" if _WE.search(before) and after.strip() else None
        if letter == "b":
            return "be" if _BE.search(before) and after.strip() else None
        if letter == "y":
            return "why" if starts and after.strip() else None
        if letter == "n":
            return "and" if re.match(r"\s+\w", after) else None
        if letter == "d":
            return "the" if re.match(r"\s+[a-z]", after) and before.strip() else None
        if letter == "u":
            return "you"
        return "I am" if letter == "m" and starts and re.match(r"\s+[a-z]", after) else None

    def _abbreviated(self, word: str, text: str) -> str | None:
        """The long form of an abbreviation if a guide has all its words; beside another role the one that is a role."""
        said = [
            long
            for long in _short_forms().abbreviations.get(word, ())
            if all(self._is_said(part) for part in long.split() if len(part) > 3)
        ]
        roles = [long for long in said if _ends_with_a_role(long)]
        beside = roles and re.search(rf"\b(\S+) (?:{_JOINED}) {word}\b|\b{word} (?:{_JOINED}) ([^?.!,]+)", text, re.I)
        if beside and any(map(self._names_a_role, (beside[1] or beside[2]).split())):
            return roles[0]
        return next(iter(said), None)

    def _names_a_role(self, word: str) -> bool:
        """Whether a word is the noun of a role or an abbreviation of one."""
        longs = _short_forms().abbreviations.get(word.lower(), (word.lower(),))
        return any(_ends_with_a_role(long) for long in longs)

    def _parted(self, word: str) -> str | None:
        """Two words written as one: "howmuch", where questions open with the first, or "freshersalary"."""
        if len(word) < 5 or not word.isalpha() or self._is_word(word):
            return None
        framing = load_language().asking | load_language().generic
        for first in _QUESTION_WORDS:
            rest = word.removeprefix(first)
            whole = rest in framing or rest in _QUESTION_WORDS or (len(rest) > 3 and self._is_said(rest))
            if rest != word and len(rest) > 1 and whole:
                return f"{first} {rest}"
        splits = [(word[:at], word[at:]) for at in range(_LONG, len(word) - _LONG + 1)]
        known = [pair for pair in splits if all(part in framing or self._is_said(part) for part in pair)]
        named = [pair for pair in known if not framing.isdisjoint(pair)]  # two words of the guide alone may be a name
        return " ".join(named[0]) if len(named) == 1 else None

    def _figures(self, text: str, *, chatty: bool) -> str:
        """Figures that stand for "to" and "for"; the latter only in a message in chat spelling."""
        after_to = _short_forms().after_to

        def read(match: re.Match[str]) -> str:
            before, after = text[: match.start()], match[2].lower()
            if not before.strip():
                return match.group()
            if match[1] == "2":
                if after in _TOO and (chatty or re.match(r"\s*(?:$|[?.!,]|for\b|to\b)", text[match.end() :])):
                    return f"too {match[2]}"
                led = bool(_LEADS_TO.search(before)) or not _AMOUNT_BEFORE.search(before)
                return f"to {match[2]}" if led and (after in after_to or _GOES.search(before)) else match.group()
            plural = after.endswith("s") or after in {"month", "year", "week", "day", "hour", "people", "lakh"}
            return match.group() if plural or _AMOUNT_BEFORE.search(before) or not chatty else f"for {match[2]}"

        text = re.sub(r"\b(used|looking|preparing|ready) 4(?=\s*(?:$|[?.!]))", r"\1 for", text)
        return re.sub(r"(?<![\w.-])([24]) ([^\W\d_]+)", read, text)


def _ends_with_a_role(words: str) -> bool:
    return words.split()[-1] in load_language().role_nouns


def _is_a_name(letter: str, before: str, after: str) -> bool:
    """Whether a letter is the name of something, by the words beside it."""
    beside = {side: "|".join(words.split()) for side, words in _LETTER_NAMES[letter].items()}
    follows = re.search(rf"\b(?:{beside['before']})\s+$", before, re.I)
    return bool(follows or re.match(rf"\s+(?:{beside['after']})\b", after))

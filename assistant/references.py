"""Words that point back ("it", "that one", "they", "one") put into the words they stand for.

A message and an earlier question go in, the message in its own words comes out, or None where nothing points back.
"""

from __future__ import annotations

import re

from assistant.language import fold, load_language
from assistant.parts import asks_which, current_part
from assistant.question import named_words
from assistant.topic import PART_WORDS, Said, conversation_data, series_pattern
from corpus.layout import STEP_NOUNS

_S = series_pattern()

_NUMBERED = re.compile(rf"\b(?:{_S}) \d", re.I)
_TIMES = frozenset(["hour", "hours", "day", "days", "week", "weeks", "month", "months", "year", "years", "time"])
_CLAUSE = re.compile(r"[,;.:?!]| (?:and|but|so|because|if|when|or) ", re.I)
_POSSESSIVE = re.compile(r"\b(?:its|their|his|her)\b(?= \w)", re.I)
_POINTED = re.compile(
    rf"\b(?:that|this|the same|such an?) ({'|'.join(sorted(conversation_data('pointed')))}|{_S})\b", re.I
)
_THAT_PART = re.compile(rf"\b(?:that|this|the same) ({'|'.join(STEP_NOUNS)})\b", re.I)
_OBJECT = re.compile(
    r"\b(?:of|for|in|about|with|on|to|from|at|into|after|before|without|like|than) "
    r"(?:(it|them|there)\b|(that|this|those|these)(?=\s*(?:$|[,;.:?!])|\s(?:is|are|then|together|altogether|also|too|or|and|first|how|what|which)\b))",
    re.I,
)
_SUBJECT = re.compile(r"\b(he|she|it|they|them|those|these|that|this|there|him|her)\b", re.I)
_STANDS_ALONE = re.compile(
    r"(?=\s*$|\s(?:is|was|are|were|will|would|does|do|did|can|should|take|takes|last|lasts|cost|costs|need|mean|means|include|work|help|start|come|"
    r"comes|have|has|earn|earns|pay|pays|be|get|stay|in|for|too|also|from|then|and|per|each|or|really|with|as)\b)",
    re.I,
)
_MORE_THAN = re.compile(r"\b(more|less|fewer) than (?:that|this|it)\b", re.I)
_COUNTED = re.compile(
    r"\bhow (?:many|much) ((?:\w+ ){1,2}\w+?) (?:do|does|did|can|is|are|will|should|may|must)\b", re.I
)
_OF_TWO = re.compile(r" (?:vs|versus) ", re.I)
_ONE_THING = re.compile(r"\b(?:it|its|this|that)\b", re.I)
_DO_IT = re.compile(r"\b(?:do|doing) it\b", re.I)
_ASKS = re.compile(r"\b(?:how|what|which|when|who|why)\b", re.I)
_ONE = re.compile(
    r"\b(?:\w{2,}ing|do|join|take|get|need|buy|have|for|without|with|of|about|choose|pick|become|open|start|build"
    r"|make|find) "
    r"(one)(?=\s*$|\s*[?.,!]|\s(?:or|and|in|at|after|from)\b)",
    re.I,
)
_OF_THEM = re.compile(
    r"\b(?:which|who|what|any|one|both) of (?:the two|them|these|those)\b|\bthe other(?: one| two)?\b", re.I
)
_THEIR_OWN = re.compile(
    r" (?:need|have|require|earn|work|use|study|know|learn|differ|different|become|hire|better|same|do|join|apply"
    r"|open)\b"
)
_SUCH = re.compile(r"\bso (few|many|less|much|little)$", re.I)
_SHORT = re.compile(r"\b(a|an|another) ((?:\w+ ){1,2})one\b(?! of)", re.I)


def focus_of(earlier: Said) -> str | None:
    """What "it" stands for after a question: the part that its answer names, else what it is about."""
    if asks_which(earlier):
        number, series = current_part(earlier)
        if number is not None:
            return f"{series} {number}"
    return earlier.focus


def pronouns_read(message: str, asked: Said, earlier: Said) -> str | None:
    """The message with the word that points back written out, or None where none does for certain.

    In a message that names something itself, "it" and "they" may stand for that.
    """
    if (compared := _MORE_THAN.search(message)) and (counted := _COUNTED.search(earlier.text)):
        about = f" for {focus_of(earlier)}" if focus_of(earlier) else ""
        return f"{message[: compared.start()]}{compared[1]} {counted[1]}{message[compared.end() :]}{about}"
    if (match := _THAT_PART.search(message)) and not _is_part(match[1], focus_of(earlier) or ""):
        part = earlier.answered_in()
        return None if part is None else _put(message, match.start(), match.end(), f"{part[1]} {part[0]}")
    focus = focus_of(earlier) or _listed(earlier)
    if focus is None or (_OF_TWO.search(focus) and _ONE_THING.search(message)):
        return None  # "it" is neither of "X vs Y"
    if _DO_IT.search(message) and focus.split()[-1].lower() in conversation_data("when_it_is"):
        return None  # "can I do it from home" after the second shift: what is done in it
    if _SUCH.search(message):
        return f"{message} {focus}"
    names = bool(set(named_words(asked.question)) - asked.place_keys) or bool(asked.step_span)
    if (match := _POINTED.search(message)) and (
        _is_part(match[1], focus) or not (names and _any_named(message[: match.start()], asked))
    ):
        if match[1].lower() in load_language().generic or match[1].lower() in focus.lower():
            return _put(message, match.start(), match.end(), focus)
        said = f" ({focus})"  # "that hospital": the gate has to see the hospital
        return None if message.endswith(said) else message + said
    own = re.search(r"\bmy\b.*\b(?:his|her)\b", message, re.I)  # somebody of the visitor's own
    if (match := _POSSESSIVE.search(message)) and not (own or _any_named(message[: match.start()], asked)):
        return f"{message[: match.start()]}the{message[match.end() :]} {_belonging(focus)} {focus}"
    if (match := _SHORT.search(message)) and not re.search(r"\bwhich\b", match[2], re.I):
        return _put(message, match.start(2) + len(match[2]), match.end(), focus)
    if (match := _OBJECT.search(message)) and match[1] != "IT":  # "B.Tech. in IT"
        if match.span() == (0, len(message)):
            return None  # "after that?" alone does not say after what
        if names and match[2] and match[2].lower() == "this" and match.end() == len(message):
            return None  # "enough jobs for those who pass out in this": the field
        if not _named_before(message, match.start(), asked):
            word = (match[1] or match[2]).lower()
            if word == "there" and not earlier.places and match[0].lower().startswith("in "):
                return None  # a thing is in it: where that is, no question told
            meant = earlier.places if word == "there" and earlier.places else focus
            meant = many_of(earlier, focus) if word in ("them", "those", "these") else meant
            start, end = match.span(1) if match[1] else match.span(2)
            return _put(message, start, end, meant)
        return None
    if (match := _ONE.search(message)) and not _named_before(message, match.start(), asked):
        article = "" if focus[-1:] == "s" or re.match(r"(?:the|a|an|my|\d)\b", focus, re.I) else "a "
        return _put(message, match.start(1), match.end(1), article + focus)
    if _OF_THEM.search(message) and not names:
        return f"{message} ({focus})"
    for match in _SUBJECT.finditer(message):
        if _points(match, message, asked, names=names, earlier_places=earlier.places):
            if match[1].lower() in ("he", "she", "him", "her") and focus[:1].isdigit():
                return None
            if match[1].lower() == "there":
                if names and not earlier.places:
                    asks = asked.question.yes_no or _ASKS.search(message)
                    return f"{message} ({focus})" if asks and match.end() == len(message) else None
                where = earlier.places or focus
                return _put(message, match.start(), match.end(), f"in {where}")
            return _put(message, match.start(), match.end(), focus)
    return None


def _is_part(pointed: str, focus: str) -> bool:
    """Whether "that step" is said after a step: nothing else in the message can be meant."""
    return pointed.lower() in PART_WORDS and focus.lower().startswith(pointed.lower())


def _listed(earlier: Said) -> str | None:
    """The things that a question for several of them asks for, where it names nothing else: "the tools"."""
    match = re.search(
        r"^(?:what|which|list|all|name|show|give me)(?: are)?(?: the)?(?: all)? (\w{3,}s)\b", earlier.question.folded
    )
    return None if match is None or match[1] in {"this", "does", "was", "has"} else f"the {match[1]}"


def many_of(earlier: Said, focus: str) -> str:
    """What "them" means after a question for several things: those things, of what the question was about."""
    match = re.search(r"\b(?:what|which|how many|list|all) (?:the |all )?(\w+s)\b", earlier.question.folded)
    if match is None or match[1] in ("is", "does", "was", "has") or match[1] in focus.lower():
        return focus
    return f"{match[1]} in {focus}"


def _any_named(text: str, asked: Said) -> bool:
    """Whether a part of the message names something, places aside."""
    if _NUMBERED.search(text):
        return True
    names = set(named_words(asked.question)) - asked.place_keys - _TIMES
    return any(fold(word).strip(".-/&") in names for word in text.split())


def _belonging(focus: str) -> str:
    return "of" if not focus[-1:].isdigit() else "in"


def _put(message: str, start: int, end: int, words: str) -> str:
    return re.sub(r"\b(a|an|the) (?=(?:the|a|an) )", "", message[:start] + words + message[end:])


def _named_before(message: str, start: int, asked: Said) -> bool:
    """Whether an earlier clause of the message names what a pronoun may stand for."""
    cut = [match.end() for match in _CLAUSE.finditer(message[:start])]
    if not cut:
        return False
    return _any_named(message[: cut[-1]], asked)


def _points(match: re.Match[str], message: str, asked: Said, *, names: bool, earlier_places: str = "") -> bool:
    word, after = match[1].lower(), message[match.end() :].lower()
    if word == "it" and match[1].isupper():
        return False  # the trade
    if _named_before(message, match.start(), asked):
        return False
    following = after.split()[:1]
    if word in ("that", "this", "these", "those") and following:
        if following[0] in conversation_data("subject_nouns") or not _STANDS_ALONE.match(after):
            return False
        return not names
    if word in ("he", "she", "him", "her") and re.search(r"\bmy\b", message[: match.start()], re.I):
        return False  # somebody of the visitor's own
    if word == "there":
        if earlier_places and asked.question.asks("share"):
            return True  # "what percent of jobs are there", in the city spoken of
        return not re.search(
            r"\b(?:is|are|was|were|be|will|if|any) $", message[: match.start()], re.I
        ) and not re.match(r" (?:is|are|was|were|will|any|a)\b", after)
    if word == "it":
        return not _impersonal(message, match, names=names)
    if word == "they" and names and not _any_named(message[: match.start()], asked):
        return bool(_THEIR_OWN.match(after))  # "what do they ask" may be anybody; "do they need a degree" is not
    if word in ("they", "them", "those", "these", "him", "her"):
        return not names
    return True


def _impersonal(message: str, match: re.Match[str], *, names: bool) -> bool:
    """Whether "it" stands for nothing ("is it necessary to", "how long does it take for a fresher")."""
    if re.search(r"\b(?:for|to) \w+", message[: match.start()]) and re.match(
        r" (?:is |will )?tak", message[match.end() :]
    ):
        return True  # "for becoming head how long it is taking"
    if not names:
        return bool(re.match(r" takes? to (?:become|be|get|learn|finish|complete)\b", message[match.end() :], re.I))
    if re.match(r" costs? (?:me|us|to|for)\b", message[match.end() :], re.I):
        return True
    after = message[match.end() :].lower().split()
    if any(word in conversation_data("impersonal") for word in after[:2]):
        return True
    return bool(
        re.match(
            r" (?:(?:will |would |is )?tak(?:es?|ing)\b|matters? |mean |is (?:\w+ )?(?:to|that)\b|to )",
            message[match.end() :],
            re.I,
        )
    )

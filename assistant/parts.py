"""Parts of a guide that a message counts out: "the next step", "the one before", "the second one", "the last one".

A message and an earlier question go in, the message with the part's name comes out, or None where it names none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.question import ORDINALS, read_question
from assistant.topic import PART_WORDS, Said, series_pattern
from corpus.layout import PART_NOUNS

_S = series_pattern()
_END = r"(?=$| (?:is|are|in|for|of|about|take|takes|does|do|come|comes|how|what|which|then|please)\b)"
_LATER = re.compile(
    rf"\b(?:(?:the )?(?:next|following) (?:one|{_S})|(?:the )?(?:(?:{_S}|one) )?(?:just |right |immediately )?"
    rf"(?:after|following) (?:it|that|this)(?: (?:one|{_S}))?{_END}|(?:the )?(?:one|{_S}) (?:after|following)$|"
    rf"next(?: after (?:it|that|this)(?: (?:one|{_S}))?)?$)",
    re.I,
)
_EARLIER = re.compile(
    rf"\b(?:(?:the )?(?:previous|preceding|earlier) (?:one|{_S})|(?:the )?(?:(?:{_S}|one) )?"
    rf"(?:just |right |immediately )?before (?:it|that|this)(?: (?:one|{_S}))?{_END}|(?:the )?(?:one|{_S}) before$)",
    re.I,
)
_ORDINAL = re.compile(rf"\b(?:the )?({'|'.join(ORDINALS)}|last) (?:(?:one|question|topic)(?: again)?\b|\W*$)", re.I)
_ONLY_ORDER = re.compile(
    rf"^(?:what|which|whats|tell me|is|comes?|about|the|{_S}|one|does|it|will|be|just|then|do i do|should i do|,| )*$",
    re.I,
)
_NAMES_A_PART = re.compile(rf"\b(?:one|{_S})\b", re.I)
_END_OF_ALL = re.compile(
    rf"\b(?:which|what) (?:{_S}) (?:is|comes|will be|should be|do i do) (?:the )?(?:very )?(first|last|final)\b"
    rf"|^(?:what|which|whats)(?: is)?(?: the)?(?: very)? (first|last|final) (?:{_S})$"
)
_TIME_OF_IT = re.compile(
    r"^(how (?:long|much time|many (?:hours|days|weeks|months|years)) (?:is|does|will|would|do|should)) "
    r"(?:it|that|this|that one|this one)\b(?= (?:take|last|be|need)\b|$)",
    re.I,
)
_BEFORE = re.compile(r"\bbefore|\bprevious|\bprecede")
_AFTER = re.compile(r"\bafter\b|\bnext\b|\bfollow")
COUNTED_NOUN = re.compile(
    r"\b(?:what|which|how many|list|all)(?: are)?(?: the)?(?: all)? (?!this|does|was|has|is)(\w{3,})s\b"
)
_SEVERAL = re.compile(
    r"\b(?:what|which|list|name|show|tell me|all)(?: are)?(?: all)?(?: the)?(?: [\w-]+){0,2}? "
    r"(?!this|does|was|has|is)(\w{2,}s)\b"
)
_NAME = 6  # words; a longer item is a sentence
_WHICH = re.compile(r"(?:(?:and|so) )?which\b", re.I)


def neighbour_part(message: str, earlier: Said, *, follows: bool) -> tuple[str, bool] | None:
    """A message about the next or previous part, read with the number of that part; whether it only names the part.

    "in the step after it" becomes "in step 5"; "and the next one?" becomes "step 5", which is only a name. "Next step?"
    alone asks which it is.
    """
    later, before = _LATER.search(message), _EARLIER.search(message)
    match = later or before
    if match is None:
        return None
    rest = message[: match.start()] + message[match.end() :]
    if read_question(rest).content and not _NAMES_A_PART.search(match.group()):
        return None  # "is there a PhD after it?" is of a thing
    number, series = current_part(earlier)
    if number is None and (answered := earlier.answered_in()):
        number, series = answered
    if number is None:
        return None
    step = 1 if later else -1
    if _ONLY_ORDER.match(rest):
        if rest.strip() or asks_which(earlier) or (not follows and not message.lower().startswith("the ")):
            return f"which {series} comes {'after' if later else 'before'} {series} {number}?", False
        return _part_name(series, number, step, earlier), True
    return message[: match.start()] + _part_name(series, number, step, earlier) + message[match.end() :], False


def _part_name(series: str, number: int, step: int, earlier: Said) -> str:
    known = {part.number for part in earlier.shape.numbered}
    if number + step in known:
        return f"{series} {number + step}"
    return f"the {series} {'after' if step > 0 else 'before'} {series} {number}"


def asks_order(earlier: Said) -> bool:
    """Whether a question asks what comes before or after something."""
    folded = earlier.question.folded
    return bool(earlier.question.asks("order") and (_BEFORE.search(folded) or _AFTER.search(folded)))


def asks_which(earlier: Said) -> bool:
    """Whether a question asks which part it is, by what it comes before or after or as the first or last of all."""
    return asks_order(earlier) or _END_OF_ALL.search(earlier.question.folded) is not None


def current_part(earlier: Said) -> tuple[int | None, str]:
    """The number of the part that a conversation is at after a question, and what the guide calls such parts."""
    part = earlier.part
    numbers = sorted(other.number for other in earlier.shape.numbered if other.number is not None)
    if numbers and not earlier.step_span and (end := _END_OF_ALL.search(earlier.question.folded)):
        series = next((key for key in earlier.keys if key in PART_WORDS), "step")
        return numbers[0 if "first" in end.groups() else -1], series
    if part is None or part.number is None:
        return None, "step"
    series = next(
        (key.removesuffix("s") for key in earlier.keys if re.fullmatch(rf"(?:{_S})s?", key)), part.series or "step"
    )
    if not asks_order(earlier):
        return part.number, series
    return part.number + (-1 if _BEFORE.search(earlier.question.folded) else 1), series


def ordinal(message: str, earlier: Said, first: Said) -> tuple[str, bool] | None:
    """A message about "the first one", read; whether it only names what it stands for."""
    match = _ORDINAL.search(message)
    if match is None:
        return None
    place = -1 if match[1].lower() == "last" else ORDINALS.index(match[1].lower())
    whole = match.group().lower().startswith("the ") or match.group().split()[1:] or not match.start()
    meant = _item_at(place, earlier) if whole and not _WHICH.match(message) else None
    if meant and read_question(message).asks("duration", "amount") and not earlier.answered_with().of_table:
        meant = f"only {meant}"  # the figure of the whole is not that of an item
    numbers = sorted({part.number for part in earlier.shape.numbered if part.number is not None})
    called = {part.series for part in earlier.shape.numbered} | set(PART_NOUNS)
    named = (key.removesuffix("s") for key in earlier.keys if re.fullmatch(rf"(?:{_S})s?", key))
    series = next((noun for noun in named if noun in called), None)  # the levels of a table are no steps
    if meant is None and series and -len(numbers) <= place < len(numbers):
        meant = f"{series} {numbers[place]}"
    elif meant is None and earlier.alternatives and place < 2:
        meant = earlier.alternatives[place]
    elif meant is None and (listed := COUNTED_NOUN.search(earlier.question.folded)):
        meant = f"the {match[1].lower()} {listed[1]}"
    if meant:
        only = not (message[: match.start()] + message[match.end() :]).strip()
        return message[: match.start()] + meant + message[match.end() :], only
    if place == 0 and not (message[: match.start()] + message[match.end() :]).strip():
        return first.text, False
    return None


def _item_at(place: int, earlier: Said) -> str | None:
    """The item at a place of the list that answered a question for several things; None where none did."""
    several = _SEVERAL.search(earlier.question.folded)
    if several is None and not earlier.question.asks("table"):
        return None
    if several and several[1].removesuffix("s") in PART_NOUNS:
        return None
    items = earlier.answered_with().names
    named = items[place] if -len(items) <= place < len(items) else ""
    return named if 0 < len(named.split()) <= _NAME else None


def time_of_the_part(message: str, earlier: Sequence[Said]) -> str | None:
    """A question for the time of "it", asked of the part spoken of before a reason was asked that names none.

    "How many weeks is it" after "what do I build in step 4" and "why a wall and not a fence" is asked of step 4. None
    where the question between them is about one thing, or is answered from another part.
    """
    match = _TIME_OF_IT.match(message.rstrip(" ?.!"))
    if match is None:
        return None
    for later, before in zip(reversed(earlier[1:]), reversed(earlier[:-1]), strict=True):
        if later.step_span or not later.question.folded.startswith("why ") or later.focus is not None:
            return None
        if before.step_span:
            start, end = before.step_span
            answered = later.answered_in()
            named = answered is None or answered[0] == before.question.step
            return f"{match[1]} {' '.join(before.words[start:end])}{message[match.end() :]}" if named else None
    return None

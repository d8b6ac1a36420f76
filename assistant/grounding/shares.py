"""Shares in words: "one in four", "7 of 10", "half", "a third", "20%" are one value each, however they are written."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, NamedTuple

from assistant.grounding.text import data

_TOLERANCE = 1e-6


class Share(NamedTuple):
    """A part of a whole; `text` as written, at its place."""

    text: str
    start: int
    end: int
    value: float


@cache
def _forms() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    raw: Any = data()
    number = rf"\d{{1,3}}(?![\d,.]*\d)|{'|'.join(raw['numbers'])}"
    parts = "|".join(raw["parts"])
    units = "|".join(re.escape(word) for unit in raw["unit"] for word in unit["words"] if word.isalpha())
    ratio = re.compile(
        rf"\b(?P<part>{number})\s(?:(?!(?:{number})\b)[a-z-]+\s){{0,2}}?"
        rf"(?:out of|of|in|for(?= every| each))\s(?:every\s|each\s|the\s)?(?P<whole>{number})\b"
        rf"(?!\s?%|-|[\s-](?:{units})\b)",
        re.I,
    )
    fraction = re.compile(rf"\b(?:(?P<many>{number}|an?)[\s-])?(?P<name>{parts})s?\b", re.I)
    percent = re.compile(rf"(?P<number>\d+(?:\.\d+)?|\b(?:{number})(?:[- ](?:{number}))?)\s?(?:%|per ?cent\b)", re.I)
    return ratio, fraction, percent


@lru_cache(maxsize=16_384)
def shares(text: str) -> tuple[Share, ...]:
    """The shares of a plain text that are written as a ratio or a fraction; those in per cent are amounts."""
    ratio, fraction, _ = _forms()
    found: list[Share] = []
    for match in ratio.finditer(text):
        part, whole = _number(match["part"]), _number(match["whole"])
        if part == 1 and " of " in match.group().lower() and not re.search(r"\bout of|every|each", match.group(), re.I):
            continue  # "one of nine areas" is an area
        if 0 < part < whole:
            found.append(Share(match.group(), *match.span(), part / whole))
    found += [Share(match.group(), *match.span(), 0.5) for match in _EVERY_SECOND.finditer(text)]
    parts: Any = data()["parts"]
    for match in fraction.finditer(text):
        name = match["name"].lower()
        if name not in {"half", "halves"} and not _is_part(match, text):
            continue
        if _on_top().search(text[: match.start()]):
            continue  # "one and a half"
        many = (match["many"] or "a").lower()
        value = parts[name] * (1.0 if many in {"a", "an"} else _number(many))
        if value < 1:
            found.append(Share(match.group(), *match.span(), value))
    return tuple(found)


@cache
def _on_top() -> re.Pattern[str]:
    """What stands before the "a half" of "fifteen and a half"."""
    raw: Any = data()
    counted = "|".join((*raw["numbers"], "minute", "hour", "day", "week", "month", "year", "lakh", "crore"))
    return re.compile(rf"(?:\d|\b(?:{counted})s?) and\s\Z", re.I)


_EVERY_SECOND = re.compile(r"\bevery second\b(?= [a-z])", re.I)
_BY = re.compile(r"\bby (?:about |around |roughly |nearly |almost )?\Z", re.I)
_TO = re.compile(r"\b(?:to|at|is|are|just|only|about|around|roughly|nearly|almost)\s\Z", re.I)
_NO_NOUN = re.compile(r"\W*\Z|\s?[,.;:)]|\s(?:by|in|from|and|but|on)\b", re.I)


def _is_part(match: re.Match[str], text: str) -> bool:
    """Whether "third" or "fifth" is a part and no place in an order: "a third of", "a fifth more", "two thirds"."""
    after = text[match.end() :]
    counted = bool(match["many"]) and match["many"].lower() not in {"a", "an", "one"}
    if counted or match.group().lower().endswith("s"):
        return bool(match["many"])
    if match["many"] and _BY.search(text[: match.start()]):
        return True
    if match["many"] and _TO.search(text[: match.start()]) and _NO_NOUN.match(after):
        return True  # "sinks to a tenth by 2029"
    return bool(match["many"]) and bool(re.match(r"\s(?:of|more|less|above|below|over|under|as|higher|lower)\b", after))


@lru_cache(maxsize=16_384)
def values(text: str) -> frozenset[float]:
    """The values of all shares of a text, those in per cent too."""
    _, _, percent = _forms()
    found = {share.value for share in shares(text)} | _of_a_number(text)
    for match in percent.finditer(text):
        try:
            found.add(_number(match["number"]) / 100)
        except (KeyError, ValueError):
            continue
    return frozenset(round(value, 4) for value in found)


_OF_THE = re.compile(r"\bof (?:the |these |those |our |its |his |her )?(\d{2,}) [a-z][^.;]*", re.I)


def _of_a_number(text: str) -> set[float]:
    """Shares that are told as counts: "of the 48 studios, 31 give a meal and 9 a bed"."""
    found: set[float] = set()
    for match in _OF_THE.finditer(text):
        parts = (float(one) for one in re.findall(r"\b\d+\b(?![.,]\d|%)", match.group()))
        found |= {part / float(match[1]) for part in parts if 0 < part < float(match[1])}
    return found


def _number(written: str) -> float:
    if written[0].isdigit():
        return float(written)
    numbers: Any = data()["numbers"]
    return float(sum(numbers[part] for part in re.split(r"[- ]", written.lower())))


_HEDGE = re.compile(
    r"\b(?:about|around|roughly|nearly|almost|some|close to|just (?:under|over)|approximately|over)\s(?:an?\s)?\Z", re.I
)
_ABOVE = re.compile(r"\b(?:(?:just |a little |slightly )?(?:more than|over|above)|at least)\s(?:an?\s)?\Z", re.I)
_BELOW = re.compile(
    r"\b(?:(?:just |a little |slightly )?(?:less than|fewer than|under|below)|at most|up to)\s(?:an?\s)?\Z", re.I
)
_ROUNDED = 0.06  # how far "nearly half" may be from what it rounds


def _allowed(share: Share, sentence: str) -> float:
    if _HEDGE.search(sentence[: share.start]) and not any(c.isdigit() for c in share.text):
        return _ROUNDED
    return max(_TOLERANCE, 0.0051 * share.value)


def share_faults(sentence: str, text: str) -> list[str]:
    """The shares of a sentence that a text of its quotes does not have."""
    held = values(text) | ({0.5} if re.search(r"\bhalv", text, re.I) else set())
    counts = [frozenset(re.findall(r"\b\d{1,3}\b(?![.,]\d|%)", line)) for line in text.split("\n")]
    return (
        [
            f"“{share.text}” is another share than the quotes name."
            for share in shares(sentence)
            if not any(_may_be(share, value, sentence) for value in held)
            and share.text.lower() not in text.lower()
            and not any(_is_of_two(share, line) for line in counts)
        ]
        + [
            f"“{share.text}” has a bound that the quotes do not have."
            for share in shares(sentence)
            if _claims_bound(share, sentence)
            and not any(_claims_bound(said, text) for said in shares(text))
            and any(abs(share.value - value) <= max(_TOLERANCE, 0.0051 * share.value) for value in held)
            and not _BOUNDED.search(text)
        ]
        + [
            f"“{share.text}”: the quotes have the opposite bound."
            for share in shares(sentence)
            if (side := _side(share, sentence))
            and {_side(said, text) for said in shares(text) if said.value == share.value} == {-side}
        ]
    )


def _is_of_two(share: Share, counts: frozenset[str]) -> bool:
    """Whether a share is of two counts that the quotes have apart: "24 out of 60" of 60 questions and 24 answers."""
    written = re.findall(r"\d+", share.text)
    return len(written) == 2 and len(written[1]) > 1 and set(written) <= counts


_BOUNDED = re.compile(
    r"\b(?:at least|at most|up to|more than|less than|over|under|minimum|maximum|or more|or less|must|enough"
    r"|suffices?)\b",
    re.I,
)


def _claims_bound(share: Share, text: str) -> bool:
    """Whether a text says that a share is the least or the most: "at least a third"."""
    return bool(_side(share, text))


def _side(share: Share, text: str) -> int:
    """1 where a text says at least or more than a share, -1 for at most or less, 0 for neither."""
    before = text[: share.start]
    return 1 if _ABOVE.search(before) else -1 if _BELOW.search(before) else 0


def _may_be(share: Share, value: float, sentence: str) -> bool:
    before = sentence[: share.start]
    above, below = bool(_ABOVE.search(before)), bool(_BELOW.search(before))
    if above or below:  # "more than six in ten" of 62%
        return (value - share.value >= 0 if above else share.value - value >= 0) and abs(
            value - share.value
        ) <= _ROUNDED
    return abs(share.value - value) <= _allowed(share, sentence)

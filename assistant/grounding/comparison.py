"""Comparisons of two figures in one sentence: what is called more, longer or cheaper has to be so by the figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from assistant.grounding.amounts import Amount, amounts
from assistant.grounding.counted import is_year
from assistant.grounding.text import data

_PIVOT = re.compile(r"\b(?:than|against|versus|vs|compared (?:to|with)|(?:below|above) (?:the|that))\b", re.I)
_MOVE = re.compile(
    r"\b(?P<up>up(?= from)|rising|rises|rose|growing|grows|climbing)?"
    r"(?P<down>down(?= from)|falling|falls|fell|dropping|drops)?"
    r" (?P<way>from|to)\b",
    re.I,
)


@cache
def comparing_words() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Patterns of the words that call one of two more, less, slower and quicker."""
    raw: Any = data()["comparing"]
    more, less, slow, quick = (
        re.compile(rf"\b(?:{'|'.join(raw[name].split())})\b", re.I) for name in ("more", "less", "slow", "quick")
    )
    return more, less, slow, quick


def comparison_faults(sentence: str) -> Iterator[str]:
    """Whether a sentence (plain text) compares its own figures the wrong way round."""
    found = [amount for amount in amounts(sentence) if amount.kind == "amount"]
    if len(found) < 2:
        return
    for clause_start, clause_end in _spans(sentence):
        inside = [amount for amount in found if clause_start <= amount.start < clause_end]
        yield from _pivoted(sentence, clause_start, clause_end, inside)
    yield from _moved(sentence, found)


def _spans(sentence: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    for match in re.finditer(r";|\b(?:while|whereas)\b|(?<=[a-z\]])(?<!\bRs)\. ", sentence):
        spans.append((start, match.start()))
        start = match.end()
    return [*spans, (start, len(sentence))]


def _pivoted(sentence: str, start: int, end: int, inside: list[Amount]) -> Iterator[str]:
    pairs = [
        (pivot, pair)
        for pivot in _PIVOT.finditer(sentence, start, end)
        if (pair := _pair_around(pivot, inside, sentence)) is not None
    ]
    if len(pairs) != 1:
        return
    pivot, (left, right) = pairs[0]
    said = sentence[start : pivot.end()]
    told, colon, shown = said.rpartition(": ")
    if colon and _PIVOT.search(told):
        said = shown  # "sinks more people than the papers: 44% pass, compared with 68%"
    for amount in inside:  # "more than 10" is a bound
        if amount.bound and amount.end <= pivot.start():
            return
    more, less, slow, quick = comparing_words()
    timed = left.unit in {"minute", "day", "month"} and not left.currency
    up = bool(more.search(said)) or (timed and bool(slow.search(said)))
    down = bool(less.search(said)) or (timed and bool(quick.search(said)))
    if up == down:
        return
    if (up and left.high <= right.low and left.low < right.high) or (
        down and left.low >= right.high and left.high > right.low
    ):
        yield f"“{left.text}” and “{right.text}” are compared the wrong way round."


def _pair_around(pivot: re.Match[str], inside: list[Amount], sentence: str) -> tuple[Amount, Amount] | None:
    inside = [one for one in inside if not _ASIDE.search(sentence[: one.start])]
    if any(_MORE_BY.match(sentence, one.end) for one in inside):
        return None  # "10% more than the median, and 18% more" are distances
    before = [one for one in inside if one.end <= pivot.start()]
    after = [one for one in inside if one.start >= pivot.end()]
    return _pair(before, [one for one in after if not _NEXT.search(sentence[pivot.end() : one.start])])


def _pair(left: list[Amount], right: list[Amount]) -> tuple[Amount, Amount] | None:
    for one in left:
        for other in right:
            if is_year(one) != is_year(other):
                continue
            if other.unit is None and not other.currency and not other.scaled and one.unit and not one.currency:
                other = replace(
                    other, unit=one.unit, low=other.low * one.low / one.figures[0]
                )  # "45 minutes against 25"
                other = replace(other, high=other.low)
            if one.unit == other.unit and bool(one.currency or one.scaled) == bool(other.currency or other.scaled):
                return one, other
    return None


def _moved(sentence: str, found: list[Amount]) -> Iterator[str]:
    """Moves such as "down from" and "rising to": the figure before and the figure after it."""
    for match in _MOVE.finditer(sentence):
        if not (match["up"] or match["down"]):
            continue
        before = [one for one in found if one.end <= match.start()]
        after = [one for one in found if one.start >= match.end() and one.start - match.end() < _CLOSE]
        if not before or not after:
            continue
        if after[0].unit is None and not after[0].currency and before[-1].unit and not before[-1].currency:
            size = before[-1].low / before[-1].figures[0]  # "45 hours a week, rising to 55"
            after = [replace(after[0], unit=before[-1].unit, low=after[0].low * size, high=after[0].high * size)]
        like = [one for one in before if one.unit == after[0].unit and bool(one.currency) == bool(after[0].currency)]
        nearest = (like or before)[-1]
        earlier, later = (after[0], nearest) if match["way"].lower() == "from" else (nearest, after[0])
        same = bool(earlier.currency or earlier.scaled) == bool(later.currency or later.scaled)
        if not same or earlier.unit != later.unit:
            continue
        if (match["up"] and later.high <= earlier.low) or (match["down"] and later.low >= earlier.high):
            yield f"“{match.group()}” goes the wrong way between “{earlier.text}” and “{later.text}”."


_ASIDE = re.compile(r"\bwhere\b[^,;]*\Z", re.I)  # "in Pune, where rent is ₹6,500, than in Mumbai"
_MORE_BY = re.compile(r"\s(?:more|less|higher|lower|cheaper|dearer|above|below|better)\b", re.I)
_NEXT = re.compile(r", (?:and|but|while)\b|;")  # another clause begins
_CLOSE = 16

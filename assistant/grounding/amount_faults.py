"""Amounts of a sentence that its quotes do not have: another figure, range, unit, currency, period or bound.

The two ends of a range have to stand together in the quotes. Months and years, weeks and days, lakh and digits are
read as the same amount; everything else has to be as the quotes have it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any

from assistant.grounding.amount_cells import is_askers_own, ranks_so, spans_cells
from assistant.grounding.amount_differences import difference
from assistant.grounding.amount_numbers import names_the_same
from assistant.grounding.amounts import Amount, amounts
from assistant.grounding.amounts_apart import bare_time_faults, currency_faults, period_faults
from assistant.grounding.backing import Backing, Unit
from assistant.grounding.clock import has_clock
from assistant.grounding.counted import is_counted, named_after, noun_difference
from assistant.grounding.counts import multiples
from assistant.grounding.differences import is_difference
from assistant.grounding.implied import implied_amounts
from assistant.grounding.moves import is_move
from assistant.grounding.rates import periods_told
from assistant.grounding.remainders import is_the_rest
from assistant.grounding.roundings import is_rounded
from assistant.grounding.shares import share_faults, shares
from assistant.grounding.text import (
    FIGURE,
    abbreviations,
    data,
    plain,
    words,
)
from assistant.grounding.unit_words import lower_words
from assistant.support import stems
from corpus.guide import Guide

_ROUND = 0.005  # half a percent


def figures(text: str) -> set[str]:
    """The numbers of a text, without thousands separators."""
    return {match.group().replace(",", "").rstrip(".") for match in FIGURE.finditer(text)}


def amount_faults(
    sentence: str, backing: Backing, asked: str = "", counted: frozenset[str] = frozenset()
) -> Iterator[str]:
    """What is wrong with the figures of a sentence (plain text), each as one plain sentence.

    A figure of what the visitor `asked` may be named where the label of a quoted row has a range that it falls into,
    and one that is `counted`, of which the sentence is a part, counts what the whole of it lists.
    """
    found = amounts(sentence)
    held = figures(backing.text)
    covered: set[int] = set()
    yield from share_faults(sentence, backing.text)
    parts = [range(share.start, share.end) for share in shares(sentence)]
    said = {round(share.value, 4) for share in shares(backing.text)} | (
        {0.5} if 0.5 in multiples(backing.text) else set()
    )
    for amount in found:
        covered |= set(range(amount.start, amount.end))
        if any(amount.start in part for part in parts) or amount.text in counted:
            continue  # "seven of ten" is one share, seen above
        if re.match(r" times\b", sentence[amount.end :]) and amount.low in multiples(backing.text):
            continue
        if (
            amount.unit == "percent"
            and not amount.is_range
            and any(abs(amount.low / 100 - one) < _ROUND for one in said)
        ):
            continue  # 33% of "a third"
        if amount.unit == "percent" and is_the_rest(amount, sentence, backing):
            continue
        if asked and is_askers_own(amount, asked, backing):
            continue
        if fault := _fault(amount, sentence, backing):
            missing = sorted(figures(amount.text) - held)
            yield from (f"The figure {figure} is not in the quotes that its sentence cites." for figure in missing)
            if not missing:
                yield fault
    for match in FIGURE.finditer(sentence):  # in names and in forms that are read as no amount
        figure = match.group().replace(",", "").rstrip(".")
        if match.start() not in covered and figure not in held and not _is_said_in_words(match, sentence, backing):
            yield f"The figure {figure} is not in the quotes that its sentence cites."
    yield from period_faults(sentence, found, backing)
    yield from currency_faults(sentence, backing)
    yield from bare_time_faults(sentence, backing)


def counts_of(sentence: str) -> frozenset[str]:
    """The amounts of a sentence, as written, that count what it lists itself behind them."""
    return frozenset(
        one.text for one in amounts(sentence) if one.low > 1 and named_after(sentence[one.end :]) == one.low
    )


def _is_said_in_words(match: re.Match[str], sentence: str, backing: Backing) -> bool:
    """Whether a short form with a figure ("3D") stands for a name that the quotes write out."""
    short = re.match(r"\w+", sentence[match.start() :])
    long = abbreviations().get(short.group().lower()) if short else None
    return bool(long) and stems(long or "") <= backing.stems


def matching(amount: Amount, backing: Backing) -> list[tuple[Unit, Amount]]:
    """The amounts of the quotes that an amount of a sentence may rest on, each with its unit."""
    return [
        (unit, said)
        for unit in backing.units
        for said in amounts(unit.text)
        if _same_value(amount, said, unit) and not difference(amount, said, unit.whole)
    ]


def _said_in(backing: Backing) -> Iterator[tuple[Amount, str]]:
    """Every amount of the quotes with the text that it stands in."""
    return (
        (said, unit.text)
        for unit in backing.units
        for said in (*amounts(unit.text), *(one for one in implied_amounts(unit.text) if one.unit))
    )


def _candidates(
    amount: Amount, backing: Backing, read: Callable[[str], tuple[Amount, ...]]
) -> list[tuple[Amount, Unit]]:
    """The amounts of the quotes with the same value, each with its unit."""
    return [
        (said, unit)
        for unit in backing.units
        for line in (unit.text, *unit.above.split("\n"))
        for said in read(line)
        if _same_value(amount, said, unit)
    ]


def _fault(amount: Amount, sentence: str, backing: Backing) -> str | None:
    if amount.kind == "series":
        return None if names_the_same(amount, backing) else f"“{_shown(amount)}” is not what the quotes number so."
    if amount.kind == "ordinal":
        same = any(said.low == amount.low and said.kind != "amount" for said in backing.amounts)
        said = same or (amount.text.lower() == "second" and "second" in backing.stems)
        said = said or ranks_so(amount, sentence, backing)
        said = said or bool(_ONE_NAMED_BEFORE.match(sentence[amount.start :]))
        return None if said else f"“{amount.text}” stands in none of the quotes that its sentence cites."
    candidates = _candidates(amount, backing, amounts) or _candidates(amount, backing, implied_amounts)
    if (
        amount.unit in {"am", "pm"}
        and not amount.is_range
        and any(has_clock(unit.text, amount) for unit in backing.units)
        and not any(said.unit for said, _ in candidates)
    ):
        return None
    if not candidates:
        if is_move(amount, sentence, _said_in(backing)) or is_counted(amount, sentence, backing):
            return None
        if is_rounded(amount, sentence, _said_in(backing)) or is_difference(amount, sentence, backing.amounts):
            return None
        if spans_cells(amount, backing):
            return None
        return f"“{_shown(amount)}” does not stand so in the quotes that its sentence cites."
    around = {period for quote in backing.quotes for period in _periods_at(quote.guide, quote.section.path)}
    if amount.period and around == {amount.period}:
        amount = replace(amount, period=None)  # the section names no other period than this one
    elif amount.period in periods_told(backing.text) and not any(
        periods_told(unit.text) or said.period for said, unit in candidates
    ):
        amount = replace(amount, period=None)  # "figures are monthly", says another quote
    differences = [
        difference(amount, said, unit.whole, sentence) or noun_difference(amount, said, sentence, unit)
        for said, unit in candidates
    ]
    if None in differences or is_counted(amount, sentence, backing):
        return None
    return f"“{_shown(amount)}”: {differences[0]}."


# "in the second they come": of two that were named before, and no step or place of its own
_ONE_NAMED_BEFORE = re.compile(
    r"\w+(?=\W*\Z|[,;:.]| (?:it|they|he|she|is|are|has|have|it's|takes?|costs?|pays?|gets?|needs?|one)\b)", re.I
)


def _shown(amount: Amount) -> str:
    return f"{amount.name} {amount.text}" if amount.name else amount.text


def _same_value(amount: Amount, said: Amount, unit: Unit) -> bool:
    if said.kind == "series" and amount.unit:
        return False
    if amount.unit and not said.unit and re.match(r" times\b", unit.text[said.end :]):
        return False  # "four times a year" is no four months
    if not amount.is_range and said.is_range and said.low == 0 and amount.figures[-1] == said.figures[-1]:
        return True  # "the first two years" of "0-2 years"
    if (
        amount.unit
        and not said.unit
        and any(
            said.low * size == amount.low and said.high * size == amount.high
            for size in _sizes_above(amount.unit, unit)
        )
    ):
        return True  # "an hour and a half" of 90 under "minutes"
    if amount.unit != said.unit and amount.figures != said.figures:
        return False
    if (amount.low, amount.high) == (said.low, said.high):
        return True
    if bool(amount.unit) != bool(said.unit) and amount.figures == said.figures:
        return True
    written, stands = amount.figures, said.figures
    if amount.scaled != said.scaled and len(written) == len(stands) and written == stands:
        return _scale_above(amount if amount.scaled else said, unit)
    if not amount.is_range and said.is_range and amount.high < said.low > said.high:
        return False
    if not amount.is_range and said.is_range:
        if said.low > said.high:  # a ratio such as "3 to 1"
            return amount.low in {said.low, said.high}
        return (amount.low == said.low and amount.bound == "low") or (
            amount.low == said.high and amount.bound == "high"
        )
    return False


@lru_cache(maxsize=4_096)
def _sizes_above(base: str, unit: Unit) -> frozenset[float]:
    """The sizes of the units, measured in `base`, that stand above a unit: 60 for a header that names hours."""
    raw: Any = data()
    held = lower_words(unit.above.lower())
    return frozenset(
        float(one["size"]) for one in raw["unit"] if one["base"] == base and not held.isdisjoint(one["words"])
    )


def _scale_above(scaled: Amount, unit: Unit) -> bool:
    """Whether a header or heading says once for all what a column's figures are in."""
    return any(word.lower in unit.above.lower() for word in words(scaled.text) if word.lower in _scale_words())


@cache
def _scale_words() -> frozenset[str]:
    return frozenset(data()["scales"])


@lru_cache(maxsize=1_024)
def _periods_at(guide: Guide, path: tuple[str, ...]) -> frozenset[str]:
    """The periods that a section of a guide names, as a note under a table does for all of its figures."""
    text = "\n".join(
        plain(block.span.text) for section in guide.sections if section.path == path for block in section.blocks
    )
    return periods_told(text)

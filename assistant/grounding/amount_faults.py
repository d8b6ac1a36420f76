"""Amounts of a sentence that its quotes do not have: another figure, range, unit, currency, period or bound.

The two ends of a range have to stand together in the quotes. Months and years, weeks and days, lakh and digits are
read as the same amount; everything else has to be as the quotes have it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any

from assistant.answerers.enumerations import names_listed
from assistant.grounding.amounts import Amount, amounts
from assistant.grounding.backing import Backing, Unit
from assistant.grounding.counts import multiples
from assistant.grounding.rates import periods_told
from assistant.grounding.shares import share_faults, shares
from assistant.grounding.text import (
    abbreviations,
    data,
    ordinary_words,
    plain,
    senses,
    stem,
    without_contraction,
    words,
)
from assistant.support import stems
from corpus.guide import Guide

_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")
_COUNTED_WITHIN = 9  # words around a figure of the quote in which its noun stands
_COUNT_AT_MOST = 12  # more are not counted by eye


def figures(text: str) -> set[str]:
    """The numbers of a text, without thousands separators."""
    return {match.group().replace(",", "").rstrip(".") for match in _FIGURE.finditer(text)}


def amount_faults(sentence: str, backing: Backing) -> Iterator[str]:
    """What is wrong with the figures of a sentence (plain text), each as one plain sentence."""
    found = amounts(sentence)
    held = figures(backing.text)
    covered: set[int] = set()
    yield from share_faults(sentence, backing.text)
    parts = [range(share.start, share.end) for share in shares(sentence)]
    said = {round(share.value, 4) for share in shares(backing.text)}
    for amount in found:
        covered |= set(range(amount.start, amount.end))
        if any(amount.start in part for part in parts):
            continue  # "seven of ten" is one share, seen above
        if re.match(r" times\b", sentence[amount.end :]) and amount.low in multiples(backing.text):
            continue
        if amount.unit == "percent" and not amount.is_range and round(amount.low / 100, 4) in said:
            continue
        if fault := _fault(amount, sentence, backing):
            missing = sorted(figures(amount.text) - held)
            yield from (f"The figure {figure} is not in the quotes that its sentence cites." for figure in missing)
            if not missing:
                yield fault
    for match in _FIGURE.finditer(sentence):  # in names and in forms that are read as no amount
        figure = match.group().replace(",", "").rstrip(".")
        if match.start() not in covered and figure not in held and not _is_said_in_words(match, sentence, backing):
            yield f"The figure {figure} is not in the quotes that its sentence cites."
    yield from _period_faults(sentence, found, backing)
    yield from _currency_faults(sentence, backing)


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
        if _same_value(amount, said, unit) and not _difference(amount, said, unit.whole)
    ]


def _fault(amount: Amount, sentence: str, backing: Backing) -> str | None:
    if amount.kind == "series":
        return None if _names_the_same(amount, backing) else f"“{_shown(amount)}” is not what the quotes number so."
    if amount.kind == "ordinal":
        same = any(said.low == amount.low and said.kind != "amount" for said in backing.amounts)
        said = same or (amount.text.lower() == "second" and "second" in backing.stems)
        return None if said else f"“{amount.text}” stands in none of the quotes that its sentence cites."
    candidates = [
        (said, unit)
        for unit in backing.units
        for line in (unit.text, *unit.above.split("\n"))
        for said in amounts(line)
        if _same_value(amount, said, unit)
    ]
    if not candidates:
        if (
            amount.unit in {"am", "pm"}
            and not amount.is_range
            and any(_has_clock(unit.text, amount) for unit in backing.units)
        ):
            return None
        if _is_counted(amount, sentence, backing):
            return None
        return f"“{_shown(amount)}” does not stand so in the quotes that its sentence cites."
    around = {period for quote in backing.quotes for period in _periods_at(quote.guide, quote.section.path)}
    if amount.period and around == {amount.period}:
        amount = replace(amount, period=None)  # the section names no other period than this one
    differences = [
        _difference(amount, said, unit.whole, sentence) or _noun_difference(amount, said, sentence, unit)
        for said, unit in candidates
    ]
    if None in differences or _is_counted(amount, sentence, backing):
        return None
    return f"“{_shown(amount)}”: {differences[0]}."


def _has_clock(text: str, amount: Amount) -> bool:
    """Whether a text has a time of day, perhaps as one end of "7 am to 2 pm"."""
    return bool(
        re.search(
            rf"(?<![\d.:]){amount.figures[0]:g}(?::00)?\s?{amount.unit[0]}\.?m\b" if amount.unit else "$^", text, re.I
        )
    )


def _shown(amount: Amount) -> str:
    return f"{amount.name} {amount.text}" if amount.name else amount.text


def _names_the_same(amount: Amount, backing: Backing) -> bool:
    if any(
        said.low == amount.low and ((said.kind == "series" and said.name == amount.name) or said.kind == "ordinal")
        for said in backing.amounts
    ):
        return True
    return any(amount.low in {said.low, said.high} for said in _headed(backing) if said.name == amount.name)


def _headed(backing: Backing) -> Iterator[Amount]:
    """The amounts of cells that their column's header numbers: "5-7" under "Week"."""
    for unit in backing.units:
        if unit.row is None or unit.table is None:
            continue
        for header, cell in zip(unit.table.header.cells, unit.row.cells, strict=True):
            named = [stem(word.lower) for word in words(plain(header.text))]
            for said in amounts(plain(cell.text)):
                yield from (replace(said, name=name) for name in named)


def _same_value(amount: Amount, said: Amount, unit: Unit) -> bool:
    if said.kind == "series" and amount.unit:
        return False
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
    if not amount.is_range and said.is_range and said.low == 0 and amount.high == said.high:
        return True  # "the first two years" of "0-2 years"
    if not amount.is_range and said.is_range:
        if said.low > said.high:  # a ratio such as "3 to 1"
            return amount.low in {said.low, said.high}
        return (amount.low == said.low and amount.bound == "low") or (
            amount.low == said.high and amount.bound == "high"
        )
    return False


def _scale_above(scaled: Amount, unit: Unit) -> bool:
    """Whether a header or heading says once for all what a column's figures are in."""
    return any(word.lower in unit.above.lower() for word in words(scaled.text) if word.lower in _scale_words())


@cache
def _scale_words() -> frozenset[str]:
    return frozenset(data()["scales"])


def _difference(amount: Amount, said: Amount, around: str, sentence: str = "") -> str | None:
    """How an amount differs from one of the quotes with the same value; None where it does not."""
    lower = around.lower()
    if amount.unit != said.unit and amount.unit is not None:
        if said.unit is not None or said.currency is not None:
            return "the quotes have another unit"
        aged = amount.unit == "month" and re.search(r"\bages?d?\b", lower)
        if not aged and not any(form in _lower_words(lower) for form in _forms_of(amount.unit)):
            return "the quotes have no such unit"
    if amount.unit is None and said.unit == "percent" and not re.search(r"%|per ?cent", sentence):
        return "the quotes have a share of a hundred"
    if (
        amount.currency
        and amount.currency != said.currency
        and (said.currency is not None or not any(form in lower for form in _currency_forms(amount.currency)))
    ):
        return "the quotes have another currency"
    if amount.period and said.period and amount.period != said.period:
        return "the quotes have another period"
    if (
        amount.period
        and not said.period
        and not any(form in _lower_words(lower) for form in _period_forms(amount.period))
    ):
        return "the quotes name no such period"
    return _bound_difference(amount, said, lower, sentence.lower())


def _currency_faults(sentence: str, backing: Backing) -> Iterator[str]:
    """A currency that stands without a figure ("a rupee figure") where the quotes have only another one."""
    mine, theirs = _currencies_in(sentence), _currencies_in(backing.text)
    for currency in mine - theirs:
        if theirs:
            yield f"The quotes have another currency than “{currency}”."


@lru_cache(maxsize=8_192)
def _currencies_in(text: str) -> frozenset[str]:
    raw: Any = data()["currencies"]
    held = frozenset(re.findall(r"[^\W\d_]*[₹$€£¥]|[^\W\d_]+", text.lower()))
    found = {name for name, forms in raw.items() if not held.isdisjoint(forms)}
    if "lpa" in held or not held.isdisjoint({"lakh", "lakhs", "crore", "crores"}):
        found.add("inr")
    return frozenset(found)


@lru_cache(maxsize=1_024)
def _periods_at(guide: Guide, path: tuple[str, ...]) -> frozenset[str]:
    """The periods that a section of a guide names, as a note under a table does for all of its figures."""
    text = "\n".join(
        plain(block.span.text) for section in guide.sections if section.path == path for block in section.blocks
    )
    return periods_told(text)


_LEAST = re.compile(r"\b(?:minimum|min|least|from|over|above|older|must|needs?|requires?)\b")
_MOST = re.compile(r"\b(?:maximum|max|most|limit|limited|within|not|up to|under|below|last)\b")


_ALLOWANCE = re.compile(r"\b(?:limited to|below|under)\b")  # what one is limited to is what one has


def _is_bounded_otherwise(said: Amount, around: str, sentence: str) -> bool:
    """Whether a sentence says a bound at a distance ("as a minimum"), or the quotes' bound is an allowance."""
    if said.bound == "high" and _ALLOWANCE.search(around):
        return True
    return bool((_AS_LEAST if said.bound == "low" else _AS_MOST).search(sentence))


_CONDITION = re.compile(r"\b(?:means?|otherwise|or else)\b")
_AS_LEAST = re.compile(
    r"\b(?:minimum|at least|at the least|or more|or above|older|must|should|needs?|needed|requires?|required|have to)\b"
)
_AS_MOST = re.compile(r"\b(?:maximum|at most|at the most|or less|limit\w*|up to|ceiling|cap|capped|largest|highest)\b")


def _bound_difference(amount: Amount, said: Amount, around: str, sentence: str) -> str | None:
    if amount.is_range or said.is_range:
        return None
    if amount.bound and said.bound and amount.bound != said.bound and _CONDITION.search(f"{around} {sentence}"):
        return None  # "below 90% means repeating it" for "at least 90%"
    if amount.bound and said.bound and amount.bound != said.bound and amount.claims:
        return "the quotes have the opposite bound"
    if said.bound and said.claims and not amount.bound and not _is_bounded_otherwise(said, around, sentence):
        return "the quotes have a bound and no exact figure"
    if amount.claims and not said.bound and not (_LEAST if amount.bound == "low" else _MOST).search(around):
        return "the quotes have no such bound"
    return None


def _noun_difference(amount: Amount, said: Amount, sentence: str, unit: Unit) -> str | None:
    """Whether what a bare number counts is what the quotes count with it."""
    if amount.unit or amount.currency or said.currency or _is_year(amount):
        return None
    counted = _counted_nouns(sentence, amount)
    if not counted:
        return None
    near = {stem_ for word in _words_near(unit.text, said) for stem_ in senses(word)}
    near |= {stem_ for word in words(unit.above) for stem_ in senses(word.lower)}
    if any(senses(noun) & near for noun in counted):
        return None
    return f"the quotes do not count {' '.join(counted)}"


def _is_year(amount: Amount) -> bool:
    return not amount.unit and not amount.currency and 1900 <= amount.low <= 2100 and not amount.in_words


def _counted_nouns(sentence: str, amount: Amount) -> list[str]:
    """Up to three words after a number that may be what it counts, without ordinary ones."""
    clause = re.split(
        r"[,;:.()|\n]|\b(?:and|or|for|in|of|on|to|that|which|with|from|at|by)\b", sentence[amount.end :], maxsplit=1
    )[0]
    after = [word.lower for word in words(clause)[:4]]
    bare = [without_contraction(word) for word in after]
    return [word for word in bare if word not in ordinary_words() or word in _countable()]


@cache
def _countable() -> frozenset[str]:
    """Ordinary words that are counted and must be right when they are."""
    return frozenset(
        [
            "projects",
            "project",
            "courses",
            "course",
            "rounds",
            "round",
            "attempts",
            "papers",
            "paper",
            "subjects",
            "tools",
            "steps",
            "step",
            "interviews",
            "certificates",
            "people",
            "students",
            "companies",
            "times",
        ]
    )


def _words_near(text: str, amount: Amount) -> list[str]:
    before = [word.lower for word in words(text[: amount.start])]
    after = [word.lower for word in words(text[amount.end :])]
    return before[-_COUNTED_WITHIN:] + after[:_COUNTED_WITHIN]


def _is_counted(amount: Amount, sentence: str, backing: Backing) -> bool:
    """Whether a small number counts what the quotes, or the sentence itself, list."""
    if amount.unit or amount.currency or amount.is_range or amount.scaled or not 2 <= amount.low <= _COUNT_AT_MOST:
        return False
    number = int(amount.low)
    lists = [unit for unit in backing.units if unit.row is None and "\n" in unit.above]
    listed = {len(names_listed(line.partition(":")[2] or line)) for line in backing.text.split("\n")}
    listed |= {len(names_listed(clause)) for clause in re.split(r"[:(]", sentence)}
    listed |= {2 + run.count(",") for run in _NUMBERED.findall(sentence)}
    rows = sum(unit.row is not None for unit in backing.units)
    under: dict[str, int] = {}
    for unit in lists:
        under[unit.above] = under.get(unit.above, 0) + 1
    return number in listed | {rows, len(backing.quotes)} | set(under.values())


_NUMBERED = re.compile(r"\b[a-z]+s \d+((?:, \d+)* and) \d+\b", re.I)  # "Steps 7 and 8"


def _period_faults(sentence: str, found: tuple[Amount, ...], backing: Backing) -> Iterator[str]:
    """Periods that stand apart from an amount ("monthly pay") and that the quotes do not name."""
    raw: Any = data()["periods"]
    held = _lower_words(backing.text.lower())
    known = {amount.unit for amount in found if amount.unit} | {amount.period for amount in found if amount.period}
    told = periods_told(_IDIOMS.sub(" ", sentence))
    for period, forms in raw.items():
        names = {*forms, *(f"{form}s" for form in forms)}
        named = (
            [period]
            if period in told
            else [word.lower for word in words(sentence) if word.lower in {"fortnight"} & names]
        )
        if not named or names & held or period in known or _unit_base(period) in known or _lasts_one(period, backing):
            continue
        yield f"“{named[0]}” is a time that the quotes do not name."


def _lasts_one(period: str, backing: Backing) -> bool:
    """Whether the quotes have the length of one such period in another unit: 12 months of "about a year"."""
    raw: Any = data()["unit"]
    sizes = {(unit["base"], float(unit["size"])) for unit in raw if period in unit["words"]}
    return any(said.unit and (said.unit, size) in sizes for said in backing.amounts for size in (said.low, said.high))


_IDIOMS = re.compile(
    r"\b(?:once|twice|times) (?:an?|each|every|per) \w+"
    r"|\b(?:\w+ )?hours (?:of|from) \d|\b(?:working|office) hours\b|\bday[- ]to[- ]day\b|\bthese days\b"
    r"|\b(?:every|each|one|a|the|any|working|some) day\b|\bdaily\b|\btoday\b|\bover the years\b"
    r"|\b(?:a|each|every|per) year\b(?=.*\bsalary)",
    re.I,
)


@cache
def _unit_base(period: str) -> str | None:
    raw: Any = data()["unit"]
    return next((unit["base"] for unit in raw if period in unit["words"]), None)


def _lower_words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]+|[%°]\w?|[₹$€£]", text))


@cache
def _forms_of(base: str) -> frozenset[str]:
    raw: Any = data()["unit"]
    return frozenset(word for unit in raw if unit["base"] == base for word in unit["words"])


@cache
def _currency_forms(currency: str) -> tuple[str, ...]:
    raw: Any = data()["currencies"]
    return tuple(form for form in raw[currency] if form not in {"rs"})


@cache
def _period_forms(period: str) -> frozenset[str]:
    raw: Any = data()["periods"]
    return frozenset(raw[period]) | {f"{form}s" for form in raw[period]}

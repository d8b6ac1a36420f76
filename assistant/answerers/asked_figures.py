"""A figure that the visitor brings ("20 LPA as a fresher?"), held against the guide's: more, less, longer, within.

The lead says how the guide's figure lies to the one asked about, worked out from both as parsed amounts; where units,
currencies or periods differ, or several figures could be meant, nothing is said.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answerers.draft import BOTH, Draft, FactLine, Operation, Working, fact_lines
from assistant.grounding.amounts import Amount, amounts
from assistant.grounding.text import plain
from assistant.language import load_language
from assistant.question import ASKS_OPENLY, Question
from assistant.time_units import DAYS_IN_BASE, MONTHS_IN_YEAR
from corpus.layout import PART_NOUNS

_CLAUSE_ENDS = re.compile(r"(?<=\w)[,.;!?]+\s+")
_PREMISE = re.compile(r"^(?:and |but |so |then )?(?:if|since|as|because|suppose|assuming)\b")
_OF_THE_VISITOR = re.compile(
    r"^(?:and |but |so |also )?(?:i|im|ive|i'm|i've|my|we|our)\b(?! (?:heard|think|thought|read|believe|guess))"
)
_AGED = re.compile(r"\b(?:age|aged|ages|old|older|young|younger|born)\b", re.I)
_TAKES = re.compile(
    r"\b(?:in|within|takes?|taking|need|needs|for|only|just|than|under|is|are|of|last|lasts)\s(?:\w+\s)?\Z"
)
_AT_WORK = re.compile(r"\b([\w-]+) (?:for|since)(?: the last| about| over| past)? \Z")
_EXPERIENCED = re.compile(
    r"\s*(?:of |in |as |full |work |working |total )*(?:exp|experienced?|work|service|old|gap|break)\b"
)
_OF_A_PART = re.compile(rf"\b(?:{'|'.join(PART_NOUNS)}) \Z")  # "stage 1 weeks" is no week
_BY_THE_YEAR = re.compile(r"\b(?:annual|annually|yearly|lpa|ctc|per (?:year|annum)|p\.?a)\b", re.I)
_BY_THE_MONTH = re.compile(r"\b(?:monthly|per month|a month|p\.?m|in[- ]hand)\b", re.I)
_ABSURD = 3  # times the guide's highest pay, from which nobody means the sum by the month


def with_asked_figure(question: Question, draft: Draft) -> Draft | None:
    """The draft under a line on how its figures lie to the one asked about; None where they cannot be compared.

    All its lines have to agree: of several figures the one asked about is to be below, above or within each.
    """
    asked = _asked_figure(question)
    if draft.working is not None or asked is None or _AGED.search(draft.text):
        return None
    told = fact_lines(draft.text)
    if not told and asked.period and "**" not in draft.text:  # "2 hours a day" is told in running text
        told = (FactLine(name="", value=draft.text),)
    found = [_of_like(asked, line.name, line.value) for line in told]
    ways = {_lies(asked, one) if one is not None else None for one in found}
    if len(ways) != 1 or (way := ways.pop()) is None:
        return None
    how = "compared the figure asked about with the guide's"
    return replace(draft, text=_led(way, draft.text, len(told)), working=Working(operation=Operation.COMPARE, how=how))


def _led(way: str, text: str, lines: int) -> str:
    if lines == 1:
        return f"{way}. {text}"
    several = f"{way} in each case:\n\n"
    return f"{several}{text.removeprefix(BOTH).lstrip()}"


def _asked_figure(question: Question) -> Amount | None:
    """The one amount of money or time in a clause that asks yes or no, or that takes something for granted."""
    found: list[Amount] = []
    clauses = [plain(clause) for clause in _CLAUSE_ENDS.split(question.text)]
    asks_more = any(ASKS_OPENLY.search(clause.lower()) for clause in clauses)
    for clause in clauses:
        lower = clause.lower()
        for amount in amounts(clause):
            if amount.kind != "amount" or not (amount.currency or amount.scaled or amount.unit in DAYS_IN_BASE):
                continue
            if _is_of_the_visitor(amount, clause) or _OF_A_PART.search(lower[: amount.start]):
                continue
            if ASKS_OPENLY.search(lower) or _OF_THE_VISITOR.match(lower):
                return None
            if asks_more and not _PREMISE.match(lower):
                return None
            found.append(amount)
    return found[0] if len(found) == 1 and not _AGED.search(question.folded) else None


def _is_of_the_visitor(amount: Amount, clause: str) -> bool:
    """Whether an amount of years is the experience that a visitor has: "with 4 years", but not "in 4 years"."""
    if "year" not in amount.text.lower() and "yr" not in amount.text.lower():
        return False
    before, after = clause[: amount.start].lower(), clause[amount.end :].lower()
    if (at_work := _AT_WORK.search(before)) and at_work[1].removesuffix("s") in load_language().role_nouns:
        return True  # "developer for 3 years"
    return bool(_EXPERIENCED.match(after)) or not _TAKES.search(before)


def _of_like(asked: Amount, name: str, value: str) -> Amount | None:
    """The only figure of a value that can be compared with the one asked about; None where there is none or several."""
    found = [one for one in amounts(plain(value)) if one.kind == "amount" and _is_money(one) is _is_money(asked)]
    if len(found) != 1:
        return None
    (one,) = found
    if not _is_money(asked):
        return one if one.unit in DAYS_IN_BASE and one.period == asked.period else None
    if asked.currency and one.currency and asked.currency != one.currency:
        return None
    period = one.period or period_of(name)
    if asked.period is not None and asked.period != period:
        return None
    return None if asked.period is None and _may_be_meant_otherwise(asked, one, period) else one


def _may_be_meant_otherwise(asked: Amount, told: Amount, period: str | None) -> bool:
    """Whether pay without a period, such as "2 lakh", would lie elsewhere were it a month's against a year's pay."""
    plainly = _lies(asked, told)
    if period != "year" or plainly != _MORE:
        return False  # large sums are named by the year
    by_the_month = replace(asked, low=asked.low * MONTHS_IN_YEAR, high=asked.high * MONTHS_IN_YEAR)
    if by_the_month.low > _ABSURD * told.high:
        return False
    return _lies(by_the_month, told) != plainly


def period_of(name: str) -> str | None:
    """Whether a name such as a column's header says that pay is told by the "year" or the "month"; None if neither."""
    return "year" if _BY_THE_YEAR.search(name) else "month" if _BY_THE_MONTH.search(name) else None


def _is_money(amount: Amount) -> bool:
    return bool(amount.currency or amount.scaled)


_MORE, _LESS = "The guide gives more", "The guide gives less"
_LONGER, _SHORTER = "The guide gives a longer time", "The guide gives a shorter time"
_WITHIN, _SAME = "That is within the guide’s range", "Yes, the guide gives that"


def _lies(asked: Amount, told: Amount) -> str | None:
    """How the guide's figure lies to the one asked about; None where the two overlap and neither holds the other."""
    as_money = _is_money(asked) or asked.period is not None  # of "2 hours a day" there is more, not a longer time
    low, high = (value * _size(asked) for value in (asked.low, asked.high))
    least, most = (value * _size(told) for value in (told.low, told.high))
    if told.bound == "low":
        most = float("inf")
    elif told.bound == "high":
        least = 0.0
    if least > high or (asked.bound == "low" and least > low):
        return _MORE if as_money else _LONGER
    if most < low or (asked.bound == "high" and most < high):
        return _LESS if as_money else _SHORTER
    if asked.bound is not None:
        return None
    if (low, high) == (least, most):
        return _SAME
    return _WITHIN if least <= low and high <= most else None


def _size(amount: Amount) -> float:
    return 1.0 if _is_money(amount) else DAYS_IN_BASE.get(amount.unit or "", 1.0)

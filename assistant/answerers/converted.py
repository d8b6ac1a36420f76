"""The guide's time or pay also in the unit that was asked for: weeks in months, a year's pay by the month.

The guide's own figure stays, and comes first.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from assistant.answerers.asked_figures import period_of
from assistant.answerers.draft import Draft, Operation, Working, fact_lines
from assistant.conversions import money_over, pay_by, time_in
from assistant.grounding.amounts import Amount, amounts
from assistant.grounding.text import plain
from assistant.question import Question, in_figures

_UNIT_ASKED = re.compile(r"\b(?:in|how many|number of|no of|kitne) (?P<unit>day|week|month|year)s?\b(?! of\b)")
_BY_THE_MONTH = re.compile(r"\b(?:(?:per|a|each|every) month|monthly|month wise)\b")
_BY_THE_YEAR = re.compile(r"\b(?:(?:per|a|each|every) (?:year|annum)|yearly|annually|annual)\b")
_OVER = re.compile(r"\b(?P<times>[2-9]|1[0-2]) (?P<period>months?|years?|saal|sal|mahine)\b")
_BOTH = re.compile(r"\bboth (?:the )?(?=years\b|months\b)")
_PERIODS = {"month": "month", "months": "month", "mahine": "month"}  # the others are years
_PAID_IN_ALL = re.compile(r"\b(?:fees?|tuition|rent|stipends?|costs?|mess|hostel|charges?)\b")
_EXPERIENCED = re.compile(r"\b(?:exp|experienced?|salar(?:y|ies)|earn\w*|package|after)\b")
_TOTAL = re.compile(r"\*\*(?P<value>[^*]+)\*\*(?= when )")
_MARKS_END = re.compile(r"(?<=\])(?=\n|\Z)")


def with_asked_unit(question: Question, draft: Draft) -> Draft | None:
    """The draft with its one figure in the unit asked for; None where there is nothing to convert."""
    if unit := _UNIT_ASKED.search(question.folded):
        return _with_time_in(unit["unit"], draft) if question.asks("duration", "count") else None
    if (over := _OVER.search(in_figures(_BOTH.sub("2 ", question.folded)))) and _asks_in_all(question):
        return _with_money_over(int(over["times"]), _PERIODS.get(over["period"], "year"), draft)
    period = _period_asked(question)
    return _with_pay_by(period, question, draft) if period and question.asks("amount") else None


def _period_asked(question: Question) -> str | None:
    by_month, by_year = (bool(form.search(question.folded)) for form in (_BY_THE_MONTH, _BY_THE_YEAR))
    return None if by_month is by_year else "month" if by_month else "year"


def _with_time_in(unit: str, draft: Draft) -> Draft | None:
    if draft.working is not None:
        total = _TOTAL.search(draft.text)
        if draft.working.operation is not Operation.SUM_DURATIONS or total is None:
            return None
        said = _only(total["value"], lambda amount: time_in(amount, unit))
        if said is None:
            return None
        text = f"{draft.text[: total.end()]} ({said}){draft.text[total.end() :]}"
        return replace(draft, text=text, working=replace(draft.working, how=f"{draft.working.how}: {said}", into=unit))
    lines = fact_lines(draft.text)
    said = _only(lines[0].value, lambda amount: time_in(amount, unit)) if len(lines) == 1 else None
    return _told_also(draft, said, unit, f"turned the time into {unit}s: {said}") if said else None


def _with_pay_by(period: str, question: Question, draft: Draft) -> Draft | None:
    lines = fact_lines(draft.text)
    if draft.working is not None or len(lines) != 1:
        return None
    (line,) = lines

    def by_period(amount: Amount) -> str | None:
        return pay_by(amount, amount.period or period_of(line.name) or "", period)

    said = _only(line.value, by_period)
    if said is None:
        return None
    how = "divided a year's pay by 12" if period == "month" else "took a month's pay 12 times"
    told = _told_also(draft, said, period, f"{how}: {said}")
    return replace(told, text=f"No: {told.text}") if question.yes_no else told


def _asks_in_all(question: Question) -> bool:
    """Whether it asks what is paid over a time, and not for the pay of who has worked so long."""
    return bool(_PAID_IN_ALL.search(question.folded)) and not (question.yes_no or _EXPERIENCED.search(question.folded))


def _with_money_over(times: int, period: str, draft: Draft) -> Draft | None:
    """What is paid by the month or year also for several of them: "total tuition for 4 years"."""
    lines = fact_lines(draft.text)
    if draft.working is not None or len(lines) != 1:
        return None
    (line,) = lines

    def over(amount: Amount) -> str | None:
        return money_over(amount, amount.period or period_of(line.name) or "", times, period)

    said = _only(line.value, over)
    how = f"took it {times} times: {said}"
    return _told_also(draft, said, f"{times} {period}s", how) if said else None


def _only(value: str, said_of: Callable[[Amount], str | None]) -> str | None:
    """What is said of the only amount of a value; None where it has several or something else beside."""
    found = [amount for amount in amounts(plain(value)) if amount.kind == "amount"]
    return said_of(found[0]) if len(found) == 1 else None


def _told_also(draft: Draft, said: str, into: str, how: str) -> Draft:
    text = _MARKS_END.sub(f", which is {said}.", draft.text, count=1)
    return replace(draft, text=text, working=Working(operation=Operation.CONVERT, how=how, into=into))

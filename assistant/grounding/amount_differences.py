"""How an amount of a sentence differs from one of the quotes with the same value: unit, currency, period or bound."""

from __future__ import annotations

import re

from assistant.grounding.amounts import Amount
from assistant.grounding.rates import periods_told
from assistant.grounding.unit_words import currency_forms, forms_of, forms_sized, lower_words, period_forms


def difference(amount: Amount, said: Amount, around: str, sentence: str = "") -> str | None:
    """How an amount differs from one of the quotes with the same value; None where it does not."""
    lower = around.lower()
    if amount.unit != said.unit and amount.unit is not None:
        if said.unit is not None or said.currency is not None:
            return "the quotes have another unit"
        aged = amount.unit == "month" and amount.size > 1 and re.search(r"\bages?d?\b", lower)
        held = lower_words(lower)
        if not aged and held.isdisjoint(forms_of(amount.unit)):
            return "the quotes have no such unit"
        if not aged and amount.figures == said.figures and held.isdisjoint(forms_sized(amount.unit, amount.size)):
            return "the quotes have another unit"  # "1-4 months" under "Years"
    if amount.unit is None and said.unit == "percent" and not re.search(r"%|per ?cent", sentence):
        return "the quotes have a share of a hundred"
    if (
        amount.currency
        and amount.currency != said.currency
        and (said.currency is not None or not any(form in lower for form in currency_forms(amount.currency)))
    ):
        return "the quotes have another currency"
    if amount.period and said.period and amount.period != said.period:
        return "the quotes have another period"
    if amount.period and not said.period:
        if lower_words(lower).isdisjoint(period_forms(amount.period)):
            return "the quotes name no such period"
        if (told := periods_told(around)) and amount.period not in told and (amount.currency or amount.scaled):
            return "the quotes have another period"  # "a year" under "Monthly pay", beside years of experience
    return _bound_difference(amount, said, lower, sentence.lower())


_LEAST = re.compile(
    r"\b(?:minimum|min|least|from|over|above|older|longer|pass(?:es)?|past|beyond|exceeds?|must|needs?|requires?)\b"
)


_MIDDLE = re.compile(r"\b(?:median|average|on average|mean of)\b")
_MOST = re.compile(
    r"\b(?:enough|sufficient|plenty|suffices?|maximum|max|most|limit|limited|cap|capped|ceiling|upper|within|not|up to"
    r"|under"
    r"|below|last)\b"
)


_ALLOWANCE = re.compile(r"\b(?:limited to|below|under)\b")  # what one is limited to is what one has


def _is_bounded_otherwise(said: Amount, around: str, sentence: str) -> bool:
    """Whether a sentence says a bound at a distance ("as a minimum"), or the quotes' bound is an allowance."""
    if said.bound == "high" and _ALLOWANCE.search(around):
        return True
    return bool((_AS_LEAST if said.bound == "low" else _AS_MOST).search(sentence))


_CONDITION = re.compile(r"\b(?:means?|otherwise|or else)\b")
_IF = re.compile(r"\b(?:if|unless|when|means?|otherwise|anyone|those)\b")
_REQUIRED = re.compile(r"\b(?:must|need\w*|requir\w+|minimum|otherwise|pass\w*|or else|attendance)\b|, or\b")


_AS_LEAST = re.compile(
    r"\b(?:minimum|at least|at the least|or more|or above|older|must|should|needs?|needed|requires?"
    r"|required|have to|line|bar|threshold|cut-?off|floor)\b"
)


_AS_MOST = re.compile(
    r"\b(?:maximum|at most|at the most|or less|limit\w*|up to|ceiling|cap|capped|line|bar|threshold"
    r"|cut-?off|largest|highest)\b"
)


def _bound_difference(amount: Amount, said: Amount, around: str, sentence: str) -> str | None:
    if amount.is_range or said.is_range:
        return None
    if amount.bound and said.bound and amount.bound != said.bound and _CONDITION.search(f"{around} {sentence}"):
        return None  # "below 90% means repeating it" for "at least 90%"
    if amount.bound and said.bound and amount.bound != said.bound and (amount.claims or said.claims):
        return "the quotes have the opposite bound"
    if said.bound and said.claims and not amount.bound and not _is_bounded_otherwise(said, around, sentence):
        return "the quotes have a bound and no exact figure"
    if amount.claims and amount.bound == "high" and _IF.search(sentence) and _REQUIRED.search(around):
        return None  # "if it drops under 90%, you repeat it" for "90%, or it is repeated"
    if amount.claims and not said.bound and _MIDDLE.search(around):
        return "the quotes give an average and no bound"
    if amount.claims and not said.bound and not (_LEAST if amount.bound == "low" else _MOST).search(around):
        return "the quotes have no such bound"
    return None

"""An amount of the guide in another unit: weeks in months, a year's pay by the month."""

from __future__ import annotations

from assistant.grounding.amounts import Amount
from assistant.time_units import DAYS_IN, DAYS_IN_BASE, MONTHS_IN_YEAR

_EXACT = ({"day", "week"}, {"month", "year"})  # between these nothing is rounded off by the length of a month
_LAKH = 100_000
_SIGNS = {"inr": "₹", "usd": "$", "eur": "€", "gbp": "£"}
_BOUNDS = {"low": "at least ", "high": "up to ", None: ""}


def time_in(amount: Amount, unit: str) -> str | None:
    """A time in days, weeks, months or years, as "about 2–3 months"; None where it is no time, or has that unit.

    Months have 30.4 days. Values are rounded to halves, from ten on to whole ones; below a half nothing is said.
    """
    written = unit_of(amount)
    if written is None or written == unit or amount.bound not in _BOUNDS:
        return None
    if any({written, unit} <= units for units in _EXACT):
        factor, about = round(DAYS_IN[written] / DAYS_IN[unit], 6), ""
        if {written, unit} == {"month", "year"}:
            factor = MONTHS_IN_YEAR if unit == "month" else 1 / MONTHS_IN_YEAR
    else:
        factor, about = DAYS_IN[written] / DAYS_IN[unit], "about "
    figures = amount.figures if len(amount.figures) > 1 else amount.figures * 2
    low, high = (_rounded(figure * factor) for figure in figures)
    if high < 0.5:
        return None
    if any(abs(_rounded(figure * factor) - figure * factor) > 1e-6 for figure in figures):
        about = "about "
    low = max(low, 0.5)
    said = f"{low:g}" if low == high else f"{low:g}–{high:g}"
    return f"{_BOUNDS[amount.bound]}{about}{said} {unit}{'' if high <= 1 else 's'}"


def pay_by(amount: Amount, told_by: str, period: str) -> str | None:
    """Pay by the month or the year, as "about ₹33,000–67,000 a month"; None where it is told so already, or by another.

    Values have three significant figures where those are exact, else two.
    """
    if {told_by, period} != {"month", "year"} or amount.currency not in _SIGNS or amount.bound not in _BOUNDS:
        return None
    factor = 1 / MONTHS_IN_YEAR if period == "month" else MONTHS_IN_YEAR
    return f"{_times(amount, factor)} a {period}"


def money_over(amount: Amount, told_by: str, times: int, period: str) -> str | None:
    """What is paid by the month or year over several of them, as "₹5.6 lakh for 4 years"; None where it is not told so.

    Values are given as those of `pay_by`.
    """
    if told_by != period or times < 2 or amount.currency not in _SIGNS or amount.bound not in _BOUNDS:
        return None
    return f"{_times(amount, times)} for {times} {period}s"


def _times(amount: Amount, factor: float) -> str:
    """Money multiplied, as it is written."""
    exact = [value * factor for value in (amount.low, amount.high)]
    ends = [float(f"{value:.3g}") for value in exact]
    about = ""
    if any(abs(end - value) >= 0.01 for end, value in zip(ends, exact, strict=True)):
        ends, about = [float(f"{value:.2g}") for value in exact], "about "
    sign, in_lakh = _SIGNS[amount.currency or ""], amount.currency == "inr" and ends[0] >= _LAKH
    written = [f"{end / _LAKH:.3g}" if in_lakh else f"{end:,.0f}" for end in ends]
    said = written[0] if written[0] == written[1] else "–".join(written)
    return f"{_BOUNDS[amount.bound]}{about}{sign}{said}{' lakh' if in_lakh else ''}"


def unit_of(amount: Amount) -> str | None:
    """The unit that a time of days and longer is written in; None of anything else."""
    if amount.kind != "amount" or amount.unit not in ("day", "month") or not amount.figures or not amount.figures[-1]:
        return None
    size = amount.high / amount.figures[-1] * DAYS_IN_BASE[amount.unit]
    return next((unit for unit, days in DAYS_IN.items() if abs(days - size) / days < 0.01), None)


def _rounded(value: float) -> float:
    return float(round(value)) if value >= 10 else round(value * 2) / 2

"""The amounts of a text: value or range, currency, unit, period, bounds, and numbers that name ("Step 4", "fourth").

A plain text goes in. "₹4–8 LPA", "4 to 8 lakh rupees a year" and "₹4,00,000–8,00,000 per annum" come out alike.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.grounding.amount_forms import amount_forms
from assistant.grounding.text import stem


@dataclass(frozen=True, kw_only=True)
class Amount:
    """One amount; `low == high` unless it is a range. Values are in `unit`'s base or in single currency units."""

    text: str
    start: int
    end: int
    kind: str  # "amount", "series" (a number that names: Step 4) or "ordinal" (fourth, 12th)
    low: float
    high: float
    figures: tuple[float, ...]  # the numbers as written
    scaled: bool = False  # whether "lakh" and the like multiplied them
    currency: str | None = None
    unit: str | None = None
    period: str | None = None
    bound: str | None = None  # "low" (at least), "high" (up to) or None
    claims: bool = False  # whether the bound is stated in words that claim one
    name: str | None = None  # of a series: its stem
    in_words: bool = False  # "three"

    @property
    def size(self) -> float:
        """How many of its base one of the unit is that it is written in: 7 for weeks; 1 where it has none."""
        return self.high / self.figures[-1] if self.unit and self.figures[-1] else 1.0

    @property
    def is_range(self) -> bool:
        """Whether it has two ends."""
        return self.low != self.high


_DENIED = re.compile(r"(?:\b(?:not|no|never|cannot|rarely|seldom|hardly|barely|scarcely)|n't)(?: \w+){0,4}\s*\Z", re.I)
_OUT_OF = re.compile(
    r"\s(?:out of|in)\s(?:every\s)?(?:\d|three|four|five|six|seven|eight|nine|ten|twelve|twenty)\b", re.I
)
_JOIN = re.compile(r"\s*-?\s*(?:-|to|till|until)\s*-?\s*\Z", re.I)
_AND_ALSO = re.compile(r"\s*(?:,|and|or|&|, and)\s*\Z", re.I)
_OR = re.compile(r"\s+or\s+\Z", re.I)
_BETWEEN = re.compile(r"\b(?:between|from)\s*(?:about|around|roughly)?\s*\Z", re.I)
_AND = re.compile(r"\s*(?:and|-|to)\s*\Z", re.I)


@lru_cache(maxsize=16_384)
def amounts(text: str) -> tuple[Amount, ...]:
    """The amounts of a plain text (see `assistant.grounding.text.plain`), in order."""
    forms = amount_forms()
    found: list[Amount] = []
    atoms = list(forms.atom.finditer(text))
    at = 0
    while at < len(atoms):
        first, last = atoms[at], atoms[at]
        between = text[first.end() : atoms[at + 1].start()] if at + 1 < len(atoms) else None
        joins = between is not None and (
            _JOIN.match(between)
            or (_OR.match(between) and _are_neighbours(first, atoms[at + 1]))
            or (_AND.match(between) and _BETWEEN.search(text[: first.start()]))
        )
        series = None if first["before"] else forms.series.search(text[: first.start()])
        if (
            joins
            and series
            and atoms[at + 1]["unit"]
            and not text[: first.start()].lower().endswith(f"{series[1].lower()}s ")
        ):
            series = None  # "Give this step four to eight weeks"
        if joins and series and not first["ordinal"] and (named := _amount(text, first, first)) is not None:
            found.append(named)  # "weeks 5-7": both ends are numbered
            at += 1
            if (end := _amount(text, atoms[at], atoms[at])) is not None:
                found.append(replace(end, kind="series", name=named.name) if end.unit is None else end)
            at += 1
            continue
        if not series and found and first["number"][0].isdigit() and _is_one_of_many(text, found[-1]):
            between_them = text[found[-1].end : first.start()]
            lone = _amount(text, first, first)
            if _AND_ALSO.match(between_them) and lone is not None and not (lone.unit or lone.currency or lone.scaled):
                found.append(replace(lone, kind="series", name=found[-1].name))  # "Phases 1 and 2"
                at += 1
                continue
        if joins and not first["ordinal"] and not series:
            last = atoms[at + 1]
            at += 1
        at += 1
        if (amount := _amount(text, first, last)) is not None:
            found.append(amount)
    found = _with_shared_scale(text, found)
    found += [
        Amount(
            text=match.group(),
            start=match.start(),
            end=match.end(),
            kind="ordinal",
            low=value,
            high=value,
            figures=(value,),
        )
        for word, number in forms.ordinals.items()
        if word in text.lower()
        for match in re.finditer(rf"\b{word}\b", text, re.I)
        if (value := float(number))
    ]
    return tuple(sorted(found, key=lambda amount: amount.start))


def _with_shared_scale(text: str, found: list[Amount]) -> list[Amount]:
    """The amounts, with the scale and period of one lent to the one joined to it: "₹3.8 and ₹6.2 LPA"."""
    lent = list(found)
    for place in range(len(found) - 2, -1, -1):
        one, other = lent[place], lent[place + 1]
        bare = one.currency and not (one.scaled or one.unit or one.is_range) and one.low < _SCALED_BELOW
        if bare and other.scaled and one.currency == other.currency and _AND_ALSO.match(text[one.end : other.start]):
            size = other.low / other.figures[0] if other.figures[0] else 1.0
            lent[place] = replace(one, low=one.low * size, high=one.high * size, scaled=True, period=other.period)
    return lent


_SCALED_BELOW = 100  # an amount of money so small beside one in lakhs is in lakhs itself


def _is_one_of_many(text: str, amount: Amount) -> bool:
    """Whether a number that names stands behind a plural: "Phases 1"."""
    return amount.kind == "series" and bool(re.search(r"[a-rt-z]s\s\Z", text[: amount.start], re.I))


def _are_neighbours(first: re.Match[str], last: re.Match[str]) -> bool:
    """Whether two numbers follow each other, so that "five or six" is a range."""
    return _number(last["number"]) - _number(first["number"]) == 1


def _amount(text: str, first: re.Match[str], last: re.Match[str]) -> Amount | None:
    forms = amount_forms()
    numbers = tuple(_number(match["number"]) + (0.5 if match["half"] else 0.0) for match in (first, last))
    if first is not last and (shared := _SHARED.search(last["number"])) and numbers[0] < _number(shared[1]):
        numbers = (numbers[0] * _number(shared[1]), numbers[1])  # "eight to twelve thousand"
    before, after = text[: first.start()], text[last.end() :]
    in_words = not first["number"][0].isdigit()
    unit_word = (last["unit"] or "").lower()
    if (
        text[first.start() : last.end()].lower() == "one day"
        and _SOME_DAY.search(before)
        and re.match(r"\W|\Z", after)
        and not _OFTEN.match(after)
    ):
        return None  # "if you hope to own a shop one day"
    alone = in_words and first["number"].lower() in {"one", "zero"} and not (unit_word or last["scale"])
    if alone and not _OUT_OF.match(after):
        return None  # "one of them", "at least one"
    if in_words and first["number"].lower() in {"hundred", "thousand", "dozen"} and before.lower().endswith("s"):
        return None
    series = forms.series.search(before)
    if first["ordinal"]:
        kind, name = "ordinal", None
    elif series and not (first["before"] or first["scale"] or last["after"] or unit_word or "." in first["number"]):
        kind, name = "series", stem(series[1].lower())
    else:
        kind, name = "amount", None
    scale_words = [(first["scale"] or last["scale"] or "").lower(), (last["scale"] or "").lower()]
    scales = [forms.scales.get(word, 1.0) for word in scale_words]
    base, size = forms.units.get(unit_word, (None, 1.0))
    first_unit = (first["unit"] or "").lower()
    first_size = forms.units.get(first_unit, (base, size))[1]
    if first["ordinal"]:
        base, size, first_size = None, 1.0, 1.0  # "3rd year" is no three years
    low, high = (round(value, 6) for value in (numbers[0] * scales[0] * first_size, numbers[1] * scales[1] * size))
    money = first["before"] or last["before"] or last["after"] or first["after"]
    currency = forms.currencies[money.strip().lower()] if money else None
    period_match = forms.period.match(after)
    period = None
    if "lpa" in scale_words:
        period, currency = "year", currency or "inr"
    elif period_match:
        period = forms.periods[(period_match["one"] or period_match["two"]).lower().replace("per annum", "annum")]
    plus = any(
        part for match in (first, last) for part in (match["plus"], match["plus2"], match["plus3"], match["more"])
    )
    bound, claims = _bound(before, text[last.end() :], plus=plus)
    return Amount(
        text=text[first.start() : last.end()].strip(),
        start=first.start(),
        end=last.end() + (period_match.end() if period_match else 0),
        kind=kind,
        low=low,
        high=high,
        figures=numbers if first is not last else numbers[:1],
        scaled=any(scale_words),
        currency=currency,
        unit=base,
        period=period,
        bound=bound,
        claims=claims,
        name=name,
        in_words=in_words,
    )


_SHARED = re.compile(r"[a-z][- ](hundred|thousand)\Z", re.I)
_SOME_DAY = re.compile(
    r"(?<!for )(?<!in )(?<!of )(?<!by )(?<!only )(?<!just )(?<!after )(?<!within )(?<!than )(?<!about )(?<!takes )"
    r"(?<!lasts )(?<!is )(?<!are )(?<!allow )(?<!allows )(?<!get )(?<!least )(?<!most )(?<!and )(?<!or )\Z"
)
_OFTEN = re.compile(r" (?:a|an|per|each|every|of|off|or|in|more|to|only|at)\b")
_LESS = re.compile(r"(?:less|fewer|lower|under|below)\b", re.I)
_NOT_LESS = re.compile(r"(?:\b(?:not|never|cannot)|n't)(?: (?!with\b|for\b|to\b|in\b|of\b)\w+){0,2}\s*\Z", re.I)
_REACHED = re.compile(r"\b(?:goes|go|going|comes?|rises?|climbs?|adds?|amounts?|jumps?) (?:up )?to\s*\Z", re.I)
_NOT_BEFORE = re.compile(r"\b(?:not|never|n't|rarely|seldom|no)\b[^.;,]*\bbefore (?:the |about |around )?\Z", re.I)
_COMPARED = re.compile(r"\bthan (?:the|its|their|his|her|that)\s*\Z", re.I)


def _bound(before: str, after: str, *, plus: bool) -> tuple[str | None, bool]:
    forms = amount_forms()
    close = before[-60:]
    if _COMPARED.search(close):
        return None, False  # "more than the 9 lakh of another": compared with it, not bounded by it
    if match := forms.before_low.search(close):
        turned = _DENIED.search(close[: match.start()])  # "may not fly more than"
        return "high" if turned else "low", bool(forms.claims.search(match.group()))
    if _NOT_BEFORE.search(close):
        return "low", False
    if _REACHED.search(close):
        return None, False  # "goes up to ₹18,000" is that amount
    if match := forms.before_high.search(close):
        if _LESS.match(match.group()) and _NOT_LESS.search(close[: match.start()]):
            return "low", bool(forms.claims.search(match.group()))  # "won't earn less than"
        return "high", bool(forms.claims.search(match.group()))
    if plus:
        return "low", True
    if match := forms.after_low.match(after):
        return "low", bool(forms.claims.search(match.group()))
    if match := forms.after_high.match(after):
        return "high", bool(forms.claims.search(match.group()))
    return None, False


def _number(written: str) -> float:
    if written[0].isdigit():
        return float(written.replace(",", ""))
    numbers = amount_forms().numbers
    parts = re.split(r"[- ]", written.lower())
    if len(parts) == 2 and parts[1] in {"dozen", "hundred", "thousand"}:
        return numbers[parts[0]] * numbers[parts[1]]
    return sum(numbers[part] for part in parts)

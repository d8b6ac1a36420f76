"""Amounts and times as people say them, in figures: "a year and three months" is 15 months, "half past four" 4:30.

A folded text goes in and comes out; guides' and models' words alike are put so, and what says the same reads the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from assistant.language import read_data

_Replacement = str | Callable[[re.Match[str]], str]
_SMALL = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_HOUR = rf"\d+(?:[.:]\d\d)?|{'|'.join(_SMALL)}"
_OFTEN = re.compile(r"\b(?:once|twice|times|per|every|each)\s\Z", re.I)
_IN_IT = {("year", "month"): 12, ("week", "day"): 7, ("hour", "minute"): 60, ("minute", "second"): 60}


def in_figures(text: str) -> str:
    """A folded text with its spoken amounts in figures."""
    for pattern, figure in _forms():
        text = pattern.sub(figure, text)
    return text


@cache
def _forms() -> tuple[tuple[re.Pattern[str], _Replacement], ...]:
    raw: Any = read_data("grounding.toml")
    number = rf"\d+|an?|{'|'.join(raw['numbers'])}"
    value = {word: int(one) for word, one in raw["numbers"].items() if float(one).is_integer()} | {"a": 1, "an": 1}

    def read(written: str) -> int:
        return int(written) if written.isdigit() else value[written.lower()]

    def joined(match: re.Match[str]) -> str:
        """Two times as one, "2 years and 3 months" in months; as written where one is no part of the other."""
        size = _IN_IT.get((match["unit"].lower(), match["part"].lower()))
        rest = read(match["rest"])
        often = _OFTEN.search(match.string[: match.start()]) or (match["many"][0] in "aA" and not match["and"])
        if size is None or rest >= size or often:  # "once a year and two days at a time"
            return match.group()
        return f"{read(match['many']) * size + rest} {match['part']}s"

    def to_the_hour(match: re.Match[str]) -> str:
        hour = read(match["hour"])
        if match["how"].lower().startswith("half"):
            return f"{hour}:30"
        return f"{hour}:15" if match["way"].lower() == "past" else f"{hour - 1 or 12}:45"

    fixed: tuple[tuple[str, _Replacement], ...] = (
        (
            rf"\b(?P<how>half(?= past)|(?:a )?quarter) (?P<way>past|to) (?P<hour>\d{{1,2}}|{'|'.join(_SMALL)})\b",
            to_the_hour,
        ),
        (
            rf"(?<![\d.,-])\b(?P<many>{number}) (?P<unit>year|week|hour|minute)s?(?P<and> and)?"
            rf" (?P<rest>{number}) (?P<part>month|day|minute|second)s?\b",
            joined,
        ),
        (r"\b(?:an?|one) year and a quarter\b", "15 months"),
        (r"\bhalf a day\b", "0.5 days"),
        (r"(?<![\w.])(\d+(?:\.\d+)?)x\b", r"\1 times"),
        (rf"\b({number}) decades\b", lambda match: f"{read(match[1]) * 10} years"),
        (
            rf"\b(every|each) ({'|'.join(raw['ordinals'])}) (hour|day|week|month|year)\b",
            lambda match: f"{match[1]} {raw['ordinals'][match[2].lower()]} {match[3]}s",
        ),
        (r"\b(?:an?|one) (minute|hour|day|week|month|year) and a half\b", r"1.5 \1s"),
        (r"\b(?:half an? year|half[- ]year)\b", "6 months"),
        (r"\b(?:half a month|half-month)\b", "2 weeks"),
        (r"\b(?:an?|one) hour and a quarter\b", "75 minutes"),
        (r"\bthree[- ]quarters of an hour\b", "45 minutes"),
        (r"\b(?:half an hour|half-an-hour|half-hour)\b", "30 minutes"),
        (r"\b(?:a )?quarter of an hour\b|\bquarter[- ]hour\b", "15 minutes"),
        (r"\b(every|each) other (hour|day|week|month|year)\b", r"\1 2 \2s"),
        (r"\ban? (hour|day|week|month|year) or two\b", r"1 to 2 \1s"),
        (r"\ban? (hour|day|week|month|year) to (?=\d)", "1 to "),
        (r"\ba fortnight\b", "2 weeks"),
        (r"\b(an?|one) (lakh|crore) and a half\b", r"1.5 \2"),
        (r"\bone and a half\b", "1.5"),
        (r"\bbetween an? (hour|day|week|month|year) and (?=\d)", r"between 1 \1 and "),
        (r"\b(\d{1,2})\.(\d\d)(?= (?:o'clock )?in the (?:morning|afternoon|evening))", r"\1:\2"),
        (rf"\b({_HOUR}) (?:o'clock )?in the morning\b", r"\1 am"),
        (rf"\b({_HOUR}) (?:o'clock )?(?:in the (?:afternoon|evening)|at night)\b", r"\1 pm"),
        (r"(?<![\d.:])(\d{1,2}) ?: ?1\b(?!\d)(?! ?[ap]m)", r"\1 to 1"),
        (r"\bagainst the law\b", "illegal"),
        (r"\bside by side(?: with)?\b", "alongside"),
        (r"\bfor good\b(?=\W*(?:\Z|[.,;:]))", "permanently"),
        (r"\ban? (hour|minute|day|week) (an?|per|each|every) (day|week|month|year)\b", r"1 \1 \2 \3"),
        *((rf"\b(?:{phrase})\b", word) for word, phrase in raw["phrasal"].items()),
        (r"\b(?:almost|nearly|practically|virtually) never\b", "hardly ever"),
        (r"\b10 ?\+ ?2\b", "Class 12"),
        (r"\bhalf a dozen\b", "6"),
        (r"\ba decade\b", "10 years"),
        (r"\b(?:a|one) hundred\b(?! and\b)", "100"),
        (r"\b(?:a|one) thousand\b", "1,000"),
        (r"\bhalf a (lakh|crore|million)\b", r"0.5 \1"),
        (r"\b(?:a|one) (lakh|crore|million)\b", r"1 \1"),
        (rf"(\bbetween (?:{number}) months and|\bmonths to) (?:a (?:full )?|one )year\b", r"\1 12 months"),
    )
    return tuple((re.compile(pattern, re.I), form) for pattern, form in fixed)

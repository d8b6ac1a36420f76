"""Times that are named and not counted: "last year" for "this year", "March to September" for "March and September"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from assistant.grounding.backing import Backing
from assistant.grounding.text import data

_SEEN_FROM_NOW = re.compile(
    r"\b(?P<which>this|last|past|previous|next|coming)\s(?P<period>week|month|quarter|year)\b"
    r"|\b(?P<day>yesterday|today|tomorrow)\b",
    re.I,
)


# "opens on 1 March and closes on 15 April" is from March to April
_AS_SPAN = re.compile(
    r"\s(?:and|,)(?: \w+){0,3}? (?:closes|ends|finishes|shuts|runs out|stops|lasts)(?: (?:on|in|until|till|by))?\s",
    re.I,
)


def moment_faults(sentence: str, backing: Backing) -> Iterator[str]:
    """Times of a sentence (plain text) that are not those of its quotes."""
    there = _from_now(backing.text)
    for moment in _from_now(sentence):
        if there and moment not in there:
            yield f"The quotes do not speak of “{moment}”."
    for first, last in _month_spans(sentence):
        months = frozenset(_months().findall(backing.text.lower()))
        if {first, last} <= months and (first, last) not in _month_spans(_AS_SPAN.sub(" to ", backing.text)):
            yield f"The quotes do not say from {first} to {last}."


@lru_cache(maxsize=8_192)
def _from_now(text: str) -> frozenset[str]:
    found: set[str] = set()
    for match in _SEEN_FROM_NOW.finditer(text):
        which = (match["which"] or "").lower()
        earlier = "last" if which in {"last", "past", "previous"} else "next" if which in {"next", "coming"} else which
        found.add(match["day"].lower() if match["day"] else f"{earlier} {match['period'].lower()}")
    return frozenset(found)


@cache
def _months() -> re.Pattern[str]:
    raw: Any = data()["names"]
    return re.compile(rf"\b(?:{'|'.join(str(raw['calendar']).split())})\b")


@lru_cache(maxsize=8_192)
def _month_spans(text: str) -> frozenset[tuple[str, str]]:
    name = f"({_months().pattern})"
    dated = rf"(?:\d{{1,2}} )?{name}"
    pattern = rf"{name}\s?(?:to|-|until|till|through)\s?{dated}|between {dated} and {dated}"
    return frozenset((match[1] or match[3], match[2] or match[4]) for match in re.finditer(pattern, text.lower()))

"""What a quote says of some is not said of all: the level or the condition that stands beside a figure is kept.

So is the way in which a year bounds a time, and a sentence does not begin with "only" where its quotes leave out
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from assistant.grounding.amounts import Amount, amounts
from assistant.grounding.backing import Backing, Unit
from assistant.grounding.text import data, plain, senses, words
from assistant.support import stems
from index.lexical import STOP_WORDS

_CLAUSE = re.compile(r"[;:.](?!\d)|,(?!\d)")
_CONDITION = re.compile(r"\b(?:if|provided|as long as|unless)\b(?P<of>[^,;:.()]*)", re.I)
_CONDITIONAL = re.compile(
    r"\b(?:if|provided|as long as|unless|when|once|who|those|with|for|assuming|where|depend\w*|on condition)\b", re.I
)
_DATED = re.compile(
    r"\b(in|during|since|from|after|until|till|by|before|up to)(?: the year| around| about)? (?:[A-Z][a-z]+ )?"
    r"((?:19|20)\d\d)\b",
    re.I,
)
_BOUNDS = {
    "in": 0,
    "during": 0,
    "since": 1,
    "from": 1,
    "after": 1,
    "until": 2,
    "till": 2,
    "by": 2,
    "before": 2,
    "up to": 2,
}
_ONLY_OPENS = re.compile(
    r"\A\W*only (?!if\b|when\b|after\b|once\b|about\b|in\b|for\b|at\b|with\b|just\b|by\b|\d)", re.I
)
_LEAVES_OUT = re.compile(
    r"\b(?:only|just|alone|sole\w*|exclusively|nothing|nobody|none|no|not|never|cannot|unless|must|except\w*|limited|"
    r"few|fewer|hardly|without|until|restricted|closed|rest|reserved|all|every|any|single|one|other|rather|instead)\b",
    re.I,
)
_NARROWS = re.compile(r"\b(?:especially|particularly|in particular|above all)\b", re.I)
_EVEN = re.compile(r"\beven\b(?! (?:if|though|when|more)\b)", re.I)


def scope_faults(sentence: str, backing: Backing, asked: str = "") -> Iterator[str]:
    """What a sentence (plain text) says more widely, or more narrowly, than its quotes."""
    for amount in amounts(sentence):
        homes = [unit for unit in backing.units if _holds(unit.text, amount)]
        if len(homes) != 1 or amount.kind != "amount":
            continue
        if (amount.currency or amount.scaled) and (left_out := _level_left_out(homes[0], amount, sentence, asked)):
            yield f"“{amount.text}” is what its quotes say of {left_out}."
        if condition := _condition_left_out(homes[0].text, amount, sentence, asked):
            yield f"“{amount.text}” stands in the quotes under a condition: {condition.strip()[:60]}."
    there = _dated(backing.text)
    for year, bounds in _dated(sentence).items():
        if year in there and not bounds & there[year]:
            yield f"The quotes bound the year {year} in another way."
    if _ONLY_OPENS.match(sentence) and not _LEAVES_OUT.search(backing.text):
        yield "The sentence says “only”, and its quotes leave out nothing."
    if _NARROWS.search(sentence) and _EVEN.search(backing.text) and not _NARROWS.search(backing.text):
        yield "The sentence narrows down what its quotes say of all."


def _holds(text: str, amount: Amount) -> bool:
    return any((said.low, said.high, said.unit) == (amount.low, amount.high, amount.unit) for said in amounts(text))


def _level_left_out(home: Unit, amount: Amount, sentence: str, asked: str) -> str | None:
    """The level that a row's label or a clause gives a figure to, where neither sentence nor question names it."""
    clause = next((part for part in _CLAUSE.split(home.text) if _holds(part, amount)), home.text)
    label = plain(home.row.cells[0].text) if home.row is not None else clause
    given = {level: word.lower for word in words(label) for level in [_levels().get(word.lower)] if level is not None}
    named = {_levels().get(word.lower) for word in words(f"{sentence} {plain(asked)}")}
    if any(word.lower in str(data()["levels"]["first_too"]).split() for word in words(sentence)):
        named.add(0)
    if len(given) != 1 or given.keys() & named:
        return None
    if home.row is not None and any(
        said.unit == asked_for.unit and said.low <= asked_for.low <= asked_for.high <= said.high
        for said in amounts(label)
        for asked_for in amounts(sentence)
        if said.unit
    ):
        return None  # "5+ years" names the senior by his years, and "4 years" who has 3 to 6
    return next(iter(given.values()))


def _condition_left_out(text: str, amount: Amount, sentence: str, asked: str) -> str | None:
    """The condition behind a figure in its clause, where the sentence has neither it nor any of its words."""
    if _CONDITIONAL.search(sentence):
        return None
    said = stems(sentence) | stems(plain(asked))
    for clause in _CLAUSE.split(text):
        found = _CONDITION.search(clause)
        if found is None or not _holds(clause[: found.start()], amount):
            continue
        of = [word.lower for word in words(found["of"]) if word.lower not in STOP_WORDS]
        if of and not any((senses(word) | stems(word)) & said for word in of):
            return found.group()
    return None


def _dated(text: str) -> dict[str, set[int]]:
    """The years of a text with the ways in which they bound a time."""
    found: dict[str, set[int]] = {}
    for match in _DATED.finditer(text):
        found.setdefault(match[2], set()).add(_BOUNDS[match[1].lower()])
    return found


@cache
def _levels() -> dict[str, int]:
    """Words for levels of experience, each with the number of its level."""
    raw: Any = data()["levels"]
    return {word: number for number, listed in enumerate(raw["ladder"]) for word in listed.split()}

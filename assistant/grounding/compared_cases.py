"""Comparisons without figures: "A takes longer than B" has to be so by the figures that the quotes give for A and B.

Each side is looked for in the rows, list items and sentences of the quotes; where both have one amount of a kind, they
are compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.grounding.amounts import Amount, amounts
from assistant.grounding.backing import Backing, Unit
from assistant.grounding.cases import text_cases
from assistant.grounding.clauses import clauses
from assistant.grounding.comparison import comparing_words
from assistant.grounding.segments import label_tokens, telling_tokens, token_senses
from assistant.grounding.text import plain

_CLAUSE = re.compile(r"[;:,.](?!\d)|\s-\s|\b(?:while|whereas|but|because|since|although|though)\b", re.I)
_THAN = re.compile(r"\bthan\b(?! (?:\d|an?\b|half|one|two|three|ever|usual|that\b|this\b))", re.I)
_AND = re.compile(r"\band\b", re.I)
_OF_MONEY = re.compile(r"\b(?:pay\w*|paid|earn\w*|costs?|fees?|salar\w+|dearer|cheaper|costlier|charges?)\b", re.I)
_OF_TIME = re.compile(r"\b(?:longer|shorter|sooner|slower|quicker|faster|time|takes?|lasts?|wait\w*)\b", re.I)
_TIMES = frozenset({"minute", "day", "month"})
_Kind = tuple[str | None, bool]


def compared_case_faults(sentence: str, backing: Backing) -> Iterator[str]:
    """Comparisons of a sentence (plain text) that its quotes' figures turn round."""
    for clause in _CLAUSE.split(sentence):
        than = _THAN.search(clause)
        if than is None:
            continue
        joined = _AND.search(clause, than.end())
        clause = clause[: joined.start()] if joined else clause
        if amounts(clause) or any(part.denials for part in clauses(clause)):
            continue
        way = _way(clause[: than.start()])
        if not way:
            continue
        left, right = telling_tokens(clause[: than.start()]), telling_tokens(clause[than.end() :])
        one, other = _told_of(left - right, right - left, backing), _told_of(right - left, left - right, backing)
        for kind in _kinds(clause, one, other):
            mine, theirs = _only(one, kind), _only(other, kind)
            if mine and theirs and way * (mine.low - theirs.low) < 0 and way * (mine.high - theirs.high) < 0:
                yield f"By the quotes, “{clause.strip()[:60]}” is the other way round."


def _way(text: str) -> int:
    """1 where a text calls what it speaks of more or longer, -1 for less or shorter, 0 for neither or both."""
    more, less, slow, quick = comparing_words()
    up, down = bool(more.search(text) or slow.search(text)), bool(less.search(text) or quick.search(text))
    return up - down


def _kinds(clause: str, one: list[Amount], other: list[Amount]) -> list[_Kind]:
    """The kinds of amount that a comparison may be about: one kind, or none where that cannot be told."""
    kinds = {_kind(amount) for amount in one} & {_kind(amount) for amount in other}
    if _OF_MONEY.search(clause):
        kinds = {kind for kind in kinds if kind[1]}
    elif _OF_TIME.search(clause):
        kinds = {kind for kind in kinds if kind[0] in _TIMES and not kind[1]}
    return list(kinds) if len(kinds) == 1 else []


def _kind(amount: Amount) -> _Kind:
    return (None, True) if amount.currency or amount.scaled else (amount.unit, False)


def _only(found: list[Amount], kind: _Kind) -> Amount | None:
    alike = [amount for amount in found if _kind(amount) == kind]
    return alike[0] if len({(amount.low, amount.high) for amount in alike}) == 1 else None


def _told_of(names: frozenset[str], others: frozenset[str], backing: Backing) -> list[Amount]:
    """The amounts of the cases that have some of these tokens and none of the others."""
    meant, rival = _meant(names), _meant(others)
    return [amount for unit in backing.units for said, amount in _cases(unit) if said & meant and not said & rival]


def _meant(tokens: frozenset[str]) -> frozenset[str]:
    return frozenset().union(*(token_senses(token) for token in tokens)) if tokens else tokens


def _cases(unit: Unit) -> list[tuple[frozenset[str], Amount]]:
    if unit.row is None:
        return [] if unit.asks else list(text_cases(unit.text))
    label = label_tokens(plain(unit.row.cells[0].text))
    return [
        (label, amount)
        for cell in unit.row.cells[1:]
        for amount in amounts(plain(cell.text))
        if amount.kind == "amount"
    ]

"""Whether a clause says or denies a thing, in whatever words."""

from __future__ import annotations

from assistant.grounding.clauses import Clause
from assistant.grounding.text import near_senses, senses


def has_head(clause: Clause, head: frozenset[str]) -> bool:
    """Whether a clause speaks of all of a head, in these or other words."""
    return all(one in clause.held or (not one.isupper() and not meaning(one).isdisjoint(clause.held)) for one in head)


def meaning(token: str) -> frozenset[str]:
    """A token with all that mean the same."""
    return senses(token) | near_senses(token) | {token}


def sign_of(clause: Clause, head: frozenset[str]) -> int:
    """-1 where the clause denies a head it has, 1 where it does not, 0 where it has it not."""
    if not has_head(clause, head):
        return 0
    sign = 1
    for denial in clause.denials:
        hit = any(one in denial.heads or not meaning(one).isdisjoint(denial.heads) for one in head)
        if hit:
            sign = -sign
    return sign

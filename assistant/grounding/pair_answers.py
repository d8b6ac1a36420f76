"""The guide's own yes and no: a sentence that says the question of a quoted pair, the other way than its answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.grounding.backing import Backing, Unit
from assistant.grounding.clauses import clauses
from assistant.grounding.denying import DENIES, denials_in, hits
from assistant.grounding.openings import OPENING

_SAID = re.compile(r"\W*(?:a(?:ns(?:wer)?)?[.:]\s*)?(?:(yes)|no|not at all|never)\b(?=\W|\Z)", re.I)
_THEY_ARE = re.compile(
    r"\b(?:he|she|it|they|you|one) (?:is|are|do|does|can|will|may)\W*\Z", re.I
)  # "after a year they are"
_LIMITS = re.compile(r"\b(?:only|except|unless|until|till|whether|rather|instead|yet|less|more|little)\b", re.I)
_OF_QUESTION = 0.65  # share of the question's tokens that the clause has
_OF_CLAUSE = 0.6  # share of the clause's tokens that the question has, or the answer
_LEAST = 2  # tokens of a question


def pair_answer_faults(sentence: str, backing: Backing) -> Iterator[str]:
    """Clauses of a sentence (plain text) that affirm what a pair answers with no, or deny what it answers with yes."""
    opening = OPENING.match(sentence)
    body = sentence[opening.end() :] if opening else sentence
    if "?" in body or _LIMITS.search(body):
        return
    own = clauses(body)
    for unit, after in zip(backing.units, backing.units[1:], strict=False):
        if not unit.asks or after.asks or DENIES.search(unit.text) or (answer := _answer(after)) is None:
            continue
        asked = frozenset(token for clause in clauses(unit.text) for token in clause.held)
        told = frozenset(token for clause in clauses(after.text) for token in clause.held)
        for clause in own:
            if _is_asked(clause.held, asked, told) and (denials_in(clause) % 2 == 0) != answer:
                yield f"“{clause.text.strip()[:60]}” is not what the guide answers."
                return


def _answer(after: Unit) -> bool | None:
    """Whether the answer of a pair is yes; None where it is neither yes nor no."""
    if said := _SAID.match(after.text):
        return said[1] is not None
    return True if _THEY_ARE.search(after.text) and not DENIES.search(after.text) else None


def _is_asked(own: frozenset[str], asked: frozenset[str], told: frozenset[str]) -> bool:
    """Whether a clause says the question, if need be with what the answer adds; all by their tokens."""
    return (
        len(asked) >= _LEAST
        and hits(asked, own) >= _OF_QUESTION * len(asked)
        and hits(own, asked | told) >= _OF_CLAUSE * len(own)
        and hits(own, asked) >= hits(own, told)
    )

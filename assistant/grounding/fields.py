"""A "not" before what a label or a row says: "a permit does not cost ₹1,500" for "Permit: ₹1,500".

A label and a row have no verb that a denial could be compared with; what they name and state is the whole of it. A
figure that a sentence gives is denied as plainly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.grounding.backing import Backing, Unit
from assistant.grounding.clauses import clauses
from assistant.grounding.denying import DENIES, MODAL, denials_in
from assistant.grounding.openings import OPENING
from assistant.grounding.signs import meaning

_PLAINLY = re.compile(r"\b(?:not|never|cannot)\b|n't\b", re.I)
_LABEL = re.compile(r"(?:[^\s.;:?!]+ ){0,4}[^\s.;:?!]+: (?=\S)")
_ENDS = re.compile(r"[.!?][\W_]*\Z")  # a sentence, and no item of a list
_ADVICE = re.compile(r"\W*(?:do not|don't|never)\b", re.I)
_SHARE = 0.65  # of the clause's tokens that the field and what it is read under have
_OF_SENTENCE = 0.75  # the same of a sentence, where a figure is denied that it gives
_FIGURE = re.compile(r"\d[\d,.]*\d|\d")
_TELLING = 2
# What a sentence may deny of a field: that it is all, exact, usual, or said of others too.
_QUALIFIES = re.compile(
    r"\b(?:if|without|only|just|except|unless|until|till|whether|rather|instead|even|yet|before|less|more|better|least|all|every\w*"
    r"|exact\w*|always|both|any|guarantee\w*|means?|include\w*|fixed)\b|\bthe same\b(?! \w)",
    re.I,
)


def field_faults(sentence: str, backing: Backing) -> Iterator[str]:
    """Clauses of a sentence (plain text) that deny what a quoted label or row says."""
    opening = OPENING.match(sentence)
    body = sentence[opening.end() :] if opening else sentence
    if not _PLAINLY.search(body) or "?" in body or _QUALIFIES.search(body):
        return
    if any(DENIES.search(unit.whole) for unit in backing.units):
        return
    fields = [
        unit for unit in backing.units if unit.row is not None or _LABEL.match(unit.text) or not _ENDS.search(unit.text)
    ]
    plain = [unit for unit in backing.units if unit not in fields]
    for clause in clauses(body):
        telling = clause.held - MODAL
        if (
            len(telling) < (1 if "NEED" in clause.held else _TELLING)
            or denials_in(clause) % 2 == 0
            or not _PLAINLY.search(clause.text)
        ):
            continue
        if _ADVICE.match(clause.text):
            continue
        figured = [unit for unit in plain if set(_FIGURE.findall(clause.text)) & set(_FIGURE.findall(unit.text))]
        if any(_states(unit, telling, _SHARE) for unit in fields) or any(
            _states(unit, telling, _OF_SENTENCE) for unit in figured
        ):
            yield f"“{clause.text.strip()[:60]}” denies what its quotes say."
            return


def _states(unit: Unit, telling: frozenset[str], share: float) -> bool:
    """Whether a field has this share of what a clause says, and of what stands in it and not above it something."""
    inside = frozenset(token for clause in clauses(unit.spoken) for token in clause.held)
    above = frozenset(token for line in unit.above.split("\n") for clause in clauses(line) for token in clause.held)
    found = {token for token in telling if meaning(token) & (inside | above)}
    return len(found) >= share * len(telling) and any(meaning(token) & inside for token in telling)

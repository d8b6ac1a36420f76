"""Reasons that look given and are not: why a fact is so, asked of a guide that only states the fact."""

from __future__ import annotations

from assistant.evidence import Evidence
from assistant.language import pattern_of, read_data
from assistant.question import Question

_DATA = read_data("reasons.toml")
_ASKED, _NOT_ASKED, _GIVEN = (pattern_of(_DATA[name]) for name in ("asked", "not_asked", "given"))
_JOINTS = (";", ":", " – ", " — ")  # what follows such a mark is mostly the reason


def reason_not_given(question: Question, best: Evidence) -> bool:
    """Whether it asks why something is so, and the best evidence holds no word that gives a reason."""
    if not _ASKED.search(question.asking) or _NOT_ASKED.search(question.asking):
        return False
    said = best.passage.text.lower()
    return not (_GIVEN.search(said) or any(joint in said for joint in _JOINTS))

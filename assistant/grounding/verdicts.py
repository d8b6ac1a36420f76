"""Verdicts and grave advice: what a model may not add of its own, however well the rest is borne out.

"PyTorch is dead" and "you should quit your job" each need a quote that says so. What the visitor asked may only be
denied: a question may itself be written to be repeated. Of men and women it is the other way round: who asks whether
girls can apply may be told that they can.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from assistant.grounding.backing import Backing
from assistant.grounding.clauses import clauses
from assistant.grounding.kinds import is_said, without_idioms
from assistant.grounding.text import data, without_contraction, words
from assistant.support import stems


def verdict_faults(sentence: str, backing: Backing, asked: str = "") -> Iterator[str]:
    """What a sentence (plain text) judges or advises that its quotes do not."""
    denied = stems(" ".join(clause.text for clause in clauses(sentence) if clause.denials)) & stems(asked)
    affirmed = stems(asked) - denied
    for word in words(without_idioms(sentence)):
        lower = without_contraction(word.lower)
        excused = affirmed if lower in _people() else denied
        if lower in _people() | _judging() and not is_said(lower, backing) and not stems(lower) <= excused:
            yield f"The quotes that the sentence cites say nothing of “{word.text}”."
            return
    for match in _ADVISES.finditer(sentence):
        verb = match["verb"].lower()
        if verb in _grave() and not is_said(verb, backing) and not stems(verb) <= denied:
            yield f"The quotes that the sentence cites do not advise to {verb}."
            return


_ADVISES = re.compile(
    r"(?:\b(?:should|must|ought to|had better|better|need to|have to|can|may|please|so|and|then|just|simply)"
    r"(?: (?:not|never|also|always|rather|immediately|just|simply|now))?|\A\W*|[.:;!,]\s|\s-\s) ?(?P<verb>[a-z]+)\b",
    re.I,
)


@cache
def _judging() -> frozenset[str]:
    return frozenset(str(data()["verdicts"]["words"]).split())


@cache
def _people() -> frozenset[str]:
    return frozenset(str(data()["verdicts"]["people"]).split())


@cache
def _grave() -> frozenset[str]:
    return frozenset(str(data()["verdicts"]["advice"]).split())

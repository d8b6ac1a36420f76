"""A reply's "yes" or "no", which neither its own sentence nor the guide's answer may contradict."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.grounding.backing import Backing
from assistant.grounding.clauses import Clause, clauses
from assistant.grounding.signs import sign_of
from index.lexical import STOP_WORDS

OPENING = re.compile(r"\W*(?:(?:[\w' ]{0,24}\bquestion|sure|hi|hello|hey)\W+)?(yes|no)\b(?=\s*[,.:;!-])", re.I)

_BUT = re.compile(r"\W*(?:but|though|although|however|yet)\b", re.I)


def opening_faults(opening: str, body: str, own: tuple[Clause, ...], backing: Backing, asked: str) -> Iterator[str]:
    """A "yes" or "no" that the sentence itself or the guide's own answer contradicts."""
    first = next((unit for unit in backing.units if not unit.asks and OPENING.match(unit.text)), None)
    questions = [unit.text for unit in backing.units if unit.asks]
    question = asked or (questions[0] if len(questions) == 1 else "")
    turned = bool(re.search(r"\b(?:without|not|cannot|skip|avoid|optional)\b|n't\b", question, re.I))
    if first is not None:
        guide_says = OPENING.match(first.text)
        assert guide_says is not None
        # "No, but it is allowed" answers two questions.
        grants = opening == "yes" and _BUT.match(first.text, guide_says.end())
        if guide_says[1].lower() != opening and not grants and not _asks_the_opposite(asked, questions):
            mine, theirs = _content(body), _content(first.text[guide_says.end() :])
            denials = [bool(clause.denials) for clause in own[:1]] == [
                bool(clause.denials) for clause in clauses(first.text[guide_says.end() :])[:1]
            ]
            if denials and theirs and len(mine & theirs) >= 0.6 * min(len(mine), len(theirs)):
                yield f"The guide's own answer does not begin with “{opening}”."
                return
    wanted = {token for clause in clauses(question) for token in clause.tokens if token in _DECIDING}
    denied = any(
        sign_of(clause, frozenset({name})) == -1
        for clause in own[:2]
        for name in clause.denied & (wanted or _DECIDING)  # "are nurses needed?" - "Yes, there aren't enough"
    )
    if opening == "yes" and denied and not turned:
        yield "The sentence says yes and then denies it."
    affirmed = {
        token
        for clause in own[:1]
        if not clause.denials and not _FOR_OTHERS.search(clause.text)
        for token in clause.tokens
        if token in _DECIDING
    }
    if opening == "no" and question and affirmed & wanted and not turned and _content(body) & _content(question):
        yield "The sentence says no and then affirms it."


_FOR_OTHERS = re.compile(
    r"\b(?:only|nobody but|none but|reserved|solely|exclusively|at most|no more than|up to|maximum|limit\w*)\b"
    r"|\bfrom \d+ to \d+\b",
    re.I,
)  # and not for the asker
_DECIDING = frozenset({"NEED", "CAN", "ENOUGH", "GUARANTEE", "IMPORTANT"})


def _asks_the_opposite(asked: str, questions: list[str]) -> bool:
    """Whether the visitor asked whether it is needed and the guide whether one can do without, or the other way."""
    if not asked or not questions:
        return False
    without = re.compile(r"\bwithout\b", re.I)
    return bool(without.search(asked)) != bool(without.search(questions[0]))


def _content(text: str) -> set[str]:
    return {token for clause in clauses(text) for token in clause.tokens if token not in STOP_WORDS}

"""How near is a question to what could be learned from? Cases and an open index go in, cosines by case id come out.

Anticipated questions and dev cases are there to be learned from, so a case that is far from them tells most. Nearness
is the case's, not the assistant's: it is taken of the last message as it was written, whatever was made of it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from evals.cases import Case
from evals.prediction import Nearness
from index.anticipated import AnticipatedQuestions, NearQuestion
from index.embed import Embedder, Vectors
from index.folders import MODELS
from index.search import Index

NO_TOPIC = frozenset({"off-topic", "gibberish", "injection"})  # tags of uncovered questions that are about nothing


def nearness_of(cases: Sequence[Case], index: Index) -> dict[str, Nearness]:
    """The nearness of every case, by id.

    `known` is that of an uncovered test question with a topic to the uncovered questions of dev and of the anticipated
    ones; None for any other case, and where there are no dev cases to compare with.
    """
    embed = Embedder(index.folder.parent / MODELS / index.manifest.model).embed
    anticipated = AnticipatedQuestions.open(index.folder)
    dev = [case.question for case in cases if case.split == "dev" and case.expect == "declined"]
    known = np.stack([embed(question).sentence for question in dev]) if dev else None
    found = {}
    for case in cases:
        sentence = embed(case.question).sentence
        near = anticipated.nearest(sentence)
        found[case.id] = Nearness(
            anticipated=_best((*near.covered, *near.uncovered)),
            known=_known(sentence, known, near.uncovered) if known is not None and has_topic(case) else None,
        )
    return found


def has_topic(case: Case) -> bool:
    """Whether a case is a held-out uncovered question about something that could have been met before."""
    return case.split == "test" and case.expect == "declined" and not NO_TOPIC & set(case.tags)


def _known(sentence: Vectors, dev: Vectors, uncovered: Sequence[NearQuestion]) -> float:
    return max(float((dev @ sentence).max()), _best(uncovered) or -1.0)


def _best(near: Sequence[NearQuestion]) -> float | None:
    return max((one.similarity for one in near), default=None)

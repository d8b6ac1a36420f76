"""Anticipated questions in an index: which of them a question is nearest to, and what they say of it together.

Question to question is what the embedding model compares best, far better than question to passage.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np

from corpus.anticipated import AnsweredAt, Anticipated, Topic
from index.embed import Vectors
from index.errors import DamagedIndexError
from index.learned import Expected, Learned, Place, by_guide, learn

QUESTIONS_FILE = "anticipated.json"
VECTORS_FILE = "anticipated.npy"
LEARNED_FILE = "anticipated-learned.npy"
NEAREST = 8  # of each side, per question
_PLACES_OF = 24  # nearest covered questions whose places may answer


@dataclass(frozen=True, kw_only=True)
class NearQuestion:
    """An anticipated question near to the one asked; exactly one of `answered_at` and `topic` is set."""

    question: str
    guide: str
    similarity: float  # cosine of the sentence vectors, in [-1, 1]
    answered_at: AnsweredAt | None = None
    topic: Topic | None = None


@dataclass(frozen=True, kw_only=True)
class Nearest:
    """The nearest anticipated questions, nearest first; both empty where no guide has any."""

    covered: tuple[NearQuestion, ...] = ()
    uncovered: tuple[NearQuestion, ...] = ()
    expected: Mapping[str, Expected] = field(default_factory=dict)  # by guide, of those with a question that is near

    def of(self, guide: str) -> Nearest:
        """Those of one guide: what the owner of another expects says nothing about this one."""
        return Nearest(
            covered=tuple(near for near in self.covered if near.guide == guide),
            uncovered=tuple(near for near in self.uncovered if near.guide == guide),
            expected={name: one for name, one in self.expected.items() if name == guide},
        )


class AnticipatedQuestions:
    """All guides' anticipated questions with one unit vector (dim,) each, covered ones first."""

    def __init__(self, anticipated: Sequence[Anticipated], vectors: Vectors, learned: Mapping[str, Learned]) -> None:
        """Pair the questions of `all_questions(anticipated)` with `vectors` (n, dim); `learned` is by guide."""
        self._places = [
            (question, one.guide, place) for one in anticipated for place in one.covered for question in place.questions
        ]
        self._topics = [
            (question, one.guide, topic)
            for one in anticipated
            for topic in one.uncovered
            for question in topic.questions
        ]
        self._vectors = vectors
        self._learned = learned

    @staticmethod
    def write(folder: Path, anticipated: Sequence[Anticipated], vectors: Vectors) -> None:
        """Store questions and vectors below `folder`, and what is learned of them."""
        text = json.dumps([asdict(one) for one in anticipated], ensure_ascii=False, sort_keys=True)
        (folder / QUESTIONS_FILE).write_text(text + "\n", encoding="utf-8")
        np.save(folder / VECTORS_FILE, vectors)
        np.save(folder / LEARNED_FILE, learn(anticipated, vectors))

    @classmethod
    def open(cls, folder: Path) -> AnticipatedQuestions:
        """Read what `write` stored.

        Raises:
            DamagedIndexError: a file is missing or unreadable, or the two do not fit each other.
        """
        try:
            stored = json.loads((folder / QUESTIONS_FILE).read_text(encoding="utf-8"))
            vectors = np.load(folder / VECTORS_FILE)
            anticipated = [_restored(one) for one in stored]
            learned = by_guide(anticipated, np.load(folder / LEARNED_FILE))
        except (OSError, ValueError, EOFError, KeyError, TypeError) as error:
            raise DamagedIndexError(f"The anticipated questions in {folder} cannot be read ({error}).") from error
        if len(all_questions(anticipated)) != len(vectors):
            raise DamagedIndexError(f"The anticipated questions in {folder} do not fit their {len(vectors)} vectors.")
        return cls(anticipated, vectors, learned)

    def covered_by_guide(self) -> Counter[str]:
        """How many covered questions there are of each guide."""
        return Counter(guide for _, guide, _ in self._places)

    def by_question(self) -> dict[str, Vectors]:
        """The unit vector (dim,) of every question."""
        asked = [question for question, _, _ in (*self._places, *self._topics)]
        return dict(zip(asked, self._vectors, strict=True))

    def nearest(self, sentence: Vectors) -> Nearest:
        """The questions nearest to a unit sentence vector (dim,)."""
        if not len(self._vectors):
            return Nearest()
        similarities = self._vectors @ sentence
        split = len(self._places)
        near, other = _best(similarities[:split], _PLACES_OF), _best(similarities[split:], NEAREST)
        covered = [(*self._places[at], float(similarities[at])) for at in near[:NEAREST]]
        uncovered = [(*self._topics[at], float(similarities[split + at])) for at in other]
        places: dict[str, list[Place]] = {guide: [] for _, guide, *_ in (*covered, *uncovered)}
        for _, guide, place in (self._places[at] for at in near):
            places.setdefault(guide, []).append((place.start, place.end))
        return Nearest(
            covered=tuple(
                NearQuestion(question=question, guide=guide, similarity=near, answered_at=place)
                for question, guide, place, near in covered
            ),
            uncovered=tuple(
                NearQuestion(question=question, guide=guide, similarity=near, topic=topic)
                for question, guide, topic, near in uncovered
            ),
            expected={guide: self._learned[guide].expected(similarities, own) for guide, own in places.items()},
        )


def all_questions(anticipated: Sequence[Anticipated]) -> list[str]:
    """Every question in the order of the vectors: of all guides the covered ones, then the uncovered ones."""
    covered = [question for one in anticipated for place in one.covered for question in place.questions]
    return covered + [question for one in anticipated for topic in one.uncovered for question in topic.questions]


def _best(similarities: Vectors, most: int) -> list[int]:
    best = np.arange(len(similarities))
    if len(best) > most:
        best = np.argpartition(-similarities, most)[:most]
    return [int(at) for at in best[np.lexsort((best, -similarities[best]))]]


def _restored(stored: dict[str, object]) -> Anticipated:
    def tuples(fields: dict[str, object]) -> dict[str, object]:
        return {name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()}

    covered, uncovered = stored["covered"], stored["uncovered"]
    if not isinstance(covered, list) or not isinstance(uncovered, list):
        raise TypeError("no lists of questions")
    return Anticipated(
        guide=str(stored["guide"]),
        covered=tuple(AnsweredAt(**tuples(one)) for one in covered),  # type: ignore[arg-type]
        uncovered=tuple(Topic(**tuples(one)) for one in uncovered),  # type: ignore[arg-type]
    )

"""What a guide's anticipated questions teach together: kernel ridge regression over their sentence vectors.

The nearest question alone may be a chance; all of them, each weighed by its likeness, tell questions that a guide
covers from those that it does not, and which place answers (Saunders, Gammerman and Vovk, ICML 1998).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from corpus.anticipated import Anticipated
from index.embed import Vectors

Place = tuple[int, int]  # characters of the guide's text, from and to

_SHARPNESS = 4.0  # of the kernel: questions with a cosine of 0.8 are alike by e^-0.8
_RIDGE = 0.03  # how far a question's own label may be missed: writers err, and some questions are asked on both sides
_MOST = 10_000  # questions of one guide that are learned from: the kernel of so many takes 400 MB during a build


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What all anticipated questions of one guide say of a question together."""

    covered: float = 0.0  # about 1 where it is like the covered ones, -1 like the uncovered ones, 0 unlike all
    places: Mapping[Place, float] = field(default_factory=dict)  # about 1 for the place that answers it, 0 for another


@dataclass(frozen=True, kw_only=True)
class Learned:
    """The weights of one guide's n questions: the first row for covered or not, then one for each of its places."""

    rows: NDArray[np.int64]  # of its questions among those of all guides (n,)
    places: tuple[Place, ...]  # that answer covered questions
    weights: Vectors  # (1 + places, n)

    @cached_property
    def _row_of(self) -> Mapping[Place, int]:
        return {place: 1 + at for at, place in enumerate(self.places)}

    def expected(self, cosines: Vectors, near: Iterable[Place]) -> Expected:
        """What they say of a question with these cosines to all guides' questions, of some places alone."""
        asked = [place for place in dict.fromkeys(near) if place in self._row_of]
        said = self.weights[[0, *(self._row_of[place] for place in asked)]] @ likeness(cosines[self.rows])
        return Expected(covered=float(said[0]), places=dict(zip(asked, said[1:].tolist(), strict=True)))


def likeness(cosines: Vectors) -> Vectors:
    """How much questions with these cosines, in [-1, 1], count for each other, in (0, 1]."""
    alike: Vectors = np.exp(_SHARPNESS * (cosines - 1.0))
    return alike


def learn(anticipated: Sequence[Anticipated], vectors: Vectors) -> Vectors:
    """The weights that all guides' questions with these vectors (n, dim), covered ones first, teach, in one flat array.

    Of more than 10,000 questions of one guide every second, third, … is learned from.
    """
    weights = [_weights(vectors[one.rows], one.answers, len(one.places)).ravel() for one in _labelled(anticipated)]
    return np.concatenate([np.zeros(0, dtype=np.float32), *weights])


def by_guide(anticipated: Sequence[Anticipated], weights: Vectors) -> dict[str, Learned]:
    """The weights that `learn` gave, by guide.

    Raises:
        ValueError: they are not those of these questions.
    """
    found, taken = {}, 0
    for one in _labelled(anticipated):
        shape = (1 + len(one.places), len(one.rows))
        own = weights[taken : taken + shape[0] * shape[1]].reshape(shape)
        found[one.guide] = Learned(rows=one.rows, places=one.places, weights=own)
        taken += own.size
    if taken != len(weights):
        raise ValueError(f"{len(weights)} weights instead of {taken}")
    return found


@dataclass(frozen=True, kw_only=True)
class _Labelled:
    """One guide's n questions: where they stand among all, and which of its places answers each; -1 for uncovered."""

    guide: str
    rows: NDArray[np.int64]
    answers: NDArray[np.int64]
    places: tuple[Place, ...]


def _labelled(anticipated: Sequence[Anticipated]) -> Iterator[_Labelled]:
    """The questions of each guide; of all guides the covered ones stand before the uncovered ones."""
    covered, uncovered = 0, sum(len(place.questions) for one in anticipated for place in one.covered)
    for one in anticipated:
        places = tuple(dict.fromkeys((place.start, place.end) for place in one.covered))
        answers = [places.index((place.start, place.end)) for place in one.covered for _ in place.questions]
        others = sum(len(topic.questions) for topic in one.uncovered)
        rows = [*range(covered, covered + len(answers)), *range(uncovered, uncovered + others)]
        yield _Labelled(
            guide=one.guide,
            rows=np.asarray(rows, dtype=np.int64),
            answers=np.asarray([*answers, *[-1] * others], dtype=np.int64),
            places=places,
        )
        covered, uncovered = covered + len(answers), uncovered + others


def _weights(vectors: Vectors, answers: NDArray[np.int64], places: int) -> Vectors:
    """Weights (1 + places, n) with which questions with these vectors (n, dim) miss their own answers by little."""
    from scipy.linalg import solve  # type: ignore[import-untyped]  # here: only a build needs it

    weights = np.zeros((len(answers), 1 + places), dtype=np.float32)
    if not len(answers):
        return weights.T
    kept = slice(None, None, -(-len(answers) // _MOST))
    kernel = vectors[kept] @ vectors[kept].T
    kernel -= 1.0  # in place, as `likeness` has it: of 10,000 questions each copy is 400 MB
    kernel *= _SHARPNESS
    np.exp(kernel, out=kernel)
    kernel.flat[:: len(kernel) + 1] += _RIDGE
    said = np.column_stack([np.where(answers < 0, -1, 1), answers[:, None] == np.arange(places)]).astype(np.float32)
    # In place, and with half the work of a solver that does not know that the kernel is symmetric and positive.
    weights[kept] = solve(kernel.T, said[kept], assume_a="pos", overwrite_a=True, check_finite=False)
    return weights.T

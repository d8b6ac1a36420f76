"""What anticipated questions teach together: covered or not, and which place answers, of questions never seen."""

from __future__ import annotations

import numpy as np
import pytest

from corpus.anticipated import AnsweredAt, Anticipated, Topic
from index.embed import Vectors
from index.learned import Learned, by_guide, learn

SALARY, FEES = (10, 20), (30, 40)


def anticipated(guide: str, *, asked: int = 3) -> Anticipated:
    """A guide with two places and one topic, each asked for in so many ways."""
    places = [
        AnsweredAt(start=start, end=end, section=0, questions=tuple(f"{guide} {start} {at}" for at in range(asked)))
        for start, end in (SALARY, FEES)
    ]
    topic = Topic(topic="visa", say="Not said.", near=(), questions=tuple(f"{guide} visa {at}" for at in range(asked)))
    return Anticipated(guide=guide, covered=tuple(places), uncovered=(topic,))


def around(axis: int, count: int) -> Vectors:
    """Unit vectors near an axis of eight dimensions."""
    found = np.random.default_rng(axis).normal(scale=0.15, size=(count, 8)).astype(np.float32)
    found[:, axis] += 1.0
    unit: Vectors = found / np.linalg.norm(found, axis=1, keepdims=True)
    return unit


def of_two_guides() -> tuple[dict[str, Learned], Vectors]:
    """Two guides whose questions lie around axes 0 to 2 and 3 to 5, all covered ones first, as an index has them."""
    both = [anticipated("beekeeper"), anticipated("potter")]
    vectors = np.concatenate([around(axis, 3) for axis in (0, 1, 3, 4, 2, 5)])
    return by_guide(both, learn(both, vectors)), vectors


def test_questions_like_the_covered_ones_are_told_from_those_like_the_others() -> None:
    learned, vectors = of_two_guides()
    salary, visa = (around(axis, 9)[-1] for axis in (0, 2))

    covered = learned["beekeeper"].expected(vectors @ salary, [])
    uncovered = learned["beekeeper"].expected(vectors @ visa, [])
    neither = learned["beekeeper"].expected(vectors @ around(7, 1)[0], [])

    assert covered.covered > 0.5 > abs(neither.covered)
    assert uncovered.covered < -0.5


def test_the_place_that_answers_is_told_from_others_and_unknown_ones_are_left_out() -> None:
    learned, vectors = of_two_guides()

    said = learned["potter"].expected(vectors @ around(4, 9)[-1], [SALARY, FEES, (70, 80)])

    assert set(said.places) == {SALARY, FEES}
    assert said.places[FEES] > 0.5 > abs(said.places[SALARY])


def test_the_questions_of_one_guide_say_nothing_of_another() -> None:
    learned, vectors = of_two_guides()

    said = learned["beekeeper"].expected(vectors @ around(3, 9)[-1], [SALARY])

    assert abs(said.covered) < 0.3


def test_a_guide_without_questions_learns_nothing() -> None:
    empty = Anticipated(guide="potter", covered=(), uncovered=())
    none = np.zeros((0, 8), dtype=np.float32)

    learned = by_guide([empty], learn([empty], none))

    assert learned["potter"].expected(np.zeros(0, dtype=np.float32), [SALARY]).covered == 0.0
    assert learn([], none).shape == (0,)


def test_of_very_many_questions_a_part_is_learned_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.learned._MOST", 10)
    one = anticipated("beekeeper", asked=8)
    vectors = np.concatenate([around(axis, 8) for axis in range(3)])

    learned = by_guide([one], learn([one], vectors))["beekeeper"]

    assert np.count_nonzero(learned.weights[0]) == 8  # every third of 24
    assert learned.expected(vectors @ around(0, 9)[-1], []).covered > 0.3


def test_weights_of_other_questions_are_refused() -> None:
    one = anticipated("beekeeper")
    weights = learn([one], np.concatenate([around(axis, 3) for axis in range(3)]))

    with pytest.raises(ValueError, match="weights instead of"):
        by_guide([one], np.append(weights, np.float32(0)))
    with pytest.raises(ValueError, match="reshape"):
        by_guide([one], weights[:-1])

"""Two runs compared: what broke, what was fixed, and how sure that is; the test split is only counted."""

from __future__ import annotations

from pathlib import Path

import pytest
from run_sample import SECRET, VERDICTS, answer, prediction, verdict, write_run

from evals.compare import compare_runs, comparison_text


@pytest.fixture
def run(tmp_path: Path) -> Path:
    return write_run(tmp_path / "first")


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """The run after a change: keeper broke, oil is fixed, markup has another text, one case went and one was edited."""
    verdicts = [
        verdict("keeper", right=False),
        verdict("oil", right=True, history=["hello"]),
        VERDICTS[2],
        verdict("crash", right=False, question="another question"),
        verdict("hidden", right=True, split="test", question=SECRET),
        verdict("new", right=True),
    ]
    answers = [prediction(v["id"]) for v in verdicts]
    answers[2] = prediction("markup", answer=answer("declined", "The guide says nothing of it."))
    return write_run(tmp_path / "later", verdicts, answers, threshold=0.6)


def test_a_comparison_finds_what_broke_what_was_fixed_and_what_changed(run: Path, later: Path) -> None:
    found = compare_runs(run, later)

    assert [change.id for change in found.newly_broken] == ["keeper"]
    assert [change.id for change in found.newly_fixed] == ["oil", "hidden"]
    assert [change.id for change in found.changed_answers] == ["markup"]
    assert (found.shared, found.only_before, found.only_after, found.asked_differently) == (4, (), ("new",), ("crash",))
    assert found.produced_by == (("settings.threshold", "0.5", "0.6"),)


def test_a_comparison_pairs_each_metric_on_the_shared_cases_it_applies_to(run: Path, later: Path) -> None:
    found = {(part.split, part.metric): part for part in compare_runs(run, later).differences}

    assert set(found) == {(split, metric) for split in ("dev", "test") for metric in ("truth", "right", "hit@1")}
    right = found["dev", "right"]
    assert (right.before, right.after) == (pytest.approx(1 / 3), pytest.approx(1 / 3))
    assert (right.paired.newly_right, right.paired.newly_wrong, right.paired.difference.n) == (1, 1, 3)


def test_a_comparison_leads_with_what_broke_and_counts_test_cases_only(run: Path, later: Path) -> None:
    text = comparison_text(compare_runs(run, later))

    assert text.index("Newly broken: 1") < text.index("Newly fixed: 2 (1 of the test split not shown)")
    assert text.index("Newly fixed") < text.index("Changed answers") < text.index("Metrics")
    assert SECRET not in text and "hidden" not in text
    assert SECRET in comparison_text(compare_runs(run, later), show_test=True)
    assert "no difference shown, this set could see no change" in text


def test_a_run_compared_with_itself_shows_no_change(run: Path) -> None:
    found = compare_runs(run, run)

    assert found.newly_broken == found.newly_fixed == found.changed_answers == ()
    assert {part.after - part.before for part in found.differences} == {0.0}

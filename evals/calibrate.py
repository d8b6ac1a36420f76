"""Fit the gate's weights on dev cases and say, with guides left out in turn, what they are worth on a new guide.

Fitted on what no certain rule decides: our guide with its anticipated questions for the one set of weights, on its dev
cases and the fresh rounds; every dev guide without any, and none that the reader was trained on, for the other.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.gate import VERSION, WEIGHTS_FILE
from assistant.settings import load_settings
from assistant.wiring import assistant_over, make_answerer, open_guides
from corpus.anticipated import questions_path
from corpus.read import guide_files
from evals.cases import DATA, Case, load_cases
from evals.metrics import truth
from evals.predict import answer_record
from evals.suites import Suite, own_suites
from index.reader import reader_facts

PRACTICE = DATA / "practice"
FRESH = DATA / "fresh"  # questions about our guide, written later and asked before anybody looked
WITHOUT = ("score", "evidence", "coverage", "worst", "known", "foreign", "other_kind", "near_miss", "read")
WITH = (*WITHOUT, "expected")
AGAINST = frozenset({"other_kind", "near_miss"})  # all others speak for covered
_FOLDS = 10
_THRESHOLDS = tuple(round(0.02 * step, 2) for step in range(10, 46))


@dataclass(frozen=True, kw_only=True)
class Sample:
    """One dev case: its features, empty where a certain rule decided, and what answering it anyway would be worth."""

    suite: str
    fact_id: str
    features: dict[str, float]
    covered: bool
    worth: int  # truth of the forced answer: 1, 0 or -1


def samples(suites: Sequence[Suite], *, on_progress: Callable[[str, int, int], None] | None = None) -> list[Sample]:
    """The samples of some suites, each case asked once, the gate opened where it was shut."""
    found = []
    for suite in suites:
        settings = load_settings(guides_dir=suite.guides_dir)
        with open_guides(settings) as index:
            assistant = assistant_over(index, make_answerer(settings), settings)
            for done, case in enumerate(suite.cases, 1):
                turn = assistant.opened(assistant.turn(case.question, case.history))
                if on_progress:
                    on_progress(suite.name, done, len(suite.cases))
                if case.expect in ("answered", "declined") and turn.verdict:
                    found.append(_sample(suite, case, turn))
    return found


def _sample(suite: Suite, case: Case, turn: Any) -> Sample:
    return Sample(
        suite=suite.name,
        fact_id=f"{suite.name}/{case.fact_id}",
        features=asdict(turn.verdict.features) if turn.verdict.features else {},
        covered=case.expect == "answered",
        worth=truth(case, answer_record(turn, case.id)),
    )


@contextmanager
def dev_suites() -> Iterator[tuple[list[Suite], list[Suite]]]:
    """The dev suites with anticipated questions, and those without, as long as the block runs."""
    dev = [replace(suite, cases=tuple(c for c in suite.cases if c.split == "dev")) for suite in own_suites()]
    own, others = dev[0], [suite for suite in dev[1:] if suite.cases]
    read = set(reader_facts()["trained_on"])
    unread = [folder for folder in sorted(PRACTICE.iterdir()) if folder.name not in read]
    practice = [Suite(name=f.name, guides_dir=f, cases=load_cases(sorted(f.glob("dev.yaml")))) for f in unread]
    with tempfile.TemporaryDirectory(prefix="without-questions-") as folder:
        for path in guide_files(load_settings().guides_dir):
            shutil.copy(path, folder)
            assert not questions_path(Path(folder) / path.name).exists()
        bare = replace(own, name=f"{own.name}, bare", guides_dir=Path(folder))
        asked_since = replace(own, cases=(*own.cases, *load_cases(sorted(FRESH.glob("*.yaml")))))
        yield [asked_since], [bare, *others, *practice]


def fitted(samples: Sequence[Sample], names: Sequence[str], *, even: bool) -> tuple[dict[str, Any], list[str]]:
    """Weights fitted on samples that no certain rule decided, and lines that report them.

    The intercept is moved so that a confidence of 0.5 is the threshold with the best truth score on held-out groups: a
    wrong answer costs a student more than a decline. A few cases decide between many thresholds, so of those within one
    standard error of the best it is the one that lets through as large a share of the covered questions as it holds
    back of the uncovered ones; with `even` that share alone counts. Whole guides are held out where there are several,
    else facts.
    """
    from sklearn.metrics import roc_auc_score  # type: ignore[import-untyped]  # here: takes seconds
    from sklearn.model_selection import GroupKFold, cross_val_predict  # type: ignore[import-untyped]

    from evals.signed_logistic import SignedLogistic

    found = [sample for sample in samples if sample.features]
    decided = [sample for sample in samples if not sample.features]
    silent = np.zeros(len(decided), dtype=bool)  # what a certain rule declines stays declined at any threshold
    features = np.array([[sample.features[name] for name in names] for sample in found])
    covered = np.array([sample.covered for sample in found])
    suites = sorted({sample.suite for sample in found})
    groups = [sample.suite if len(suites) > 1 else sample.fact_id for sample in found]
    weighting = np.array([1.0 / sum(other.suite == sample.suite for other in found) for sample in found])
    model = SignedLogistic([-1.0 if name in AGAINST else 1.0 for name in names])
    held_out = cross_val_predict(
        model,
        features,
        covered,
        cv=GroupKFold(min(_FOLDS, len(set(groups)))),
        groups=groups,
        method="predict_proba",
        params={"sample_weight": weighting * len(found) / len(suites)},
    )[:, 1]
    model.fit(features, covered, sample_weight=weighting * len(found) / len(suites))
    answered = {at: np.append(held_out >= at, silent) for at in _THRESHOLDS}
    truths = {at: _truth([*found, *decided], yes) for at, yes in answered.items()}
    truest = max(truths, key=lambda at: truths[at].mean)
    least = truths[truest].mean - truths[truest].error
    as_true = [at for at in _THRESHOLDS if truths[at].mean >= least]
    threshold = max(_THRESHOLDS if even else as_true, key=lambda at: _balance([*found, *decided], answered[at]))
    weights = {name: round(float(weight), 4) for name, weight in zip(names, model.coef_, strict=True)}
    intercept = round(float(model.intercept_) - float(np.log(threshold / (1 - threshold))), 4)
    lines = [
        f"{len(found)} cases of {len(suites)} guides that no certain rule decided; held out: AUROC "
        f"{roc_auc_score(covered, held_out):.3f}, threshold {threshold:.2f} before the intercept is moved "
        f"({truest:.2f} has the best truth score, {as_true[0]:.2f} to {as_true[-1]:.2f} as good as this tells)"
    ]
    for suite in suites:
        lines.append(f"  {suite:<24} {_line([s.suite == suite for s in found], found, held_out, threshold)}")
    lines += [f"  {name:<24} {value:+.3f}" for name, value in {"intercept": intercept, **weights}.items()]
    return {"intercept": intercept, "weights": weights}, lines


def _line(chosen: Sequence[bool], found: Sequence[Sample], confidence: NDArray[np.float64], threshold: float) -> str:
    mine = [(sample, value >= threshold) for sample, value, own in zip(found, confidence, chosen, strict=True) if own]
    covered = [answered for sample, answered in mine if sample.covered]
    uncovered = [not answered for sample, answered in mine if not sample.covered]
    return (
        f"covered let through {np.mean(covered):.3f} of {len(covered)}, "
        f"uncovered held back {np.mean(uncovered) if uncovered else 1.0:.3f} of {len(uncovered)}"
    )


def _balance(found: Sequence[Sample], answered: NDArray[np.bool_]) -> float:
    """Mean over the suites of the share of covered cases let through and of uncovered ones held back."""
    by_side: dict[tuple[str, bool], list[bool]] = {}
    for sample, yes in zip(found, answered, strict=True):
        by_side.setdefault((sample.suite, sample.covered), []).append(bool(yes) == sample.covered)
    return float(np.mean([np.mean(values) for values in by_side.values()]))


@dataclass(frozen=True, kw_only=True)
class _Truth:
    """A mean truth score in [-1, 1] and its standard error."""

    mean: float
    error: float


def _truth(found: Sequence[Sample], answered: NDArray[np.bool_]) -> _Truth:
    """The truth score over the suites, each counting the same."""
    by_suite: dict[str, list[int]] = {}
    for sample, yes in zip(found, answered, strict=True):
        by_suite.setdefault(sample.suite, []).append(sample.worth if yes else int(not sample.covered))
    means = [np.mean(values) for values in by_suite.values()]
    variance = sum(np.var(values) / len(values) for values in by_suite.values()) / len(by_suite) ** 2
    return _Truth(mean=float(np.mean(means)), error=float(np.sqrt(variance)))


def calibrate(*, write: bool, on_progress: Callable[[str, int, int], None] | None = None) -> str:
    """Fit both sets of weights and report them; with `write` they become those in use."""
    with dev_suites() as (with_questions, without):
        expected, first = fitted(samples(with_questions, on_progress=on_progress), WITH, even=False)
        bare, second = fitted(samples(without, on_progress=on_progress), WITHOUT, even=True)
    weights = {"version": VERSION, "with_anticipated": expected, "without_anticipated": bare}
    if write:
        WEIGHTS_FILE.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
    return "\n".join(["With anticipated questions:", *first, "", "Without, each guide held out in turn:", *second])

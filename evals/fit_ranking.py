"""Fit the weights of the ranking signals: of a question's passages, the one that answers should come first.

A softmax over the candidates of each covered dev question (ListNet with one list per question; Cao et al., ICML 2007),
every guide counting the same, drawn towards the weights in use so that rare signals keep what a person gave them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.evidence import WEIGHTS_FILE, Evidence, ranking_weights
from assistant.settings import load_settings
from assistant.wiring import assistant_over, make_answerer, open_guides
from corpus.passages import PassageKind
from evals.calibrate import dev_suites
from evals.cases import Case
from evals.metrics import folded, holds
from evals.suites import Suite

CANDIDATES = 40  # passages of one question
_SHARPNESS = 6.0  # of the softmax: scores of passages lie within about one of each other
_PULL = 0.02  # towards the weights in use
_PARENTS = (PassageKind.LIST, PassageKind.TABLE, PassageKind.FAQ, PassageKind.HEADING, PassageKind.ITEM)
_HOLDS_ONLY = {PassageKind.TABLE: 0.2, PassageKind.HEADING: 0.3}  # worth of a passage that only holds the evidence


@dataclass(frozen=True, kw_only=True)
class Candidates:
    """The passages found for one covered question: their signals, and what each is worth as the first, in [0, 1]."""

    suite: str
    signals: tuple[dict[str, float], ...]
    worth: tuple[float, ...]


def candidates(
    suites: Sequence[Suite], *, on_progress: Callable[[str, int, int], None] | None = None
) -> list[Candidates]:
    """The candidates of every covered case for which search finds a passage that answers."""
    found = []
    for suite in suites:
        settings = load_settings(guides_dir=suite.guides_dir)
        with open_guides(settings) as index:
            assistant = assistant_over(index, make_answerer(settings), settings)
            for done, case in enumerate(suite.cases, 1):
                if on_progress:
                    on_progress(suite.name, done, len(suite.cases))
                if case.expect != "answered":
                    continue
                evidence = assistant.turn(case.question, case.history).evidence[:CANDIDATES]
                worth = tuple(worth_of(case, item) for item in evidence)
                if max(worth, default=0.0) >= 1.0:
                    signals = tuple(dict(item.signals) for item in evidence)
                    found.append(Candidates(suite=suite.name, signals=signals, worth=worth))
    return found


def worth_of(case: Case, item: Evidence) -> float:
    """What a passage is worth as the first for a case: 1 answers it, less holds the answer among other things."""
    text, kind = folded(item.passage.text), item.passage.kind
    if not any(folded(evidence) in text for evidence in case.evidence):
        return 0.0
    lists = bool({"list", "table"} & set(case.tags))
    if kind in _HOLDS_ONLY and not (kind is PassageKind.TABLE and lists):
        return _HOLDS_ONLY[kind]
    facts = all(any(holds(item.passage.text, fact) for fact in group) for group in case.facts)
    if kind is PassageKind.ITEM and lists and not facts:
        return 0.2
    return 1.0 if facts or kind not in _PARENTS else 0.4


def fitted(found: Sequence[Candidates], start: dict[str, float]) -> dict[str, float]:
    """Weights for every signal that occurs or has one already."""
    from scipy.optimize import minimize  # type: ignore[import-untyped]  # here: takes most of a second

    names = sorted({name for one in found for signals in one.signals for name in signals} | set(start))
    first = np.array([start.get(name, 0.0) for name in names])
    lists = [(_matrix(one, names), np.array(one.worth) / sum(one.worth), _share(one, found)) for one in found]

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, slope = _PULL * float(((weights - first) ** 2).sum()), 2 * _PULL * (weights - first)
        for signals, worth, share in lists:
            scores = _SHARPNESS * (signals @ weights)
            odds = np.exp(scores - scores.max())
            odds /= odds.sum()
            total -= share * float(worth @ np.log(np.maximum(odds, 1e-12)))
            slope += share * _SHARPNESS * (signals.T @ (odds - worth))
        return total, slope

    best = minimize(loss, first, jac=True, method="L-BFGS-B", options={"maxiter": 200})
    return {name: round(float(weight), 3) for name, weight in zip(names, best.x, strict=True)}


def first_right(found: Sequence[Candidates], weights: dict[str, float]) -> float:
    """The share of questions whose best-ranked passage holds the answer (worth at least 0.4)."""
    names = list(weights)
    values = np.array(list(weights.values()))
    return float(np.mean([one.worth[int((_matrix(one, names) @ values).argmax())] >= 0.4 for one in found]))


def fit_ranking(*, write: bool, on_progress: Callable[[str, int, int], None] | None = None) -> str:
    """Fit on all dev guides, report each guide left out in turn; with `write` the weights become those in use."""
    start = dict(ranking_weights())
    with dev_suites() as (with_questions, without):
        found = candidates([*with_questions, *without], on_progress=on_progress)
    lines = [f"{'guide':<24} {'in use':>8} {'left out':>9}"]
    for suite in sorted({one.suite for one in found}):
        mine = [one for one in found if one.suite == suite]
        others = [one for one in found if one.suite.split(",")[0] != suite.split(",")[0]]
        held_out = first_right(mine, fitted(others, start)) if others else float("nan")
        lines.append(f"{suite:<24} {first_right(mine, start):>8.3f} {held_out:>9.3f}")
    weights: dict[str, Any] = fitted(found, start)
    lines += [f"{name:<24} {start.get(name, 0.0):>+8.2f} {weight:>+9.2f}" for name, weight in weights.items()]
    if write:
        text = json.dumps({"version": 1, "weights": weights}, indent=1) + "\n"
        WEIGHTS_FILE.write_text(text, encoding="utf-8")
    return "\n".join(lines)


def _matrix(one: Candidates, names: Sequence[str]) -> NDArray[np.float64]:
    return np.array([[signals.get(name, 0.0) for name in names] for signals in one.signals])


def _share(one: Candidates, found: Sequence[Candidates]) -> float:
    """The weight of one list: every guide counts the same."""
    suites = [other.suite for other in found]
    return 1.0 / (suites.count(one.suite) * len(set(suites)))

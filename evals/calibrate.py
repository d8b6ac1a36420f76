"""Fit the gate's logistic weights on dev cases; held-out folds say what a threshold would cost."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.gate import INTERCEPT, WEIGHTS
from evals.cases import Case
from evals.metrics import truth
from evals.prediction import Prediction

_FOLDS = 10
_THRESHOLDS = (0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8)


def calibration_text(cases: Sequence[Case], predictions: Sequence[Prediction]) -> str:
    """Weights fitted on the cases that no rule decided, beside those in use, and the truth score by threshold.

    The truth score at a threshold counts what the forced answers of the cases kept would be worth; cases declined that
    are not covered count 1.
    """
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]  # here: takes seconds
    from sklearn.metrics import roc_auc_score  # type: ignore[import-untyped]
    from sklearn.model_selection import GroupKFold, cross_val_predict  # type: ignore[import-untyped]

    kept = [
        (case, prediction, prediction.gate.features)
        for case, prediction in zip(cases, predictions, strict=True)
        if case.expect in ("answered", "declined") and prediction.gate is not None and prediction.gate.features
    ]
    features = np.array([[values[name] for name in WEIGHTS] for _, _, values in kept])
    covered = np.array([case.expect == "answered" for case, _, _ in kept])
    worth = np.array([truth(case, prediction.forced) if prediction.forced else 0 for case, prediction, _ in kept])
    groups = [case.fact_id for case, _, _ in kept]
    model = LogisticRegression().fit(features, covered)
    confidence = cross_val_predict(
        LogisticRegression(), features, covered, cv=GroupKFold(_FOLDS), groups=groups, method="predict_proba"
    )[:, 1]
    lines = [
        f"{len(kept)} dev cases that no rule decided, {int((~covered).sum())} of them not covered; "
        f"AUROC over {_FOLDS} held-out folds {roc_auc_score(covered, confidence):.3f}",
        f"{'weight':<10} {'fitted':>8} {'in use':>8}",
        f"{'intercept':<10} {float(model.intercept_[0]):>8.2f} {INTERCEPT:>8.2f}",
    ]
    lines += [
        f"{name:<10} {float(fitted):>8.2f} {WEIGHTS[name]:>8.2f}"
        for name, fitted in zip(WEIGHTS, model.coef_[0], strict=True)
    ]
    lines.append(f"{'threshold':<10} {'kept':>8} {'refused':>8} {'truth':>8}")
    for threshold in _THRESHOLDS:
        open_ = confidence >= threshold
        score = (worth[open_].sum() + (~open_ & ~covered).sum()) / len(kept)
        lines.append(
            f"{threshold:<10} {(open_ & covered).sum() / covered.sum():>8.3f} "
            f"{(~open_ & ~covered).sum() / (~covered).sum():>8.3f} {score:>+8.3f}"
        )
    return "\n".join(lines)

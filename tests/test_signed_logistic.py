"""The fit of the gate's weights: no weight has the wrong sign, and where no sign binds it is the plain one."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
from sklearn.model_selection import cross_val_predict  # type: ignore[import-untyped]

from evals.signed_logistic import SignedLogistic

RNG = np.random.default_rng(7)
X = RNG.normal(size=(400, 3))
Y = RNG.random(400) < 1 / (1 + np.exp(-(1.5 * X[:, 0] - 0.8 * X[:, 1] + 0.3)))


def test_where_no_sign_binds_it_is_the_plain_logistic_fit() -> None:
    weight = RNG.random(400)
    plain = LogisticRegression(C=1.0, tol=1e-8).fit(X[:, :2], Y, sample_weight=weight)

    signed = SignedLogistic([1.0, -1.0]).fit(X[:, :2], Y, sample_weight=weight)

    assert signed.coef_ == pytest.approx(plain.coef_[0], abs=1e-3)
    assert signed.intercept_ == pytest.approx(plain.intercept_[0], abs=1e-3)
    assert signed.predict_proba(X[:5, :2]) == pytest.approx(plain.predict_proba(X[:5, :2]), abs=1e-3)


def test_a_weight_that_would_have_the_wrong_sign_is_nothing() -> None:
    signed = SignedLogistic([1.0, 1.0, 1.0]).fit(X, Y)

    assert signed.coef_[0] > 1.0
    assert signed.coef_[1] == 0.0
    assert min(signed.coef_) >= 0.0


def test_scikit_learn_takes_it_for_cross_validation() -> None:
    held_out = cross_val_predict(SignedLogistic([1.0, -1.0, 1.0]), X, Y, method="predict_proba")[:, 1]

    assert ((held_out >= 0.5) == Y).mean() > 0.7

"""Logistic regression whose weights keep the sign that their feature means: support never speaks against an answer.

Without it a fit on few guides gives correlated supports opposite signs, and nonsense that has none of them is let
through.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]
from sklearn.base import BaseEstimator, ClassifierMixin  # type: ignore[import-untyped]

Array = NDArray[np.float64]


class SignedLogistic(ClassifierMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn has no types
    """L2-penalised logistic regression, each weight at least 0 (sign 1) or at most 0 (sign -1).

    The intercept is free and not penalised. An estimator of scikit-learn: `coef_` (features,), `intercept_`.
    """

    def __init__(self, signs: Sequence[float], strength: float = 1.0) -> None:
        """`strength` is the inverse of the penalty."""
        self.signs = signs
        self.strength = strength

    def fit(self, features: Array, labels: NDArray[np.bool_], sample_weight: Array | None = None) -> SignedLogistic:
        """Fit on features (samples, features) and labels (samples,)."""
        x, y = np.asarray(features, dtype=float), np.asarray(labels, dtype=float)
        weight = np.ones(len(y)) if sample_weight is None else np.asarray(sample_weight, dtype=float)

        def loss(parameters: Array) -> tuple[float, Array]:
            z = x @ parameters[:-1] + parameters[-1]
            error = weight * (1.0 / (1.0 + np.exp(-z)) - y)
            value = float(np.sum(weight * (np.logaddexp(0.0, z) - y * z)))
            penalty = parameters[:-1] / self.strength
            return value + 0.5 * float(penalty @ parameters[:-1]), np.append(x.T @ error + penalty, error.sum())

        bounds = [(0.0, None) if sign > 0 else (None, 0.0) for sign in self.signs]
        found = minimize(loss, np.zeros(x.shape[1] + 1), jac=True, method="L-BFGS-B", bounds=[*bounds, (None, None)])
        self.coef_, self.intercept_ = found.x[:-1], float(found.x[-1])
        self.classes_ = np.array([False, True])
        return self

    def predict_proba(self, features: Array) -> Array:
        """Probabilities (samples, 2) of not covered and covered."""
        p = 1.0 / (1.0 + np.exp(-(np.asarray(features, dtype=float) @ self.coef_ + self.intercept_)))
        return np.stack([1.0 - p, p], axis=1)

    def predict(self, features: Array) -> NDArray[np.bool_]:
        """Whether each sample (samples,) is rather covered than not; scikit-learn takes no classifier without it."""
        return np.asarray(self.predict_proba(features)[:, 1] >= 0.5)

"""Channel scores to one order: exact MaxSim over candidates, mixed with BM25, best first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.embed import Vectors

LEXICAL_WEIGHT = 0.35
"""Share of BM25 in the fused score, the rest being MaxSim; both in [0, 1]. Reciprocal ranks did worse than this mix."""

DECIMALS = 6  # scores are rounded before they are compared, so that the last bit of a product cannot break a tie


@dataclass(frozen=True, kw_only=True)
class Similarities:
    """Token similarities of m candidates: per question token (m, tokens) and their mean (m,), in [-1, 1]."""

    by_token: Vectors
    mean: NDArray[np.float64]


def max_similarities(
    question: Vectors, data: Vectors, offsets: NDArray[np.int64], candidates: NDArray[np.int64]
) -> Similarities:
    """Exact MaxSim of each candidate passage.

    Args:
        question: unit vectors of the question's tokens (tokens, dim), at least one.
        data: unit vectors of all passages' tokens, one below the other (rows, dim).
        offsets: first row of each passage, and the end (n + 1,).
        candidates: positions of passages (m,), ascending, at least one.
    """
    firsts, ends = offsets[candidates], offsets[candidates + 1]
    lengths = ends - firsts
    if 2 * lengths.sum() >= len(data):  # a product with all rows takes less than copying most of them
        best = np.maximum.reduceat(question @ data.T, offsets[:-1], axis=1)[:, candidates]
    else:
        rows = np.concatenate([data[start:end] for start, end in zip(firsts, ends, strict=True)])
        best = np.maximum.reduceat(question @ rows.T, np.cumsum(lengths) - lengths, axis=1)
    best = best.T
    return Similarities(by_token=best, mean=best.mean(axis=1, dtype=np.float64))


def normalised_lexical(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """BM25 scores (n,) divided by the best of them, in [0, 1]; all zero when no term was found."""
    best = scores.max(initial=0.0)
    return scores / best if best > 0 else np.zeros_like(scores)


def fused(lexical: NDArray[np.float64], token_similarity: NDArray[np.float64]) -> NDArray[np.float64]:
    """Convex mix of normalised BM25 in [0, 1] and MaxSim in [-1, 1] (below 0 counts as 0), in [0, 1]."""
    mix = LEXICAL_WEIGHT * lexical + (1 - LEXICAL_WEIGHT) * np.clip(token_similarity, 0.0, 1.0)
    return np.asarray(np.round(np.clip(mix, 0.0, 1.0), DECIMALS), dtype=np.float64)


def best_positions(scores: NDArray[np.float64], n: int) -> NDArray[np.int64]:
    """Positions of the `n` highest scores, earlier positions first among equals."""
    return np.argsort(-scores, kind="stable")[:n]

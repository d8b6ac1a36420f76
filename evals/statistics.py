"""How sure may one be of a mean, and of a difference? Values with their clusters go in, intervals and tests come out.

Cases about one fact succeed and fail together, so the fact, not the case, is what is resampled and what is flipped.
Every function is pure and seeded: the same values give the same result whatever their order.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 2_000
PERMUTATIONS = 10_000
EXACT_CLUSTERS = 12  # 4,096 sign patterns are fewer than the random ones
_TIE = 1e-12  # sums of the same numbers in another order differ by less


@dataclass(frozen=True, kw_only=True)
class Interval:
    """A mean with its interval; all None where there is nothing to average, the bounds where there is one cluster."""

    value: float | None
    low: float | None
    high: float | None
    n: int  # values averaged
    clusters: int


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """The same cases under two versions; `difference` is after minus before."""

    difference: Interval
    p_value: float | None  # sign-flip by cluster; None without pairs
    mcnemar_p: float | None  # exact; None unless all values are 0 or 1 and some pair differs
    newly_right: int  # pairs that rose
    newly_wrong: int  # pairs that fell
    smallest_change: float | None  # what this set would see at 80 % power; None if it could see none


def clustered_interval(
    values: Sequence[float | None],
    clusters: Sequence[str],
    *,
    confidence: float = 0.95,
    resamples: int = RESAMPLES,
    seed: int = 0,
    limits: tuple[float, float] = (0.0, 1.0),
) -> Interval:
    """The mean of the values that apply, with the percentile interval of a bootstrap over whole clusters.

    Davison and Hinkley, Bootstrap Methods and their Application, 1997, sections 3.8 and 5.3. Where every value stands
    at the same end of its scale a bootstrap has no width; the bounds are then those of Clopper and Pearson over the
    clusters, stretched to the scale.

    Args:
        values: one a case; None for a case to which the metric does not apply.
        clusters: the cluster of each case.
        confidence: level of the interval, in (0, 1).
        resamples: bootstrap samples.
        seed: of the random numbers.
        limits: least and greatest possible value.
    """
    totals, sizes = _cluster_sums(values, clusters)
    if not len(sizes):
        return Interval(value=None, low=None, high=None, n=0, clusters=0)
    n, count = int(sizes.sum()), len(sizes)
    mean = float(totals.sum() / n)
    low: float | None
    high: float | None
    if count == 1:
        low = high = None
    elif (end := _common_end(values, limits)) is not None:
        low, high = clopper_pearson(count * end, count, confidence=confidence)
        low, high = (limits[0] + share * (limits[1] - limits[0]) for share in (low, high))
    else:
        drawn = np.random.default_rng(seed).integers(0, count, size=(resamples, count))
        means = totals[drawn].sum(axis=1) / sizes[drawn].sum(axis=1)
        tail = (1 - confidence) / 2
        low, high = (float(bound) for bound in np.quantile(means, [tail, 1 - tail]))
    return Interval(value=mean, low=low, high=high, n=n, clusters=count)


def clopper_pearson(successes: int, trials: int, *, confidence: float = 0.95) -> tuple[float, float]:
    """The exact two-sided interval of a share, in [0, 1]; (0, 1) without trials, which tell nothing.

    Clopper and Pearson, The Use of Confidence or Fiducial Limits Illustrated in the Case of the Binomial,
    Biometrika 26, 1934.

    Raises:
        ValueError: unless 0 <= successes <= trials.
    """
    from scipy.stats import beta  # type: ignore[import-untyped]  # here because the import takes most of a second

    if not 0 <= successes <= trials:
        raise ValueError(f"successes must be between 0 and the {trials} trials, got {successes}.")
    tail = (1 - confidence) / 2
    low = float(beta.ppf(tail, successes, trials - successes + 1)) if successes else 0.0
    high = float(beta.ppf(1 - tail, successes + 1, trials - successes)) if successes < trials else 1.0
    return low, high


def clopper_pearson_upper(successes: int, trials: int, *, confidence: float = 0.95) -> float | None:
    """The exact one-sided upper bound of a share, in [0, 1]; None without trials."""
    if not trials:
        return None
    return clopper_pearson(successes, trials, confidence=2 * confidence - 1)[1]


def sign_flip_p(
    differences: Sequence[float], clusters: Sequence[str], *, permutations: int = PERMUTATIONS, seed: int = 0
) -> float | None:
    """Two-sided p of a mean difference of 0, the signs flipped cluster by cluster; None without differences.

    Exact while at most 12 clusters differ at all (flipping a sum of 0 changes nothing), else from seeded random flips,
    counting the observed one. Good, Permutation, Parametric, and Bootstrap Tests of Hypotheses, 2005, section 3.2;
    Phipson and Smyth, Permutation P-values Should Never Be Zero, 2010.
    """
    totals, sizes = _cluster_sums(differences, clusters)
    if not len(sizes):
        return None
    moved = totals[np.abs(totals) > _TIE]
    observed = abs(float(moved.sum())) - _TIE * max(1, len(moved))
    if len(moved) <= EXACT_CLUSTERS:
        patterns = np.arange(2 ** len(moved))[:, None] >> np.arange(len(moved)) & 1
        return float(np.mean(np.abs((1 - 2 * patterns) @ moved) >= observed))
    flips = np.random.default_rng(seed).integers(0, 2, size=(permutations, len(moved)), dtype=np.int8)
    as_far = int(np.count_nonzero(np.abs((1 - 2 * flips) @ moved) >= observed))
    return (as_far + 1) / (permutations + 1)


def mcnemar_exact(newly_wrong: int, newly_right: int) -> float | None:
    """Two-sided p that a changed case is as likely to fall as to rise; None where no case changed.

    McNemar, Psychometrika 12, 1947, with the binomial distribution in place of chi-square. It takes cases for
    independent: beside clusters of variants it is too sure.
    """
    changed = newly_wrong + newly_right
    if not changed:
        return None
    tail = sum(math.comb(changed, count) for count in range(min(newly_wrong, newly_right) + 1))
    return min(1.0, float(2 * tail / 2**changed))


def smallest_detectable_change(
    differences: Sequence[float], clusters: Sequence[str], *, power: float = 0.8, alpha: float = 0.05
) -> float | None:
    """The least true change of a share that the paired test would find with this power; None if it could find none.

    The greater of two: what stands out of the spread observed between clusters, (z of 1 - alpha / 2 + z of power) times
    the standard error (Bloom, Minimum Detectable Effects, Evaluation Review 19, 1995), and the least share of clusters
    to change in one direction so that the exact test can reach alpha at all. The second holds where nothing differed.
    """
    totals, sizes = _cluster_sums(differences, clusters)
    count = len(sizes)
    needed = math.floor(1 - math.log2(alpha)) + (not math.log2(alpha).is_integer())  # 2 * 0.5**needed <= alpha
    if count < max(2, needed):
        return None
    centred = totals - sizes * totals.sum() / sizes.sum()
    error: float = math.sqrt(float((centred**2).sum()) * count / (count - 1)) / float(sizes.sum())
    normal = NormalDist()
    spread = (normal.inv_cdf(1 - alpha / 2) + normal.inv_cdf(power)) * error
    return float(max(spread, _share_for(count, needed, power)))


def paired_comparison(
    before: Sequence[float | None],
    after: Sequence[float | None],
    clusters: Sequence[str],
    *,
    seed: int = 0,
    limits: tuple[float, float] = (0.0, 1.0),
) -> Comparison:
    """Two versions on the same cases, in the same order; pairs in which a value does not apply are left out.

    Args:
        before: one value a case.
        after: as many.
        clusters: the cluster of each case.
        seed: of the random numbers.
        limits: least and greatest possible value.
    """
    pairs = [
        (old, new, cluster)
        for old, new, cluster in zip(before, after, clusters, strict=True)
        if old is not None and new is not None
    ]
    differences = [new - old for old, new, _ in pairs]
    names = [cluster for _, _, cluster in pairs]
    risen, fallen = sum(d > 0 for d in differences), sum(d < 0 for d in differences)
    width = limits[1] - limits[0]
    binary = all(value in limits for old, new, _ in pairs for value in (old, new))
    return Comparison(
        difference=clustered_interval(differences, names, seed=seed, limits=(-width, width)),
        p_value=sign_flip_p(differences, names, seed=seed),
        mcnemar_p=mcnemar_exact(fallen, risen) if binary else None,
        newly_right=risen,
        newly_wrong=fallen,
        smallest_change=smallest_detectable_change(differences, names),
    )


def _cluster_sums(
    values: Sequence[float | None], clusters: Sequence[str]
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Sum and count of the values that apply, (clusters,) each, in the order of the clusters' names."""
    held: dict[str, list[float]] = {}
    for value, cluster in zip(values, clusters, strict=True):
        if value is not None:
            held.setdefault(cluster, []).append(value)
    names = sorted(held)
    totals = np.array([math.fsum(held[name]) for name in names], dtype=np.float64)
    return totals, np.array([len(held[name]) for name in names], dtype=np.int64)


def _common_end(values: Sequence[float | None], limits: tuple[float, float]) -> int | None:
    """0 or 1 if every value that applies is the least or the greatest possible, else None."""
    found = {value for value in values if value is not None}
    return next((end for end, limit in enumerate(limits) if found == {limit}), None)


def _share_for(count: int, needed: int, power: float) -> float:
    """The share p at which a binomial of `count` trials reaches `needed` with the given power."""
    low, high = 0.0, 1.0
    for _ in range(60):
        share = (low + high) / 2
        below = math.fsum(
            math.comb(count, hits) * share**hits * (1 - share) ** (count - hits) for hits in range(needed)
        )
        low, high = (share, high) if 1 - below < power else (low, share)
    return high

"""The statistics: by hand, against another implementation, and with the error rate that they promise."""

from __future__ import annotations

import math
from itertools import product

import numpy as np
import pytest
from scipy.stats import binomtest

from evals.statistics import (
    Interval,
    clopper_pearson,
    clopper_pearson_upper,
    clustered_interval,
    mcnemar_exact,
    paired_comparison,
    sign_flip_p,
    smallest_detectable_change,
)

NOTHING = Interval(value=None, low=None, high=None, n=0, clusters=0)


def shared_values(repeat: int, clusters: int, size: int) -> tuple[list[float], list[str]]:
    """Differences with mean 0 in truth, alike inside a cluster."""
    dice = np.random.default_rng(repeat)
    shared = np.repeat(dice.normal(size=clusters), size)
    noise = dice.normal(scale=0.5, size=clusters * size)
    return (shared + noise).tolist(), [f"c{i // size}" for i in range(clusters * size)]


@pytest.mark.parametrize(("successes", "trials"), [(0, 10), (3, 10), (10, 10), (1, 300), (287, 300)])
def test_clopper_pearson_agrees_with_scipy(successes: int, trials: int) -> None:
    theirs = binomtest(successes, trials).proportion_ci(0.95, method="exact")
    assert clopper_pearson(successes, trials) == pytest.approx((theirs.low, theirs.high), abs=1e-9)
    one_sided = binomtest(successes, trials, alternative="less").proportion_ci(0.95, method="exact").high
    assert clopper_pearson_upper(successes, trials) == pytest.approx(one_sided, abs=1e-9)


def test_no_trials_bound_nothing_and_more_successes_than_trials_are_refused() -> None:
    assert clopper_pearson(0, 0) == (0.0, 1.0)
    assert clopper_pearson_upper(0, 0) is None
    with pytest.raises(ValueError, match="between 0 and the 3 trials, got 4"):
        clopper_pearson(4, 3)


@pytest.mark.parametrize(("wrong", "right"), [(1, 0), (0, 6), (3, 3), (2, 9), (40, 61)])
def test_mcnemar_agrees_with_the_binomial_test(wrong: int, right: int) -> None:
    assert mcnemar_exact(wrong, right) == pytest.approx(binomtest(wrong, wrong + right).pvalue, abs=1e-9)


def test_mcnemar_without_a_changed_case_does_not_apply() -> None:
    assert mcnemar_exact(0, 0) is None


def test_the_exact_sign_flip_counts_every_pattern() -> None:
    differences = [1.0, 2.0, -0.5, 3.0]
    patterns = [sum(s * d for s, d in zip(signs, differences, strict=True)) for signs in product((1, -1), repeat=4)]
    by_hand = sum(abs(total) >= 5.5 for total in patterns) / 16
    assert sign_flip_p(differences, ["a", "b", "c", "d"]) == pytest.approx(by_hand, abs=1e-12)
    assert by_hand == 0.25


def test_cases_of_one_cluster_flip_together() -> None:
    assert sign_flip_p([1.0] * 6, list("abcdef")) == pytest.approx(2 / 64)
    assert sign_flip_p([1.0] * 6, ["a"] * 6) == 1.0


def test_clusters_without_a_difference_do_not_make_the_test_inexact() -> None:
    differences = [1.0] * 6 + [0.0] * 40
    assert sign_flip_p(differences, [f"c{i}" for i in range(46)]) == pytest.approx(2 / 64)


def test_random_flips_come_near_the_exact_test() -> None:
    differences, names = [1.0] * 10 + [-1.0] * 4, [f"c{i}" for i in range(14)]
    assert sign_flip_p(differences, names) == pytest.approx(binomtest(4, 14).pvalue, abs=0.02)


def test_a_true_null_in_clusters_is_rejected_as_often_as_promised_and_far_more_if_clusters_are_ignored() -> None:
    repeats = 300
    clustered = naive = 0
    for repeat in range(repeats):
        differences, names = shared_values(repeat, clusters=10, size=5)
        clustered += (sign_flip_p(differences, names) or 0) <= 0.05
        alone = [f"case {i}" for i in range(len(differences))]
        naive += (sign_flip_p(differences, alone, permutations=500) or 0) <= 0.05
    assert 0.02 <= clustered / repeats <= 0.085  # 0.05 with three standard errors of 300 repeats
    assert naive / repeats >= 0.2


def test_the_clustered_interval_holds_the_truth_about_as_often_as_promised() -> None:
    held = 0
    for repeat in range(200):
        values, names = shared_values(repeat, clusters=40, size=3)
        interval = clustered_interval(values, names, limits=(-10.0, 10.0), resamples=500)
        held += interval.low is not None and interval.high is not None and interval.low <= 0 <= interval.high
    assert 0.88 <= held / 200 <= 0.99


def test_an_interval_is_wider_where_the_same_values_come_in_clusters() -> None:
    values = [float(i % 2) for i in range(20) for _ in range(5)]
    clustered = clustered_interval(values, [f"c{i // 5}" for i in range(100)])
    alone = clustered_interval(values, [f"c{i}" for i in range(100)])
    assert clustered.value == alone.value == 0.5
    assert clustered.low is not None and alone.low is not None and clustered.low < alone.low - 0.05
    assert (clustered.n, clustered.clusters) == (100, 20)


def test_an_interval_does_not_depend_on_the_order_of_the_cases() -> None:
    values, names = shared_values(7, clusters=15, size=4)
    turned = list(range(60))[::-1]
    backwards = clustered_interval([values[i] for i in turned], [names[i] for i in turned], limits=(-10.0, 10.0))
    assert backwards == clustered_interval(values, names, limits=(-10.0, 10.0))


def test_values_that_do_not_apply_are_left_out_and_nothing_left_gives_none() -> None:
    assert clustered_interval([], []) == NOTHING
    assert clustered_interval([None, None], ["a", "b"]) == NOTHING
    interval = clustered_interval([1.0, None, 0.0, 1.0, 1.0], ["a", "a", "b", "c", "c"])
    assert (interval.value, interval.n, interval.clusters) == (0.75, 4, 3)


def test_one_cluster_has_a_mean_and_no_interval() -> None:
    assert clustered_interval([1.0, 0.0], ["a", "a"]) == Interval(value=0.5, low=None, high=None, n=2, clusters=1)


def test_all_right_is_not_certainty_but_the_exact_bound_over_the_clusters() -> None:
    names = [f"c{i // 3}" for i in range(60)]
    low, _ = clopper_pearson(20, 20)
    assert clustered_interval([1.0] * 60, names).low == pytest.approx(low, abs=1e-12)
    truth = clustered_interval([1.0] * 60, names, limits=(-1.0, 1.0))
    assert (truth.low, truth.high) == (pytest.approx(2 * low - 1, abs=1e-12), 1.0)
    assert clustered_interval([0.0] * 60, names).high == pytest.approx(1 - low, abs=1e-12)


def test_six_clusters_are_the_fewest_in_which_a_change_can_be_seen() -> None:
    assert smallest_detectable_change([0.0] * 5, list("abcde")) is None
    # Six of six must change for p to be 2 / 64, so each with a chance whose sixth power is the wanted 80 %.
    assert smallest_detectable_change([0.0] * 6, list("abcdef")) == pytest.approx(0.8 ** (1 / 6), abs=1e-9)


def test_a_change_of_the_stated_size_is_found_in_four_of_five_sets() -> None:
    clusters = [f"c{i}" for i in range(100)]
    stated = smallest_detectable_change([0.0] * 100, clusters)
    assert stated is not None
    changed = np.random.default_rng(1).random((1000, 100)) < stated
    found = np.mean([(mcnemar_exact(0, int(row.sum())) or 1) <= 0.05 for row in changed])
    assert found == pytest.approx(0.8, abs=0.04)


def test_noise_between_clusters_raises_the_smallest_detectable_change() -> None:
    clusters = [f"c{i}" for i in range(100)]
    noisy = smallest_detectable_change([float((-1) ** i) for i in range(100)], clusters)
    by_hand = (1.959963984540054 + 0.8416212335729143) * math.sqrt(100 / 99) / 10  # variance 100/99, 100 clusters
    assert noisy == pytest.approx(by_hand, abs=1e-9)


def test_a_comparison_counts_what_broke_and_what_was_fixed() -> None:
    before, after = [1.0, 1.0, 0.0, None, 1.0], [0.0, 1.0, 1.0, 1.0, 0.0]
    compared = paired_comparison(before, after, list("abcde"))
    assert (compared.newly_wrong, compared.newly_right) == (2, 1)
    assert compared.difference.value == pytest.approx(-0.25)
    assert compared.difference.n == 4
    assert compared.mcnemar_p == pytest.approx(1.0)
    assert compared.p_value == pytest.approx(1.0)


def test_two_equal_versions_show_no_difference_beside_the_least_that_could_be_seen() -> None:
    values, clusters = [1.0] * 50, [f"c{i}" for i in range(50)]
    compared = paired_comparison(values, values, clusters)
    assert (compared.difference.value, compared.p_value, compared.mcnemar_p) == (0.0, 1.0, None)
    assert compared.smallest_change == pytest.approx(0.155, abs=0.01)


def test_a_comparison_of_scores_that_are_no_shares_has_no_mcnemar_test() -> None:
    compared = paired_comparison([0.25, 1.0], [0.5, 1.0], ["a", "b"])
    assert compared.mcnemar_p is None
    assert compared.p_value == 1.0


def test_a_comparison_without_pairs_has_no_result() -> None:
    compared = paired_comparison([None], [1.0], ["a"])
    assert compared.difference == NOTHING
    assert (compared.p_value, compared.mcnemar_p, compared.smallest_change) == (None, None, None)

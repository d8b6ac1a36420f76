"""Terms, BM25 and idf: names and figures survive, grammar does not count, scores repeat."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.errors import DamagedIndexError
from index.lexical import K1, B, LexicalIndex, fold, terms

TEXTS = [
    "A beginner earns ₹4–8 LPA",
    "K-Means clustering in C++",
    "The language R",
    "Node.js and .NET services in C#",
    "Pay of $150,000 for 5+ years, 1% bonus",
    "the hive and the bees",
]


@pytest.fixture(scope="module")
def index() -> LexicalIndex:
    return LexicalIndex.build(TEXTS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("R", "r"),
        ("C++", "c++"),
        ("c#", "c#"),
        (".NET", ".net"),
        ("Node.js", "node.js"),
        ("K-Means", "k-means"),
        ("₹4–8", "₹4-8"),
        ("$150,000", "$150000"),
        ("5+", "5+"),
        ("1%", "1%"),
        ("R&D", "r&d"),
        ("8LPA", "lpa"),
        ("हिन्दी", "हिन्दी"),
    ],
)
def test_a_name_or_figure_is_one_term(text: str, expected: str) -> None:
    assert expected in terms(text)


def test_compounds_and_figures_also_give_their_parts() -> None:
    assert terms("K-Means") == ["k-means", "k", "mean"]
    assert terms("₹4–8") == ["₹4-8", "4-8", "4", "8"]


def test_initials_are_one_word_with_or_without_points() -> None:
    assert "btech" in terms("B.Tech. and M.Tech.")
    assert "phd" in terms("a Ph.D.")
    assert "nodejs" not in terms("Node.js")


def test_dashes_quotes_width_and_case_do_not_matter() -> None:
    assert terms("Ｋ‑MEANS don’t 4—8") == terms("k-means don't 4-8")


def test_folding_keeps_case() -> None:
    assert fold("Ａ–b’") == "A-b'"


def test_a_full_stop_is_no_part_of_a_term() -> None:
    assert terms("Use Node.js. Then go.") == ["use", "node.js", "node", "js", "then", "go"]


def test_words_are_stemmed() -> None:
    assert terms("earning earns earned") == ["earn", "earn", "earn"]


def test_grammar_is_dropped_from_questions_and_meaning_words_are_kept() -> None:
    assert terms("what is the pay without a degree", keep_stop_words=False) == ["pay", "without", "degre"]


def test_a_name_in_capitals_is_no_stop_word() -> None:
    assert terms("can I leave IT", keep_stop_words=False) == ["leav", "it"]
    assert terms("CAN I LEAVE IT", keep_stop_words=False) == ["leav"]


@pytest.mark.parametrize(
    ("question", "position"),
    [("4-8 lpa", 0), ("k means", 1), ("c++", 1), ("R?", 2), (".net", 3), ("nodejs or node js", 3), ("150000", 4)],
)
def test_the_passage_with_the_asked_name_scores_best(index: LexicalIndex, question: str, position: int) -> None:
    assert int(index.scores(question).argmax()) == position


def test_scores_are_those_of_the_formula(index: LexicalIndex) -> None:
    lengths = [len(terms(text)) for text in TEXTS]
    idf = math.log(1 + (len(TEXTS) - 1 + 0.5) / (1 + 0.5))
    expected = idf / (1 + K1 * (1 - B + B * lengths[0] / (sum(lengths) / len(lengths))))
    assert index.scores("beginner")[0] == pytest.approx(expected, abs=1e-12)


def test_a_repeated_question_word_counts_once(index: LexicalIndex) -> None:
    assert np.array_equal(index.scores("hive hive hives"), index.scores("hive"))


def test_unknown_words_and_empty_questions_score_nothing(index: LexicalIndex) -> None:
    assert not index.scores("zebra").any()
    assert not index.scores("").any()


def test_stop_words_count_when_there_is_nothing_else(index: LexicalIndex) -> None:
    assert int(index.scores("the").argmax()) == 5


def test_idf_is_highest_for_unseen_words_and_lowest_for_common_ones(index: LexicalIndex) -> None:
    assert index.idf("zebra") > index.idf("hive") > index.idf("in") > 0
    assert index.idf("?") == 0


def test_the_places_of_a_term_are_the_passages_that_hold_it(index: LexicalIndex) -> None:
    assert [place for place, text in enumerate(TEXTS) if "hive" in terms(text)] == sorted(index.places_of("hive"))
    assert index.places_of("zebra").tolist() == []


def test_a_passage_without_terms_is_allowed() -> None:
    assert LexicalIndex.build(["hive", "…"]).scores("hive").tolist()[1] == 0


def test_a_saved_index_gives_the_same_scores(index: LexicalIndex, tmp_path: Path) -> None:
    index.save(tmp_path / "lexical")
    loaded = LexicalIndex.load(tmp_path / "lexical", passages=len(TEXTS))
    assert np.array_equal(loaded.scores("pay in c++ for a beginner"), index.scores("pay in c++ for a beginner"))


def test_a_saved_index_of_other_passages_is_refused(index: LexicalIndex, tmp_path: Path) -> None:
    index.save(tmp_path)
    with pytest.raises(DamagedIndexError, match="6 passages instead of 7"):
        LexicalIndex.load(tmp_path, passages=7)


def test_eight_threads_get_the_same_stems_and_scores(index: LexicalIndex) -> None:
    questions = [f"earning hives clustering services beginners languages {number}" for number in range(400)]
    alone = [(terms(question), index.scores(question).tolist()) for question in questions]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda question: (terms(question), index.scores(question).tolist()), questions))
    assert together == alone

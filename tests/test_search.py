"""Search: the right passages first, every score in its range and equal to its definition, the same every time."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from index_sample import sample_index, sample_root
from numpy.typing import NDArray

import index.search
from index.embed import unit_rows
from index.found import SearchResult
from index.fuse import LEXICAL_WEIGHT, best_positions, fused, max_similarities, normalised_lexical

QUESTIONS = [
    "what does a beginner earn",
    "Is venom dangerous?",
    "which software",
    "when do swarms leave",
    "master 5+ years income",
    "zebra crossing",
]


def facts(result: SearchResult) -> list[tuple[str, float, tuple[float, ...]]]:
    return [(scored.passage.id, scored.score, scored.word_similarities) for scored in result.passages]


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("what does a beginner earn", "₹40–60 thousand"),
        ("income with 5+ years", "₹6–9 lakh"),
        ("do I need land", "neighbour's field"),
        ("C++", "HiveLog"),
        ("why do swarms leave", "too little room"),
        ("how long does step 1 take", "3–5 weeks"),
    ],
)
def test_the_fact_is_among_the_three_best(question: str, fact: str) -> None:
    found = sample_index().search(question, top=3).passages
    assert any(fact in scored.passage.text for scored in found)


@pytest.mark.parametrize("question", QUESTIONS)
def test_scores_are_in_range_and_in_order(question: str) -> None:
    result = sample_index().search(question, top=1000)
    assert len(result.passages) == len(sample_index().passages)
    assert [scored.rank for scored in result.passages] == list(range(1, len(result.passages) + 1))
    keys = [(-scored.score, scored.passage.id) for scored in result.passages]
    assert keys == sorted(keys)
    for scored in result.passages:
        assert 0 <= scored.score <= 1
        assert 0 <= scored.lexical <= 1
        assert -1.0001 <= scored.token_similarity <= 1.0001
        assert -1.0001 <= scored.cosine <= 1.0001
        assert len(scored.word_similarities) == len(result.words)


def test_the_fused_score_is_the_convex_mix_of_its_channels() -> None:
    for scored in sample_index().search("what does a beginner earn").passages:
        mix = LEXICAL_WEIGHT * scored.lexical + (1 - LEXICAL_WEIGHT) * max(scored.token_similarity, 0)
        assert scored.score == pytest.approx(mix, abs=1e-6)


def test_word_similarities_average_to_the_token_similarity_when_words_are_whole() -> None:
    result = sample_index().search("honey hive field")
    for scored in result.passages:
        assert np.mean(scored.word_similarities) == pytest.approx(scored.token_similarity, abs=1e-5)


def test_the_guides_own_words_are_fully_similar() -> None:
    scored = sample_index().search("Is bee venom dangerous?", top=1).passages[0]
    assert "venom" in scored.passage.text
    assert min(scored.word_similarities) > 0.6


def test_searching_twice_gives_equal_results() -> None:
    for question in QUESTIONS:
        assert facts(sample_index().search(question)) == facts(sample_index().search(question))


def test_eight_threads_get_the_results_of_one() -> None:
    questions = [f"{question} {number}" for number in range(10) for question in QUESTIONS]
    alone = [facts(sample_index().search(question)) for question in questions]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda question: facts(sample_index().search(question)), questions))
    assert together == alone


@pytest.mark.parametrize("question", ["", "  ", "?!", "🙂🙂"])
def test_a_question_without_words_finds_nothing(question: str) -> None:
    result = sample_index().search(question)
    assert result.words == ()
    assert result.passages == ()


@pytest.mark.parametrize("question", ["क्या मुझे ज़मीन चाहिए?", "x" * 5000, "hive " * 3000, "\0\n\t a", "don’t"])
def test_odd_questions_are_searched_like_any_other(question: str) -> None:
    assert len(sample_index().search(question, top=3).passages) == 3


def test_top_must_be_at_least_one() -> None:
    with pytest.raises(ValueError, match="at least 1, got 0"):
        sample_index().search("hive", top=0)


def test_fewer_than_top_are_the_first_of_more() -> None:
    assert facts(sample_index().search("hive", top=3)) == facts(sample_index().search("hive", top=9))[:3]


def test_candidates_are_scored_exactly_like_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = {scored.passage.id: scored for scored in sample_index().search("honey for land", top=1000).passages}
    monkeypatch.setattr(index.search, "EXACT_TOKENS", 0)
    monkeypatch.setattr(index.search, "CANDIDATES", 4)
    some = sample_index().search("honey for land", top=4).passages
    assert len(some) == 4
    for scored in some:
        assert scored.score == pytest.approx(whole[scored.passage.id].score, abs=2e-6)
        assert scored.cosine == whole[scored.passage.id].cosine
    assert some[0].passage.id == next(iter(whole))


def test_chroma_finds_the_candidates_that_the_exact_search_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.search, "EXACT_TOKENS", 0)
    exact = facts(sample_index().search("honey for land", top=4))
    monkeypatch.setattr(index.search, "EXACT_PASSAGES", 0)
    assert facts(sample_index().search("honey for land", top=4)) == exact


@pytest.mark.parametrize(
    ("word", "known"),
    [("swarms", True), ("C++", True), ("hive-queens", True), ("hive-zebra", False), ("zebra", False), ("?", False)],
)
def test_words_are_known_by_stem_and_compounds_by_their_parts(word: str, known: bool) -> None:
    (guide,) = sample_index().guides
    assert sample_index().knows(word, guide) is known


def test_idf_and_guides_of_terms_come_from_the_guides() -> None:
    opened = sample_index()
    assert opened.guides_with("swarm") == opened.guides.keys()
    assert opened.guides_with("zebra") == frozenset()
    assert opened.idf("zebra") > opened.idf("allergy") > opened.idf("venom")


def test_passages_are_slices_of_their_guides_in_reading_order() -> None:
    opened = sample_index()
    for passage_id, passage in opened.passages.items():
        assert passage.id == passage_id
        assert opened.guides[passage.guide].text[passage.start : passage.end] == passage.text


def random_units(rng: np.random.Generator, rows: int) -> NDArray[np.float32]:
    return unit_rows(rng.standard_normal((rows, 16)).astype(np.float32))


def test_max_similarity_is_that_of_two_plain_loops() -> None:
    rng = np.random.default_rng(3)
    lengths = [1, 5, 2, 9, 3]
    parts = [random_units(rng, length) for length in lengths]
    offsets = np.concatenate([[0], np.cumsum(lengths)])
    question = random_units(rng, 4)
    for candidates in (np.arange(5), np.array([1, 3]), np.array([4])):
        found = max_similarities(question, np.concatenate(parts), offsets, candidates)
        for row, position in enumerate(candidates):
            expected = [max(float(token @ word) for token in parts[position]) for word in question]
            assert found.by_token[row] == pytest.approx(np.asarray(expected), abs=1e-6)
            assert found.mean[row] == pytest.approx(np.mean(expected), abs=1e-6)


def test_lexical_scores_are_divided_by_the_best() -> None:
    assert normalised_lexical(np.array([2.0, 4.0, 0.0])).tolist() == [0.5, 1.0, 0.0]
    assert normalised_lexical(np.zeros(2)).tolist() == [0.0, 0.0]


def test_a_negative_similarity_counts_as_none() -> None:
    assert fused(np.array([1.0, 0.0]), np.array([-0.5, 1.0])).tolist() == [LEXICAL_WEIGHT, 1 - LEXICAL_WEIGHT]


def test_equal_scores_keep_their_order() -> None:
    assert best_positions(np.array([0.5, 1.0, 0.5, 1.0]), 3).tolist() == [1, 3, 0]


def test_opening_and_searching_loads_neither_torch_nor_sentence_transformers() -> None:
    sample_index()
    root = sample_root()
    code = (
        "import sys; from pathlib import Path; from index.build import open_index\n"
        f"with open_index(Path({str(root / 'guides')!r}), Path({str(root / 'indexes')!r})) as index:\n"
        "    index.search('honey', top=1)\n"
        "assert not {'torch', 'sentence_transformers', 'transformers'} & sys.modules.keys()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(__file__).parent.parent, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_importing_loads_nothing_heavy() -> None:
    code = (
        "import sys, index.build, index.search\n"
        "heavy = {'torch', 'onnxruntime', 'chromadb', 'bm25s', 'scipy', 'Stemmer', 'tokenizers', 'filelock'}\n"
        "assert not heavy & sys.modules.keys(), heavy & sys.modules.keys()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(__file__).parent.parent, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr

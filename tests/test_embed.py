"""Vectors: sentence-transformers and ONNX Runtime agree, words are the question's own, altered weights are refused."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from index_sample import sample_index, sample_root

from index.embed import MAX_TOKENS, Embedder, unit_rows
from index.errors import EmbeddingModelError
from index.weights import PACKAGE_FILES, EmbeddingModel, check_model_files, find_embedding_model

TEXTS = [
    "hive",
    "What does a beginner earn?",
    "₹4–8 LPA, C++ and naïve 日本語 हिन्दी 🙂 K-Means",
    "a swarm leaves the hive " * 6,
    "a swarm leaves the hive " * 30,
    "a swarm leaves the hive " * 200,  # longer than the model reads
]


@pytest.fixture(scope="module")
def single() -> Embedder:
    return Embedder(sample_root() / "indexes" / "models" / sample_index().manifest.model)


@pytest.fixture(scope="module")
def reference() -> Any:
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(find_embedding_model().folder), device="cpu", local_files_only=True)


def test_the_sentence_vector_is_that_of_sentence_transformers(single: Embedder, reference: Any) -> None:
    together = single.embed_sentences(TEXTS)  # all but the longest are padded
    for text, padded in zip(TEXTS, together, strict=True):
        expected = reference.encode(text, show_progress_bar=False)
        assert np.abs(expected - single.embed(text).sentence).max() < 1e-4
        assert np.abs(expected - padded).max() < 1e-4


def test_the_token_vectors_are_those_of_sentence_transformers(single: Embedder, reference: Any) -> None:
    for text, passage in zip(TEXTS, single.embed_passages(TEXTS), strict=True):
        expected = reference.encode(text, output_value="token_embeddings", show_progress_bar=False).numpy()
        assert np.abs(unit_rows(expected)[1:-1] - passage.tokens).max() < 1e-4
        assert np.abs(single.embed(text).sentence - passage.sentence).max() < 1e-4


def test_texts_come_back_in_the_order_given(single: Embedder) -> None:
    texts = [f"a swarm of bees number {number} " + "leaves the hive " * (number % 7) for number in range(600)]
    vectors = list(single.embed_sentences(texts))
    for number in (0, 17, 511, 512, 599):
        assert np.abs(single.embed(texts[number]).sentence - vectors[number]).max() < 1e-4


def test_all_vectors_have_length_one(single: Embedder) -> None:
    embedded = single.embed("What does a beginner earn?")
    assert np.linalg.norm(embedded.tokens, axis=1) == pytest.approx(np.ones(len(embedded.tokens)), abs=1e-5)
    assert np.linalg.norm(embedded.sentence) == pytest.approx(1, abs=1e-5)


def test_words_are_slices_of_the_question_without_punctuation(single: Embedder) -> None:
    assert single.embed("Is  C++ (or Naïve-Bayes) ₹4–8?").words == ("Is", "C", "or", "Naïve", "Bayes", "₹4", "8")


def test_every_token_belongs_to_a_word(single: Embedder) -> None:
    embedded = single.embed("unbelievably swarmy, beekeeping!")
    assert len(embedded.tokens) == len(embedded.word_of_token)
    assert sorted(set(embedded.word_of_token.tolist())) == [0, 1, 2]
    assert len(embedded.tokens) > len(embedded.words)  # at least one word is made of pieces


@pytest.mark.parametrize("question", ["", "   ", "?!", "🙂"])
def test_a_question_without_words_has_none(single: Embedder, question: str) -> None:
    assert single.embed(question).words == ()


def test_long_questions_are_cut(single: Embedder) -> None:
    assert len(single.embed("hive " * 1000).words) == MAX_TOKENS - 2


def test_threads_get_the_same_vectors(single: Embedder) -> None:
    questions = [f"hive number {number}" for number in range(64)]
    alone = [single.embed(question).sentence for question in questions]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda question: single.embed(question).sentence, questions))
    assert np.abs(np.asarray(alone) - np.asarray(together)).max() < 1e-6


def test_the_packaged_files_are_the_tested_ones() -> None:
    model = find_embedding_model()
    check_model_files(model)
    assert model.files["model.safetensors"] == "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def test_a_missing_or_altered_file_is_named(tmp_path: Path) -> None:
    packaged = find_embedding_model()
    copy = tmp_path / "model"
    copy.mkdir()
    (copy / "1_Pooling").mkdir()
    for name in PACKAGE_FILES:
        shutil.copyfile(packaged.folder / name, copy / name)
    model = EmbeddingModel(name="copy", folder=copy, files=PACKAGE_FILES)
    check_model_files(model)
    (copy / "vocab.txt").write_text("bee\n")
    with pytest.raises(EmbeddingModelError, match=r"vocab\.txt has sha256"):
        check_model_files(model)
    (copy / "vocab.txt").unlink()
    with pytest.raises(EmbeddingModelError, match=r"vocab\.txt is missing"):
        check_model_files(model)


def test_another_model_is_found_by_folder_and_hashed_by_content(tmp_path: Path) -> None:
    for name in ("modules.json", "tokenizer.json", "config.json"):
        (tmp_path / name).write_text("{}")
    before = find_embedding_model(str(tmp_path)).digest
    (tmp_path / "config.json").write_text('{"a": 1}')
    assert find_embedding_model(str(tmp_path)).digest != before


def test_another_model_is_found_by_name_in_the_local_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    entry = tmp_path / "models--sentence-transformers--tiny"
    folder = entry / "snapshots" / "abc"
    folder.mkdir(parents=True)
    (entry / "refs").mkdir()
    (entry / "refs" / "main").write_text("abc")
    for name in ("modules.json", "tokenizer.json"):
        (folder / name).write_text("{}")
    assert find_embedding_model("tiny").folder == folder.resolve()


def test_an_unknown_model_is_an_error_and_not_a_download(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    with pytest.raises(EmbeddingModelError, match="nothing is downloaded"):
        find_embedding_model("nobody/no-such-model")


def test_a_folder_that_is_no_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingModelError, match=r"modules\.json or tokenizer\.json"):
        find_embedding_model(str(tmp_path))


def test_the_model_knows_common_words_whole() -> None:
    assert sample_index().in_model_vocabulary("Honey")
    assert not sample_index().in_model_vocabulary("hunney")

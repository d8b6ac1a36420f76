"""The small reader: what it makes of passages, and what it refuses to open."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import REPOSITORY

from index.errors import EmbeddingModelError
from index.reader import FACTS_FILE, FOLDER, MODEL_FILE, PassageReader, Reading, reader_facts
from index.weights import file_sha256

QUESTION = "How much does a beekeeper earn in the first year?"
ANSWERING = "Earnings: In the first year a beekeeper earns between 40 and 60 thousand rupees."
NOT_ANSWERING = "Earnings: A smoker, a hive tool and a light suit are what most people buy first."
PASSAGES = [
    ANSWERING,
    NOT_ANSWERING,
    "Step 1: Read about swarming before the first summer. Swarms leave when the queen has too little room.",
    "Do I need land of my own? No. Many keepers place hives on a neighbour's field and pay with honey.",
    "Time: 3–5 weeks",
    "Level: Grower (2–4 years); Yearly income: ₹1.5–3 lakh",
]


@pytest.fixture(scope="module")
def reader() -> PassageReader:
    return PassageReader()


def assert_alike(one: Reading, other: Reading) -> None:
    assert one.answers == pytest.approx(other.answers, abs=1e-3)
    assert (one.start, one.end) == (other.start, other.end)


def test_the_passage_that_answers_is_above_one_that_does_not(reader: PassageReader) -> None:
    answering, other = reader.read(QUESTION, [ANSWERING, NOT_ANSWERING])

    assert answering.answers > 0.5 > other.answers


def test_the_words_that_answer_are_found(reader: PassageReader) -> None:
    reading = reader.read(QUESTION, [ANSWERING])[0]

    assert "40 and 60 thousand" in ANSWERING[reading.start : reading.end]


def test_neither_order_nor_company_changes_a_reading(reader: PassageReader) -> None:
    alone = [reader.read(QUESTION, [passage])[0] for passage in PASSAGES]
    many = reader.read(QUESTION, PASSAGES * 3)  # more than one forward pass, padded otherwise
    backwards = reader.read(QUESTION, PASSAGES[::-1])

    for place, reading in enumerate(alone):
        assert_alike(many[place], reading)
        assert_alike(many[place + len(PASSAGES)], reading)
        assert_alike(backwards[-1 - place], reading)


@pytest.mark.parametrize("question", ["", "   ", "?", "why " * 3000, "what is 🐝 worth", "a\u0000b"], ids=range(6))
@pytest.mark.parametrize("passage", ["", " ", ANSWERING, ANSWERING * 200, "🐝" * 400], ids=range(5))
def test_any_question_and_passage_is_read_and_its_span_lies_inside(
    reader: PassageReader, question: str, passage: str
) -> None:
    reading = reader.read(question, [passage])[0]

    assert 0.0 <= reading.answers <= 1.0
    assert 0 <= reading.start <= reading.end <= len(passage)


def test_no_passages_give_no_readings(reader: PassageReader) -> None:
    assert reader.read(QUESTION, []) == []


def copied(folder: Path) -> Path:
    shutil.copytree(FOLDER, folder)
    return folder


def alter_weights(folder: Path) -> None:
    weights = bytearray((folder / MODEL_FILE).read_bytes())
    weights[len(weights) // 2] ^= 1
    (folder / MODEL_FILE).write_bytes(weights)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (alter_weights, "has changed since it was released"),
        (lambda folder: (folder / MODEL_FILE).unlink(), "cannot be read"),
        (lambda folder: (folder / FACTS_FILE).unlink(), "cannot be read"),
        (lambda folder: (folder / FACTS_FILE).write_text("{", encoding="utf-8"), "cannot be read"),
    ],
    ids=["altered weights", "no weights", "no facts", "facts that are no JSON"],
)
def test_a_spoilt_reader_is_refused_with_the_remedy(tmp_path: Path, spoil: Callable[[Path], None], said: str) -> None:
    folder = copied(tmp_path / "reader")
    spoil(folder)

    with pytest.raises(EmbeddingModelError, match=said) as refused:
        PassageReader(folder)

    assert str(folder) in str(refused.value)
    assert "Install again" in str(refused.value)


def test_the_shipped_facts_name_the_guides_that_were_read() -> None:
    facts = reader_facts()

    assert facts["sha256"] == file_sha256(FOLDER / MODEL_FILE)
    assert set(facts["trained_on"]) <= {path.name for path in (REPOSITORY / "evals" / "data" / "practice").iterdir()}

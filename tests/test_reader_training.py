"""Training the small reader anew, a few steps of it: its examples, its recipe, and what the command refuses."""

from __future__ import annotations

import json
import random
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import REPOSITORY
from typer.testing import CliRunner

from evals.__main__ import app as evals_app
from evals.calibrate import PRACTICE
from evals.errors import TrainingDataError
from evals.training.recipe import RECIPE, Recipe, Stage
from evals.training.squad import Example, read_paragraphs, sentence_spans, squad_examples
from index.reader import FOLDER, MODEL_FILE, PassageReader
from index.weights import file_sha256

if TYPE_CHECKING:
    from evals.training.network import ReaderNetwork

PARAGRAPHS = REPOSITORY / "tests" / "data" / "reader-paragraphs.jsonl"


def of_articles(held: bool) -> list[Example]:
    return squad_examples(read_paragraphs(PARAGRAPHS))[held]


def test_the_span_of_a_window_is_its_answer() -> None:
    paragraphs = read_paragraphs(PARAGRAPHS)
    answers = {answer for p in paragraphs for question in p["questions"] for answer in question["answers"]}
    found = [example for seed in range(5) for part in squad_examples(paragraphs, seed=seed) for example in part]

    assert {example.passage[example.start : example.end] for example in found if example.answers} == answers
    assert [example for example in found if not example.answers and example.start >= 0] == []


def test_the_same_seed_gives_the_same_examples_and_no_article_twice() -> None:
    paragraphs = read_paragraphs(PARAGRAPHS)
    train, held = squad_examples(paragraphs)
    known = {sentence: p["title"] for p in paragraphs for sentence in sentences_of(p["context"])}

    def titles(examples: list[Example]) -> set[str]:
        return {known[s] for example in examples for s in known if s in example.passage}

    assert squad_examples(paragraphs) == (train, held)
    assert len(titles(held)) == 4
    assert titles(train).isdisjoint(titles(held))


def sentences_of(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "cannot be read"),
        (b"\x1f\x8bnot really zipped", "cannot be read"),
        (b"\n\n", "hold no paragraph"),
        (b'{"set": "a"}\n', "line 1"),
        (PARAGRAPHS.read_bytes() + b"[]\n", "line 7"),
    ],
    ids=["missing", "broken gzip", "empty", "another form", "one bad line"],
)
def test_the_command_says_what_is_wrong_with_the_questions(tmp_path: Path, content: bytes | None, said: str) -> None:
    file = tmp_path / "questions.jsonl"
    if content is not None:
        file.write_bytes(content)

    done = CliRunner().invoke(evals_app, ["train-reader", "--squad", str(file), "--out", str(tmp_path / "out")])

    assert done.exit_code == 2
    assert said in done.stderr
    assert str(file) in done.stderr
    assert "docs/reader.md" in done.stderr
    assert not (tmp_path / "out").exists()


TINY = Recipe(
    stages=(
        Stage(name="SQuAD", epochs=2, rate=2e-4, head_rate=2e-3),
        Stage(
            name="practice",
            epochs=2,
            rate=1e-4,
            head_rate=1e-3,
            practice=("lighthouse",),
            shares=(("dev.yaml", 1.0), ("natural.yaml", 1.0)),
            squad_share=0.5,
            seeds=(1, 2),
            from_before=1,
        ),
    ),
    batch=4,
)
CASES = """
- {id: l1, question: "How long does step 1 take?", expect: answered, facts: [[3–5 weeks]], evidence: [3–5 weeks],
   fact_id: l1, source: "made up, 2026"}
- {id: l2, question: what does a head keeper earn, expect: answered, facts: [[₹9–14 LPA]],
   evidence: ["Head Keeper (7+ years)"], fact_id: l2, source: "made up, 2026"}
- {id: l3, question: "What does a keeper earn in Canada?", expect: declined, fact_id: l3, source: "made up, 2026"}
"""
NATURAL = """
- {id: n1, question: "I have six weeks off, is that enough for the first step?", expect: answered, facts: [[3–5 weeks]],
   evidence: [3–5 weeks], fact_id: n1, source: "made up, 2026"}
"""


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory, other_guides_dir: Path) -> Path:
    folder = tmp_path_factory.mktemp("practice")
    shutil.copytree(other_guides_dir, folder / "lighthouse")
    (folder / "lighthouse" / "dev.yaml").write_text(CASES, encoding="utf-8")
    (folder / "lighthouse" / "natural.yaml").write_text(NATURAL, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def network() -> ReaderNetwork:
    from evals.training.train import new_network  # here: imports torch

    return new_network()


def test_questions_hold_what_answers_and_what_search_finds_beside_it(practice: Path) -> None:
    from evals.training.pairs import practice_questions

    questions = practice_questions(practice / "lighthouse")

    step, keeper, canada = questions
    assert step.wordings == ("How long does step 1 take?",)
    assert {text[start:end] for question in (step, keeper) for text, start, end in question.answering} == {
        "3–5 weeks",
        "₹9–14 LPA",
    }
    assert not any("Step 1" in text and "3–5 weeks" in text for text in step.others)
    assert not canada.answering
    assert len(canada.others) > 8
    assert questions == practice_questions(practice / "lighthouse")


def test_a_question_is_shown_with_what_answers_first_and_mostly_its_nearest_misses() -> None:
    from evals.training.pairs import PracticeQuestion, shown

    others = tuple(f"miss {place}" for place in range(30))
    question = PracticeQuestion(wordings=("How many?",), answering=(("There are two.", 10, 13),), others=others)

    examples = shown(question, RECIPE, random.Random(0))

    assert [example.answers for example in examples] == [True] + [False] * 7
    assert examples[0].passage[examples[0].start : examples[0].end] == "two"
    assert sum(int(example.passage.split()[1]) < 8 for example in examples[1:]) == RECIPE.near


def test_a_practice_stage_mixes_its_questions_with_some_windows(practice: Path) -> None:
    from evals.training.network import new_tokenizer
    from evals.training.pairs import PracticeQuestion
    from evals.training.train import planned

    question = PracticeQuestion(wordings=("q",), answering=(), others=tuple("abcdefghijkl"))
    window = Example(question="a window", passage="A passage.", answers=False)
    stage = Stage(name="any", epochs=2, rate=1.0, head_rate=1.0, practice=("one",), squad_share=0.5)

    plan = planned(new_tokenizer(), [[window] * 100], [([question] * 9, 1.0), ([question] * 6, 0.5)], stage, RECIPE, 0)

    assert sum(batch.together == (8, 8, 8) for batch in plan) == 8
    assert sum(batch.together == () for batch in plan) == 4


def test_the_ranking_loss_is_small_where_what_answers_comes_first() -> None:
    import torch

    from evals.training.train import ranking_loss

    labels = torch.tensor([1.0, 0.0, 0.0, 0.0])
    first = ranking_loss(torch.tensor([5.0, 0.0, 0.0, 9.0]), labels, (3, 1))
    last = ranking_loss(torch.tensor([0.0, 5.0, 0.0, 9.0]), labels, (3, 1))

    assert 0.0 < float(first) < 0.1 < 3.0 < float(last)
    assert float(ranking_loss(torch.tensor([1.0]), torch.tensor([1.0]), (1,))) == 0.0


def test_the_rate_rises_to_its_height_and_falls_to_nothing() -> None:
    from evals.training.train import share_of_rate

    shares = [share_of_rate(step, 100, 0.06) for step in range(100)]

    assert shares.index(max(shares)) in (5, 6)
    assert shares[0] < 0.2
    assert 0.0 < shares[-1] < 0.02


def test_a_few_steps_lower_the_loss_and_the_exported_reader_agrees_with_the_network(
    network: ReaderNetwork, tmp_path: Path
) -> None:
    import torch

    from evals.training.export import export_onnx, write_facts
    from evals.training.network import batch_of, new_tokenizer, rows_of
    from evals.training.train import planned, train

    examples = of_articles(held=True) + of_articles(held=False)
    rows = rows_of(new_tokenizer(), examples)
    stage = replace(TINY.stages[0], epochs=4)

    losses = train(network, planned(new_tokenizer(), [examples] * 4, [], stage, TINY, 0), stage, recipe=TINY)

    third = len(losses) // 3
    assert sum(losses[-third:]) < 0.7 * sum(losses[:third])

    export_onnx(network, tmp_path)
    write_facts(tmp_path, squad=PARAGRAPHS, practice=PRACTICE)
    reader = PassageReader(tmp_path)
    read = [reader.read(example.question, [example.passage])[0].answers for example in examples]
    with torch.no_grad():
        batch = batch_of(rows)
        expected = torch.sigmoid(network.eval()(batch.ids, batch.mask, batch.types)[1]).tolist()
    assert max(abs(a - b) for a, b in zip(read, expected, strict=True)) < 0.12  # what int8 costs
    assert sum(abs(a - b) for a, b in zip(read, expected, strict=True)) / len(read) < 0.03


def test_the_whole_recipe_runs_on_a_small_sample(practice: Path, tmp_path: Path) -> None:
    from evals.training.export import write_facts
    from evals.training.train import trained_reader

    seen: dict[str, int] = {}
    paragraphs = read_paragraphs(PARAGRAPHS)

    network, measured = trained_reader(
        paragraphs,
        practice,
        recipe=TINY,
        on_progress=lambda stage, done, total: seen.update({stage: total - done}),
    )

    assert seen == dict.fromkeys(
        [
            "questions of lighthouse/dev.yaml",
            "questions of lighthouse/natural.yaml",
            "training on SQuAD",
            "training on practice",
        ],
        0,
    )
    assert 0.0 <= measured["spans_right"] <= 1.0
    assert not network.training

    shutil.copy(FOLDER / MODEL_FILE, tmp_path)
    facts = json.loads(
        write_facts(tmp_path, squad=PARAGRAPHS, practice=practice, recipe=TINY, measured=measured).read_text()
    )
    assert facts["sha256"] == file_sha256(FOLDER / MODEL_FILE)
    assert facts["trained_on"] == ["lighthouse"]
    assert set(facts["data"]) == {
        PARAGRAPHS.name,
        "lighthouse/lighthouse-keeper.md",
        "lighthouse/dev.yaml",
        "lighthouse/natural.yaml",
    }
    assert facts["recipe"]["stages"][1]["practice"] == ["lighthouse"]
    assert facts["recipe"]["tokens"] == 176
    assert "torch" in facts["libraries"]
    assert facts["held_out"]["auroc"] == pytest.approx(measured["auroc"], abs=1e-4)


def test_a_practice_guide_that_is_missing_is_named(tmp_path: Path) -> None:
    from evals.training.train import trained_reader

    with pytest.raises(TrainingDataError, match="actuary"):
        trained_reader(read_paragraphs(PARAGRAPHS), tmp_path)


def test_facts_are_not_written_for_weights_that_are_not_there(tmp_path: Path) -> None:
    from evals.training.export import write_facts

    with pytest.raises(TrainingDataError, match=MODEL_FILE):
        write_facts(tmp_path, squad=PARAGRAPHS, practice=PRACTICE)

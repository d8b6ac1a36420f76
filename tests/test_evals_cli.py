"""`python -m evals`: exit codes, the same bytes twice, a newcomer's table of questions, scoring without a model."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import REPOSITORY

REPEATABLE = ("predictions.jsonl", "verdicts.jsonl", "totals.json", "record.json")
# Chosen so that the second row is wrong: its reference holds a figure that the guide does not state.
CSV = (
    "question,reference answer\n"
    "How much does a head keeper earn in India?,About ₹9–14 LPA\n"
    "How long does step 1 take?,It takes 77 weeks\n"
    "What does a Harbour Pilot focus on?,Guiding ships into port\n"
    "Who won the cricket match?,\n"
)
MISSED = "How long does step 1 take?"
WITHOUT_MODEL = (
    "import sys; sys.modules.update(dict.fromkeys(('onnxruntime', 'chromadb', 'tokenizers')));"
    "from evals.__main__ import app; app(sys.argv[1:])"
)


def evals(*arguments: str | Path, code: str | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    start = [sys.executable, "-c", code] if code else [sys.executable, "-m", "evals"]
    return subprocess.run(
        [*start, *map(str, arguments)],
        cwd=REPOSITORY,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )


@pytest.fixture(scope="module")
def two_runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, str]:
    """The FAQ of the dev split, run twice, and what the first run printed."""
    folder = tmp_path_factory.mktemp("runs")
    done = [evals("run", "--split", "dev", "--only", "faq-six", "--out", folder / name) for name in ("one", "two")]
    assert [(each.returncode, each.stderr) for each in done] == [(0, ""), (0, "")]
    return folder / "one", folder / "two", done[0].stdout


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Questions of the test split, as a table."""
    file = tmp_path_factory.mktemp("cases") / "test-lighthouse.csv"
    file.write_text(CSV, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def table_run(table: Path, other_guides_dir: Path) -> tuple[Path, str]:
    """A run of the table over the invented guide, and what it printed."""
    folder = table.parent / "run"
    done = evals("run", "--cases", table, "--guides", other_guides_dir, "--out", folder)
    assert (done.returncode, done.stderr) == (0, "")
    return folder, done.stdout


def test_a_run_prints_a_table_of_its_groups(two_runs: tuple[Path, Path, str]) -> None:
    lines = two_runs[2].split("\n")

    assert any(line.startswith("group") and "right" in line and "truth score" in line for line in lines)
    assert any(line.startswith("dev faq-six") for line in lines)
    assert "gate" not in two_runs[2].split("misses")[0]  # a part of the cases is not held to the gate


def test_two_runs_are_the_same_to_the_byte(two_runs: tuple[Path, Path, str]) -> None:
    one, two, _ = two_runs

    assert [name for name in REPEATABLE if (one / name).read_bytes() != (two / name).read_bytes()] == []
    assert {file.name for file in one.iterdir()} == {*REPEATABLE, "timings.json"}


def test_two_equal_runs_compare_as_unchanged(two_runs: tuple[Path, Path, str]) -> None:
    done = evals("compare", two_runs[0], two_runs[1])

    assert done.returncode == 0
    assert "3 cases in both" in done.stdout
    assert "Newly broken: 0" in done.stdout


def test_a_case_is_explained(two_runs: tuple[Path, Path, str]) -> None:
    case = "d2-faq-python-enough-1"

    done = evals("explain", two_runs[0], case)

    assert done.returncode == 0
    assert case in done.stdout
    assert "Is Python enough" in done.stdout


def test_a_table_of_questions_over_a_guide_of_ones_own_is_evaluated(table_run: tuple[Path, str]) -> None:
    folder, said = table_run

    verdicts = (folder / "verdicts.jsonl").read_text(encoding="utf-8").strip().split("\n")
    assert ['"right": true' in line for line in verdicts] == [True, False, True, True]
    assert "given cases" in said


def test_texts_of_the_test_split_are_shown_only_on_request(table_run: tuple[Path, str], table: Path) -> None:
    folder, said = table_run

    shown = evals("score", folder, "--cases", table, "--show-test")

    assert MISSED not in said
    assert shown.returncode == 0
    assert MISSED in shown.stdout
    assert "lacks 77" in shown.stdout


def test_scoring_needs_no_model_and_no_index(table_run: tuple[Path, str], table: Path, tmp_path: Path) -> None:
    folder, said = table_run
    before = {name: (folder / name).read_bytes() for name in REPEATABLE}
    nowhere = tmp_path / "no-index"

    done = evals("score", folder, "--cases", table, code=WITHOUT_MODEL, CAREER_INDEX_DIR=str(nowhere))

    assert (done.returncode, done.stderr, done.stdout) == (0, "", said)
    assert {name: (folder / name).read_bytes() for name in REPEATABLE} == before
    assert not nowhere.exists()


def test_an_unknown_split_is_wrong_use(tmp_path: Path) -> None:
    done = evals("run", "--split", "training", "--out", tmp_path / "run")

    assert done.returncode == 2
    assert "'training'" in done.stderr
    assert "dev, test, all" in done.stderr


def test_a_broken_case_file_is_named_with_its_case(tmp_path: Path) -> None:
    file = tmp_path / "broken.yaml"
    file.write_text("- {id: mine, question: q, expect: maybe, fact_id: f, source: s}\n", encoding="utf-8")

    done = evals("run", "--cases", file)

    assert done.returncode == 2
    assert "broken.yaml: case mine: expect" in done.stderr
    assert "Traceback" not in done.stderr

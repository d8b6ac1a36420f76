"""`python -m evals`: exit codes, the same bytes twice, a newcomer's table of questions, scoring without a model."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import REPOSITORY
from typer.testing import CliRunner

from evals.__main__ import app
from evals.cases import load_cases
from evals.errors import CaseError
from evals.suites import Suite, own_suites

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
        timeout=600,  # a busy machine is slow to import, and that is no finding
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
    assert "The gate" not in two_runs[2]  # a part of the cases is not held to the gate


def test_two_runs_are_the_same_to_the_byte(two_runs: tuple[Path, Path, str]) -> None:
    one, two, _ = two_runs

    assert [name for name in REPEATABLE if (one / name).read_bytes() != (two / name).read_bytes()] == []
    assert {file.name for file in one.iterdir()} == {*REPEATABLE, "timings.json"}


def test_two_equal_runs_compare_as_unchanged(two_runs: tuple[Path, Path, str]) -> None:
    done = evals("compare", two_runs[0], two_runs[1])

    assert done.returncode == 0
    assert "3 cases in both" in done.stdout
    assert "Newly broken: 0" in done.stdout


def test_predictions_made_apart_are_those_of_a_run_and_are_scored_to_the_same_bytes(
    two_runs: tuple[Path, Path, str], tmp_path: Path
) -> None:
    narrowed = ("--split", "dev", "--only", "faq-six")

    done = evals("predict", tmp_path / "apart", *narrowed, "--at-once", "1")
    before = {file.name for file in (tmp_path / "apart").iterdir()}
    scored = evals("score", tmp_path / "apart", *narrowed)

    assert [(each.returncode, each.stderr) for each in (done, scored)] == [(0, ""), (0, "")]
    assert before == {"predictions.jsonl", "record.json", "timings.json"}
    apart, whole = ([(run / name).read_bytes() for name in REPEATABLE] for run in (tmp_path / "apart", two_runs[0]))
    assert apart == whole


def test_a_report_is_written_as_a_page_and_as_markdown(two_runs: tuple[Path, Path, str], tmp_path: Path) -> None:
    run = tmp_path / "run"
    shutil.copytree(two_runs[0], run)

    done = evals("report", run)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split() == [str(run / "report.html"), str(run / "report.md")]
    assert "<title>Evaluation: run</title>" in (run / "report.html").read_text(encoding="utf-8")
    assert "| dev faq-six | 3 | 3 |" in (run / "report.md").read_text(encoding="utf-8")


def test_the_gate_fails_a_run_that_left_golden_cases_out(two_runs: tuple[Path, Path, str]) -> None:
    done = evals("gate", two_runs[0])

    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("The gate failed:\n")
    assert "was not asked" in done.stdout


def test_the_peers_are_printed_beside_ours(two_runs: tuple[Path, Path, str]) -> None:
    done = evals("peers", "--split", "dev", "--only", "faq-six")

    assert (done.returncode, done.stderr) == (0, "")
    rows = [line.split("  ")[0] for line in done.stdout.strip().split("\n")]
    assert rows == ["peer", "tutorial", "bm25", "dense", "oracle retrieval", "always answer", "always decline", "ours"]


def test_calibrating_prints_weights_and_writes_them_only_on_request(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import evals.calibrate as module  # here: the command under test is run in this process, over a few cases

    @contextmanager
    def few() -> Iterator[tuple[list[Suite], list[Suite]]]:
        own = own_suites()[0]
        judged = [case for case in own.cases if case.split == "dev" and case.expect in ("answered", "declined")]
        suite = replace(own, cases=tuple(judged[::20]))
        yield [suite], [suite]

    monkeypatch.setattr(module, "dev_suites", few)
    monkeypatch.setattr(module, "WEIGHTS_FILE", tmp_path / "gate.json")

    printed = CliRunner().invoke(app, ["calibrate"])
    written_unasked = (tmp_path / "gate.json").exists()
    asked = CliRunner().invoke(app, ["calibrate", "--write"])

    assert (printed.exit_code, asked.exit_code, written_unasked) == (0, 0, False)
    assert printed.output == asked.output
    assert "held out: AUROC" in printed.output
    stored = json.loads((tmp_path / "gate.json").read_text(encoding="utf-8"))
    assert set(stored["with_anticipated"]["weights"]) == set(module.WITH)
    assert set(stored["without_anticipated"]["weights"]) == set(module.WITHOUT)


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


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", "question,reference answer\nhow long,4 weeks, or 5\n", "double quotes"),
        ("a.csv", "question,reference answer\nhow long\n", "more or fewer cells"),
        ("a.csv", "question,reference answer\n,4 weeks\n", "question 1 is empty"),
        ("a.csv", "question,answerer\nhow long,4 weeks\n", "needs the columns"),
        ("a.yaml", "- {id: [\n", "is not valid YAML"),
        ("a.yaml", "id: one\n", "must be a list of cases"),
    ],
)
def test_a_case_file_that_cannot_be_used_says_what_to_mend(name: str, content: str, said: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")

    with pytest.raises(CaseError, match=said) as told:
        load_cases([tmp_path / name])

    assert str(tmp_path / name) in str(told.value)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("explain", "{run}", "d2-faq-python-enogh-1"), "Similar ids: d2-faq-python-enough-1"),
        (("explain", "{nowhere}", "a"), "holds no verdicts"),
        (("report", "{nowhere}"), "A scored run holds"),
        (("compare", "{run}", "{nowhere}"), "A scored run holds"),
        (("gate", "{nowhere}"), "holds no verdicts"),
        (("score", "{nowhere}"), "python -m evals predict"),
        (("predict", "{file}"), "Name another folder"),
        (("run", "--only", "no-such-tag"), "No case is left"),
        (("run", "--cases", "{nowhere}.csv"), "cannot be read (No such file"),
    ],
)
def test_wrong_use_is_told_in_one_message(
    arguments: tuple[str, ...], said: str, two_runs: tuple[Path, Path, str], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    names = {"run": two_runs[0], "nowhere": tmp_path / "nowhere", "file": tmp_path / "file"}

    done = CliRunner().invoke(app, [argument.format(**names) for argument in arguments])

    assert done.exit_code == 2
    assert said in done.stderr
    assert done.stdout == ""


def test_a_broken_case_file_is_named_with_its_case(tmp_path: Path) -> None:
    file = tmp_path / "broken.yaml"
    file.write_text("- {id: mine, question: q, expect: maybe, fact_id: f, source: s}\n", encoding="utf-8")

    done = evals("run", "--cases", file)

    assert done.returncode == 2
    assert "broken.yaml: case mine: expect" in done.stderr
    assert "Traceback" not in done.stderr

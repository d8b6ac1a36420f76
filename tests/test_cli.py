"""The command line as people and programs run it: real processes, exit codes, and what goes to which stream."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import uuid
from pathlib import Path
from typing import Any

import psutil
import pytest
from typer.testing import CliRunner

import assistant.ask
from assistant.ask import Assistant
from assistant.cli import app

SCRIPT = shutil.which("career-assistant", path=str(Path(sys.executable).parent))
SMALL_GUIDE = "# Potter\n\nPotters shape clay on a wheel.\n\n## Firing\n\n**Kiln time:** 9–12 hours\n"
FRESHER = "what does a fresher earn?"
MOST_MEMORY_KB = 400 * 1024
MEASURED = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(done.returncode, peak // (1024 if sys.platform == "darwin" else 1))
"""


def run(*arguments: str, piped: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """One run of the installed command; the index folder is the one of this test run."""
    assert SCRIPT, "The command career-assistant is not installed beside this Python."
    return subprocess.run(
        [SCRIPT, *arguments], input=piped, capture_output=True, timeout=120, env={**os.environ, **environment}
    )


def one_json_line(done: subprocess.CompletedProcess[bytes]) -> dict[str, Any]:
    text = done.stdout.decode("utf-8")
    assert text.endswith("\n")
    assert text.count("\n") == 1
    record: dict[str, Any] = json.loads(text)
    return record


def json_lines(*records: object) -> bytes:
    return "".join(json.dumps(record) + "\n" for record in records).encode()


@pytest.fixture(scope="module", autouse=True)
def built(assistant: Assistant) -> None:
    """The index of the shipped guides is built, so that a run only opens it."""


@pytest.fixture
def potter(tmp_path: Path) -> Path:
    """A guides folder of one small guide."""
    folder = tmp_path / "guides"
    folder.mkdir()
    (folder / "potter.md").write_text(SMALL_GUIDE, encoding="utf-8")
    return folder


def test_ask_prints_the_answer_its_sources_and_what_to_ask_next() -> None:
    done = run("ask", FRESHER)

    text = done.stdout.decode("utf-8")
    assert done.returncode == 0
    assert "Fresher (0–1 year): ₹4–8 LPA [1]" in text
    assert "Sources" in text
    assert "You could also ask" in text
    assert "**" not in text
    assert done.stderr == b""


def test_ask_json_is_one_line_of_utf_8_whatever_the_terminal_says() -> None:
    done = run("ask", FRESHER, "--json", LANG="C", LC_ALL="C", PYTHONIOENCODING="ascii")

    record = one_json_line(done)
    assert done.returncode == 0
    assert record["outcome"] == "answered"
    assert "₹4–8 LPA" in record["text"]
    assert "₹4–8 LPA".encode() in done.stdout
    assert done.stderr == b""


def test_a_decline_is_done_and_no_failure() -> None:
    done = CliRunner().invoke(app, ["ask", "what does a fresher earn in Germany?", "--json"])

    assert done.exit_code == 0
    assert json.loads(done.stdout_bytes)["outcome"] == "declined"


@pytest.mark.parametrize("command", ["ask", "search"])
@pytest.mark.parametrize("question", ["salary \udcff\udcfe", "", "\x00", "?", "salary " * 3000])
def test_no_question_makes_a_command_crash(command: str, question: str) -> None:
    done = CliRunner().invoke(app, [command, question, "--json"])

    assert done.exception is None, repr(done.exception)
    assert done.exit_code == 0
    assert json.loads(done.stdout_bytes.decode("utf-8"))


def test_search_json_gives_the_passages_with_every_score(guides_dir: Path) -> None:
    done = CliRunner().invoke(app, ["search", "fresher salary", "--top", "3", "--json"])

    record = json.loads(done.stdout_bytes.decode("utf-8"))
    text = (guides_dir / "machine-learning-engineer.md").read_text(encoding="utf-8")
    assert [passage["rank"] for passage in record["passages"]] == [1, 2, 3]
    assert [text[p["start"] : p["end"]] for p in record["passages"]] == [p["text"] for p in record["passages"]]
    scores = [passage["score"] for passage in record["passages"]]
    assert scores == sorted(scores, reverse=True)
    assert {"lexical", "token_similarity", "cosine", "section", "kind", "id"} <= set(record["passages"][0])


def test_batch_answers_in_the_order_of_its_lines(tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    questions.write_bytes(
        json_lines(
            {"id": "z", "question": FRESHER},
            {"id": "a", "question": "and a senior?", "history": [FRESHER]},
            {"id": "m", "question": "who won the IPL?"},
        )
    )

    done = run("batch", str(questions), PYTHONIOENCODING="ascii", LANG="C")
    written = CliRunner().invoke(app, ["batch", str(questions), "-o", str(tmp_path / "answers.jsonl")])

    records = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    assert (done.returncode, written.exit_code) == (0, 0)
    assert [record["id"] for record in records] == ["z", "a", "m"]
    assert "₹25–45 LPA" in records[1]["text"]
    assert written.stdout == ""
    from_file = [json.loads(line) for line in (tmp_path / "answers.jsonl").read_text(encoding="utf-8").splitlines()]
    for record in (*records, *from_file):
        record.pop("timings_ms")
    assert from_file == records


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (json_lines({"id": "a", "question": "x"}, {"id": "a", "question": "y"}), b"line 2"),
        (json_lines({"id": "a", "question": "x"}) + b"{oops\n", b"line 2"),
        (json_lines({"question": "x"}), b"line 1"),
        (b'{"id": "a", "question": "\xff"}\n', b"UTF-8"),
    ],
)
def test_a_wrong_batch_line_is_wrong_use_and_nothing_is_answered(lines: bytes, said: bytes) -> None:
    done = run("batch", "-", piped=lines)

    assert done.returncode == 2
    assert said in done.stderr
    assert b"Traceback" not in done.stderr
    assert done.stdout == b""


@pytest.mark.parametrize("separator", ["\u2028", "\u0085"])
def test_only_line_feeds_end_a_line_of_a_batch(separator: str) -> None:
    line = json.dumps({"id": "a", "question": f"what does a{separator}fresher earn?"}, ensure_ascii=False)

    done = CliRunner().invoke(app, ["batch", "-"], input=line.encode() + b"\n")

    assert done.exit_code == 0, done.stderr
    assert "₹4–8 LPA" in done.stdout_bytes.decode("utf-8")


@pytest.mark.parametrize("escaped", ['{"id": "\\ud800", "question": "x"}', '{"id": "a", "question": "pay \\ud800?"}'])
def test_a_broken_escape_in_a_batch_line_is_no_crash(escaped: str) -> None:
    done = CliRunner().invoke(app, ["batch", "-"], input=escaped.encode() + b"\n")

    assert done.exception is None or isinstance(done.exception, SystemExit), repr(done.exception)
    assert done.exit_code in (0, 2)


def test_a_crash_writes_an_error_line_and_ends_with_1(monkeypatch: pytest.MonkeyPatch) -> None:
    clean = assistant.ask.clean

    def break_on_two(message: str) -> str:
        if message == "two":
            raise RuntimeError("the lamp fell over")
        return clean(message)

    monkeypatch.setattr(assistant.ask, "clean", break_on_two)
    lines = json_lines({"id": "1", "question": FRESHER}, {"id": "2", "question": "two"}, {"id": "3", "question": "hi"})

    done = CliRunner().invoke(app, ["batch", "-"], input=lines)

    records = [json.loads(line) for line in done.stdout_bytes.decode("utf-8").splitlines()]
    assert done.exit_code == 1
    assert [record["id"] for record in records] == ["1", "2", "3"]
    assert records[1] == {"id": "2", "error": "RuntimeError: the lamp fell over"}
    assert "1 of 3" in done.stderr


def test_building_shows_progress_on_standard_error_only_and_once(potter: Path) -> None:
    first = run("ask", "kiln time", "--guides", str(potter), "--json")
    second = run("build", "--guides", str(potter))

    assert one_json_line(first)["citations"][0]["guide"] == "potter"
    assert b"Building the index" in first.stderr
    assert second.returncode == 0
    assert b"is up to date" in second.stdout
    assert second.stderr == b""


def test_a_broken_guide_fails_the_build_and_leaves_the_last_good_index_in_use(
    other_assistant: Assistant, other_guides_dir: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "guides"
    shutil.copytree(other_guides_dir, folder)
    assert run("build", "--guides", str(folder)).returncode == 0
    (folder / "lighthouse-keeper.md").write_text("# L\n\n| a | b |\n| --- | --- |\n| 1 | 2 | 3 |\n", encoding="utf-8")

    build = run("build", "--guides", str(folder))
    ask = run("ask", "what does a head keeper earn?", "--guides", str(folder), "--json")

    assert build.returncode == 1
    assert b"lighthouse-keeper.md" in build.stderr
    assert b"line 5" in build.stderr
    assert b"Traceback" not in build.stderr
    assert build.stdout == b""
    assert ask.returncode == 0
    assert "₹9–14 LPA" in one_json_line(ask)["text"]
    assert b"lighthouse-keeper.md" in ask.stderr  # who reads the answer is told that it is of the former guide


def test_a_build_names_files_that_look_like_guides_but_are_not_read(potter: Path) -> None:
    (potter / "baker.doc").write_bytes(b"old")
    (potter / "keeper.questions.yaml").write_text("covered: []\n", encoding="utf-8")

    done = run("build", "--guides", str(potter))

    assert done.returncode == 0
    assert b"baker.doc is in the format of an older Word" in done.stderr
    assert b"keeper.questions.yaml is not used, for there is no guide 'keeper'" in done.stderr


def test_a_folder_without_a_guide_fails_with_its_name(tmp_path: Path) -> None:
    done = run("ask", FRESHER, "--guides", str(tmp_path))

    assert done.returncode == 1
    assert str(tmp_path).encode() in done.stderr
    assert b"Traceback" not in done.stderr
    assert done.stdout == b""


@pytest.mark.parametrize(
    ("arguments", "environment", "said"),
    [
        (["ask", FRESHER], {"CAREER_TOP_K": "3"}, b"CAREER_TOP_K"),
        (["ask", FRESHER], {"CAREER_THRESHOLD": "2"}, b"CAREER_THRESHOLD"),
        (["ask", FRESHER, "--loud"], {}, b"--loud"),
        (["ask"], {}, b"question"),
        (["answer", FRESHER], {}, b"answer"),
        (["search", FRESHER, "--top", "0"], {}, b"--top"),
        (["search", FRESHER, "--top", "many"], {}, b"--top"),
        (["serve", "--port", "70000"], {}, b"--port"),
        (["serve", "--root-path", "career"], {}, b"a path such as /career"),
        (["batch", "no-such-file.jsonl"], {}, b"no-such-file.jsonl"),
    ],
)
def test_wrong_use_ends_with_2_and_says_what_is_wrong(
    arguments: list[str], environment: dict[str, str], said: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    done = run(*arguments)

    assert done.returncode == 2
    assert said in done.stderr
    assert b"Traceback" not in done.stderr
    assert done.stdout == b""


def test_an_output_file_that_cannot_be_written_fails(tmp_path: Path) -> None:
    out = tmp_path / "none" / "out.jsonl"

    done = CliRunner().invoke(app, ["batch", "-", "-o", str(out)], input=json_lines({"id": "a", "question": "hi"}))

    assert done.exit_code == 1
    assert "out.jsonl" in done.stderr


def test_help_teaches_every_command_with_an_example() -> None:
    done = run("--help")

    assert done.returncode == 0
    for command in ("build", "ask", "search", "batch", "serve"):
        assert command.encode() in done.stdout
        assert f"Example: career-assistant {command}" in CliRunner().invoke(app, [command, "--help"]).stdout


def test_a_reader_that_stops_early_gets_no_traceback() -> None:
    assert SCRIPT
    with subprocess.Popen(
        [SCRIPT, "search", "salary", "--top", "200"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as asking:
        assert asking.stdout is not None
        assert asking.stderr is not None
        asking.stdout.close()
        complaint = asking.stderr.read()

    assert b"Traceback" not in complaint
    assert asking.returncode == 0


def test_no_helper_process_is_left_behind_after_an_ask() -> None:
    marker = f"mark-{uuid.uuid4()}"

    done = run("ask", FRESHER, ASK_MARKER=marker)

    assert done.returncode == 0
    left = []
    for process in psutil.process_iter():
        try:
            if process.environ().get("ASK_MARKER") == marker and process.status() != psutil.STATUS_ZOMBIE:
                left.append(process.cmdline())
        except (psutil.Error, OSError):
            continue
    assert left == []


@pytest.mark.skipif(sys.platform == "win32", reason="resource is not there")
def test_a_cold_ask_stays_under_400_mb() -> None:
    assert SCRIPT
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, SCRIPT, "ask", FRESHER], capture_output=True, text=True, timeout=60
    )

    code, peak_kb = map(int, done.stdout.split())
    assert code == 0
    assert 10 * 1024 < peak_kb < MOST_MEMORY_KB, f"{peak_kb / 1024:.0f} MB"

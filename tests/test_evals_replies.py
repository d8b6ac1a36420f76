"""Evaluation with a model: replies are recorded once, and a run from the record repeats without the model."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from index_sample import sample_root
from misbehaving_server import MisbehavingServer, misbehaving_server

from evals.cases import Case
from evals.errors import CaseError
from evals.replies import Replies, chosen_replies, read_replies, replies_lines
from evals.run import PREDICTIONS, predict_suites
from evals.suites import Suite


@pytest.fixture(scope="module")
def server() -> Iterator[MisbehavingServer]:
    with misbehaving_server() as running:
        yield running


@pytest.fixture(autouse=True)
def settings(server: MisbehavingServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server.behave("good")
    monkeypatch.setenv("CAREER_INDEX_DIR", str(sample_root() / "indexes"))
    monkeypatch.setenv("CAREER_CHAT_MODEL", "openai:test")
    monkeypatch.setenv("CAREER_CHAT_BASE_URL", server.url)
    monkeypatch.setenv("CAREER_CHAT_SPENDING_FILE", str(tmp_path / "spending.json"))


def suite() -> Suite:
    asked = {"beginner-1": "what does a beginner earn", "step-1": "how long does step 1 take"}
    cases = tuple(
        Case.model_validate({"id": name, "question": question, "expect": "answered", "fact_id": name, "source": "here"})
        for name, question in asked.items()
    )
    return Suite(name="keepers", cases=cases, guides_dir=sample_root() / "guides")


def test_a_recorded_run_repeats_to_the_byte_without_the_model(server: MisbehavingServer, tmp_path: Path) -> None:
    file = tmp_path / "replies.jsonl"
    predict_suites([suite()], tmp_path / "live", replies=chosen_replies(file, live=True), live=True)
    asked = len(server.requests)
    assert asked
    for name in ("first", "second"):
        predict_suites([suite()], tmp_path / name, replies=chosen_replies(file, live=False))
    assert len(server.requests) == asked, "a recorded run asks no model"
    runs = [(tmp_path / name / PREDICTIONS).read_bytes() for name in ("live", "first", "second")]
    assert runs[0] == runs[1] == runs[2]
    assert b'"answerer": "generative"' in runs[0]
    assert "recorded from openai:test" in replies_lines(tmp_path / "first")[0]


def test_a_prompt_without_a_reply_gets_the_extractive_answer_and_is_counted(tmp_path: Path) -> None:
    empty = Replies(tmp_path / "none.jsonl", model="openai:test", hand_written=True)
    empty.write()
    predict_suites([suite()], tmp_path / "run", replies=read_replies(empty.file))
    (line,) = replies_lines(tmp_path / "run")
    assert "written by hand; no real model was measured" in line
    assert "2 prompts had none" in line
    answers = [json.loads(row)["answer"] for row in (tmp_path / "run" / PREDICTIONS).read_text("utf-8").splitlines()]
    assert {answer["answerer"] for answer in answers} == {"extractive_fallback"}


def test_replies_to_other_prompts_and_other_files_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "old.jsonl"
    file.write_text('{"model": "m", "prompts": "0", "hand_written": false}\n', encoding="utf-8")
    with pytest.raises(CaseError, match="version 0 of the prompts"):
        read_replies(file)
    file.write_text("no json", encoding="utf-8")
    with pytest.raises(CaseError, match="no file of recorded replies"):
        read_replies(file)
    with pytest.raises(CaseError, match="--replies FILE"):
        chosen_replies(None, live=True)

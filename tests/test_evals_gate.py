"""The gate fails every broken assistant with the right diagnosis; a changed cell moves its cases alone."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

import evals.gate
from assistant.answer import Outcome, Reason
from assistant.ask import Assistant
from assistant.gate import Gate, Verdict
from assistant.settings import load_settings
from assistant.turn import Turn
from assistant.wiring import assistant_over, make_answerer
from evals.cases import Case
from evals.compare import compare_runs
from evals.gate import GOLDEN, gate_faults, read_baseline
from evals.predict import predict
from evals.prediction import write_predictions
from evals.run import PREDICTIONS, predict_suites, read_verdicts, score_run
from evals.score import OWN_GUIDE, Record
from evals.suites import Suite, own_suites
from index.store import TokenVectors

CASES = own_suites()[0].cases
GOLDEN_IDS = frozenset(yaml.safe_load(GOLDEN.read_text(encoding="utf-8")))
GOLDEN_CASES = tuple(case for case in CASES if case.id in GOLDEN_IDS)
MORE_CASES = tuple(case for case in CASES if case.split == "dev" and case.id not in GOLDEN_IDS)[::8]
# The committed floors are those of the whole set; the golden cases are few and all right.
FLOORS = {"dev answered": {"right": 0.8}, "dev declined": {"right": 0.8}}
MID, SENIOR, CHANGED = "₹12–22 LPA", "₹25–45 LPA", "₹13–21 LPA"


@pytest.fixture(autouse=True)
def floors_of_the_reduced_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "floors.json"
    file.write_text(json.dumps(FLOORS), encoding="utf-8")
    monkeypatch.setattr(evals.gate, "FLOORS", file)


class ClosedGate(Gate):
    """Covers nothing."""

    def judge(self, question: Any, evidence: Any, anticipated: Any) -> Verdict:
        return Verdict(confidence=0.03, reason=Reason.NOT_IN_GUIDE, features=None)


class TableDumper:
    """Declines everything that is searched for, and pours a table of the guide into the text."""

    def __init__(self, assistant: Assistant, table: str) -> None:
        self._assistant, self._table, self.opened = assistant, table, assistant.opened

    def turn(self, message: str, history: Sequence[str] = ()) -> Turn:
        turn = self._assistant.turn(message, history)
        if turn.result is None:
            return turn
        reason = turn.answer.reason or Reason.NOT_IN_GUIDE
        answer = replace(turn.answer, outcome=Outcome.DECLINED, text=self._table, citations=(), reason=reason)
        return replace(turn, answer=answer, verdict=Verdict(confidence=0.03, reason=reason, features=None))


class AlwaysAnswers:
    """Answers whatever is searched for."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant, self.opened = assistant, assistant.opened

    def turn(self, message: str, history: Sequence[str] = ()) -> Turn:
        return self.opened(self._assistant.turn(message, history))


def over(sound: Assistant) -> Assistant:
    """A new assistant over the index of another, which stays as it is."""
    settings = load_settings()
    return assistant_over(sound.index, make_answerer(settings), settings)


def golden_run(assistant: Any, folder: Path, more: tuple[Case, ...] = ()) -> tuple[list[Record], list[str]]:
    """Verdicts and gate faults of an assistant over the golden cases, and more, by way of a run folder."""
    suite = Suite(name=OWN_GUIDE, guides_dir=None, cases=(*GOLDEN_CASES, *more))
    folder.mkdir()
    write_predictions([timed.prediction for timed in predict(assistant, suite.cases)], folder / PREDICTIONS)
    totals = score_run([suite], folder)
    verdicts = read_verdicts(folder)
    return verdicts, gate_faults(verdicts, totals, baseline=read_baseline())


def lost_in(verdicts: Sequence[Record], expect: str) -> Counter[str]:
    """Where the misses of one expected outcome were lost."""
    return Counter(v["diagnosis"] for v in verdicts if v["expect"] == expect and not v["right"])


def count(expect: str) -> int:
    return sum(case.expect == expect for case in GOLDEN_CASES)


def test_a_sound_assistant_passes_the_gate(assistant: Assistant, tmp_path: Path) -> None:
    verdicts, faults = golden_run(assistant, tmp_path / "run")

    assert faults == []
    assert len(verdicts) == len(GOLDEN_IDS)


def test_an_assistant_that_always_answers_fails_at_the_gate(assistant: Assistant, tmp_path: Path) -> None:
    verdicts, faults = golden_run(AlwaysAnswers(assistant), tmp_path / "run")

    lost = lost_in(verdicts, "declined")
    assert lost["gate"] == lost.total() >= 0.8 * count("declined")
    assert lost_in(verdicts, "answered").total() == 0
    assert any(fault.startswith("golden case") and "(lost in: gate)" in fault for fault in faults)
    assert any(fault.startswith("dev declined: the lower bound of right") for fault in faults)


def test_an_assistant_that_always_declines_fails_at_the_gate(assistant: Assistant, tmp_path: Path) -> None:
    closed = over(assistant)
    closed._gate = ClosedGate(closed.index, closed._ranker, threshold=0.5)

    verdicts, faults = golden_run(closed, tmp_path / "run")

    lost = lost_in(verdicts, "answered")
    assert lost.total() == count("answered")
    assert lost["gate"] >= 0.85 * lost.total()
    assert lost_in(verdicts, "declined").total() == 0
    assert {v["truth"] for v in verdicts if v["expect"] == "answered"} == {0}
    assert any(fault.startswith("dev answered: the lower bound of right") for fault in faults)


def test_declining_with_the_table_in_the_text_is_no_right_decline(assistant: Assistant, tmp_path: Path) -> None:
    tables = [p.text for p in assistant.index.passages.values() if p.kind == "table" and MID in p.text]

    verdicts, faults = golden_run(TableDumper(assistant, tables[0]), tmp_path / "run")

    reasons = [v["reason"] for v in verdicts if v["expect"] == "declined"]
    assert len(tables) == 1
    assert [reason for reason in reasons if not reason.startswith("a decline with the figure")] == []
    assert lost_in(verdicts, "declined")["answerer"] == count("declined")
    assert lost_in(verdicts, "answered")["gate"] >= 0.85 * count("answered")
    assert len([fault for fault in faults if fault.startswith("golden case")]) == len(GOLDEN_CASES)


def test_shuffled_embeddings_are_found_as_lost_in_retrieval_and_gate(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # The golden cases are plain: their words alone find nearly all of them.
    sound = lost_in(golden_run(assistant, tmp_path / "sound", MORE_CASES)[0], "answered")
    tokens = assistant.index._tokens
    order = np.random.default_rng(0).permutation(len(tokens.data))
    shuffled = TokenVectors(np.asarray(tokens.data)[order], tokens.offsets)
    monkeypatch.setattr(assistant.index, "_tokens", shuffled)
    vectors = assistant.index._store.vectors
    monkeypatch.setattr(assistant.index._store, "vectors", vectors[np.random.default_rng(0).permutation(len(vectors))])
    anticipated = assistant.index._anticipated  # no help from them: their vectors are near to nothing
    monkeypatch.setattr(anticipated, "_vectors", np.zeros_like(anticipated._vectors))

    verdicts, faults = golden_run(over(assistant), tmp_path / "run", MORE_CASES)

    lost = lost_in(verdicts, "answered")
    assert [fault for fault in faults if fault.startswith("golden case")] != []
    assert any(fault.startswith("newly broken") for fault in faults)
    # Words still bring up much of the evidence.
    assert lost["retrieval"] > sound["retrieval"], (lost, sound)
    assert lost["retrieval"] + lost["gate"] >= 3 * max(1, sound["retrieval"] + sound["gate"]), (lost, sound)


def test_an_index_whose_texts_stand_at_the_wrong_vectors_is_found_as_lost_in_retrieval_and_gate(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    passages = assistant.index._passages
    half = len(passages) // 2
    monkeypatch.setattr(assistant.index, "_passages", passages[half:] + passages[:half])

    verdicts, faults = golden_run(over(assistant), tmp_path / "run")

    lost = lost_in(verdicts, "answered")
    assert [fault for fault in faults if fault.startswith("golden case")] != []
    assert any(fault.startswith("dev answered: the lower bound of right") for fault in faults)
    assert lost["retrieval"] >= 0.5 * lost.total(), lost
    assert lost["retrieval"] + lost["gate"] >= 0.8 * lost.total(), lost


def guide_copy(guides_dir: Path, folder: Path, changes: dict[str, str]) -> Path:
    """The guides with each text replaced, all at once, in its table row and where questions name it as their answer."""
    folder.mkdir()
    for file in guides_dir.glob("*.md"):
        lines = []
        for line in file.read_text(encoding="utf-8").split("\n"):
            old = next((text for text in changes if line.startswith("|") and text in line), None)
            lines.append(line.replace(old, changes[old]) if old else line)
        (folder / file.name).write_text("\n".join(lines), encoding="utf-8")
    for file in guides_dir.glob("*.questions.yaml"):
        lines = []
        for line in file.read_text(encoding="utf-8").split("\n"):
            old = next((text for text in changes if line.startswith("  - answer:") and text in line), None)
            lines.append(line.replace(old, changes[old]) if old else line)
        (folder / file.name).write_text("\n".join(lines), encoding="utf-8")
    return folder


def run_over(guides_dir: Path | None, cases: tuple[Case, ...], folder: Path) -> list[Record]:
    suites = [Suite(name=OWN_GUIDE, guides_dir=guides_dir, cases=cases)]
    predict_suites(suites, folder)
    score_run(suites, folder)
    return read_verdicts(folder)


def test_swapped_cells_of_a_table_fail_the_gate_and_are_no_fault_of_search_or_gate(
    guides_dir: Path, tmp_path: Path
) -> None:
    swapped = guide_copy(guides_dir, tmp_path / "guides", {MID: SENIOR, SENIOR: MID})

    verdicts = run_over(swapped, GOLDEN_CASES, tmp_path / "run")

    totals = json.loads((tmp_path / "run" / "totals.json").read_text(encoding="utf-8"))
    faults = gate_faults(verdicts, totals, baseline=read_baseline())
    wrong = {v["id"]: v["diagnosis"] for v in verdicts if not v["right"]}
    depending = {case.id for case in GOLDEN_CASES if depends_on(case, MID) or depends_on(case, SENIOR)}
    assert set(wrong) == depending != set()
    assert set(wrong.values()) <= {"answerer", "citation"}
    assert {name for name in depending if any(f"golden case {name}:" in fault for fault in faults)} == depending


def depends_on(case: Case, cell: str) -> bool:
    """Whether a fact or every evidence of a case needs the text of a cell."""
    stem = cell.removesuffix(" LPA").lstrip("₹")
    return any(all(stem in fact.replace(" to ", "–") for fact in group) for group in case.facts)


def test_one_changed_cell_changes_the_verdicts_of_the_cases_that_depend_on_it_and_no_others(
    guides_dir: Path, tmp_path: Path
) -> None:
    changed = guide_copy(guides_dir, tmp_path / "guides", {MID: CHANGED})
    beside = tuple(case for case in CASES if any("LPA" in text for text in (*case.evidence, *case.forbidden)))
    cases = tuple({case.id: case for case in (*GOLDEN_CASES[::3], *beside)}.values())
    before = run_over(None, cases, tmp_path / "before")
    run_over(changed, cases, tmp_path / "after")

    comparison = compare_runs(tmp_path / "before", tmp_path / "after")

    right = {verdict["id"] for verdict in before if verdict["right"]}
    depending = {case.id for case in cases if depends_on(case, MID)} & right
    assert len(depending) >= 4
    assert {change.id for change in comparison.newly_broken} == depending
    assert comparison.newly_fixed == ()
    assert [name for name, _, _ in comparison.produced_by if "guides_sha256" in name] != []

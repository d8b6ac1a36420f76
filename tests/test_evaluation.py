"""Evaluation cases asked: nothing crashes, every citation is exact, and enough is right.

A third of the cases is asked here; `python -m evals run` asks all of them and holds each suite to its floors.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from case_sample import CASE

from assistant.answer import Reason
from assistant.ask import Assistant
from assistant.gate import Verdict
from assistant.settings import load_settings
from assistant.wiring import assistant_over, make_answerer
from evals.cases import DATA, Case, load_cases
from evals.predict import predict
from evals.prediction import Prediction
from evals.score import Record, verdict_of

FILES = sorted(DATA.glob("*.yaml"))
EASIER = [DATA / "dev.yaml", DATA / "test.yaml"]  # the other files are harder: the gate holds them to their floors
LEAST_ANSWERED, LEAST_DECLINED = 0.80, 0.75


@pytest.fixture(scope="module")
def cases() -> tuple[Case, ...]:
    """All cases of all files; loading checks their form and that no id stands twice."""
    return load_cases(FILES)


@pytest.fixture(scope="module")
def asked(cases: tuple[Case, ...]) -> tuple[Case, ...]:
    """Every third case, of every file."""
    return cases[::3]


@pytest.fixture(scope="module")
def predictions(assistant: Assistant, asked: tuple[Case, ...]) -> dict[str, Prediction]:
    """One run of the cases that are asked over the shipped guide, by case id."""
    return {timed.prediction.id: timed.prediction for timed in predict(assistant, asked)}


def test_no_case_crashes(predictions: dict[str, Prediction]) -> None:
    assert [prediction.id for prediction in predictions.values() if prediction.answer is None] == []


def test_every_citation_of_every_case_is_exact(predictions: dict[str, Prediction], guides_dir: Path) -> None:
    texts = {file.stem: file.read_text(encoding="utf-8") for file in guides_dir.glob("*.md")}
    answers = [answer for made in predictions.values() for answer in (made.answer, made.forced) if answer]
    citations = [citation for answer in answers for citation in answer["citations"]]

    wrong = [c for c in citations if texts[c["guide"]][c["start"] : c["end"]] != c["quote"]]
    assert len(citations) > 300
    assert len(wrong) == 0


def test_the_gate_open_answers_what_the_gate_refused_and_changes_no_answer(
    predictions: dict[str, Prediction],
) -> None:
    searched = [made for made in predictions.values() if made.answer and made.forced]
    refused = [made for made in searched if made.answer and made.answer["outcome"] == "declined"]
    answered = [made for made in searched if made.answer and made.answer["outcome"] == "answered"]

    assert len(answered) > 100
    assert sum(made.forced != made.answer for made in answered) == 0
    assert sum(made.forced["outcome"] == "answered" for made in refused if made.forced) > len(refused) / 2


def test_enough_questions_are_answered_and_declined_right(
    asked: tuple[Case, ...], predictions: dict[str, Prediction], capsys: pytest.CaptureFixture[str]
) -> None:
    verdicts = [verdict_of("own guide", case, predictions[case.id]) for case in asked]
    easier = {case.id for case in load_cases(EASIER)}
    both = [verdict for verdict in verdicts if verdict["id"] in easier]
    harder = [verdict for verdict in verdicts if verdict["id"] not in easier]

    with capsys.disabled():
        for name, chosen in (("dev and test", both), ("the harder files", harder)):
            for split in ("dev", "test"):
                sys.stdout.write(f"\n{name}, {split}: " + said([v for v in chosen if v["split"] == split]))
        sys.stdout.write("\n")
    assert share_right(both, "answered") >= LEAST_ANSWERED
    assert share_right(both, "declined") >= LEAST_DECLINED


def share_right(verdicts: Sequence[Record], expect: str) -> float:
    """The share of the cases of one outcome that were passed."""
    chosen = [verdict["right"] for verdict in verdicts if verdict["expect"] == expect]
    return sum(chosen) / len(chosen)


def said(verdicts: Sequence[Record]) -> str:
    """The totals by outcome on one line."""
    outcomes = sorted({verdict["expect"] for verdict in verdicts})
    chosen = {name: [verdict["right"] for verdict in verdicts if verdict["expect"] == name] for name in outcomes}
    return ", ".join(f"{name} {sum(right)}/{len(right)}" for name, right in chosen.items())


def test_a_crash_is_a_recorded_failure_and_does_not_end_the_run(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    import assistant.ask as module

    clean = module.clean
    monkeypatch.setattr(module, "clean", lambda message: 1 / 0 if message == "two" else clean(message))
    first, second = CASE.model_copy(update={"id": "b", "question": "two"}), CASE
    asked: list[None] = []

    crashed, right = predict(assistant, [first, second], on_progress=lambda: asked.append(None))

    assert len(asked) == 2
    assert crashed.prediction.answer is None
    assert crashed.timings_ms == {}
    verdict = verdict_of("own guide", first, crashed.prediction)
    assert (verdict["right"], verdict["truth"]) == (False, -1)
    assert verdict["reason"].startswith("crashed: ZeroDivisionError")
    assert verdict_of("own guide", second, right.prediction)["right"]
    assert right.timings_ms["total"] > 0


def test_asking_several_at_once_changes_no_prediction(assistant: Assistant, cases: tuple[Case, ...]) -> None:
    some = [case for case in cases if case.split == "dev"][::12]

    one, three = (
        [timed.prediction.model_dump_json() for timed in predict(fresh(assistant), some, at_once=n)] for n in (1, 3)
    )

    assert len(some) > 30
    assert one == three


def fresh(assistant: Assistant) -> Assistant:
    """A new assistant over the index of another: it has not yet learned which suggestions are answered."""
    settings = load_settings()
    return assistant_over(assistant.index, make_answerer(settings), settings)


def test_opening_the_gate_searches_nothing_again_and_reads_what_need_not_be_read_to_decline(
    assistant: Assistant,
) -> None:
    turn = assistant.turn("what does a machine learning engineer earn in Germany")

    opened = assistant.opened(turn)

    assert turn.answer.outcome == "declined"
    assert opened.answer.outcome == "answered"
    assert opened.found is not None and turn.found is not None
    assert opened.found.result is turn.found.result
    assert any(item.read for item in opened.evidence)
    assert (opened.verdict, turn.verdict) == (replace(turn.verdict, reason=None), turn.verdict)
    assert assistant.opened(opened) is opened


def test_opening_the_gate_reads_nothing_again(assistant: Assistant) -> None:
    turn = assistant.turn("Which zylophone tuning do beekeepers prefer?")

    assert turn.answer.outcome == "declined"
    assert assistant.opened(turn).found is turn.found


def test_without_evidence_there_is_nothing_to_open(assistant: Assistant) -> None:
    turn = assistant.turn("fresher salary")
    assert turn.found is not None
    bare = replace(
        turn,
        found=replace(turn.found, evidence=()),
        verdict=Verdict(confidence=0, reason=Reason.NOT_IN_GUIDE, features=None),
    )

    assert assistant.opened(bare) is bare


def test_a_prediction_holds_no_times(predictions: dict[str, Prediction]) -> None:
    kept = [answer for made in predictions.values() for answer in (made.answer, made.forced) if answer]

    assert [answer["id"] for answer in kept if "timings_ms" in answer] == []


def test_another_process_gives_equal_answers(
    predictions: dict[str, Prediction], guides_dir: Path, index_dir: Path
) -> None:
    code = (
        "import json, sys; from pathlib import Path; from assistant.settings import load_settings;"
        "from assistant.wiring import build_assistant; from evals.cases import DATA, load_cases;"
        "from evals.predict import predict;"
        "made = build_assistant(load_settings(guides_dir=Path(sys.argv[1]), index_dir=Path(sys.argv[2])));"
        "cases = load_cases(sorted(DATA.glob('*.yaml')))[::3][::-8];"
        "print(json.dumps([timed.prediction.answer for timed in predict(made, cases)]))"
    )

    done = subprocess.run(
        [sys.executable, "-c", code, str(guides_dir), str(index_dir)], capture_output=True, check=True, timeout=120
    )

    there = json.loads(done.stdout)
    assert len(there) > 40
    assert [answer["id"] for answer in there if answer != predictions[answer["id"]].answer] == []

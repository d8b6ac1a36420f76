"""Ask every case and keep what happened on the way; a crash is a recorded failure and does not end the run."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from typing import Any

from assistant.ask import Assistant
from assistant.gate import Verdict
from assistant.turn import Turn
from evals.cases import Case
from evals.prediction import GateRecord, Prediction, RetrievedPassage
from index.found import ScoredPassage

_KEPT = 10  # passages and evidence kept of each case
_MOST_AT_ONCE = 4  # beyond, Python's own share of a turn keeps threads waiting for each other


@dataclass(frozen=True, kw_only=True)
class Timed:
    """A prediction with the milliseconds of each stage, which never go into the prediction itself."""

    prediction: Prediction
    timings_ms: Mapping[str, float]


def predict(
    assistant: Assistant,
    cases: Sequence[Case],
    *,
    at_once: int | None = None,
    on_progress: Callable[[], None] | None = None,
) -> list[Timed]:
    """The prediction of each case, in order.

    Cases are asked `at_once`, by default on every core up to four; predictions do not depend on it, times do.
    """
    predictions = []
    with ThreadPoolExecutor(at_once or min(_MOST_AT_ONCE, os.cpu_count() or 1)) as pool:
        for timed in pool.map(lambda case: _predict(assistant, case), cases):
            predictions.append(timed)
            if on_progress:
                on_progress()
    return predictions


def _predict(assistant: Assistant, case: Case) -> Timed:
    try:
        turn = assistant.turn(case.question, case.history)
        opened = assistant.opened(turn)
    except Exception as error:  # any crash of the assistant is a finding about it, not about the evaluation
        return Timed(prediction=Prediction(id=case.id, answer=None, error=repr(error)), timings_ms={})
    return Timed(prediction=prediction_of(case, turn, opened), timings_ms=turn.answer.timings_ms)


def prediction_of(case: Case, turn: Turn, opened: Turn) -> Prediction:
    """What a turn, and the same turn with the gate open, did with a case."""
    verdict = turn.verdict
    return Prediction(
        id=case.id,
        answer=answer_record(turn, case.id),
        asked=turn.asked,
        passages=tuple(retrieved(scored) for scored in turn.result.passages[:_KEPT]) if turn.result else (),
        evidence=tuple(item.passage.id for item in turn.evidence[:_KEPT]),
        gate=gate_record(verdict) if verdict else None,
        forced=answer_record(opened, case.id) if turn.result else None,
    )


def gate_record(verdict: Verdict) -> GateRecord:
    """What the gate decided, as a run keeps it."""
    return GateRecord(
        confidence=verdict.confidence,
        reason=str(verdict.reason) if verdict.reason else None,
        features=asdict(verdict.features) if verdict.features else None,
    )


def answer_record(turn: Turn, case_id: str) -> dict[str, Any]:
    """The public answer object of a turn, without its times."""
    record = turn.answer.as_json(case_id)
    record.pop("timings_ms")
    return record


def retrieved(scored: ScoredPassage) -> RetrievedPassage:
    """One passage of the search as a run keeps it."""
    passage = scored.passage
    return RetrievedPassage(
        rank=scored.rank,
        id=passage.id,
        guide=passage.guide,
        kind=str(passage.kind),
        section=passage.path,
        start=passage.start,
        end=passage.end,
        text=passage.text,
        score=scored.score,
        lexical=scored.lexical,
        token_similarity=scored.token_similarity,
        cosine=scored.cosine,
    )

"""What the assistant did with each case: the answer, what was retrieved, what the gate thought. Holds no times.

A run's predictions are enough to score it; scoring needs no model and no index.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from evals.errors import CaseError


class RetrievedPassage(BaseModel, extra="forbid", frozen=True):
    """One passage of the search, with the scores of every channel; `start` and `end` are characters of the guide."""

    rank: int  # from 1
    id: str
    guide: str
    kind: str
    section: tuple[str, ...]
    start: int
    end: int
    text: str
    score: float
    lexical: float
    token_similarity: float
    cosine: float


class GateRecord(BaseModel, extra="forbid", frozen=True):
    """What the gate decided; `features` is None where a rule decided."""

    confidence: float  # in [0, 1]
    reason: str | None
    features: dict[str, float] | None


class Nearness(BaseModel, extra="forbid", frozen=True):
    """Cosines in [-1, 1] of a question with the nearest of those that could be learned from; see `evals.nearness`."""

    anticipated: float | None = None  # None where the guide has no anticipated questions
    known: float | None = None


class Prediction(BaseModel, extra="forbid", frozen=True):
    """One case's outcome. `answer` and `forced` are the public answer objects without `timings_ms`."""

    id: str
    answer: dict[str, Any] | None  # None if asking crashed
    error: str | None = None  # what it crashed with
    asked: str | None = None  # the standalone question
    passages: tuple[RetrievedPassage, ...] = ()  # the search's best, at most 10
    evidence: tuple[str, ...] = ()  # passage ids as re-ranked for the answerer, at most 10
    gate: GateRecord | None = None
    forced: dict[str, Any] | None = None  # the answer with the gate forced open; None where nothing was searched
    nearness: Nearness = Nearness()


def write_predictions(predictions: Iterable[Prediction], file: Path) -> None:
    """Write one JSON line a prediction, floats to 6 places, keys sorted."""
    lines = [json.dumps(rounded(p.model_dump(mode="json")), ensure_ascii=False, sort_keys=True) for p in predictions]
    file.write_text("".join(line + "\n" for line in lines), encoding="utf-8")


def read_predictions(file: Path) -> tuple[Prediction, ...]:
    """The predictions of a run.

    Raises:
        CaseError: if the file is missing or a line is no prediction.
    """
    try:
        lines = file.read_text(encoding="utf-8").split("\n")
        return tuple(Prediction.model_validate_json(line) for line in lines if line)
    except OSError as error:
        raise CaseError(
            f"The predictions {file} cannot be read ({error.strerror}). Make them with: python -m evals predict"
        ) from error
    except ValidationError as error:
        raise CaseError(f"{file} holds a line that is no prediction: {error.errors()[0]['msg']}.") from None


def rounded(value: Any) -> Any:
    """Every number of a record to 6 places, as results hold it; mappings as dicts, sequences as lists."""
    if isinstance(value, float):
        return round(value, 6)
    if isinstance(value, Mapping):
        return {key: rounded(item) for key, item in value.items()}
    return [rounded(item) for item in value] if isinstance(value, list | tuple) else value

"""A file of questions to a file of answers, one JSON line each, in input order.

All lines are checked before any work: a bad one stops the whole batch, so that nobody waits for half a result.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pydantic import BaseModel, Field, ValidationError

from assistant.ask import Assistant
from assistant.errors import BatchError


class BatchLine(BaseModel, extra="forbid", frozen=True):
    """One question of a batch."""

    id: str = Field(min_length=1)
    question: str
    history: tuple[str, ...] = Field((), max_length=20)  # earlier user messages, oldest first


def read_batch(lines: Iterable[str], *, name: str) -> list[BatchLine]:
    """The checked questions of a batch; empty lines are skipped. `name` is the file's, for messages.

    Raises:
        BatchError: for a line that is no JSON object of the expected form, or an id that stands twice.
    """
    batch: list[BatchLine] = []
    first_line: dict[str, int] = {}
    for number, text in enumerate(lines, 1):
        if not text.strip():
            continue
        line = _read_line(text, f"{name}, line {number}")
        if line.id in first_line:
            raise BatchError(f"{name}, line {number}: the id {line.id!r} stands in line {first_line[line.id]} already.")
        first_line[line.id] = number
        batch.append(line)
    return batch


def _read_line(text: str, place: str) -> BatchLine:
    try:
        return BatchLine.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"]))
        raise BatchError(
            f"{place}: {f'{field}: ' if field else ''}{first['msg']}. "
            'Each line must be like {"id": "q1", "question": "...", "history": []}.'
        ) from None


def answer_batch(assistant: Assistant, batch: Sequence[BatchLine]) -> Iterator[tuple[str, bool]]:
    """Each answer as a JSON line with whether it succeeded; a crash becomes a line with `error` and does not end it."""
    for line in batch:
        try:
            record: dict[str, Any] = assistant.ask(line.question, line.history).as_json(line.id)
        except Exception as error:  # one question's crash must not cost the others their answers
            yield json.dumps({"id": line.id, "error": f"{type(error).__name__}: {error}"}, ensure_ascii=False), False
        else:
            yield json.dumps(record, ensure_ascii=False), True

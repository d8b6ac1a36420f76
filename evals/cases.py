"""Evaluation cases: a YAML file goes in, checked `Case` records come out.

Cases are reviewed data: who wrote one, and which fact it is a variant of, are part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, Field, TypeAdapter, ValidationError, field_validator

from evals.csv_cases import csv_cases
from evals.errors import CaseError

DATA = Path(__file__).resolve().parent / "data"
_CASE_LIST = TypeAdapter(list[dict[str, object]])


class Case(BaseModel, extra="forbid", frozen=True):
    """One evaluation question with what a right reply has to do."""

    id: str = Field(min_length=1)
    question: str
    history: tuple[str, ...] = ()  # earlier user messages, oldest first
    expect: Literal["answered", "declined", "clarify", "smalltalk"]
    facts: tuple[tuple[str, ...], ...] = ()  # every group must be in the answer; any of a group will do
    forbidden: tuple[str, ...] = ()  # none of these may be
    evidence: tuple[str, ...] = ()  # text that a citation should overlap
    max_words: int | None = Field(None, ge=1)
    fact_id: str = Field(min_length=1)
    tags: tuple[str, ...] = ()
    source: str = Field(min_length=1)
    split: Literal["dev", "test"] | None = None  # from the file's name where it is not stated
    reference: str | None = None  # a reference answer, compared apart from what makes an answer right

    @field_validator("facts")
    @classmethod
    def _no_empty_group(cls, facts: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
        if any(not group for group in facts):
            raise ValueError("a fact group is empty")
        return facts

    @field_validator("facts", "forbidden")
    @classmethod
    def _patterns_compile(cls, value: tuple[object, ...]) -> tuple[object, ...]:
        for text in _flat(value):
            if text.startswith("re:"):
                try:
                    re.compile(text[3:])
                except re.error as error:
                    raise ValueError(f"the pattern {text!r} does not compile ({error})") from error
        return value


def _flat(value: Iterable[object]) -> Iterable[str]:
    for item in value:
        if isinstance(item, str):
            yield item
        elif isinstance(item, tuple | list):
            yield from _flat(item)


def load_cases(files: Iterable[Path]) -> tuple[Case, ...]:
    """All cases of the files, in order.

    Raises:
        CaseError: for a file that cannot be read, a case that does not fit the format, or a doubled id.
    """
    cases: list[Case] = []
    seen: dict[str, Path] = {}
    for file in files:
        for position, record in enumerate(_records(file), 1):
            case = _case(file, position, record)
            if case.id in seen:
                raise CaseError(f"The case id {case.id!r} stands in {seen[case.id]} and again in {file}. Rename one.")
            seen[case.id] = file
            cases.append(case)
    return tuple(cases)


def _records(file: Path) -> list[dict[str, object]]:
    if file.suffix.lower() == ".csv":
        return csv_cases(file)
    try:
        return _CASE_LIST.validate_python(yaml.safe_load(file.read_text(encoding="utf-8")) or [])
    except OSError as error:
        raise CaseError(f"The case file {file} cannot be read ({error.strerror}).") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise CaseError(f"The case file {file} is not valid YAML: {error}") from error
    except ValidationError as error:
        raise CaseError(f"The case file {file} must be a list of cases: {error.errors()[0]['msg']}.") from error


def _case(file: Path, position: int, record: dict[str, object]) -> Case:
    prefix = file.stem.split("-")[0]
    split = prefix if prefix in ("dev", "test") else None
    try:
        return Case.model_validate({"split": split, **record})
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        name = record.get("id", f"number {position}")
        raise CaseError(f"{file}: case {name}: {where}: {first['msg']}.") from None


def case_file_schema() -> dict[str, object]:
    """The JSON schema of a case file: a list of cases."""
    schema = TypeAdapter(list[Case]).json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Evaluation cases", **schema}

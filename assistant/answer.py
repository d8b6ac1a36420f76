"""The answer to one question: an outcome, a text with marks, and the quotes that support it.

An answer either cites the guide or says why it does not; no third kind exists.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

MARK_FORM = r"\[\d{1,3}\](?!\()"  # of a citation, inside other patterns; "[1](url)" is a link
MARK = re.compile(r"\[(\d{1,3})\](?!\()")


class Outcome(StrEnum):
    """What became of a question."""

    ANSWERED = "answered"
    DECLINED = "declined"
    CLARIFY = "clarify"
    SMALLTALK = "smalltalk"


class Reason(StrEnum):
    """Why a question was declined. The list is closed: programs may switch on it."""

    NOT_IN_GUIDE = "not_in_guide"
    OFF_TOPIC = "off_topic"
    OTHER_PLACE = "other_place"
    OTHER_ROLE = "other_role"
    OTHER_YEAR = "other_year"
    PROVIDER_DETAIL = "provider_detail"
    ONLY_MENTIONED = "only_mentioned"
    UNREADABLE = "unreadable"
    TOO_LONG = "too_long"


class AnswererName(StrEnum):
    """Which answerer worded the answer."""

    EXTRACTIVE = "extractive"
    GENERATIVE = "generative"
    GENERATIVE_RETRIED = "generative_retried"
    GENERATIVE_TRIMMED = "generative_trimmed"
    EXTRACTIVE_FALLBACK = "extractive_fallback"


@dataclass(frozen=True, kw_only=True)
class Citation:
    """A quote with its place: `guide_text[start:end] == quote`, both in characters from 0."""

    number: int  # the mark in the answer's text, from 1
    guide: str
    section: tuple[str, ...]  # headings, outermost first, without the guide's title
    quote: str
    start: int
    end: int  # exclusive
    url: str


@dataclass(frozen=True, kw_only=True)
class WorkedOut:
    """How a count, total, order or comparison follows from the cited quotes."""

    how: str
    inputs: tuple[int, ...]  # citation numbers


@dataclass(frozen=True, kw_only=True)
class Decline:
    """What a decline says, in parts, so that a page can say in another language all but the guide owner's words."""

    said: str  # what the guide does not cover
    by_owner: bool = False  # whether the guide's owner worded `said`
    near: tuple[str, ...] = ()  # names of the nearest sections, best first
    contact: str
    off_topic: bool = False  # whether it is no matter of any guide: nobody is then to be asked for this

    @property
    def text(self) -> str:
        """All of it in English."""
        near = f" Nearest in the guide: {quoted(self.near)}." if self.near else ""
        matter = "questions about courses and studies" if self.off_topic else "this"
        return f"{self.said}{near} For {matter}, please ask {self.contact}."


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The reply to one question, complete and checked.

    Raises:
        ValueError: if it is answered without a citation, declined without a reason, or marks a citation it lacks.
    """

    question: str
    outcome: Outcome
    text: str  # Markdown with marks [1]; no list of sources
    citations: tuple[Citation, ...] = ()
    reason: Reason | None = None
    decline: Decline | None = None  # the parts of `text`, where the gate declined
    suggestions: tuple[str, ...] = ()
    confidence: float | None = None  # probability in [0, 1] that the guide covers the standalone question
    interpreted_as: str | None = None
    worked_out: WorkedOut | None = None
    answerer: AnswererName = AnswererName.EXTRACTIVE
    timings_ms: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse a state that no visitor may see."""
        if (self.outcome is Outcome.ANSWERED) != bool(self.citations):
            raise ValueError(f"An answer cites the guide exactly when it is answered, not when it is {self.outcome}.")
        if (self.outcome is Outcome.DECLINED) != (self.reason is not None):
            raise ValueError("An answer has a reason exactly when it is declined.")
        if marks_in(self.text) - {citation.number for citation in self.citations}:
            raise ValueError("An answer marks only citations it has.")

    def as_json(self, question_id: str | None = None) -> dict[str, Any]:
        """The answer as the public JSON object; `question_id` becomes its `id`."""
        return {
            "id": question_id,
            "question": self.question,
            "outcome": str(self.outcome),
            "text": self.text,
            "citations": [
                {
                    "number": citation.number,
                    "guide": citation.guide,
                    "section": list(citation.section),
                    "quote": citation.quote,
                    "start": citation.start,
                    "end": citation.end,
                    "url": citation.url,
                }
                for citation in self.citations
            ],
            "reason": str(self.reason) if self.reason else None,
            "suggestions": list(self.suggestions),
            "confidence": None if self.confidence is None else round(self.confidence, 4),
            "interpreted_as": self.interpreted_as,
            "worked_out": (
                {"how": self.worked_out.how, "inputs": list(self.worked_out.inputs)} if self.worked_out else None
            ),
            "answerer": str(self.answerer),
            "timings_ms": {name: round(value, 2) for name, value in self.timings_ms.items()},
        }


def marks_in(text: str) -> set[int]:
    """The citation numbers that a text marks as [1], [2], ..."""
    return {int(mark) for mark in MARK.findall(text)}


def without_marks(text: str) -> str:
    """A text without its marks."""
    return MARK.sub("", text)


def renumbered(text: str, number: Callable[[int], int]) -> str:
    """A text with every mark [n] as the mark [number(n)]."""
    return MARK.sub(lambda mark: f"[{number(int(mark[1]))}]", text)


def numbers_of_marks(text: str, most: int) -> dict[int, int]:
    """Each mark of a text from 1 to `most`, in order, with its place among them, for a part of an answer."""
    used = dict.fromkeys(int(mark) for mark in MARK.findall(text))
    return {mark: place for place, mark in enumerate((mark for mark in used if 1 <= mark <= most), 1)}


def quoted(names: Sequence[str]) -> str:
    """Names in quotation marks, one after another."""
    return "; ".join(f"“{name}”" for name in names)

"""What one turn of conversation leaves behind, and its parts as the answer shows them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from assistant.answer import Answer, Citation, Outcome, WorkedOut
from assistant.answerers.draft import Draft
from assistant.evidence import Evidence
from assistant.gate import Verdict
from assistant.language import fold
from assistant.question import Question
from corpus.guide import Place
from index.found import SearchResult


@dataclass(frozen=True, kw_only=True)
class Found:
    """A message read as a question of its own, with all that was found for it before the gate decides."""

    message: str
    asked: str  # the standalone question
    about: frozenset[str]  # guides that are spoken about, by id; empty where none is named
    question: Question
    result: SearchResult
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One answer with what led to it; None or empty where the turn ended before that step."""

    answer: Answer
    asked: str | None = None  # the standalone question
    found: Found | None = None
    verdict: Verdict | None = None

    @property
    def result(self) -> SearchResult | None:
        """What search returned."""
        return self.found.result if self.found else None

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The passages as ranked for the answerer, best first."""
        return self.found.evidence if self.found else ()


def places_of(draft: Draft) -> tuple[Place, ...]:
    """Where the draft's quotes stand."""
    return tuple((quote.guide.id, quote.span.start, quote.span.end) for quote in draft.quotes)


def may_be_read_anew(turn: Turn) -> bool:
    """Whether a turn was too vague to look up, or the gate weighed it and found it not covered.

    What a certain rule or a model's own refusal ended stays as it is.
    """
    if turn.found is None:
        return turn.answer.outcome is Outcome.CLARIFY
    return turn.verdict is not None and not turn.verdict.covered and turn.verdict.features is not None


def interpreted(message: str, asked: str) -> str | None:
    """The question as read, where it differs from the message."""
    return asked if fold(asked) != fold(message) else None


def clean(message: str) -> str:
    """A message without control, zero-width and direction characters, with single spaces, trimmed."""
    spaced = re.sub(r"\s+", " ", message)
    return "".join(c for c in spaced if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn"}).strip()


def citations_of(draft: Draft) -> tuple[Citation, ...]:
    """The draft's quotes as numbered citations with their place and address."""
    return tuple(
        Citation(
            number=number,
            guide=quote.guide.id,
            section=quote.section.path,
            quote=quote.span.text,
            start=quote.span.start,
            end=quote.span.end,
            url=f"/guide/{quote.guide.id}#{quote.section.anchor}",
        )
        for number, quote in enumerate(draft.quotes, 1)
    )


def worked_out_of(draft: Draft) -> WorkedOut | None:
    """What the draft says was worked out, from all that it quotes."""
    if draft.working is None:
        return None
    return WorkedOut(how=draft.working.how, inputs=tuple(range(1, len(draft.quotes) + 1)))

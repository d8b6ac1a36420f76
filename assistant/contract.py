"""The public forms of an answer and of a passage, which the API, the command line and the tools give out."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

from index.found import ScoredPassage


class CitationModel(BaseModel):
    """A quote with its place: `start` to `end` are characters of the guide's text."""

    number: int = Field(description="The mark in the text, from 1")
    guide: str
    section: list[str] = Field(description="Headings, outermost first, without the guide's title")
    quote: str
    start: int
    end: int
    url: str = Field(description="The section's place on this website")


class WorkedOutModel(BaseModel):
    """How a count, total, order or comparison follows from the quotes."""

    how: str
    inputs: list[int] = Field(description="Citation numbers")


class AnswerModel(BaseModel):
    """An answer. It is `answered` exactly when it has citations, and `declined` exactly when it has a reason."""

    id: str | None
    question: str
    outcome: str = Field(description="answered, declined, clarify or smalltalk")
    text: str = Field(description="Markdown with marks such as [1]")
    citations: list[CitationModel]
    reason: str | None = Field(description="Why it was declined")
    suggestions: list[str] = Field(description="Complete questions to ask next")
    confidence: float | None = Field(description="Probability that the guide covers the question, 0 to 1")
    interpreted_as: str | None = Field(description="The question as read, where it differs")
    worked_out: WorkedOutModel | None
    answerer: str
    timings_ms: dict[str, float]


class PassageModel(BaseModel):
    """A passage that search returned, with what every channel says about it."""

    rank: int = Field(description="From 1")
    id: str
    guide: str
    kind: str = Field(description="heading, sentence, item, list, row, table, label or faq")
    section: list[str] = Field(description="Headings, outermost first, without the guide's title")
    text: str
    start: int
    end: int
    score: float = Field(description="Fused score, 0 to 1; higher is better")
    lexical: float = Field(description="BM25 divided by the best passage's, 0 to 1")
    token_similarity: float = Field(description="Mean over the question's tokens of the best cosine, -1 to 1")
    cosine: float = Field(description="Of the sentence vectors, -1 to 1")


def passage_record(found: ScoredPassage) -> dict[str, Any]:
    """A found passage as JSON, scores rounded to 4 places."""
    passage = found.passage
    return {
        "rank": found.rank,
        "id": passage.id,
        "guide": passage.guide,
        "kind": str(passage.kind),
        "section": list(passage.path),
        "text": passage.text,
        "start": passage.start,
        "end": passage.end,
        "score": round(found.score, 4),
        "lexical": round(found.lexical, 4),
        "token_similarity": round(found.token_similarity, 4),
        "cosine": round(found.cosine, 4),
    }

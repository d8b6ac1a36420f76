"""What every peer is made from, and what it has to do: cases go in, predictions come out.

A peer answers the cases that the assistant answers and is scored the same way. Peers see only the last message of a
conversation, never its history.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

import numpy as np

from assistant.answer import Answer, Citation, Outcome, Reason
from assistant.answerers.extractive import ExtractiveAnswerer
from assistant.ask import Assistant
from assistant.settings import Settings
from assistant.turn import Turn
from assistant.wiring import assistant_over
from corpus.guide import Guide, Section
from evals.cases import Case
from evals.prediction import Prediction
from index.embed import Embedder, Vectors
from index.folders import MODELS
from index.fuse import DECIMALS
from index.search import Index

NOT_SAID = "The guide does not say."


class Peer(Protocol):
    """Another way to answer the same cases."""

    def predict(self, cases: Sequence[Case]) -> tuple[Prediction, ...]:
        """One prediction a case, in order, equal for equal cases; only the last message of each is read."""
        ...


@dataclass(frozen=True, kw_only=True)
class PeerContext:
    """What peers may use. Vectors and turns are kept, so that peers share the work.

    Raises:
        ValueError: if a case of the test split is among those that thresholds are tuned on.
    """

    index: Index
    settings: Settings
    dev_cases: tuple[Case, ...]  # thresholds are tuned on these; with none, a peer answers everything
    _vectors: dict[str, Vectors] = field(default_factory=dict, repr=False)
    _turns: dict[str, Turn] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        """Refuse to tune on what is held out."""
        held_out = sum(case.split == "test" for case in self.dev_cases)
        if held_out:
            raise ValueError(f"Thresholds are tuned on dev cases only; {held_out} of the cases given are test cases.")

    @property
    def guides(self) -> dict[str, str]:
        """The text of each guide by its id."""
        return {guide.id: guide.text for guide in self.index.guides.values()}

    @cached_property
    def assistant(self) -> Assistant:
        """Our assistant with the extractive answerer."""
        return assistant_over(self.index, ExtractiveAnswerer(), self.settings)

    def turn(self, message: str) -> Turn:
        """What our assistant, its gate forced open, makes of a message without history."""
        if message not in self._turns:
            self._turns[message] = self.assistant.opened(self.assistant.turn(message))
        return self._turns[message]

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Unit sentence vectors (n, dim) of the texts, by the index's model; each text is embedded once."""
        for text in texts:
            if text not in self._vectors:
                self._vectors[text] = self._embedder.embed(text).sentence
        return np.stack([self._vectors[text] for text in texts])

    def cosines(self, questions: Sequence[str], texts: Sequence[str]) -> np.ndarray[Any, np.dtype[np.float64]]:
        """Cosines (questions, texts) in [-1, 1], rounded so that the last bit of a product cannot break a tie."""
        product = self.vectors(questions).astype(np.float64) @ self.vectors(texts).astype(np.float64).T
        return np.asarray(np.round(product, DECIMALS), dtype=np.float64)

    @cached_property
    def _embedder(self) -> Embedder:
        return Embedder(self.index.folder.parent / MODELS / self.index.manifest.model)


def citation(guide: Guide, section: Section, *, start: int, end: int) -> Citation:
    """Citation [1] of a slice of a guide."""
    return Citation(
        number=1,
        guide=guide.id,
        section=section.path,
        quote=guide.text[start:end],
        start=start,
        end=end,
        url=f"/guide/{guide.id}#{section.anchor}",
    )


def declined(case: Case, *, confidence: float | None = None) -> dict[str, Any]:
    """A plain decline of a case as the public answer object."""
    return public(
        Answer(
            question=case.question,
            outcome=Outcome.DECLINED,
            text=NOT_SAID,
            reason=Reason.NOT_IN_GUIDE,
            confidence=confidence,
        ),
        case,
    )


def public(answer: Answer, case: Case) -> dict[str, Any]:
    """The public answer object of a case, without times."""
    record = answer.as_json(case.id)
    record.pop("timings_ms")
    return record

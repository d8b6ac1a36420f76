"""Peers that answer with the best slice of a guide: found by one channel alone, declined below one threshold.

The threshold is the one with the highest truth score on the dev cases, the lowest of equals.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.answer import MARK, Answer, Outcome, Reason
from corpus.guide import Guide, Section
from corpus.passages import Passage
from evals.cases import Case
from evals.metrics import truth
from evals.peer_context import PeerContext, citation, declined, public
from evals.prediction import GateRecord, Prediction, RetrievedPassage
from index.fuse import DECIMALS, best_positions, normalised_lexical
from index.lexical import LexicalIndex
from index.search import LEXICAL_FOLDER

TOP = 10


@dataclass(frozen=True, kw_only=True)
class FoundSlice:
    """A slice of a guide found for a question. Channels that the peer does not have are 0."""

    id: str
    guide: Guide
    section: Section
    kind: str
    start: int
    end: int  # exclusive
    score: float  # what the threshold is on, at least 0; higher is better
    lexical: float = 0.0  # BM25 divided by the best passage's for this question, in [0, 1]
    cosine: float = 0.0  # in [-1, 1]

    @property
    def text(self) -> str:
        """The guide's own characters."""
        return self.guide.text[self.start : self.end]

    def retrieved(self, rank: int) -> RetrievedPassage:
        """The slice as a prediction records it."""
        return RetrievedPassage(
            rank=rank,
            id=self.id,
            guide=self.guide.id,
            kind=self.kind,
            section=self.section.path,
            start=self.start,
            end=self.end,
            text=self.text,
            score=self.score,
            lexical=self.lexical,
            token_similarity=0.0,
            cosine=self.cosine,
        )


Find = Callable[[Sequence[str]], list[tuple[FoundSlice, ...]]]
"""Questions to the best slices of each, best first, at least one."""


class SlicePeer:
    """Answers with the best slice alone and declines below a threshold. Reads only the last message of a case."""

    def __init__(self, find: Find, dev_cases: Sequence[Case]) -> None:
        """Tune the threshold on the dev cases; with none it is 0, so that everything is answered."""
        self._find = find
        self.threshold = self._tuned(dev_cases)

    def predict(self, cases: Sequence[Case]) -> tuple[Prediction, ...]:
        """One prediction a case, in order."""
        found = self._find([case.question for case in cases]) if cases else []
        return tuple(self._prediction(case, slices) for case, slices in zip(cases, found, strict=True))

    def _prediction(self, case: Case, found: tuple[FoundSlice, ...]) -> Prediction:
        score = found[0].score
        confidence = score / (score + self.threshold) if score > 0 else 0.0  # 0.5 at the threshold
        covered = score >= self.threshold
        forced = public(_answer(case, found[0], confidence), case)
        return Prediction(
            id=case.id,
            answer=forced if covered else declined(case, confidence=confidence),
            asked=case.question,
            passages=tuple(item.retrieved(rank) for rank, item in enumerate(found[:TOP], 1)),
            evidence=tuple(item.id for item in found[:TOP]),
            gate=GateRecord(confidence=confidence, reason=None if covered else str(Reason.NOT_IN_GUIDE), features=None),
            forced=forced,
        )

    def _tuned(self, dev_cases: Sequence[Case]) -> float:
        """The threshold with the highest truth score, among 0, the midpoints of neighbouring scores, and above all."""
        if not dev_cases:
            return 0.0
        best = [slices[0] for slices in self._find([case.question for case in dev_cases])]
        scores = np.asarray([item.score for item in best])
        pairs = zip(dev_cases, best, strict=True)
        answering = np.asarray([truth(case, public(_answer(case, top, None), case)) for case, top in pairs])
        declining = np.asarray([truth(case, declined(case)) for case in dev_cases])
        levels = np.unique(scores)
        candidates = [0.0, *((levels[:-1] + levels[1:]) / 2).tolist(), float(levels[-1]) + 1.0]
        totals = [np.where(scores >= threshold, answering, declining).sum() for threshold in candidates]
        return float(candidates[int(np.argmax(totals))])


def _answer(case: Case, best: FoundSlice, confidence: float | None) -> Answer:
    # What looks like a mark in the guide's text must not be read as one of ours.
    text = MARK.sub(r"(\1)", best.text)
    return Answer(
        question=case.question,
        outcome=Outcome.ANSWERED,
        text=f"{text} [1]",
        citations=(citation(best.guide, best.section, start=best.start, end=best.end),),
        confidence=confidence,
    )


def bm25_peer(context: PeerContext) -> SlicePeer:
    """The best of our passages by BM25 alone, ties by reading order."""
    passages = tuple(context.index.passages.values())
    lexical = LexicalIndex.load(context.index.folder / LEXICAL_FOLDER, passages=len(passages))

    def find(questions: Sequence[str]) -> list[tuple[FoundSlice, ...]]:
        rows = [np.round(lexical.scores(question), DECIMALS) for question in questions]
        return [
            tuple(
                _of_passage(context, passages[at], score=float(row[at]), lexical=float(shares[at]))
                for at in best_positions(row, TOP).tolist()
            )
            for row, shares in ((row, normalised_lexical(row)) for row in rows)
        ]

    return SlicePeer(find, context.dev_cases)


def dense_peer(context: PeerContext) -> SlicePeer:
    """The best of our passages by the cosine of sentence vectors alone, ties by reading order."""
    passages = tuple(context.index.passages.values())
    indexed = [passage.indexed for passage in passages]

    def find(questions: Sequence[str]) -> list[tuple[FoundSlice, ...]]:
        return [
            tuple(
                _of_passage(context, passages[at], score=max(0.0, float(row[at])), cosine=float(row[at]))
                for at in best_positions(row, TOP).tolist()
            )
            for row in context.cosines(questions, indexed)
        ]

    return SlicePeer(find, context.dev_cases)


def _of_passage(
    context: PeerContext, passage: Passage, *, score: float, lexical: float = 0.0, cosine: float = 0.0
) -> FoundSlice:
    guide = context.index.guides[passage.guide]
    return FoundSlice(
        id=passage.id,
        guide=guide,
        section=guide.sections[passage.section],
        kind=str(passage.kind),
        start=passage.start,
        end=passage.end,
        score=score,
        lexical=lexical,
        cosine=cosine,
    )

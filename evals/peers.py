"""Other ways to answer the same cases, in the same run and scored the same way.

Peers see only the last message of a multi-turn case: they hold no conversation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from assistant.answer import Answer, Outcome, WorkedOut
from assistant.answerers.extractive import ExtractiveAnswerer
from assistant.evidence import Evidence
from assistant.grounding import faults
from assistant.question import read_question
from assistant.ranking import EvidenceRanker
from assistant.turn import Turn, citations_of
from corpus.passages import Passage
from evals.cases import Case
from evals.metrics import cites_evidence, folded
from evals.peer_context import Peer, PeerContext, declined, public
from evals.peer_slices import TOP, bm25_peer, dense_peer
from evals.peer_tutorial import tutorial_peer
from evals.predict import gate_record, retrieved
from evals.prediction import Prediction

__all__ = ["PEERS", "Peer", "PeerContext", "AlwaysAnswer", "AlwaysDecline", "OracleRetrieval"]


class AlwaysDecline:
    """Declines whatever is asked."""

    def predict(self, cases: Sequence[Case]) -> tuple[Prediction, ...]:
        """One decline a case, in order."""
        return tuple(
            Prediction(id=case.id, answer=declined(case, confidence=0.0), asked=case.question) for case in cases
        )


class AlwaysAnswer:
    """Our assistant with the gate open; it declines only what it cannot read or has no evidence for.

    Small talk and messages too vague to search for get the replies they always get.
    """

    def __init__(self, context: PeerContext) -> None:
        """Share the context's turns."""
        self._context = context

    def predict(self, cases: Sequence[Case]) -> tuple[Prediction, ...]:
        """One prediction a case, in order; a crash is recorded."""
        return tuple(self._recorded(case) for case in cases)

    def _recorded(self, case: Case) -> Prediction:
        try:
            return self._prediction(case)
        except Exception as error:  # any crash is a finding about the assistant, not about the evaluation
            return Prediction(id=case.id, answer=None, error=repr(error), asked=case.question)

    def _prediction(self, case: Case) -> Prediction:
        turn = self._context.turn(case.question)
        return _prediction(case, turn, turn.answer, turn.evidence)


class OracleRetrieval(AlwaysAnswer):
    """The same, with the passages that hold the case's evidence put before all others.

    What it gets wrong is the answerer's loss (or the reading's), not retrieval's. The passages it records are those
    that search found; the evidence is what the answerer was given. Cases without evidence are answered as they are.
    """

    def __init__(self, context: PeerContext) -> None:
        """Read every passage's context once."""
        super().__init__(context)
        self._ranker = EvidenceRanker(context.index)
        self._answerer = ExtractiveAnswerer()

    def _prediction(self, case: Case) -> Prediction:
        turn = self._context.turn(case.question)
        if not case.evidence or turn.asked is None or turn.result is None or not turn.evidence:
            return _prediction(case, turn, turn.answer, turn.evidence)
        question = read_question(turn.asked)
        evidence = self._relevant_first(case, turn.asked)
        draft = self._answerer.answer(question, evidence)
        if draft is None or faults(draft):
            return _prediction(case, turn, None, evidence)
        working = draft.working
        answer = Answer(
            question=turn.answer.question,
            outcome=Outcome.ANSWERED,
            text=draft.text,
            citations=citations_of(draft),
            confidence=turn.answer.confidence,
            interpreted_as=turn.answer.interpreted_as,
            worked_out=WorkedOut(how=working.how, inputs=tuple(range(1, len(draft.quotes) + 1))) if working else None,
            answerer=draft.answerer,
        )
        return _prediction(case, turn, answer, evidence)

    def _relevant_first(self, case: Case, asked: str) -> tuple[Evidence, ...]:
        """What search hands over anyway and all passages that hold the evidence; those first, else as ever."""
        everything = self._context.index.search(asked, top=len(self._context.index.passages))
        holding = {passage.id: evidence_held(case, passage) for passage in everything.found}
        most = self._context.settings.candidates
        kept = [at for at, passage in enumerate(everything.found) if holding[passage.id] or at < most]
        ranked = self._ranker.rank(read_question(asked), everything.only(kept))
        return tuple(sorted(ranked, key=lambda evidence: -holding[evidence.passage.id]))  # stable


def evidence_held(case: Case, passage: Passage) -> int:
    """2 if a passage holds evidence of the case itself, 1 if only its headings do, else 0."""
    if any(folded(text) in folded(passage.text) for text in case.evidence):
        return 2
    return int(cites_evidence(case.evidence, [{"quote": passage.text, "section": passage.path}]))


def _prediction(case: Case, turn: Turn, answer: Answer | None, evidence: Sequence[Evidence]) -> Prediction:
    """The prediction of a turn; no answer is a decline."""
    confidence = turn.verdict.confidence if turn.verdict else None
    return Prediction(
        id=case.id,
        answer=public(answer, case) if answer else declined(case, confidence=confidence),
        asked=turn.asked,
        passages=tuple(retrieved(item) for item in (turn.result.passages[:TOP] if turn.result else ())),
        evidence=tuple(item.passage.id for item in evidence[:TOP]),
        gate=gate_record(turn.verdict) if turn.verdict else None,
    )


PEERS: Mapping[str, Callable[[PeerContext], Peer]] = {
    "tutorial": tutorial_peer,
    "bm25": bm25_peer,
    "dense": dense_peer,
    "oracle retrieval": OracleRetrieval,
    "always answer": AlwaysAnswer,
    "always decline": lambda context: AlwaysDecline(),
}

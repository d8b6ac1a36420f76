"""One turn of conversation: a message and what came before go in, a checked answer comes out."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from assistant.answer import Answer, Decline, Outcome, Reason
from assistant.answerers.draft import Answerer, Draft, Watch
from assistant.answerers.extractive import ExtractiveAnswerer
from assistant.checked_draft import checked_draft
from assistant.context import career_of
from assistant.conversation import standalone_question
from assistant.decline import clarify_text, decline, sections_named
from assistant.evidence import Evidence, supported
from assistant.expected import that_may_be_meant
from assistant.follow_ups import FollowUps
from assistant.gate import Gate, Verdict
from assistant.given_figures import COST
from assistant.guides import GuideChooser
from assistant.needed_words import all_held
from assistant.other_names import OtherNames
from assistant.question import Question, read_question, says_nothing
from assistant.ranking import EvidenceRanker
from assistant.reading import reader_of
from assistant.scope import EVERYWHERE, Scope
from assistant.second_look import SecondLook
from assistant.several_asked import questions_in, together, told_in
from assistant.smalltalk import is_vague
from assistant.suggestions import Suggestions
from assistant.turn import Found, Turn, citations_of, clean, interpreted, places_of, worked_out_of
from assistant.unasked import Unasked
from corpus.guide import Place
from index.found import SearchResult
from index.search import Index


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Bounds of one turn; see `assistant.settings` for their meaning."""

    candidates: int
    max_message_chars: int
    max_history: int


class Assistant:
    """Answers questions from one index; holds no conversation, so any number of visitors may share it."""

    def __init__(
        self,
        index: Index,
        answerer: Answerer,
        ranker: EvidenceRanker,
        second_look: SecondLook,
        gate: Gate,
        *,
        limits: Limits,
        contact: str,
        helpline: str,
    ) -> None:
        """Join the parts; `assistant.wiring` is where they are chosen."""
        self.index = index
        self._answerer = answerer
        self._fallback = ExtractiveAnswerer()
        self._gate = gate
        self._limits = limits
        self._contact = contact
        self._ranker = ranker
        self._second_look = second_look
        texts = [f"{career_of(guide)}\n{guide.text}" for guide in index.guides.values()]
        self._reader = reader_of(texts, index.in_model_vocabulary)
        self._unasked = Unasked(self._reader, max_chars=limits.max_message_chars, contact=contact, helpline=helpline)
        self._names = OtherNames(index.guides.values())
        self._guides = GuideChooser(index.guides, index.guides_with)
        self._follow_ups = FollowUps(index, self._guides, self._quoted_for)
        self.suggestions = Suggestions(index, self._quoted_for)

    def ask(self, message: str, history: Sequence[str] = (), watch: Watch | None = None) -> Answer:
        """The answer to a message, read with the user's earlier messages, oldest first. Never raises for any text.

        A `watch` is shown what a chat model has said so far, each sentence checked, and may leave.
        """
        return self.turn(message, history, watch).answer

    def turn(
        self,
        message: str,
        history: Sequence[str] = (),
        watch: Watch | None = None,
        *,
        scope: Scope = EVERYWHERE,
        by_model: bool = True,
    ) -> Turn:
        """The answer as `ask` gives it, with what each step of the way found.

        A narrower `scope` looks in one guide or section alone; not `by_model`, no chat model is called.
        """
        started = time.perf_counter()
        message = clean(message)
        if reply := self._unasked.reply(message, self.suggestions.starters):
            return Turn(answer=reply)
        earlier, read = self._as_read(message, history)
        asked = self._follow_ups.standalone(read, earlier)
        about = scope.guides or self._follow_ups.spoken_about(asked, earlier)
        before = self._follow_ups.leant_on(read, earlier)
        answerer = self._answerer if by_model else self._fallback
        on = partial(self._on, message, about=about, scope=scope, before=before, watch=watch, answerer=answerer)
        turn = self._follow_ups.turn(read, earlier, asked, on)
        if not earlier and scope == EVERYWHERE:
            self._follow_ups.remember(turn, asked, about)
        timings = {**(turn.result.timings_ms if turn.result else {}), "total": (time.perf_counter() - started) * 1000}
        return replace(turn, answer=replace(turn.answer, timings_ms=timings))

    def opened(self, turn: Turn) -> Turn:
        """The turn as it would have ended had the gate let its question through; for evaluations.

        Search is not done again; what need not be read to decline is read now. Confidence stays what it is; without
        evidence nothing can be answered.
        """
        found, verdict = turn.found, turn.verdict
        if found is None or verdict is None or verdict.covered or not found.evidence:
            return turn
        if not any(item.read for item in found.evidence):
            found = replace(found, evidence=self._second_look.read(found.question, found.evidence))
        return self._concluded(found, replace(verdict, reason=None), None, self._answerer)

    def _on(
        self,
        message: str,
        asked: str,
        *,
        about: frozenset[str],
        scope: Scope,
        before: Sequence[Place],
        watch: Watch | None,
        answerer: Answerer,
        held: Sequence[str] = (),
        unless_read: float = math.inf,
        needed: Sequence[str] = (),
    ) -> Turn:
        """The turn on one standalone question, untimed; `held`, `unless_read` and `needed` as `TurnOn` has them."""
        if is_vague(asked) or says_nothing(asked):
            return self._on_vague(message, asked, about, scope)
        if turn := self._one_by_one(message, asked, about, scope, held):
            return turn
        found = self._find(message, asked, about, scope, before)
        verdict = self._judge(found)
        likely = bool(found.evidence) and found.evidence[0].read >= unless_read
        said = likely or all(supported(word, found.question, found.evidence) for word in held)
        if verdict.covered and not (said and all_held(needed, found.question, found.evidence)):
            verdict = replace(self._gate.unanswered(verdict), reason=Reason.NOT_IN_GUIDE)
        return self._concluded(found, verdict, watch, answerer)

    def _on_vague(self, message: str, asked: str, about: frozenset[str], scope: Scope) -> Turn:
        """A question back; where the guide has nothing of the kind asked for ("fees?"), the decline that says so."""
        question = read_question(asked)
        choices = self.suggestions.of_kind(question)
        if not choices and COST.search(question.folded):
            found = self._find(message, asked, about, scope)
            if not (verdict := self._judge(found)).covered:
                return self._concluded(found, verdict, None, self._fallback)
        return Turn(answer=self._clarified(message, choices or self.suggestions.starters()), asked=asked)

    def _one_by_one(
        self, message: str, asked: str, about: frozenset[str], scope: Scope, held: Sequence[str]
    ) -> Turn | None:
        """The turn of a message with several questions, answered in the guide's words; None where it asks one.

        None too where a word of `held` is supported by what answers none of them.
        """
        first, *others = questions_in(asked)
        if not others:
            return None
        told = told_in(first)
        rest = [told + other if told else standalone_question(other, [first], self.index) for other in others]
        turns: list[Turn] = []
        for one in (first, *rest):
            found = self._find(message, one, about, scope)
            turns.append(self._concluded(found, self._judge(found), None, self._fallback))
        answering = [turn.found for turn in turns if turn.found and turn.answer.outcome is Outcome.ANSWERED]
        if not all(any(supported(word, one.question, one.evidence) for one in answering) for word in held):
            return None
        answer = together([(words, turn.answer) for words, turn in zip((first, *others), turns, strict=True)])
        if answer is None:
            return None
        shown = next(turn for turn in turns if turn.answer.outcome is Outcome.ANSWERED)
        return replace(shown, answer=replace(answer, interpreted_as=interpreted(message, asked)), asked=asked)

    def _find(
        self,
        message: str,
        asked: str,
        about: frozenset[str],
        scope: Scope,
        before: Sequence[Place] = (),
    ) -> Found:
        question, result, evidence = self._read(asked, about, scope, before)
        return Found(message=message, asked=asked, about=about, question=question, result=result, evidence=evidence)

    def _judge(self, found: Found) -> Verdict:
        return self._gate.judge(found.question, found.evidence, found.result.anticipated)

    def _concluded(self, found: Found, verdict: Verdict, watch: Watch | None, answerer: Answerer) -> Turn:
        """The end of a turn: a question back where several guides fit, else an answer, else a decline."""
        compares = found.question.asks("comparison")
        undecided = () if compares else self._guides.undecided(found.evidence, found.about, found.question)
        if verdict.covered and undecided:
            choices = self._guides.choices(found.asked, undecided)
            answered = tuple(choice for choice in choices if self._quoted_for(choice) is not None)
            if len(answered) > 1:
                return Turn(answer=self._clarified(found.message, answered), asked=found.asked, found=found)
            about = self._guides.named(answered[0]) if answered else frozenset()
            if len(about) != 1:  # whichever is meant, it would be declined
                verdict = self._gate.unanswered(verdict)
            else:
                found = self._find(found.message, answered[0], about, EVERYWHERE)
                verdict = self._judge(found)
        draft = checked_draft(found, answerer, self._fallback, watch) if verdict.covered else None
        if verdict.covered and draft is None:
            verdict = self._gate.unanswered(verdict)
        answer = self._declined(found, verdict) if draft is None else self._answered(found, verdict, draft)
        return Turn(answer=answer, asked=found.asked, found=found, verdict=verdict)

    def _as_read(self, message: str, history: Sequence[str]) -> tuple[list[str], str]:
        """The earlier messages that count and the message, each as it is read: spelling, Hindi, names of careers."""
        kept = history[max(0, len(history) - self._limits.max_history) :]
        texts = [*(clean(text)[: self._limits.max_message_chars] for text in kept), message]
        *earlier, read = (self._names.read(self._reader.read(text)) for text in texts)
        return earlier, read

    def _read(
        self,
        asked: str,
        about: frozenset[str],
        scope: Scope = EVERYWHERE,
        before: Sequence[Place] = (),
    ) -> tuple[Question, SearchResult, tuple[Evidence, ...]]:
        asked = self._guides.step_alone(asked)
        question = read_question(asked)
        result = self.index.search(asked, top=self._limits.candidates, guides=about, section=scope.section)
        evidence = self._ranker.rank(question, result, before)
        if evidence:
            guide = evidence[0].guide
            anticipated = that_may_be_meant(question, result.anticipated.of(guide.id), guide)
            result = replace(result, anticipated=scope.expected(anticipated, guide))
        reading = time.perf_counter()
        evidence = self._second_look.look(question, evidence, result.anticipated)
        timings = {**result.timings_ms, "read": (time.perf_counter() - reading) * 1000}
        return question, replace(result, timings_ms=timings), evidence

    def _clarified(self, message: str, choices: tuple[str, ...]) -> Answer:
        return Answer(question=message, outcome=Outcome.CLARIFY, text=clarify_text(choices), suggestions=choices)

    def _quoted_for(self, text: str, about: frozenset[str] | None = None) -> tuple[Place, ...] | None:
        """What the answer to a question, asked first, quotes; None where it has none. Decides what may be suggested."""
        if is_vague(text) or says_nothing(text):
            return None
        found = self._find(text, text, self._guides.named(text) if about is None else about, EVERYWHERE)
        if not self._judge(found).covered:
            return None
        draft = checked_draft(found, self._fallback, self._fallback, None)
        return None if draft is None else places_of(draft)

    def _answered(self, found: Found, verdict: Verdict, draft: Draft) -> Answer:
        best = found.evidence[0]
        return Answer(
            question=found.message,
            outcome=Outcome.ANSWERED,
            text=self._guides.with_guide(draft.text, best.guide),
            citations=citations_of(draft),
            suggestions=self.suggestions.near(best.guide, [best.passage.section], found.asked, shown=places_of(draft)),
            confidence=verdict.confidence,
            interpreted_as=interpreted(found.message, found.asked),
            worked_out=worked_out_of(draft),
            answerer=draft.answerer,
        )

    def _declined(self, found: Found, verdict: Verdict) -> Answer:
        reason, evidence = verdict.reason or Reason.NOT_IN_GUIDE, found.evidence
        declined = decline(
            reason,
            found.question,
            evidence,
            contact=self._contact,
            anticipated=found.result.anticipated,
            several=self._guides.several,
        )
        return Answer(
            question=found.message,
            outcome=Outcome.DECLINED,
            text=declined.text,
            reason=reason,
            decline=declined,
            suggestions=self._suggested_instead(found, declined),
            confidence=verdict.confidence,
            interpreted_as=interpreted(found.message, found.asked),
        )

    def _suggested_instead(self, found: Found, declined: Decline) -> tuple[str, ...]:
        """What may be asked instead of what was declined: of the sections that the decline names."""
        if not found.evidence:
            return self.suggestions.starters()
        guide = found.evidence[0].guide
        sections = sections_named(guide, declined.near)
        return self.suggestions.near(guide, sections, found.message, first=declined.near)

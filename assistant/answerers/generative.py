"""The answer worded by a chat model, from evidence the gate has let through.

The model sees numbered passages and nothing else, and its reply is untrusted: each sentence is held against the quotes
that it cites itself. A faulty reply is asked for once more with its faults named, then loses its faulty sentences, then
gives way to the extractive answer, as do a model that fails and one that is slow.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.answer import AnswererName
from assistant.answerers.asking import AskingAnswerer, is_worth_a_try, latest
from assistant.answerers.draft import UNWATCHED, Draft, Quote, Refusal, Watch
from assistant.answerers.hearing import draft_from_reply, heard
from assistant.answerers.refusing import refuses, reply_faults
from assistant.answerers.reporting import Report
from assistant.answerers.shown import passage_text, shown_to_model
from assistant.answerers.trimming import trimmed
from assistant.evidence import Evidence
from assistant.figure_kinds import PAY_WORDS, gives_figure
from assistant.models.calls import ModelCalls, ModelFailedError
from assistant.models.options import ChatOptions, Timeouts
from assistant.prompts import again, writing
from assistant.question import Question

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage


# "What happens to who takes money" is read as a question for an amount too, and asks for none.
_ASKS_FIGURE = re.compile(
    rf"^(?!when\b)(?=.*(?:\bhow\b|\bkitn|\b(?:{PAY_WORDS}|fees?|costs?|prices?|stipends?|package)\b))"
)


class GenerativeAnswerer(AskingAnswerer):
    """Words answers with one LangChain chat model; safe to share between threads."""

    def __init__(self, model: BaseChatModel, *, timeout: float = 20.0, options: ChatOptions | None = None) -> None:
        """`timeout` is the longest wait for an answer in seconds, where no `options` are given."""
        given = options or ChatOptions(model="chat model", timeouts=Timeouts(first_token=timeout, total=timeout))
        super().__init__(model, given)

    def answer_watched(self, question: Question, evidence: Sequence[Evidence], watch: Watch) -> Draft | Refusal | None:
        """A draft in the model's words; those that hold are shown to `watch` as they come; None when it has left."""
        quotes = [shown.quote for shown in shown_to_model(evidence)]
        if not quotes:
            return None
        turn = _Turn(self.calls, question, quotes, watch)
        try:
            result = turn.result()
        except ModelFailedError as error:
            turn.report.failed(error)
            result = None
        turn.report.write(result)
        return result


class _Turn:
    """One question put to the model: a try, a second one, and what can be saved of either."""

    def __init__(self, calls: ModelCalls, question: Question, quotes: Sequence[Quote], watch: Watch) -> None:
        self._calls = calls
        self._question = question
        self._quotes = quotes
        self._watch = watch
        self._ends = latest(calls)
        self.report = Report(calls.options.model)

    def result(self) -> Draft | Refusal | None:
        from langchain_core.messages import AIMessage, HumanMessage, SystemMessage  # here: LangChain takes a second

        passages = [passage_text(quote) for quote in self._quotes]
        system, user = writing(passages, self._question.text)
        messages: list[BaseMessage] = [SystemMessage(system), HumanMessage(user)]
        reply = self._reply(messages)
        if refuses(reply, self._quotes):
            return Refusal()
        first, wrong = self._judged(reply)
        if first is not None and not wrong:
            return first
        second: Draft | None = None
        if is_worth_a_try(self._ends):
            try:
                reply = self._reply([*messages, AIMessage(reply or " "), HumanMessage(again(wrong))])
            except ModelFailedError as error:  # what the first try left may still be of use
                self.report.failed(error)
            else:
                if refuses(reply, self._quotes):  # final, but for what was checked of the first try and held
                    return (first and trimmed(first)) or Refusal()
                second, wrong = self._judged(reply)
                if second is not None and not wrong:
                    return replace(second, answerer=AnswererName.GENERATIVE_RETRIED)
        return next((short for draft in (second, first) if draft and (short := trimmed(draft))), None)

    def _reply(self, messages: Sequence[BaseMessage]) -> str:
        pieces = self._calls.pieces(messages, ends=self._ends, is_left=self._watch.is_left, watched=self.report.watched)
        return heard(
            pieces, self._quotes, self._question.text, self._watch.show if self._watch is not UNWATCHED else None
        )

    def _judged(self, reply: str) -> tuple[Draft | None, list[str]]:
        draft = draft_from_reply(reply, self._quotes, self._question.text)
        wrong = reply_faults(draft) if draft is not None else [_unusable(reply)]
        if draft is not None and self._is_without_figure(draft.text):
            draft, wrong = None, ["The question asks for a figure, and the answer leaves it out."]
        self.report.faulty(wrong)
        return draft, wrong

    def _is_without_figure(self, text: str) -> bool:
        """Whether a figure is asked for in so many words and the answer has none."""
        return bool(_ASKS_FIGURE.search(self._question.folded)) and not gives_figure(self._question, text)


def _unusable(reply: str) -> str:
    if not reply.strip():
        return "The answer is empty."
    return "The answer is too long." if len(reply) > 1_000 else "No sentence ends with the mark of a passage."

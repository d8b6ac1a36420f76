"""The answer in the guide's words, from passages that a chat model picks by number: safe with very small models.

The model says nothing that is shown: its reply is numbers, and anything else is asked for once more and then given up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.answer import AnswererName
from assistant.answerers.asking import AskingAnswerer, is_worth_a_try, latest
from assistant.answerers.draft import Draft, Refusal, Watch
from assistant.answerers.extractive import ExtractiveAnswerer
from assistant.answerers.hearing import LONGEST_REPLY
from assistant.answerers.mark_forms import with_plain_digits
from assistant.answerers.refusing import refuses
from assistant.answerers.reporting import Report
from assistant.answerers.shown import Shown, passage_text, shown_to_model
from assistant.evidence import Evidence
from assistant.models.calls import ModelFailedError
from assistant.models.options import ChatOptions
from assistant.models.thinking import after_thinking
from assistant.prompts import SELECT_AGAIN, SELECT_SYSTEM, passages_and_question
from assistant.question import Question

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

# Numbers, and around them only what lists are written with: "Passage 1, 3", {"passages": [1, 3]}.
_CHOICE = re.compile(r"""(?:\b(?:passages?|numbers?|nos?|sources?|best|and|json)\b|[\s\[\](){}"'`:;,.*#&/_-])*""", re.I)
_NUMBER = re.compile(r"(?<![\d.])\d{1,2}(?!\d|\.\d)")
_MOST = 3
_MOST_NAMED = 6  # a list of more is no choice


class SelectingAnswerer(AskingAnswerer):
    """Lets one chat model pick evidence; safe to share between threads."""

    def __init__(self, model: BaseChatModel, *, options: ChatOptions) -> None:
        super().__init__(model, options)
        self._words = ExtractiveAnswerer()

    def answer_watched(self, question: Question, evidence: Sequence[Evidence], watch: Watch) -> Draft | Refusal | None:
        """The extractive draft from the picked evidence; nothing is shown to `watch` before it is whole."""
        shown = shown_to_model(evidence)
        if not shown:
            return None
        report = Report(self.calls.options.model)
        result: Draft | Refusal | None = None
        try:
            picked = self._picked(question, shown, watch, report)
            result = picked if isinstance(picked, Refusal) else self._worded(question, picked)
        except ModelFailedError as error:
            report.failed(error)
        report.write(result)
        return result

    def _worded(self, question: Question, picked: Sequence[Evidence]) -> Draft | None:
        draft = self._words.answer(question, picked) if picked else None
        return replace(draft, answerer=AnswererName.GENERATIVE, verbatim=True) if draft else None

    def _picked(
        self, question: Question, shown: Sequence[Shown], watch: Watch, report: Report
    ) -> Refusal | list[Evidence]:
        from langchain_core.messages import AIMessage, HumanMessage, SystemMessage  # here: LangChain takes a second

        passages = [passage_text(one.quote) for one in shown]
        messages: list[BaseMessage] = [
            SystemMessage(SELECT_SYSTEM),
            HumanMessage(passages_and_question(passages, question.text)),
        ]
        ends = latest(self.calls)
        for tries in (1, 2):
            reply = self._reply(messages, ends, watch, report)
            if refuses(reply, [one.quote for one in shown]):
                return Refusal()
            numbers = chosen_numbers(reply)
            if numbers and all(1 <= number <= len(shown) for number in numbers):
                return [shown[number - 1].evidence for number in dict.fromkeys(numbers[:_MOST])]
            report.faulty(["The reply is not a choice of passages."])
            if tries == 2 or not is_worth_a_try(ends):
                break
            messages += [AIMessage(reply or " "), HumanMessage(SELECT_AGAIN.format(count=len(shown)))]
        return []

    def _reply(self, messages: Sequence[BaseMessage], ends: float, watch: Watch, report: Report) -> str:
        text = ""
        for piece in self.calls.pieces(messages, ends=ends, is_left=watch.is_left, watched=report.watched):
            text += piece
            if len(text) > LONGEST_REPLY:
                break
        return after_thinking(text)


def chosen_numbers(reply: str) -> list[int]:
    """The numbers that a reply names and says nothing beside; empty where it says more, or names a long list."""
    text = with_plain_digits(reply).translate(str.maketrans("【】（）：，、。", "[]():,,."))
    numbers = [int(one) for one in _NUMBER.findall(text)]
    return numbers if _CHOICE.fullmatch(_NUMBER.sub(" ", text)) and len(numbers) <= _MOST_NAMED else []

"""Other wordings of a draft's questions by a chat model, each held against the guide before it is taken.

A model words better than templates, and now and then asks what the guide does not answer. So a wording counts only
where the extractive answer to it, asked without the model, quotes the very place that it was made for.
"""

from __future__ import annotations

import re
import time

from assistant.answer import Outcome
from assistant.answerers.extractive import ExtractiveAnswerer
from assistant.ask import Assistant
from assistant.models.calls import ModelCalls, ModelFailedError, Watched
from assistant.models.load import load_model
from assistant.prompts import wording
from assistant.settings import Settings
from assistant.suggest_questions import suggested_questions
from assistant.wiring import Progress, assistant_over, chat_options, open_guides
from corpus.anticipated import places_of
from corpus.guide import Guide

_MOST = 4  # wordings taken of a place
_GIVES_UP = 3  # calls in a row that failed
_BEFORE = re.compile(r"^\W*(?:\d{1,2}\s*[.):]\s*)?(?:Q\s*:\s*)?[\W_]*")  # bullets, numbers, quotes
_ENDS = re.compile(r"[\s\"'“”*`]+$")


def reworded_draft(settings: Settings, guide: Guide, *, on_progress: Progress | None = None) -> tuple[str, str | None]:
    """A guide's draft with the settings' chat model, and why that was given up, or None.

    Raises:
        CareerAssistantError: the model cannot be loaded, or the guides cannot be used.
    """
    options = chat_options(settings)
    calls = ModelCalls(load_model(options), options)
    with open_guides(settings, on_progress=on_progress) as index:
        wordings = ModelWordings(calls, assistant_over(index, ExtractiveAnswerer(), settings), guide)
        return suggested_questions(guide, wordings), wordings.failed


class ModelWordings:
    """What visitors may ask that a text of the guide answers, worded by a model; empty from its third failure on."""

    def __init__(self, calls: ModelCalls, assistant: Assistant, guide: Guide) -> None:
        """`assistant` has to be one over the guide; it is asked without its model."""
        self._calls = calls
        self._assistant = assistant
        self._guide = guide
        self._failures = 0
        self.failed: str | None = None  # why the model was given up, in words for the terminal

    def __call__(self, text: str) -> list[str]:
        """Up to four questions for a text, each answered from that very place."""
        if self.failed is not None:
            return []
        try:
            reply = self._reply(text)
        except ModelFailedError as error:
            self._failures += 1
            self.failed = str(error) if self._failures >= _GIVES_UP else None
            return []
        self._failures = 0
        lines = (_ENDS.sub("", _BEFORE.sub("", line)) for line in reply.splitlines())
        return [line for line in dict.fromkeys(lines) if line and self._is_answered(line, text)][:_MOST]

    def _reply(self, text: str) -> str:
        from langchain_core.messages import HumanMessage, SystemMessage  # here: LangChain takes a second to import

        system, user = wording(text)
        ends = time.monotonic() + self._calls.options.timeouts.total
        messages = [SystemMessage(system), HumanMessage(user)]
        return "".join(self._calls.pieces(messages, ends=ends, is_left=lambda: False, watched=Watched()))

    def _is_answered(self, question: str, text: str) -> bool:
        answer = self._assistant.turn(question, by_model=False).answer
        if answer.outcome is not Outcome.ANSWERED:
            return False
        line = " ".join(text.split())
        sections = range(len(self._guide.sections))
        places = [place for number in sections for place in places_of(line, self._guide, number)]
        return any(
            one.guide == self._guide.id and one.start < end and one.end > start
            for one in answer.citations
            for start, end in places
        )

"""What the answerers that ask a chat model share: how they are asked, how long they wait, what they used."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.answerers.draft import UNWATCHED, Draft, Refusal, Watch
from assistant.evidence import Evidence
from assistant.models.calls import ModelCalls
from assistant.models.options import ChatOptions
from assistant.models.usage import Tokens
from assistant.question import Question

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_EXTRACTIVE = 0.6  # seconds that the extractive answer and its check may take, the first of a guide above all
_WORTH_A_TRY = 1.0  # seconds; with fewer left a model is not asked again


class AskingAnswerer(ABC):
    """Answers with the help of one LangChain chat model; safe to share between threads."""

    def __init__(self, model: BaseChatModel, options: ChatOptions) -> None:
        """Nothing is asked yet."""
        self.calls = ModelCalls(model, options)

    def answer(self, question: Question, evidence: Sequence[Evidence]) -> Draft | Refusal | None:
        """A draft, the model's refusal, or None when it fails, is slow or breaks a rule."""
        return self.answer_watched(question, evidence, UNWATCHED)

    @abstractmethod
    def answer_watched(self, question: Question, evidence: Sequence[Evidence], watch: Watch) -> Draft | Refusal | None:
        """The same, given up when `watch` has left."""

    def tokens(self) -> dict[str, Tokens]:
        """What was used so far, by model; where a provider tells nothing it is an estimate."""
        return self.calls.usage.by_model()


def latest(calls: ModelCalls) -> float:
    """When a model's answer has to be there so that the extractive one would still come in time; monotonic seconds."""
    total = calls.options.timeouts.total
    return time.monotonic() + max(total / 2, total - _EXTRACTIVE)


def is_worth_a_try(ends: float) -> bool:
    """Whether enough time is left before `ends` (monotonic seconds) to ask a model once more."""
    return ends - time.monotonic() > _WORTH_A_TRY

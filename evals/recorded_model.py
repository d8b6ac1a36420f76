"""A chat model that says what is recorded. Importing this imports LangChain, which only a run with replies needs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.messages.ai import UsageMetadata
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import PrivateAttr

from evals.replies import Replies


class NoReplyError(Exception):
    """No reply is recorded for a prompt."""


class RecordedModel(BaseChatModel):
    """Says what is recorded; with a real model behind it, asks that and records what it says."""

    _replies: Replies = PrivateAttr()
    _live: BaseChatModel | None = PrivateAttr(default=None)

    @classmethod
    def of(cls, replies: Replies, live: BaseChatModel | None = None) -> RecordedModel:
        """A model over the replies."""
        made = cls()
        made._replies, made._live = replies, live
        return made

    @property
    def _llm_type(self) -> str:
        return "recorded"

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        if self._live is not None:
            reply = self._live.invoke(messages)
            used = getattr(reply, "usage_metadata", None)
            tokens = (used["input_tokens"], used["output_tokens"]) if used else None
            self._replies.keep(messages, str(reply.text), tokens)
            yield _chunk(str(reply.text), tokens)
            return
        found = self._replies.find(messages)
        if found is None:
            raise NoReplyError("No reply is recorded for this prompt.")
        counted = found.get("tokens")
        yield _chunk(found["reply"], (counted[0], counted[1]) if counted else None)

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        text = "".join(str(chunk.message.text) for chunk in self._stream(messages, stop, run_manager, **kwargs))
        return ChatResult(generations=[ChatGeneration(message=AIMessage(content=text))])


def _chunk(text: str, tokens: tuple[int, int] | None) -> ChatGenerationChunk:
    usage = UsageMetadata(input_tokens=tokens[0], output_tokens=tokens[1], total_tokens=sum(tokens)) if tokens else None
    return ChatGenerationChunk(message=AIMessageChunk(content=text, usage_metadata=usage))

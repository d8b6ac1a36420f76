"""One call of a chat model while it runs: what has come of it, shared by what makes the call and who waits for it."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from assistant.models.failures import BROKE_OFF, NO_REPLY, failure_in_words, with_causes
from assistant.models.thinking import SaidWords
from assistant.models.usage import Tokens

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

_SILENT = 4  # chunks without a word before the first one: a model that thinks, where its server keeps that back
# Packages whose streams say at their end why they end; of others, an end without a reason is no sign of a cut.
_TELLS_END = (
    "langchain_anthropic",
    "langchain_google_genai",
    "langchain_mistralai",
    "langchain_ollama",
    "langchain_openai",
)
_TOO_LONG = frozenset({"length", "max_tokens"})


def tells_end(model: BaseChatModel) -> bool:
    """Whether a whole reply of this model ends with why it ends, so that one without was cut."""
    return any(kind.__module__.startswith(_TELLS_END) for kind in type(model).__mro__)


@dataclass(kw_only=True, eq=False)
class Call:
    """What the thread of a call and who waits for it share."""

    messages: Sequence[BaseMessage]
    ends: float
    is_left: Callable[[], bool]
    pieces: queue.SimpleQueue[str | None] = field(default_factory=queue.SimpleQueue)
    stopped: threading.Event = field(default_factory=threading.Event)
    tried: float | None = None  # when the try that is under way began
    text: str = ""  # all that came, thinking included
    said: SaidWords = field(default_factory=SaidWords)
    chunks: int = 0
    silent: int = 0  # chunks before the first one with text
    worded: bool = False  # whether there was one with text
    finish: str | None = None  # why the reply ended, as the provider says
    used: Tokens | None = None
    model_name: str | None = None
    error: BaseException | None = None
    task: Future[None] | None = None

    def stop(self) -> None:
        """End the call: at once where it runs in the event loop, else with its next piece."""
        self.stopped.set()
        if self.task is not None:
            self.task.cancel()

    def note(self, chunk: Any) -> None:
        """Hand a chunk's text on, and keep what it tells about the model and its tokens."""
        if used := getattr(chunk, "usage_metadata", None):
            before = self.used or Tokens(taken=0, given=0)
            self.used = before.plus(Tokens(taken=used["input_tokens"], given=used["output_tokens"]))
        metadata = getattr(chunk, "response_metadata", None) or {}
        self.model_name = metadata.get("model_name") or metadata.get("model") or self.model_name
        ended = metadata.get("finish_reason") or metadata.get("stop_reason") or metadata.get("done_reason")
        self.finish = str(ended).lower() if ended else self.finish
        self.chunks += 1
        text = str(chunk.text)  # of the blocks that are text: those that a provider marks as thinking are none
        self.worded = self.worded or bool(text)
        self.silent += not self.worded
        if text or self.chunks > 1:  # the first may come before any work; later ones without text are thinking
            self.pieces.put(text)

    def fail(self, error: BaseException) -> None:
        """Keep why the call failed, without what its tracebacks hold.

        They hold streams read half way, and this call: garbage that only a collection finds, in whatever thread, while
        the loop may be closing the same streams.
        """
        self.error = error
        for one in with_causes(error):
            one.__traceback__ = None

    @property
    def thought(self) -> bool:
        """Whether the model thought before it answered, or never came to answer."""
        return self.said.thought or self.silent >= _SILENT

    def why_no_reply(self, *, tells_end: bool, longest_reply: int) -> str:
        """Why the call, which has ended, brought no whole reply; empty where it did."""
        if self.error is not None:
            return failure_in_words(self.error)
        if not self.chunks:
            return NO_REPLY
        if self.finish is None and tells_end:
            return BROKE_OFF
        if self.finish in _TOO_LONG and not self.said.has_begun and not self.said.rest():
            return f"it used up its {longest_reply} tokens before it said anything"
        return ""

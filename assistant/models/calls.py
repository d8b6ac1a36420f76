"""One call of a chat model, within its time: pieces of text come out as they arrive, or a failure that says why.

A call runs in one event loop for all, where it can be broken off while it waits, or in a daemon thread where its class
knows no event loop; so a model that hangs keeps neither the visitor nor the program. It holds one of a bounded number
of places until it really ends. Every failure is of one kind, `ModelFailedError`, with words for the log.
"""

from __future__ import annotations

import asyncio
import contextvars
import queue
import threading
import time
from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from assistant.models.breaker import Breaker, BreakerOpenError
from assistant.models.budget import DailyBudget
from assistant.models.call import Call, tells_end
from assistant.models.load import short
from assistant.models.loop import model_loop, streams_in_a_loop
from assistant.models.options import ChatOptions
from assistant.models.retries import GaveUpError, with_one_retry, with_one_retry_async
from assistant.models.usage import Tokens, Usage, estimated

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

_LOOK = 0.05  # seconds between looks at whether the visitor is still there
_WAIT_FOR_PLACE = 2.0  # seconds at most; who waits longer is better served by the extractive answer
_END = None


class ModelFailedError(Exception):
    """The model gave no reply; the message says why, for the log, without words of a visitor and without secrets.

    `detail` is what the provider said itself, which may repeat what it was sent.
    """

    def __init__(self, why: str, *, detail: str = "") -> None:
        super().__init__(why)
        self.detail = detail


class VisitorLeftError(ModelFailedError):
    """Nobody waits for the reply any more."""


@dataclass(kw_only=True)
class Watched:
    """What one answer's calls took, for the log."""

    first_token_ms: float | None = None
    tokens: Tokens = field(default_factory=lambda: Tokens(taken=0, given=0))
    estimated: bool = False
    money: float | None = None
    thought: bool = False  # before it answered; nothing of that is kept


class ModelCalls:
    """Calls one chat model; safe to share between threads."""

    def __init__(self, model: BaseChatModel, options: ChatOptions) -> None:
        """`options` bounds every call."""
        self._model = model
        self._options = options
        self._free = threading.BoundedSemaphore(options.calls_at_once)
        self._breaker = Breaker(failures=options.failures_until_open, seconds=options.seconds_open)
        self._budget = (
            DailyBudget(options.daily_budget, options.spending_file) if options.daily_budget is not None else None
        )
        self.usage = Usage()

    @property
    def options(self) -> ChatOptions:
        """How the model is reached and bounded."""
        return self._options

    def pieces(
        self, messages: Sequence[BaseMessage], *, ends: float, is_left: Callable[[], bool], watched: Watched
    ) -> Iterator[str]:
        """The reply piece by piece, without thinking before it; ends early, without an error, where nobody asks on.

        Args:
            messages: the prompt.
            ends: when the whole answer has to be there, on the monotonic clock.
            is_left: whether nobody waits for the answer any more.
            watched: is told what the call took.

        Raises:
            ModelFailedError: no reply, or not all of it.
        """
        self._take_place(ends)
        call = Call(messages=messages, ends=ends, is_left=is_left)
        self._begin(call)
        try:
            yield from self._arriving(call, watched)
        except GeneratorExit:  # enough was read
            self._breaker.left()
            raise
        except VisitorLeftError:
            self._breaker.left()
            raise
        except ModelFailedError as error:
            self._breaker.failed(error)
            raise
        else:
            self._breaker.succeeded()
        finally:
            call.stop()
            self._count(call, watched)

    def _begin(self, call: Call) -> None:
        if streams_in_a_loop(self._model):  # only such a call can be broken off while it waits
            call.task = asyncio.run_coroutine_threadsafe(self._run_in_loop(call), model_loop())
        else:
            context = contextvars.copy_context()
            threading.Thread(target=context.run, args=(self._run, call), name="chat-model", daemon=True).start()

    def _take_place(self, ends: float) -> None:
        if self._budget is not None and self._budget.is_spent():
            raise ModelFailedError("today's budget is spent")
        try:
            self._breaker.begin()
        except BreakerOpenError:
            raise ModelFailedError("it failed several times and is not asked just now") from None
        if not self._free.acquire(timeout=max(0.0, min(_WAIT_FOR_PLACE, ends - time.monotonic()))):
            self._breaker.left()
            raise ModelFailedError(f"it is busy with {self._options.calls_at_once} questions")

    def _arriving(self, call: Call, watched: Watched) -> Iterator[str]:
        started, first = time.monotonic(), True
        while True:
            now = time.monotonic()
            if call.is_left():
                raise VisitorLeftError("the visitor has left")
            if now >= call.ends:
                raise ModelFailedError(f"it took over {self._options.timeouts.total:g} seconds")
            tried = call.tried
            if first and tried is not None and now - tried > self._options.timeouts.first_token:
                raise ModelFailedError(f"its first words took over {self._options.timeouts.first_token:g} seconds")
            try:
                piece = call.pieces.get(timeout=max(0.001, min(_LOOK, call.ends - now)))
            except queue.Empty:
                continue
            if piece is _END:
                longest = self._options.longest_reply
                if why := call.why_no_reply(tells_end=tells_end(self._model), longest_reply=longest):
                    raise ModelFailedError(why, detail=short(call.error, self._options) if call.error else "")
                if rest := call.said.rest():
                    yield rest
                return
            first = False  # also of a model that thinks: it is at work
            call.text += piece
            if not (piece := call.said.of(piece)):
                continue
            if watched.first_token_ms is None:
                watched.first_token_ms = (time.monotonic() - started) * 1000
            yield piece

    def _run(self, call: Call) -> None:
        from langsmith import tracing_context  # here because LangChain is wanted only with a model

        try:
            # Off whatever the environment says: a visitor's words go to the model that was named and nowhere else.
            with tracing_context(enabled=False):
                chunks, first = with_one_retry(
                    lambda: self._begun(call), ends=call.ends, is_left=lambda: call.stopped.is_set() or call.is_left()
                )
                for chunk in _with(first, chunks):
                    call.note(chunk)
                    if call.stopped.is_set():
                        break
        except BaseException as error:  # providers raise their own kinds; whatever it is, the visitor gets an answer
            call.fail(error)
        finally:
            call.pieces.put(_END)
            self._free.release()

    async def _run_in_loop(self, call: Call) -> None:
        from langsmith import tracing_context  # here because LangChain is wanted only with a model

        try:
            with tracing_context(enabled=False):
                chunks, first = await with_one_retry_async(
                    lambda: self._begun_in_loop(call),
                    ends=call.ends,
                    is_left=lambda: call.stopped.is_set() or call.is_left(),
                )
                async with aclosing(chunks):
                    if first is not None:
                        call.note(first)
                    async for chunk in chunks:
                        call.note(chunk)
        except BaseException as error:
            call.fail(error)
        finally:
            call.pieces.put(_END)
            self._free.release()

    async def _begun_in_loop(self, call: Call) -> tuple[AsyncGenerator[Any, None], Any]:
        call.tried = time.monotonic()
        try:
            chunks = cast("AsyncGenerator[Any, None]", self._model.astream(list(call.messages)))
            return chunks, await anext(chunks, None)
        except BaseException:
            call.tried = None
            raise

    def _begun(self, call: Call) -> tuple[Iterator[Any], Any]:
        """The stream with its first chunk: until that is there, another try is worth it."""
        if call.stopped.is_set():
            raise GaveUpError("given up")
        call.tried = time.monotonic()
        try:
            chunks = self._model.stream(list(call.messages))
            return chunks, next(chunks, None)
        except BaseException:
            call.tried = None  # a wait before the next try is no slow model
            raise

    def _count(self, call: Call, watched: Watched) -> None:
        watched.thought = watched.thought or call.thought
        used = call.used
        if used is None and call.text:
            used = estimated(call.messages, call.text)
            watched.estimated = True
        if used is None:
            return
        watched.tokens = watched.tokens.plus(used)
        self.usage.add(call.model_name or self._options.model, used)
        if self._options.price is not None:
            money = self._options.price.of(used.taken, used.given)
            watched.money = (watched.money or 0.0) + money
            if self._budget is not None:
                self._budget.add(money)


def _with(first: Any, others: Iterator[Any]) -> Iterator[Any]:
    if first is not None:
        yield first
        yield from others

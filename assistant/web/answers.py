"""Making answers in a bounded number of threads, for the chat and the API together."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from assistant.web.words import words_in
from corpus.errors import CareerAssistantError

SECONDS_UNTIL_FREE = 5

_Made = TypeVar("_Made")


class BusyError(CareerAssistantError):
    """As many answers are being made and waited for as the settings allow; the message says when to ask again."""

    def __init__(self) -> None:
        super().__init__(words_in("en").busy.format(seconds=SECONDS_UNTIL_FREE))


class AnswerThreads:
    """At most `at_once` answers are made at a time, `waiting` more wait their turn, and who comes then hears it.

    An answer whose visitor has gone keeps its place until it is made: it costs what it costs.
    """

    def __init__(self, *, at_once: int, waiting: int) -> None:
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="answer")
        self._places = at_once + waiting
        self._taken = 0

    @property
    def places(self) -> int:
        """How many answers can be made or waited for at the same time."""
        return self._places

    def is_answering(self) -> bool:
        """Whether an answer is being made or waited for."""
        return self._taken > 0

    async def run(self, make: Callable[[], _Made]) -> _Made:
        """What `make` returns, called in a thread with the caller's context.

        Raises:
            BusyError: no place is free; `make` was not called.
        """
        if self._taken >= self._places:
            raise BusyError
        loop = asyncio.get_running_loop()
        context = contextvars.copy_context()
        self._taken += 1
        future = self._threads.submit(context.run, make)
        future.add_done_callback(lambda done: self._leave_from(loop, done))
        return await asyncio.shield(asyncio.wrap_future(future))

    def _leave_from(self, loop: asyncio.AbstractEventLoop, done: Future[_Made]) -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(self._leave)

    def _leave(self) -> None:
        self._taken -= 1

    def close(self) -> None:
        """Drop what has not begun; what has begun is finished by its thread."""
        self._threads.shutdown(wait=False, cancel_futures=True)

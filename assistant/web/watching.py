"""Who waits for an answer on the web: shown a model's checked sentences as they come, and gone when their page is.

An answer is made in a thread, a page lives on the event loop; this is where the two meet.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager

from starlette.requests import Request

from assistant.answerers.draft import Draft
from assistant.turn import citations_of
from assistant.web.look import PLAIN, Look
from assistant.web.reply import partial_html
from corpus.guide import Guide

_LOOK = 0.25  # seconds between looks at a caller of the API


class PageWatch:
    """A chat page: what is shown goes into a queue of its event loop as HTML."""

    def __init__(self, is_left: Callable[[], bool], guides: Mapping[str, Guide], look: Look = PLAIN) -> None:
        """Call on the event loop."""
        self.shown: asyncio.Queue[str] = asyncio.Queue()
        self._loop = asyncio.get_running_loop()
        self._is_left = is_left
        self._guides = guides
        self._look = look

    def is_left(self) -> bool:
        """Whether nobody looks at the conversation any more."""
        return self._is_left()

    def show(self, draft: Draft) -> None:
        """Put the beginning of an answer on the page; called from the answer's thread."""
        html = partial_html(draft.text, citations_of(draft), self._guides, self._look)
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self.shown.put_nowait, html)


class CallerWatch:
    """A caller of the API: gets the whole answer or, having hung up, none."""

    def __init__(self) -> None:
        self._gone = threading.Event()

    def is_left(self) -> bool:
        """Whether the caller has hung up."""
        return self._gone.is_set()

    def show(self, draft: Draft) -> None:
        """Nothing: the API replies once."""

    @asynccontextmanager
    async def over(self, request: Request) -> AsyncIterator[CallerWatch]:
        """Watch the connection of a request while its answer is made."""

        async def look() -> None:
            while not await request.is_disconnected():
                await asyncio.sleep(_LOOK)
            self._gone.set()

        looking = asyncio.create_task(look())
        try:
            yield self
        finally:
            looking.cancel()

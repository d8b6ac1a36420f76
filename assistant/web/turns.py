"""One message of the chat answered: what is shown at once, while the answer is made, and at the end."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import replace
from typing import Any

from starlette.types import Scope

from assistant.answer import Answer
from assistant.settings import Settings
from assistant.turn import clean
from assistant.web.answers import SECONDS_UNTIL_FREE, AnswerThreads, BusyError
from assistant.web.caller import caller_of
from assistant.web.conversations import Conversation, Turn
from assistant.web.live import LiveAssistant, NotReadyError
from assistant.web.logs import log_answer, request_fields
from assistant.web.look import look_of
from assistant.web.rates import Rates
from assistant.web.reply import answer_stages, line_html
from assistant.web.watching import PageWatch

SECONDS_TO_WAIT = 60.0  # for a guide that still loads, before a visitor is asked to try again

_BETWEEN_STAGES = 0.03  # seconds; a queue that gets two stages at once shows only the later one
_log = logging.getLogger(__name__)


class Answering:
    """Answers messages of conversations, each in a task of its own that goes on when the visitor's page is gone."""

    def __init__(self, live: LiveAssistant, settings: Settings, threads: AnswerThreads, rates: Rates) -> None:
        self._live = live
        self._settings = settings
        self._threads = threads
        self._rates = rates

    def begin(self, message: str, conversation: Conversation, scope: Scope) -> None:
        """Add the message to the conversation and let its reply grow there."""
        conversation.begin(Turn(message=self._as_read(message)))
        conversation.answering = asyncio.create_task(self._grow(message, conversation, scope))

    async def ready(self) -> None:
        """Wait for the guides, for a while."""
        end = time.monotonic() + SECONDS_TO_WAIT
        while not self._live.is_ready() and time.monotonic() < end:  # no thread is held while many wait
            await asyncio.sleep(0.2)

    def _as_read(self, message: str) -> str:
        longest = self._settings.max_message_chars
        return clean(message[: 4 * longest])[:longest]

    async def _grow(self, message: str, conversation: Conversation, scope: Scope) -> None:
        history = [turn.message for turn in conversation.turns[:-1]]
        history = history[-self._settings.max_history :] if self._settings.max_history else []
        asked = conversation.turns[-1]
        try:
            async with aclosing(self._replies(asked, message, history, scope, conversation.is_left)) as replies:
                async for turn in replies:
                    if conversation.ended:
                        return
                    conversation.grow(turn)
        except Exception:
            _log.exception("A question was not answered.", extra={"fields": request_fields(scope)})
            if not conversation.ended:
                conversation.grow(_finished(asked, look_of(scope).words.failed))

    async def _replies(
        self, asked: Turn, message: str, history: list[str], scope: Scope, is_left: Callable[[], bool]
    ) -> AsyncGenerator[Turn, None]:
        """The turn as its reply grows; the last one is done."""
        look = look_of(scope)
        if wait := await self._rates.message(caller_of(scope)):
            yield _finished(asked, look.words.too_many.format(seconds=wait))
            return
        if not self._live.is_ready():
            yield replace(asked, reply=line_html(look.words.loading))
            await self.ready()

        guides = {guide.id: guide for guide in self._live.guides()}
        watch = PageWatch(is_left, guides, look)

        def make() -> tuple[Answer, list[str]]:
            with self._live.use() as assistant:
                answer = assistant.ask(message, history, watch)
                return answer, answer_stages(answer, assistant.index.guides, look)

        started = time.perf_counter()
        grown = False
        try:
            making = asyncio.create_task(self._threads.run(make))
            async for html in _until_made(watch, making):
                grown = True
                yield replace(asked, reply=html)
            answer, stages = await making
        except NotReadyError:
            yield _finished(asked, look.words.not_ready)
            return
        except BusyError:
            yield _finished(asked, look.words.busy.format(seconds=SECONDS_UNTIL_FREE))
            return
        log_answer(answer, scope, seconds=time.perf_counter() - started)
        for stage in () if grown else stages[:-1]:  # what has grown before their eyes does not grow again
            yield replace(asked, reply=stage)
            await asyncio.sleep(_BETWEEN_STAGES)
        yield replace(asked, reply=stages[-1], options=answer.suggestions, done=True)


async def _until_made(watch: PageWatch, making: asyncio.Task[Any]) -> AsyncGenerator[str, None]:
    """What is shown of an answer until it is made."""
    while not making.done():
        next_one = asyncio.create_task(watch.shown.get())
        await asyncio.wait({next_one, making}, return_when=asyncio.FIRST_COMPLETED)
        if next_one.done():
            yield next_one.result()
        else:
            next_one.cancel()


def _finished(asked: Turn, line: str) -> Turn:
    """The turn with one line as its whole reply."""
    return replace(asked, reply=line_html(line, whole=True), done=True)

"""The conversations of open tabs: in memory only, each gone some time after its last message, and at once when wiped.

The one rule: a conversation is found by its visitor and tab together, so a tab's name alone leads nowhere.
All of it runs on the server's event loop; nothing here is for other threads.
"""

from __future__ import annotations

import asyncio
import re
import time
import zlib
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from weakref import WeakValueDictionary

from starlette.datastructures import Headers
from starlette.types import Scope

from assistant.web.caller import caller_of

TAB_HEADER = "x-career-tab"  # a name that `assets/chat.js` draws for its tab and keeps over reloads
SHOWN_TURNS = 20  # of a long conversation; what is older scrolls away for good. Gradio holds what a page shows
BYTES_AT_MOST = 64_000_000  # of all conversations together; beyond, the one left alone longest goes

SECONDS_TO_COME_BACK = 3.0  # a reload takes less

_TAB = re.compile(r"[0-9a-f]{32}\Z")
Key = tuple[str, str]  # visitor, and tab or page


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One message and the reply that is shown, as HTML."""

    message: str
    reply: str = ""
    options: tuple[str, ...] = ()
    done: bool = False  # the reply grows no more


class Conversation:
    """What one tab shows. It outlives the page, so that a reload in the middle of an answer still gets the answer."""

    def __init__(self) -> None:
        self.ended = False  # wiped or forgotten: whoever still looks at it stops
        self.answering: asyncio.Task[None] | None = None  # held here, since the event loop does not
        self._past: list[bytes] = []  # packed, since long conversations are most of what a busy server holds
        self._last: Turn | None = None
        self._changed = asyncio.Event()
        self._left: float | None = None  # when the last page that looked at it went

    @property
    def turns(self) -> tuple[Turn, ...]:
        """All turns, oldest first; only the last one has its options."""
        return (*map(_unpacked, self._past), *([self._last] if self._last else []))

    def begin(self, turn: Turn) -> None:
        """Add a turn."""
        if self._last is not None:
            self._past = [*self._past, _packed(self._last)][-(SHOWN_TURNS - 1) :]
        self.grow(turn)

    def grow(self, turn: Turn) -> None:
        """Put a turn that says more in the place of the last one."""
        self._last = turn
        self._tell()

    def end(self) -> None:
        """Empty it for good."""
        self._past, self._last, self.ended = [], None, True
        self._tell()

    def is_growing(self) -> bool:
        """Whether the last reply is still being made."""
        return self._last is not None and not self._last.done

    def size(self) -> int:
        """About how many bytes it holds."""
        last = len(self._last.message) + len(self._last.reply) if self._last else 0
        return sum(map(len, self._past)) + last

    def leave(self) -> None:
        """The page that showed it has gone; it may come back, as after a reload."""
        self._left = time.monotonic()

    def is_left(self) -> bool:
        """Whether it was wiped, or no page has shown it for some seconds; other threads may ask too."""
        left = self._left
        return self.ended or (left is not None and time.monotonic() - left > SECONDS_TO_COME_BACK)

    async def growing(self) -> AsyncIterator[tuple[Turn, ...]]:
        """The turns as they are now, and again after each change until the last reply is done."""
        self._left = None
        while not self.ended:
            changed, turns = self._changed, self.turns
            yield turns
            if not turns or turns[-1].done:  # as they were shown: they may have grown since
                return
            await changed.wait()

    def _tell(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()


class Conversations:
    """All conversations, each forgotten `seconds` after it was last used."""

    def __init__(
        self, *, seconds: float, most_bytes: int = BYTES_AT_MOST, now: Callable[[], float] = time.monotonic
    ) -> None:
        self.seconds = seconds
        self._most_bytes = most_bytes
        self._now = now
        self._pages: WeakValueDictionary[str, Conversation] = WeakValueDictionary()
        self._kept: OrderedDict[Key, tuple[float, Conversation]] = OrderedDict()  # the longest unused first

    def of(self, key: Key) -> Conversation:
        """The conversation of that tab, a new one where there is none."""
        self.sweep()
        _, conversation = self._kept.pop(key, (0.0, None))
        conversation = conversation or Conversation()
        self._kept[key] = (self._now(), conversation)
        return conversation

    def show(self, page: str, conversation: Conversation) -> None:
        """Remember what a page shows, so that it can be told when that page has gone."""
        self._pages[page] = conversation

    def left(self, page: str) -> None:
        """A page has hung up while it waited for more of its conversation."""
        if conversation := self._pages.get(page):
            conversation.leave()

    def wipe(self, key: Key) -> None:
        """Forget the conversation of that tab now."""
        _, conversation = self._kept.pop(key, (0.0, None))
        if conversation is not None:
            conversation.end()

    def sweep(self) -> None:
        """Forget what has not been used for the time."""
        oldest = self._now() - self.seconds
        while self._kept and next(iter(self._kept.values()))[0] < oldest:
            self._drop_first()

    def bound(self) -> None:
        """Forget the longest unused while all together are too large."""
        sizes = [conversation.size() for _, conversation in self._kept.values()]
        excess = sum(sizes) - self._most_bytes
        for size in sizes:
            if excess <= 0:
                break
            excess -= size
            self._drop_first()

    def _drop_first(self) -> None:
        _, (_, conversation) = self._kept.popitem(last=False)
        conversation.end()


def key_of(scope: Scope, page: str) -> Key:
    """Who talks: the visitor by the server's cookie, and the tab by the name it gives; `page` is its name without."""
    tab = Headers(scope=scope).get(TAB_HEADER, "")
    return caller_of(scope).visitor or "", tab if _TAB.match(tab) else page


def _packed(turn: Turn) -> bytes:
    return zlib.compress(f"{turn.message}\0{turn.reply}".encode("utf-8", "surrogatepass"), 1)


def _unpacked(turn: bytes) -> Turn:
    message, _, reply = zlib.decompress(turn).decode("utf-8", "surrogatepass").partition("\0")
    return Turn(message=message, reply=reply, done=True)

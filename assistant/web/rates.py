"""How often one visitor and one address may ask, counted in memory, and the refusal of floods."""

from __future__ import annotations

import json
import math
import time
from collections import Counter

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import FixedWindowRateLimiter
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.settings import Settings
from assistant.web.caller import Caller, caller_of
from assistant.web.proxy import path_in_site
from assistant.web.words import words_in

REQUESTS_PER_MESSAGE = 4  # a chat message is two requests, and pages are opened besides
OPEN_AT_MOST = 400  # requests of one address at the same time; every open chat page holds one or two
_UNCOUNTED = ("/assets/", "/widget.js", "/chat/assets/", "/chat/theme.css", "/healthz", "/readyz", "/favicon.ico")


class Rates:
    """Counts by the minute; a minute begins with the first request in it, so the time to wait is exact."""

    def __init__(self, settings: Settings) -> None:
        self._counter = FixedWindowRateLimiter(MemoryStorage())
        self._of_visitor = RateLimitItemPerMinute(settings.messages_per_minute, namespace="visitor")
        self._of_address = RateLimitItemPerMinute(settings.requests_per_minute, namespace="address")
        self._of_flood = RateLimitItemPerMinute(REQUESTS_PER_MESSAGE * settings.requests_per_minute, namespace="flood")

    async def message(self, caller: Caller) -> int:
        """Count a message or an API call: 0, or the seconds to wait where it is one too many."""
        if caller.visitor is not None and (wait := await self._count(self._of_visitor, caller.visitor)):
            return wait
        return await self._count(self._of_address, caller.address)

    async def request(self, caller: Caller) -> int:
        """Count a request of whatever kind: 0, or the seconds to wait."""
        return await self._count(self._of_flood, caller.address)

    async def _count(self, limit: RateLimitItem, name: str) -> int:
        if await self._counter.hit(limit, name):
            return 0
        stats = await self._counter.get_window_stats(limit, name)
        return max(1, math.ceil(stats.reset_time - time.time()))


class FloodLimit:
    """Refuses an address that sends or holds open far more than its visitors can need."""

    def __init__(self, app: ASGIApp, *, rates: Rates) -> None:
        self._app = app
        self._rates = rates
        self._open: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it with 429."""
        if scope["type"] != "http" or path_in_site(scope).startswith(_UNCOUNTED):
            await self._app(scope, receive, send)
            return
        caller = caller_of(scope)
        wait = 5 if self._open[caller.address] >= OPEN_AT_MOST else await self._rates.request(caller)
        if wait:
            await _refuse(wait, send)
            return
        self._open[caller.address] += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._open[caller.address] -= 1
            if not self._open[caller.address]:
                del self._open[caller.address]


async def _refuse(wait: int, send: Send) -> None:
    body = json.dumps({"error": words_in("en").too_many.format(seconds=wait)}).encode()
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
        (b"retry-after", str(wait).encode()),
    ]
    await send({"type": "http.response.start", "status": 429, "headers": headers})
    await send({"type": "http.response.body", "body": body})

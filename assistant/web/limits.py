"""Bounds on what a request may carry, kept before anything reads it."""

from __future__ import annotations

import json
from contextlib import suppress

from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY_BYTES = 64 * 1024


class _TooLargeError(Exception):
    """The body went over the limit while it was being read."""


class BodyLimit:
    """Refuses bodies over `max_bytes` with 413, whether or not their length is announced."""

    def __init__(self, app: ASGIApp, *, max_bytes: int = MAX_BODY_BYTES) -> None:
        self._app = app
        self._max_bytes = max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        announced = dict(scope["headers"]).get(b"content-length", b"")
        if announced.isdigit() and int(announced) > self._max_bytes:
            await self._refuse(send)
            return
        read = 0
        begun = False

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self._max_bytes:
                raise _TooLargeError
            return message

        async def kept(message: Message) -> None:
            nonlocal begun
            if read > self._max_bytes and not begun:
                return  # what the application makes of the broken body; the refusal below takes its place
            begun = True
            await send(message)

        with suppress(_TooLargeError):
            await self._app(scope, counted, kept)
        if read > self._max_bytes and not begun:
            await self._refuse(send)

    async def _refuse(self, send: Send) -> None:
        text = (
            f"The request is too large; {self._max_bytes // 1024} KiB are read at most. Please send a shorter message."
        )
        body = json.dumps({"error": text}).encode()
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": 413, "headers": [*headers, (b"connection", b"close")]})
        await send({"type": "http.response.body", "body": body})

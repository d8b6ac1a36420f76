"""What of Gradio can be reached: the page, its files and the four calls that the page makes. Everything else is closed.

The one rule: a browser names its own conversation (`session_hash`), and Gradio believes any name. Here the name is
joined with the visitor's cookie before Gradio sees it, so a name that was guessed or overheard leads nowhere.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Callable, Mapping
from typing import Annotated, Any
from urllib.parse import parse_qs, urlsplit

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from starlette.datastructures import Headers
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.caller import caller_of
from assistant.web.pages import CHAT_PATH
from assistant.web.proxy import path_in_site

_CALLS = "/gradio_api"
_FILE = re.compile(r"/(?:assets/[A-Za-z0-9_.-]+\.(?:js|css)|theme\.css)\Z")
_HEARTBEAT = re.compile(rf"{_CALLS}/heartbeat/(?P<name>[A-Za-z0-9_-]{{1,64}})\Z")
_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}\Z")
_NOT_OPEN = "Open the chat page first: it gives this browser the cookie that keeps conversations apart."
_NOT_OURS = "The chat takes messages from its own page only."
_WRONG = "The chat page does not send such a request."

Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
Text = Annotated[str, StringConstraints(max_length=100_000)]


class _Choice(BaseModel):
    """Which of the offered questions was chosen."""

    model_config = ConfigDict(extra="ignore")

    index: int | None = None
    value: Text


class _Call(BaseModel):
    """What the page sends to have one of its functions run."""

    model_config = ConfigDict(extra="ignore", strict=True)

    session_hash: Name
    fn_index: int
    data: Annotated[list[Any], Field(max_length=8)]
    event_data: _Choice | None = None
    trigger_id: int | None = None


class ChatGate:
    """Lets through to Gradio what the chat page needs, rewritten so that it can only be the visitor's own."""

    def __init__(
        self, app: ASGIApp, *, functions: Mapping[int, int], on_left: Callable[[str], None] = lambda page: None
    ) -> None:
        """`functions` are the page's functions by number, each with how many inputs it takes.

        `on_left` is told a page's name when the page has hung up while it waited for more.
        """
        self._on_left = on_left
        self._app = app
        self._functions = functions
        self._key = secrets.token_bytes(32)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, rewritten, or refuse it; what is not the chat's passes untouched."""
        if scope["type"] == "websocket":
            return  # nothing of ours takes one
        path = path_in_site(scope) if scope["type"] == "http" else ""
        if f"{path}/".startswith(f"{CHAT_PATH}/"):
            await self._chat(path.removeprefix(CHAT_PATH), scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _chat(self, path: str, scope: Scope, receive: Receive, send: Send) -> None:
        visitor = caller_of(scope).visitor
        match scope["method"], path:
            case "GET" | "HEAD", "" | "/":
                await self._app({**scope, "query_string": b""}, receive, send)
            case "GET" | "HEAD", _ if _FILE.match(path):
                await self._app(scope, receive, send)
            case "GET", "/gradio_api/app_id":
                await self._app(scope, receive, send)
            case ("GET", "/gradio_api/queue/data") | ("POST", "/gradio_api/queue/join") if visitor is None:
                await _refusal(403, _NOT_OPEN)(scope, receive, send)
            case "GET", "/gradio_api/queue/data":
                names = parse_qs(scope["query_string"].decode("latin-1")).get("session_hash", [])
                if len(names) != 1 or not _NAME.match(names[0]):
                    await _refusal(422, _WRONG)(scope, receive, send)
                    return
                page = self._own(names[0], visitor)
                inside = {**scope, "query_string": f"session_hash={page}".encode()}
                await self._app(inside, self._noticing(receive, page), send)
            case "POST", "/gradio_api/queue/join":
                await self._join(scope, receive, send)
            case "GET", _ if (named := _HEARTBEAT.match(path)) and visitor is not None:
                own = scope["path"].removesuffix(named["name"]) + self._own(named["name"], visitor)
                await self._app({**scope, "path": own, "raw_path": own.encode()}, receive, send)
            case _:
                await PlainTextResponse("Not found.", status_code=404)(scope, receive, send)

    def _noticing(self, receive: Receive, page: str) -> Receive:
        """What a page sends, with a word to `on_left` when it has hung up. Gradio looks for that as it waits."""

        async def noticed() -> Message:
            message = await receive()
            if message["type"] == "http.disconnect":
                self._on_left(page)
            return message

        return noticed

    async def _join(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not self._is_own_page(scope):
            await _refusal(403, _NOT_OURS)(scope, receive, send)
            return
        if not Headers(scope=scope).get("content-type", "").startswith("application/json"):
            await _refusal(422, _WRONG)(scope, receive, send)  # another website's form can send any other kind
            return
        try:
            call = _Call.model_validate(json.loads(await _body(receive)))
        except (ValidationError, ValueError, RecursionError):
            await _refusal(422, _WRONG)(scope, receive, send)
            return
        if self._functions.get(call.fn_index) != len(call.data):
            await _refusal(422, _WRONG)(scope, receive, send)
            return
        # Of the inputs only text is the browser's to say; the conversation is the server's.
        call.data = [_text(item) if isinstance(item, str) else None for item in call.data]
        if call.event_data is not None:
            call.event_data.value = _text(call.event_data.value)
        call.session_hash = self._own(call.session_hash, caller_of(scope).visitor)
        body = call.model_dump_json().encode()
        kept = [pair for pair in scope["headers"] if pair[0] not in (b"content-length", b"transfer-encoding")]
        scope = {**scope, "headers": [*kept, (b"content-length", str(len(body)).encode())], "query_string": b""}
        given = False

        async def rewritten() -> Message:
            nonlocal given
            if given:
                return await receive()
            given = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self._app(scope, rewritten, send)

    def _own(self, name: str, visitor: str | None) -> str:
        """The name of a conversation that only this visitor can give."""
        return hmac.new(self._key, f"{visitor}/{name}".encode(), hashlib.sha256).hexdigest()[:40]

    def _is_own_page(self, scope: Scope) -> bool:
        """Whether a browser says that our own page sends the request; programs that are no browser say nothing."""
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        if origin is None:
            return headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")
        return urlsplit(origin).netloc == headers.get("host")


async def _body(receive: Receive) -> bytes:
    """The whole body; how large it may be is bounded before."""
    parts: list[bytes] = []
    while True:
        message = await receive()
        parts.append(message.get("body", b""))
        if message["type"] == "http.disconnect" or not message.get("more_body"):
            return b"".join(parts)


def _text(text: str) -> str:
    """Text without halves of characters, which JSON can carry and UTF-8 cannot."""
    return text.encode("utf-8", "replace").decode()


def _refusal(status: int, words: str) -> JSONResponse:
    return JSONResponse({"error": words, "detail": words}, status_code=status)

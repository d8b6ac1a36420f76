"""Who asks: an address and, where the browser keeps our cookie, a visitor. Both come from the server's own request."""

from __future__ import annotations

import ipaddress
import re
import secrets
from dataclasses import dataclass

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.cookies import cookie_line, sent_cookie
from assistant.web.pages import CHAT_PATH
from assistant.web.proxy import path_in_site

COOKIE = "career_visitor"
_TOKEN = re.compile(r"[0-9a-f]{32}\Z")
_KEY = "career.caller"


@dataclass(frozen=True, kw_only=True)
class Caller:
    """The two names by which requests are counted and conversations are kept apart."""

    address: str  # of IPv6 the first 64 bits, which one household shares
    visitor: str | None  # 32 hexadecimal digits that this server drew and only this browser has


def caller_of(scope: Scope) -> Caller:
    """Who sent a request that has come through `Callers`."""
    caller = scope.get(_KEY)
    return caller if isinstance(caller, Caller) else Caller(address="unknown", visitor=None)


class Callers:
    """Reads who asks, and gives a visitor of the chat page a name by a cookie that no script can read."""

    def __init__(self, app: ASGIApp, *, framed: bool, root_path: str = "") -> None:
        """With `framed`, the cookie also comes back from a frame on another website, where there is TLS."""
        self._app = app
        self._framed = framed
        self._path = root_path or "/"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its caller; the chat page's reply carries the cookie where there was none."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        visitor = _visitor(scope)
        scope = {**scope, _KEY: Caller(address=_address(scope), visitor=visitor)}
        if visitor is not None or path_in_site(scope).rstrip("/") != CHAT_PATH:
            await self._app(scope, receive, send)
            return
        secure = scope["scheme"] == "https"
        cookie = cookie_line(COOKIE, secrets.token_hex(16), path=self._path, framed=self._framed, secure=secure)

        async def with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.append("Set-Cookie", cookie)
                headers["Cache-Control"] = "no-store"
            await send(message)

        await self._app(scope, receive, with_cookie)


def _visitor(scope: Scope) -> str | None:
    sent = sent_cookie(scope, COOKIE)
    return sent if _TOKEN.match(sent) else None


def _address(scope: Scope) -> str:
    client = scope.get("client")
    try:
        address = ipaddress.ip_address(client[0].partition("%")[0] if client else "")
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is None:
            return str(ipaddress.ip_network((address, 64), strict=False))
        address = address.ipv4_mapped
    return str(address)

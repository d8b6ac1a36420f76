"""Requests as they come from a proxy: below a path, and with headers that say who really asked.

The one rule: headers of a proxy are believed from the addresses that the settings name, and from nobody else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, cast

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

_HOST = re.compile(rb"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?\Z")
# Gradio builds its own address from some of these, so that whoever may send them decides where a page's calls go.
_OF_PROXIES = re.compile(rb"x-forwarded-.*|forwarded|x-real-ip|x-gradio-.*|x-hf-.*|x-direct-url")


class ForwardedHeaders:
    """Takes address, scheme and host from a trusted proxy's headers, then drops all such headers, whoever sent them.

    A request without a plain host name is refused: the page's own address is made from it.
    """

    def __init__(self, app: ASGIApp, *, trusted_proxies: Sequence[str]) -> None:
        self._app = app
        self._believe = ProxyHeadersMiddleware(cast("Any", self._dropped), trusted_hosts=list(trusted_proxies))
        self._trusted = self._believe.trusted_hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on as the visitor made it."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        client = scope.get("client")
        scope = {**scope, "career.proxied": client is not None and client[0] in self._trusted}
        await self._believe(cast("Any", scope), cast("Any", receive), cast("Any", send))

    async def _dropped(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = [pair for pair in scope["headers"] if not _OF_PROXIES.match(pair[0])]
        host = dict(scope["headers"]).get(b"x-forwarded-host") if scope["career.proxied"] else None
        if host is not None:
            headers = [*(pair for pair in headers if pair[0] != b"host"), (b"host", host)]
        hosts = [value for name, value in headers if name == b"host"]
        if len(hosts) > 1 or not all(_HOST.match(value) for value in hosts):
            await send({"type": "http.response.start", "status": 400, "headers": [(b"content-type", b"text/plain")]})
            await send({"type": "http.response.body", "body": b"The host name of the request is not valid."})
            return
        await self._app({**scope, "headers": headers}, receive, send)


class BelowPath:
    """Gives every request the path that visitors see, whether the proxy passes the first part on or takes it away."""

    def __init__(self, app: ASGIApp, *, root_path: str) -> None:
        self._app = app
        self._root_path = root_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, with the root path in front of its path."""
        root = self._root_path
        if scope["type"] in ("http", "websocket") and not f"{scope['path']}/".startswith(f"{root}/"):
            raw = scope.get("raw_path")
            scope = {**scope, "path": root + scope["path"], "raw_path": root.encode() + raw if raw else raw}
        await self._app(scope, receive, send)


def path_in_site(scope: Scope) -> str:
    """The path of a request without the part that a proxy serves the website below."""
    return str(scope["path"]).removeprefix(scope.get("root_path", ""))

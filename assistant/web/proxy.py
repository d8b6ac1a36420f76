"""Requests as they come from a proxy that serves the website below a path."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send


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

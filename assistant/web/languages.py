"""Which language a visitor reads the interface in: their own choice, then the framing page's, then the browser's."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.cookies import cookie_line, sent_cookie
from assistant.web.look import KEY, Look

CHOSEN, SUGGESTED = "lang", "site"  # of an address: what the visitor chose, and what the page that frames it is in
COOKIE = "career_language"
HEADER = "x-career-language"  # the language of the page that `assets/chat.js` sends a message from
_YEAR = 365 * 24 * 3600


class Languages:
    """Gives every request its look, and remembers a language that was chosen by address (`?lang=hi`) in a cookie."""

    def __init__(self, app: ASGIApp, *, looks: Mapping[str, Look], framed: bool, root_path: str = "") -> None:
        """`looks` are by language, the one for everybody else first; `framed` as for `Callers`."""
        self._app = app
        self._looks = looks
        self._framed = framed
        self._path = root_path or "/"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its look."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        asked = parse_qs(scope["query_string"].decode("latin-1")) if scope["method"] in ("GET", "HEAD") else {}
        chosen = next((value for value in asked.get(CHOSEN, ()) if value in self._looks), None)
        language = chosen or self._language(scope, asked.get(SUGGESTED, []))
        scope = {**scope, KEY: self._looks[language]}

        async def noted(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    headers.add_vary_header("Accept-Language, Cookie")
                    headers["Content-Language"] = language
                    headers.setdefault("Cache-Control", "no-cache")
                    if chosen:
                        secure = scope["scheme"] == "https"
                        line = cookie_line(COOKIE, chosen, path=self._path, framed=self._framed, secure=secure)
                        headers.append("Set-Cookie", f"{line}; Max-Age={_YEAR}")
            await send(message)

        await self._app(scope, receive, noted)

    def _language(self, scope: Scope, suggested: list[str]) -> str:
        headers, remembered = Headers(scope=scope), sent_cookie(scope, COOKIE)
        wishes = [headers.get(HEADER, ""), remembered, *suggested, *accepted(headers.get("accept-language"))]
        return next((wish for wish in wishes if wish in self._looks), next(iter(self._looks)))


def accepted(header: str | None) -> list[str]:
    """The languages of an `Accept-Language` header without their regions, the most wanted first."""
    wishes: list[tuple[float, str]] = []
    for item in (header or "")[:400].split(","):
        name, _, weight = item.strip().partition(";")
        try:
            wanted = float(weight.strip().removeprefix("q=")) if weight else 1.0
        except ValueError:
            continue
        if wanted > 0:
            wishes.append((wanted, name.strip().lower().partition("-")[0]))
    return [name for _, name in sorted(wishes, key=lambda wish: -wish[0])]

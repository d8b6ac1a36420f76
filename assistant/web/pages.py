"""What every page shares: the frame, the static files, and the chat page's head."""

from __future__ import annotations

import re
from collections.abc import MutableMapping, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from string import Template
from typing import Any

from fastapi import APIRouter, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.headers import chat_policy
from assistant.web.safe_html import safe_html, visible_text

CHAT_PATH = "/chat"
_TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#1f6659"/>'
    '<path d="M8 10h16M8 16h16M8 22h9" stroke="#fff" stroke-width="2.6" stroke-linecap="round"/></svg>'
)

# Gradio's script for pages that frame it fetches one more file, and tells whoever frames the page about it.
_FOR_FRAMES = re.compile(
    r"<script(?: data-gradio-mode)?>(?:(?!</script>).)*iframe-?resizer(?:(?!</script>).)*</script>", re.I | re.S
)

router = APIRouter(include_in_schema=False)


@cache
def asset(name: str) -> str:
    """A text file of the `assets` folder."""
    return (files("assistant.web") / "assets" / name).read_text(encoding="utf-8")


@router.get("/assets/{name}")
def get_asset(name: str) -> Response:
    """A style sheet, a script or the icon."""
    suffix = name.rpartition(".")[2]
    if name == "icon.svg":
        return Response(ICON, media_type=_TYPES["svg"], headers={"Cache-Control": "max-age=86400"})
    if name not in {"site.css", "chat.css", "chat.js"}:
        return Response("Not found.", status_code=404, media_type="text/plain")
    return Response(asset(name), media_type=_TYPES[suffix], headers={"Cache-Control": "no-cache"})


@router.get("/favicon.ico")
def get_icon() -> Response:
    """The icon, where browsers look for one."""
    return get_asset("icon.svg")


def page_html(*, title: str, body: str, root_path: str = "", heading: str = "Career guide assistant") -> str:
    """A whole page: `title` and `heading` are text, `body` is HTML."""
    return Template(asset("page.html")).substitute(
        title=escape(visible_text(title)), heading=escape(heading), body=safe_html(body), root=escape(root_path)
    )


def message_page(title: str, text: str, status: int, root_path: str) -> Response:
    """A page that says one thing, such as that there is nothing at its address."""
    body = f'<article class="message"><h1>{escape(title)}</h1><p>{escape(text)}</p></article>'
    headers = {"Retry-After": "5"} if status == 503 else None
    page = page_html(title=title, body=body, root_path=root_path)
    return Response(page, status_code=status, headers=headers, media_type="text/html")


class ChatHead:
    """Replaces what Gradio's page says about itself with our style, script, description and policy for scripts."""

    def __init__(self, app: ASGIApp, *, root_path: str = "", framed_by: Sequence[str] = ()) -> None:
        """`framed_by` are the origins that may show the page in a frame."""
        self._app = app
        self._framed_by = framed_by
        self._head = (
            '<meta name="description" content="Career answers from a published guide, each with its exact place.">'
            f'<link rel="icon" href="{root_path}/assets/icon.svg" type="image/svg+xml">'
            f'<link rel="stylesheet" href="{root_path}/assets/site.css">'
            f'<link rel="stylesheet" href="{root_path}/assets/chat.css">'
            f'<script src="{root_path}/assets/chat.js" defer></script>'
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and rewrite the chat page's HTML on its way back."""
        if scope["type"] != "http" or scope["path"].rstrip("/").removeprefix(scope.get("root_path", "")) != CHAT_PATH:
            await self._app(scope, receive, send)
            return
        # Only an unpacked body can be rewritten.
        scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]}
        start: MutableMapping[str, Any] | None = None
        body = b""

        async def rewritten(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                return
            body += message.get("body", b"")
            if message.get("more_body") or start is None:
                return
            headers = [pair for pair in start["headers"] if pair[0] != b"content-length"]
            page = body
            if (b"content-type", b"text/html; charset=utf-8") in headers and body:
                html = self._rewrite(body.decode("utf-8"))
                policy = chat_policy(html, framed_by=self._framed_by)
                headers.append((b"content-security-policy", policy.encode()))
                page = html.encode()
            await send({**start, "headers": [*headers, (b"content-length", str(len(page)).encode())]})
            await send({"type": "http.response.body", "body": page})

        await self._app(scope, receive, rewritten)

    def _rewrite(self, html: str) -> str:
        html = re.sub(r'<meta\s+(?:property="og:|name="twitter:)[^>]*>\s*', "", html)
        html = re.sub(r'<link rel="(?:manifest|preconnect|dns-prefetch)"[^>]*>\s*', "", html)
        html = _FOR_FRAMES.sub("", html)
        html = html.replace("</head>", '<script>window.__gradio_mode__ = "app";</script></head>', 1)
        return html.replace("</head>", f"{self._head}</head>", 1)

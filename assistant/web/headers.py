"""The headers every reply carries: what a page may load, who may frame it, and what a browser must not guess."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.S | re.I)
_UNUSED = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "microphone",
    "midi",
    "payment",
    "usb",
)
_YEAR = 365 * 24 * 3600


def content_policy(
    *, framed_by: Sequence[str] = (), inline_scripts: Iterable[str] = (), styles: str = "", forms: str = "'none'"
) -> str:
    """A content security policy: this host only, and of inline scripts those whose text is given.

    `framed_by` are the origins that may show the page in a frame; none means nobody. `styles` is added to the sources
    of style sheets; `forms` is where forms may be sent.
    """
    hashes = "".join(f" '{script_hash(script)}'" for script in inline_scripts)
    rules = [
        "default-src 'none'",
        f"script-src 'self'{hashes}",
        f"style-src 'self'{styles}",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "base-uri 'self'",
        f"form-action {forms}",
        f"frame-ancestors {' '.join(framed_by) or chr(39) + 'none' + chr(39)}",
    ]
    return "; ".join(rules)


def chat_policy(page: str, *, framed_by: Sequence[str] = ()) -> str:
    """The policy of the chat page, whose scripts are Gradio's files, ours, and the inline ones that it has now.

    Gradio writes styles into the page as it goes, so styles may be inline; scripts may not.
    """
    scripts = dict.fromkeys(match[1] for match in _INLINE_SCRIPT.finditer(page))
    return content_policy(framed_by=framed_by, inline_scripts=scripts, styles=" 'unsafe-inline'")


def script_hash(script: str) -> str:
    """The name of an inline script's exact text in a policy."""
    return f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}"


class SecurityHeaders:
    """Adds the headers; a policy that a page sets for itself stays."""

    def __init__(self, app: ASGIApp, *, allowed_origins: Sequence[str]) -> None:
        self._app = app
        shared = bool(allowed_origins)
        self._headers = {
            "Content-Security-Policy": content_policy(framed_by=allowed_origins),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
            "Permissions-Policy": ", ".join(f"{name}=()" for name in _UNUSED),
            "Cross-Origin-Opener-Policy": "same-origin",
            # A website that isolates itself can frame only what says so.
            "Cross-Origin-Resource-Policy": "cross-origin" if shared else "same-origin",
        }
        if not shared:
            self._headers["X-Frame-Options"] = "DENY"  # it knows no list; frame-ancestors does

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers to its reply."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
                if scope["scheme"] == "https":
                    headers["Strict-Transport-Security"] = f"max-age={_YEAR}"
            await send(message)

        await self._app(scope, receive, with_headers)

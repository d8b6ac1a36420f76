"""The chat for other websites: the script that a page includes, and a page that stands in for such a website.

The one rule: who is not on the list gets neither the script nor, whatever a script does, the chat in a frame. The
second is the browser's to keep (`frame-ancestors`); the first rests on what the browser says of the page that asks.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from html import escape
from string import Template
from typing import Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from starlette.datastructures import Headers

from assistant.web.headers import content_policy
from assistant.web.look import Look
from assistant.web.pages import asset
from assistant.web.palette import Palette

REFUSED = (
    "// The chat is for websites that its owner has named, and this request came from none of them.\n"
    "// Owner: put the website's origin into allowed_origins (CAREER_ALLOWED_ORIGINS), and keep\n"
    '// referrerpolicy="strict-origin" on the script tag, since the browser has to say where it stands.\n'
)
_PLACE = '"BRAND"'


def widget_router(allowed_origins: Sequence[str], looks: Mapping[str, Look]) -> APIRouter:
    """`/widget.js` for the pages of those origins and for our own, and `/demo`."""
    router = APIRouter(include_in_schema=False)
    script = widget_script(looks)

    @router.get("/widget.js")
    def get_widget(request: Request) -> Response:
        headers = {"Cache-Control": "private, max-age=600", "Vary": "Origin, Referer"}
        if not may_have(request.headers, allowed_origins):
            return Response(REFUSED, status_code=403, media_type="text/javascript", headers=headers)
        return Response(script, media_type="text/javascript", headers=headers)

    @router.get("/demo")
    def show_demo(request: Request) -> Response:
        look = looks["en"]
        address = f"{request.url.scheme}://{request.url.netloc}{look.root_path}/widget.js"
        page = Template(asset("demo.html")).substitute(
            institute=escape(look.brand.institute or "Sample Institute"),
            root=escape(look.root_path),
            script=escape(f"{look.root_path}/widget.js"),
            line=escape(widget_line(address)),
        )
        policy = f"{content_policy()}; frame-src 'self'"
        return HTMLResponse(page, headers={"Content-Security-Policy": policy})

    return router


def widget_line(address: str) -> str:
    """What a website's owner puts into a page."""
    return f'<script src="{address}" referrerpolicy="strict-origin" defer></script>'


def widget_script(looks: Mapping[str, Look]) -> str:
    """The script with the brand's colours and words."""
    brand = looks["en"].brand
    given: dict[str, Any] = {
        "name": brand.institute or "",
        "light": _colours(brand.light),
        "dark": _colours(brand.dark),
        "words": {
            language: {"title": look.words.title, "open": look.words.widget_open, "close": look.words.widget_close}
            for language, look in looks.items()
        },
    }
    return asset("widget.js").replace(_PLACE, json.dumps(given, separators=(",", ":")), 1)


def may_have(headers: Headers, allowed_origins: Sequence[str]) -> bool:
    """Whether the page that asks is one of ours or stands on the list, as far as its browser says.

    A browser names the page in `Origin` or `Referer`, unless the page forbids it; then only a request that it calls our
    own is believed. A program can write what it likes here, and gains nothing: the script holds no secret.
    """
    named = headers.get("origin") or headers.get("referer")
    if named is None:
        return headers.get("sec-fetch-site") in ("same-origin", "none")
    parts = urlsplit(named.lower())
    return f"{parts.scheme}://{parts.netloc}" in allowed_origins or parts.netloc == headers.get("host")


def _colours(palette: Palette) -> list[str]:
    return [palette.button, palette.button_ink, palette.paper, palette.ink, palette.line]

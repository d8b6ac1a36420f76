"""The look-up's page and its files, for who is logged in."""

from __future__ import annotations

from html import escape
from string import Template

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from assistant.web.pages import asset
from assistant.web.staff.sessions import session_of
from assistant.web.staff.warming import Warming

_FILES = {
    "look-up.css": "text/css",
    "look-up.js": "text/javascript",
    "look-up-why.js": "text/javascript",
    "look-up-parts.js": "text/javascript",
}


def page_router(warming: Warming, *, by_model: bool, root_path: str) -> APIRouter:
    """The page at `/`, and `/assets/<name>`; with `by_model`, a chat model words the answers of visitors."""
    router = APIRouter()

    @router.get("/")
    def look_up_page(request: Request) -> Response:
        warming.start()
        session = session_of(request.scope)
        page = Template(asset("look-up.html")).substitute(
            root=escape(root_path),
            name=escape(session.account.name if session else ""),
            by_model="" if by_model else " hidden",
        )
        return Response(page, media_type="text/html")

    @router.get("/login")
    def go_on() -> Response:
        return RedirectResponse(f"{root_path}/staff/", status_code=303)

    @router.get("/assets/{name}")
    def get_file(name: str) -> Response:
        if name not in _FILES:
            return Response("Not found.", status_code=404, media_type="text/plain")
        return Response(asset(name), media_type=_FILES[name])

    return router

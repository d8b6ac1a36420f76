"""What every page shares: the frame, the brand, and the static files."""

from __future__ import annotations

from functools import cache
from html import escape
from importlib.resources import files
from string import Template

from fastapi import APIRouter, Response

from assistant.web.brand import Brand
from assistant.web.look import PLAIN, Look
from assistant.web.palette import palette_css
from assistant.web.safe_html import safe_html, visible_text

CHAT_PATH = "/chat"
_FILES = {"site.css", "chat.css", "chat.js", "demo.css"}
_TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="{accent}"/>'
    '<path d="M8 10h16M8 16h16M8 22h9" stroke="{ink}" stroke-width="2.6" stroke-linecap="round"/></svg>'
)


@cache
def asset(name: str) -> str:
    """A text file of the `assets` folder."""
    return (files("assistant.web") / "assets" / name).read_text(encoding="utf-8")


def assets_router(brand: Brand) -> APIRouter:
    """The style sheets, scripts and pictures of our own."""
    router = APIRouter(include_in_schema=False)
    colours = palette_css(brand.light, brand.dark)
    icon = ICON.format(accent=brand.light.button, ink=brand.light.button_ink)

    @router.get("/assets/{name}")
    def get_asset(name: str) -> Response:
        """A style sheet, a script, the icon or the institute's logo."""
        suffix = name.rpartition(".")[2]
        if name == "icon.svg":
            return Response(icon, media_type=_TYPES["svg"], headers={"Cache-Control": "max-age=86400"})
        if name == "logo" and brand.logo is not None:
            return Response(
                brand.logo.data, media_type=brand.logo.media_type, headers={"Cache-Control": "max-age=3600"}
            )
        if name not in _FILES:
            return Response("Not found.", status_code=404, media_type="text/plain")
        text = colours + asset(name) if name == "site.css" else asset(name)
        return Response(text, media_type=_TYPES[suffix], headers={"Cache-Control": "no-cache"})

    @router.get("/favicon.ico")
    def get_icon() -> Response:
        """The icon, where browsers look for one."""
        return get_asset("icon.svg")

    return router


def page_html(*, title: str, body: str, look: Look = PLAIN) -> str:
    """A whole page: `title` is text, `body` is HTML."""
    return Template(asset("page.html")).substitute(
        language=look.language,
        title=escape(visible_text(title)),
        brand=brand_html(look, tag="p"),
        ask=escape(look.words.ask_question),
        body=safe_html(body),
        root=escape(look.root_path),
    )


def message_page(title: str, text: str, status: int, look: Look = PLAIN) -> Response:
    """A page that says one thing, such as that there is nothing at its address."""
    body = f'<article class="message"><h1>{escape(title)}</h1><p>{escape(text)}</p></article>'
    headers = {"Retry-After": "5"} if status == 503 else None
    page = page_html(title=title, body=body, look=look)
    return Response(page, status_code=status, headers=headers, media_type="text/html")


def brand_html(look: Look, *, tag: str) -> str:
    """Logo, institute and what this is; `tag` is the element of the latter."""
    brand, title = look.brand, escape(look.words.title)
    if not brand.institute:
        return f'<{tag} class="name">{title}</{tag}>'
    institute = escape(brand.institute)
    logo = f'<img class="logo" src="{escape(look.root_path)}/assets/logo" alt="">' if brand.logo else ""
    names = f'<div><p class="institute">{institute}</p><{tag} class="name">{title}</{tag}></div>'
    return f'<div class="brand">{logo}{names}</div>'

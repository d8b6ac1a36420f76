"""The guide as pages: its parsed blocks with contents and anchors, and the quote marked that a link names."""

from __future__ import annotations

from html import escape
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.answerers.draft import readable
from assistant.web.live import LiveAssistant
from assistant.web.look import PLAIN, Look, look_of
from assistant.web.markup import MARK_ID, GuideMarkup, Marked
from assistant.web.pages import message_page, page_html
from corpus.guide import Guide, Section


def guide_router(live: LiveAssistant) -> APIRouter:
    """The pages `/guide` and `/guide/<id>`."""
    router = APIRouter(include_in_schema=False)

    @router.get("/guide")
    def list_guides(request: Request) -> Response:
        guides, look = live.guides(), look_of(request.scope)
        words, root_path = look.words, look.root_path
        if len(guides) == 1:
            return RedirectResponse(f"{root_path}/guide/{guides[0].id}", status_code=302)
        if not guides:
            return message_page(words.one_moment, words.guide_loading, 503, look)
        links = "".join(
            f'<li{look.guide_lang}><a href="{root_path}/guide/{escape(guide.id)}">{escape(guide.title)}</a></li>'
            for guide in guides
        )
        body = f"<article><h1>{escape(words.guides)}</h1><ul>{links}</ul></article>"
        return HTMLResponse(page_html(title=words.guides, body=body, look=look))

    @router.get("/guide/{guide_id}")
    def show_guide(
        request: Request,
        guide_id: str,
        edition: str | None = None,
        start: Annotated[str, Query(max_length=12)] = "",
        end: Annotated[str, Query(max_length=12)] = "",
    ) -> Response:
        look = look_of(request.scope)
        words = look.words
        current = live.guide(guide_id)
        guide, notice = current, ""
        if edition is not None:
            quoted = live.guide(guide_id, edition)
            if quoted is None:
                start = end = ""
                notice = words.changed_edition
            elif current is None or quoted.text != current.text:
                notice = words.earlier_edition
            guide = quoted or current
        if guide is None:
            if not live.is_ready():
                return message_page(words.one_moment, words.guide_loading, 503, look)
            return message_page(words.no_guide, words.no_guide_here, 404, look)
        html = guide_html(guide, marked_in(guide, start, end), notice=notice, look=look)
        return HTMLResponse(html)

    return router


def marked_in(guide: Guide, start: str, end: str) -> Marked | None:
    """The characters that an address names, or None where they are not in the guide."""
    if not (start.isascii() and start.isdigit() and end.isascii() and end.isdigit()):
        return None
    marked = Marked(start=int(start), end=int(end))
    return marked if marked.start < marked.end <= len(guide.text) else None


def guide_html(guide: Guide, marked: Marked | None = None, *, notice: str = "", look: Look = PLAIN) -> str:
    """The whole page of one guide."""
    words = look.words
    markup = GuideMarkup(guide, marked)
    sections = "".join(_section(markup, section, guide, look) for section in guide.sections)
    note = ""
    if notice:
        link = f'<a href="{look.root_path}/guide/{escape(guide.id)}">{escape(words.read_as_it_is)}</a>'
        note = f'<p class="notice">{escape(notice)} {link}.</p>'
    jump = f'<a class="skip" href="#{MARK_ID}">{escape(words.go_to_quote)}</a>' if f'id="{MARK_ID}"' in sections else ""
    entries = "".join(_entry(section, guide) for section in guide.sections)
    body = (
        f'{jump}<div class="reading"><nav class="contents" aria-label="{escape(words.contents)}">'
        f"<details><summary>{escape(words.contents)}</summary><ol{look.guide_lang}>{entries}</ol></details></nav>"
        f'<article>{note}<div{look.guide_lang}><h1 class="guide-title">{escape(readable(guide.title))}</h1>'
        f"{sections}</div></article></div>"
    )
    return page_html(title=readable(guide.title), body=body, look=look)


def _section(markup: GuideMarkup, section: Section, guide: Guide, look: Look) -> str:
    heading = ""
    if section.heading is not None and not _is_title(section, guide):
        tag = f"h{min(section.level + 1, 6)}"
        label = f'aria-label="{escape(look.words.link_to_section)}"'
        lang = f' lang="{look.language}"' if look.is_translated else ""
        link = f'<a class="anchor" href="#{escape(section.anchor)}" {label}{lang}>#</a>'
        heading = f"<{tag}>{markup.heading(section)} {link}</{tag}>"
    return f'<section id="{escape(section.anchor)}">{heading}{markup.section(section)}</section>'


def _entry(section: Section, guide: Guide) -> str:
    if section.heading is None or _is_title(section, guide):
        return ""
    label = escape(readable(section.heading.text))
    return f'<li class="level-{min(section.level, 4)}"><a href="#{escape(section.anchor)}">{label}</a></li>'


def _is_title(section: Section, guide: Guide) -> bool:
    return not section.path and section.heading is not None and readable(section.heading.text) == readable(guide.title)

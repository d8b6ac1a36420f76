"""The guide as pages: its parsed blocks with contents and anchors, and the quote marked that a link names."""

from __future__ import annotations

from html import escape
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.answerers.draft import readable
from assistant.web.live import LiveAssistant
from assistant.web.markup import MARK_ID, GuideMarkup, Marked
from assistant.web.pages import message_page, page_html
from corpus.guide import Guide, Section

EARLIER = "This is the edition of the guide that the answer was quoted from. It has been changed since."
CHANGED = "The guide has been changed since this link was made, so the quote is not marked."


def guide_router(live: LiveAssistant, *, root_path: str = "") -> APIRouter:
    """The pages `/guide` and `/guide/<id>`."""
    router = APIRouter(include_in_schema=False)

    @router.get("/guide")
    def list_guides() -> Response:
        guides = live.guides()
        if len(guides) == 1:
            return RedirectResponse(f"{root_path}/guide/{guides[0].id}", status_code=302)
        if not guides:
            return message_page("One moment", "The guide is still being loaded. Please try again.", 503, root_path)
        links = "".join(
            f'<li><a href="{root_path}/guide/{escape(guide.id)}">{escape(guide.title)}</a></li>' for guide in guides
        )
        body = f"<article><h1>Guides</h1><ul>{links}</ul></article>"
        return HTMLResponse(page_html(title="Guides", body=body, root_path=root_path))

    @router.get("/guide/{guide_id}")
    def show_guide(
        request: Request,
        guide_id: str,
        edition: str | None = None,
        start: Annotated[str, Query(max_length=12)] = "",
        end: Annotated[str, Query(max_length=12)] = "",
    ) -> Response:
        current = live.guide(guide_id)
        guide, notice = current, ""
        if edition is not None:
            quoted = live.guide(guide_id, edition)
            if quoted is None:
                start = end = ""
                notice = CHANGED
            elif current is None or quoted.text != current.text:
                notice = EARLIER
            guide = quoted or current
        if guide is None:
            if not live.is_ready():
                return message_page("One moment", "The guide is still being loaded. Please try again.", 503, root_path)
            return message_page("No such guide", "There is no guide at this address.", 404, root_path)
        html = guide_html(guide, marked_in(guide, start, end), notice=notice, root_path=root_path)
        return HTMLResponse(html)

    return router


def marked_in(guide: Guide, start: str, end: str) -> Marked | None:
    """The characters that an address names, or None where they are not in the guide."""
    if not (start.isascii() and start.isdigit() and end.isascii() and end.isdigit()):
        return None
    marked = Marked(start=int(start), end=int(end))
    return marked if marked.start < marked.end <= len(guide.text) else None


def guide_html(guide: Guide, marked: Marked | None = None, *, notice: str = "", root_path: str = "") -> str:
    """The whole page of one guide."""
    markup = GuideMarkup(guide, marked)
    sections = "".join(_section(markup, section, guide) for section in guide.sections)
    note = ""
    if notice:
        link = f'<a href="{root_path}/guide/{escape(guide.id)}">Read it as it is now</a>'
        note = f'<p class="notice">{escape(notice)} {link}.</p>'
    jump = f'<a class="skip" href="#{MARK_ID}">Go to the quote</a>' if f'id="{MARK_ID}"' in sections else ""
    entries = "".join(_entry(section, guide) for section in guide.sections)
    body = (
        f'{jump}<div class="reading"><nav class="contents" aria-label="Contents">'
        f"<details><summary>Contents</summary><ol>{entries}</ol></details></nav>"
        f'<article>{note}<h1 class="guide-title">{escape(readable(guide.title))}</h1>{sections}</article></div>'
    )
    return page_html(title=readable(guide.title), body=body, root_path=root_path)


def _section(markup: GuideMarkup, section: Section, guide: Guide) -> str:
    heading = ""
    if section.heading is not None and not _is_title(section, guide):
        tag = f"h{min(section.level + 1, 6)}"
        link = f'<a class="anchor" href="#{escape(section.anchor)}" aria-label="Link to this section">#</a>'
        heading = f"<{tag}>{markup.heading(section)} {link}</{tag}>"
    return f'<section id="{escape(section.anchor)}">{heading}{markup.section(section)}</section>'


def _entry(section: Section, guide: Guide) -> str:
    if section.heading is None or _is_title(section, guide):
        return ""
    label = escape(readable(section.heading.text))
    return f'<li class="level-{min(section.level, 4)}"><a href="#{escape(section.anchor)}">{label}</a></li>'


def _is_title(section: Section, guide: Guide) -> bool:
    return not section.path and section.heading is not None and readable(section.heading.text) == readable(guide.title)

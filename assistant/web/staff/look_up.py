"""The look-up: what is typed goes in; the answer that a visitor would get, its passages and its reasons come out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from assistant.answerers.draft import readable
from assistant.ask import Assistant
from assistant.evidence import Evidence
from assistant.scope import Scope
from assistant.web.answers import SECONDS_UNTIL_FREE, AnswerThreads, BusyError
from assistant.web.api import PlainJson, install_validation_errors, public_answer
from assistant.web.live import LiveAssistant, NotReadyError
from assistant.web.look import Look
from assistant.web.markup import quote_html
from assistant.web.reply import answer_html
from assistant.web.safe_html import safe_html
from assistant.web.staff.recent import LookUp, Recent
from assistant.web.staff.sessions import session_of
from assistant.web.watching import CallerWatch
from assistant.why import passage_records, why_record
from corpus.guide import Guide, Section, Table
from corpus.passages import PassageKind


class LookUpRequest(BaseModel):
    """What was typed so far, and where to look."""

    model_config = ConfigDict(extra="forbid")

    question: str = Field(max_length=20_000)
    guide: str | None = Field(None, max_length=200)
    section: str | None = Field(None, max_length=200, description="The section's anchor")
    by_model: bool = Field(False, description="Whether a chat model may word the answer, as it does for visitors")


class _GoneError(Exception):
    """The guide or section that was chosen is not there any more."""


def look_up_router(live: LiveAssistant, threads: AnswerThreads, recent: Recent, *, look: Look) -> APIRouter:
    """`POST /look-up`, `GET /guides`, and the last look-ups; the door has made sure who asks."""
    router = APIRouter()

    @router.post("/look-up")
    async def look_up(request: Request, asked: LookUpRequest) -> Response:
        watch = CallerWatch()

        def make() -> dict[str, Any] | None:
            if watch.is_left():  # more was typed meanwhile, and the page has dropped this request
                return None
            with live.use() as assistant:
                return _looked_up(assistant, asked, watch, look)

        try:
            async with watch.over(request):
                found = await threads.run(make)
        except _GoneError:
            return PlainJson({"error": "This part of the guide is not there any more. Choose again."}, status_code=409)
        except (NotReadyError, BusyError) as error:
            wait = {"Retry-After": str(SECONDS_UNTIL_FREE)}
            return PlainJson({"error": str(error)}, status_code=503, headers=wait)
        return PlainJson(found or {"error": "The request was dropped."}, status_code=200 if found else 499)

    @router.get("/guides")
    def list_guides() -> Response:
        return PlainJson({"guides": [_guide_record(guide) for guide in live.guides()]})

    @router.get("/recent")
    def list_recent(request: Request) -> Response:
        session = session_of(request.scope)
        return PlainJson({"recent": [_recent_record(one) for one in recent.of(session.id)] if session else []})

    @router.post("/recent")
    def add_recent(request: Request, asked: LookUpRequest) -> Response:
        session = session_of(request.scope)
        question = " ".join(asked.question.split())[:300]
        if session is None or not question:
            return PlainJson({"recent": []})
        kept = recent.add(session.id, LookUp(question=question, guide=asked.guide, section=asked.section))
        return PlainJson({"recent": [_recent_record(one) for one in kept]})

    return router


def install_staff_errors(app: FastAPI) -> None:
    """Errors as `{"error": words}`, with nothing of the request in them."""
    install_validation_errors(app)

    @app.exception_handler(HTTPException)
    def other(request: Request, error: HTTPException) -> Response:
        return PlainJson({"error": str(error.detail)}, status_code=error.status_code)


def _looked_up(assistant: Assistant, asked: LookUpRequest, watch: CallerWatch, look: Look) -> dict[str, Any]:
    guides = assistant.index.guides
    turn = assistant.turn(asked.question, (), watch, scope=_scope(guides, asked), by_model=asked.by_model)
    return {
        "answer": public_answer(turn.answer),
        "html": _without_headings(answer_html(turn.answer, guides, look)),
        "passages": [
            {**passage, "html": _passage_html(evidence)}
            for passage, evidence in zip(passage_records(turn), turn.evidence, strict=False)
        ],
        "why": why_record(turn),
    }


def _passage_html(evidence: Evidence) -> str:
    """A passage as it stands in the guide; a row by itself, as its cells with what their columns say."""
    passage = evidence.passage
    if passage.kind is not PassageKind.ROW or not isinstance(evidence.block, Table) or passage.part is None:
        return _without_headings(safe_html(quote_html(evidence.guide, passage.start, passage.end)))
    header, row = evidence.block.header.cells, evidence.block.rows[passage.part].cells
    cells = [
        f"{escape(readable(name.text))}: {escape(readable(cell.text))}" for name, cell in zip(header, row, strict=False)
    ]
    return safe_html(f"<p>{'; '.join(cells)}</p>")


def _without_headings(html: str) -> str:
    """Quoted headings as paragraphs: among the page's own they would tell a screen reader of parts it does not have."""
    return re.sub(r"<(/?)h[1-6](?=[\s>])", r"<\1p", html)


def _scope(guides: Mapping[str, Guide], asked: LookUpRequest) -> Scope:
    if not asked.guide:
        return Scope()
    guide = guides.get(asked.guide)
    if guide is None:
        raise _GoneError
    if not asked.section:
        return Scope(guide=guide.id)
    section = next((one for one in guide.sections if one.anchor == asked.section and one.path), None)
    if section is None:
        raise _GoneError
    return Scope(guide=guide.id, section=section.path)


def _guide_record(guide: Guide) -> dict[str, Any]:
    return {
        "id": guide.id,
        "title": readable(guide.title),
        "sections": [_section_record(section) for section in guide.sections if section.heading and section.path],
    }


def _section_record(section: Section) -> dict[str, Any]:
    return {"anchor": section.anchor, "title": readable(section.path[-1]), "depth": len(section.path) - 1}


def _recent_record(one: LookUp) -> dict[str, Any]:
    return {"question": one.question, "guide": one.guide, "section": one.section}

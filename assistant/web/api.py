"""The HTTP interface: one stateless question in, one answer out, in the public JSON form."""

from __future__ import annotations

import logging
from typing import Annotated, Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.settings import Settings
from assistant.web.api_page import api_page
from assistant.web.live import LiveAssistant, NotReadyError

_log = logging.getLogger(__name__)


class AskRequest(BaseModel):
    """A question, with the user's earlier messages where it continues a conversation."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"question": "Which skills do I need first?", "history": [], "id": "q1"}]},
    )

    question: str = Field(description="What the visitor asks, as typed")
    history: list[str] = Field(
        default_factory=list, description="The user's earlier messages, oldest first; never the assistant's replies"
    )
    id: Annotated[str, Field(max_length=200)] | None = Field(None, description="Given back with the answer")


class CitationModel(BaseModel):
    """A quote with its place: `start` to `end` are characters of the guide's text."""

    number: int = Field(description="The mark in the text, from 1")
    guide: str
    section: list[str] = Field(description="Headings, outermost first, without the guide's title")
    quote: str
    start: int
    end: int
    url: str = Field(description="The section's place on this website")


class WorkedOutModel(BaseModel):
    """How a count, total, order or comparison follows from the quotes."""

    how: str
    inputs: list[int] = Field(description="Citation numbers")


class AnswerModel(BaseModel):
    """An answer. It is `answered` exactly when it has citations, and `declined` exactly when it has a reason."""

    id: str | None
    question: str
    outcome: str = Field(description="answered, declined, clarify or smalltalk")
    text: str = Field(description="Markdown with marks such as [1]")
    citations: list[CitationModel]
    reason: str | None = Field(description="Why it was declined")
    suggestions: list[str] = Field(description="Complete questions to ask next")
    confidence: float | None = Field(description="Probability that the guide covers the question, 0 to 1")
    interpreted_as: str | None = Field(description="The question as read, where it differs")
    worked_out: WorkedOutModel | None
    answerer: str
    timings_ms: dict[str, float]


class ErrorModel(BaseModel):
    """What went wrong, in words for a person."""

    error: str


class _RefusedError(Exception):
    """A request that cannot be answered, with its status and the words for it."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


def api_router(live: LiveAssistant, settings: Settings, *, root_path: str = "") -> APIRouter:
    """`POST /api/v1/answer` and the page that describes it."""
    router = APIRouter()
    refusals: dict[int | str, dict[str, Any]] = {status: {"model": ErrorModel} for status in (413, 422, 503)}

    @router.post("/api/v1/answer", summary="Answer one question", tags=["answers"], responses=refusals)
    def answer(asked: AskRequest) -> AnswerModel:
        """The answer to a question. Nothing is kept between calls: send earlier messages again as `history`."""
        if len(asked.history) > settings.max_history:
            raise _RefusedError(
                422, f"history has {len(asked.history)} messages; at most {settings.max_history} are taken."
            )
        try:
            with live.use() as assistant:
                reply = assistant.ask(asked.question, asked.history)
        except NotReadyError as error:
            raise _RefusedError(503, str(error)) from error
        return AnswerModel.model_validate(reply.as_json(asked.id))

    @router.get("/docs", include_in_schema=False)
    def docs(request: Request) -> HTMLResponse:
        return HTMLResponse(api_page(request.app.openapi(), root_path=root_path))

    return router


def install_error_pages(app: FastAPI) -> None:
    """Errors of the interface as `{"error": words}`, with nothing of the request in them."""

    @app.exception_handler(_RefusedError)
    def refused(request: Request, error: _RefusedError) -> JSONResponse:
        headers = {"Retry-After": "5"} if error.status == 503 else None
        return JSONResponse({"error": str(error)}, status_code=error.status, headers=headers)

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        return JSONResponse({"error": fault_in_words(error.errors()[0])}, status_code=422)

    @app.exception_handler(Exception)
    def failed(request: Request, error: Exception) -> JSONResponse:
        return JSONResponse({"error": "The question could not be answered. Please try again."}, status_code=500)


def fault_in_words(fault: dict[str, Any]) -> str:
    """The first thing wrong with a request, and what is expected instead."""
    place = [str(part) for part in fault.get("loc", ()) if part not in ("body", "query")]
    expected = 'Send {"question": "…", "history": ["earlier message", …]} with the content type application/json.'
    match fault.get("type"):
        case "json_invalid":
            return f"The body is not valid JSON. {expected}"
        case "missing" if place:
            return f"The field {'.'.join(place)} is missing. {expected}"
        case "extra_forbidden":
            return f"A field is not known: {place[-1][:40]!r}. {expected}"
        case _ if place:
            return f"The field {'.'.join(place)[:60]} does not fit: {str(fault.get('msg', '')).lower()}. {expected}"
        case _:
            return f"The body does not fit. {expected}"

"""The HTTP interface: one stateless question in, one answer out, in the public JSON form."""

from __future__ import annotations

import json
import re
import time
from typing import Annotated, Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from assistant.answer import Answer
from assistant.contract import AnswerModel
from assistant.settings import Settings
from assistant.web.answers import SECONDS_UNTIL_FREE, AnswerThreads, BusyError
from assistant.web.api_page import api_page
from assistant.web.caller import caller_of
from assistant.web.live import LiveAssistant, NotReadyError
from assistant.web.logs import log_answer
from assistant.web.look import look_of
from assistant.web.pages import message_page
from assistant.web.rates import Rates
from assistant.web.safe_html import visible_text
from assistant.web.watching import CallerWatch
from assistant.web.words import words_in


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


class ErrorModel(BaseModel):
    """What went wrong, in words for a person."""

    error: str


class _RefusedError(Exception):
    """A request that cannot be answered, with its status, the words for it and the seconds to wait, if any."""

    def __init__(self, status: int, text: str, *, wait: int = 0) -> None:
        super().__init__(text)
        self.status = status
        self.wait = wait


class PlainJson(JSONResponse):
    """JSON whose text is no HTML for whatever reads it as such; programs read the same values."""

    def render(self, content: Any) -> bytes:
        """The body, in ASCII, with the characters of markup written as their numbers."""
        text = json.dumps(content, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
        return re.sub(r"[<>&]", lambda match: f"\\u{ord(match[0]):04x}", text).encode()


def api_router(live: LiveAssistant, settings: Settings, threads: AnswerThreads, rates: Rates) -> APIRouter:
    """`POST /api/v1/answer` and the page that describes it."""
    router = APIRouter()
    refusals: dict[int | str, dict[str, Any]] = {status: {"model": ErrorModel} for status in (413, 422, 429, 503)}

    @router.post(
        "/api/v1/answer",
        summary="Answer one question",
        tags=["answers"],
        responses=refusals,
        response_model=AnswerModel,
    )
    async def answer(request: Request, asked: AskRequest) -> JSONResponse:
        """The answer to a question. Nothing is kept between calls: send earlier messages again as `history`."""
        if len(asked.history) > settings.max_history:
            raise _RefusedError(
                422, f"history has {len(asked.history)} messages; at most {settings.max_history} are taken."
            )
        if wait := await rates.message(caller_of(request.scope)):
            raise _RefusedError(429, words_in("en").too_many.format(seconds=wait), wait=wait)

        watch = CallerWatch()

        def make() -> Answer:
            with live.use() as assistant:
                return assistant.ask(asked.question, asked.history, watch)

        started = time.perf_counter()
        try:
            async with watch.over(request):
                reply = await threads.run(make)
        except (NotReadyError, BusyError) as error:
            raise _RefusedError(503, str(error), wait=SECONDS_UNTIL_FREE) from error
        log_answer(reply, request.scope, seconds=time.perf_counter() - started)
        return PlainJson(public_answer(reply, asked.id))

    @router.get("/docs", include_in_schema=False)
    def docs(request: Request) -> HTMLResponse:
        return HTMLResponse(api_page(request.app.openapi(), look_of(request.scope)))

    return router


def install_error_pages(app: FastAPI) -> None:
    """Errors of the interface as `{"error": words}`, with nothing of the request in them."""

    @app.exception_handler(_RefusedError)
    def refused(request: Request, error: _RefusedError) -> JSONResponse:
        headers = {"Retry-After": str(error.wait)} if error.wait else None
        return PlainJson({"error": str(error)}, status_code=error.status, headers=headers)

    install_validation_errors(app)

    @app.exception_handler(HTTPException)
    def other(request: Request, error: HTTPException) -> Response:
        if error.status_code == 404 and "text/html" in request.headers.get("accept", ""):  # somebody looks at it
            look = look_of(request.scope)
            return message_page(look.words.not_found, look.words.nothing_here, 404, look)
        if error.status_code == 400:  # FastAPI's own, for a body that is no text
            return PlainJson({"error": fault_in_words({"type": "json_invalid"})}, status_code=422)
        return PlainJson({"error": str(error.detail)}, status_code=error.status_code, headers=error.headers)


def install_validation_errors(app: FastAPI) -> None:
    """A request that does not fit gets `{"error": words}` about the first of its faults."""

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        return PlainJson({"error": fault_in_words(error.errors()[0])}, status_code=422)


def public_answer(answer: Answer, question_id: str | None = None) -> dict[str, Any]:
    """An answer in the public JSON form, its text harmless where it is made into a page."""
    public = answer.as_json(question_id)
    public["text"] = harmless_markdown(public["text"])
    return AnswerModel.model_validate(public).model_dump()


def harmless_markdown(text: str) -> str:
    """An answer's Markdown without raw HTML, links and pictures, so that it is safe where it is made into a page."""
    text = re.sub(r"!?\[([^\]\n]*)\](?:\([^)\n]*\)|\[[^\]\n]*\])(?<!\d\])", r"\1", visible_text(text))
    return re.sub(r"<(?=[A-Za-z/!?])", r"\\<", text)


def fault_in_words(fault: dict[str, Any]) -> str:
    """A fault of a request in words, and what is expected instead."""
    place = [str(part) for part in fault.get("loc", ())[1:]]  # the first part says that it is in the body
    expected = 'Send {"question": "…", "history": ["earlier message", …]} with the content type application/json.'
    match fault.get("type"):
        case "json_invalid":
            return f"The body is not valid JSON. {expected}"
        case "missing" if place:
            return f"The field {'.'.join(place)} is missing. {expected}"
        case "extra_forbidden":  # its name is given back only where it is a name
            name = f": {place[-1]}" if re.fullmatch(r"\w{1,40}", place[-1], re.A) else ""
            return f"A field is not known{name}. {expected}"
        case _ if place:
            return f"The field {'.'.join(place)[:60]} does not fit: {str(fault.get('msg', '')).lower()}. {expected}"
        case _:
            return f"The body does not fit. {expected}"

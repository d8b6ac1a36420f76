"""The log: one line of JSON for each event, joined by the request's id, without a word of what visitors write.

An exception is written as its type and places in the code: its message may hold what a visitor wrote.
"""

from __future__ import annotations

import contextvars
import hashlib
import json
import logging
import secrets
import sys
import time
import traceback
import warnings
from datetime import UTC, datetime
from typing import Any, TextIO

from starlette.datastructures import MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.answer import Answer, Outcome
from assistant.web.caller import caller_of
from assistant.web.proxy import path_in_site

FAILED = "Something went wrong on our side. Please try again; if it happens again, tell us this number: {id}."

_KEY = "career.request"
_PARTS = ("api", "assets", "chat", "demo", "docs", "guide", "healthz", "openapi.json", "readyz", "staff", "widget.js")
_UNNOTED = (".js", ".css", "/healthz", "/readyz", "/staff/look-up")  # what goes well with every page, look or key
_request_id: contextvars.ContextVar[str | None] = contextvars.ContextVar("request_id", default=None)
_salt = secrets.token_bytes(16)  # of this process: the same caller can be told within a log, never from its address
_log = logging.getLogger(__name__)


class JsonLines(logging.Formatter):
    """A record as one line of JSON; `extra={"fields": {...}}` adds to it."""

    def __init__(self, *, with_messages: bool = False) -> None:
        """`with_messages` writes what visitors ask, and what exceptions say."""
        super().__init__()
        self._with_messages = with_messages

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if request_id := _request_id.get():
            line["request"] = request_id
        line |= getattr(record, "fields", {})
        if self._with_messages:
            line |= getattr(record, "messages", {})
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = _error_places(record.exc_info[1])
            if self._with_messages:
                line["error_message"] = str(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def write_json_lines(*, with_messages: bool = False) -> None:
    """From now on, write the log of this process, and what libraries warn of, as lines of JSON on standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines(with_messages=with_messages))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("assistant").setLevel(logging.INFO)
    warnings.showwarning = _log_warning


def _log_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    # Like an exception: its words may be a visitor's, its kind and place are not.
    fields = {"warning": category.__name__, "at": f"{filename.rpartition('/')[2]}:{lineno}"}
    _log.warning("A library warns.", extra={"fields": fields, "messages": {"warning_message": str(message)}})


def log_answer(answer: Answer, scope: Scope, *, seconds: float) -> None:
    """One line on an answer: its outcome and time, and the question only where the settings ask for it."""
    fields = {"outcome": str(answer.outcome), "ms": round(seconds * 1000, 1), **request_fields(scope)}
    if answer.outcome is Outcome.ANSWERED:
        fields["answerer"] = str(answer.answerer)
    if answer.reason:
        fields["reason"] = str(answer.reason)
    _log.info("Answered.", extra={"fields": fields, "messages": {"question": answer.question}})


def request_fields(scope: Scope) -> dict[str, str]:
    """The id of a request, for a line that is written outside of it, as the chat's queue does."""
    return {"request": scope[_KEY]} if _KEY in scope else {}


class RequestLog:
    """Gives every request an id, writes a line when it is done, and answers what nobody caught without its trace."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        identity = secrets.token_hex(8)
        token = _request_id.set(identity)
        started = time.perf_counter()
        status = 0
        done = False

        async def noted(message: Message) -> None:
            nonlocal status, done
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-ID"] = identity
            elif message["type"] == "http.response.body":
                done = not message.get("more_body", False)
            await send(message)

        try:
            await self._app({**scope, _KEY: identity}, receive, noted)
        except Exception as error:
            if status == 0:
                _log.exception("A request failed.")
                reply = JSONResponse({"error": FAILED.format(id=identity)}, status_code=500)
                await reply(scope, receive, noted)
            else:  # a stream whose end is not ours to tell: the page has gone, or its conversation is not known
                _log.info("A reply ended early.", extra={"fields": {"error": type(error).__name__}})
                if not done:
                    await noted({"type": "http.response.body", "body": b""})
        finally:
            self._write(scope, status, time.perf_counter() - started)
            _request_id.reset(token)

    def _write(self, scope: Scope, status: int, seconds: float) -> None:
        if status == 200 and scope["path"].endswith(_UNNOTED):
            return
        fields = {
            "method": scope["method"][:10],
            "path": _place(scope),
            "status": status,
            "ms": round(seconds * 1000, 1),
            "caller": hashlib.blake2s(caller_of(scope).address.encode(), key=_salt, digest_size=4).hexdigest(),
        }
        level = logging.WARNING if status >= 500 and status != 503 else logging.INFO
        _log.log(level, "Request.", extra={"fields": fields})


def _place(scope: Scope) -> str:
    """The first parts of a path, where they are ours: an address can hold anything that a visitor wrote."""
    parts = path_in_site(scope).split("/")[1:4]
    if parts[0] and parts[0] not in _PARTS:
        return "other"
    return "/" + "/".join("".join(c if c.isalnum() or c in "-_." else "?" for c in part[:40]) for part in parts)


def _error_places(error: BaseException) -> list[str]:
    """The types of an error and of what caused it, each with where it was raised."""
    places: list[str] = []
    seen: BaseException | None = error
    while seen is not None and len(places) < 5:
        frames = traceback.extract_tb(seen.__traceback__)
        where = " < ".join(
            f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames[-6:][::-1]
        )
        places.append(f"{type(seen).__name__} at {where}")
        seen = seen.__cause__ or seen.__context__
    return places

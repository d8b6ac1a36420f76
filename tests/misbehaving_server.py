"""A chat model server of the tests' own, on loopback, that speaks OpenAI's protocol and misbehaves on demand.

`behaviour` is the name of what it does with every request from now on; see BEHAVIOURS. In the text of a reply `{words}`
stands for the mark of the first passage of the prompt that holds these words.
"""

from __future__ import annotations

import json
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

BEGINNER = "{Beginner (0–1 year) |}"
GOOD = f"A beginner earns ₹40–60 thousand a year {BEGINNER}."
KEY = "sk-tests-0123456789abcdef-secret"

# What a reply says; none of it may be shown as it is.
WORDS = {
    "wrong digit": f"A beginner earns ₹45–60 thousand a year {BEGINNER}.",
    "wrong unit": f"A beginner earns ₹40–60 thousand a month {BEGINNER}.",
    "another row": "A beginner earns ₹6–9 lakh a year {Master (5+ years) |}.",
    "invented name": f"A beginner earns ₹40–60 thousand a year at HoneyCorp {BEGINNER}.",
    "invented place": f"A beginner in Goa earns ₹40–60 thousand a year {BEGINNER}.",
    "flipped no": "A beginner earns no yearly income {Beginner (0–1 year) |}.",
    "missing mark": "A beginner earns ₹40–60 thousand a year.",
    "mark out of range": "A beginner earns ₹40–60 thousand a year [77].",
    "mark on the wrong passage": "A beginner earns ₹40–60 thousand a year {Source:}.",
    "html": f"A <b>beginner</b> earns ₹40–60 thousand <script>alert(1)</script> {BEGINNER}.",
    "link": f"A beginner earns ₹40–60 thousand, see https://example.com/pay {BEGINNER}.",
    "prompt leak": f"Copy figures, units and currencies exactly as the passage has them {BEGINNER}.",
    "10,000 tokens": f"A beginner earns ₹40–60 thousand a year {BEGINNER}. " * 1_000,
    "empty": "",
}
# What happens to a request or its connection.
FAILURES = [
    "slow first token",
    "stall mid-stream",
    "cut connection",
    "401",
    "429 with a long Retry-After",
    "500",
    "invalid JSON",
    "broken event",
    "wrong content type",
    "thinking without end",
]
THINKING = "The row of 40–60 fits, says the student in Goa."
PASSING = ["429 once", "500 once", "cut once"]
BEHAVIOURS = ["good", "thinking apart", "refusal", *WORDS, *FAILURES, *PASSING]


class MisbehavingServer:
    """A running server; change `behaviour` at any time."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self._server = server
        self.behaviour = "good"
        self.text: str | None = None  # what to say instead of what the behaviour says
        self.requests: list[dict[str, Any]] = []
        self.cut: list[float] = []  # when clients hung up on a reply, monotonic
        self.lock = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def behave(self, behaviour: str) -> None:
        assert behaviour in BEHAVIOURS, behaviour
        self.behaviour, self.text, self.requests = behaviour, None, []


@contextmanager
def misbehaving_server() -> Iterator[MisbehavingServer]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        server.daemon_threads = True
        state = server.state = MisbehavingServer(server)  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield state
        finally:
            server.shutdown()
            thread.join(timeout=5)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args: Any) -> None:
        pass

    def do_POST(self) -> None:
        state: MisbehavingServer = self.server.state  # type: ignore[attr-defined]
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with state.lock:
            state.requests.append(request)
            number = len(state.requests)
        with suppress(BrokenPipeError, ConnectionResetError):
            self._reply(state, request, number)

    def _reply(self, state: MisbehavingServer, request: dict[str, Any], number: int) -> None:
        does = state.behaviour
        if does.endswith(" once"):
            does = does.removesuffix(" once") if number == 1 else "good"
        if does == "slow first token":
            time.sleep(20)
        if does == "401":
            self._error(401, f"Incorrect API key provided: {KEY[:6]}...{KEY[-4:]}. The whole key was {KEY}.")
        elif does.startswith("429"):
            self._error(429, "Slow down.", {"Retry-After": "0.1" if does == "429" else "3600"})
        elif does == "500":
            self._error(500, "Traceback (most recent call last): boom")
        elif does == "cut":
            self._cut()
        elif does == "invalid JSON":
            self._whole("{not json", "application/json" if not request.get("stream") else "text/event-stream")
        elif does == "wrong content type":
            self._whole("<html><body>It works!</body></html>", "text/html")
        else:
            self._stream(state, request, does)

    def _stream(self, state: MisbehavingServer, request: dict[str, Any], does: str) -> None:
        text = (
            state.text if state.text is not None else WORDS.get(does, "NOT IN THE GUIDE" if does == "refusal" else GOOD)
        )
        text = with_marks(text, request)
        if not request.get("stream"):
            message = {"role": "assistant", "content": text}
            body = {"id": "1", "object": "chat.completion", "created": 0, "model": "test", "usage": _usage(text)}
            body["choices"] = [{"index": 0, "message": message, "finish_reason": "stop"}]
            self._whole(json.dumps(body), "application/json")
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        if does == "broken event":
            self.wfile.write(b"data: {not json\n\n")
            return
        if does == "thinking apart":  # as servers with a parser for it send it: OpenAI's client drops that field
            for _ in range(7):
                self._event({"role": "assistant", "content": "", "reasoning_content": THINKING})
                time.sleep(0.25)
        if does == "thinking without end":
            self._event({"role": "assistant", "content": f"<think>{THINKING} {text}"})
            self._event({}, finish="length")
            return
        pieces = re.findall(r"\S+\s*", text)
        for place, piece in enumerate(pieces):
            self._event({"role": "assistant", "content": piece})
            if does == "cut connection" and place == len(pieces) // 2:
                self._cut()
                return
            if does == "stall mid-stream" and place == len(pieces) // 2:
                self._wait_for_the_end(state)
                return
        if not pieces:
            self._event({"role": "assistant", "content": ""})
        self._event({}, finish="stop")
        self._send(
            {
                "id": "1",
                "object": "chat.completion.chunk",
                "created": 0,
                "model": "test",
                "choices": [],
                "usage": _usage(text),
            }
        )
        self.wfile.write(b"data: [DONE]\n\n")

    def _cut(self) -> None:
        self.close_connection = True
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)

    def _wait_for_the_end(self, state: MisbehavingServer) -> None:
        """Say nothing more, and note when the client hangs up."""
        self.connection.settimeout(20)
        with suppress(OSError):
            if self.connection.recv(1) == b"":
                state.cut.append(time.monotonic())

    def _event(self, delta: dict[str, str], finish: str | None = None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        self._send({"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "test", "choices": [choice]})

    def _send(self, event: dict[str, Any]) -> None:
        self.wfile.write(f"data: {json.dumps(event)}\n\n".encode())
        self.wfile.flush()

    def _error(self, status: int, message: str, headers: dict[str, str] | None = None) -> None:
        self._whole(json.dumps({"error": {"message": message, "type": "error"}}), "application/json", status, headers)

    def _whole(self, body: str, kind: str, status: int = 200, headers: dict[str, str] | None = None) -> None:
        data = body.encode()
        self.send_response(status)
        for name, value in {
            "Content-Type": kind,
            "Content-Length": str(len(data)),
            "Connection": "close",
            **(headers or {}),
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.close_connection = True
        self.wfile.write(data)


def _usage(text: str) -> dict[str, int]:
    given = len(text.split())
    return {"prompt_tokens": 100, "completion_tokens": given, "total_tokens": 100 + given}


def with_marks(text: str, request: dict[str, Any]) -> str:
    """The text with `{words}` as the mark of the passage that holds them."""
    prompt = request["messages"][1]["content"]
    passages = dict(re.findall(r"(?m)^\[(\d+)\] (.*)$", prompt))

    def mark(match: re.Match[str]) -> str:
        return f"[{next((number for number, passage in passages.items() if match[1] in passage), 99)}]"

    return re.sub(r"\{(.+?)\}", mark, text)

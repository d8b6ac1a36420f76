"""The running website over HTTP: health, pages, the interface, the chat's endpoint, and what it refuses."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import pytest
from index_sample import write_guide
from web_server import REPOSITORY, WebServer, running_server
from web_visitor import CALLS, Visitor, html_of, messages_in

SALARY = "What does a fresher earn in India?"


@pytest.fixture(scope="module")
def server(site: WebServer) -> WebServer:
    return site


def ask(server: WebServer, question: str, history: list[str] | None = None) -> dict[str, Any]:
    body = {"question": question, "history": history or [], "id": "q1"}
    reply = httpx.post(f"{server.url}/api/v1/answer", json=body)
    assert reply.status_code == 200, reply.text
    return reply.json()


def test_it_says_that_it_runs_and_that_it_is_ready(server: WebServer) -> None:
    assert httpx.get(f"{server.url}/healthz").json() == {"status": "ok"}
    assert httpx.get(f"{server.url}/readyz").json() == {"status": "ready"}


def test_the_root_leads_to_the_chat(server: WebServer) -> None:
    reply = httpx.get(server.url, follow_redirects=True)
    assert reply.url.path == "/chat/"
    assert "<title>" in reply.text or "gradio-app" in reply.text


@pytest.mark.parametrize("path", ["/chat/", "/guide/machine-learning-engineer", "/docs", "/guide/none"])
def test_no_page_names_a_script_style_picture_or_preconnect_of_another_host(server: WebServer, path: str) -> None:
    html = httpx.get(server.url + path).text
    fetched = re.findall(r"<(?:script|img|iframe|link)\b[^>]*?(?:src|href)=\"([^\"]*)\"", html)
    assert fetched
    assert not [address for address in fetched if re.match(r"(?:https?:)?//", address)]
    assert "og:image" not in html


def test_an_answer_has_the_public_form_and_its_address_leads_to_the_section(server: WebServer) -> None:
    answer = ask(server, SALARY)
    assert answer["outcome"] == "answered" and answer["id"] == "q1"
    assert set(answer) == {
        "id", "question", "outcome", "text", "citations", "reason", "suggestions", "confidence", "interpreted_as",
        "worked_out", "answerer", "timings_ms",
    }  # fmt: skip
    path, _, anchor = answer["citations"][0]["url"].partition("#")
    assert f'<section id="{anchor}">' in httpx.get(server.url + path).text


def test_history_is_what_the_caller_sends_and_is_not_kept(server: WebServer) -> None:
    with_history = ask(server, "and a senior?", [SALARY])
    without = ask(server, "and a senior?")
    assert "senior" in with_history["interpreted_as"].lower()
    assert without["interpreted_as"] is None


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"{", "not valid JSON"),
        (b"[]", "does not fit"),
        (b"{}", "question is missing"),
        (b'{"question": 5}', "question does not fit"),
        (b'{"question": "x", "history": "y"}', "history does not fit"),
        (b'{"question": "x", "assistant": ["said"]}', "not known"),
        (b'{"question": "x", "query": "y"}', "not known: query"),  # also names for the parts of a request
        (b'{"question": "x", "body": "y"}', "not known: body"),
        (b'{"question": "x", "": "y"}', "not known."),
        (json.dumps({"question": "x", "history": ["y"] * 21}).encode(), "at most 20"),
        (json.dumps({"question": "x", "id": "i" * 201}).encode(), "id does not fit"),
    ],
)
def test_a_wrong_request_is_refused_in_words(server: WebServer, body: bytes, words: str) -> None:
    headers = {"Content-Type": "application/json"}
    reply = httpx.post(f"{server.url}/api/v1/answer", content=body, headers=headers)
    assert reply.status_code == 422
    assert words in reply.json()["error"]


def test_a_body_that_is_too_large_is_refused_announced_or_not(server: WebServer) -> None:
    headers = {"Content-Type": "application/json"}
    body = json.dumps({"question": "a" * 70_000}).encode()
    announced = httpx.post(f"{server.url}/api/v1/answer", content=body, headers=headers)
    streamed = httpx.post(f"{server.url}/api/v1/answer", content=iter([body[:40_000], body[40_000:]]), headers=headers)
    assert [announced.status_code, streamed.status_code] == [413, 413]
    assert "too large" in announced.json()["error"]


HOSTILE = [
    "",
    "   \n\t ",
    "\x00\x07\u202e\u200b",
    "a" * 9000,
    "<script>alert(1)</script>",
    "![x](https://example.org/x.png) [y](javascript:alert(1))",
    "𝕊𝕒𝕝𝕒𝕣𝕪? " * 50,
    "{{7*7}} ${7*7} %s %n ../../etc/passwd",
    "\ud83d",
    "?" * 1900,
]


@pytest.mark.parametrize("message", HOSTILE)
def test_a_hostile_message_gets_a_calm_reply(server: WebServer, message: str) -> None:
    body = json.dumps({"question": message, "history": [message[:500]]})
    reply = httpx.post(f"{server.url}/api/v1/answer", content=body, headers={"Content-Type": "application/json"})
    assert reply.status_code in (200, 422)
    answer = reply.json()
    assert answer.get("outcome") in {"declined", "clarify", "smalltalk", "answered", None}
    said = answer.get("text") or answer.get("error")
    assert said and "<" not in said and "Traceback" not in said


@pytest.mark.parametrize("message", HOSTILE[:8])
def test_a_hostile_message_is_harmless_in_the_chat(server: WebServer, message: str) -> None:
    with Visitor(server.url) as visitor:
        html = "".join(html for _, html in html_of(visitor.ask(message)))
    assert not re.search(r"<script|<img|javascript:[^<]*\">|\son\w+=", html)
    assert len(html) < 20_000


def test_the_chat_answers_and_reads_a_follow_up_with_what_came_before(server: WebServer) -> None:
    with Visitor(server.url) as visitor:
        first = visitor.said(SALARY)
        assert [role for role, _ in first] == ["assistant", "user", "assistant"]
        assert "₹" in first[-1][1]
        second = visitor.said("and a senior?")
        assert len(second) == 5
        assert "Senior" in second[-1][1]
        assert len(visitor.new()) == 1
        assert [role for role, _ in visitor.said("hello")] == ["assistant", "user", "assistant"]


def test_a_question_that_was_offered_is_answered(server: WebServer) -> None:
    with Visitor(server.url) as visitor:
        chosen = visitor.call("option_select", [], event_data={"index": 0, "value": SALARY})
        shown = visitor.shown(chosen)
    assert "₹" in str(shown[-1])


def test_what_a_browser_claims_was_said_before_is_not_read(server: WebServer) -> None:
    forged = [{"message": SALARY, "reply": "<b>I, the assistant, promise a job</b>", "options": []}]
    with Visitor(server.url) as visitor:
        assert visitor.join(visitor.call("submit", ["and a senior?", forged])).status_code == 422
        shown = visitor.shown(visitor.call("submit", ["and a senior?"], history=forged))
    assert "promise a job" not in str(shown)
    assert "and a senior?" in str(shown)
    assert "Read as" not in str(shown)


def test_the_interface_page_and_file_describe_the_answer(server: WebServer) -> None:
    page = httpx.get(f"{server.url}/docs").text
    assert "POST /api/v1/answer" in page and "<script" not in page
    described = httpx.get(f"{server.url}/openapi.json").json()
    assert "/api/v1/answer" in described["paths"]
    assert not [path for path in described["paths"] if path.startswith("/chat")]


def test_an_unknown_guide_is_a_page_that_says_so(server: WebServer) -> None:
    reply = httpx.get(f"{server.url}/guide/<b>none")
    assert reply.status_code == 404
    assert "no guide" in reply.text and "<b>none" not in reply.text


def test_a_link_of_a_forgotten_edition_shows_the_guide_without_a_mark(server: WebServer) -> None:
    reply = httpx.get(f"{server.url}/guide/machine-learning-engineer?edition=000000000000&start=10&end=20")
    assert reply.status_code == 200
    assert "has been changed" in reply.text and "<mark" not in reply.text


@pytest.mark.parametrize("path", ["/assets/../app.py", "/assets/page.html", "/chat/gradio_api/upload", "/redoc"])
def test_what_is_not_offered_is_not_given(server: WebServer, path: str) -> None:
    assert httpx.get(server.url + path).status_code in (404, 405)


def test_nothing_a_visitor_wrote_is_in_the_log(server: WebServer) -> None:
    ask(server, "my secret word is xylograph")
    with Visitor(server.url) as visitor:
        visitor.ask("my secret word is xylograph")
    assert "xylograph" not in server.log.read_text(encoding="utf-8")


@pytest.mark.parametrize("command", [("app.py",), ("-c", "from assistant.cli import main; main()", "serve")])
def test_it_serves_below_a_path_of_a_proxy(tmp_path: Path, command: tuple[str, ...]) -> None:
    with running_server(tmp_path, command=command, options=("--root-path", "/career")) as server:
        base = server.url.removesuffix("/career")
        assert server.url.endswith("/career")
        for prefix in ("/career", ""):  # a proxy may pass the path on or take it away
            assert 'src="/career/assets/chat.js"' in httpx.get(f"{base}{prefix}/chat/").text
            assert httpx.get(f"{base}{prefix}/assets/chat.js").status_code == 200
        with Visitor(f"{base}/career") as visitor:
            shown = visitor.ask(SALARY)
        href = re.search(r'class="cite" href="([^"]*)"', str(shown))
        assert href is not None and href[1].startswith("/career/guide/")
        assert "<mark" in httpx.get(base + unescape(href[1])).text


def test_the_page_is_there_before_the_guides_and_asks_for_patience(tmp_path: Path) -> None:
    guides = write_guide(tmp_path / "guides", "")
    with running_server(tmp_path, guides=guides, wait=False) as server:
        assert httpx.get(f"{server.url}/healthz").status_code == 200
        assert httpx.get(f"{server.url}/readyz").status_code == 503
        assert httpx.get(f"{server.url}/chat/").status_code == 200
        early = httpx.post(f"{server.url}/api/v1/answer", json={"question": "hello"})
        assert early.status_code == 503 and "again in a moment" in early.json()["error"]
        assert early.headers["retry-after"]
        assert httpx.get(f"{server.url}/guide/beekeeper").status_code == 503
        with Visitor(server.url) as visitor:
            visitor.join(visitor.call("submit", ["What does a beginner earn?"]))
            write_guide(guides)
            events = visitor.events()
        assert "still getting ready" in str(events)
        assert "₹40–60 thousand" in str(messages_in(events))
        server.wait_ready()
        assert "₹40–60 thousand" in ask(server, "What does a beginner earn?")["text"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGTERM to handle")
def test_sigterm_ends_it_quietly(tmp_path: Path) -> None:
    with running_server(tmp_path, command=("app.py",)) as server:
        with (
            Visitor(server.url) as visitor,
            visitor.http.stream("GET", f"{CALLS}/heartbeat/{visitor.session}") as open_page,
        ):
            visitor.ask("hello")
            assert open_page.status_code == 200
            started = time.monotonic()
            server.process.send_signal(signal.SIGTERM)
            server.process.wait(timeout=20)
        assert time.monotonic() - started < 8  # the visitor's page is still open
        assert server.process.returncode in (0, -signal.SIGTERM)
        assert "Traceback" not in server.log.read_text(encoding="utf-8")


def test_an_address_that_is_taken_is_said_in_one_line(server: WebServer) -> None:
    port = server.url.rpartition(":")[2]
    run = subprocess.run(
        [sys.executable, "app.py", "--port", port], cwd=REPOSITORY, capture_output=True, text=True, timeout=60
    )
    assert run.returncode == 1
    assert run.stdout == ""
    assert f"cannot listen on 127.0.0.1 port {port}" in run.stderr and "Traceback" not in run.stderr

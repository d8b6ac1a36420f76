"""What no page of the website needs is closed, and calls that no page makes are refused."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterator

import httpx
import pytest
from defended import SETTINGS, client
from index_sample import write_guide
from web_server import WebServer, running_server
from web_visitor import CALLS, Visitor

JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def defended(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebServer]:
    """The website with all of its defences."""
    folder = tmp_path_factory.mktemp("web")
    with running_server(folder, guides=write_guide(folder / "guides"), **SETTINGS) as server:
        yield server


def test_without_tls_nothing_is_said_of_it(defended: WebServer) -> None:
    with client(defended) as http:
        page = http.get("/chat/", headers={"X-Forwarded-Proto": "https"})
    assert "strict-transport-security" not in page.headers
    assert "Secure" not in page.headers["set-cookie"]


def test_scripts_are_neither_inline_nor_evaluated(defended: WebServer) -> None:
    with client(defended) as http:
        for path in ("/chat/", "/guide/beekeeper", "/docs", "/nowhere"):
            policy = http.get(path).headers["content-security-policy"]
            rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
            assert rules["default-src"] == "'none'"
            assert re.fullmatch(r"'self'(?: 'sha256-[A-Za-z0-9+/=]+')*", rules["script-src"])
            assert rules["connect-src"] == rules["base-uri"] == "'self'"


@pytest.mark.parametrize(
    "path",
    [
        "/chat/config/", "/chat/monitoring", "/chat/monitoring/summary", "/chat/login", "/chat/svelte/x.js",
        "/chat/static/js/x.js", "/chat/manifest.json", "/chat/robots.txt", "/chat/pwa_icon", "/chat/assets/../config",
        "/chat/assets/..%2f..%2fconfig", "/chat//config", "/chat/%2e/config", "/chat/gradio_api/runs",
        "/chat/gradio_api/info", "/chat/gradio_api/openapi.json", "/chat/gradio_api/proxy=https://evil.example/x",
        "/chat/gradio_api/file=/etc/passwd", "/chat/gradio_api/file/etc/passwd", "/chat/gradio_api/startup-events",
        "/chat/gradio_api/upload_progress?upload_id=x", "/chat/gradio_api/call/ask/x", "/chat/gradio_api/dev/reload",
        "/chat/gradio_api/user", "/chat/gradio_api/token", "/chat/gradio_api/vibe-code", "/chat/gradio_api/deep_link",
        "/chat/gradio_api/stream/a/b/1/playlist.m3u8", "/chat/gradio_api/mcp", "/chat/gradio_api/heartbeat/x/y",
    ],
)  # fmt: skip
def test_what_the_page_does_not_need_is_closed(defended: WebServer, path: str) -> None:
    with client(defended) as http:
        assert http.get(path).status_code in (404, 429)


@pytest.mark.parametrize("path", ["cancel", "reset", "component_server", "call/ask", "run/predict", "api/ask", "login"])
def test_no_call_but_that_of_the_page_is_taken(defended: WebServer, path: str) -> None:
    with client(defended) as http:
        http.get("/chat/")
        assert http.post(f"{CALLS}/{path}", json={"data": []}).status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        "{", "[]", "[" * 60_000, "{}", '{"session_hash": null, "fn_index": 0, "data": ["x"]}',
        '{"session_hash": "a b", "fn_index": 0, "data": ["x"]}',
        '{"session_hash": "a", "fn_index": 99, "data": []}',
        '{"session_hash": "a", "fn_index": -1, "data": []}',
        '{"session_hash": "a", "fn_index": "0", "data": ["x"]}',
        '{"session_hash": "a", "fn_index": 0, "data": ["x", null]}',
        '{"session_hash": "a", "fn_index": 2, "data": [], "event_data": {"value": {"a": 1}}}',
        '{"session_hash": "a", "fn_index": 2, "data": [], "event_data": "x"}',
    ],
    ids=lambda body: body[:70],
)  # fmt: skip
def test_a_call_that_the_page_does_not_make_is_refused(defended: WebServer, body: str) -> None:
    with client(defended) as http:
        http.get("/chat/")
        assert http.post(f"{CALLS}/queue/join", content=body, headers=JSON).status_code == 422


def test_a_form_of_another_website_is_no_call(defended: WebServer) -> None:
    with Visitor(defended.url) as visitor:
        body = json.dumps(visitor.call("submit", ["hello"]))
        for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
            sent = visitor.http.post(f"{CALLS}/queue/join", content=body, headers={"Content-Type": kind})
            assert sent.status_code == 422


def test_a_call_without_the_cookie_is_refused_in_words(defended: WebServer) -> None:
    with client(defended) as http:
        body = {"session_hash": "a", "fn_index": 0, "data": ["hello"]}
        joined = http.post(f"{CALLS}/queue/join", json=body)
        read = http.get(f"{CALLS}/queue/data", params={"session_hash": "a"})
    assert [joined.status_code, read.status_code] == [403, 403]
    assert "Open the chat page" in joined.json()["error"]


def test_half_a_character_in_a_message_is_answered(defended: WebServer) -> None:
    with Visitor(defended.url) as visitor:
        body = json.dumps(visitor.call("submit", ["hello \ud83d"]))
        assert visitor.http.post(f"{CALLS}/queue/join", content=body, headers=JSON).status_code == 200
        assert visitor.events()[-1]["msg"] == "close_stream"


@pytest.mark.parametrize("host", [b"a b", b"<x>", b"a/../b", b"a@b", b'x"'])
def test_a_host_that_is_no_name_is_refused(defended: WebServer, host: bytes) -> None:
    address = httpx.URL(defended.url)
    with socket.create_connection((address.host, address.port or 0), timeout=10) as connection:
        connection.sendall(b"GET /chat/ HTTP/1.1\r\nHost: " + host + b"\r\nConnection: close\r\n\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 400")

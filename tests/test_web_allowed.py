"""What the website allows: pages of the list, a trusted proxy, whoever waits as told, and a log that is asked for."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from defended import EVIL, question
from index_sample import write_guide
from web_server import SHORT_MINUTE, WebServer, running_server

FRIEND = "https://school.example"


@pytest.fixture(scope="module")
def friendly(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebServer]:
    """A server behind a proxy on this machine, with one website that may show and call it."""
    folder = tmp_path_factory.mktemp("friendly")
    allowed = {"allowed_origins": FRIEND, "trusted_proxies": "127.0.0.1", "requests_per_minute": "5"}
    with running_server(folder, guides=write_guide(folder / "guides"), **allowed) as server:
        yield server


def test_a_website_that_is_allowed_may_frame_and_call(friendly: WebServer) -> None:
    page = httpx.get(f"{friendly.url}/chat/")
    assert f"frame-ancestors 'self' {FRIEND}" in page.headers["content-security-policy"]
    assert "x-frame-options" not in page.headers
    asked = httpx.options(
        f"{friendly.url}/api/v1/answer",
        headers={
            "Origin": FRIEND,
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type",
        },
    )
    assert asked.headers["access-control-allow-origin"] == FRIEND
    assert "access-control-allow-credentials" not in asked.headers
    for origin in (EVIL, "null", FRIEND + ".evil.example", FRIEND.replace("https", "http")):
        reply = httpx.get(f"{friendly.url}/healthz", headers={"Origin": origin})
        assert "access-control-allow-origin" not in reply.headers


def test_a_trusted_proxy_says_who_asks_and_how(friendly: WebServer) -> None:
    tls = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "career.example", "X-Forwarded-For": "198.51.100.1"}
    page = httpx.get(f"{friendly.url}/chat/", headers=tls)
    assert '"root":"https://career.example/chat"' in page.text
    assert page.headers["strict-transport-security"].startswith("max-age=")
    assert {"Secure", "HttpOnly", "SameSite=None", "Partitioned"} <= set(re.split(r";\s*", page.headers["set-cookie"]))
    statuses = {
        httpx.post(
            f"{friendly.url}/api/v1/answer", json=question("hello"), headers={"X-Forwarded-For": f"198.51.100.{number}"}
        ).status_code
        for number in range(2, 10)
    }
    assert statuses == {200}
    last = [
        httpx.post(
            f"{friendly.url}/api/v1/answer",
            json=question("hello"),
            headers={"X-Forwarded-For": f"203.0.113.{number}, 198.51.100.99"},
        ).status_code
        for number in range(8)
    ]
    assert last[-1] == 429  # what stands before the last address is the caller's own word


def test_who_waits_as_told_is_answered_again(tmp_path: Path) -> None:
    guides = write_guide(tmp_path / "guides")
    with running_server(tmp_path, guides=guides, requests_per_minute="2", without="LongMinutes") as server:
        wait = 0
        while not wait:
            refused = httpx.post(f"{server.url}/api/v1/answer", json=question("hello"))
            wait = int(refused.headers.get("retry-after", "0"))
        assert wait <= SHORT_MINUTE
        time.sleep(wait)
        assert httpx.post(f"{server.url}/api/v1/answer", json=question("hello")).status_code == 200


def test_messages_are_logged_only_where_that_is_set(tmp_path: Path) -> None:
    guides = write_guide(tmp_path / "guides")
    with running_server(tmp_path, guides=guides, log_messages="true") as server:
        httpx.post(f"{server.url}/api/v1/answer", json=question("is xylograph a word"))
        assert "kept in this website" in httpx.get(f"{server.url}/chat/").text
        lines = [json.loads(line) for line in server.log.read_text(encoding="utf-8").splitlines()]
    [answered] = [line for line in lines if line["message"] == "Answered."]
    assert answered["question"] == "is xylograph a word"
    [asked] = [line for line in lines if line.get("path") == "/api/v1/answer"]
    assert asked["request"] == answered["request"] and asked["status"] == 200

"""Each defence of the website against the attack it is for; the same attack succeeds where the defence is left out."""

from __future__ import annotations

import json
import re
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from index_sample import GUIDE, write_guide
from web_server import SECRET, SHORT_MINUTE, WebServer, running_server
from web_visitor import CALLS, Visitor, html_of

EVIL = "https://evil.example"
FRIEND = "https://school.example"
JSON = {"Content-Type": "application/json"}
HIDDEN = "\u202e\u200b\u2066"
# Defences that have nothing to do with each other are left out together, since every server takes seconds to start.
GROUPS = (
    "ChatGate,FrameAncestors,PlainJson,HiddenCharacters,Callers",
    "CORSMiddleware,BodyLimit,OwnPage,OwnSessions,OwnTabs,Rates",
    "SecurityHeaders,ForwardedHeaders,RequestLog,AnswerThreads,WidgetOrigins",
    "TrustedProxies,FloodLimit,JsonLines",
)
SETTINGS = {
    "messages_per_minute": "4",
    "requests_per_minute": "40",
    "answers_at_once": "1",
    "answers_waiting": "0",
}


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], WebServer]]:
    """Servers by the defences they go without, each started when it is first asked for."""
    folder = tmp_path_factory.mktemp("web")
    guides = write_guide(folder / "guides", GUIDE.replace("sell honey", f"sell{HIDDEN} honey"))
    servers: dict[str, WebServer] = {}
    with ExitStack() as stack:

        def server(without: str) -> WebServer:
            if without not in servers:
                running = running_server(folder / str(len(servers)), guides=guides, without=without, **SETTINGS)
                servers[without] = stack.enter_context(running)
            return servers[without]

        yield server


_addresses = iter(range(2, 250))


def client(server: WebServer, **options: object) -> httpx.Client:
    """A caller with an address of its own, so that no attack uses up the rate of another."""
    transport = httpx.HTTPTransport(local_address=f"127.0.0.{next(_addresses)}")
    return httpx.Client(base_url=server.url, transport=transport, timeout=30, **options)  # type: ignore[arg-type]


def question(text: str = "What does a beginner earn?") -> dict[str, object]:
    return {"question": text}


def a_page_is_framed(server: WebServer) -> bool:
    with client(server) as http:
        headers = http.get("/guide/beekeeper").headers
    return "frame-ancestors 'none'" not in headers.get("content-security-policy", "")


def a_reply_is_guessed_to_be_a_page(server: WebServer) -> bool:
    with client(server) as http:
        return http.get("/openapi.json").headers.get("x-content-type-options") != "nosniff"


def another_website_reads_answers(server: WebServer) -> bool:
    with client(server, headers={"Origin": EVIL, "Host": "career.example"}) as http:
        page = http.get("/chat/theme.css")
    return page.headers.get("access-control-allow-origin") in (EVIL, "*")


def another_website_sends_messages(server: WebServer) -> bool:
    with Visitor(server.url) as visitor:
        joined = visitor.join(visitor.call("submit", ["hello"]), headers={"Origin": EVIL})
    return joined.status_code == 200


def a_file_is_uploaded(server: WebServer) -> bool:
    with client(server) as http:
        return http.post(f"{CALLS}/upload", files={"files": ("x", b"")}).status_code != 404


def a_page_of_another_host_is_relayed(server: WebServer) -> bool:
    with client(server) as http:
        return http.get(f"{CALLS}/file=http://127.0.0.1:9/x").status_code != 404


def the_page_description_is_read(server: WebServer) -> bool:
    with client(server) as http:
        return "components" in http.get("/chat/config").text


def the_queue_is_watched(server: WebServer) -> bool:
    with client(server) as http:
        return http.get(f"{CALLS}/queue/status").status_code == 200


def a_function_is_run_past_the_queue(server: WebServer) -> bool:
    with client(server) as http:
        ran = http.post(f"{CALLS}/run/ask", json={"data": ["hello"], "fn_index": 0, "session_hash": "x"})
    return "direct HTTP POST" in ran.text or ran.status_code == 200


def markup_is_echoed(server: WebServer) -> bool:
    with client(server) as http:
        return "<script" in http.post("/api/v1/answer", json=question("<script>alert(1)</script>")).text


def hidden_characters_are_shown(server: WebServer) -> bool:
    with client(server) as http:
        return any(c in http.get("/guide/beekeeper").text for c in HIDDEN)


def a_large_body_is_read(server: WebServer) -> bool:
    with client(server) as http:
        return http.post("/api/v1/answer", json=question("a" * 70_000)).status_code != 413


def another_conversation_is_read(server: WebServer) -> bool:
    """The published attack: whoever knows the name of a conversation asks the queue for its events."""
    with Visitor(server.url) as victim, Visitor(server.url) as attacker:
        victim.join(victim.call("submit", ["my canary is xylograph"]))
        return "xylograph" in str(attacker.events(victim.session))


def another_conversation_is_continued(server: WebServer) -> bool:
    """The same attack, the other way: under another's names for page and tab, what was said before is shown again."""
    with Visitor(server.url) as victim, Visitor(server.url) as attacker:
        victim.ask("my canary is xylograph")
        attacker.session, attacker.tab = victim.session, victim.tab
        return "xylograph" in str(attacker.ask("hello"))


def messages_are_sent_without_end(server: WebServer) -> bool:
    with Visitor(server.url) as visitor:
        said = [html_of(visitor.ask("hello"))[-1][1] for _ in range(6)]
    return not any("many messages in a short time" in html for html in said)


def the_interface_is_called_without_end(server: WebServer) -> bool:
    with client(server) as http:
        replies = [http.post("/api/v1/answer", json=question("hello")) for _ in range(45)]
    refused = [reply for reply in replies if reply.status_code == 429]
    assert all(0 < int(reply.headers["retry-after"]) <= 60 and "wait" in reply.json()["error"] for reply in refused)
    return not refused


def pages_are_asked_for_without_end(server: WebServer) -> bool:
    with client(server) as http:
        return 429 not in {http.get("/docs").status_code for _ in range(165)}


def an_address_is_made_up(server: WebServer) -> bool:
    """A caller who has used up the rate names another address in the header that proxies use."""
    with client(server) as http:
        for number in range(42):
            headers = {"X-Forwarded-For": f"203.0.113.{number}"}
            last = http.post("/api/v1/answer", json=question("hello"), headers=headers).status_code
    return last != 429


def the_page_is_made_to_call_another_host(server: WebServer) -> bool:
    with client(server, headers={"X-Forwarded-Host": "evil.example"}) as http:
        return "evil.example" in http.get("/chat/").text


def many_answers_are_made_at_once(server: WebServer) -> bool:
    def ask(number: int) -> httpx.Response:
        return httpx.post(f"{server.url}/api/v1/answer", json=question(f"what does a beginner earn {number}"))

    with ThreadPoolExecutor(12) as pool:
        replies = list(pool.map(ask, range(24)))
    busy = [reply for reply in replies if reply.status_code == 503]
    assert all(reply.headers["retry-after"] and "Many people" in reply.json()["error"] for reply in busy)
    return not busy


def many_chats_are_answered_at_once(server: WebServer) -> bool:
    visitors = [Visitor(server.url) for _ in range(12)]
    with ThreadPoolExecutor(12) as pool:
        said = list(pool.map(lambda visitor: html_of(visitor.ask("What does a beginner earn?"))[-1][1], visitors))
    for visitor in visitors:
        visitor.http.close()
    return not any("Many people are asking just now" in html for html in said)


def a_failure_is_not_told_apart(server: WebServer) -> bool:
    with client(server) as http:
        failed = http.get("/crash")
    assert failed.status_code == 500
    assert "Traceback" not in failed.text and "xylograph" not in failed.text
    number = failed.headers.get("x-request-id", "none")
    return number not in failed.text or number not in server.log.read_text(encoding="utf-8")


def the_log_holds_what_a_visitor_wrote(server: WebServer) -> bool:
    with client(server) as http:
        http.get("/crash")
        http.post("/api/v1/answer", json=question(SECRET))
        http.get(f"/{SECRET}")
    return "xylograph" in server.log.read_text(encoding="utf-8")


def visitors_cannot_be_told_apart(server: WebServer) -> bool:
    with client(server) as http:
        cookie = http.get("/chat/").headers.get("set-cookie", "")
    return "HttpOnly" not in cookie or "SameSite" not in cookie


def another_website_gets_the_widget(server: WebServer) -> bool:
    """As a browser asks for it from a page of another website, from one that hides its address, and from no page."""
    cross = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "script"}
    asked: list[dict[str, str]] = [{**cross, "Referer": f"{EVIL}/page"}, {**cross, "Origin": EVIL}, cross, {}]
    asked += [{**cross, "Origin": "null"}, {"Referer": f"{EVIL}/127.0.0.1"}, {"Sec-Fetch-Site": "same-site"}]
    with client(server) as http:
        return any("iframe" in http.get("/widget.js", headers=headers).text for headers in asked)


ATTACKS: list[tuple[Callable[[WebServer], bool], str]] = [
    (a_page_is_framed, "FrameAncestors"),
    (a_reply_is_guessed_to_be_a_page, "SecurityHeaders"),
    (another_website_reads_answers, "CORSMiddleware"),
    (another_website_sends_messages, "OwnPage"),
    (a_file_is_uploaded, "ChatGate"),
    (a_page_of_another_host_is_relayed, "ChatGate"),
    (the_page_description_is_read, "ChatGate"),
    (the_queue_is_watched, "ChatGate"),
    (a_function_is_run_past_the_queue, "ChatGate"),
    (markup_is_echoed, "PlainJson"),
    (hidden_characters_are_shown, "HiddenCharacters"),
    (a_large_body_is_read, "BodyLimit"),
    (another_conversation_is_read, "OwnSessions"),
    (another_conversation_is_continued, "OwnTabs"),
    (messages_are_sent_without_end, "Rates"),
    (the_interface_is_called_without_end, "Rates"),
    (pages_are_asked_for_without_end, "FloodLimit"),
    (an_address_is_made_up, "TrustedProxies"),
    (the_page_is_made_to_call_another_host, "ForwardedHeaders"),
    (many_answers_are_made_at_once, "AnswerThreads"),
    (many_chats_are_answered_at_once, "AnswerThreads"),
    (a_failure_is_not_told_apart, "RequestLog"),
    (the_log_holds_what_a_visitor_wrote, "JsonLines"),
    (visitors_cannot_be_told_apart, "Callers"),
    (another_website_gets_the_widget, "WidgetOrigins"),
]


@pytest.mark.parametrize("attack", [attack for attack, _ in ATTACKS], ids=lambda attack: attack.__name__)
def test_an_attack_fails(started: Callable[[str], WebServer], attack: Callable[[WebServer], bool]) -> None:
    assert not attack(started(""))


@pytest.mark.parametrize(("attack", "defence"), ATTACKS, ids=lambda item: getattr(item, "__name__", str(item)))
def test_an_attack_succeeds_without_its_defence(
    started: Callable[[str], WebServer], attack: Callable[[WebServer], bool], defence: str
) -> None:
    [group] = [group for group in GROUPS if defence in group.split(",")]
    assert attack(started(group))


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


def test_without_tls_nothing_is_said_of_it(started: Callable[[str], WebServer]) -> None:
    with client(started("")) as http:
        page = http.get("/chat/", headers={"X-Forwarded-Proto": "https"})
    assert "strict-transport-security" not in page.headers
    assert "Secure" not in page.headers["set-cookie"]


def test_scripts_are_neither_inline_nor_evaluated(started: Callable[[str], WebServer]) -> None:
    with client(started("")) as http:
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
def test_what_the_page_does_not_need_is_closed(started: Callable[[str], WebServer], path: str) -> None:
    with client(started("")) as http:
        assert http.get(path).status_code in (404, 429)


@pytest.mark.parametrize("path", ["cancel", "reset", "component_server", "call/ask", "run/predict", "api/ask", "login"])
def test_no_call_but_that_of_the_page_is_taken(started: Callable[[str], WebServer], path: str) -> None:
    with client(started("")) as http:
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
def test_a_call_that_the_page_does_not_make_is_refused(started: Callable[[str], WebServer], body: str) -> None:
    with client(started("")) as http:
        http.get("/chat/")
        assert http.post(f"{CALLS}/queue/join", content=body, headers=JSON).status_code == 422


def test_a_form_of_another_website_is_no_call(started: Callable[[str], WebServer]) -> None:
    with Visitor(started("").url) as visitor:
        body = json.dumps(visitor.call("submit", ["hello"]))
        for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
            sent = visitor.http.post(f"{CALLS}/queue/join", content=body, headers={"Content-Type": kind})
            assert sent.status_code == 422


def test_a_call_without_the_cookie_is_refused_in_words(started: Callable[[str], WebServer]) -> None:
    with client(started("")) as http:
        body = {"session_hash": "a", "fn_index": 0, "data": ["hello"]}
        joined = http.post(f"{CALLS}/queue/join", json=body)
        read = http.get(f"{CALLS}/queue/data", params={"session_hash": "a"})
    assert [joined.status_code, read.status_code] == [403, 403]
    assert "Open the chat page" in joined.json()["error"]


def test_half_a_character_in_a_message_is_answered(started: Callable[[str], WebServer]) -> None:
    with Visitor(started("").url) as visitor:
        body = json.dumps(visitor.call("submit", ["hello \ud83d"]))
        assert visitor.http.post(f"{CALLS}/queue/join", content=body, headers=JSON).status_code == 200
        assert visitor.events()[-1]["msg"] == "close_stream"


@pytest.mark.parametrize("host", [b"a b", b"<x>", b"a/../b", b"a@b", b'x"'])
def test_a_host_that_is_no_name_is_refused(started: Callable[[str], WebServer], host: bytes) -> None:
    address = httpx.URL(started("").url)
    with socket.create_connection((address.host, address.port or 0), timeout=10) as connection:
        connection.sendall(b"GET /chat/ HTTP/1.1\r\nHost: " + host + b"\r\nConnection: close\r\n\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 400")


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

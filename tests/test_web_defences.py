"""Each defence of the website against the attack it is for; the same attack succeeds where the defence is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import httpx
import pytest
from defended import EVIL, SETTINGS, client, question
from index_sample import GUIDE, write_guide
from web_server import SECRET, WebServer, running_server
from web_visitor import CALLS, Visitor, html_of

HIDDEN = "\u202e\u200b\u2066"
# Defences that have nothing to do with each other are left out together, since every server takes seconds to start.
GROUPS = (
    "ChatGate,FrameAncestors,PlainJson,HiddenCharacters,Callers",
    "CORSMiddleware,BodyLimit,OwnPage,OwnSessions,OwnTabs,Rates",
    "SecurityHeaders,ForwardedHeaders,RequestLog,AnswerThreads,WidgetOrigins",
    "TrustedProxies,FloodLimit,JsonLines",
)


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

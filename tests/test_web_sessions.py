"""Conversations are kept apart: by the server's own cookie, whatever name a browser gives its conversation."""

from __future__ import annotations

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from index_sample import write_guide
from web_server import WebServer, running_server
from web_visitor import CALLS, Visitor

CONVERSATIONS = 50
CANARY = re.compile(r"canary\d{3}")


def test_no_one_of_fifty_at_once_gets_anothers_words(server: WebServer) -> None:
    """Half of them give their conversation the same name, which two browsers may come to by chance."""
    everybody = threading.Barrier(CONVERSATIONS)

    def visit(number: int) -> set[str]:
        with Visitor(server.url, session="the-same" if number % 2 else None) as visitor:
            everybody.wait(60)
            read = [visitor.ask(f"canary{number:03d} what is this"), visitor.ask("What does a beginner earn?")]
            read.append(visitor.ask(f"canary{number:03d} again"))
            assert len(read[-1]) == 7  # the greeting, three messages, three replies
            return set(CANARY.findall(str(read)))

    with ThreadPoolExecutor(CONVERSATIONS) as pool:
        heard = list(pool.map(visit, range(CONVERSATIONS)))
    assert heard == [{f"canary{number:03d}"} for number in range(CONVERSATIONS)]


def test_who_listens_under_anothers_name_while_it_is_answered_hears_nothing(server: WebServer) -> None:
    with Visitor(server.url) as victim, Visitor(server.url) as listener, ThreadPoolExecutor(1) as pool:
        victim.join(victim.call("submit", ["my canary001 is here"]))
        stolen = pool.submit(listener.events, victim.session).result(60)
        assert "canary001" not in str(stolen)
        assert "canary001" in str(victim.events())  # and nothing was taken away from whom it belongs to


def test_who_has_the_name_and_no_cookie_hears_nothing(server: WebServer) -> None:
    with Visitor(server.url) as victim, Visitor(server.url) as anonymous:
        anonymous.http.cookies.clear()
        victim.join(victim.call("submit", ["my canary002 is here"]))
        reply = anonymous.http.get(f"{CALLS}/queue/data", params={"session_hash": victim.session})
        assert reply.status_code == 403
        assert anonymous.join(victim.call("submit", ["hello"])).status_code == 403


@pytest.mark.parametrize("cookie", ["", "x", "0" * 31, "g" * 32, "A" * 32, "0" * 33])
def test_a_cookie_that_this_server_does_not_make_is_none(server: WebServer, cookie: str) -> None:
    with Visitor(server.url) as visitor:
        visitor.http.cookies.clear()
        headers = {"Cookie": f"career_visitor={cookie}"}
        assert visitor.join(visitor.call("submit", ["hello"]), headers=headers).status_code == 403


@pytest.mark.parametrize("other", ['prefs={"a":1}', "a[b]=c", "a=b c,d", "=x", "nothing", 'x="', "é=1"])
def test_a_malformed_cookie_of_another_program_hides_none_of_ours(server: WebServer, other: str) -> None:
    with Visitor(server.url) as visitor:
        ours = visitor.http.cookies["career_visitor"]
        visitor.http.cookies.clear()
        for sent in (f"{other}; career_visitor={ours}", f"career_visitor={ours}; {other}"):
            headers = {"Cookie": sent.encode("latin-1")}
            assert visitor.join(visitor.call("submit", ["hello"]), headers=headers).status_code == 200


def test_two_pages_of_one_browser_are_two_conversations(server: WebServer) -> None:
    with Visitor(server.url) as first, Visitor(server.url) as second:
        second.http.cookies = first.http.cookies
        first.ask("canary003 hello")
        assert "canary003" not in str(second.ask("hello"))


def test_closing_a_page_under_anothers_name_leaves_the_others_open(server: WebServer) -> None:
    with Visitor(server.url) as victim, Visitor(server.url) as attacker:
        victim.ask("What does a beginner earn?")
        with attacker.http.stream("GET", f"{CALLS}/heartbeat/{victim.session}") as beat:
            assert next(beat.iter_lines())
        assert len(victim.ask("and a grower?")) == 5


def test_an_app_that_is_closed_leaves_no_thread_that_answers(tmp_path: Path) -> None:
    with running_server(tmp_path, guides=write_guide(tmp_path / "guides")) as server, Visitor(server.url) as visitor:
        visitor.ask("hello")
        server.process.terminate()
        assert server.process.wait(20) in (0, -15)

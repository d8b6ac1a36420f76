"""A guide edited while visitors chat: every answer is wholly of one edition, and a broken edit changes nothing."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import httpx
import pytest
from index_sample import GUIDE, index_dir_with_model, write_guide
from web_server import WebServer, running_server, wait_until
from web_visitor import Visitor, html_of

from assistant.settings import Settings, load_settings
from assistant.web.live import LiveAssistant

QUESTION = "What does a beginner earn?"
VISITORS = 20
OLD = {"₹40–60 thousand", "120 keepers"}
NEW = {"₹71–93 thousand", "354 keepers"}
EDITED = GUIDE.replace("₹40–60 thousand", "₹71–93 thousand").replace("120 keepers", "354 keepers")
# The new edition is longer before the quotes, so that offsets of one edition are wrong in the other.
EDITED = EDITED.replace("start with two hives", "begin in a club and start with two or three hives of their own")


@pytest.fixture
def guides(tmp_path: Path) -> Path:
    return write_guide(tmp_path / "guides")


@pytest.fixture
def server(tmp_path: Path, guides: Path) -> Iterator[WebServer]:
    often = {"messages_per_minute": "100000", "requests_per_minute": "100000"}  # twenty impatient visitors, one address
    with running_server(tmp_path, guides=guides, **often) as server:
        yield server


def answer_text(server: WebServer, question: str = QUESTION) -> str:
    return httpx.post(f"{server.url}/api/v1/answer", json={"question": question}).json()["text"]


def chatted(visitor: Visitor) -> str:
    return html_of(visitor.ask(QUESTION))[-1][1]


def facts_in(text: str) -> set[str]:
    return {fact for fact in OLD | NEW if fact in text}


def marked_at(server: WebServer, href: str) -> str:
    page = httpx.get(server.url + href).text
    return "".join(unescape(re.sub(r"<[^>]+>", "", part)) for part in re.findall(r"<mark[^>]*>(.*?)</mark>", page))


def test_twenty_visitors_get_whole_answers_while_the_guide_is_edited(server: WebServer, guides: Path) -> None:
    visitors = [Visitor(server.url) for _ in range(VISITORS)]
    said: list[str] = []
    failures: list[BaseException] = []
    enough = threading.Event()

    def visit(visitor: Visitor) -> None:
        try:
            while not enough.is_set():
                said.append(chatted(visitor))
                time.sleep(1)
            said.append(chatted(visitor))
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=visit, args=(visitor,)) for visitor in visitors]
    for thread in threads:
        thread.start()
    try:
        wait_until(lambda: len(said) >= VISITORS or failures, seconds=60, what="every visitor's first answer")
        write_guide(guides, EDITED)
        wait_until(lambda: facts_in(answer_text(server)) == NEW or failures, seconds=120, what="the edited guide")
        time.sleep(1)
    finally:
        enough.set()
        for thread in threads:
            thread.join(60)
        for visitor in visitors:
            visitor.http.close()
    assert not failures
    assert {frozenset(facts_in(text)) for text in said} == {frozenset(OLD), frozenset(NEW)}
    links = {unescape(href) for text in said for href in re.findall(r'<a class="open" href="([^"]*)"', text)}
    assert len(links) == 4  # two quotes in each of two editions
    for href in links:
        marked = marked_at(server, href)
        assert len(facts_in(marked)) == 1, f"{href} marks {marked!r}"
    assert "WARNING" not in server.log.read_text(encoding="utf-8")


def test_a_broken_edit_keeps_the_last_good_edition_and_is_said_once(server: WebServer, guides: Path) -> None:
    (guides / "beekeeper.md").write_bytes(b"\xff\xfe\x00broken")
    wait_until(lambda: "cannot be used" in log_of(server), seconds=60, what="the warning")
    time.sleep(3)
    assert log_of(server).count("cannot be used") == 1
    assert "last good edition stays" in log_of(server)
    assert facts_in(answer_text(server)) == OLD
    assert httpx.get(f"{server.url}/readyz").status_code == 200
    write_guide(guides, EDITED)
    wait_until(lambda: facts_in(answer_text(server)) == NEW, seconds=120, what="the mended guide")


def test_changed_questions_beside_a_guide_are_noticed_like_a_changed_guide(server: WebServer, guides: Path) -> None:
    asked, questions = "what does a queen bee cost", guides / "beekeeper.questions.yaml"

    def say(words: str) -> None:
        topic = {"topic": "queens", "say": words, "questions": [asked]}
        questions.write_text(json.dumps({"uncovered": [topic]}), encoding="utf-8")

    say("No guide knows what a queen costs.")
    wait_until(lambda: "No guide knows" in answer_text(server, asked), seconds=60, what="the new file")
    say("What a queen costs is for the market to say.")
    wait_until(lambda: "for the market" in answer_text(server, asked), seconds=60, what="the changed file")
    questions.unlink()
    wait_until(lambda: "for the market" not in answer_text(server, asked), seconds=60, what="its end")


@pytest.fixture
def hindered(tmp_path: Path, guides: Path) -> Settings:
    """The settings of a website whose index cannot be stored, since a file has taken the place of its folder."""
    index_dir = tmp_path / "indexes"
    index_dir.write_text("in the way", encoding="utf-8")
    return load_settings(guides_dir=guides, index_dir=index_dir)


def test_what_hindered_a_load_and_is_gone_hinders_no_more(hindered: Settings) -> None:
    live = LiveAssistant(hindered, poll_seconds=0.05, retry_seconds=0.1)
    live.start()
    try:
        wait_until(lambda: live.problem, seconds=60, what="the failure")
        hindered.index_dir.unlink()
        index_dir_with_model(hindered.index_dir)
        wait_until(live.is_ready, seconds=60, what="the guides, of which no file was touched")
        assert live.problem is None
    finally:
        live.stop()


def test_a_load_that_failed_is_tried_again_after_a_pause_and_told_once(
    hindered: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    tries: list[float] = []

    class Counted(LiveAssistant):
        def _load(self) -> bool:
            tries.append(time.monotonic())
            return super()._load()

    live = Counted(hindered, poll_seconds=0.01, retry_seconds=0.5)
    live.start()
    try:
        wait_until(lambda: len(tries) > 1, seconds=120, what="another try")
    finally:
        live.stop()
    assert all(later - earlier >= 0.5 for earlier, later in zip(tries, tries[1:], strict=False))
    assert [record.getMessage().count("cannot be written") for record in caplog.records] == [1]


def log_of(server: WebServer) -> str:
    return server.log.read_text(encoding="utf-8")

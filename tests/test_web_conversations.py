"""A conversation outlives the page, not the tab's rights, its time or one click; afterwards nothing of it is held."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest
from index_sample import write_guide
from web_server import WebServer, running_server
from web_visitor import Visitor, html_of

from assistant.web.conversations import SHOWN_TURNS, Conversation, Conversations, Turn

BEGINNER = "What does a beginner earn?"
KEY = ("visitor", "tab")
SHOWN_WITHOUT = {"Forgetting": 3, "GradioLeftovers": 1, "Caches": 1}  # messages of a reload without a sweep


def texts(messages: list[dict[str, Any]]) -> list[str]:
    return [html for _, html in html_of(messages)]


def test_a_reload_of_the_tab_shows_the_conversation_and_goes_on_with_it(server: WebServer) -> None:
    with Visitor(server.url) as visitor:
        before = visitor.ask(BEGINNER)
        assert texts(visitor.reload()) == texts(before)
        assert len(visitor.ask("and a grower?")) == 5
        assert "Read as" in str(visitor.reload()[-1])


def test_a_reload_in_the_middle_of_an_answer_still_gets_the_answer(server: WebServer) -> None:
    with Visitor(server.url) as visitor:
        visitor.join(visitor.call("submit", [BEGINNER]))
        visitor.hang_up_after("process_starts")  # and nobody reads what comes of it
        assert "₹40–60 thousand" in texts(visitor.reload())[-1]


def test_a_new_conversation_leaves_nothing_to_reload(server: WebServer) -> None:
    with Visitor(server.url) as visitor:
        visitor.ask(BEGINNER)
        visitor.new()
        assert len(visitor.reload()) == 1


def test_the_name_of_a_tab_is_worth_nothing_to_another_visitor(server: WebServer) -> None:
    with Visitor(server.url) as victim, Visitor(server.url) as other:
        victim.ask(BEGINNER)
        other.tab = victim.tab
        assert len(other.reload()) == 1


def test_another_tab_of_the_same_browser_has_its_own_conversation(server: WebServer) -> None:
    with Visitor(server.url) as first, Visitor(server.url, cookies=first.http.cookies) as second:
        first.ask(BEGINNER)
        assert len(second.reload()) == 1


def test_messages_sent_at_once_from_pages_of_one_tab_are_answered_one_after_the_other(server: WebServer) -> None:
    asked = [BEGINNER, "What does a grower earn?", "What does a master earn?", "Is bee venom dangerous?"]
    with ExitStack() as stack, ThreadPoolExecutor(len(asked)) as pool:
        first = stack.enter_context(Visitor(server.url))
        pages = [stack.enter_context(Visitor(server.url, cookies=first.http.cookies)) for _ in asked]
        for page in pages:
            page.tab = first.tab
        list(pool.map(Visitor.ask, pages, asked))
        said = texts(first.reload())[1:]
    replies = dict(zip(said[::2], said[1::2], strict=True))
    assert {question for question in asked if any(question in message for message in replies)} == set(asked)
    assert all(part in str(replies) for part in ("₹40–60 thousand", "₹1.5–3 lakh", "₹6–9 lakh", "allergy"))


def left_after_its_time(folder: Path, without: str) -> tuple[int, int]:
    """How many messages a reload shows after the session's time, and how many texts in memory hold what was said."""
    settings = {"session_minutes": "0.05"}
    guides = write_guide(folder / "guides")
    with (
        running_server(folder, guides=guides, without=without, **settings) as server,
        Visitor(server.url) as visitor,
    ):

        def held() -> int:
            return int(httpx.get(f"{server.url}/held", params={"start": "glocken", "end": "spiel"}).text)

        with Visitor(server.url) as gone:  # a page that is closed before its answer is fetched
            gone.join(gone.call("submit", ["the canary is glockenspiel"]))
        visitor.ask("the canary is glockenspiel")
        assert held() > 0
        end = time.monotonic() + 10
        while time.monotonic() < end and held():
            time.sleep(0.5)
        return len(visitor.reload()), held()


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, int]]:
    """What is left after the session's time by the sweep left out, of servers that are waited for all at once."""
    sweeps = ("", *SHOWN_WITHOUT)
    folders = [tmp_path_factory.mktemp("left") for _ in sweeps]
    with ThreadPoolExecutor(len(sweeps)) as pool:
        return dict(zip(sweeps, pool.map(left_after_its_time, folders, sweeps), strict=True))


def test_nothing_is_held_after_the_sessions_time(left: dict[str, tuple[int, int]]) -> None:
    assert left[""] == (1, 0)


@pytest.mark.parametrize("without", SHOWN_WITHOUT)
def test_without_one_of_the_sweeps_it_would_be_held(left: dict[str, tuple[int, int]], without: str) -> None:
    shown, held = left[without]
    assert shown == SHOWN_WITHOUT[without] and held > 0


def test_each_conversation_is_forgotten_in_its_own_time() -> None:
    now = [0.0]
    kept = Conversations(seconds=10, now=lambda: now[0])
    kept.of(KEY).begin(Turn(message="early"))
    now[0] = 8
    kept.of(("visitor", "other")).begin(Turn(message="late"))
    now[0] = 12
    assert not kept.of(KEY).turns
    assert kept.of(("visitor", "other")).turns


def test_where_all_are_too_large_the_one_left_alone_longest_goes() -> None:
    kept = Conversations(seconds=10, most_bytes=100)
    first, second = kept.of(("a", "1")), kept.of(("a", "2"))
    for conversation in (first, second):
        conversation.begin(Turn(message="x" * 60, done=True))
    kept.of(("a", "1"))  # used again
    kept.bound()
    assert (first.ended, second.ended) == (False, True)


def test_earlier_turns_are_held_packed_and_shown_as_they_were() -> None:
    conversation = Conversation()
    said = [Turn(message=f"क्या {number} <b>?", reply=f"<p>₹{number}</p>" * 500, done=True) for number in range(20)]
    for turn in said:
        conversation.begin(turn)
    assert conversation.turns == tuple(said)
    assert conversation.size() < 0.2 * sum(len(turn.reply) for turn in said)


def test_a_long_conversation_is_cut_at_its_old_end() -> None:
    conversation = Conversation()
    for number in range(SHOWN_TURNS + 5):
        conversation.begin(Turn(message=str(number), done=True))
    assert [turn.message for turn in conversation.turns][:: SHOWN_TURNS - 1] == ["5", str(SHOWN_TURNS + 4)]


def test_whoever_watches_sees_the_last_word_and_stops_where_it_is_wiped() -> None:
    async def watched(finish: bool) -> list[str]:
        conversation, seen = Conversation(), []
        conversation.begin(Turn(message="m"))
        async for turns in conversation.growing():
            seen.append(turns[-1].reply)
            if len(seen) == 1:  # both changes come before the watcher looks again
                conversation.grow(Turn(message="m", reply="part"))
                conversation.grow(Turn(message="m", reply="whole", done=True)) if finish else conversation.end()
        return seen

    assert asyncio.run(watched(True)) == ["", "whole"]
    assert asyncio.run(watched(False)) == [""]

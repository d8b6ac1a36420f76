"""The website with a chat model behind it: faults stay out of sight, and leaving ends the model's call."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator

import httpx
import pytest
from browser_visit import chromium
from index_sample import sample_index, sample_root
from misbehaving_server import KEY, MisbehavingServer, misbehaving_server
from playwright.sync_api import expect
from staff_counsellor import NAME, PASSWORD, staff_settings
from web_server import WebServer, running_server, wait_until
from web_visitor import CALLS, Visitor

QUESTION = "what does a beginner earn"
GOOD_TEXT = "A beginner earns ₹40–60 thousand a year [1]."
FALLBACK = "Yearly income for Beginner"


@pytest.fixture(scope="module")
def model() -> Iterator[MisbehavingServer]:
    with misbehaving_server() as running:
        yield running


@pytest.fixture(scope="module")
def site(model: MisbehavingServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebServer]:
    folder = tmp_path_factory.mktemp("site")
    key = folder / "key"
    key.write_text(KEY, encoding="utf-8")
    key.chmod(0o600)
    sample_index()
    with running_server(
        folder,
        guides=sample_root() / "guides",
        index_dir=str(sample_root() / "indexes"),
        chat_model="openai:test",
        chat_base_url=model.url,
        chat_key_file=str(key),
        chat_timeout="6",
        chat_first_token_timeout="5",
        chat_failures="1000",
        chat_spending_file=str(folder / "spending.json"),
        requests_per_minute="100000",
        messages_per_minute="1000",
        **staff_settings(folder),
    ) as server:
        yield server


def answer_of(site: WebServer, question: str = QUESTION) -> dict[str, object]:
    reply = httpx.post(f"{site.url}/api/v1/answer", json={"question": question}, timeout=30)
    assert reply.status_code == 200, reply.text
    answer: dict[str, object] = reply.json()
    return answer


def test_a_model_words_the_answer_of_the_api_and_of_the_chat(site: WebServer, model: MisbehavingServer) -> None:
    model.behave("good")
    answer = answer_of(site)
    assert (answer["answerer"], answer["text"]) == ("generative", GOOD_TEXT)
    with Visitor(site.url) as visitor:
        said = visitor.said(QUESTION)
    assert "A beginner earns ₹40–60 thousand a year" in said[-1][1]


def test_a_counsellor_sees_the_guides_words_at_once_and_the_models_when_asked_for(
    site: WebServer, model: MisbehavingServer
) -> None:
    model.behave("good")
    calls = len(model.requests)
    with chromium() as browser:
        page = browser.new_page()
        page.goto(f"{site.url}/staff/")
        page.get_by_label("Name").fill(NAME)
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.get_by_label("What does the student ask?").fill(QUESTION)
        expect(page.locator("#text")).to_contain_text(FALLBACK)
        assert len(model.requests) == calls, "no model is called for a keystroke"
        page.get_by_role("button", name="Have it worded by the model").click()
        expect(page.locator("#text")).to_contain_text("A beginner earns ₹40–60 thousand a year")
    assert len(model.requests) == calls + 1


@pytest.mark.parametrize("fault", ["wrong digit", "html", "401", "500", "invalid JSON", "stall mid-stream"])
def test_a_fault_is_neither_shown_nor_told(fault: str, site: WebServer, model: MisbehavingServer) -> None:
    model.behave(fault)
    answer = answer_of(site)
    assert answer["answerer"] == "extractive_fallback"
    with Visitor(site.url) as visitor:
        said = visitor.said(QUESTION)[-1][1]
    for text in (str(answer["text"]), said):
        assert FALLBACK in text
        for word in ("Traceback", "Error", KEY, "45–60", "alert("):
            assert word not in text
    log = site.log.read_text(encoding="utf-8")
    lines = [json.loads(line) for line in log.splitlines()]
    assert any(line.get("why") and line.get("request") for line in lines), "the line is joined to its request"
    assert KEY not in log
    assert QUESTION not in log


def test_a_caller_who_hangs_up_ends_the_call_of_the_model(site: WebServer, model: MisbehavingServer) -> None:
    model.behave("stall mid-stream")
    model.cut.clear()
    started = time.monotonic()
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(f"{site.url}/api/v1/answer", json={"question": QUESTION}, timeout=0.8)
    wait_until(lambda: model.cut, seconds=8, what="the model's connection to be given up")
    assert model.cut[0] - started < 4.5, "before the model's own time was over"


def test_a_page_that_is_closed_ends_the_call_of_the_model(site: WebServer, model: MisbehavingServer) -> None:
    model.behave("stall mid-stream")
    model.cut.clear()
    with Visitor(site.url) as visitor:
        assert visitor.join(visitor.call("submit", [QUESTION])).status_code == 200
        query = {"session_hash": visitor.session}
        with visitor.http.stream("GET", f"{CALLS}/queue/data", params=query):  # what an open page listens to
            wait_until(lambda: model.requests, seconds=5, what="the model to be asked")
            started = time.monotonic()
    wait_until(lambda: model.cut, seconds=8, what="the model's connection to be given up")
    assert model.cut[0] - started < 4.5, "before the model's own time was over"

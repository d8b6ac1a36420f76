"""A visitor's visit in a real browser, on a desktop and on a phone; without Chromium these tests are skipped."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from browser_visit import DESKTOP, PHONE, SALARY, UNCOVERED, Visit, fits, in_sight
from playwright.sync_api import Browser, Page, Route, expect
from web_server import WebServer, running_server


@pytest.fixture(scope="module")
def server(site: WebServer) -> WebServer:
    return site


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def visit(request: pytest.FixtureRequest, browser: Browser, server: WebServer) -> Iterator[Visit]:
    context = browser.new_context(viewport=request.param, has_touch=request.param is PHONE)
    yield Visit(context, server)
    context.close()


def test_a_whole_visit(visit: Visit, server: WebServer) -> None:
    reply = visit.ask(SALARY)
    expect(reply).to_contain_text("₹")
    expect(reply.locator("details.sources")).not_to_have_attribute("open", "")
    assert in_sight(visit.page, "#question")

    guide = visit.open_source(reply)
    expect(reply.locator("details.sources")).to_have_attribute("open", "")
    expect(reply.locator(".source-1 tr.asked")).to_contain_text("Fresher")
    expect(guide.locator("tr.asked")).to_contain_text("Fresher")
    assert in_sight(guide, "mark")
    assert fits(guide) and fits(visit.page)
    guide.close()

    expect(visit.ask("and a senior?")).to_contain_text("Senior")

    declined = visit.ask(UNCOVERED)
    expect(declined).to_have_class(re.compile("declined"))
    assert not re.search(r"[₹$€]\s?\d", declined.inner_text())
    suggestion = visit.offered.first.inner_text()
    visit.offered.first.click()
    taken = visit.reply(3)
    expect(taken).to_have_class(re.compile("answered"))
    expect(visit.questions.last).to_have_text(suggestion)

    visit.page.reload()
    expect(visit.replies).to_have_count(4)
    expect(visit.questions.last).to_have_text(suggestion)

    visit.page.get_by_role("button", name="New conversation").click()
    expect(visit.replies).to_have_count(0)
    expect(visit.questions).to_have_count(0)
    expect(visit.offered.first).to_be_visible()
    anew = visit.ask("and a senior?")
    expect(anew.locator(".aside", has_text="Read as")).to_have_count(0)  # nothing of before is left to read it with

    assert fits(visit.page)
    assert not [said for said in visit.complaints if "Autofocus" not in said]  # after a reload the box has it already
    assert not [url for url in visit.requests if not url.startswith((server.url, "data:", "blob:"))]


def test_a_reload_finds_the_conversation_where_our_script_is_the_last_to_come(visit: Visit) -> None:
    visit.ask(SALARY)

    def late(route: Route) -> None:
        time.sleep(1)
        route.continue_()

    visit.context.route("**/assets/chat.js", late)
    visit.page.reload()
    expect(visit.replies).to_have_count(1)


def test_a_question_offered_at_the_start_is_answered(visit: Visit) -> None:
    visit.offered.first.click()
    expect(visit.reply(0)).to_have_class(re.compile("answered"))


def test_a_whole_table_is_a_table_that_fits(visit: Visit) -> None:
    reply = visit.ask("show me the salary table")
    expect(reply.locator(".answer-text table tbody tr")).not_to_have_count(0)
    assert fits(visit.page)


@pytest.mark.parametrize("visit", [DESKTOP], indirect=True)
def test_markup_in_a_message_is_shown_and_never_acts(visit: Visit, server: WebServer) -> None:
    hostile = '<img src=x onerror="document.title=1"> ![p](https://example.org/p.png) <script>document.title=2</script>'
    visit.ask(hostile)
    expect(visit.questions.last).to_have_text(hostile)
    expect(visit.page.locator("#chat img")).to_have_count(0)
    assert visit.page.title() not in {"1", "2"}
    assert not [url for url in visit.requests if not url.startswith(server.url)]


@pytest.mark.parametrize("visit", [DESKTOP], indirect=True)
def test_a_message_that_is_too_long_is_told_so(visit: Visit) -> None:
    expect(visit.ask("salary " * 700)).to_contain_text("characters")


@pytest.mark.parametrize("visit", [DESKTOP], indirect=True)
def test_copying_gives_the_answer_with_its_sources(visit: Visit) -> None:
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reply = visit.ask(SALARY)
    reply.get_by_role("button", name="Copy").click()
    expect(reply.get_by_role("button", name="Copied")).to_be_visible()
    copied = visit.page.evaluate("navigator.clipboard.readText()")
    assert "₹" in copied and "[1]" in copied and "/guide/" in copied


def test_two_visitors_at_once_never_see_each_others_words(browser: Browser, server: WebServer) -> None:
    first, second = (Visit(browser.new_context(viewport=DESKTOP), server) for _ in range(2))
    first.ask("canary one: what does a fresher earn")
    second.ask("canary two: is python enough")
    first.ask("and a senior?")
    assert "canary two" not in first.page.content()
    assert "canary one" not in second.page.content()
    assert second.questions.count() == 1
    for each in (first, second):
        each.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_letters_stand_out_from_their_background(browser: Browser, server: WebServer, scheme: str) -> None:
    context = browser.new_context(viewport=DESKTOP, color_scheme="dark" if scheme == "dark" else "light")
    visit = Visit(context, server)
    reply = visit.ask(SALARY)
    reply.locator("a.cite").first.click()
    guide = context.new_page()
    guide.goto(server.url + str(reply.locator("a.open").first.get_attribute("href")))
    pairs = [
        (visit.page, "#chat .answer-text p", "gradio-app"),
        (visit.page, "#chat a.cite", "gradio-app"),
        (visit.page, "#chat .asked-text", "#chat .message.user"),
        (visit.page, "#chat .source p.place", "#chat details.sources"),
        (visit.page, "#chat tr.asked td", "#chat tr.asked td"),
        (visit.page, "#chat button.option", "gradio-app"),
        (visit.page, "#below .fine", "gradio-app"),
        (visit.page, "#question textarea", "#question textarea"),
        (guide, "article p", "body"),
        (guide, "article tr.asked td", "article tr.asked td"),
        (guide, ".contents a", ".contents"),
    ]
    weak = {selector: ratio for page, selector, behind in pairs if (ratio := contrast(page, selector, behind)) < 4.5}
    context.close()
    assert not weak


def contrast(page: Page, selector: str, behind: str) -> float:
    """The contrast of an element's letters with the background of `behind`, as WCAG 2 defines it."""
    colours = page.evaluate(
        "([letters, behind]) => [getComputedStyle(document.querySelector(letters)).color,"
        " getComputedStyle(document.querySelector(behind)).backgroundColor]",
        [selector, behind],
    )
    lighter, darker = sorted((luminance(colour) for colour in colours), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [float(part) / 255 for part in re.findall(r"[\d.]+", colour)[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_source_opens_without_scripts(browser: Browser, server: WebServer) -> None:
    visit = Visit(browser.new_context(viewport=DESKTOP), server)
    href = visit.ask(SALARY).locator("a.cite").first.get_attribute("href")
    visit.context.close()
    context = browser.new_context(java_script_enabled=False, viewport=DESKTOP)
    page = context.new_page()
    page.goto(server.url + str(href))
    box = page.locator("mark").first.bounding_box()
    context.close()
    assert box is not None and 0 <= box["y"] <= DESKTOP["height"]


def runs_injected_scripts(browser: Browser, server: WebServer) -> bool:
    """Whether markup that got into the page could act."""
    visit = Visit(browser.new_context(viewport=DESKTOP), server)
    visit.page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "document.body.dataset.inline = 1";
            document.body.append(script);
            const image = document.createElement("div");
            image.innerHTML = '<img src="data:," onerror="document.body.dataset.handler = 1">';
            document.body.append(image);
        }"""
    )
    visit.page.wait_for_timeout(500)
    acted = visit.page.evaluate("document.body.dataset.inline || document.body.dataset.handler")
    visit.context.close()
    return bool(acted)


def test_a_script_that_got_into_the_page_does_not_run(browser: Browser, server: WebServer, tmp_path: Path) -> None:
    assert not runs_injected_scripts(browser, server)
    with running_server(tmp_path, without="ChatPolicy") as undefended:
        assert runs_injected_scripts(browser, undefended)


@contextmanager
def another_website() -> Iterator[tuple[str, list[str]]]:
    """A website of another origin that frames the address last put in the list."""
    framed: list[str] = []

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            frame = f'<iframe src="{framed[-1]}" width=900 height=700></iframe>'
            body = f"<!doctype html><title>School</title>{frame}".encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as website:
        thread = threading.Thread(target=website.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{website.server_port}", framed
        website.shutdown()
        thread.join()


def test_only_a_website_that_is_allowed_shows_the_chat_in_a_frame(
    browser: Browser, server: WebServer, tmp_path: Path
) -> None:
    with another_website() as (origin, framed), running_server(tmp_path, allowed_origins=origin) as friendly:
        context = browser.new_context(viewport=DESKTOP)
        context.set_default_timeout(20_000)
        page = context.new_page()
        framed.append(f"{friendly.url}/chat/")
        page.goto(origin)
        frame = page.frame_locator("iframe")
        expect(frame.locator("#chat button.option").first).to_be_visible(timeout=20_000)
        frame.get_by_label("Your question").fill(SALARY)
        frame.get_by_label("Your question").press("Enter")
        expect(frame.locator("#chat .answer.whole")).to_contain_text("₹")
        for path in ("/chat/", "/guide", "/docs"):
            framed.append(server.url + path)
            page.goto(origin)
            page.wait_for_timeout(500)
            assert page.frames[1].url.startswith("chrome-error://")
        context.close()


def test_who_asks_too_often_is_told_to_wait(browser: Browser, tmp_path: Path) -> None:
    with running_server(tmp_path, messages_per_minute="1") as server:
        visit = Visit(browser.new_context(viewport=DESKTOP), server)
        visit.ask(SALARY)
        visit.box.fill("and a senior?")
        visit.box.press("Enter")
        expect(visit.page.locator("#chat .answer").last).to_contain_text("many messages in a short time. Please wait")
        assert not visit.complaints
        visit.context.close()


def test_what_becomes_of_messages_stands_below_the_box(browser: Browser, server: WebServer) -> None:
    visit = Visit(browser.new_context(viewport=DESKTOP), server)
    expect(visit.page.locator("#below .fine")).to_contain_text(
        "forgotten after 60 minutes, or at once with “New conversation”"
    )
    visit.context.close()

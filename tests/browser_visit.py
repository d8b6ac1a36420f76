"""A visitor in a real browser: how the browser is started, and one window with what it asked for and complained of."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request, expect, sync_playwright
from web_server import WebServer

INSTALL = "The browser tests need Chromium: apt-get install -y chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"width": 1100, "height": 800}
expect.set_options(timeout=15_000)  # a machine may be busy with more than this test
PHONE = {"width": 320, "height": 640}
SALARY = "What does a fresher earn in India?"
UNCOVERED = "What is the salary in Germany?"


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium; a test is skipped where there is none, and fails where CI has none."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail(INSTALL)
        pytest.skip(INSTALL)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


class Visit:
    """One visitor's browser window on the chat, and what it asked for and complained about."""

    def __init__(self, context: BrowserContext, server: WebServer) -> None:
        self.context = context
        self.requests: list[str] = []
        self.complaints: list[str] = []
        context.on("request", self._note_request)
        context.on("console", lambda said: said.type == "error" and self.complaints.append(said.text))
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.set_default_timeout(15_000)
        self.page: Page = context.new_page()
        self.page.goto(f"{server.url}/")
        self.box: Locator = self.page.get_by_label("Your question")
        expect(self.offered.first).to_be_visible(timeout=15_000)

    def _note_request(self, request: Request) -> None:
        self.requests.append(request.url)

    @property
    def replies(self) -> Locator:
        """The assistant's messages that are complete, the greeting left out."""
        return self.page.locator("#chat .answer.whole")

    @property
    def questions(self) -> Locator:
        return self.page.locator("#chat .asked-text")

    @property
    def offered(self) -> Locator:
        """The buttons that ask a question."""
        return self.page.locator("#chat button.option")

    def ask(self, question: str) -> Locator:
        before = self.replies.count()
        self.box.fill(question)
        self.box.press("Enter")
        return self.reply(before)

    def reply(self, before: int) -> Locator:
        expect(self.replies).to_have_count(before + 1)
        return self.replies.last

    def open_source(self, reply: Locator) -> Page:
        """Click the first mark, then the quote's link: the guide page in a window of its own."""
        reply.locator("a.cite").first.click()
        with self.context.expect_page() as opened:
            reply.locator(".source-1 a.open").click()
        opened.value.wait_for_load_state()
        return opened.value


def fits(page: Page) -> bool:
    """Whether nothing makes the page scroll sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def in_sight(page: Page, selector: str) -> bool:
    return bool(
        page.evaluate(
            "selector => { const box = document.querySelector(selector).getBoundingClientRect();"
            " return box.top >= 0 && box.bottom <= innerHeight; }",
            selector,
        )
    )

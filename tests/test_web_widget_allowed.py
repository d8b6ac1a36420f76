"""Who gets the widget: the websites of the list and our own pages, and whose word the frame takes."""

from __future__ import annotations

import re
from collections.abc import Callable

import httpx
import pytest
from browser_visit import DESKTOP
from playwright.sync_api import Browser, Route, expect
from school_website import Passerby, School, school_website
from starlette.datastructures import Headers
from test_web_accessible import findings
from web_server import WebServer

from assistant.web.widget import may_have

FRIEND = "https://school.example"


@pytest.mark.parametrize(
    ("headers", "gets"),
    [
        ({"Referer": f"{FRIEND}/courses?a=1", "Sec-Fetch-Site": "cross-site"}, True),
        ({"Origin": FRIEND}, True),
        ({"Referer": "https://chat.example/demo"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({}, False),
        ({"Referer": "https://evil.example/https://school.example"}, False),
        ({"Referer": "https://school.example.evil.example/"}, False),
        ({"Referer": "http://school.example/"}, False),
        ({"Referer": "https://school.example@evil.example/"}, False),
        ({"Origin": "null", "Referer": FRIEND}, False),
        ({"Origin": "https://evil.example", "Referer": FRIEND, "Sec-Fetch-Site": "same-origin"}, False),
    ],
    ids=str,
)
def test_the_script_is_for_pages_of_the_list_and_our_own(headers: dict[str, str], gets: bool) -> None:
    assert may_have(Headers({"Host": "chat.example", **headers}), (FRIEND,)) is gets


def test_the_script_is_small_and_names_no_other_host(school: School) -> None:
    reply = httpx.get(f"{school.chat}/widget.js", headers={"Referer": f"{school.origin}/"})
    assert reply.status_code == 200
    assert len(reply.content) < 10_000
    hosts = set(re.findall(r"https?://[\w.-]+", reply.text)) - {"http://www.w3.org", "https://chat.school.example"}
    assert not hosts  # the name of SVG, and the example in the first lines
    assert "#8a1538" in reply.text and '"BRAND"' not in reply.text
    refused = httpx.get(f"{school.chat}/widget.js", headers={"Referer": "https://evil.example/"})
    assert refused.status_code == 403
    assert all(line.startswith("//") for line in refused.text.splitlines())
    assert "CAREER_ALLOWED_ORIGINS" in refused.text


def closes_for_a_stranger(here: Passerby) -> bool:
    """Whether the chat closes when another frame of the page, or the page itself, says what the chat says."""
    here.open()
    here.page.evaluate(
        """() => {
            window.postMessage("career-chat:close", "*");
            const stranger = document.createElement("iframe");
            document.body.append(stranger);
            const message = { data: "career-chat:close", source: stranger.contentWindow };
            window.dispatchEvent(new MessageEvent("message", { ...message, origin: location.origin }));
        }"""
    )
    here.page.wait_for_timeout(300)
    return here.dialog.count() == 0


def without(line: str) -> Callable[[Route], None]:
    """Hands a script out with one of its lines left out."""

    def handle(route: Route) -> None:
        reply = route.fetch()
        text = reply.text()
        assert text.count(line) == 1
        route.fulfill(response=reply, body=text.replace(line, ""))

    return handle


def test_only_the_chat_itself_can_close_the_frame(look: Callable[..., Passerby], school: School) -> None:
    assert not closes_for_a_stranger(look())
    naive = look()
    check = "if (event.origin !== home.origin || event.source !== frame.contentWindow) return;"
    naive.context.route("**/widget.js", without(check))
    naive.page.goto(school.origin)
    assert closes_for_a_stranger(naive)


def test_the_chat_listens_to_pages_of_the_list_alone(browser: Browser, school: School) -> None:
    """A message from an origin that is not on the list leaves the chat as it is, wherever Escape would then be told."""

    def widget_is_known(check_left_out: bool) -> bool:
        here = Passerby(browser, school)
        if check_left_out:
            line = "if (event.source !== window.parent || !around.has(event.origin)) return;"
            here.context.route("**/assets/chat.js", without(line))
        here.page.goto(school.origin)
        here.bubble.click()
        expect(here.box).to_be_visible()
        frame = next(frame for frame in here.page.frames if "/chat/" in frame.url)
        frame.evaluate(
            """() => {
                document.documentElement.classList.remove("in-widget");
                const said = { data: "career-chat:here", source: window.parent, origin: "https://evil.example" };
                window.dispatchEvent(new MessageEvent("message", said));
            }"""
        )
        known = bool(frame.evaluate("document.documentElement.classList.contains('in-widget')"))
        here.context.close()
        return known

    assert not widget_is_known(False)
    assert widget_is_known(True)


def test_who_is_not_on_the_list_gets_neither_script_nor_frame(browser: Browser, site: WebServer) -> None:
    with school_website() as stranger:
        stranger.take(site)
        here = Passerby(browser, stranger)
        here.page.wait_for_timeout(500)
        assert here.bubble.count() == 0
        stranger.page("/framed", f'<!doctype html><title>x</title><iframe src="{site.url}/chat/"></iframe>')
        here.page.goto(f"{stranger.origin}/framed")
        here.page.wait_for_timeout(500)
        assert here.page.frames[1].url.startswith("chrome-error://")
        here.context.close()


def test_our_own_demo_page_shows_it_without_any_setting(browser: Browser, site: WebServer) -> None:
    context = browser.new_context(viewport=DESKTOP)
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.goto(f"{site.url}/demo")
    expect(page.locator("pre")).to_contain_text(f'<script src="{site.url}/widget.js" referrerpolicy="strict-origin"')
    found = findings(page)
    page.locator("career-chat button[part]").click()
    chat = page.frame_locator("career-chat iframe")
    expect(chat.locator("#chat button.option").first).to_be_visible()
    found += findings(page)
    context.close()
    assert not found

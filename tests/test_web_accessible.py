"""The pages for everybody: axe finds nothing, the keyboard is enough, a screen reader hears each thing once."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser_visit import DESKTOP, PHONE, SALARY, UNCOVERED, Visit, fits, in_sight
from playwright.sync_api import Browser, Page, Route, expect
from web_server import WebServer

GUIDE = "/guide/machine-learning-engineer"


def visit_on(browser: Browser, site: WebServer, **options: Any) -> Visit:
    return Visit(browser.new_context(**{"viewport": DESKTOP, **options}), site)


def findings(page: Page) -> list[str]:
    """What axe has to say about a page as it is now, of any weight."""
    said = Axe().run(page).response["violations"]
    return [f"{page.url} {each['impact']} {each['id']}: {each['nodes'][0]['html'][:200]}" for each in said]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page_and_no_other_host_is_asked(
    browser: Browser, site: WebServer, scheme: str
) -> None:
    visit = visit_on(browser, site, color_scheme=scheme)
    found = findings(visit.page)
    reply = visit.ask(SALARY)
    href = reply.locator("a.open").first.get_attribute("href")
    reply.locator("a.cite").first.click()
    reply.locator("details.picture summary").click()
    found += findings(visit.page)
    visit.ask("show me the salary table")
    visit.ask(UNCOVERED)
    found += findings(visit.page)
    page = visit.context.new_page()
    for path in (href, GUIDE, "/guide", "/docs", "/guide/none", "/nowhere"):
        page.goto(f"{site.url}{path}")
        found += findings(page)
    visit.context.close()
    assert not found
    assert not [url for url in visit.requests if not url.startswith((site.url, "data:", "blob:"))]


def test_axe_notices_a_page_that_is_not_for_everybody(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content('<img src="data:,"><p style="color:#bbb;background:#fff">pale</p>')
    assert {"image-alt", "color-contrast"} <= {each.split()[2].rstrip(":") for each in findings(page)}
    page.close()


def focused(page: Page) -> str:
    """The words on what has the focus; an empty text where it cannot be seen."""
    return str(
        page.evaluate(
            """() => {
                const here = document.activeElement, style = getComputedStyle(here);
                const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
                return seen ? (here.innerText || here.getAttribute("placeholder") || here.tagName).trim() : "";
            }"""
        )
    )


def tab_to(page: Page, words: str, *, back: bool = False) -> None:
    """Press Tab until what has these words has the focus, and is seen to have it."""
    seen: list[str] = []
    for _ in range(30):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        seen.append(focused(page))
        if words in seen[-1]:
            return
    raise AssertionError(f"Tab does not reach {words!r}, but {seen}")


def test_the_keyboard_alone_is_enough_for_a_whole_visit(browser: Browser, site: WebServer) -> None:
    visit = visit_on(browser, site)
    page = visit.page
    expect(visit.box).to_be_focused()
    page.keyboard.type(SALARY)
    page.keyboard.press("Enter")
    reply = visit.reply(0)

    tab_to(page, "[1]", back=True)
    page.keyboard.press("Enter")
    expect(reply.locator("a.open").first).to_be_focused()
    with visit.context.expect_page() as opened:
        page.keyboard.press("Enter")
    opened.value.wait_for_load_state()
    assert in_sight(opened.value, "mark")
    opened.value.close()

    page.bring_to_front()
    tab_to(page, "Show as a picture", back=True)
    page.keyboard.press("Enter")
    expect(reply.locator("ul.bars")).to_be_visible()
    offered = visit.offered.first.inner_text()
    tab_to(page, offered)
    page.keyboard.press("Enter")
    visit.reply(1)
    expect(visit.questions.last).to_have_text(offered)

    tab_to(page, "Ask a question")
    page.keyboard.type("hello")
    tab_to(page, "Send")
    page.keyboard.press("Enter")
    visit.reply(2)
    tab_to(page, "New conversation")
    page.keyboard.press("Enter")
    expect(visit.questions).to_have_count(0)
    visit.context.close()


def test_a_screen_reader_hears_once_that_it_answers_and_once_the_answer(browser: Browser, site: WebServer) -> None:
    visit = visit_on(browser, site)
    visit.page.evaluate(
        """() => {
            window.heard = [];
            const note = (region) => new MutationObserver(() => {
                if (region.innerText.trim()) window.heard.push(region.innerText.trim());
            }).observe(region, { subtree: true, childList: true, characterData: true });
            for (const region of document.querySelectorAll("[aria-live], [role=status], [role=log], [role=alert]"))
                if (region.getAttribute("aria-live") !== "off") note(region);
        }"""
    )
    visit.ask(SALARY)
    visit.ask("and a senior?")
    visit.ask(UNCOVERED)
    heard = visit.page.evaluate("window.heard")
    assert heard[::2] == ["Answering…"] * 3
    assert len(heard) == 6
    assert "₹4–8 LPA" in heard[1] and "(2 sources)" in heard[1] and "[1]" not in heard[1]
    assert "₹25–45 LPA" in heard[3] and "₹4–8 LPA" not in heard[3]
    visit.page.reload()
    expect(visit.replies).to_have_count(3)
    assert visit.page.locator("#said").inner_text() == ""
    visit.context.close()


def test_who_has_to_wait_for_an_answer_sees_so(browser: Browser, site: WebServer) -> None:
    visit = visit_on(browser, site, reduced_motion="reduce")
    held: list[Route] = []
    visit.page.route("**/queue/data*", lambda route: held.append(route))
    visit.box.fill(SALARY)
    visit.box.press("Enter")
    below = "getComputedStyle(document.querySelector('#chat .message-wrap'), '::after')"
    visit.page.wait_for_timeout(900)
    assert visit.page.evaluate(f"[{below}.content, {below}.opacity]") == ['"Answering…"', "1"]
    held[0].continue_()
    visit.reply(0)
    assert visit.page.evaluate(f"{below}.content") == "none"
    visit.context.close()


def test_a_question_sent_while_an_answer_is_on_its_way_is_asked_after_it_and_one_pressed_twice_once(
    browser: Browser, site: WebServer
) -> None:
    visit = visit_on(browser, site)
    held: list[Route] = []
    visit.page.route("**/queue/data*", lambda route: route.continue_() if held else held.append(route))
    visit.box.fill(SALARY)
    visit.box.press("Enter")
    visit.box.press("Enter")
    visit.page.get_by_role("button", name="Send").click()
    visit.page.wait_for_timeout(300)
    visit.box.fill("and a senior?")
    visit.box.press("Enter")
    visit.page.wait_for_timeout(300)
    held[0].continue_()
    visit.reply(1)
    visit.ask(UNCOVERED)
    assert [each.inner_text() for each in visit.questions.all()] == [SALARY, "and a senior?", UNCOVERED]
    visit.context.close()


def test_a_question_that_cannot_be_sent_comes_back(browser: Browser, site: WebServer) -> None:
    visit = visit_on(browser, site)
    visit.page.route("**/queue/join*", lambda route: route.abort())
    visit.box.fill(SALARY)
    visit.box.press("Enter")
    expect(visit.box).to_have_value(SALARY)
    expect(visit.page.locator("#chat.waiting")).to_have_count(0)
    visit.context.close()


@pytest.mark.parametrize(
    ("viewport", "letters"), [({"width": 320, "height": 640}, 100), (PHONE, 100), (DESKTOP, 200)], ids=str
)
def test_nothing_is_cut_off_on_a_narrow_screen_or_with_large_letters(
    browser: Browser, site: WebServer, viewport: dict[str, int], letters: int
) -> None:
    visit = visit_on(browser, site, viewport=viewport)
    visit.page.evaluate("size => { document.documentElement.style.fontSize = size }", f"{letters}%")
    for question in (SALARY, "How long does the whole roadmap take?"):
        reply = visit.ask(question)
        reply.locator("details.picture summary").click()
        reply.locator("details.sources summary").click()
        assert fits(visit.page)
        wide = reply.evaluate(
            """reply => [...reply.querySelectorAll("p, li, summary, rect, text")].filter((part) => {
                const box = part.getBoundingClientRect();
                return (box.right > innerWidth + 1 || box.left < -1) && !part.closest(".table");
            }).map((part) => part.textContent)"""
        )
        assert not wide
    assert in_sight(visit.page, "#question") and in_sight(visit.page, "#send")
    href = visit.replies.first.locator("a.open").first.get_attribute("href")
    for path in (href, "/docs"):
        visit.page.goto(f"{site.url}{path}")
        visit.page.evaluate("size => { document.documentElement.style.fontSize = size }", f"{letters}%")
        assert fits(visit.page)
    visit.context.close()


def test_nothing_moves_for_who_wants_no_motion(browser: Browser, site: WebServer) -> None:
    visit = visit_on(browser, site, reduced_motion="reduce")
    visit.ask(SALARY)
    moving = visit.page.evaluate(
        """() => [...document.querySelectorAll("body *")].filter((part) => {
            const style = getComputedStyle(part);
            return style.animationName !== "none" || style.transitionDuration.split(", ").some((time) => time !== "0s");
        }).map((part) => part.outerHTML.slice(0, 80))"""
    )
    visit.context.close()
    assert not moving

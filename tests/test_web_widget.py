"""The widget on another website: a whole visit, and that everybody can use it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from browser_visit import DESKTOP, fits
from playwright.sync_api import expect
from school_website import Passerby, School
from test_web_accessible import findings

PHONE = {"width": 360, "height": 640}


def test_a_whole_visit_from_another_origin_under_a_strict_policy(look: Callable[..., Passerby], school: School) -> None:
    here = look()
    expect(here.page).to_have_title("Harbour };</script><b>Academy")
    expect(here.bubble).to_have_accessible_name("Ask the career guide")
    expect(here.bubble).to_have_attribute("aria-expanded", "false")
    assert not here.asked_for_the_chat()

    here.open()
    expect(here.bubble).to_have_attribute("aria-expanded", "true")
    expect(here.dialog).to_have_accessible_name("Career guide assistant")
    expect(here.chat.locator(".institute")).to_have_text("Harbour };</script><b>Academy")
    expect(here.chat.locator("#chat button.option")).to_have_count(1)  # the starter that the guide answers
    here.chat.locator("#chat button.option").click()
    expect(here.chat.locator("#chat .answer.whole").last).to_contain_text("₹4–8 LPA")
    expect(here.chat.locator("#person a")).to_have_attribute("href", "tel:+919876543210")

    here.chat.locator("details.sources summary").click()
    with here.context.expect_page() as opened:
        here.chat.locator(".source-1 a.open").click()
    opened.value.wait_for_load_state()
    assert opened.value.url.startswith(f"{school.origin}/guide")
    opened.value.wait_for_function("scrollY > 0")  # the browser has gone to the quoted words
    expect(opened.value.locator("td", has_text="₹4–8 LPA").first).to_be_in_viewport()

    cookies = {cookie["name"] for cookie in here.context.cookies()}
    kept = here.page.evaluate("[localStorage, sessionStorage].map((kept) => JSON.stringify({...kept}))")
    assert cookies <= {"career_visitor"}
    assert kept == ["{}", '{"career-chat":"open"}']
    assert not [url for url in here.requests if not url.startswith((school.origin, school.chat, "data:", "blob:"))]
    assert not here.complaints


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_open_or_closed(look: Callable[..., Passerby], scheme: str, viewport: dict[str, int]) -> None:
    here = look(color_scheme=scheme, viewport=viewport, reduced_motion="reduce")
    expect(here.bubble).to_be_visible()
    found = findings(here.page)
    here.open()
    found += findings(here.page)
    assert not found
    assert fits(here.page)


def test_the_keyboard_is_enough_and_the_focus_comes_back(look: Callable[..., Passerby]) -> None:
    here = look()
    expect(here.bubble).to_be_visible()
    for _ in range(10):
        here.page.keyboard.press("Tab")
        if here.page.evaluate("document.activeElement.tagName") == "CAREER-CHAT":
            break
    expect(here.bubble).to_be_focused()
    here.page.keyboard.press("Enter")
    expect(here.box).to_be_focused()
    here.page.keyboard.type("hello")
    here.page.keyboard.press("Enter")
    expect(here.chat.locator("#chat .answer.whole")).to_have_count(1)

    here.page.keyboard.press("Escape")  # within the frame of another origin
    expect(here.dialog).to_have_count(0)
    expect(here.bubble).to_be_focused()
    here.page.keyboard.press("Enter")
    expect(here.box).to_be_focused()
    expect(here.chat.locator("#chat .answer.whole")).to_have_count(1)  # the same conversation

    here.page.keyboard.press("Shift+Tab")
    close = here.page.get_by_role("button", name="Close the chat")
    while not close.evaluate("close => close.getRootNode().activeElement === close"):
        here.page.keyboard.press("Shift+Tab")
    here.page.keyboard.press("Escape")
    expect(here.bubble).to_be_focused()
    assert here.page.evaluate("sessionStorage.getItem('career-chat')") == "closed"


def test_it_remembers_that_it_was_open_and_takes_no_focus_then(look: Callable[..., Passerby]) -> None:
    here = look()
    here.open()
    here.page.reload()
    expect(here.chat.locator("#chat button.option").first).to_be_visible()
    assert here.page.evaluate("document.activeElement.tagName") == "BODY"
    here.page.set_viewport_size(PHONE)
    here.page.reload()
    expect(here.bubble).to_be_visible()
    expect(here.dialog).to_have_count(0)  # it would cover the page that was asked for


def test_on_a_phone_it_covers_the_page_and_nothing_below_it_is_reached(look: Callable[..., Passerby]) -> None:
    here = look(viewport=PHONE, has_touch=True, is_mobile=True)
    here.bubble.tap()
    expect(here.chat.locator("#chat button.option").first).to_be_visible()
    box = here.dialog.bounding_box()
    assert box == {"x": 0, "y": 0, **PHONE}
    assert here.dialog.evaluate("dialog => dialog.matches(':modal')")
    here.page.get_by_role("button", name="Close the chat").tap()
    expect(here.dialog).to_have_count(0)
    here.bubble.tap()
    here.page.set_viewport_size(DESKTOP)  # turned or made larger: still open, and no longer over everything
    expect(here.dialog).to_be_visible()
    assert not here.dialog.evaluate("dialog => dialog.matches(':modal')")


@pytest.mark.parametrize(("motion", "moves"), [("reduce", False), ("no-preference", True)])
def test_nothing_moves_for_who_wants_no_motion(look: Callable[..., Passerby], motion: str, moves: bool) -> None:
    here = look(reduced_motion=motion)
    here.bubble.click()
    name = here.dialog.evaluate("dialog => getComputedStyle(dialog).animationName")
    assert (name != "none") is moves


def test_the_language_follows_the_page_that_says_one_and_else_the_browser(look: Callable[..., Passerby]) -> None:
    told = look("/courses", locale="en-IN")
    expect(told.bubble).to_have_accessible_name("करियर गाइड से पूछें")
    told.open()
    expect(told.chat.get_by_role("button", name="भेजें")).to_be_visible()
    told.chat.get_by_role("link", name="English").click()  # what the visitor chooses wins, also on the next page
    expect(told.chat.get_by_role("button", name="Send")).to_be_visible()
    told.page.get_by_role("button", name="बातचीत बंद करें").click()
    expect(told.dialog).to_have_count(0)
    told.page.reload()
    told.open()
    expect(told.chat.get_by_role("button", name="Send")).to_be_visible()

    followed = look(locale="hi-IN")
    followed.open()
    expect(followed.chat.get_by_role("button", name="भेजें")).to_be_visible()


def test_a_page_without_storage_has_the_widget_too(look: Callable[..., Passerby], school: School) -> None:
    here = look()
    here.context.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('no', 'SecurityError') } })"
    )
    here.page.goto(school.origin)
    here.open()
    here.page.get_by_role("button", name="Close the chat").click()
    expect(here.dialog).to_have_count(0)

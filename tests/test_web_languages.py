"""The interface in English and Hindi: both complete, chosen by browser or visitor, and nothing left in English."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from string import Formatter
from typing import Any

import httpx
import pytest
from browser_visit import DESKTOP, PHONE, SALARY, UNCOVERED, fits
from playwright.sync_api import Browser, BrowserContext, Page, expect
from test_web_accessible import findings
from web_server import WebServer
from web_visitor import Visitor

from assistant.answer import Answer, Decline, Outcome, Reason
from assistant.brand_settings import LANGUAGES
from assistant.settings import load_settings
from assistant.web.languages import accepted
from assistant.web.look import looks_of
from assistant.web.reply import answer_html
from assistant.web.words import words_in

HINDI = {"Accept-Language": "hi-IN,hi;q=0.9,en;q=0.5"}
DEVANAGARI = re.compile(r"[\u0900-\u097f]")


def texts(table: dict[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from texts(value, f"{before}{name}.")
        else:
            yield before + name, value


def interface(language: str) -> dict[str, str]:
    file = files("assistant.web") / "interface" / f"{language}.toml"
    return dict(texts(tomllib.loads(file.read_text(encoding="utf-8"))))


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_the_languages_have_the_same_texts_with_the_same_blanks() -> None:
    english, hindi = interface("en"), interface("hi")
    assert english.keys() == hindi.keys()
    assert {name for name in english if english[name] and blanks(english[name]) != blanks(hindi[name])} == set()
    assert {reason.value for reason in Reason} == {name.removeprefix("reasons.") for name in hindi if "reasons" in name}


def test_every_text_is_in_its_language() -> None:
    assert [name for name, text in interface("en").items() if DEVANAGARI.search(text)] == []
    assert [name for name, text in interface("hi").items() if not DEVANAGARI.search(text)] == []


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("hi-IN,hi;q=0.9,en;q=0.5", ["hi", "hi", "en"]),
        ("en;q=0.4, HI;q=0.8", ["hi", "en"]),
        ("fr, *;q=0.1", ["fr", "*"]),
        ("hi;q=0, en", ["en"]),
        ("hi;q=x, en;q=1", ["en"]),
        ("", [""]),
        (None, [""]),
    ],
)
def test_wished_languages_are_read_by_weight(header: str | None, wanted: list[str]) -> None:
    assert accepted(header) == wanted


def language_of(reply: httpx.Response) -> str:
    found = re.search(r'<html[^>]*\slang="(\w+)"', reply.text)
    assert found is not None and found[1] == reply.headers["content-language"]
    return found[1]


@pytest.mark.parametrize("path", ["/chat/", "/guide/machine-learning-engineer", "/guide/none", "/nowhere", "/docs"])
def test_pages_follow_the_browser_and_the_visitor_above_it(site: WebServer, path: str) -> None:
    html = {"Accept": "text/html"}
    with httpx.Client(base_url=site.url) as http:
        assert language_of(http.get(path, headers={**html, "Accept-Language": "fr"})) == "en"
        shown = http.get(path, headers={**html, **HINDI})
        assert language_of(shown) == "hi"
        assert {"Accept-Language", "Cookie"} <= set(re.split(r",\s*", shown.headers["vary"]))
        assert language_of(http.get(f"{path}?site=hi", headers=html)) == "hi"
        chosen = http.get(f"{path}?lang=en", headers={**html, **HINDI})
        assert language_of(chosen) == "en"
        assert "HttpOnly" in chosen.headers["set-cookie"]
        for wish in ("", "?site=hi", "?lang=xx", "?lang="):
            assert language_of(http.get(path + wish, headers={**html, **HINDI})) == "en"
        assert language_of(http.get(f"{path}?lang=hi", headers=html)) == "hi"


def test_a_chosen_language_is_found_behind_a_malformed_cookie(site: WebServer) -> None:
    cookies = {"Cookie": 'prefs={"a":1}; career_language=hi'}
    assert language_of(httpx.get(f"{site.url}/chat/", headers=cookies)) == "hi"


def test_replies_are_in_the_language_of_the_page_that_asks(site: WebServer) -> None:
    with Visitor(site.url, headers=HINDI) as visitor:
        visitor.http.headers["X-Career-Language"] = "en"  # as a page that the visitor has switched
        assert "Source" in str(visitor.ask(SALARY))
        visitor.http.headers["X-Career-Language"] = "hi"
        asked = str(visitor.ask("and a senior?")[-1])
        assert words_in("hi").source in asked and "Copy" not in asked


def test_the_api_stays_english(site: WebServer) -> None:
    reply = httpx.post(f"{site.url}/api/v1/answer", json={"question": UNCOVERED}, headers=HINDI)
    assert not DEVANAGARI.search(reply.text)


@pytest.mark.parametrize("reason", Reason)
def test_a_decline_is_said_in_hindi_with_the_contact(reason: Reason) -> None:
    look = looks_of(load_settings(contact="Ms Rao", helpline="112"))["hi"]
    said = {"question": "q", "outcome": Outcome.DECLINED, "text": "The guide does not say.", "reason": reason}
    html = answer_html(Answer(**said), {}, look)
    assert DEVANAGARI.search(html)
    assert "{" not in html
    assert "does not say" not in html
    assert ("Ms Rao" in html) is (reason is not Reason.TOO_LONG)


@pytest.mark.parametrize("by_owner", [True, False])
def test_a_decline_in_hindi_keeps_the_words_of_the_guide_and_of_its_owner(by_owner: bool) -> None:
    declined = Decline(said="No fees & no dates.", by_owner=by_owner, near=("Pay", "Steps"), contact="Ms Rao")
    answer = Answer(
        question="q", outcome=Outcome.DECLINED, text=declined.text, reason=Reason.NOT_IN_GUIDE, decline=declined
    )
    html = answer_html(answer, {}, looks_of(load_settings())["hi"])
    assert '<span lang="en">“Pay”; “Steps”</span>' in html
    assert ('<span lang="en">No fees &amp; no dates.</span>' in html) is by_owner
    assert "please ask" not in html


def test_a_visitor_in_distress_is_answered_in_hindi_with_the_helpline() -> None:
    answer = Answer(question="i want to kill myself", outcome=Outcome.SMALLTALK, text="I am sorry.")
    assert "112" in answer_html(answer, {}, looks_of(load_settings(helpline="112"))["hi"])
    assert "14416" in answer_html(answer, {}, looks_of(load_settings())["hi"])
    assert "I am sorry." in answer_html(answer, {}, looks_of(load_settings())["en"])


def hindi_visit(browser: Browser, site: WebServer, **options: Any) -> tuple[BrowserContext, Page]:
    context = browser.new_context(locale="hi-IN", **{"viewport": DESKTOP, **options})
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.goto(f"{site.url}/chat/")
    expect(page.locator("#chat button.option").first).to_be_visible()
    return context, page


def ask(page: Page, question: str) -> None:
    before = page.locator("#chat .answer.whole").count()
    page.get_by_label("आपका सवाल").fill(question)
    page.get_by_label("आपका सवाल").press("Enter")
    expect(page.locator("#chat .answer.whole")).to_have_count(before + 1)


SEEN = """() => {
    const said = [];
    const walk = (node) => {
        if (node.nodeType === Node.TEXT_NODE) said.push(node.textContent);
        if (node.nodeType !== Node.ELEMENT_NODE || ["SCRIPT", "STYLE"].includes(node.tagName)) return;
        if (node.lang === "en" || node.matches(".asked-text")) return;
        if (getComputedStyle(node).display === "none") return;
        for (const name of ["aria-label", "title", "placeholder", "alt"]) said.push(node.getAttribute(name) || "");
        node.childNodes.forEach(walk);
    };
    walk(document.body);
    return [document.title, ...said].map((text) => text.trim()).filter(Boolean);
}"""


def test_a_hindi_page_says_nothing_of_the_interface_in_english(browser: Browser, site: WebServer) -> None:
    context, page = hindi_visit(browser, site)
    assert page.evaluate("document.documentElement.lang") == "hi"
    for question in (SALARY, "how long is the whole roadmap", UNCOVERED, "how much?", "hello", "नमस्ते"):
        ask(page, question)
    page.evaluate("document.querySelectorAll('#chat details').forEach((part) => { part.open = true })")
    seen = page.evaluate(SEEN)
    english = {re.sub(r"\{\w+\}", "", text).strip(' .:"“”') for text in interface("en").values()} - {"", "and"}
    english -= {words_in("en").name}  # the name of the other language stands in that language
    told = [text for text in seen for words in english if text == words or (" " in words and words in text)]
    assert not told
    guide = httpx.get(f"{site.url}/guide/machine-learning-engineer").text
    latin = {word for text in seen for word in re.findall(r"[A-Za-z]{2,}", text)}
    shown = {"English", "fresher", "ko", "kitna", "milta", "hai"}  # the switch, and an example of how one may ask
    assert {word for word in latin - shown if not re.search(rf"\b{word}\b", guide, re.I)} == set()
    assert page.locator("#chat .answer-text").nth(1).get_attribute("lang") == "en"
    context.close()


def test_the_visitor_switches_and_is_remembered(browser: Browser, site: WebServer) -> None:
    context, page = hindi_visit(browser, site)
    page.get_by_role("link", name="English").click()
    expect(page.get_by_label("Your question")).to_be_visible()
    page.goto(f"{site.url}/guide/machine-learning-engineer")
    expect(page.get_by_role("link", name="Ask a question")).to_be_visible()
    page.goto(f"{site.url}/chat/")
    page.get_by_role("link", name="हिन्दी").click()
    expect(page.get_by_role("button", name="भेजें")).to_be_visible()
    context.close()


@pytest.mark.parametrize("letters", [100, 200])
def test_the_hindi_layout_is_whole_on_a_narrow_screen(browser: Browser, site: WebServer, letters: int) -> None:
    context, page = hindi_visit(browser, site, viewport=PHONE if letters == 100 else DESKTOP)
    page.evaluate("size => { document.documentElement.style.fontSize = size }", f"{letters}%")
    for question in (SALARY, UNCOVERED):
        ask(page, question)
    page.evaluate("document.querySelectorAll('#chat details').forEach((part) => { part.open = true })")
    assert fits(page)
    cut = page.evaluate(
        """() => [...document.querySelectorAll("#top *, #chat :is(p, summary, button), #ask *, #below *")].filter(
            (part) => { const box = part.getBoundingClientRect();
                return box.width && (box.right > innerWidth + 1 || box.left < -1) && !part.closest(".table"); }
        ).map((part) => part.textContent)"""
    )
    assert not cut
    assert not findings(page)
    context.close()


def test_languages_are_those_of_the_settings() -> None:
    assert all(words_in(language).name for language in LANGUAGES)

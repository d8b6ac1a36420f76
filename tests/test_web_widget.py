"""The widget on another website: who gets it, what it asks for, and that everybody can use it."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest
from browser_visit import DESKTOP, SALARY, fits
from playwright.sync_api import Browser, FrameLocator, Page, Route, expect
from starlette.datastructures import Headers
from test_web_accessible import findings
from web_server import WebServer, running_server

from assistant.web.widget import may_have

FRIEND = "https://school.example"
OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}
PHONE = {"width": 360, "height": 640}
GUIDE = "machine-learning-engineer"


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


class School:
    """The institute's website, on an origin of its own: the demo page with a strict policy, and the published guide."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.pages: dict[str, tuple[str, bytes]] = {}
        self.chat = ""

    def take(self, site: WebServer) -> None:
        """Show what the site shows at /demo and /guide, with the script from there."""
        self.chat = site.url
        demo = httpx.get(f"{site.url}/demo").text
        assert demo.count('src="/widget.js"') == 1
        self.page("/", demo.replace('src="/widget.js"', f'src="{site.url}/widget.js"'))
        self.page("/courses", demo.replace('src="/widget.js"', f'src="{site.url}/widget.js" data-lang="hi"'))
        for name, kind in (("demo.css", "text/css"), ("site.css", "text/css"), ("icon.svg", "image/svg+xml")):
            self.pages[f"/assets/{name}"] = (kind, httpx.get(f"{site.url}/assets/{name}").content)
        self.pages["/guide"] = ("text/html; charset=utf-8", httpx.get(f"{site.url}/guide/{GUIDE}").content)

    def page(self, path: str, html: str) -> None:
        self.pages[path] = ("text/html; charset=utf-8", html.encode())

    def policy(self) -> str:
        own = "default-src 'none'; style-src 'self'; img-src 'self' data:; require-trusted-types-for 'script'"
        return f"{own}; script-src {self.chat}; frame-src {self.chat}"


@contextmanager
def school_website() -> Iterator[School]:
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, body = school.pages.get(self.path, ("text/plain", b""))
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            if self.path != "/guide":
                self.send_header("Content-Security-Policy", school.policy())
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as website:
        school = School(f"http://127.0.0.1:{website.server_port}")
        thread = threading.Thread(target=website.serve_forever)
        thread.start()
        yield school
        website.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    """The institute's website, and the chat that it is allowed to show, in the institute's colours."""
    with school_website() as website:
        settings = {
            "allowed_origins": website.origin,
            "institute": "Harbour };</script><b>Academy",  # whatever a name holds, it stays text
            "colours": '{"accent": "#8a1538"}',
            "contact_phone": "+91 98765 43210",
            "starters": f'["{SALARY}", "who won the cup in 1983?"]',
            "published": f'{{"{GUIDE}": "{website.origin}/guide"}}',
            "requests_per_minute": "100000",
        }
        with running_server(tmp_path_factory.mktemp("school"), **settings) as server:
            website.take(server)
            yield website


class Passerby:
    """One window on the institute's website."""

    def __init__(self, browser: Browser, school: School, path: str = "/", **options: Any) -> None:
        self.context = browser.new_context(**{"viewport": DESKTOP, **options})
        self.context.set_default_timeout(15_000)
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.context.on("request", lambda request: self.requests.append(request.url))
        self.context.on("console", lambda said: said.type in ("error", "warning") and self.complaints.append(said.text))
        self.context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.page: Page = self.context.new_page()
        self.page.goto(school.origin + path)
        self.bubble = self.page.locator("career-chat button[part]")
        self.dialog = self.page.get_by_role("dialog")
        self.chat: FrameLocator = self.page.frame_locator("career-chat iframe")
        self.box = self.chat.locator("#question textarea")

    def open(self) -> None:
        self.bubble.click()
        expect(self.chat.locator("#chat button.option").first).to_be_visible()

    def asked_for_the_chat(self) -> bool:
        return any("/chat/" in url for url in self.requests)


@pytest.fixture
def look(browser: Browser, school: School) -> Iterator[Callable[..., Passerby]]:
    looks: list[Passerby] = []

    def made(path: str = "/", **options: Any) -> Passerby:
        looks.append(Passerby(browser, school, path, **options))
        return looks[-1]

    yield made
    for each in looks:
        each.context.close()


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

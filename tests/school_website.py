"""An institute's website on an origin of its own, with the widget on its pages, and who looks at it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
from browser_visit import DESKTOP, SALARY
from playwright.sync_api import Browser, FrameLocator, Page, expect
from web_server import WebServer, running_server

GUIDE = "machine-learning-engineer"


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


@contextmanager
def allowed_school(folder: Path) -> Iterator[School]:
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
        with running_server(folder, **settings) as server:
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

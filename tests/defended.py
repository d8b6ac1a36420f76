"""What the tests of the website's defences share: narrow limits, and callers with addresses of their own."""

from __future__ import annotations

import httpx
from web_server import WebServer

EVIL = "https://evil.example"
SETTINGS = {
    "messages_per_minute": "4",
    "requests_per_minute": "40",
    "answers_at_once": "1",
    "answers_waiting": "0",
}
_addresses = iter(range(2, 250))


def client(server: WebServer, **options: object) -> httpx.Client:
    """A caller with an address of its own, so that no attack uses up the rate of another."""
    transport = httpx.HTTPTransport(local_address=f"127.0.0.{next(_addresses)}")
    return httpx.Client(base_url=server.url, transport=transport, timeout=30, **options)  # type: ignore[arg-type]


def question(text: str = "What does a beginner earn?") -> dict[str, object]:
    return {"question": text}

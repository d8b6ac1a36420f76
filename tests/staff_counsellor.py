"""A counsellor without a browser: accounts made by the command's own code, and requests as the pages send them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import httpx
from web_server import WebServer

from assistant.staff.accounts import add_account

NAME = "asha.rao"
PASSWORD = "correct horse battery staple"
_addresses = count(2)


def staff_settings(folder: Path, *names: str) -> dict[str, str]:
    """Settings of a website with accounts in a folder, all with the same password."""
    file = folder / "staff.json"
    for name in names or (NAME,):
        add_account(file, name, PASSWORD)
    return {"staff_file": str(file), "staff_key_file": str(folder / "staff.key")}


def client(server: WebServer, **options: Any) -> httpx.Client:
    """A caller with an address of its own, that says in `Origin` to be a page of the website."""
    number = next(_addresses)
    transport = httpx.HTTPTransport(local_address=f"127.0.{1 + number // 250}.{1 + number % 250}")
    options["headers"] = {"Origin": server.url, **options.get("headers", {})}
    return httpx.Client(base_url=server.url, transport=transport, timeout=30, **options)


def log_in(http: httpx.Client, name: str = NAME, password: str = PASSWORD, **options: Any) -> httpx.Response:
    return http.post("/staff/login", data={"name": name, "password": password}, **options)


@contextmanager
def counsellor(server: WebServer, name: str = NAME) -> Iterator[httpx.Client]:
    """Somebody who is logged in."""
    with client(server) as http:
        assert log_in(http, name).status_code == 303
        yield http


def look_up(http: httpx.Client, question: str, **more: Any) -> httpx.Response:
    return http.post("/staff/look-up", json={"question": question, **more})

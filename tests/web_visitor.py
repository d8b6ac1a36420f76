"""A visitor of the chat page without a browser: sends exactly the requests that the page sends in one."""

from __future__ import annotations

import json
import re
import secrets
from html import unescape
from types import TracebackType
from typing import Any

import httpx
from gradio_client.utils import apply_diff

CALLS = "/chat/gradio_api"


class Visitor:
    """One open chat page, with the cookie that it was given and the name that it gives its conversation."""

    def __init__(self, url: str, *, session: str | None = None, **options: Any) -> None:
        """`session` is the name to give instead of one drawn here, `options` are httpx's, such as cookies."""
        self.http = httpx.Client(base_url=url, timeout=60, **options)
        self.tab = secrets.token_hex(16)
        self.session = session or secrets.token_hex(6)
        self.page = self.http.get("/chat/").text
        config = re.search(r"window\.gradio_config = (\{.*?\});</script>", self.page, re.S)
        assert config is not None, self.page[:500]
        self.config: dict[str, Any] = json.loads(config[1])
        self._functions = {each["targets"][0][1]: each["id"] for each in self.config["dependencies"]}

    def __enter__(self) -> Visitor:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.http.close()

    def call(self, event: str, data: list[Any], **more: Any) -> dict[str, Any]:
        """What the page sends for an event: submit, option_select or load."""
        named = {"session_hash": self.session, "fn_index": self._functions[event], "trigger_id": None}
        return {"data": data, "event_data": None, **named, **more}

    def join(self, call: dict[str, Any], **options: Any) -> httpx.Response:
        options["headers"] = {"X-Career-Tab": self.tab, **options.get("headers", {})}
        return self.http.post(f"{CALLS}/queue/join", json=call, **options)

    def reload(self) -> list[dict[str, Any]]:
        """The messages that the chat shows after its page was loaded again in the same tab."""
        self.session = secrets.token_hex(6)
        return self.shown(self.call("load", []))

    def hang_up_after(self, event: str) -> None:
        """Read what happens until this event, and then no more, as a page that is closed."""
        with self.http.stream("GET", f"{CALLS}/queue/data", params={"session_hash": self.session}) as reply:
            assert any(f'"msg":"{event}"' in line.replace(": ", ":") for line in reply.iter_lines())

    def events(self, session: str | None = None) -> list[dict[str, Any]]:
        """All events until the stream ends."""
        read: list[dict[str, Any]] = []
        query = {"session_hash": session or self.session}
        with self.http.stream("GET", f"{CALLS}/queue/data", params=query) as reply:
            for line in reply.iter_lines():
                if line.startswith("data: "):
                    read.append(json.loads(line[6:]))
        return read

    def ask(self, message: str) -> list[dict[str, Any]]:
        """The messages that the chat shows after this one was typed."""
        return self.shown(self.call("submit", [message]))

    def shown(self, call: dict[str, Any]) -> list[dict[str, Any]]:
        """The messages that the chat shows after a call."""
        joined = self.join(call)
        assert joined.status_code == 200, joined.text
        return messages_in(self.events())

    def new(self) -> list[dict[str, Any]]:
        """The messages that a new conversation begins with."""
        click = next(
            each["id"]
            for each in self.config["dependencies"]
            if not each["inputs"] and each["targets"][0][1] == "click"
        )
        return self.shown(self.call("submit", [], fn_index=click))

    def said(self, message: str) -> list[tuple[str, str]]:
        """Who said what after a message, as text without tags."""
        return [(role, unescape(re.sub(r"<[^>]+>", " ", html))) for role, html in html_of(self.ask(message))]


def html_of(messages: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Who said what, as the HTML that the page is given."""
    return [(turn["role"], "".join(part["text"] for part in turn["content"])) for turn in messages]


def messages_in(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The messages after the last event; events in between say only what changed."""
    outputs: list[Any] | None = None
    for event in events:
        if event["msg"] == "process_generating":
            data = event["output"]["data"]
            changed = [apply_diff(*pair) for pair in zip(outputs or [], data, strict=False)]
            outputs = changed or data
        if event["msg"] == "process_completed":
            assert event["success"], event
            data = event["output"].get("data")
            outputs = data if outputs is None else outputs
    assert outputs is not None, events
    messages: list[dict[str, Any]] = outputs[0]
    return messages

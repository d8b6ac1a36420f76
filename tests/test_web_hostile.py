"""Hostile messages: a few hundred of what benchmarks/hostile.py sends by the ten thousand, and text of all kinds."""

from __future__ import annotations

import importlib.util
import json
import sys
from types import ModuleType
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from web_server import REPOSITORY, WebServer

MESSAGES = 200


def loaded(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, REPOSITORY / "benchmarks" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


hostile: Any = loaded("hostile")


def test_hostile_messages_do_no_harm(server: WebServer) -> None:
    ended = hostile.run(server.url, MESSAGES)
    assert not [what for what in ended if what.startswith("FAULT")]
    assert ended["chat 200"] > MESSAGES / 10 and ended["api 200"] > MESSAGES / 10
    assert ended["openapi 200"] and ended["openapi 422"]
    log = server.log.read_text(encoding="utf-8")
    assert "A request failed" not in log and "was not answered" not in log
    assert {json.loads(line)["level"] for line in log.splitlines()} == {"INFO"}


@pytest.mark.parametrize("attack", hostile.ATTACKS, ids=lambda attack: ascii(attack[:40]))
def test_a_known_attack_gets_a_calm_reply(server: WebServer, attack: str) -> None:
    with httpx.Client(base_url=server.url, timeout=30) as http:
        assert hostile.ask_api(http, attack) in (200, 422)
        assert hostile.Page(http).ask(attack) == 200


_ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=50),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)
_FIELDS = st.sampled_from(["question", "history", "id", "session_hash", "fn_index", "data", "event_data", "trigger_id"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=_ANY_JSON | st.dictionaries(_FIELDS, _ANY_JSON) | st.binary(max_size=200))
@pytest.mark.parametrize("path", ["/api/v1/answer", "/chat/gradio_api/queue/join"])
def test_any_body_is_answered_or_refused_in_words(server: WebServer, path: str, body: Any) -> None:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    cookies = {"career_visitor": "0" * 32}
    reply = httpx.post(
        server.url + path, content=content, headers={"Content-Type": "application/json"}, cookies=cookies
    )
    assert reply.status_code in (200, 422)
    hostile.check_api(reply)


@pytest.mark.parametrize("shown", ["<img src=x>", "<p onclick=x>", '<a href="//evil.example">x</a>', "<p>\u202e</p>"])
def test_the_check_of_the_chat_notices_harm(shown: str) -> None:
    with pytest.raises(hostile.FaultError):
        hostile.check_html(shown)


@pytest.mark.parametrize("text", ["<b>x</b>", "[x](https://evil.example)", "a\u202eb"])
def test_the_check_of_the_interface_notices_harm(text: str) -> None:
    with pytest.raises(hostile.FaultError):
        hostile.check_api(httpx.Response(200, json={"text": text}))
    with pytest.raises(hostile.FaultError):
        hostile.check_api(httpx.Response(500, json={"error": "x"}))

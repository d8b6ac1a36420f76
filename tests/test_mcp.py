"""The tools as a program sees them: the official client starts `career-assistant mcp` and speaks with it."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from index_sample import write_guide
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

from assistant.ask import Assistant
from assistant.contract import AnswerModel

COMMAND = "from assistant.cli import main; main()"
# Prints where only the protocol may stand: by Python, by a library and by a child.
NOISY = f"""
import os, subprocess
from assistant.ask import Assistant
ask = Assistant.ask
def noisy(self, *given):
    print("noise of Python", flush=True)
    os.write(1, b"noise of a library\\n")
    subprocess.run(["echo", "noise of a child"])
    return ask(self, *given)
Assistant.ask = noisy
{COMMAND}
"""


@asynccontextmanager
async def tools(tmp_path: Path, *, guides: Path | None = None, code: str = COMMAND) -> AsyncIterator[Client]:
    """The official client with a server of its own, whose standard error goes to a file."""
    environment = {name: value for name, value in os.environ.items() if name.startswith(("CAREER_", "PYTHON", "PATH"))}
    arguments = ["-c", code, "mcp", *(["--guides", str(guides)] if guides else [])]
    server = StdioServerParameters(command=sys.executable, args=arguments, env=environment)
    with (tmp_path / "server.log").open("w") as errors:
        async with Client(stdio_client(server, errlog=errors), read_timeout_seconds=150) as client:
            yield client


def test_a_client_asks_and_searches_as_everybody_else_does(assistant: Assistant, tmp_path: Path) -> None:
    async def visit() -> None:
        async with tools(tmp_path) as client:
            assert "published guide" in str(client.instructions)
            listed = {tool.name: tool for tool in (await client.list_tools()).tools}
            assert set(listed) == {"ask", "search"}
            assert set(listed["ask"].output_schema["properties"]) == set(AnswerModel.model_fields)

            for question, history in (
                ("what does a fresher earn", []),
                ("and a senior?", ["what does a fresher earn"]),
                ("salary in Germany", []),
            ):
                said = await client.call_tool("ask", {"question": question, "history": history})
                assert not said.is_error
                assert comparable(said.structured_content) == comparable(assistant.ask(question, history).as_json())
                assert json.loads(said.content[0].text) == said.structured_content

            found = await client.call_tool("search", {"question": "cloud", "top": 3})
            passages = found.structured_content["passages"]
            assert [each["rank"] for each in passages] == [1, 2, 3]
            guide = assistant.index.guides[passages[0]["guide"]]
            assert guide.text[passages[0]["start"] : passages[0]["end"]] == passages[0]["text"]

            for tool, wrong, told in (
                ("ask", {"question": "and?", "history": ["x"] * 21}, "at most 20"),
                ("ask", {}, "question"),
                ("search", {"question": "cloud", "top": 0}, "top"),
            ):
                refused = await client.call_tool(tool, wrong)
                assert refused.is_error
                assert told in refused.content[0].text
                assert "Traceback" not in refused.content[0].text

    asyncio.run(visit())


def comparable(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name != "timings_ms"}


def test_guides_that_cannot_be_used_are_an_error_in_words(tmp_path: Path) -> None:
    async def visit() -> None:
        (tmp_path / "none").mkdir()
        async with tools(tmp_path, guides=tmp_path / "none") as client:
            said = await client.call_tool("ask", {"question": "what does a fresher earn"})
            assert said.is_error
            assert "none" in said.content[0].text
            assert "Traceback" not in said.content[0].text

    asyncio.run(visit())


def test_standard_output_carries_the_protocol_alone(tmp_path: Path) -> None:
    hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}
    sent = [
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello},
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "ask", "arguments": {"question": "hi"}}},
    ]
    with subprocess.Popen(
        [sys.executable, "-c", NOISY, "mcp", "--guides", str(write_guide(tmp_path / "guides"))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        for message in sent:
            process.stdin.write(json.dumps(message) + "\n")
            process.stdin.flush()
        lines = [process.stdout.readline() for _ in range(2)]
        rest, errors = process.communicate(timeout=60)
    assert [json.loads(line)["id"] for line in lines] == [1, 2]
    assert rest == ""
    assert {"noise of Python", "noise of a library", "noise of a child"} <= set(errors.split("\n"))


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    from typer.testing import CliRunner

    from assistant.cli import app

    monkeypatch.setitem(sys.modules, "mcp.server.mcpserver", None)
    done = CliRunner().invoke(app, ["mcp"])
    assert done.exit_code == 2
    assert 'pip install "career-guide-assistant[mcp]"' in done.output

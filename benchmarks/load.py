"""Many visitors for a while: errors, time to the first sentence, and whether memory grows.

    python benchmarks/load.py --visitors 50 --minutes 10

starts the website with its usual settings and lets every visitor open the chat page and ask a question every ten
seconds, each as a browser does it: the queue, its events, and a heartbeat that stays open. Visitors and server share
the machine. Exit 1 where there was an error. Needs the extra `test`.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import secrets
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psutil

REPOSITORY = Path(__file__).resolve().parent.parent
CALLS = "/chat/gradio_api"
SECONDS_BETWEEN = 10.0
QUESTIONS = (
    "what does a fresher earn",
    "and a senior?",
    "how long does the whole roadmap take",
    "is it hard to learn",
    "which tools come first",
    "what is the salary in Germany",
    "hello",
    "show me the salary table",
    "how many steps are there",
    "kitne time lagta hai",
)


@dataclass
class Seen:
    """What all visitors together saw."""

    first_sentence: list[float] = field(default_factory=list)  # seconds from sending to the first sentence
    whole: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    memory: list[tuple[float, int]] = field(default_factory=list)  # seconds since the start, bytes
    cpu: list[float] = field(default_factory=list)  # per cent of one core


class Visitor:
    """One open chat page."""

    def __init__(self, http: httpx.AsyncClient, seen: Seen) -> None:
        self._http = http
        self._seen = seen
        self._name = secrets.token_hex(6)
        self._tab = {"X-Career-Tab": secrets.token_hex(16)}
        self._functions: dict[str, int] = {}

    async def visit(self, *, first: int, until: float) -> None:
        """Open the page and ask until the time is over."""
        page = (await self._http.get("/chat/")).text
        config = re.search(r"window\.gradio_config = (\{.*?\});</script>", page, re.S)
        assert config is not None, page[:300]
        self._functions = {each["targets"][0][1]: each["id"] for each in json.loads(config[1])["dependencies"]}
        beat = asyncio.create_task(self._beat())
        await self._call("load", [])
        number = first
        due = time.monotonic()
        while (due := max(due + SECONDS_BETWEEN, time.monotonic())) < until:
            await asyncio.sleep(due - time.monotonic())
            await self._ask(QUESTIONS[number % len(QUESTIONS)])
            number += 1
        beat.cancel()

    async def _ask(self, question: str) -> None:
        started = time.monotonic()
        try:
            first, last = await self._call("submit", [question])
        except (httpx.HTTPError, AssertionError) as error:
            self._seen.errors.append(f"{type(error).__name__} {error}"[:200])
            return
        self._seen.first_sentence.append(first - started)
        self._seen.whole.append(last - started)

    async def _call(self, event: str, data: list[Any]) -> tuple[float, float]:
        """When the first sentence of the reply came, and when it was complete."""
        call = {"session_hash": self._name, "fn_index": self._functions[event], "data": data}
        joined = await self._http.post(f"{CALLS}/queue/join", json=call, headers=self._tab)
        assert joined.status_code == 200, f"status {joined.status_code}: {joined.text[:100]}"
        first = last = 0.0
        told = 0
        query = {"session_hash": self._name}
        async with self._http.stream("GET", f"{CALLS}/queue/data", params=query) as stream:
            async for line in stream.aiter_lines():
                if '"process_generating"' in line:
                    told += 1
                    # The first event is the question alone, unless the reply was there at once; later ones are changes.
                    if not first and (told > 1 or json.loads(line[6:])["output"]["data"][0][-1]["role"] == "assistant"):
                        first = time.monotonic()
                if '"process_completed"' in line:
                    last = time.monotonic()
                    assert '"success":true' in line, line[-200:]
                    assert "Many people are asking" not in line and "many messages" not in line, "refused"
        assert last, "the stream ended early"
        return first or last, last

    async def _beat(self) -> None:
        async with self._http.stream("GET", f"{CALLS}/heartbeat/{self._name}", timeout=None) as stream:
            async for _ in stream.aiter_lines():
                pass


async def watch(process: psutil.Process, seen: Seen, started: float) -> None:
    """Note memory and processor time every few seconds."""
    process.cpu_percent()
    while True:
        await asyncio.sleep(5)
        seen.memory.append((time.monotonic() - started, process.memory_info().rss))
        seen.cpu.append(process.cpu_percent())


async def run(url: str, process: psutil.Process, *, visitors: int, minutes: float) -> Seen:
    """All visitors, spread over the first ten seconds."""
    seen = Seen()
    started = time.monotonic()
    until = started + 60 * minutes
    watching = asyncio.create_task(watch(process, seen, started))

    async def visit(number: int) -> None:
        async with httpx.AsyncClient(base_url=url, timeout=60) as http:
            await asyncio.sleep(SECONDS_BETWEEN * number / visitors)
            await Visitor(http, seen).visit(first=number, until=until)

    results = await asyncio.gather(*(visit(number) for number in range(visitors)), return_exceptions=True)
    seen.errors += [f"a visitor gave up: {result!r}"[:200] for result in results if isinstance(result, BaseException)]
    watching.cancel()
    return seen


def report(seen: Seen, *, minutes: float) -> None:
    """The figures, in words."""
    for name, times in (("first sentence", seen.first_sentence), ("whole answer", seen.whole)):
        cuts = statistics.quantiles(times, n=100)
        print(f"{name}: median {cuts[49] * 1000:.0f} ms, p95 {cuts[94] * 1000:.0f} ms, longest {max(times):.2f} s")
    after_a_minute = [size for at, size in seen.memory if 60 <= at < 90] or [seen.memory[0][1]]
    at_the_end = [size for at, size in seen.memory if at > 60 * minutes - 45] or [seen.memory[-1][1]]
    early, late = statistics.median(after_a_minute), statistics.median(at_the_end)
    print(
        f"memory: {early / 2**20:.0f} MiB after a minute, {late / 2**20:.0f} MiB at the end ({late / early - 1:+.1%})"
    )
    print(f"server: {statistics.mean(seen.cpu):.0f} % of one core; machine's load {os.getloadavg()[1]:.1f} (5 minutes)")
    for error in sorted(set(seen.errors))[:10]:
        print(f"error: {error}")
    print(f"{len(seen.whole)} answers, {len(seen.errors)} errors")


def main() -> int:
    """0 where nothing went wrong."""
    parser = argparse.ArgumentParser(description="Visitors who each ask every ten seconds.")
    parser.add_argument("--visitors", type=int, default=50)
    parser.add_argument("--minutes", type=float, default=10)
    given = parser.parse_args()
    process = subprocess.Popen(
        [sys.executable, "app.py", "--port", "0"],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout is not None
        url = process.stdout.readline().strip().rstrip("/")
        while httpx.get(f"{url}/readyz").status_code != 200:
            time.sleep(0.2)
        seen = asyncio.run(run(url, psutil.Process(process.pid), visitors=given.visitors, minutes=given.minutes))
    finally:
        process.terminate()
        process.wait(timeout=20)
    report(seen, minutes=given.minutes)
    return 1 if seen.errors else 0


if __name__ == "__main__":
    sys.exit(main())

"""How long a visitor waits at first: for the server after its start, and for the text box over a slow line.

    python benchmarks/first_look.py

starts the website over an index that is there, three times, and opens the chat page in the system's Chromium with an
empty cache at 400 kbit/s with 400 ms of delay. Needs the extra `test`.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from playwright.sync_api import sync_playwright

STARTS = 3
LINE = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}  # bytes a second


@contextmanager
def website() -> Iterator[tuple[str, float]]:
    """Its address, and the seconds from the start of the process until questions can be answered."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "app.py", "--port", "0"],
        cwd=Path(__file__).resolve().parent.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout is not None
        url = process.stdout.readline().strip().rstrip("/")
        while httpx.get(f"{url}/readyz").status_code != 200:
            time.sleep(0.05)
        yield url, time.perf_counter() - started
    finally:
        process.terminate()
        process.wait(timeout=20)


def text_box_seconds(url: str) -> tuple[float, float, int]:
    """Seconds until the box can be written in and until questions are offered, and the bytes over the line."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 360, "height": 740})
        page.set_default_timeout(120_000)
        line = page.context.new_cdp_session(page)
        received: list[float] = []
        line.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
        line.send("Network.enable")
        line.send("Network.emulateNetworkConditions", LINE)
        started = time.perf_counter()
        page.goto(f"{url}/chat/", wait_until="commit")
        page.locator("#question textarea").fill("what does a fresher earn")
        box = time.perf_counter() - started
        page.wait_for_selector("#chat button.option")
        offered = time.perf_counter() - started
        browser.close()
    return box, offered, int(sum(received))


def main() -> None:
    """Print both."""
    starts = []
    for _ in range(STARTS):
        with website() as (_, seconds):
            starts.append(seconds)
    print(f"start to /readyz: median {statistics.median(starts):.1f} s of {', '.join(f'{s:.1f}' for s in starts)}")
    with website() as (url, _):
        box, offered, received = text_box_seconds(url)
    print(
        f"400 kbit/s, 400 ms: text box after {box:.1f} s, questions offered after {offered:.1f} s, {received:,} bytes"
    )


if __name__ == "__main__":
    main()

"""The website as a program of its own: started from the repository on a free port, ended with SIGTERM."""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

REPOSITORY = Path(__file__).resolve().parent.parent
SECRET = "the visitor wrote xylograph"  # what the page /crash of `undefended.py` fails with
SHORT_MINUTE = 4  # seconds that a minute of the rate limits lasts where `undefended.py` leaves out "LongMinutes"
SECONDS_TO_START = 180  # an index is built first where there is none


@dataclass(frozen=True)
class WebServer:
    """A running server."""

    url: str  # as it printed it, without the last slash
    process: subprocess.Popen[str]
    log: Path  # its standard error

    def is_ready(self) -> bool:
        return httpx.get(f"{self.url}/readyz").status_code == 200

    def wait_ready(self) -> None:
        wait_until(self.is_ready, seconds=SECONDS_TO_START, what=f"the server to be ready; its log: {self.log}")


@contextmanager
def running_server(
    folder: Path,
    *,
    guides: Path | None = None,
    command: tuple[str, ...] = ("app.py",),
    options: tuple[str, ...] = (),
    wait: bool = True,
    without: str | None = None,
    **settings: str,
) -> Iterator[WebServer]:
    """A server whose log lies in `folder`; `settings` are `CAREER_` variables by their lower-case name.

    Python runs `command`; with `without` it runs `undefended.py`, which leaves out the defences that are named.
    """
    program = command if without is None else ("tests/undefended.py", without)
    environment = {**os.environ, **{f"CAREER_{name.upper()}": value for name, value in settings.items()}}
    if guides is not None:
        environment["CAREER_GUIDES_DIR"] = str(guides)
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "server.log"
    with log.open("w", encoding="utf-8") as errors:
        process = subprocess.Popen(
            [sys.executable, *program, "--port", "0", *options],
            cwd=REPOSITORY,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
        try:
            server = WebServer(_first_line(process, log).rstrip("/"), process, log)
            if wait:
                server.wait_ready()
            yield server
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            assert process.stdout is not None
            process.stdout.close()


def _first_line(process: subprocess.Popen[str], log: Path) -> str:
    lines: queue.Queue[str] = queue.Queue()
    output = process.stdout
    assert output is not None
    threading.Thread(target=lambda: lines.put(output.readline()), daemon=True).start()
    try:
        line = lines.get(timeout=SECONDS_TO_START).strip()
    except queue.Empty:
        line = ""
    assert line, f"the server printed no address; its log says: {log.read_text(encoding='utf-8')[-2000:]}"
    return line


def wait_until(happened: object, *, seconds: float, what: str) -> None:
    """Ask `happened`, a function, until it is true."""
    assert callable(happened)
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, f"waited {seconds} s for {what}"
        time.sleep(0.1)

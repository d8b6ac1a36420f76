"""The website as a program of its own: started from the repository on a free port, ended with SIGTERM.

Most servers are forks of one process that has imported the large libraries, which takes longest of a start.
"""

from __future__ import annotations

import multiprocessing
import os
import queue
import runpy
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TextIO

import httpx

REPOSITORY = Path(__file__).resolve().parent.parent
SECRET = "the visitor wrote xylograph"  # what the page /crash of `undefended.py` fails with
SHORT_MINUTE = 4  # seconds that a minute of the rate limits lasts where `undefended.py` leaves out "LongMinutes"
SECONDS_TO_START = 180  # an index is built first where there is none
_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload(["assistant.web.app", "bm25s", "chromadb", "gradio"])


class ForkedProgram:
    """A Python file of the repository with arguments and an environment, run in a fork; as `subprocess.Popen` is."""

    def __init__(self, arguments: Sequence[str], environment: Mapping[str, str], log: Path) -> None:
        """Run it; its standard error goes to `log`."""
        receiver, sender = _forks.Pipe(duplex=False)
        self._process = _forks.Process(
            target=_run, args=(list(arguments), dict(environment), str(log), sender), daemon=True
        )
        self._process.start()
        sender.close()
        self.stdout: TextIO = os.fdopen(os.dup(receiver.fileno()), encoding="utf-8")
        receiver.close()

    def terminate(self) -> None:
        self._process.terminate()

    def kill(self) -> None:
        self._process.kill()

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code.

        Raises:
            subprocess.TimeoutExpired: it still runs after `timeout` seconds.
        """
        self._process.join(timeout)
        code = self._process.exitcode
        if code is None:
            raise subprocess.TimeoutExpired(self._process.name, timeout or 0)
        return code


def _run(arguments: list[str], environment: dict[str, str], log: str, output: Connection) -> None:
    """What a fork does: become the program, as far as it can tell."""
    os.chdir(REPOSITORY)
    os.environ.clear()
    os.environ.update(environment)
    os.dup2(output.fileno(), 1)
    output.close()
    with Path(log).open("w") as errors:
        os.dup2(errors.fileno(), 2)
    sys.argv = arguments
    runpy.run_path(arguments[0], run_name="__main__")


@dataclass(frozen=True)
class WebServer:
    """A running server."""

    url: str  # as it printed it, without the last slash
    process: subprocess.Popen[str] | ForkedProgram
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
    command: tuple[str, ...] | None = None,
    options: tuple[str, ...] = (),
    wait: bool = True,
    without: str | None = None,
    **settings: str,
) -> Iterator[WebServer]:
    """A server whose log lies in `folder`; `settings` are `CAREER_` variables by their lower-case name.

    A Python of its own runs `command`, where there is one. Else a fork runs `app.py`, or with `without`
    `undefended.py`, which leaves out the defences that are named.
    """
    program = ("app.py",) if without is None else ("tests/undefended.py", without)
    arguments = [*(program if command is None else command), "--port", "0", *options]
    environment = {**os.environ, **{f"CAREER_{name.upper()}": value for name, value in settings.items()}}
    if guides is not None:
        environment["CAREER_GUIDES_DIR"] = str(guides)
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "server.log"
    process = ForkedProgram(arguments, environment, log) if command is None else _popen(arguments, environment, log)
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


def _popen(arguments: Sequence[str], environment: Mapping[str, str], log: Path) -> subprocess.Popen[str]:
    with log.open("w", encoding="utf-8") as errors:
        return subprocess.Popen(
            [sys.executable, *arguments],
            cwd=REPOSITORY,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )


def _first_line(process: subprocess.Popen[str] | ForkedProgram, log: Path) -> str:
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

"""What every test runs under: no network, no telemetry, no settings and no data of the person who runs it."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from pathlib import Path
from typing import Any

import pytest

QUIET = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    "LANGSMITH_TRACING": "false",
    "LANGCHAIN_TRACING_V2": "false",
    "ANONYMIZED_TELEMETRY": "False",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "TOKENIZERS_PARALLELISM": "false",
}
LOOPBACK = {"127.0.0.1", "::1", "localhost"}
REPOSITORY = Path(__file__).resolve().parent.parent
_session_folders: list[str] = []


def pytest_configure() -> None:
    # Here and not in a fixture: libraries read these names when they are imported, which collecting already does.
    for name in [name for name in os.environ if name.upper().startswith("CAREER_")]:
        del os.environ[name]
    os.environ.update(QUIET)
    folder = tempfile.mkdtemp(prefix="career-guide-tests-")
    _session_folders.append(folder)
    os.environ["CAREER_INDEX_DIR"] = folder


def pytest_unconfigure() -> None:
    for folder in _session_folders:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that connects to another machine fails. Child processes are test_packaging.py's concern."""
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in LOOPBACK:
            raise RuntimeError(f"A test tried to connect to {address[0]!r}. Tests reach this machine only.")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect_here)


@pytest.fixture(scope="session")
def guides_dir() -> Path:
    """The guides that the project ships."""
    return REPOSITORY / "corpus" / "guides"

"""What every test runs under: no network, no telemetry, no settings and no data of the person who runs it."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from plain_form import plain_text
from web_server import WebServer, running_server

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from school_website import Passerby, School

    from assistant.ask import Assistant

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
LONG_FILES = (
    *("test_build", "test_ask", "test_any", "test_eval", "test_cells", "test_web", "test_browser", "test_staff"),
    *("test_cli", "test_chat_server", "test_injections", "test_model", "test_packaging", "test_anticipated"),
    *("test_peers", "test_pdf", "test_mcp", "test_reader", "test_conversation", "test_generative", "test_follow_ups"),
)  # longest first
LOOPBACK = {"127.0.0.1", "::1", "localhost"}
REPOSITORY = Path(__file__).resolve().parent.parent
SHARED_FOLDER = "TESTS_INDEX_DIR"  # of all processes of one run: what one has built the others open
_session_folders: list[str] = []


def pytest_configure() -> None:
    # Here and not in a fixture: libraries read these names when they are imported, which collecting already does.
    for name in [name for name in os.environ if name.upper().startswith("CAREER_")]:
        del os.environ[name]
    os.environ.update(QUIET)
    if "PYTEST_XDIST_WORKER" not in os.environ:
        os.environ[SHARED_FOLDER] = tempfile.mkdtemp(prefix="career-guide-tests-")
        _session_folders.append(os.environ[SHARED_FOLDER])
    folder = os.environ["CAREER_INDEX_DIR"] = os.environ[SHARED_FOLDER]
    os.environ["CAREER_STAFF_FILE"] = str(Path(folder) / "none" / "staff.json")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # Files go to the processes in this order: one that takes minutes must not be the last, with the other at rest.
    def place(item: pytest.Item) -> int:
        begins = (item.path.name.startswith(name) for name in LONG_FILES)
        return next((place for place, is_one in enumerate(begins) if is_one), len(LONG_FILES))

    items.sort(key=place)


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


@pytest.fixture(scope="session")
def index_dir() -> Path:
    """One folder for the indexes of the whole run, so that the model is exported once."""
    return Path(os.environ["CAREER_INDEX_DIR"])


@pytest.fixture(scope="session")
def plain_guides_dir(guides_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped guides as plain text, under the same ids."""
    folder = tmp_path_factory.mktemp("plain-guides")
    for file in guides_dir.glob("*.md"):
        text = plain_text(file.read_text(encoding="utf-8"))
        (folder / f"{file.stem}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def other_guides_dir() -> Path:
    """An invented guide about another career, with a covered twin for every family of near misses."""
    return REPOSITORY / "tests" / "data" / "other-career"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebServer]:
    """The website over the shipped guide, one for all tests that only visit it."""
    often = {"requests_per_minute": "100000"}  # all tests together are one impatient address
    with running_server(tmp_path_factory.mktemp("site"), **often) as server:
        yield server


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebServer]:
    """A website over the sample guide, for one file of tests alone: what is said to it stays in its log and memory."""
    from index_sample import write_guide  # here: only tests that need the index load its parts

    folder = tmp_path_factory.mktemp("web")
    often = {"messages_per_minute": "100000", "requests_per_minute": "100000"}
    with running_server(folder, guides=write_guide(folder / "guides"), **often) as running:
        yield running


@pytest.fixture(scope="module")  # no longer, since no test can run an event loop of its own while it is open
def browser() -> Iterator[Browser]:
    """Chromium without a window."""
    from browser_visit import chromium  # here: only tests of pages load Playwright

    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    """An institute's website, and the chat that it is allowed to show."""
    from school_website import allowed_school  # here: only tests of the widget need it

    with allowed_school(tmp_path_factory.mktemp("school")) as website:
        yield website


@pytest.fixture
def look(browser: Browser, school: School) -> Iterator[Callable[..., Passerby]]:
    """Opens windows on the institute's website, and closes them after the test."""
    from school_website import Passerby

    looks: list[Passerby] = []

    def made(path: str = "/", **options: Any) -> Passerby:
        looks.append(Passerby(browser, school, path, **options))
        return looks[-1]

    yield made
    for each in looks:
        each.context.close()


@pytest.fixture(scope="module")
def over_text(tmp_path_factory: pytest.TempPathFactory, index_dir: Path) -> Iterator[Callable[[str, str], Assistant]]:
    """What makes an assistant over one small guide, from its file name and text; closed after the test file."""
    made: list[Assistant] = []

    def over(name: str, text: str) -> Assistant:
        folder = tmp_path_factory.mktemp("guides")
        (folder / name).write_text(text, encoding="utf-8")
        made.append(_assistant_over(folder, index_dir))
        return made[-1]

    yield over
    for assistant in made:
        assistant.index.close()


def _assistant_over(guides_dir: Path, index_dir: Path) -> Assistant:
    from assistant.settings import load_settings  # here: only tests that ask questions load the models
    from assistant.wiring import build_assistant

    return build_assistant(load_settings(guides_dir=guides_dir, index_dir=index_dir))


@pytest.fixture(scope="session")
def assistant(guides_dir: Path, index_dir: Path) -> Iterator[Assistant]:
    """What visitors get, over the shipped guides."""
    made = _assistant_over(guides_dir, index_dir)
    yield made
    made.index.close()


@pytest.fixture(scope="session")
def plain_assistant(plain_guides_dir: Path, index_dir: Path) -> Iterator[Assistant]:
    """What visitors get, over the same guides as plain text."""
    made = _assistant_over(plain_guides_dir, index_dir)
    yield made
    made.index.close()


@pytest.fixture(scope="session")
def other_assistant(other_guides_dir: Path, index_dir: Path) -> Iterator[Assistant]:
    """What visitors get, over the invented guide."""
    made = _assistant_over(other_guides_dir, index_dir)
    yield made
    made.index.close()

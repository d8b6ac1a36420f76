"""The assistant that visitors are answered by: loaded in the background, replaced when a guide is edited.

The one rule: an answer is made inside `LiveAssistant.use`, so everything in it comes from one edition of the guides.
"""

from __future__ import annotations

import hashlib
import logging
import math
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.answerers.draft import Answerer
from assistant.ask import Assistant
from assistant.settings import Settings
from assistant.wiring import assistant_over, make_answerer, open_guides
from corpus.anticipated import questions_path
from corpus.errors import CareerAssistantError
from corpus.guide import Guide
from corpus.read import guide_files
from index.build import build_index

POLL_SECONDS = 1.0
RETRY_SECONDS = 60.0  # after a load that failed: a full disk or a killed build passes without any change of a file
_SHARE_OF_TIME = 20  # a load that keeps failing takes at most every twentieth second
_KEPT_EDITIONS = 64  # texts of earlier editions, so that a link made a moment before an edit still shows its quote
_KEPT, _NOTHING = "The last good edition stays in use.", "Nothing can be answered until then."

_log = logging.getLogger(__name__)


class NotReadyError(CareerAssistantError):
    """The guides are still being loaded, or could not be; the message says what a visitor can do."""


def edition_of(guide: Guide) -> str:
    """A short name for the exact text of a guide: 12 hexadecimal digits."""
    return hashlib.sha256(guide.text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


class _Served:
    """An assistant in use, with how many answers are being made from it."""

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant
        self.users = 0
        self.retired = False


class LiveAssistant:
    """Loads the assistant in a thread of its own and swaps it when the guides folder changes."""

    def __init__(
        self, settings: Settings, *, poll_seconds: float = POLL_SECONDS, retry_seconds: float = RETRY_SECONDS
    ) -> None:
        self._settings = settings
        self._poll_seconds = poll_seconds
        self._retry_seconds = retry_seconds
        self._lock = threading.Lock()
        self._served: _Served | None = None
        self._answerer: Answerer | None = None
        self._problem: str | None = None
        self._editions: OrderedDict[tuple[str, str], Guide] = OrderedDict()
        self._ready = threading.Event()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to load, and then to watch the guides folder."""
        self._thread = threading.Thread(target=self._watch, name="guides", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop watching and let go of the index once the answers being made are done."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(timeout=5)
        self._replace(None)

    @property
    def problem(self) -> str | None:
        """Why the guides as they are now cannot be answered from, or None."""
        return self._problem

    def is_ready(self) -> bool:
        """Whether questions can be answered now."""
        return self._ready.is_set()

    @contextmanager
    def use(self) -> Iterator[Assistant]:
        """The current assistant, which stays open until the block ends even when it is replaced meanwhile.

        Raises:
            NotReadyError: nothing is loaded yet.
        """
        with self._lock:
            served = self._served
            if served is None:
                raise NotReadyError("The guide is still being loaded. Please ask again in a moment.")
            served.users += 1
        try:
            yield served.assistant
        finally:
            with self._lock:
                served.users -= 1
                unused = served.retired and served.users == 0
            if unused:
                served.assistant.index.close()

    def guide(self, guide_id: str, edition: str | None = None) -> Guide | None:
        """The guide in that edition while it is remembered, or as it is now where no edition is named; else None."""
        if edition is not None:
            return self._editions.get((guide_id, edition))
        with self._lock:
            return self._served.assistant.index.guides.get(guide_id) if self._served else None

    def guides(self) -> tuple[Guide, ...]:
        """All guides as they are now; none while loading."""
        with self._lock:
            return tuple(self._served.assistant.index.guides.values()) if self._served else ()

    def _replace(self, assistant: Assistant | None) -> None:
        with self._lock:
            old, self._served = self._served, _Served(assistant) if assistant else None
            for guide in assistant.index.guides.values() if assistant else ():
                self._editions[guide.id, edition_of(guide)] = guide
                self._editions.move_to_end((guide.id, edition_of(guide)))
            while len(self._editions) > _KEPT_EDITIONS:
                self._editions.popitem(last=False)
            unused = False
            if old is not None:
                old.retired = True
                unused = old.users == 0
        if assistant is None:
            self._ready.clear()
        else:
            self._ready.set()
        if old is not None and unused:
            old.assistant.index.close()

    def _watch(self) -> None:
        """Load whenever the folder's files differ from those last tried and have been left alone for one poll.

        Where that fails it is tried again after a pause, since what was in the way may be gone.
        """
        tried: str | None = None
        again = math.inf  # when to try the same files once more, on the monotonic clock
        seen = files_state(self._settings.guides_dir)
        while not self._stopping.is_set():
            state = files_state(self._settings.guides_dir)
            if state == seen and (state != tried or time.monotonic() >= again):
                started = time.monotonic()
                works, tried = self._load(), state
                ended = time.monotonic()
                pause = max(self._retry_seconds, _SHARE_OF_TIME * (ended - started))
                again = math.inf if works else ended + pause
            seen = state
            self._stopping.wait(self._poll_seconds)

    def _load(self) -> bool:
        """Open the guides as they are now, and whether that worked; where not, what was served before stays."""
        started = time.perf_counter()
        try:
            if self._is_unchanged():
                self._problem = None
                return True
            assistant = self._opened()
        except CareerAssistantError as error:
            if self._is_news(str(error)):
                _log.warning("The guides cannot be used: %s %s", error, _KEPT if self.is_ready() else _NOTHING)
            return False
        except Exception:
            if self._is_news("The guides could not be loaded; the log says why."):
                _log.exception("Loading the guides failed.")
            return False
        if self._stopping.is_set():
            assistant.index.close()
            return True
        self._problem = assistant.index.problem
        self._replace(assistant)
        guides = ", ".join(assistant.index.guides)
        _log.info("Answering from %s, loaded in %.1f s.", guides, time.perf_counter() - started)
        return self._problem is None

    def _opened(self) -> Assistant:
        """A new assistant over the guides as they are now, or over the last good ones, whose index then says why."""
        self._answerer = self._answerer or make_answerer(self._settings)  # once: it knows what a model has failed
        index = open_guides(self._settings)
        try:
            assistant = assistant_over(index, self._answerer, self._settings)
            assistant.suggestions.starters()  # here, so that the first visitor does not wait for it
            _warn_of_settings(self._settings, assistant)
        except BaseException:
            index.close()
            raise
        return assistant

    def _is_news(self, problem: str) -> bool:
        """Note why the guides cannot be used, and whether the last try did not end in the same way."""
        before, self._problem = self._problem, problem
        return problem != before

    def _is_unchanged(self) -> bool:
        """Whether what is served was made from the guides as they are now; builds their index where it was not.

        An index that is open already is never opened a second time: its store knows folders by their path.
        """
        with self._lock:
            served = self._served
        if served is None:
            return False
        settings = self._settings
        report = build_index(settings.guides_dir, settings.index_dir, embedding_model=settings.embedding_model)
        return report.path == served.assistant.index.folder


def _warn_of_settings(settings: Settings, assistant: Assistant) -> None:
    """Say what of the settings does not fit these guides; it is left out and harms nothing."""
    guides = assistant.index.guides
    for name in settings.published:
        if name not in guides:
            _log.warning("The setting published names %r, which is no guide here: %s.", name, ", ".join(guides))
    offered = assistant.suggestions.answered(settings.starters)
    for question in settings.starters:
        if question not in offered:
            _log.warning("The starter question %r is not answered by the guides, so it is not offered.", question)


def files_state(guides_dir: Path) -> str:
    """What tells one state of the guides and their questions from another: names, sizes, times. Cheap to ask again."""
    try:
        guides = guide_files(guides_dir)
        questions = [path for path in map(questions_path, guides) if path.is_file()]
        parts = [
            f"{path.name}\0{status.st_size}\0{status.st_mtime_ns}\0{status.st_ino}"
            for path in (*guides, *questions)
            for status in (path.stat(),)
        ]
    except (CareerAssistantError, OSError) as error:
        return f"unusable: {error}"
    return "\n".join(parts)

"""Tries out ahead what answers may suggest, while nobody looks anything up: the first answer near it waits less."""

from __future__ import annotations

import threading
from collections.abc import Callable

from assistant.web.live import LiveAssistant, NotReadyError

_PAUSE = 0.02  # seconds between two tries, so that visitors never wait for long
_LOOK = 1.0  # seconds between looks for a new edition of the guides, once all is tried


class Warming:
    """One thread that begins when the first counsellor comes, and goes on with every new edition of the guides."""

    def __init__(self, live: LiveAssistant, is_busy: Callable[[], bool]) -> None:
        """Nothing is tried while `is_busy`."""
        self._live = live
        self._is_busy = is_busy
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin; a second call does nothing."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="warming", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """End soon."""
        self._stopping.set()

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._stopping.wait(_PAUSE if self._is_busy() or self._tried_one() else _LOOK)

    def _tried_one(self) -> bool:
        try:
            with self._live.use() as assistant:
                return assistant.suggestions.try_ahead()
        except NotReadyError:
            return False

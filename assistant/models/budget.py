"""What chat models have cost today, kept in a small file so that a restart does not forget it.

A full or read-only disk is no reason to spend without end: what cannot be written is still counted in memory.
"""

from __future__ import annotations

import json
import logging
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

_log = logging.getLogger(__name__)
_WAIT = 0.5  # seconds for another process that writes


def _today() -> date:
    return datetime.now(UTC).date()


class DailyBudget:
    """Money per day (UTC); shared by the threads of a process and, through its file, by processes."""

    def __init__(self, most: float, file: Path | None, *, today: Callable[[], date] = _today) -> None:
        self._most = most
        self._file = file
        self._today = today
        self._lock = threading.Lock()
        self._day = today()
        self._spent = 0.0
        self._complained = False
        if file is not None:
            self._spent = self._stored()

    def is_spent(self) -> bool:
        """Whether today's money is gone."""
        with self._lock:
            self._turn_day()
            return self._spent >= self._most

    def add(self, money: float) -> None:
        """Count what a call cost. Never raises for a disk that does not take it."""
        with self._lock:
            self._turn_day()
            if self._file is None:
                self._spent += money
                return
            try:
                self._file.parent.mkdir(parents=True, exist_ok=True)
                with FileLock(f"{self._file}.lock", timeout=_WAIT):
                    self._spent = max(self._spent, self._stored()) + money
                    self._write()
            except (OSError, Timeout) as error:
                self._spent += money
                if not self._complained:  # once: every answer would say the same
                    self._complained = True
                    _log.warning(
                        "What the chat model costs cannot be written to %s (%s); it is counted in memory, and a "
                        "restart forgets it.",
                        self._file,
                        getattr(error, "strerror", None) or type(error).__name__,
                    )

    def _turn_day(self) -> None:
        if self._today() != self._day:
            self._day, self._spent = self._today(), 0.0

    def _stored(self) -> float:
        assert self._file is not None
        with suppress(OSError, ValueError, TypeError, AttributeError):
            stored: Any = json.loads(self._file.read_text(encoding="utf-8"))
            if stored.get("day") == self._day.isoformat():
                return max(0.0, float(stored["spent"]))
        return 0.0

    def _write(self) -> None:
        assert self._file is not None
        draft = self._file.with_name(f"{self._file.name}.{os.getpid()}.new")
        try:
            draft.write_text(
                json.dumps({"day": self._day.isoformat(), "spent": round(self._spent, 8)}), encoding="utf-8"
            )
            draft.replace(self._file)
        except OSError:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
            raise

"""A counsellor's last look-ups, in the memory of the process alone: gone with the session, never on a disk."""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass

KEPT = 10  # look-ups of a session
SESSIONS = 500  # the one left alone longest goes first


@dataclass(frozen=True, kw_only=True)
class LookUp:
    """What was looked up, and where."""

    question: str
    guide: str | None
    section: str | None  # the section's anchor


class Recent:
    """The last look-ups of every session, the newest first and each once."""

    def __init__(self, *, seconds: float) -> None:
        """Forget a session's look-ups `seconds` after its last one."""
        self._seconds = seconds
        self._kept: OrderedDict[str, tuple[float, list[LookUp]]] = OrderedDict()

    def of(self, session_id: str) -> list[LookUp]:
        """A session's look-ups, newest first."""
        self._forget()
        return list(self._kept[session_id][1]) if session_id in self._kept else []

    def add(self, session_id: str, one: LookUp) -> list[LookUp]:
        """The look-ups with one more; what was typed on the way to it (its beginning) is left out."""
        earlier = [
            other
            for other in self.of(session_id)
            if other != one and not one.question.casefold().startswith(other.question.casefold())
        ]
        kept = [one, *earlier][:KEPT]
        self._kept[session_id] = (time.monotonic(), kept)
        self._kept.move_to_end(session_id)
        while len(self._kept) > SESSIONS:
            self._kept.popitem(last=False)
        return kept

    def forget(self, session_id: str) -> None:
        """Forget a session that has ended."""
        self._kept.pop(session_id, None)

    def _forget(self) -> None:
        oldest = time.monotonic() - self._seconds
        while self._kept and next(iter(self._kept.values()))[0] < oldest:
            self._kept.popitem(last=False)

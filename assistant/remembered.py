"""What answers quoted, remembered by the question: a follow-up need not look up again what was just answered."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from corpus.guide import Place

_MOST = 1_024  # questions of all visitors together; about a kilobyte each

Asked = tuple[str, frozenset[str]]  # a standalone question, and the ids of the guides that are spoken about


class RememberedQuotes:
    """The quotes of the questions asked last; any number of threads may share it."""

    def __init__(self, quoted_for: Callable[[str, frozenset[str]], tuple[Place, ...] | None]) -> None:
        """`quoted_for` looks up what is not remembered."""
        self._quoted_for = quoted_for
        self._quotes: OrderedDict[Asked, tuple[Place, ...]] = OrderedDict()
        self._lock = Lock()

    def put(self, asked: Asked, quotes: tuple[Place, ...]) -> None:
        """Remember what the answer to a question quotes; the one not used for longest is forgotten."""
        with self._lock:
            self._quotes[asked] = quotes
            self._quotes.move_to_end(asked)
            while len(self._quotes) > _MOST:
                self._quotes.popitem(last=False)

    def of(self, asked: Asked) -> tuple[Place, ...]:
        """What the answer to a question quotes; empty where it has none."""
        with self._lock:
            if (known := self._quotes.get(asked)) is not None:
                self._quotes.move_to_end(asked)
                return known
        quotes = self._quoted_for(*asked) or ()
        self.put(asked, quotes)
        return quotes

"""What a model thinks before it answers: dropped as it comes, so that nothing of it is read or shown.

Models write it between tags at the beginning of the reply. Where a server's template wrote the opening tag itself, only
the closing one is there, and only the whole text tells.
"""

from __future__ import annotations

import re

_NAMES = "think|thinking|thoughts?|reasoning|reflection|analysis|scratchpad"
_OPENING = re.compile(rf"[<\[◁]\s*(?:{_NAMES})\s*[>\]▷]", re.I)
_CLOSING = re.compile(rf"[<\[◁]\s*/\s*(?:{_NAMES})\s*[>\]▷]", re.I)
_BEGINS = "<[◁"
_ENDS = re.compile(r"[>\]▷]")
_LONGEST_TAG = 20  # characters


class SaidWords:
    """Takes a reply piece by piece and gives back what is said of it, without blocks of thinking before that."""

    def __init__(self) -> None:
        """Nothing has come yet."""
        self.has_begun = False  # whether the answer itself has begun
        self.thought = False  # whether there was a block of thinking
        self._held = ""  # what is not yet known to be thinking or not
        self._inside = False

    def of(self, piece: str) -> str:
        """What is said now that this piece is here; empty while the model thinks."""
        if self.has_begun:
            return piece
        self._held += piece
        while True:
            if self._inside:
                end = _CLOSING.search(self._held)
                if end is None:
                    self._held = self._held[-_LONGEST_TAG:]  # a tag may come in two pieces
                    return ""
                self._held, self._inside = self._held[end.end() :], False
            self._held = self._held.lstrip()
            opening = _OPENING.match(self._held)
            if opening is None:
                break
            self._held, self._inside, self.thought = self._held[opening.end() :], True, True
        if not self._held or self._may_be_a_tag():
            return ""
        self.has_begun = True
        said, self._held = self._held, ""
        return said

    def rest(self) -> str:
        """What is still held at the end of the reply; empty where that is thinking without an end."""
        return "" if self._inside else self._held

    def _may_be_a_tag(self) -> bool:
        return self._held[0] in _BEGINS and len(self._held) < _LONGEST_TAG and not _ENDS.search(self._held)


def after_thinking(text: str) -> str:
    """A text from behind its last closing tag on; all of it where there is none."""
    return _CLOSING.split(text)[-1].lstrip() if _CLOSING.search(text) else text

"""Whether a plain text wraps its lines, and which lines then belong to one paragraph."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from corpus.blocks import label_parts
from corpus.layout import Line

_MAX_WIDTH = 120
_MIN_PAIRS = 3
_STOPS = (".", "?", "!", ":", ";", "…")


@dataclass(frozen=True, kw_only=True)
class Wrapping:
    """`width` is the column at which the document wraps its lines, None where every line stands for itself."""

    width: int | None

    @classmethod
    def of(cls, lines: Sequence[Line], gaps: Set[int], running: Sequence[bool]) -> Wrapping:
        """How these lines are wrapped; `gaps` are positions after a blank line, `running` tells which are no bullets.

        A wrapped document has blank lines, no long line, and lines that end where the next word would not have
        fitted, or in the middle of a sentence.
        """
        widths = sorted(len(line.text) for line, is_running in zip(lines, running, strict=True) if is_running)
        if not widths or widths[-1] > _MAX_WIDTH or not any(0 < gap < len(lines) for gap in gaps):
            return cls(width=None)
        width = widths[-1]
        pairs = [at for at in range(1, len(lines)) if at not in gaps and running[at] and running[at - 1]]
        full = sum(1 for at in pairs if _is_full(lines[at - 1], lines[at], width))
        broken = sum(1 for at in pairs if lines[at].text[0].islower())
        wrapped = len(pairs) >= _MIN_PAIRS and (full >= 0.6 * len(pairs) or broken >= 0.3 * len(pairs))
        return cls(width=width if wrapped else None)

    def joins(self, line: Line, following: Line) -> bool:
        """Whether `following`, the very next line, goes on with the paragraph of `line`."""
        if self.width is None:
            return False
        if following.text[0].islower():
            return True
        full = _is_full(line, following, self.width)
        if label_parts(following.text) is not None and line.text.endswith(_STOPS):
            return False
        return full or (len(line.text) >= 0.7 * self.width and not line.text.endswith(_STOPS))


def _is_full(line: Line, following: Line, width: int) -> bool:
    first_word = following.text.split(None, 1)[0]
    return len(line.text) + 1 + len(first_word) > width

"""What the lines of a whole document tell about its layout: body text, spacing, right edge, headings' levels."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.layout import series_number
from corpus.pdf_lines import TextLine

_LARGER = 0.7  # points by which letters of a heading are larger than running text
_FULL = 0.5  # points
_HEADING_LEADING = 1.45  # from one line of a heading to the next, at most, as a share of the size
_OPEN_ENDS = frozenset(("a", "an", "and", "&", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"))
_MAX_HEADING_WORDS = 30
_MAX_BOLD_WORDS = 25
_NUMBERED = re.compile(r"(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…。]['\"”’)\]]*$")


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Measures of one document, in points; `edges` is where full lines end, by page."""

    body: float
    leading: float  # from one base line of a paragraph to the next, as a share of the size
    left: float
    edges: tuple[float, ...]
    bold: bool  # running text is bold throughout

    @classmethod
    def of(cls, pages: Sequence[Sequence[TextLine]]) -> Layout:
        """The layout of lines, without those in tables."""
        lines = [line for page in pages for line in page]
        body = body_size(lines)
        running = [line for line in lines if abs(line.size - body) < _LARGER]
        pairs = zip(running, running[1:], strict=False)
        steps = Counter(
            round((below.y - above.y) / body, 1)
            for above, below in pairs
            if above.page == below.page and 0.9 * body < below.y - above.y < 2.6 * body
        )
        often = [step for step, count in steps.items() if count >= 0.1 * steps.total()]
        lefts = Counter(round(line.x0) for line in running if line.bullet is None)
        ends = sorted((line.x1 for line in running), reverse=True)
        edge = ends[min(2, len(ends) - 1)] if ends else 0.0
        letters = Counter(line.bold for line in running for _ in line.text)
        return cls(
            body=body,
            leading=min(often, default=1.25),
            left=float(lefts.most_common(1)[0][0]) if lefts else 0.0,
            edges=tuple(_page_edge(page, body, edge) for page in pages),
            bold=letters[True] > letters[False],
        )

    def is_heading(self, lines: Sequence[TextLine]) -> bool:
        """Whether lines of one look form a heading, by their size or as a short bold line."""
        text = " ".join(line.text for line in lines)
        words = len(text.split())
        if not any(letter.isalpha() for letter in text):
            return False
        if self.is_large(lines[0]):
            return words <= _MAX_HEADING_WORDS and not (words > 12 and _SENTENCE_END.search(text) and "?" not in text)
        if self.bold or not all(line.bold for line in lines):
            return False
        return words <= _MAX_BOLD_WORDS and not text.endswith((".", ":", ";", ",", "!"))

    def heading_goes_on(self, above: TextLine, below: TextLine) -> bool:
        """Whether two lines of one look, near each other, are lines of one heading.

        A heading may be broken short of the margin, on purpose or by a narrow box; its lines then stand closer than
        two headings ever do.
        """
        if not self.ends_early(above, below):
            return True
        if below.text[:1].islower() or above.text.rsplit(None, 1)[-1].casefold() in _OPEN_ENDS:
            return True
        close = 0 < below.y - above.y <= max(_HEADING_LEADING, self.leading + 0.05) * below.size
        begins = self.number_of(below) is not None or series_number(below.text) is not None
        return self.is_large(above) and close and not begins and not above.text.endswith(("?", "!", ".", ":"))

    def is_large(self, line: TextLine) -> bool:
        """Whether the letters of a line are larger than those of running text."""
        return line.size >= self.body + _LARGER

    def is_item(self, line: TextLine) -> bool:
        """Whether a line begins an item of a list."""
        return line.bullet is not None or self.number_of(line) is not None

    def number_of(self, line: TextLine) -> str | None:
        """The number or letter that a line begins with as an item of a numbered list."""
        first = line.words[0].text
        if len(line.words) < 2 or not _NUMBERED.fullmatch(first):
            return None
        indented = line.x0 > self.left + 0.5 * self.body
        return first if first[0].isdigit() or indented else None

    def ends_early(self, line: TextLine, following: TextLine) -> bool:
        """Whether the next line's first word would have found room on a line, so that its end is meant."""
        first = following.words[0]
        edge = self.edges[line.page] if line.page < len(self.edges) else 0.0
        return line.x1 + (first.x1 - first.x0) + 0.6 * line.size < edge

    def is_full(self, line: TextLine) -> bool:
        """Whether a line ends just where full lines end, as no last line of a paragraph does but by chance."""
        return line.page < len(self.edges) and abs(line.x1 - self.edges[line.page]) < _FULL

    def goes_on(self, above: TextLine, below: TextLine) -> bool:
        """Whether two lines follow as lines of one paragraph do, by their distance."""
        step = self.leading * max(above.size, below.size)
        return above.page == below.page and 0 < below.y - above.y <= 1.18 * step + 0.5


def body_size(lines: Iterable[TextLine]) -> float:
    """The size in which most letters are set."""
    sizes = Counter(line.size for line in lines for _ in line.text)
    return sizes.most_common(1)[0][0] if sizes else 12.0


def ends_sentence(line: TextLine) -> bool:
    """Whether a line ends as a sentence does."""
    return _SENTENCE_END.search(line.text) is not None


def _page_edge(page: Sequence[TextLine], body: float, usual: float) -> float:
    """Where full lines of a page end; pages of another width, or shifted ones, have their own."""
    ends = sorted((line.x1 for line in page if abs(line.size - body) < _LARGER), reverse=True)
    own = ends[min(2, len(ends) - 1)] if ends else usual
    return own if len(ends) >= 12 else max(own, usual)

"""The letters of a page to words and lines, in reading order."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.pdf_pages import Glyph, Shape

_SAME_LINE = 0.3  # of the letters' size, by which base lines of one line may differ
_RAISED = 0.7
_SPACE = 0.16  # of the size: a gap between words
_SMALL = 0.85
_LIGATURES = range(0xFB00, 0xFB07)
_BULLETS = frozenset("•◦▪▫‣●○■□◆◇❖➢➤►▶✓✔✦∙·*-–—\uf0b7\uf0a7\uf076\uf0d8\uf0fc\u2043")
_BULLET_SIZE = (0.12, 0.75)  # of the letters' size
_BULLET_REACH = 2.5  # how far left of its line a drawn bullet may stand, in sizes


@dataclass(frozen=True, slots=True)
class Word:
    """Letters without a gap; `mark` is "" or the tags of their emphasis."""

    text: str
    x0: float
    x1: float
    mark: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TextLine:
    """One line of text, or the part of one that stands in a column or cell; `y` is its base line.

    `bullet` is where the mark of a list item stands that the line begins with; the mark itself is no word of the line.
    """

    page: int
    words: tuple[Word, ...]
    y: float
    size: float
    bullet: float | None = None

    @property
    def x0(self) -> float:
        """Where its first word begins."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Where its last word ends."""
        return self.words[-1].x1

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(word.text for word in self.words)

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all("strong" in word.mark for word in self.words)


def text_lines(glyphs: Iterable[Glyph], shapes: Sequence[Shape] = (), *, page: int) -> list[TextLine]:
    """The lines that the letters form, from the top down; small shapes left of a line are its bullet."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda one: (one.y, one.x0)):
        if not glyph.text.strip() and not glyph.text.startswith((" ", "\xa0")):
            continue
        if rows and glyph.y - rows[-1][0].y <= _SAME_LINE * min(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    rows = [row for row in rows if any(glyph.text.strip() for glyph in row)]
    dots = [shape for shape in shapes if shape.x1 - shape.x0 < 12 and shape.bottom - shape.top < 12]
    lines = []
    for row, raised in _with_raised(rows):
        words = _words(row, raised)
        size = _size(row)
        line = TextLine(page=page, words=tuple(words), y=row[0].y, size=size)
        lines.append(_with_bullet(line, dots))
    return lines


def _with_raised(rows: list[list[Glyph]]) -> list[tuple[list[Glyph], list[Glyph]]]:
    """Rows, and small letters that are raised or lowered at one, with that one."""
    found: list[tuple[list[Glyph], list[Glyph]]] = [(row, []) for row in rows]
    for at, row in enumerate(rows):
        for other in (at + 1, at - 1):
            if not 0 <= other < len(rows):
                continue
            base = rows[other]
            size = _size(base)
            near = abs(base[0].y - row[0].y) < _RAISED * size and _size(row) < _SMALL * size
            if near and all(any(abs(glyph.x0 - one.x1) < size for one in base) for glyph in row[:1]):
                found[other][1].extend(row)
                found[at] = ([], [])
                break
    return [(row, raised) for row, raised in found if row]


def _words(row: list[Glyph], raised: list[Glyph]) -> list[Word]:
    words: list[Word] = []
    letters: list[Glyph] = []
    high = set(map(id, raised))
    for glyph in _without_doubles(sorted([*row, *raised], key=lambda one: one.x0)):
        is_space = not glyph.text.strip()
        gap = glyph.x0 - letters[-1].x1 if letters else 0.0
        apart = letters and (gap > _SPACE * glyph.size or (id(glyph) in high) != (id(letters[-1]) in high))
        if letters and (is_space or apart or _mark(glyph) != _mark(letters[-1])):
            words = _added(words, letters, high)
            letters = []
        if not is_space:
            letters.append(glyph)
    return _added(words, letters, high) if letters else words


def _added(words: list[Word], letters: list[Glyph], high: set[int]) -> list[Word]:
    text = "".join(_text(glyph) for glyph in letters)
    first = letters[0]
    if words and first.x0 - words[-1].x1 <= _SPACE * first.size:  # the look changes within a word
        before = words[-1]
        if id(first) in high:
            text = f"^{text}" if text.isdigit() and before.text[-1:].isdigit() else text
        return [*words[:-1], Word(before.text + text, before.x0, letters[-1].x1, before.mark)]
    return [*words, Word(text, first.x0, letters[-1].x1, _mark(first))]


def _without_doubles(glyphs: list[Glyph]) -> list[Glyph]:
    """The letters without those drawn again in nearly the same place, which is how some programs draw bold."""
    found: list[Glyph] = []
    for glyph in glyphs:
        again = next(
            (at for at in range(len(found) - 1, max(len(found) - 4, -1), -1) if _is_again(found[at], glyph)), None
        )
        if again is None:
            found.append(glyph)
    return found


def _is_again(one: Glyph, other: Glyph) -> bool:
    near = abs(one.x0 - other.x0) < 0.08 * one.size and abs(one.y - other.y) < 0.08 * one.size
    return near and one.text == other.text and bool(one.text.strip())


def _mark(glyph: Glyph) -> str:
    return f"{'strong' if glyph.bold else ''} {'em' if glyph.italic else ''}".strip()


def _text(glyph: Glyph) -> str:
    text = "".join(unicodedata.normalize("NFKC", one) if ord(one) in _LIGATURES else one for one in glyph.text)
    return "".join(one if one.isprintable() or one == "\xad" or "\ue000" <= one <= "\uf8ff" else "" for one in text)


def _size(row: Sequence[Glyph]) -> float:
    return Counter(round(glyph.size * 4) / 4 for glyph in row if glyph.text.strip()).most_common(1)[0][0]


def _with_bullet(line: TextLine, dots: list[Shape]) -> TextLine:
    first, *rest = line.words
    spaced = bool(rest) and rest[0].x0 - first.x1 > _SPACE * line.size
    letter = first.text == "o" and bool(rest) and rest[0].x0 - first.x1 > 0.8 * line.size  # how Word draws a ring
    if spaced and (first.text in _BULLETS or letter):
        return TextLine(page=line.page, words=tuple(rest), y=line.y, size=line.size, bullet=first.x0)
    for dot in dots:
        width, height = dot.x1 - dot.x0, dot.bottom - dot.top
        small, large = (share * line.size for share in _BULLET_SIZE)
        middle = (dot.top + dot.bottom) / 2
        round_or_square = small < width < large and small < height < large and abs(width - height) < 0.3 * width
        beside = 0 < line.x0 - dot.x1 < _BULLET_REACH * line.size and line.y - 0.8 * line.size < middle < line.y
        if round_or_square and beside:
            return TextLine(page=line.page, words=line.words, y=line.y, size=line.size, bullet=dot.x0)
    return line

"""Addresses of quotes on the page where a guide is published, by text fragments (`#:~:text=`).

A browser that knows them scrolls to the words and lights them; another one, or a page that says it in other words,
shows the page from its beginning. See https://wicg.github.io/scroll-to-text-fragment/.
"""

from __future__ import annotations

import re
from urllib.parse import quote as url_quote

from assistant.answerers.draft import readable

_WORDS = 6  # at each end of a longer text; more of it would have to be the same to the letter
_ROW = re.compile(r"\s*\|(.*)\|\s*\Z")
_MARKS = re.compile(r"^\s*(?:>\s*|#{1,6}\s+|[-*+•]\s+|\d{1,3}[.)]\s+)*")
_RULE = re.compile(r"[\s|:-]*\Z")


def published_href(address: str, quote: str) -> str:
    """The address that brings a browser to a quote of a guide, given as it stands in the guide's source.

    Elements of a page end where lines of the source do, and a fragment's text lies within one element: so a longer
    quote is named by its two ends, and a row of a table cell by cell, each with its neighbour.
    """
    lines = [line for line in quote.splitlines() if not _RULE.match(line)]
    if not lines:
        return address
    cells = _cells(lines[0]) if len(lines) == 1 else []
    if len(cells) > 1:
        first = f"text={_encoded(cells[0])},-{_encoded(cells[1])}"
        rest = (f"text={_encoded(before)}-,{_encoded(cell)}" for before, cell in zip(cells, cells[1:], strict=False))
        return f"{address}#:~:{'&'.join([first, *rest])}"
    begin, end = _words(lines[0]), _words(lines[-1])
    if not begin or not end:
        return address
    if len(lines) == 1 and len(begin) <= 2 * _WORDS:
        return f"{address}#:~:text={_encoded(' '.join(begin))}"
    return f"{address}#:~:text={_encoded(' '.join(begin[:_WORDS]))},{_encoded(' '.join(end[-_WORDS:]))}"


def _words(line: str) -> list[str]:
    """What a reader sees of a line; of a row its first cell where it begins a table, which is enough to find it."""
    cells = _cells(line)
    return readable(_MARKS.sub("", cells[0] if cells else line)).split()


def _cells(line: str) -> list[str]:
    row = _ROW.match(line)
    if row is None:
        return []
    return [cell for part in re.split(r"(?<!\\)\|", row[1]) if (cell := readable(part))]


def _encoded(text: str) -> str:
    """Text for a fragment, where `-`, `,` and `&` have a meaning of their own."""
    return url_quote(text, safe="").replace("-", "%2D")

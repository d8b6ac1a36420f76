"""Lines that stand on every page and are no part of the text: running headers and footers, page numbers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from corpus.pdf_lines import TextLine

_EDGE_LINES = 3  # how many lines from the top or the bottom may be running ones
_EDGE_SHARE = 0.2  # of the page's height, within which they stand
_SHARE = 0.4  # of the pages, on which a running line stands at least; left and right pages may differ
_MARGIN_SHARE = 0.06  # of the page's height, where text itself hardly ever stands
_SMALL = 0.75  # of the size of running text
_SAME_PLACE = 3.0  # points
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:[-–—|•·]\s*)?(?:(?:page|p\.|pg\.?|seite|página|pagina)\s*)?(?:\d{1,4}|[ivxlc]{1,6})"
    r"(?:\s*(?:/|of|von|de|sur)\s*\d{1,4})?(?:\s*[-–—|•·])?",
    re.IGNORECASE,
)


def without_furniture(
    pages: Sequence[Sequence[TextLine]], heights: Sequence[float], *, body: float
) -> list[list[TextLine]]:
    """The lines of each page that are text.

    Args:
        pages: The lines of each page, from the top down.
        heights: The pages' heights, in points.
        body: The size of the letters of running text, in points.
    """
    running = _running(pages, heights, body)
    found = []
    for lines, height in zip(pages, heights, strict=True):
        kept = [line for line in lines if id(line) not in running]
        for at in (0, -1):  # also where there is a single page
            while kept and _is_in_margin(kept, at, height, body):
                del kept[at]
        found.append(kept)
    return found


def _running(pages: Sequence[Sequence[TextLine]], heights: Sequence[float], body: float) -> set[int]:
    places: defaultdict[tuple[str, bool], list[tuple[int, float, TextLine]]] = defaultdict(list)
    for number, (lines, height) in enumerate(zip(pages, heights, strict=True)):
        edges = [*lines[:_EDGE_LINES], *lines[max(_EDGE_LINES, len(lines) - _EDGE_LINES) :]]
        for line in edges:
            at_top = line.y < _EDGE_SHARE * height
            if at_top or line.y > (1 - _EDGE_SHARE) * height:
                place = line.y if at_top else height - line.y
                places[(_NUMBER.sub("#", line.text), at_top)].append((number, place, line))
    found: set[int] = set()
    for (words, _), seen in places.items():
        usual, _ = Counter(round(place) for _, place, _ in seen).most_common(1)[0]
        alike = [(number, line) for number, place, line in seen if abs(place - usual) <= _SAME_PLACE]
        shown = {number for number, _ in alike}
        if len(shown) < max(2, _SHARE * len(pages)):
            continue
        numbered = "#" in words and len({line.text for _, line in alike}) > 1
        if numbered and (alike[0][1].size > body + 0.5 or not _counts_pages(alike)):
            continue  # "Step 1", "Step 2" at the top of pages
        found.update(id(line) for _, line in alike)
    return found


def _counts_pages(alike: list[tuple[int, TextLine]]) -> bool:
    """Whether some number in the line grows as the pages do."""
    numbers = [(page, [int(one[:9]) for one in _NUMBER.findall(line.text)]) for page, line in alike]
    first, start = numbers[0]
    return any(
        all(values[at] - start[at] == page - first for page, values in numbers)
        for at in range(min(len(values) for _, values in numbers))
    )


def _is_in_margin(lines: list[TextLine], at: int, height: float, body: float) -> bool:
    """Whether the first or last line is a page number, or letters far smaller than the text at the page's very edge."""
    line = lines[at]
    from_edge = line.y if at == 0 else height - line.y
    neighbour = lines[1 if at == 0 else -2] if len(lines) > 1 else None
    if neighbour is not None and abs(neighbour.y - line.y) <= 1.5 * body:
        return False
    if from_edge < _MARGIN_SHARE * height and line.size <= _SMALL * body:
        return True
    at_edge = from_edge < _EDGE_SHARE / 2 * height
    return at_edge and line.size <= body + 0.5 and _PAGE_NUMBER.fullmatch(line.text) is not None

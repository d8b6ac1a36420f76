"""Which lines of a PDF's page stand in columns that are only set apart by space.

Lines go in; those that line up come out, their words parted by column. Words of one column begin, or end, where the
others do.
"""

from __future__ import annotations

from corpus.pdf_lines import TextLine, Word

WIDE = 1.0  # of the letters' size: a gap that may part columns
_GAP = 1.5  # points: the least gap between two columns
_ALIGNED = 2.5  # points by which words of one column may begin or end apart
NEXT_ROW = 3.4  # of the letters' size, from one line of a table to the next
NEXT_LINE = 1.7  # of the letters' size, from one line of a cell to the next
SAME_SIZE = 1.6  # points
_FEW_LINES_GAP = 2.5  # of the size: what parts columns where only two lines show them
_LARGE_LINES = 3  # of letters as large as a heading's

Parts = list[list[Word]]  # the words of a line in each column
Row = tuple[TextLine, Parts]


def aligned_lines(lines: list[TextLine], first: int, largest: float) -> list[Row]:
    """The lines from `first` on that are one table, parted into its columns; empty where they are none."""
    seed = lines[first]
    gaps = gaps_of(seed, WIDE * seed.size)
    if not gaps or seed.bullet is not None:
        return []
    near = [seed]
    for line in lines[first + 1 :]:
        alike = line.bullet is None and abs(line.size - seed.size) <= SAME_SIZE and line.page == seed.page
        if not alike or line.y - near[-1].y > NEXT_ROW * line.size:
            break
        near.append(line)
    if len(near) > 1 and len(gaps_of(near[1], WIDE * seed.size)) > len(gaps):
        return []  # the columns show better in the next line
    if _has_empty_corner(seed, near, gaps[0][0]):
        gaps = [(near[1].x0, seed.x0), *gaps]
    ends = [*(left for left, _ in gaps[1:]), seed.x1]
    starts = [_column_start(gap, end, near) for gap, end in zip(gaps, ends, strict=True)]
    if sorted(set(starts)) != starts:
        return []
    run: list[Row] = [(seed, _cut(seed, [start for _, start in gaps]))]
    for line in near[1:]:
        parts = parted(line, starts, run)
        if parts is None or stands_apart(line, parts, run):
            break
        run.append((line, parts))
    if len(run) < len(near) and _begins_text(run, near[len(run)]):
        run.pop()
    while len(run) > 1 and sum(map(bool, run[-1][1])) == 1 and _is_below(run):
        run.pop()
    full = [row for row in run if sum(map(bool, row[1])) > 1]
    least = (WIDE if len(full) > 2 else _FEW_LINES_GAP) * seed.size
    clear = sum(bool(gaps_of(line, least)) for line, _ in full)
    if seed.size > largest and clear < _LARGE_LINES:
        return []
    shown = all(sum(bool(parts[column]) for _, parts in run) > 1 for column in range(len(starts) + 1))
    return run if shown and (clear > 1 or (clear and seed.bold and len(full) > 2)) else []


def _has_empty_corner(seed: TextLine, near: list[TextLine], end: float) -> bool:
    """Whether a heading row names no first column, though the rows below it have one."""
    if not seed.bold or len(near) < 4 or near[1].bold or near[1].x0 > seed.x0 - seed.size:
        return False
    start = _column_start((near[1].x0, seed.x0), end, near)
    return start > near[1].x0 + _ALIGNED and all(_begins_at(line, start) for line in near[1:4])


def _column_start(gap: tuple[float, float], end: float, near: list[TextLine]) -> float:
    """Where the column right of a gap begins: where words of the lines below begin most often without a break."""
    middle = (gap[1] + end) / 2
    begins = [
        word.x0
        for line in near[1:2]
        for before, word in zip((None, *line.words), line.words, strict=False)
        if gap[0] - _ALIGNED < word.x0 < middle and (before is None or word.x0 - before.x1 >= _GAP)
    ]
    return max((gap[1], *begins), key=lambda start: (_times(start, near), start == gap[1], -start))


def _times(start: float, near: list[TextLine]) -> int:
    count = 0
    for line in near[1:]:
        if not _begins_at(line, start):
            break
        count += 1
    return count


def _begins_at(line: TextLine, start: float) -> bool:
    return any(
        abs(word.x0 - start) < _ALIGNED and (before is None or word.x0 - before.x1 >= _GAP)
        for before, word in zip((None, *line.words), line.words, strict=False)
    )


def parted(line: TextLine, starts: list[float], run: list[Row]) -> Parts | None:
    """A line's words by column, or None where it does not belong to the table."""
    wide = gaps_of(line, WIDE * line.size)
    cuts: list[float] = []
    for column, start in enumerate(starts, 1):
        after = [word for word in line.words if word.x0 > start - _ALIGNED]
        later = not after or any(abs(after[0].x0 - other) < _ALIGNED for other in starts[column:])
        before = [word for word in line.words if word.x0 <= start - _ALIGNED]
        clear = not before or before[-1].x1 < start - _GAP
        if _begins_at(line, start) or (clear and (later or not before)):
            cuts.append(start - _ALIGNED)
            continue
        ends = [parts[column][-1].x1 for _, parts in run if parts[column]]
        limit = starts[column] if column < len(starts) else float("inf")
        fit = []
        for _, right in wide:
            within = [word.x1 for word in line.words if word.x0 >= right - 0.1 and word.x1 < limit]
            if within and any(abs(max(within) - end) < _ALIGNED for end in ends):
                fit.append(right)
        if not fit:
            return None
        cuts.append(fit[-1])
    return _cut(line, cuts) if sorted(cuts) == cuts else None


def _cut(line: TextLine, cuts: list[float]) -> Parts:
    parts: Parts = [[] for _ in range(len(cuts) + 1)]
    for word in line.words:
        parts[sum(word.x0 >= cut - 0.1 for cut in cuts)].append(word)
    return parts


def gaps_of(line: TextLine, least: float) -> list[tuple[float, float]]:
    """Where two words of a line stand at least so far apart: the end of one and the begin of the next."""
    pairs = zip(line.words, line.words[1:], strict=False)
    return [(left.x1, right.x0) for left, right in pairs if right.x0 - left.x1 >= least]


def stands_apart(line: TextLine, parts: Parts, run: list[Row]) -> bool:
    """Whether a line is text below the table although its words fall into the columns."""
    distance = line.y - run[-1][0].y
    if sum(map(bool, parts)) == 1:
        return distance > NEXT_LINE * line.size
    if gaps_of(line, WIDE * line.size):
        return False
    before = [one.y - other.y for (one, _), (other, _) in zip(run[1:], run, strict=False)]
    lefts = [row[0][0].x0 for _, row in run[1:] if row[0]]  # the first may be centred
    outside = bool(parts[0]) and bool(lefts) and parts[0][0].x0 < min(lefts) - _GAP
    return outside or (bool(before) and distance > 1.25 * max(before))


def _begins_text(run: list[Row], following: TextLine) -> bool:
    """Whether the last line is the first of the text below, a word of which begins where a column does by chance.

    Text goes on in the next line, nearer than rows are to each other, and has no wide gap.
    """
    last = run[-1][0]
    between = [one.y - other.y for (one, _), (other, _) in zip(run[1:], run, strict=False)]
    near = bool(between) and following.y - last.y < min(NEXT_LINE * last.size, 0.75 * min(between))
    return near and not gaps_of(last, WIDE * last.size)


def _is_below(run: list[Row]) -> bool:
    """Whether the last line, with words in one column alone, is text below the table and no more of its last cell."""
    distances = [one.y - other.y for (one, _), (other, _) in zip(run[1:], run, strict=False)]
    return distances[-1] > 1.08 * min(distances)

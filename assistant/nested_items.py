"""Lists within lists: which item of a list stands above another, told by how far their lines are indented."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.guide import Guide, ListBlock, Span


def item_above(guide: Guide, block: ListBlock, place: int) -> Span | None:
    """The item under which the one at `place` is nested; None for an item of the outermost list."""
    here = _indent(guide, block.items[place])
    before = block.items[:place][::-1]
    return next((item for item in before if _indent(guide, item) < here), None)


def items_below(guide: Guide, block: ListBlock, place: int) -> Sequence[Span]:
    """The items nested under the one at `place`, of any depth, in order."""
    here = _indent(guide, block.items[place])
    below: list[Span] = []
    for item in block.items[place + 1 :]:
        if _indent(guide, item) <= here:
            break
        below.append(item)
    return below


def _indent(guide: Guide, item: Span) -> int:
    """How many characters stand on an item's line before its bullet."""
    line = guide.text[guide.text.rfind("\n", 0, item.start) + 1 : item.start]
    return len(line) - len(line.lstrip())

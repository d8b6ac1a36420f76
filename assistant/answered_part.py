"""Where a conversation was answered last: the part of "that step" and "next step", the list of "the first one".

The earlier questions go in, newest last, and what their answers quote; the part's number and noun come out, or the
names of a list's items or a table's rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from assistant.answerers.draft import readable
from assistant.context import label_names
from assistant.families import item_name, numbered_at
from assistant.topic import Listed, Part
from corpus.guide import Guide, ListBlock, Place, Span, Table

Quoted = Callable[[str, Sequence[str]], Sequence[Place]]  # what the answer to a question after others quotes

_LOOK_BACK = 3  # questions without an answer are passed over


def answered_part(asked: Sequence[str], quoted: Quoted, guides: Mapping[str, Guide]) -> Part | None:
    """The part that the last of these questions to be answered was answered from; None where it stands in none."""
    for at in range(len(asked) - 1, max(-1, len(asked) - 1 - _LOOK_BACK), -1):
        if places := quoted(asked[at], asked[:at]):
            guide, start, _ = places[0]
            return numbered_at(guides[guide], start)
    return None


def answered_list(asked: Sequence[str], quoted: Quoted, guides: Mapping[str, Guide]) -> Listed:
    """What the one list or table is called by that the answer to the last question quotes whole; nothing else."""
    places = quoted(asked[-1], asked[:-1])
    found = {(guide_id, block.span.start): block for guide_id, block in _lists_in(places, guides)}
    if len(found) != 1:
        return Listed()
    (block,) = found.values()
    if isinstance(block, Table):
        return Listed(tuple(label_names(row.cells[0].text).strip() for row in block.rows), of_table=True)
    return Listed(tuple(readable(item_name(item.text)).strip() for item in block.items))


def _lists_in(places: Sequence[Place], guides: Mapping[str, Guide]) -> Iterator[tuple[str, ListBlock | Table]]:
    """The lists and tables of which all items or rows stand in places of guides."""
    for guide_id in dict.fromkeys(place[0] for place in places):
        guide, spans = guides[guide_id], [(start, end) for one, start, end in places if one == guide_id]
        sections = {guide.section_at(start): guide.sections[guide.section_at(start)] for start, _ in spans}
        for block in (block for section in sections.values() for block in section.blocks):
            if isinstance(block, ListBlock | Table) and all(
                any(start <= part.start and part.end <= end for start, end in spans) for part in _parts(block)
            ):
                yield guide_id, block


def _parts(block: ListBlock | Table) -> Sequence[Span]:
    return [row.span for row in block.rows] if isinstance(block, Table) else block.items

"""A myth that a guide sets right in the next line ("Myth: …" and "Reality: …"): never told without what is true."""

from __future__ import annotations

import re

from assistant.answerers.draft import Draft, Notes, quote_in, readable
from assistant.evidence import Evidence
from corpus.guide import Block, Label, ListBlock, Span

_MYTH = re.compile(r"\W*(?:common )?(?:myth|misconception|rumou?r|false belief|people (?:say|think))s?\b", re.I)
_TRUTH = re.compile(r"\W*(?:the )?(?:reality|facts?|truth|actual(?:ly)?|in fact|correct(?:ion)?)\b", re.I)
_MYTHS = re.compile(r"\W*(?:\w+ )?(?:myths|misconceptions)\b", re.I)
_BOLD_FIRST = re.compile(r"\W*(?:\*\*|__)([^*_]+)(?:\*\*|__)\s*(\S.*)", re.S)  # the myth, then what is true


def answer_myth(best: Evidence) -> Draft | None:
    """The myth and what the guide says against it, where the best evidence is one of the two lines; else None."""
    notes = Notes()
    if (item := _item_of_myths(best)) and (told := _BOLD_FIRST.match(item.text)):
        mark = notes.cite(quote_in(best, item))
        return notes.draft(f"“{readable(told[1]).rstrip('.')}” is a myth. **{readable(told[2]).rstrip('.')}.** {mark}")
    pair = _pair_of(best.section.blocks, best.block)
    if pair is None:
        return None
    myth, truth = pair
    said = readable(myth.value.text).strip("“”\"' ").rstrip(".")
    marks = notes.cite(quote_in(best, truth.span)) + notes.cite(quote_in(best, myth.span))
    return notes.draft(f"“{said}” is a myth. **{readable(truth.value.text).rstrip('.')}.** {marks}")


def _item_of_myths(best: Evidence) -> Span | None:
    """The item that the best evidence is, of a list under a heading that says myths are told."""
    if not isinstance(best.block, ListBlock) or not best.section.path or not _MYTHS.match(best.section.path[-1]):
        return None
    return next((item for item in best.block.items if item.start <= best.passage.start < item.end), None)


def _pair_of(blocks: tuple[Block, ...], block: Block | None) -> tuple[Label, Label] | None:
    """The two neighbouring lines of which a block is one."""
    for first, second in zip(blocks, blocks[1:], strict=False):
        if block not in (first, second) or not (isinstance(first, Label) and isinstance(second, Label)):
            continue
        if _MYTH.match(first.name.text) and _TRUTH.match(second.name.text):
            return first, second
    return None

"""A myth that a guide sets right in the next line ("Myth: …" and "Reality: …"): never told without what is true."""

from __future__ import annotations

import re

from assistant.answerers.draft import Draft, Notes, quote_in, readable
from assistant.evidence import Evidence
from assistant.question import Question
from assistant.support import lexical_support, stems
from corpus.guide import Block, Label, ListBlock, Span
from corpus.passages import PassageKind

_MYTH = re.compile(r"\W*(?:common )?(?:myth|misconception|rumou?r|false belief|people (?:say|think))s?\b", re.I)
_TRUTH = re.compile(r"\W*(?:the )?(?:reality|facts?|truth|actual(?:ly)?|in fact|correct(?:ion)?)\b", re.I)
_MYTHS = re.compile(r"\W*(?:\w+ )?(?:myths|misconceptions)\b", re.I)
_BOLD_FIRST = re.compile(r"\W*(?:\*\*|__)([^*_]+)(?:\*\*|__)\s*(\S.*)", re.S)  # the myth, then what is true


def answer_myth(question: Question, best: Evidence) -> Draft | None:
    """The myth and what the guide says against it, where the best evidence is one of the two lines; else None."""
    notes = Notes()
    if (item := _item_of_myths(question, best)) and (told := _BOLD_FIRST.match(item.text)):
        mark = notes.cite(quote_in(best, item))
        return notes.draft(f"“{_bare(told[1])}” is a myth. **{readable(told[2]).rstrip('.')}.** {mark}")
    pair = _pair_of(best.section.blocks, best.block)
    if pair is None:
        return None
    myth, truth = pair
    marks = notes.cite(quote_in(best, truth.span)) + notes.cite(quote_in(best, myth.span))
    return notes.draft(f"“{_bare(myth.value.text)}” is a myth. **{readable(truth.value.text).rstrip('.')}.** {marks}")


def _bare(myth: str) -> str:
    """A myth without the marks that the guide puts around it."""
    return readable(myth).strip("“”\"' ").rstrip(".")


def _item_of_myths(question: Question, best: Evidence) -> Span | None:
    """The item of a list under a heading that says myths are told: the best evidence, or the one that holds a word."""
    if not isinstance(best.block, ListBlock) or not best.section.path or not _MYTHS.match(best.section.path[-1]):
        return None
    if best.passage.kind is PassageKind.LIST:
        held = [sum(lexical_support(w, stems(item.text)) for w in question.content) for item in best.block.items]
        holding = [item for item, count in zip(best.block.items, held, strict=True) if count and count == max(held)]
        return holding[0] if len(holding) == 1 and not question.asks("list", "count") else None
    return next((item for item in best.block.items if item.start <= best.passage.start < item.end), None)


def _pair_of(blocks: tuple[Block, ...], block: Block | None) -> tuple[Label, Label] | None:
    """The two neighbouring lines of which a block is one."""
    for first, second in zip(blocks, blocks[1:], strict=False):
        if block not in (first, second) or not (isinstance(first, Label) and isinstance(second, Label)):
            continue
        if _MYTH.match(first.name.text) and _TRUTH.match(second.name.text):
            return first, second
    return None

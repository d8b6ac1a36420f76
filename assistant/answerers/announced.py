"""A sentence that gives a number, with the names it counts: "four rounds" before a table of four rounds."""

from __future__ import annotations

import re

from assistant.answerers.draft import Draft, Notes, Quote, quote_in, readable
from assistant.evidence import Evidence
from assistant.language import fold
from assistant.question import Question, in_figures
from corpus.guide import Block, ListBlock, Paragraph, Span, Table
from corpus.passages import PassageKind

_NAMES_THEM = re.compile(r":\s+\w")  # "tests three things: theory, code and sense" names them itself


def answer_announced(question: Question, best: Evidence) -> Draft | None:
    """The best sentence with what the list or table after it names, where it gives their number and a list is asked."""
    if not question.asks("list") or best.passage.kind is not PassageKind.SENTENCE or best.passage.block is None:
        return None
    if not isinstance(best.block, Paragraph) or _NAMES_THEM.search(best.passage.text):
        return None
    following = best.section.blocks[best.passage.block + 1 : best.passage.block + 2]
    names = _names(following[0]) if following else []
    if not names or not re.search(rf"(?<![\d.-]){len(names)}(?![\d.-])", in_figures(fold(best.passage.text))):
        return None
    notes = Notes()
    sentence = Span(start=best.passage.start, end=best.passage.end, text=best.passage.text)
    lead = f"{readable(sentence.text)} {notes.cite(quote_in(best, sentence))}"
    mark = notes.cite(Quote(guide=best.guide, section=best.section, span=following[0].span))
    return notes.draft(f"{lead} {mark}\n\n" + "\n".join(f"- {name}" for name in names))


def _names(block: Block) -> list[str]:
    """The items of a list or the row labels of a table; empty for any other block."""
    if isinstance(block, ListBlock):
        return [readable(item.text) for item in block.items]
    if isinstance(block, Table):
        return [readable(row.cells[0].text) for row in block.rows]
    return []

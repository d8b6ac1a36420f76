"""A model's words over quotes of a guide, as the grounding check is given them."""

from __future__ import annotations

from assistant.answer import AnswererName
from assistant.answerers.draft import Draft, Quote
from assistant.grounding import faults
from corpus.guide import Block, Guide, ListBlock, Span, Table


def faults_of(guide: Guide, text: str, *words: str, asked: str = "") -> list[str]:
    """What the check finds in a text that cites, in order, the parts of the guide that hold these words."""
    return faults(draft_over(guide, text, *words, asked=asked))


def draft_over(guide: Guide, text: str, *words: str, asked: str = "") -> Draft:
    """A model's text that cites, in order, the parts of the guide that hold these words."""
    quotes = tuple(_quote_with(guide, one) for one in words)
    return Draft(text=text, quotes=quotes, answerer=AnswererName.GENERATIVE, asked=asked)


def _quote_with(guide: Guide, words: str) -> Quote:
    for section in guide.sections:
        for block in section.blocks:
            header = block.header.span if isinstance(block, Table) else None
            for span in _parts(block):
                if words in span.text.replace("\n", " "):
                    return Quote(guide=guide, section=section, span=span, header=header)
    raise LookupError(words)


def _parts(block: Block) -> list[Span]:
    if isinstance(block, Table):
        return [row.span for row in block.rows]
    if isinstance(block, ListBlock):
        return list(block.items)
    if block.span.text.startswith("**"):  # a question is quoted with its answer
        return [block.span]
    return list(getattr(block, "sentences", ())) or [block.span]

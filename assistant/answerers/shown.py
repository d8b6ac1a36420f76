"""What a chat model is shown of the evidence: the best passages, each once, and which evidence each is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answerers.draft import Quote, readable
from assistant.answerers.tables import table_of
from assistant.context import faq_of
from assistant.evidence import Evidence
from corpus.guide import ListBlock, Span, Table
from corpus.passages import PassageKind

PASSAGES = 6  # more dilute a small model's attention, fewer miss the second place of a disagreement


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One passage as a model sees it, with the evidence it is made of."""

    quote: Quote
    evidence: Evidence


def shown_to_model(evidence: Sequence[Evidence]) -> list[Shown]:
    """The best quotes, each once. A heading says nothing; a whole table would lend one row's figure to another row."""
    found: dict[tuple[str, int, int], Shown] = {}
    read_by_row: set[tuple[str, int]] = set()
    for item in evidence:
        if item.passage.kind is PassageKind.HEADING:
            continue
        if isinstance(item.block, Table):
            table = (item.guide.id, item.block.span.start)
            if item.passage.kind is PassageKind.ROW:
                read_by_row.add(table)
            elif table in read_by_row:
                continue
        quotes = [quote_of(item)]
        if (named := table_of(item)) and named.source:  # figures are told with where they come from
            quotes.append(Quote(guide=item.guide, section=item.section, span=named.source.span))
        for quote in quotes:
            found.setdefault((item.guide.id, quote.span.start, quote.span.end), Shown(quote=quote, evidence=item))
        if len(found) >= PASSAGES:
            break
    return list(found.values())


def quote_of(item: Evidence) -> Quote:
    """A passage as a quote: a FAQ pair or list whole, a row with its header."""
    passage = item.passage
    header = item.block.header.span if isinstance(item.block, Table) and passage.kind is PassageKind.ROW else None
    pair = faq_of(item.guide, passage)
    if pair:
        span = pair.span
    elif isinstance(item.block, ListBlock):
        span = item.block.span
    else:
        span = Span(start=passage.start, end=passage.end, text=passage.text)
    return Quote(guide=item.guide, section=item.section, span=span, header=header)


def passage_text(quote: Quote) -> str:
    """A quote as the model sees it: its section path, its header row, its text."""
    parts = [" > ".join(quote.section.path), quote.header.text if quote.header else "", quote.span.text]
    return ": ".join(readable(part) for part in parts if part)

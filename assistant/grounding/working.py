"""Counts, totals and durations that an answer works out, done again from its quotes alone."""

from __future__ import annotations

import re

from assistant.answerers.draft import ALONGSIDE, DURATION, Draft, Operation, Quote, readable
from assistant.answerers.enumerations import names_listed

_LIST_ITEM = re.compile(r"(?m)^\s*(?:[-*•+]|\d+[.)])\s+\S")
_TABLE_ROW = re.compile(r"(?m)^(?=[^\n]*[|\t])(?![\s|:+=-]+$)[^\n]*\w")  # the line of dashes is none


def recomputed(draft: Draft) -> set[str]:
    """The figures that a draft's working gives when it is done again from its quotes alone."""
    if draft.working is None:
        return set()
    if draft.working.operation is Operation.COUNT_QUOTES:
        return {str(len(draft.quotes))}
    if draft.working.operation is Operation.COUNT_ITEMS:
        return {str(sum(len(_LIST_ITEM.findall(quote.span.text)) for quote in draft.quotes))}
    if draft.working.operation is Operation.COUNT_ROWS:
        return {str(sum(len(_TABLE_ROW.findall(quote.span.text)) - 1 for quote in draft.quotes))}
    if draft.working.operation is Operation.COUNT_NAMES:
        return {str(sum(_names_quoted(quote) for quote in draft.quotes))}
    if draft.working.operation is Operation.SUM_DURATIONS:
        ranges = [
            (int(match[1]), int(match[2] or match[1]))
            for quote in draft.quotes
            if not ALONGSIDE.search(quote.span.text) and (match := DURATION.search(quote.span.text))
        ]
        return {str(sum(low for low, _ in ranges)), str(sum(high for _, high in ranges))}
    return set()


def _names_quoted(quote: Quote) -> int:
    """How many names a quoted label line or table row lists, its label left out."""
    text = readable(quote.span.text)
    if quote.header is None:
        return len(names_listed(text.partition(":")[2]))
    cells = [cell.strip() for cell in re.split(r"\||\t+", quote.span.text.strip().strip("|"))]
    return sum(len(names_listed(readable(cell))) or 1 for cell in cells[1:])

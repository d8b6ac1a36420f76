"""Counts, totals and durations that an answer works out, done again from its quotes alone."""

from __future__ import annotations

import re
from itertools import permutations, product

from assistant.answerers.draft import ALONGSIDE, DURATION, Draft, Operation, Quote, readable
from assistant.answerers.enumerations import names_listed
from assistant.grounding.amounts import Amount, amounts
from assistant.grounding.text import plain

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
    if draft.working.operation is Operation.DIFFERENCE:
        rows = [amounts(plain(quote.span.text)) for quote in draft.quotes if quote.header is not None]
        pairs = [pair for one, other in permutations(rows, 2) for pair in product(one, other)]
        return {figure for low, high in pairs for figure in ends_apart(low, high) or ()}
    return set()


def ends_apart(low: Amount, high: Amount) -> tuple[str, ...] | None:
    """The figures by which one amount is more than another, ends apart, as they are written; None where it is not."""
    alike = (low.currency, low.unit, low.period) == (high.currency, high.unit, high.period)
    if not alike or low.bound or high.bound or len(low.figures) != len(high.figures) or not low.figures[0]:
        return None
    if abs(low.low / low.figures[0] - high.low / high.figures[0]) > 1e-9:
        return None  # thousands beside lakhs
    apart = [round(more - less, 2) for more, less in zip(high.figures, low.figures, strict=True)]
    return tuple(f"{figure:.10g}" for figure in apart) if min(apart) > 0 and apart == sorted(apart) else None


def _names_quoted(quote: Quote) -> int:
    """How many names a quoted label line or table row lists, its label left out."""
    text = readable(quote.span.text)
    if quote.header is None:
        return len(names_listed(text.partition(":")[2]))
    cells = [cell.strip() for cell in re.split(r"\||\t+", quote.span.text.strip().strip("|"))]
    return sum(len(names_listed(readable(cell))) or 1 for cell in cells[1:])

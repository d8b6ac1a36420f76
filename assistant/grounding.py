"""The check between a draft and the visitor: every mark in range, every quote exact, every figure in a cited quote.

What supports a statement: the quotes it cites, the header row of a quoted table row, and the section path.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.answer import AnswererName, marks_in
from assistant.answerers.draft import ALONGSIDE, DURATION, Draft, Operation, Quote, readable
from assistant.answerers.enumerations import names_listed

_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SENTENCE = re.compile(r"[^.!?\n]*(?:[.!?](?!\s|$)[^.!?\n]*)*[.!?]*(?:\s?\[\d+\])*[.!?]?(?:\s|$)")
_LIST_ITEM = re.compile(r"(?m)^\s*(?:[-*•+]|\d+[.)])\s+\S")
_TABLE_ROW = re.compile(r"(?m)^(?=[^\n]*[|\t])(?![\s|:+=-]+$)[^\n]*\w")  # the line of dashes is none
_BULLET_NUMBER = re.compile(r"(?m)^\d{1,2}\. ")


def faults(draft: Draft) -> list[str]:
    """What is wrong with a draft, each as one plain sentence; empty when it may be shown."""
    found = [*_mark_faults(draft), *_quote_faults(draft), *_figure_faults(draft)]
    if draft.answerer is AnswererName.EXTRACTIVE:
        return found
    return [*found, *_sentence_faults(draft)]


def _mark_faults(draft: Draft) -> Iterator[str]:
    marks = marks_in(draft.text)
    if not marks:
        yield "The text cites nothing."
    for mark in sorted(marks - set(range(1, len(draft.quotes) + 1))):
        yield f"Mark [{mark}] has no quote."


def _quote_faults(draft: Draft) -> Iterator[str]:
    for number, quote in enumerate(draft.quotes, 1):
        if quote.guide.text[quote.span.start : quote.span.end] != quote.span.text:
            yield f"Quote {number} is not the guide's text at its place."


def _figure_faults(draft: Draft) -> Iterator[str]:
    """Figures of the text that neither stand in the quotes nor come out when the working is done again."""
    supported = set(recomputed(draft)) | {figure for quote in draft.quotes for figure in figures(support_text(quote))}
    for figure in sorted(figures(re.sub(r"\[\d+\]", "", _BULLET_NUMBER.sub("", draft.text))) - supported):
        yield f"The figure {figure} stands in none of the quotes."


def _sentence_faults(draft: Draft) -> Iterator[str]:
    """For a model's words: each sentence carries a mark, and its figures stand in the quotes it marks itself."""
    for sentence in _SENTENCE.findall(draft.text):
        marks = marks_in(sentence)
        if not marks and re.search(r"\w", sentence):
            yield f"A sentence cites nothing: {sentence.strip()[:80]}"
        cited = {
            figure
            for mark in marks
            if mark <= len(draft.quotes)
            for figure in figures(support_text(draft.quotes[mark - 1]))
        }
        for figure in sorted(figures(re.sub(r"\[\d+\]", "", sentence)) - cited):
            yield f"The figure {figure} is not in the quotes that its sentence cites."
    if re.search(r"<[a-z!/]|https?://|\]\(", draft.text, re.I):
        yield "The text holds markup or a link."


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


def support_text(quote: Quote) -> str:
    """All text that a quote supports a statement with: the quote, its header row and its section path."""
    header = quote.header.text if quote.header else ""
    return "\n".join([readable(quote.span.text), header, *quote.section.path])


def figures(text: str) -> set[str]:
    """The numbers of a text, without thousands separators."""
    return {match.group().replace(",", "").rstrip(".") for match in _FIGURE.finditer(text)}

"""All checks of a draft in their order: marks and quotes, figures, and for a model's words each sentence by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.answer import AnswererName, marks_in, without_marks
from assistant.answerers.draft import Draft, Quote, readable
from assistant.grounding.amount_faults import amount_faults, counts_of, figures
from assistant.grounding.asides import without_asides
from assistant.grounding.backing import backing_of
from assistant.grounding.close_forms import forms_in, telling_forms
from assistant.grounding.close_items import goes_on_elsewhere
from assistant.grounding.closeness import closeness_faults
from assistant.grounding.hinglish import in_english
from assistant.grounding.idle_marks import idle_mark_faults
from assistant.grounding.leaks import leak_faults
from assistant.grounding.names import name_faults
from assistant.grounding.pointed import pointed_faults
from assistant.grounding.polarity import polarity_faults
from assistant.grounding.reply import Statement, pieces, statements
from assistant.grounding.rows import row_faults
from assistant.grounding.text import plain
from assistant.grounding.working import recomputed, working_faults

_BULLET_NUMBER = re.compile(r"(?m)^\d{1,2}\. ")


def faults(draft: Draft) -> list[str]:
    """What is wrong with a draft, each as one plain sentence; empty when it may be shown."""
    found = [*_mark_faults(draft), *_quote_faults(draft), *working_faults(draft)]
    if draft.answerer in _QUOTED or draft.verbatim:
        return [*found, *_figure_faults(draft)]
    if found and not marks_in(draft.text):
        return found
    found += leaks(draft)
    found += [fault for _, faulty in sentence_faults(draft) for fault in faulty]
    return list(dict.fromkeys(found))


def leaks(draft: Draft) -> list[str]:
    """What the text holds that no answer may hold: markup, links, words of the prompt, instructions."""
    return list(leak_faults(draft.text, _all_support(draft)))


def sentence_faults(draft: Draft) -> list[tuple[Statement, list[str]]]:
    """Each sentence of a model's words with what is wrong with it."""
    found = statements(draft.text)
    wrong = [list(dict.fromkeys(_statement_faults(statement, draft))) for statement in found]
    for place, (before, statement) in enumerate(pairwise(found), 1):
        if not wrong[place] and goes_on_elsewhere(before, statement, draft):
            wrong[place].append("A sentence goes on with another item of its passage; name the item, or leave it out.")
    return list(zip(found, wrong, strict=True))


_QUOTED = frozenset({AnswererName.EXTRACTIVE, AnswererName.EXTRACTIVE_FALLBACK})


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
    for figure in sorted(figures(without_marks(_BULLET_NUMBER.sub("", draft.text))) - supported):
        yield f"The figure {figure} stands in none of the quotes."


def _statement_faults(statement: Statement, draft: Draft) -> Iterator[str]:
    """What is wrong with one sentence: its figures, names and rows, then its wording, part by part."""
    cited = _cited(statement.marks, draft)
    text = in_english(without_asides(statement.text))
    sentence = plain(text)
    if not re.search(r"\w", sentence) or (sentence.endswith("?") and telling_forms(sentence) <= forms_in(draft.asked)):
        return  # the question said again states nothing
    if not cited:
        yield f"A sentence cites nothing: {sentence[:80]}"
        return
    backing = backing_of(cited)
    parts = pieces(text)
    yield from name_faults(sentence, backing, draft.asked)
    if not statement.announces or re.search(r"\d", sentence):
        yield from amount_faults(sentence, backing, draft.asked)
        if not _is_divided(parts):
            yield from row_faults(sentence, backing)
    yield from pointed_faults(sentence, backing, draft.asked)
    if not parts:
        yield from idle_mark_faults(sentence, cited)
    counted = counts_of(sentence) if parts else frozenset[str]()
    for place, (part, marks) in enumerate(parts or [(text, statement.marks)]):
        own = _cited(marks, draft)
        piece, under = plain(part), backing_of(own) if own else backing
        yield from polarity_faults(piece, under, "" if place else draft.asked)
        yield from closeness_faults(piece, under, draft.asked)
        if own and len(own) < len(cited):  # a part with a mark of its own rests on that quote
            yield from amount_faults(piece, under, counted=counted)
            yield from row_faults(piece, under)


def _cited(marks: frozenset[int], draft: Draft) -> list[Quote]:
    return [draft.quotes[mark - 1] for mark in sorted(marks) if 1 <= mark <= len(draft.quotes)]


def _is_divided(parts: Sequence[tuple[str, frozenset[int]]]) -> bool:
    """Whether each part of a sentence has marks that no other part has: its rows are then looked at by part."""
    marks = [mark for _, own in parts for mark in own]
    return len(parts) > 1 and len(marks) == len(set(marks))


def support_text(quote: Quote) -> str:
    """All text that a quote supports a statement with: the quote, its header row and its section path."""
    header = quote.header.text if quote.header else ""
    return "\n".join([readable(quote.span.text), header, *quote.section.path])


def _all_support(draft: Draft) -> str:
    return "\n".join(support_text(quote) for quote in draft.quotes)

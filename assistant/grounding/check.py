"""All checks of a draft in their order: marks and quotes, figures, and for a model's words each sentence by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answer import AnswererName, marks_in, without_marks
from assistant.answerers.draft import Draft, Quote, readable
from assistant.grounding.additions import addition_faults
from assistant.grounding.alternatives import alternative_faults
from assistant.grounding.amount_faults import amount_faults, counts_of, figures
from assistant.grounding.antonyms import antonym_faults
from assistant.grounding.asides import without_asides
from assistant.grounding.backing import Backing, backing_of
from assistant.grounding.clock import clock_faults
from assistant.grounding.compared_cases import compared_case_faults
from assistant.grounding.comparison import comparison_faults
from assistant.grounding.counts import count_faults
from assistant.grounding.crossing import crossing_faults
from assistant.grounding.exchanges import exchange_faults
from assistant.grounding.fields import field_faults
from assistant.grounding.figure_places import figure_place_faults
from assistant.grounding.foreign_cells import foreign_cell_faults
from assistant.grounding.hinglish import in_english
from assistant.grounding.idle_marks import idle_mark_faults
from assistant.grounding.kinds import kind_faults
from assistant.grounding.leaks import leak_faults
from assistant.grounding.members import member_faults
from assistant.grounding.moments import moment_faults
from assistant.grounding.names import name_faults
from assistant.grounding.neighbours import neighbour_faults
from assistant.grounding.only_lists import only_faults
from assistant.grounding.opposition import opposition_faults
from assistant.grounding.order import order_faults
from assistant.grounding.pair_answers import pair_answer_faults
from assistant.grounding.pairings import pairing_faults
from assistant.grounding.parity import parity_faults
from assistant.grounding.persons import person_faults
from assistant.grounding.pointed import pointed_faults
from assistant.grounding.polarity import polarity_faults
from assistant.grounding.portions import portion_faults
from assistant.grounding.qualifiers import qualifier_faults
from assistant.grounding.rates import rate_faults
from assistant.grounding.reply import Statement, pieces, statements
from assistant.grounding.rows import row_faults
from assistant.grounding.scope import scope_faults
from assistant.grounding.sequences import sequence_faults
from assistant.grounding.slots import slot_faults
from assistant.grounding.strangers import stranger_faults
from assistant.grounding.subjects import subject_faults
from assistant.grounding.superlatives import superlative_faults
from assistant.grounding.swaps import swap_faults
from assistant.grounding.text import plain
from assistant.grounding.things import thing_faults
from assistant.grounding.time_words import time_word_faults
from assistant.grounding.verdicts import verdict_faults
from assistant.grounding.wording import wording_faults
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
    return [
        (statement, list(dict.fromkeys(_statement_faults(statement, draft)))) for statement in statements(draft.text)
    ]


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
    cited = _cited(statement.marks, draft)
    text = in_english(without_asides(statement.text))
    sentence = plain(text)
    if not re.search(r"\w", sentence):
        return
    if not cited:
        yield f"A sentence cites nothing: {sentence[:80]}"
        return
    backing = backing_of(cited)
    if statement.announces and not re.search(r"\d", sentence):
        yield from name_faults(sentence, backing)
        return
    parts = pieces(text)
    yield from _fact_faults(sentence, backing, draft.asked, whole=not _is_divided(parts))
    if not parts:
        yield from idle_mark_faults(sentence, cited)
    else:
        yield from exchange_faults([(plain(part), _cited(marks, draft)) for part, marks in parts])
    counted = counts_of(sentence) if parts else frozenset[str]()
    for place, (part, marks) in enumerate(parts or [(text, statement.marks)]):
        own = _cited(marks, draft)
        piece, under = plain(part), backing_of(own) if own else backing
        yield from polarity_faults(piece, under, "" if place else draft.asked)
        if own and len(own) < len(cited):
            yield from _piece_faults(piece, under, counted)


def _cited(marks: frozenset[int], draft: Draft) -> list[Quote]:
    return [draft.quotes[mark - 1] for mark in sorted(marks) if 1 <= mark <= len(draft.quotes)]


def _piece_faults(piece: str, backing: Backing, counted: frozenset[str]) -> Iterator[str]:
    """A part of a sentence that has a mark of its own rests on that quote."""
    yield from amount_faults(piece, backing, counted=counted)
    yield from row_faults(piece, backing)
    yield from order_faults(piece, backing)
    yield from wording_faults(piece, backing)


def _is_divided(parts: Sequence[tuple[str, frozenset[int]]]) -> bool:
    """Whether each part of a sentence has marks that no other part has: its rows are then looked at by part."""
    marks = [mark for _, own in parts for mark in own]
    return len(parts) > 1 and len(marks) == len(set(marks))


def _fact_faults(sentence: str, backing: Backing, asked: str, *, whole: bool) -> Iterator[str]:
    yield from amount_faults(sentence, backing, asked)
    yield from rate_faults(sentence, backing)
    yield from clock_faults(sentence, backing)
    yield from figure_place_faults(sentence, backing)
    yield from count_faults(sentence, backing)
    yield from moment_faults(sentence, backing)
    yield from name_faults(sentence, backing, asked)
    if whole:
        yield from row_faults(sentence, backing)
    yield from subject_faults(sentence, backing)
    yield from kind_faults(sentence, backing)
    yield from thing_faults(sentence, backing, asked)
    yield from person_faults(sentence, backing, asked)
    yield from stranger_faults(sentence, backing)
    yield from order_faults(sentence, backing)
    yield from comparison_faults(sentence)
    yield from compared_case_faults(sentence, backing)
    yield from opposition_faults(sentence, backing)
    yield from antonym_faults(sentence, backing)
    yield from swap_faults(sentence, backing)
    yield from foreign_cell_faults(sentence, backing, asked)
    yield from qualifier_faults(sentence, backing)
    yield from superlative_faults(sentence, backing)
    yield from portion_faults(sentence, backing)
    yield from only_faults(sentence, backing)
    yield from crossing_faults(sentence, backing)
    yield from neighbour_faults(sentence, backing)
    yield from slot_faults(sentence, backing, asked)
    yield from time_word_faults(sentence, backing)
    yield from sequence_faults(sentence, backing)
    yield from parity_faults(sentence, backing)
    yield from pair_answer_faults(sentence, backing)
    yield from field_faults(sentence, backing)
    yield from alternative_faults(sentence, backing)
    yield from pairing_faults(sentence, backing)
    yield from member_faults(sentence, backing)
    yield from scope_faults(sentence, backing, asked)
    yield from pointed_faults(sentence, backing, asked)
    yield from wording_faults(sentence, backing, asked)
    yield from addition_faults(sentence, backing, asked)
    yield from verdict_faults(sentence, backing, asked)


def support_text(quote: Quote) -> str:
    """All text that a quote supports a statement with: the quote, its header row and its section path."""
    header = quote.header.text if quote.header else ""
    return "\n".join([readable(quote.span.text), header, *quote.section.path])


def _all_support(draft: Draft) -> str:
    return "\n".join(support_text(quote) for quote in draft.quotes)

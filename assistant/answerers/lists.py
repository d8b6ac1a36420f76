"""Answers from lists: the whole list with its lead-in, both lists where two are asked for, or the one item named."""

from __future__ import annotations

from assistant.answerers.draft import Draft, Notes, heading_label, quote_in, readable
from assistant.evidence import Evidence
from assistant.fits import states_count
from assistant.language import load_language
from assistant.question import Question
from assistant.support import lexical_support, stems
from corpus.guide import ListBlock


def answer_from_list(question: Question, best: Evidence, *, whole: ListBlock | None = None) -> Draft:
    """The list that the best evidence is or is part of, or its one item that the question names; or the list given."""
    notes = Notes()
    if whole is not None:
        return notes.draft(_list_text(best, whole, notes))
    block = best.block
    assert isinstance(block, ListBlock)  # callers check
    if best.passage.part is not None and not _wants_list(question) and _names_item(question, best, block):
        item = block.items[best.passage.part]
        lead = readable(block.lead_in.text).rstrip(":") if block.lead_in else heading_label(best.section)
        return notes.draft(f"{lead}: **{readable(item.text)}** {notes.cite(quote_in(best, item))}")
    counted = [item for item in block.items if states_count(question, item.text)]
    if question.asks("count") and counted:
        return notes.draft("\n\n".join(f"{readable(item.text)} {notes.cite(quote_in(best, item))}" for item in counted))
    lists = [block, *_sibling_lists(question, best)]
    lists.sort(key=lambda found: found.span.start)
    return notes.draft("\n\n".join(_list_text(best, found, notes) for found in lists))


def _names_item(question: Question, best: Evidence, block: ListBlock) -> bool:
    """Whether the question names something that this item holds and the list's lead-in and headings do not."""
    assert best.passage.part is not None  # callers check
    above = stems(" ".join([block.lead_in.text if block.lead_in else "", *best.passage.path]))
    item = stems(block.items[best.passage.part].text)
    return any(lexical_support(word, item) and not lexical_support(word, above) for word in question.content)


def _wants_list(question: Question) -> bool:
    return question.asks("list", "organisation", "how_to", "count") or not (question.kinds or question.yes_no)


def _sibling_lists(question: Question, best: Evidence) -> list[ListBlock]:
    """Other lists of the section whose lead-in holds the same named words: both halves of what was asked."""
    block = best.block
    if not isinstance(block, ListBlock) or block.lead_in is None:
        return []
    named = {stem for word in question.words for stem in stems(word)} & stems(block.lead_in.text)
    named -= {stem for word in load_language().generic for stem in stems(word)}
    return [
        other
        for other in best.section.blocks
        if isinstance(other, ListBlock)
        and other is not block
        and other.lead_in is not None
        and named
        and named <= stems(other.lead_in.text)
    ]


def _list_text(best: Evidence, block: ListBlock, notes: Notes) -> str:
    mark = notes.cite(quote_in(best, block.span))
    lead = readable(block.lead_in.text).rstrip(":") if block.lead_in else heading_label(best.section)
    where = f" ({heading_label(best.section)})" if block.lead_in and heading_label(best.section) else ""
    bullets = [f"{place}." if block.ordered else "-" for place in range(1, len(block.items) + 1)]
    items = [f"{bullet} {readable(item.text)}" for bullet, item in zip(bullets, block.items, strict=True)]
    return f"{lead}{where} {mark}:\n\n" + "\n".join(items)

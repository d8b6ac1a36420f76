"""Answers from lists: the whole list with its lead-in, both lists where two are asked for, or the one item named."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from assistant.answerers.draft import Draft, Notes, quote_in, readable, word_count
from assistant.answerers.naming import named_in_place, section_name
from assistant.answerers.running_text import answering_run, best_place, said_in
from assistant.answerers.series import PARTS
from assistant.concepts import concepts_asked, concepts_said
from assistant.context import subject_terms
from assistant.evidence import Evidence
from assistant.figure_kinds import FIGURE_OF_KIND, states_count
from assistant.language import fold, load_language
from assistant.nested_items import item_above, items_below
from assistant.question import ORDINALS, Question, named_words, numbered_things
from assistant.support import lexical_support, stems
from corpus.guide import Block, ListBlock, Span
from corpus.passages import PassageKind
from corpus.sentences import split_sentences

_WHICH = re.compile(r"\b(?:which|what|who)\b")
_COUNTS = re.compile(r"\b\d")
_SURE, _APART = 0.6, 0.25  # of the reader: that an item answers, and by how much more than the next one
_INHERITED = 0.55  # share of its item's likeliness that a list has which is not expected itself
_POSSESSIVE = re.compile(r"['’]s\b")
_SEVERAL = re.compile(r"[a-z]{3,}s")
_SHORT_ITEM = 30  # words up to which an item is given whole
_SHORT_NAME = 8  # words up to which an item is the name of what is nested under it
_ANNOUNCES = re.compile(r":$|^(?:\S+ ){0,3}\S+$")  # ends in a colon, or is itself hardly more than a name
_MEMBERS = PARTS | {"one"}  # "the second one"


def answer_from_list(
    question: Question, best: Evidence, evidence: Sequence[Evidence] = (), *, whole: ListBlock | None = None
) -> Draft:
    """The list that the best evidence is or is part of, or its one item that the question names; or the list given.

    `evidence` is looked at for an item that the reader is sure of.
    """
    notes = Notes()
    if whole is not None:
        return notes.draft(_list_text(best, whole, notes))
    block = best.block
    assert isinstance(block, ListBlock)  # callers check
    place = _item_asked(question, best, block)
    if place is None:
        place = _item_read(question, best, evidence)
    if place is None:
        place = _item_expected(best, evidence)
    if place is not None:
        item = block.items[place]
        if draft := _of_long_item(question, best, item):
            return draft
        below = items_below(best.guide, block, place)
        if below and (question.asks("list") or _ANNOUNCES.search(readable(item.text))):
            return notes.draft(_items_below_text(best, item, below, notes))
        return notes.draft(_item_text(best, block, item, notes))
    if question.asks("count") and best.passage.part is not None and _COUNTS.search(block.items[best.passage.part].text):
        item = block.items[best.passage.part]  # "how many people does a senior handle": "leads 5 to 8 engineers"
        return notes.draft(_item_text(best, block, item, notes))
    counted = [item for item in block.items if states_count(question, item.text)]
    if question.asks("count") and counted:
        return notes.draft("\n\n".join(f"{readable(item.text)} {notes.cite(quote_in(best, item))}" for item in counted))
    lists = [block, *_sibling_lists(question, best)]
    lists.sort(key=lambda found: found.span.start)
    return notes.draft("\n\n".join(_list_text(best, found, notes) for found in lists))


def _of_long_item(question: Question, best: Evidence, item: Span) -> Draft | None:
    """The sentences that answer of an item that is a paragraph, after the name it begins with; None where it is short.

    The whole item is quoted, for its name belongs to every sentence of it.
    """
    sentences = split_sentences(best.guide.text, item.start, item.end)
    if len(sentences) < 2 or word_count(readable(item.text)) <= _SHORT_ITEM:
        return None
    spans = answering_run(sentences, best_place(question, sentences))
    name = "" if sentences[0] in spans else f"**{readable(sentences[0].text)}** "
    notes = Notes()
    return notes.draft(f"{name}{said_in(spans)} {notes.cite(quote_in(best, item))}")


def _item_asked(question: Question, best: Evidence, block: ListBlock) -> int | None:
    """The place of the one item that is asked about, None where the list as a whole is.

    An item is asked about if it holds most of what the question names beyond the list's lead-in and headings; where
    several things are asked for, only if it holds all of that, and either two words of it or what is no such list.
    """
    above = stems(" ".join([block.lead_in.text if block.lead_in else "", *best.passage.path[-1:]]))
    above |= subject_terms(best.guide)
    beyond = [
        word for word in question.content if not lexical_support(word, above) and word not in question.attribute_words
    ]
    if (numbered := _numbered(question, block, above)) is not None:
        return numbered
    if any(word.removesuffix("s") not in _MEMBERS for word in beyond):  # "the portfolio round" is told by "portfolio"
        beyond = [word for word in beyond if word.removesuffix("s") not in _MEMBERS]
    held = [sum(lexical_support(word, stems(item.text)) for word in beyond) for item in block.items]
    if figure := FIGURE_OF_KIND.get(question.kind or ""):  # what holds the figure asked for before what only names
        with_it = [number if figure.search(item.text) else 0 for number, item in zip(held, block.items, strict=True)]
        held = with_it if any(with_it) else held
    most = max(held)
    if not most:
        told = _told_by_degree(question, block)
        return _told_by_concept(question, best, block) if told is None else told
    place = held.index(most)
    if best.passage.part is not None and held[best.passage.part] == most:
        place = best.passage.part
    elif held.count(most) > 1:
        return None
    if question.asks("list", "organisation", "how_to", "count"):
        of_it = most == len(beyond) >= 2 or (2 * most >= len(beyond) and not _names_the_list(question, best, block))
        if held.count(most) == 1 and of_it:
            return place
        return _told_by_degree(question, block)
    if question.kinds or question.yes_no:
        return place
    return place if held.count(most) == 1 and most * 2 >= len(beyond) else None


def _names_the_list(question: Question, best: Evidence, block: ListBlock) -> bool:
    """Whether a question names things in the plural ("which tools for X", "interview rounds"), or what a list is of."""
    subject = subject_terms(best.guide)
    of_a_list = (stems(block.lead_in.text) if block.lead_in else frozenset()) - subject
    words = fold(_POSSESSIVE.sub("", question.text)).split()
    for word in (word for word in words if _SEVERAL.fullmatch(word) and not stems(word) <= subject):
        if word in question.attribute_words or word.removesuffix("s") in PARTS or not stems(word).isdisjoint(of_a_list):
            return True
    return False


def _told_by_concept(question: Question, best: Evidence, block: ListBlock) -> int | None:
    """The place of the one item that speaks of what is asked in other words: "collaborates with" of "work with".

    Of what stands over the list, all of it speaks.
    """
    over = concepts_said(" ".join([block.lead_in.text if block.lead_in else "", *best.passage.path[-1:]]))
    asked = {found.concept.name for found in concepts_asked(question.folded)} - over
    places = [at for at, item in enumerate(block.items) if asked & concepts_said(item.text)]
    return places[0] if len(places) == 1 and not question.asks("list") else None


def _told_by_degree(question: Question, block: ListBlock) -> int | None:
    """The place of the one item that says the comparative asked for: "which of them is easier"."""
    if not _WHICH.search(question.folded):
        return None
    degrees = [word for word in question.words if word in load_language().comparatives]
    places = [at for at, item in enumerate(block.items) if any(stems(word) <= stems(item.text) for word in degrees)]
    return places[0] if len(places) == 1 else None


def _item_read(question: Question, best: Evidence, evidence: Sequence[Evidence]) -> int | None:
    """The place of the one item that the reader finds answering, where no list is asked for."""
    if question.asks("list", "organisation", "how_to", "count", "comparison", "roadmap", "table", "total"):
        return None
    items = [item for item in evidence if item.block is best.block and item.passage.kind is PassageKind.ITEM]
    read = sorted(items, key=lambda item: -item.read)
    whole = max((item.read for item in evidence if item.block is best.block and item not in items), default=0.0)
    sure = (
        bool(read) and read[0].read >= max(_SURE, whole) and (len(read) == 1 or read[0].read - read[1].read >= _APART)
    )
    return read[0].passage.part if sure else None


def _item_expected(best: Evidence, evidence: Sequence[Evidence]) -> int | None:
    """The place of the one item that the guide's owner expects to answer, and not the list as a whole."""
    beside = [item for item in evidence if item.block is best.block]
    items = sorted(
        (item for item in beside if item.passage.kind is PassageKind.ITEM), key=lambda item: -item.signal("expected")
    )
    if not items or not items[0].is_expected_surely:
        return None
    likely = items[0].signal("expected")
    second = max((item.signal("expected") for item in items[1:]), default=0.0)
    whole = max((item.signal("expected") for item in beside if item not in items), default=0.0)
    return items[0].passage.part if likely - second >= _APART and whole <= _INHERITED * likely else None


def _numbered(question: Question, block: ListBlock, above: Set[str]) -> int | None:
    """The place of the item of an ordered list that is asked about by its number, as "the fourth round"."""
    if not block.ordered:
        return None
    for number, noun in numbered_things(question.folded):
        place = number - 1 if number > 0 else len(block.items) - 1
        if number > 0 and not above.isdisjoint(stems(ORDINALS[number - 1]) if number <= len(ORDINALS) else ()):
            continue  # "tips for the first year", where the heading says so
        if place < len(block.items) and (stems(noun) & above or noun in _MEMBERS):
            return place
    return None


def _sibling_lists(question: Question, best: Evidence) -> list[ListBlock]:
    """Other lists of the section whose lead-in holds the same named words, or of a step asked about as a whole."""
    block = best.block
    if question.step is not None and question.step == best.section.number and not named_words(question):
        others = (other for other in best.section.blocks if isinstance(other, ListBlock) and other is not block)
        return [other for other in others if not _is_told_from(question, block, other)]
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


def _is_told_from(question: Question, block: Block | None, other: ListBlock) -> bool:
    """Whether the question names a list by a word of its lead-in that the other's lacks."""
    if not isinstance(block, ListBlock) or block.lead_in is None or other.lead_in is None:
        return False
    held, lacked = stems(block.lead_in.text), stems(other.lead_in.text)
    return any(stems(word) & held and not stems(word) & lacked for word in question.content)


def _items_below_text(best: Evidence, item: Span, below: Sequence[Span], notes: Notes) -> str:
    """An item with all that is nested under it."""
    lead = f"{section_name(best.section)} – {readable(item.text).rstrip(':')} {notes.cite(quote_in(best, item))}"
    return f"{lead}:\n\n" + "\n".join(f"- {readable(one.text)} {notes.cite(quote_in(best, one))}" for one in below)


def _item_text(best: Evidence, block: ListBlock, item: Span, notes: Notes) -> str:
    marks = notes.cite(quote_in(best, item))
    above = item_above(best.guide, block, block.items.index(item))
    if above is not None and word_count(readable(above.text)) <= _SHORT_NAME:
        lead = f"{section_name(best.section)} – {readable(above.text).rstrip(':')}"
        return f"{lead}: **{readable(item.text)}** {marks}{notes.cite(quote_in(best, above))}"
    if block.lead_in is None:
        return f"{section_name(best.section)}: **{readable(item.text)}** {marks}"
    marks += notes.cite(quote_in(best, block.lead_in))  # what the item is said of is said there
    return f"{readable(block.lead_in.text).rstrip(':')}: **{readable(item.text)}** {marks}"


def _list_text(best: Evidence, block: ListBlock, notes: Notes) -> str:
    mark = notes.cite(quote_in(best, block.span))
    lead = named_in_place(best.guide, best.section, block.lead_in.text) if block.lead_in else section_name(best.section)
    bullets = [f"{place}." if block.ordered else "-" for place in range(1, len(block.items) + 1)]
    items = [f"{bullet} {readable(item.text)}" for bullet, item in zip(bullets, block.items, strict=True)]
    return f"{lead} {mark}:\n\n" + "\n".join(items)

"""What a passage defines: what it is about, and what initials stand for."""

from __future__ import annotations

import re

from assistant.context import block_of, faq_of, subject_terms
from assistant.language import read_data
from assistant.question import Question
from assistant.short_forms import spelt_out_in
from assistant.support import lexical_support, stems
from corpus.guide import Guide, Label, ListBlock, Paragraph, Table
from corpus.passages import Passage, PassageKind

_DEFINING_VERB = re.compile(r"\b(?:is|are|means?|stands for|refers to|allows|lets|builds?|focus(?:es)?)\b", re.I)
_ALSO_CALLED = re.compile(r",? (?:also )?(?:called|known as|or) (?:an? |the )?([^,]{2,40}),|,? \(([^)]{2,40})\)", re.I)
_SHORT_FORM = re.compile(r"\b(?:full forms?|stands? for|short for|abbreviation)\b")
_ABOUT_SHORT_FORMS = frozenset(["full", "form", "stand", "stands", "short", "abbreviation"])
_SPELT_OUT = re.compile(r"\bstands? for\b|\bshort for\b|\b[A-Z][\w&]*[A-Z]\b\)? (?:means|is (?:an?|the|short))\b")
_NAMED_ITEM = re.compile(r"[*_]{0,3}([^:—–]{1,40}?)[*_]{0,3}(?: [—–-] |:[*_]{0,3} )\S")  # "Name: what it is"
_APPOSED = re.compile(  # "…, the fee that users pay": what stands before says what it names
    r"(?:^|(?<=[,;:] ))([^,;:.]{2,40}), (?:the|an?|that is,?|i\.e\.,?|meaning|which (?:is|are|means))"
    r" (?=[^,;.]*\b(?:that|which|who|for|of|where|by|with)\b)(?![^,;.]*,? (?:and|or) [^,;.]*$)"
)

DEFINING_WORDS = frozenset(read_data("words.toml")["defining"].split())


def asks_short_form(question: Question) -> bool:
    """Whether it is asked what initials stand for."""
    return bool(_SHORT_FORM.search(question.folded))


def spells_out(question: Question, guide: Guide, passage: Passage) -> bool:
    """Whether a passage tells what the initials asked about stand for; it may leave the guide's subject unnamed."""
    named = [word for word in question.content if word not in DEFINING_WORDS | _ABOUT_SHORT_FORMS]
    said = [f"{short} {words}" for short, words in spelt_out_in(passage.text)]
    if _SPELT_OUT.search(passage.text):
        said.append(passage.text)
    return any(all(lexical_support(word, stems(one) | subject_terms(guide)) for word in named) for one in said)


def subject_of(guide: Guide, passage: Passage) -> str | None:
    """What a passage is about: its FAQ question, row label, label name, lead-in, heading, or a sentence's subject."""
    if pair := faq_of(guide, passage):
        return pair.question.text
    block = block_of(guide, passage)
    heading = passage.path[-1] if passage.path else ""
    if isinstance(block, Table) and passage.part is not None:
        return " ".join([block.rows[passage.part].cells[0].text, *(cell.text for cell in block.header.cells)])
    if isinstance(block, Label):
        return block.name.text
    if isinstance(block, ListBlock):
        if passage.kind is PassageKind.ITEM:
            named = _NAMED_ITEM.match(passage.text) or _APPOSED.search(passage.text)
            return named[1] if named else None
        return block.lead_in.text if block.lead_in else None
    if isinstance(block, Paragraph):
        said = passage.text.replace("*", "").replace("_", "")
        other = _ALSO_CALLED.search(said)
        plain = re.sub(r"^[A-Z][\w\s-]{0,20}, ", "", said[: other.start()] + said[other.end() :] if other else said)
        subject = _DEFINING_VERB.split(plain, maxsplit=1)
        if len(subject) != 2 or len(subject[0].split()) > 6:
            return None
        return f"{subject[0]} {other[1] or other[2]}" if other else subject[0]
    return heading

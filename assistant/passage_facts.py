"""What is known of a passage whatever is asked: read once, since nearly every question meets nearly every passage."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from assistant.concepts import concepts_said
from assistant.context import (
    block_of,
    context_text,
    faq_of,
    is_step,
    label_of,
    lead_in_of,
    leads_over,
    names_of,
    place_words,
    without_initials_at_places,
)
from assistant.defining import subject_of
from assistant.figure_kinds import FIGURE_OF_KIND
from assistant.given_figures import counted_text
from assistant.language import load_language
from assistant.question import read_question
from assistant.short_forms import with_short_forms
from assistant.support import stems
from assistant.topics import topics_asked, topics_said, topics_told
from corpus.guide import Block, Guide, Label, ListBlock, Paragraph, Table
from corpus.passages import Passage, PassageKind

SOURCE = re.compile(r"^sources?\b|^based on\b", re.I)  # name of a label line that says where figures come from
_BYLINE = re.compile(  # who wrote a guide, and when
    r"[*_\s]*(?:written|published|updated|last (?:updated|checked|revised)|revised|reviewed|posted|edited|authors?|by"
    r"|reading time) ?(?:by|on|in|:)",
    re.I,
)
_OPENING = 4  # words at a sentence's beginning that tell what it is about
_GOES_ON = re.compile(r"[*_]*(?:it|its|they|their|this|these|that|those|the|each|both|he|she|such|here|there)\b", re.I)
_YES_NO_QUESTION = re.compile(r"^(?:is|are|do|does|can|could|should|will|would|must|has|have)\b", re.I)


@dataclass(frozen=True, kw_only=True)
class PassageFacts:
    """A passage of a guide as questions are held against it. Words are stems, places the first of their names."""

    passage: Passage
    guide: Guide
    context: frozenset[str]  # with its headings, header row, lead-in and question
    own: frozenset[str]  # of its text alone
    said: frozenset[str]  # names of the concepts that its text or what stands above it speaks of
    heading_topics: frozenset[str]  # that its heading is about; of a FAQ pair those that its question asks about
    topics: frozenset[str]  # that its lead-in, label name or table head is about
    label: str | None  # its row label or label name
    lead_in: frozenset[str] | None  # of a whole list: what introduces it, also a heading over it alone
    alike: int  # how many lists of the guide have that introduction, this one among them
    places: frozenset[str]  # that its text names
    place: str | None  # that its text names most often
    places_above: frozenset[str]  # that its headings name
    place_with_headings: str | None  # that text and headings name most often
    names_source: bool  # whether it only names where figures come from, or who wrote the guide and when
    faq_question: frozenset[str] | None  # of a whole FAQ pair
    faq_yes_no: bool  # whether that question is one of yes or no

    @classmethod
    def of(cls, guide: Guide, passage: Passage) -> PassageFacts:
        """Read a passage."""
        block, pair = block_of(guide, passage), faq_of(guide, passage)
        above = [*passage.path[-1:], lead_in_of(block) or "", pair.question.text if pair else ""]
        label = label_of(block, passage)
        lead_in = _announced(guide, passage)
        own, headings = (
            _places(without_initials_at_places(text, guide)) for text in (passage.text, " ".join(passage.path))
        )
        whole_pair = pair if passage.kind is PassageKind.FAQ else None
        return cls(
            passage=passage,
            guide=guide,
            context=with_short_forms(stems(context_text(guide, passage)), guide)
            | _pointed_at(guide, passage)
            | _named_before(guide, passage),
            own=stems(passage.text),
            said=concepts_said(passage.text).union(*map(concepts_said, above)),
            heading_topics=topics_asked(read_question(pair.question.text), guide) if pair else _headed(guide, passage),
            topics=topics_said(f"{lead_in_of(block) or ''} {_named_by(block)}") | _told(guide, passage),
            label=label,
            lead_in=stems(lead_in) if lead_in else None,
            alike=_alike(guide, block) if lead_in else 1,
            places=frozenset(own),
            place=_first(own),
            places_above=frozenset(headings),
            place_with_headings=_first(own + headings),
            names_source=(passage.kind is PassageKind.LABEL and bool(label and SOURCE.search(label)))
            or bool(_BYLINE.match(passage.text)),
            faq_question=stems(whole_pair.question.text) if whole_pair else None,
            faq_yes_no=bool(whole_pair and _YES_NO_QUESTION.match(whole_pair.question.text)),
        )

    # What only some kinds of questions want is read when the first one does.

    @cached_property
    def counted(self) -> str:
        """The text in which a number of things may be stated."""
        return counted_text(self.guide, self.passage)

    @cached_property
    def subject(self) -> str | None:
        """What it is about, where that can be told."""
        return subject_of(self.guide, self.passage)


def _headed(guide: Guide, passage: Passage) -> frozenset[str]:
    """The topics of the headings above; none for what only leads over to the sections below it."""
    if leads_over(guide, passage.section):
        return frozenset()
    path = passage.path[:-1]
    before = range(passage.section - 1, -1, -1) if path else ()
    parent = next((at for at in before if guide.sections[at].path == path), None)
    above = path[-1:] if parent is not None and leads_over(guide, parent) else ()
    return topics_said(" ".join([*above, *passage.path[-1:]]))


def _told(guide: Guide, passage: Passage) -> frozenset[str]:
    """The topics that a passage of running text answers itself; the time of a step is a part of how long it takes."""
    if passage.kind in (PassageKind.ROW, PassageKind.TABLE):
        return frozenset()
    timed = passage.kind is PassageKind.LABEL and is_step(guide.sections[passage.section])
    of_step = timed and FIGURE_OF_KIND["duration"].search(passage.text)
    return topics_told(passage.text) | ({"how long"} if of_step else frozenset())


def _named_by(block: Block | None) -> str:
    """What tells what a block is about: the head of a table, the name of a label line."""
    if isinstance(block, Table):
        return " ".join(cell.text for cell in block.header.cells)
    return block.name.text if isinstance(block, Label) else ""


def _pointed_at(guide: Guide, passage: Passage) -> frozenset[str]:
    """The stems of the sentence before, where a sentence of a paragraph goes on with it: "It stays valid for …"."""
    if passage.kind is not PassageKind.SENTENCE or not passage.part or not _GOES_ON.match(passage.text):
        return frozenset()
    block = block_of(guide, passage)
    return stems(block.sentences[passage.part - 1].text) if isinstance(block, Paragraph) else frozenset()


def _named_before(guide: Guide, passage: Passage) -> frozenset[str]:
    """The names that a sentence goes on about that names nothing at its beginning: "The form costs".

    They are those of the nearest sentence before it in the paragraph that has any.
    """
    block = block_of(guide, passage)
    if passage.kind is not PassageKind.SENTENCE or not passage.part or not isinstance(block, Paragraph):
        return frozenset()
    names = names_of(guide)
    if names & {word.lower() for word in re.findall(r"[\w+#]+", passage.text)[:_OPENING]}:
        return frozenset()
    for before in reversed(block.sentences[: passage.part]):
        said = FIGURE_OF_KIND["date"].sub(" ", before.text)  # months and weekdays are names too
        if found := names & {word.lower() for word in re.findall(r"\b[A-Z][\w+#]*", said)}:
            return frozenset().union(*map(stems, found))
    return frozenset()


def _announced(guide: Guide, passage: Passage) -> str | None:
    """What a whole list is announced by: its lead-in, and the heading of a section with nothing else but sentences."""
    block = block_of(guide, passage)
    if not isinstance(block, ListBlock) or passage.part is not None:
        return None
    others = (other for other in guide.sections[passage.section].blocks if other is not block)
    heading = passage.path[-1:] if all(isinstance(other, Paragraph) for other in others) else ()
    return " ".join([*heading, lead_in_of(block) or ""]).strip() or None


def _alike(guide: Guide, block: Block | None) -> int:
    """How many lists of a guide are introduced by the same words: "Tools to learn:" tells none of them apart."""
    own = lead_in_of(block)
    lists = (other for section in guide.sections for other in section.blocks if isinstance(other, ListBlock))
    return max(1, sum(own is not None and lead_in_of(other) == own for other in lists))


def _places(text: str) -> Counter[str]:
    place_of = load_language().place_of
    return Counter(place_of[word] for word in place_words(text))


def _first(counts: Counter[str]) -> str | None:
    return counts.most_common(1)[0][0] if counts else None

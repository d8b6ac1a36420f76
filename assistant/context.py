"""What a passage is read under: its block, FAQ question, headings, label, and what its guide is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile

from assistant.language import load_language
from assistant.nested_items import item_above
from assistant.question import Question
from assistant.support import stems
from corpus.career import career_in
from corpus.guide import Block, FaqPair, Guide, Label, ListBlock, Paragraph, Section, Table
from corpus.layout import STEP_NOUNS
from corpus.passages import Passage
from index.lexical import terms

_STEP = re.compile(rf"\b(?:{'|'.join(STEP_NOUNS)})\b", re.I)
# "Tailor (cutting, fitting, shop licence)" names parts of the trade; "Sea Officer (SO)" its other name.
_LISTED_IN_TITLE = re.compile(r"\([^()]*(?:,|\S\s+\S+\s+\S)[^()]*\)")
_OFTEN = 3  # times that a guide writes the name of the career it is about


def block_of(guide: Guide, passage: Passage) -> Block | None:
    """The innermost block that a passage is or is part of; a whole FAQ pair is its own block."""
    if passage.block is None:
        return None
    block = guide.sections[passage.section].blocks[passage.block]
    if isinstance(block, FaqPair) and passage.answer_block is not None:
        return block.answer[passage.answer_block]
    return block


def faq_of(guide: Guide, passage: Passage) -> FaqPair | None:
    """The FAQ pair that a passage belongs to, if any."""
    if passage.block is None:
        return None
    block = guide.sections[passage.section].blocks[passage.block]
    return block if isinstance(block, FaqPair) else None


def is_step(section: Section) -> bool:
    """Whether a section is a numbered step, stage or the like of a way, and no mere chapter with a number."""
    return section.number is not None and section.heading is not None and bool(_STEP.search(section.heading.text))


def sections_below(guide: Guide, section: int) -> Sequence[Section]:
    """The sections that stand under a section's heading, of any depth, in order."""
    depth = len(guide.sections[section].path)
    return tuple(takewhile(lambda later: len(later.path) > depth, guide.sections[section + 1 :]))


@lru_cache(maxsize=4_096)
def step_over(guide: Guide, section: int) -> Section:
    """The numbered step that a section stands under ("3c. Testing" under "Phase 3"), or else the section itself."""
    here = guide.sections[section]
    if here.number is not None and is_step(here):
        return here
    above = {here.path[:depth] for depth in range(1, len(here.path))}
    before = (guide.sections[at] for at in range(section - 1, -1, -1))
    return next((one for one in before if one.path in above and is_step(one)), here)


def leads_over(guide: Guide, section: int) -> bool:
    """Whether a section is one sentence before those below it: "Before you start, see whether it suits you"."""
    (here, *below) = guide.sections[section : section + 2]
    alone = len(here.blocks) == 1 and isinstance(here.blocks[0], Paragraph) and len(here.blocks[0].sentences) == 1
    return alone and any(one.path[:-1] == here.path for one in below)


def lead_in_of(block: Block | None) -> str | None:
    """The line that introduces a list, or None."""
    return block.lead_in.text if isinstance(block, ListBlock) and block.lead_in else None


def context_text(guide: Guide, passage: Passage) -> str:
    """The passage with all that its words are read under: title, headings, header row, lead-in or FAQ question."""
    parts: list[str] = [guide.title, *passage.path, passage.text]
    block = block_of(guide, passage)
    if isinstance(block, Table):
        parts.append(block.header.span.text)
    elif isinstance(block, ListBlock):
        parts.append(block.lead_in.text if block.lead_in else "")
        if passage.part is not None and (above := item_above(guide, block, passage.part)):
            parts.append(above.text)
    if pair := faq_of(guide, passage):
        parts.append(pair.question.text)
    return " \n ".join(parts)


def label_of(block: Block | None, passage: Passage) -> str | None:
    """The row label or label name of a passage, as `label_names` reads it."""
    if isinstance(block, Table) and passage.part is not None:
        return label_names(block.rows[passage.part].cells[0].text)
    return block.name.text if isinstance(block, Label) else None


@lru_cache(maxsize=8_192)
def label_names(label: str) -> str:
    """A label without number and brackets, but with a short form in them as a second name: "Long Name / LN"."""
    label = re.sub(r"^\W*\d{1,2}[.)]\s+", "", label)
    short = re.sub(r"\s*\(([A-Z][\w&+-]*[A-Z+])\)", r" / \1", label)
    return re.sub(r"\(.*?\)", "", short)


def stands_in(label: str, question: Question) -> bool:
    """Whether a label's words stand in a question one after the other; "A / B" is two labels."""
    asked = f" {_in_order(question.folded)} "
    return any(form in asked for form in _forms(label))


@lru_cache(maxsize=8_192)
def _forms(label: str) -> tuple[str, ...]:
    """The words of each of a label's names in order, between blanks."""
    return tuple(f" {words} " for words in map(_in_order, label.split("/")) if words)


@lru_cache(maxsize=8_192)
def _in_order(text: str) -> str:
    return " ".join(terms(text))


@lru_cache(maxsize=256)
def career_of(guide: Guide) -> str:
    """The career a guide is about, in small letters: as its id says, or its text where the id names none.

    An id names a career by a role ("data-analyst"), or where the title or often the text says it ("florist").
    """
    words = re.findall(r"[^\W_]+", guide.id.lower()) or [guide.id]
    named = " ".join(words)
    if not load_language().role_nouns.isdisjoint(words) or (len(words) > 1 and named in guide.title.lower()):
        return named
    said = 0 if load_language().generic.issuperset(words) else guide.text.lower().count(named)
    return named if said >= _OFTEN else (career_in(guide.text) or named).lower()


@lru_cache(maxsize=256)
def subject_terms(guide: Guide) -> frozenset[str]:
    """The stems that name the guide's subject: of its title, id and career, with the initials of neighbouring words."""
    found: set[str] = set()
    title = _LISTED_IN_TITLE.sub(" ", guide.title.split(":")[0])
    for name in (title, guide.id.replace("-", " ").replace("_", " "), career_of(guide)):
        words = re.findall(r"\w+", name)
        found |= stems(name) | {stem for word in words for stem in stems(re.sub(r"(?:er|ing|ist|or)$", "", word))}
        found |= {stem for word in words for stem in stems(word + "ing")}
        found |= {
            "".join(word[0] for word in words[start:end]).lower()
            for start in range(len(words))
            for end in range(start + 2, len(words) + 1)
        }
    return frozenset(found)


@lru_cache(maxsize=256)
def home_of(guide: Guide) -> str | None:
    """The place that a guide names most often, by the first of its names; None if it names none.

    A figure in a place's own money names that place too.
    """
    place_of = load_language().place_of
    counts = Counter(place_of[word] for word in place_words(guide.text))
    for sign, place in load_language().currencies.items():
        if signs := guide.text.count(sign):
            counts[place_of[place]] += signs
    return max(counts, key=lambda place: (counts[place], place)) if counts else None


@lru_cache(maxsize=32_768)
def place_words(text: str) -> tuple[str, ...]:
    """The words of a text that name places, lower case, those of one name joined by "-" ("united-kingdom").

    "us" names a place only where it is written in capitals.
    """
    places = load_language().places
    found: list[str] = []
    for run in re.findall(r"[A-Z][\w.]*(?: [A-Z][\w.]*)*", text):
        words = run.split()
        at = 0
        while at < len(words):
            names = ["-".join(words[at : at + size]).lower() for size in (3, 2, 1) if at + size <= len(words)]
            name = next((one for one in names if one in places and (one != "us" or words[at] == "US")), None)
            if name is not None:
                found.append(name)
            at += name.count("-") + 1 if name else 1
    return tuple(found)


@lru_cache(maxsize=256)
def _initials_at_places(guide: Guide) -> re.Pattern[str] | None:
    """Names of the guide's that are initials before a place ("IIT Delhi"), as a pattern; None where it has none."""
    places = load_language().places
    pairs = set(re.findall(r"\b([A-Z][A-Z&]+) (?=([A-Z]\w+))", guide.text))
    found = {f"{name} {place}" for name, place in pairs if place.lower() in places and name.lower() not in places}
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(found)))})\b", re.I) if found else None


def without_initials_at_places(text: str, guide: Guide) -> str:
    """A text without such names of the guide's: who asks for "IIT Delhi" asks about an institute, not for a place."""
    pattern = _initials_at_places(guide)
    return pattern.sub(" ", text) if pattern else text


@lru_cache(maxsize=256)
def names_of(guide: Guide) -> frozenset[str]:
    """The guide's proper names, lower case: words that are never written small and not only begin sentences."""
    small = set(re.findall(r"\b[a-z][\w+#]*", guide.text))
    capital = re.findall(r"(?:(?<=[\w,(:;)] )|(?<=\*\* )|(?<=\| ))[A-Z][\w+#]*", guide.text)
    return frozenset(word.lower() for word in capital) - {word.lower() for word in small}

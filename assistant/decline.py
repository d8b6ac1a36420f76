"""What a decline says: what the guide does not cover, the nearest sections by name, and whom to ask.

A declined text holds no figure of the guide, so that nothing in it can be mistaken for the thing asked.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from assistant.answer import Decline, Reason
from assistant.answerers.draft import heading_label, readable
from assistant.context import career_of, faq_of, subject_terms
from assistant.evidence import Evidence
from assistant.guides import article
from assistant.prepared import prepared_topic
from assistant.question import Question
from assistant.support import lexical_support, stems
from corpus.guide import FaqPair, Guide, Section
from corpus.layout import NUMBERED_NOUNS
from index.anticipated import Nearest

_SAID = {
    Reason.NOT_IN_GUIDE: "The guide does not say.",
    Reason.OFF_TOPIC: "That is outside this guide.",
    Reason.OTHER_PLACE: "The guide does not say this for the place you ask about.",
    Reason.OTHER_ROLE: "The guide does not say this for the role you ask about.",
    Reason.OTHER_YEAR: "The guide does not say this for the year you ask about.",
    Reason.PROVIDER_DETAIL: "The guide gives no such detail of a course or institute.",
    Reason.ONLY_MENTIONED: "The guide does not explain this.",
    Reason.UNREADABLE: "I cannot read this message.",
    Reason.TOO_LONG: "This message is too long for me to read.",
}
_OF_SEVERAL = {  # said in place of the above where there are several guides
    Reason.NOT_IN_GUIDE: "The guides do not say.",
    Reason.OFF_TOPIC: "That is outside these guides.",
    Reason.OTHER_ROLE: "No guide here says this for the role you ask about.",
}
_LOOKED_AT = 12  # passages that near sections are taken from
_MOST_NAMED = 3  # sections and FAQ questions
_ENOUGH = 0.4  # share of the words asked about that a near section holds
_NOUNS = "|".join(NUMBERED_NOUNS)
_NUMBERING = re.compile(  # "Step 2 — ", "4.1 Stage 1: ", "3. ", but no "Top 10 " and no "Class 12 "
    rf"^(?:\d{{1,2}}(?:\.\d{{1,2}})+\.?\s+)?(?:(?:{_NOUNS})\s\d{{1,2}}\b\s*[-–—:.)]*|\d{{1,2}}\s*[-–—:.)]+(?=\s))\s*",
    re.I,
)


def decline(
    reason: Reason,
    question: Question,
    evidence: Sequence[Evidence],
    *,
    contact: str,
    anticipated: Nearest | None = None,
    several: bool = False,
) -> Decline:
    """The calm decline: what is not covered, up to three near sections, the contact.

    Where the guide's owner expected the question, it says what they want said, and names the sections they chose. Where
    there are `several` guides, it says of each section which one it is in.
    """
    topic = prepared_topic(question, reason, evidence[0], anticipated) if evidence and anticipated else None
    if topic is not None:
        near = _named(topic.near)
        return Decline(said=topic.say, by_owner=True, near=near, contact=contact, off_topic=topic.off_topic)
    said = _OF_SEVERAL.get(reason, _SAID[reason]) if several else _SAID[reason]
    if reason is Reason.OFF_TOPIC:
        return Decline(said=f"{said} {_can_help(evidence, several=several)}", contact=contact, off_topic=True)
    return Decline(said=said, near=near_sections(question, evidence, several=several), contact=contact)


def _can_help(evidence: Sequence[Evidence], *, several: bool) -> str:
    """What the assistant can be asked about."""
    if several or not evidence:
        return "I can help with questions about the careers described here."
    career = career_of(evidence[0].guide)
    return f"I can help with questions about a career as {article(career)} {career}."


def near_sections(question: Question, evidence: Sequence[Evidence], *, several: bool = False) -> tuple[str, ...]:
    """Names of the sections and FAQ questions of the best evidence that speak of something asked about; maybe none.

    Names are without numbering, each once; names with figures are left out. With `several` guides the career of each
    is named too.
    """
    said = [(item, _share_said(question, item)) for item in evidence[:_LOOKED_AT]]
    enough = max([_ENOUGH, *(share for _, share in said)])
    names = [
        f"{name} ({career_of(item.guide)})" if several else name
        for item, share in said
        if share >= enough
        for name in _named([_place_name(item)])
    ]
    return tuple(dict.fromkeys(names))[:_MOST_NAMED]


def _share_said(question: Question, item: Evidence) -> float:
    """The share of the words asked about that an evidence's own words hold; those of its guide's title all hold."""
    subject = subject_terms(item.guide)
    own = item.context - stems(item.guide.title)
    words = [word for word in question.asked if not stems(word) <= subject]
    return sum(lexical_support(word, own) for word in words) / max(1, len(words))


def sections_named(guide: Guide, names: Collection[str]) -> list[int]:
    """The numbers of a guide's sections that a decline names, themselves or one of their FAQ questions."""
    plain = {name.removesuffix(f" ({career_of(guide)})") for name in names}
    return [number for number, named in enumerate(_names_of_sections(guide)) if not plain.isdisjoint(named)]


@lru_cache(maxsize=256)
def _names_of_sections(guide: Guide) -> tuple[tuple[str, ...], ...]:
    return tuple(_named([heading_label(section), *_questions_of(section)]) for section in guide.sections)


def _questions_of(section: Section) -> list[str]:
    return [readable(block.question.text) for block in section.blocks if isinstance(block, FaqPair)]


def _place_name(item: Evidence) -> str:
    """What a place is offered by: its FAQ question, else its heading; nothing where that only heads an FAQ."""
    if pair := faq_of(item.guide, item.passage):
        return readable(pair.question.text)
    return "" if _questions_of(item.section) else heading_label(item.section)


def _named(names: Iterable[str]) -> tuple[str, ...]:
    plain = dict.fromkeys(_NUMBERING.sub("", readable(name)) for name in names)
    return tuple(name for name in plain if name and not re.search(r"\d", name))


def clarify_text(choices: Sequence[str]) -> str:
    """The question back, when a message does not say what it asks about."""
    return "Which of these do you mean?" if choices else "What would you like to know? Please add a word or two."

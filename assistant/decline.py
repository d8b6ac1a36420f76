"""What a decline says: what the guide does not cover, the nearest sections by name, and whom to ask.

A declined text holds no figure of the guide, so that nothing in it can be mistaken for the thing asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.answer import Decline, Reason
from assistant.answerers.draft import heading_label
from assistant.context import career_of
from assistant.evidence import Evidence
from corpus.guide import Section
from index.anticipated import Nearest, NearQuestion

_SAID = {
    Reason.NOT_IN_GUIDE: "The guide does not say.",
    Reason.OFF_TOPIC: "That is outside what this guide is about.",
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
    Reason.OFF_TOPIC: "That is outside what these guides are about.",
    Reason.OTHER_ROLE: "No guide here says this for the role you ask about.",
}
_NUMBERING = re.compile(r"^(?:\w+ )?\d{1,2}\s*(?:[-–—:.)]|\b)\s*")


_SAME_TOPIC = 0.72  # similarity from which an anticipated question is taken to be on the topic asked


def decline(
    reason: Reason,
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
    if (expected := _expected(anticipated)) is not None and evidence:
        topic, sections = expected.topic, evidence[0].guide.sections
        assert topic is not None  # uncovered questions have one
        near = _named(sections[number] for number in topic.near) if expected.guide == evidence[0].guide.id else []
        return Decline(said=topic.say, by_owner=True, near=tuple(near), contact=contact)
    near = [] if reason is Reason.OFF_TOPIC else near_sections(evidence, several=several)
    said = _OF_SEVERAL.get(reason, _SAID[reason]) if several else _SAID[reason]
    return Decline(said=said, near=tuple(near), contact=contact)


def _expected(anticipated: Nearest | None) -> NearQuestion | None:
    """The nearest uncovered question that is expected, of the topic most of those near are on; None if none is near.

    It has to be nearer than every covered one.
    """
    if anticipated is None or not anticipated.uncovered:
        return None
    covered = anticipated.covered[0].similarity if anticipated.covered else 0.0
    near = [one for one in anticipated.uncovered if one.topic is not None]
    if not near or near[0].similarity < max(_SAME_TOPIC, covered):
        return None
    votes = {one.topic.topic: 0.0 for one in near if one.topic}
    for one in near:
        if one.topic:
            votes[one.topic.topic] += max(0.0, one.similarity - 0.5) ** 2
    return max(near, key=lambda one: votes[one.topic.topic] if one.topic else 0.0)


def near_sections(evidence: Sequence[Evidence], *, most: int = 3, several: bool = False) -> list[str]:
    """Names of the sections of the best evidence, each once, without numbering; names with figures are left out.

    With `several` guides the career of each is named too.
    """
    if not several:
        return _named(item.section for item in evidence[:12])[:most]
    careers = [(name, career_of(item.guide)) for item in evidence[:12] for name in _named([item.section])]
    return [f"{name} ({career})" for name, career in dict.fromkeys(careers)][:most]


def _named(sections: Iterable[Section]) -> list[str]:
    names = dict.fromkeys(_NUMBERING.sub("", heading_label(section)) for section in sections)
    return [name for name in names if name and not re.search(r"\d", name)]


def clarify_text(choices: Sequence[str]) -> str:
    """The question back, when a message does not say what it asks about."""
    return "Which of these do you mean?" if choices else "What would you like to know? Please add a word or two."

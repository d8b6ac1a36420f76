"""What a decline says: what the guide does not cover, the nearest sections by name, and whom to ask.

A declined text holds no figure of the guide, so that nothing in it can be mistaken for the thing asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Reason
from assistant.answerers.draft import heading_label
from assistant.evidence import Evidence

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
_NUMBERING = re.compile(r"^(?:\w+ )?\d{1,2}\s*(?:[-–—:.)]|\b)\s*")


def decline_text(reason: Reason, evidence: Sequence[Evidence], *, contact: str) -> str:
    """The calm decline: what is not covered, up to three near sections, the contact."""
    nearest = [] if reason is Reason.OFF_TOPIC else near_sections(evidence)
    near = f" Nearest in the guide: {'; '.join(f'“{name}”' for name in nearest)}." if nearest else ""
    return f"{_SAID[reason]}{near} For this, please ask {contact}."


def near_sections(evidence: Sequence[Evidence], *, most: int = 3) -> list[str]:
    """Names of the sections of the best evidence, each once, without numbering; names with figures are left out."""
    names = dict.fromkeys(_NUMBERING.sub("", heading_label(item.section)) for item in evidence[:12])
    return [name for name in names if name and not re.search(r"\d", name)][:most]


def clarify_text(choices: Sequence[str]) -> str:
    """The question back, when a message does not say what it asks about."""
    return "Which of these do you mean?" if choices else "What would you like to know? Please add a word or two."

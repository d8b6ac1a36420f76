"""How a label line or list is named in an answer: with its step or section, where its own name does not tell enough."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from assistant.answerers.draft import heading_label, readable
from assistant.context import names_of, sections_below, step_over
from corpus.guide import Guide, Label, ListBlock, Section

_TELLING_WORDS = 3  # "Global demand context" tells enough, "Where to learn" would, were it not in a step
_OUTLINE = re.compile(r"^\d{1,2}[.)]\s+(?=\D)")  # "9. ", "2) "
_NUMBERED = re.compile(r"^([A-Z]\w+ \d{1,2})\s*[-–—:.)]+\s*(.+)$")


def named_in_place(guide: Guide, section: Section, name: str, *, always: bool = False) -> str:
    """A label's or lead-in's name as it is read, after the step or section it stands in unless it tells enough itself.

    A name of several words does, in a section that is no numbered step and states no condition ("If you are ..."),
    where the guide has no second one like it; `always` says the place all the same.
    """
    name = readable(name).rstrip(":")
    section = _whose(guide, section, name)
    place = section_name(section)
    telling = (
        len(name.split()) >= _TELLING_WORDS
        and section.number is None
        and _counts(guide)[name.lower()] < 2
        and not place.lower().startswith("if ")
    )
    return name if not place or (telling and not always) else f"{place} – {inside_line(name, guide)}"


def _whose(guide: Guide, section: Section, name: str) -> Section:
    """The section that a label line speaks of: the step whose last part it closes, where no other part has such a line.

    "Time needed" at the end of "3c. Testing" is that of phase 3, unless 3a and 3b have their own.
    """
    position = guide.sections.index(section)
    step = step_over(guide, position)
    if step is section:
        return section
    parts = [step, *sections_below(guide, guide.sections.index(step))]
    named = [
        part
        for part in parts
        for block in part.blocks
        if isinstance(block, Label) and readable(block.name.text).rstrip(":").lower() == name.lower()
    ]
    return step if len(parts) > 2 and named == [section] and parts[-1] is section else section


def section_name(section: Section) -> str:
    """A section's heading in running text: "Step 2 — Learn Rigging" as "Step 2, Learn Rigging", "9. Pay" as "Pay"."""
    heading = _OUTLINE.sub("", heading_label(section))
    numbered = _NUMBERED.match(heading)
    return f"{numbered[1]}, {numbered[2]}" if numbered else heading.rstrip(":")


def inside_line(name: str, guide: Guide) -> str:
    """A name that begins a line, as it is written inside one; proper names and short forms keep their capitals."""
    first = name.split(maxsplit=1)[0] if name else ""
    proper = not first[1:].islower() or first.lower() in names_of(guide)
    return name if proper else name[0].lower() + name[1:]


@lru_cache(maxsize=256)
def _counts(guide: Guide) -> Counter[str]:
    """How often each label name and lead-in occurs in a guide, lower case."""
    names: list[str] = []
    for section in guide.sections:
        for block in section.blocks:
            if isinstance(block, Label):
                names.append(readable(block.name.text))
            elif isinstance(block, ListBlock) and block.lead_in:
                names.append(readable(block.lead_in.text))
    return Counter(name.rstrip(":").lower() for name in names)

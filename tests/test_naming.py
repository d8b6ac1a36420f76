"""How label lines and lists are named in answers."""

from __future__ import annotations

import pytest

from assistant.answerers.naming import named_in_place, section_name
from corpus.guide import Label, ListBlock
from corpus.parse import parse_guide

GUIDE = parse_guide(
    "keeper",
    "# Keeper: a guide\n\n## Pay in Goa\n\nTop three employers here: Acme, Birch\n\nLinkedIn groups: two\n\n"
    "## If you are a student\n\nTime until the first post: 3 months\n\nTools:\n\n- Rope\n\n"
    "## Step 2 — Learn rigging\n\nWhere to learn it best: the harbour\n\nTools:\n\n- Knife\n",
    form="markdown",
    source="keeper.md",
)


def named(section: str, block: int, *, always: bool = False) -> str:
    found = next(one for one in GUIDE.sections if one.path and section in one.path[-1])
    part = found.blocks[block]
    name = part.name.text if isinstance(part, Label) else part.lead_in.text  # type: ignore[union-attr]
    assert isinstance(part, Label | ListBlock)
    return named_in_place(GUIDE, found, name, always=always)


@pytest.mark.parametrize(
    ("section", "block", "expected"),
    [
        ("Pay", 0, "Top three employers here"),  # tells enough by itself
        ("Pay", 1, "Pay in Goa – LinkedIn groups"),  # a name keeps its capitals
        ("student", 0, "If you are a student – time until the first post"),  # the condition belongs to it
        ("student", 1, "If you are a student – tools"),  # the guide has two lists of tools
        ("rigging", 0, "Step 2, Learn rigging – where to learn it best"),
        ("rigging", 1, "Step 2, Learn rigging – tools"),
    ],
)
def test_a_name_is_said_with_its_place_where_it_does_not_tell_enough(section: str, block: int, expected: str) -> None:
    assert named(section, block) == expected


def test_the_place_can_be_asked_for() -> None:
    assert named("Pay", 0, always=True) == "Pay in Goa – top three employers here"


def test_a_numbered_heading_reads_as_running_text() -> None:
    assert [section_name(section) for section in GUIDE.sections if section.number] == ["Step 2, Learn rigging"]

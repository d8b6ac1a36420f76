"""The published guide keeps every fact of its inventory, each in the section where it belongs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
EDITION = ROOT / "corpus" / "guides" / "machine-learning-engineer.md"
INVENTORY = ROOT / "tests" / "data" / "machine-learning-engineer.facts.yaml"
FEWEST_FACTS = 150


def sections_of(markdown: str) -> dict[str, str]:
    """Heading title to the text below it, up to the next heading of any level; the guide has ATX headings only."""
    sections: dict[str, str] = {}
    title = ""
    for line in markdown.splitlines():
        marks, _, rest = line.partition(" ")
        if marks and not marks.strip("#") and len(marks) <= 6:
            title = rest.strip()
            if title in sections:
                raise ValueError(f"Two headings of the edition read {title!r}.")
            sections[title] = ""
        else:
            sections[title] = sections.get(title, "") + line + "\n"
    return sections


def stands_in(fact: str, text: str) -> bool:
    """Whether a fact stands in a text as whole words, so that "Git" is not found in "GitHub" nor "4" in "14"."""
    return re.search(rf"(?<!\w){re.escape(fact)}(?!\w)", text) is not None


SECTIONS = sections_of(EDITION.read_text(encoding="utf-8"))
FACTS: list[tuple[str, str]] = [
    (entry["section"], entry["fact"]) for entry in yaml.safe_load(INVENTORY.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize(("section", "fact"), FACTS)
def test_a_fact_stands_in_its_section(section: str, fact: str) -> None:
    assert section in SECTIONS, f"The edition has no heading {section!r}."
    assert stands_in(fact, SECTIONS[section])


def test_the_inventory_is_large_and_lists_nothing_twice() -> None:
    assert len(set(FACTS)) == len(FACTS)
    assert len(set(FACTS)) >= FEWEST_FACTS


def test_every_section_with_text_is_in_the_inventory() -> None:
    with_text = {title for title, text in SECTIONS.items() if text.strip()}

    assert with_text == {section for section, _ in FACTS}


def test_every_line_of_the_edition_holds_a_fact_of_the_inventory() -> None:
    """A line without one could be dropped, and no other test would notice."""
    facts = {title: [fact for section, fact in FACTS if section == title] for title in SECTIONS}
    without = [
        line
        for title, text in SECTIONS.items()
        for line in text.splitlines()
        if line.strip("|- ") and not any(stands_in(fact, line) for fact in facts[title])
    ]

    assert without == []


def test_the_headings_stand_in_the_order_of_the_inventory() -> None:
    with_text = [title for title, text in SECTIONS.items() if text.strip()]

    assert with_text == list(dict.fromkeys(section for section, _ in FACTS))


def test_the_questions_stand_under_their_own_heading() -> None:
    lines = EDITION.read_text(encoding="utf-8").splitlines()
    start = lines.index("## Frequently Asked Questions")
    end = next(number for number in range(start + 1, len(lines)) if lines[number].startswith("## "))

    assert sum(line.startswith("### ") and line.endswith("?") for line in lines[start:end]) == 6

"""What in a guide can stand in one another's place: rows, columns, list items, headings.

"And a senior?" after a question about freshers means the same question because both head rows of one table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.context import career_of
from assistant.language import load_language
from assistant.support import same_thing, stems
from corpus.guide import Guide, ListBlock, Row, Section, Table
from index.lexical import STOP_WORDS, terms

_FIGURES_IN_BRACKETS = re.compile(r"\([^)]*\d[^)]*\)")
_YEARS_IN_BRACKETS = re.compile(r"\([^)]*\d[^)]*\b(?:years?|yrs?)\b[^)]*\)")
_ITEM_NAME_END = re.compile(r"\s[—–-]+\s|:|\(")
_NUMBERING = re.compile(r"^\W*(?:[^\W\d]+ )?\d+\W+")
_MOST_WORDS = 6  # a longer list item is a sentence and names nothing


@dataclass(frozen=True, kw_only=True)
class Member:
    """One of several things that stand side by side.

    `units` are its words as `unit` gives them, `beside` the stems of what the guide says about it in its row or
    section. `is_level` says that its label states years of experience.
    """

    units: frozenset[str]
    beside: frozenset[str] = frozenset()
    headers: frozenset[str] = frozenset()  # of a row: the words of the columns after the first
    is_level: bool = False
    number: int | None = None  # of a numbered section
    series: str | None = None  # what a numbered section calls itself: "step", "phase"


Family = tuple[Member, ...]


@dataclass(frozen=True, kw_only=True)
class Shape:
    """The families of all guides of an index, with what is asked of them most."""

    families: tuple[Family, ...]
    numbered: tuple[Member, ...]  # the numbered sections, in reading order
    row_units: frozenset[str]  # the words of all row labels


def shape_of(guides: Iterable[Guide]) -> Shape:
    """What can stand in one another's place in any of the guides."""
    return _shape_of(tuple(guides))


@lru_cache(maxsize=16)
def _shape_of(guides: tuple[Guide, ...]) -> Shape:
    families = tuple(family for guide in guides for family in families_of(guide))
    if len(guides) > 1:  # "and for a nurse?"
        families = (tuple(Member(units=units(career_of(guide))) for guide in guides), *families)
    members = [member for family in families for member in family]
    return Shape(
        families=families,
        numbered=tuple(member for member in members if member.number is not None),
        row_units=frozenset().union(*(member.units for member in members if member.headers)),
    )


@lru_cache(maxsize=32_768)
def unit(word: str) -> str:
    """One word as it is compared here: its stem, a compound in one piece ("non-cs" is not "cs")."""
    found = terms(word)
    return found[0] if found else word.lower()


def units(text: str) -> frozenset[str]:
    """The words of a text that are more than grammar, each as `unit` gives it."""
    words = re.findall(r"[^\s/,;:()\"“”]+", text)
    return frozenset(unit(word) for word in words if word.lower().strip(".") not in STOP_WORDS and terms(word))


def matched(words: Iterable[str], member: Member, *, loosely: bool = False) -> list[str]:
    """Those of the words that stand in a member's name; loosely: or that mean the same as one of its words."""
    return [word for word in words if _stands_in(word, member, loosely)]


def _stands_in(word: str, member: Member, loosely: bool) -> bool:
    asked = unit(word)
    if asked in member.units or any(asked in _parts(other) for other in member.units):
        return True
    return loosely and not same_thing(word).isdisjoint(member.units)


@lru_cache(maxsize=8_192)
def _parts(compound: str) -> frozenset[str]:
    return frozenset() if compound.startswith("non") else frozenset(terms(compound)[1:])


def best_member(words: Sequence[str], family: Family, *, loosely: bool = False) -> Member | None:
    """The member that the most of these words name, of equals the one with the fewest other words; None if none is."""
    found = [(len(matched(words, member, loosely=loosely)), -len(member.units), member) for member in family]
    best = max(found, key=lambda item: item[:2], default=None)
    return best[2] if best and best[0] else None


@lru_cache(maxsize=256)
def families_of(guide: Guide) -> tuple[Family, ...]:
    """The families of a guide: rows first, then columns, list items and headings."""
    rows: list[Family] = []
    columns: list[Family] = []
    items: list[Family] = []
    for section in guide.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                rows.append(tuple(_row(row, block.header) for row in block.rows))
                columns.append(tuple(Member(units=_label(cell.text)) for cell in block.header.cells[1:]))
            elif isinstance(block, ListBlock):
                names = [item_name(item.text) for item in block.items]
                short = [name for name in names if len(name.split()) <= _MOST_WORDS]
                items.append(tuple(Member(units=units(name)) for name in short))
    return tuple(family for family in (*rows, *columns, *items, *_headings(guide)) if len(family) > 1)


def item_name(text: str) -> str:
    """What an item of a list is called: its words up to the first dash, colon or bracket."""
    return _ITEM_NAME_END.split(text)[0]


def _label(text: str) -> frozenset[str]:
    return units(_FIGURES_IN_BRACKETS.sub(" ", text))


def _row(row: Row, header: Row) -> Member:
    label = row.cells[0].text
    return Member(
        units=_label(label),
        beside=stems(f"{row.span.text} {header.span.text}"),
        headers=frozenset().union(*(_label(cell.text) for cell in header.cells[1:])),
        is_level=bool(_YEARS_IN_BRACKETS.search(label)),
    )


def _headings(guide: Guide) -> list[Family]:
    """The headings under each heading, numbered ones with what their sections say."""
    found: dict[tuple[str, ...], list[Member]] = {}
    generic = load_language().generic
    for section in guide.sections:
        if section.heading is None or not section.path:
            continue
        name = _NUMBERING.sub("", section.path[-1])
        named = frozenset(unit(word) for word in name.split() if word.lower().strip("?.,") not in generic)
        numbered = section.number is not None
        member = Member(
            units=named & units(name),
            beside=stems(_text_under(guide, section)) if numbered else frozenset(),
            number=section.number,
            series=_series(section) if numbered else None,
        )
        found.setdefault(section.path[:-1] if not numbered else ("#",), []).append(member)
    return [tuple(members) for members in found.values()]


def _series(section: Section) -> str:
    first = re.match(r"\W*([^\W\d]+) \d", section.path[-1])
    return first[1].lower() if first else "step"


def _text_under(guide: Guide, section: Section) -> str:
    depth = len(section.path)
    under = [other for other in guide.sections if other.path[:depth] == section.path]
    return " ".join(block.span.text for other in under for block in other.blocks)


def numbered_at(guide: Guide, place: int) -> tuple[int, str] | None:
    """The number and noun of the numbered section that a place of the guide stands in, itself or by a heading above."""
    path = guide.sections[guide.section_at(place)].path
    above = (section for section in guide.sections if section.number is not None and section.path)
    found = next((section for section in above if path[: len(section.path)] == section.path), None)
    return None if found is None or found.number is None else (found.number, _series(found))

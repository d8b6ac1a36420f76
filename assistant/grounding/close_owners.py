"""What a quote has under one name is not put under another: of rows the figures, of labels and items what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from assistant.grounding.backing import Backing, Unit
from assistant.grounding.close_forms import forms_in, telling_forms
from assistant.grounding.text import FIGURE, plain, words

_ROWS_APART = re.compile(r";(?!\d)|\.(?=\s|\Z)")
_SENTENCES = re.compile(r"[.!?](?=\s|\Z)")
_NAMING = 2  # telling words that an item opens with
_TAKEN = 0.8  # share of a sentence's words that another has
_LONG = 5  # forms of words; shorter sentences may stand in any item


class _Labelled(NamedTuple):
    """A unit such as "Product companies: …", as forms of words; empty where it has no label."""

    label: frozenset[str]
    said: frozenset[str]


class _Item(NamedTuple):
    """A unit of several sentences: what its first words name, all its words, and those of each sentence behind."""

    about: frozenset[str]
    all: frozenset[str]
    others: tuple[frozenset[str], ...]


def close_owner_faults(sentence: str, backing: Backing, asked: str = "") -> Iterator[str]:
    """Whether a sentence (plain text) names one row, label or item of its quotes and tells what another has."""
    said = telling_forms(sentence)
    if any(_is_of_another_row(part, backing.units) for part in _ROWS_APART.split(sentence)):
        yield "A sentence tells of one row what another row of the table has."
    elif _is_of_another_label(said, forms_in(plain(asked)), backing.units) or _is_of_another_item(said, backing.units):
        yield "A sentence puts what its passage has under one name under another; take the passage's own words."


def _is_of_another_row(part: str, units: Sequence[Unit]) -> bool:
    """Whether a part of a sentence names one row of a table alone and has a figure that only another row has."""
    said = telling_forms(part)
    rows = [unit for unit in units if unit.row is not None]
    named = [unit for unit in rows if (label := _row_label(unit)) and label <= said]
    if len(named) != 1:
        return False
    (own,) = named
    elsewhere = frozenset[str]().union(*(_figures_in(unit.text) for unit in rows if unit.table is own.table))
    return bool((_figures_in(part) & elsewhere) - _figures_in(own.whole))


def _row_label(unit: Unit) -> frozenset[str]:
    return telling_forms(plain(unit.row.cells[0].text)) if unit.row else frozenset()


@lru_cache(maxsize=4_096)
def _figures_in(text: str) -> frozenset[str]:
    return frozenset(match.group().replace(",", "") for match in FIGURE.finditer(text))


def _is_of_another_label(said: frozenset[str], known: frozenset[str], units: Sequence[Unit]) -> bool:
    """Whether a sentence names the label of one unit and takes what stands under another, which it does not name."""
    labelled = [one for unit in units if (one := _labelled(unit)).label]
    known |= frozenset[str]().union(*(forms_in(unit.above) for unit in units))
    for one in labelled:
        for other in labelled:
            named, strange = one.label - other.label - other.said, other.said - one.said - one.label - known
            if named and named <= said and said & strange and not said & (other.label - one.label):
                return True
    return False


@lru_cache(maxsize=4_096)
def _labelled(unit: Unit) -> _Labelled:
    label, colon, rest = unit.text.partition(": ")
    if not colon or unit.asks or unit.row is not None:
        return _Labelled(frozenset(), frozenset())
    return _Labelled(telling_forms(label), telling_forms(rest))


def _is_of_another_item(said: frozenset[str], units: Sequence[Unit]) -> bool:
    """Whether a sentence names what one item is about, says nothing else of it, and takes a sentence of another."""
    items = [_item(unit) for unit in units if unit.row is None and not unit.asks]
    named = [item for item in items if item.about and item.about <= said and not (item.all - item.about) & said]
    return any(
        not item.about <= said and any(len(one & said) >= _TAKEN * len(one) for one in item.others)
        for item in items
        for other in named
        if item is not other and not other.about <= item.all
    )


@lru_cache(maxsize=4_096)
def _item(unit: Unit) -> _Item:
    first, *others = _SENTENCES.split(unit.text)
    opening = [forms for word in words(first) if (forms := telling_forms(word.text))][:_NAMING]
    behind = (telling_forms(one) for one in others)
    return _Item(
        about=frozenset[str]().union(*opening),
        all=telling_forms(unit.text),
        others=tuple(forms for forms in behind if len(forms) >= _LONG),
    )

"""A sentence that goes on from one item of a list with what another item says, and does not name it.

"You are done when …" behind a sentence about step 2 is about step 2 to a reader, wherever in the quoted list it stands.
"""

from __future__ import annotations

import re

from assistant.answerers.draft import Draft
from assistant.grounding.backing import Unit, backing_of
from assistant.grounding.close_forms import forms_in, telling_forms
from assistant.grounding.reply import Statement
from assistant.grounding.text import plain

_LABEL = re.compile(r"[.:(](?!\d)")
_SENTENCE_ENDS = re.compile(r"[.!?](?=\s|\Z)")
_LONG = 2  # sentences of an item that says several things of one


def goes_on_elsewhere(before: Statement, statement: Statement, draft: Draft) -> bool:
    """Whether a sentence on the same quote rests on other items of its list than the one before, and names none."""
    if len(statement.marks) != 1 or statement.marks != before.marks or statement.is_item:
        return False
    (mark,) = statement.marks
    if not 1 <= mark <= len(draft.quotes):
        return False
    items = [unit for unit in backing_of([draft.quotes[mark - 1]]).units if _is_long(unit)]
    first, then = (_bearing(one, items) for one in (before, statement))
    said = telling_forms(plain(statement.text))
    return bool(first and then) and not set(first) & set(then) and all(_label(unit).isdisjoint(said) for unit in then)


def _is_long(unit: Unit) -> bool:
    return unit.row is None and len(_SENTENCE_ENDS.findall(unit.text)) >= _LONG and bool(_LABEL.search(unit.text))


def _bearing(statement: Statement, items: list[Unit]) -> list[Unit]:
    """The items that have all words of a sentence."""
    said = telling_forms(plain(statement.text))
    return [unit for unit in items if said <= forms_in(unit.whole)]


def _label(unit: Unit) -> frozenset[str]:
    return telling_forms(_LABEL.split(unit.text)[0])

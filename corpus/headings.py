"""Which units of a plain text are headings, and how they nest.

A heading is a short line without a final stop that stands before something it can head. Numbered series ("Step 1")
stand below the heading before them; a line in sentence case stands below the Title Case heading before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.blocks import label_parts
from corpus.layout import Line, series_number
from corpus.sections import is_faq_heading
from corpus.sentences import split_sentences

_MAX_WORDS = 14
_MAX_CHARACTERS = 110
_MAX_SENTENCE_CASE_WORDS = 10
_LONG_LINE = 60
_MAX_CHAIN = 3
_SMALL = (
    "a an and are as at be but by do does for from if in into is it its nor of on or over per so than that the to up "
    "via vs with without you your"
)
_SMALL_WORDS = frozenset(_SMALL.split())
_WORD = re.compile(r"[^\W_][\w'’.&+/#-]*")
# What stands right below a title and heads nothing: who published it and when, how long it takes to read.
_BYLINE = re.compile(
    r"(?:(?:published|written|compiled|prepared|reviewed|edited|checked|updated|last (?:\w+)|issued|by|posted)\b"
    r"(?: (?:by|on|in|for)\b|:).*|.*\b\d+[- ]min(?:ute)?s?\b.*|.*\S / \S.* / \S.*)",
    re.IGNORECASE,
)
_NO_END = (".", ":", ";", ",", "!", "…", "：")


@dataclass(frozen=True, kw_only=True)
class Unit:
    """One thing of a plain text; `kind` is text, table, bullet or number, `gap` a blank line before it.

    `underline` is the mark it is underlined with, else empty; `content` is where the text behind a bullet starts.
    """

    kind: str
    lines: tuple[Line, ...]
    gap: bool
    indent: int
    content: int
    underline: str = ""

    @property
    def text(self) -> str:
        """The first line."""
        return self.lines[0].text


def heading_ranks(units: Sequence[Unit]) -> list[int | None]:
    """For each unit None, or its rank as a heading: 0 the title, then 1 and up, further in."""
    shapes = _headings(units)
    ranks: list[int | None] = []
    plain = [shape for at, shape in enumerate(shapes) if at and shape]
    mixed_caps = plain.count("caps") >= 2 and any(shape in ("title", "sentence") for shape in plain)
    nested_sentences = plain.count("title") + plain.count("caps") > plain.count("sentence")
    lines_used = {units[at].underline for at, shape in enumerate(shapes) if shape == "underlined" and at}
    for at, shape in enumerate(shapes):
        if shape is None:
            ranks.append(None)
        elif at == 0 and _is_title(units[0]):
            ranks.append(0)
        elif shape == "underlined":
            ranks.append(1 if units[at].underline == "=" or "=" not in lines_used else 2)
        elif shape == "caps":
            ranks.append(1)
        elif shape == "series":
            ranks.append(4)
        elif shape == "sentence" and nested_sentences:
            ranks.append(5)
        else:
            ranks.append(3 if lines_used or mixed_caps else 1)
    return ranks


def _is_title(unit: Unit) -> bool:
    return not unit.text.endswith("?") and series_number(unit.text) is None and not is_faq_heading(unit.text)


def _headings(units: Sequence[Unit]) -> list[str | None]:
    """For each unit None or the shape of heading that it is."""
    shapes = [_shape(units, at) for at in range(len(units))]
    found: list[str | None] = [None] * len(units)
    for at in range(len(units) - 2, -1, -1):
        follows = found[at + 1] is not None or _is_content(units[at + 1])
        title = at == 0 and units[1].gap
        byline = at == 1 and shapes[at] != "underlined" and _BYLINE.fullmatch(units[at].text)
        if shapes[at] == "underlined" or (shapes[at] and (follows or title) and not byline):
            found[at] = shapes[at]
    if units and shapes[-1] == "underlined":
        found[-1] = shapes[-1]
    _drop_unmarked_lists(units, found)
    _drop_inside_faq(units, found)
    return found


def _drop_unmarked_lists(units: Sequence[Unit], found: list[str | None]) -> None:
    """A run of many short lines is a list without bullets, not headings without text."""
    at = 0
    while at < len(found):
        end = at
        while end < len(found) and found[end] is not None:
            end += 1
        if end - at > _MAX_CHAIN:
            for position in range(at + 1, end):
                set_apart = units[position].gap and position == end - 1
                if found[position] != "underlined" and not set_apart:
                    found[position] = None
        at = end + 1


def _drop_inside_faq(units: Sequence[Unit], found: list[str | None]) -> None:
    """Questions of a FAQ are no headings, and only a line that asks nothing and is written as its heading is ends it.

    A short answer without a stop looks like a heading in sentence case; right after a question it is the answer.
    """
    faq: str | None = None
    for at, shape in enumerate(found):
        if shape is None:
            continue
        plain = shape == "sentence" and (faq != "sentence" or not units[at].gap or _asks(units[at - 1]))
        if is_faq_heading(units[at].text):
            faq = shape
        elif faq and (_asks(units[at]) or shape == "series" or plain):
            found[at] = None
        else:
            faq = None


def _asks(unit: Unit) -> bool:
    return unit.lines[-1].text.endswith(("?", "？"))


def _shape(units: Sequence[Unit], at: int) -> str | None:
    unit = units[at]
    text = unit.text
    if unit.underline:
        return "underlined"
    if unit.kind not in ("text", "number") or len(unit.lines) > 1 or "|" in text:
        return None
    words = _WORD.findall(text)
    if not words or len(text.split()) > _MAX_WORDS or len(text) > _MAX_CHARACTERS:
        return None
    if text.endswith(_NO_END) or text[0].islower():
        return None
    number = series_number(text)
    if unit.kind == "number":
        if any(0 <= near < len(units) and units[near].kind == "number" for near in (at - 1, at + 1)):
            return None
    elif at and not unit.gap and units[at - 1].text.endswith(":"):
        return None  # what stands right below a lead-in is one of the things it announces
    if len(split_sentences(text, 0, len(text))) > (2 if number is not None else 1):
        return None
    title_case = is_title_case(text)
    if label_parts(text) is not None and not _is_titled_label(units, at, numbered=number is not None):
        return None
    if number is not None and (title_case or len(words) <= _MAX_SENTENCE_CASE_WORDS):
        return "series"
    letters = [character for character in text if character.isalpha()]
    if len(letters) >= 4 and all(letter.isupper() for letter in letters) and (len(words) > 1 or len(letters) > 6):
        return "caps"
    if title_case:
        return "title"
    return "sentence" if len(words) <= _MAX_SENTENCE_CASE_WORDS and len(text) <= _LONG_LINE + 20 else None


def _is_titled_label(units: Sequence[Unit], at: int, *, numbered: bool) -> bool:
    """Whether a line with a colon is a heading ("Tech Stack: Tools You Must Know") and no `Label: value` line."""
    near = [units[other] for other in (at - 1, at + 1) if 0 <= other < len(units)]
    if _stands_among_labels(units, at):
        return False
    if numbered:
        return not any(label_parts(unit.text) and series_number(unit.text) is not None for unit in near)
    if any(_is_short_label(unit.text) for unit in near):
        return False
    name, _, value = units[at].text.partition(":")
    if at == 0 and len(units) > 1 and units[1].gap and not any(character.isdigit() for character in value):
        return len(value.split()) >= 3  # the first line, set apart: a title with its subtitle
    listed = "," in value or any(character.isdigit() for character in value)
    return not listed and len(name.split()) >= 2 and len(value.split()) >= 3 and is_title_case(units[at].text)


def _stands_among_labels(units: Sequence[Unit], at: int) -> bool:
    """Whether a line goes on with a run of labels right above it, and what follows is one more or set apart."""
    if at == 0 or units[at].gap or label_parts(units[at - 1].text) is None:
        return False
    return at + 1 == len(units) or units[at + 1].gap or label_parts(units[at + 1].text) is not None


def _is_short_label(line: str) -> bool:
    return label_parts(line) is not None and len(line) <= _LONG_LINE and not line.endswith(_NO_END)


def is_title_case(text: str) -> bool:
    """Whether nearly all words that are not small ones ("of", "the") start with a capital or a digit."""
    words = [word for word in _WORD.findall(text) if word.casefold() not in _SMALL_WORDS]
    if not words:
        return text[:1].isupper()
    raised = sum(1 for word in words if not word[0].islower())
    return raised >= 0.75 * len(words)


def _is_content(unit: Unit) -> bool:
    """Whether a unit that is no heading can stand under one."""
    if unit.kind != "text" or len(unit.lines) > 1 or unit.underline:
        return True
    text = unit.text.rstrip("\"'”’)]*_ ")
    return text.endswith((*_NO_END, "?")) or len(text) > _LONG_LINE or label_parts(unit.text) is not None

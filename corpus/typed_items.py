"""Lines that begin with a bullet or number typed as a character, found to be lists: neighbours make one list.

A line with a common bullet is an item by itself; a dash, a letter or a number is one only in company, for text may
begin so too. What is no item comes back as the line that it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.html_inline import escaped

# The last ones are bullets of the fonts Symbol and Wingdings, which Word writes as private characters.
_DRAWN = "•·▪▫‣◦●○∙■□◆◇❖►▶➢➤✓✔✦⁃\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf06f\uf0be"
_BULLET = re.compile(rf"[{_DRAWN}][ \t]*(?=\S)|[*+-][ \t]+(?=\S)")
_DASH = re.compile(r"[–—o][ \t]+(?=\S)")  # Word's ring is the letter "o"
_NUMBER = re.compile(r"\(?(\d{1,2}|[a-zA-Z]|[ivx]{2,4})[.)]\s+(?=\S)")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


@dataclass(frozen=True, kw_only=True)
class TypedItem:
    """One line that begins with a mark: the kind of its mark, its number (0 for a bullet), and both texts of it."""

    kind: str
    number: int
    words: str  # without the mark
    line: str  # as it was typed


def typed_item(line: str) -> TypedItem | None:
    """The item that a line may be, or None where it begins with no mark."""
    found = _BULLET.match(line) or _DASH.match(line)
    if found is not None:
        return TypedItem(kind=found[0].strip(), number=0, words=line[found.end() :], line=line)
    found = _NUMBER.match(line)
    if found is None:
        return None
    stated = found[1]
    if stated.isdigit():
        kind, number = "1", int(stated)
    elif len(stated) > 1:
        kind, number = "i", _ROMAN.index(stated) + 1 if stated in _ROMAN else 0
    else:
        kind, number = ("a" if stated.islower() else "A"), ord(stated.casefold()) - ord("a") + 1
    return TypedItem(kind=kind + found[0].strip()[-1], number=number, words=line[found.end() :], line=line)


def is_bullet(item: TypedItem) -> bool:
    """Whether the mark is a bullet that makes its line an item even alone."""
    return item.kind in f"{_DRAWN}*+-"


def typed_lists(run: Sequence[TypedItem], *, introduced: bool) -> Iterator[list[str] | str]:
    """The lists that consecutive lines form, as Markdown lines, and between them each line that is no item.

    Args:
        run: The lines, in order, with nothing between them.
        introduced: Whether a line that ends with a colon stands right before them.
    """
    items = _with_roman_numbers(run)
    open_list: list[str] = []
    levels: list[tuple[str, int]] = []  # the marks that are open, outermost first, and where their text begins
    for at, item in enumerate(items):
        if not _is_item(items, at, introduced=introduced):
            if open_list:
                yield open_list
            open_list, levels = [], []
            yield item.line
            continue
        kinds = [kind for kind, _ in levels]
        if item.kind in kinds:
            del levels[kinds.index(item.kind) :]
        indent = levels[-1][1] if levels else 0
        mark = f"{item.number}. " if item.number else "- "
        levels.append((item.kind, indent + len(mark)))
        open_list.append(f"{' ' * indent}{mark}{escaped(item.words)}")
    if open_list:
        yield open_list


def _is_item(items: Sequence[TypedItem], at: int, *, introduced: bool) -> bool:
    item = items[at]
    if is_bullet(item):
        return True
    others = [other for other in items if other is not item]
    if not item.number:
        listed = any(other.kind == item.kind or is_bullet(other) for other in others)
        return listed or (introduced and item.kind != "o")
    return any(other.kind == item.kind and abs(other.number - item.number) == 1 for other in others)


def _with_roman_numbers(run: Sequence[TypedItem]) -> list[TypedItem]:
    """Single letters i, v and x as Roman numbers where the run holds longer ones written alike."""
    ends = {item.kind[1:] for item in run if item.kind.startswith("i")}
    found = []
    for item in run:
        letter = item.line.lstrip("(")[:1]
        if item.kind[:1] == "a" and item.kind[1:] in ends and letter in ("i", "v", "x"):
            number = _ROMAN.index(letter) + 1
            item = replace(item, kind=f"i{item.kind[1:]}", number=number)
        found.append(item)
    return found

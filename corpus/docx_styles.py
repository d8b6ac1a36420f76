"""What a paragraph of a Word file is by its own and its styles' properties: heading, list item, bold, hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

_MAX_STYLES = 12  # how far a style's parents are followed; a circle ends there too
_INDENT_PER_LEVEL = 360  # twentieths of a point, where the file states none
# Word writes "heading 1" in every language; other programs write the name that they show.
_HEADING_NAME = re.compile(
    r"(?:heading|überschrift|titre|título|titulo|titolo|kop|rubrik|overskrift|otsikko|nagłówek|заголовок|标题|見出し|शीर्षक)"
    r"\s*([1-9])(?:\s+(?:char|zchn))?"
)
_NO_HEADING = re.compile(r"toc heading|toc \d|index heading|table of (?:figures|contents).*|index \d")
_OFF = ("0", "false", "off", "none")


@dataclass(frozen=True, kw_only=True)
class ListPlace:
    """Where a list item stands: its list, level (from 0), indent in twentieths of a point, and kind."""

    list_id: str
    level: int
    indent: int
    ordered: bool


@dataclass
class Styles:
    """The styles and list definitions of one file."""

    by_id: dict[str, etree._Element] = field(default_factory=dict)
    default: str | None = None
    levels: dict[str, dict[int, etree._Element]] = field(default_factory=dict)  # list id, level

    @classmethod
    def of(cls, styles: etree._Element | None, numbering: etree._Element | None) -> Styles:
        """Those of the two parts that hold them."""
        found = cls()
        for style in styles.iter("style") if styles is not None else ():
            found.by_id[style.get("styleId", "")] = style
            if style.get("type") == "paragraph" and is_on(style, "default"):
                found.default = style.get("styleId", "")
        if numbering is not None:
            found._read_numbering(numbering)
        return found

    def _read_numbering(self, numbering: etree._Element) -> None:
        abstract = {one.get("abstractNumId"): one for one in numbering.iter("abstractNum")}
        for number in numbering.iter("num"):
            base = abstract.get(_value(number.find("abstractNumId")))
            found = {_number(level.get("ilvl")): level for level in base.iter("lvl")} if base is not None else {}
            for override in number.iter("lvlOverride"):
                level = override.find("lvl")
                if level is not None:
                    found[_number(override.get("ilvl"))] = level
            self.levels[number.get("numId", "")] = found

    def heading_level(self, paragraph: etree._Element) -> int | None:
        """0 for the document's title, 1 to 9 for a heading, None for any other paragraph."""
        own = _value(paragraph.find("pPr/outlineLvl"))
        if own:
            return _number(own) + 1 if _number(own) < 9 else None
        for style in self._chain(paragraph):
            name = _value(style.find("name")).casefold()
            match = _HEADING_NAME.fullmatch(name)
            outline = _value(style.find("pPr/outlineLvl"))
            if _NO_HEADING.fullmatch(name):
                return None
            if name == "title":
                return 0
            if outline:
                return _number(outline) + 1 if _number(outline) < 9 else None
            if match:
                return int(match[1])
        return None

    def is_of_contents(self, paragraph: etree._Element) -> bool:
        """Whether the paragraph belongs to a table of contents or an index."""
        return any(_NO_HEADING.fullmatch(_value(style.find("name")).casefold()) for style in self._chain(paragraph))

    def list_place(self, paragraph: etree._Element) -> ListPlace | None:
        """The place of a list item, None for a paragraph that is none."""
        sources = [paragraph, *self._chain(paragraph)]
        list_id, level = "", None
        for source in sources:
            numbers = source.find("pPr/numPr")
            if numbers is None:
                continue
            level = level if level is not None else _value(numbers.find("ilvl")) or None
            list_id = _value(numbers.find("numId"))
            if list_id:
                break
        if not list_id or list_id == "0":
            return None
        defined = self.levels.get(list_id, {})
        at = _number(level) if level is not None else self._level_of_style(defined, paragraph)
        definition = defined.get(at)
        kind = _value(definition.find("numFmt")) if definition is not None else "bullet"
        indents = [source.find("pPr/ind") for source in sources]
        if definition is not None:
            indents.append(definition.find("pPr/ind"))
        stated = [one.get("left", one.get("start")) for one in indents if one is not None]
        indent = next((one for one in stated if one is not None), None)
        return ListPlace(
            list_id=list_id,
            level=at,
            indent=_number(indent) if indent is not None else _INDENT_PER_LEVEL * (at + 1),
            ordered=kind not in ("bullet", "none", ""),
        )

    def run_is(self, name: str, run: etree._Element, paragraph: etree._Element) -> bool:
        """Whether a run has a property that is on or off (`b`, `i`, `strike`, `vanish`)."""
        for source in (run, *self._chain(run, "rPr/rStyle"), *self._chain(paragraph)):
            stated = source.find(f"rPr/{name}")
            if stated is not None:
                return is_on(stated, "val", default=True)
        return False

    def run_size(self, run: etree._Element, paragraph: etree._Element) -> int:
        """The size of a run's letters in half points; 0 where none is stated."""
        for source in (run, *self._chain(run, "rPr/rStyle"), *self._chain(paragraph)):
            stated = _value(source.find("rPr/sz"))
            if stated:
                return _number(stated)
        return 0

    def _chain(self, element: etree._Element, path: str = "pPr/pStyle") -> Iterator[etree._Element]:
        """An element's style and that style's parents, nearest first."""
        name = _value(element.find(path)) or (self.default if path == "pPr/pStyle" else None)
        for _ in range(_MAX_STYLES):
            style = self.by_id.get(name or "")
            if style is None:
                return
            yield style
            name = _value(style.find("basedOn"))

    def _level_of_style(self, levels: dict[int, etree._Element], paragraph: etree._Element) -> int:
        name = _value(paragraph.find("pPr/pStyle"))
        return next((at for at, level in levels.items() if name and _value(level.find("pStyle")) == name), 0)


def is_on(element: etree._Element | None, name: str, *, default: bool = False) -> bool:
    """Whether an element's attribute says yes; `default` where it has no such attribute."""
    stated = element.get(name) if element is not None else None
    return default if stated is None else stated not in _OFF


def _value(element: etree._Element | None) -> str:
    return "" if element is None else element.get("val", "")


def _number(stated: str | None) -> int:
    try:
        return int(float(stated or 0))
    except (ValueError, OverflowError):
        return 0

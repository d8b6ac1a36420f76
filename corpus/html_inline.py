"""Running text of a web page as Markdown: white space as a browser shows it, emphasis, links by their words."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

_BLOCK_TAG_NAMES = (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section summary table "
    "tbody td tfoot th thead tr ul"
)
BLOCK_TAGS = frozenset(_BLOCK_TAG_NAMES.split())
_EMPHASIS = {"strong": "**", "b": "**", "em": "*", "i": "*", "cite": "*", "dfn": "*", "code": "`"}
_SPACE = re.compile(r"[\s\u200b\u2060]+")
_AROUND_BREAK = re.compile(r" *\n *")
_ANCHOR_MARKS = frozenset("#¶§🔗")
_JOINED_MARKS = re.compile(r"(?<=\S)\*\*\*\*(?=\S)")
# Written out, these would start a heading, quote, table, code or numbered item that the page does not have.
_STARTS_BLOCK = re.compile(r"(?:#{1,6}(?=\s|$)|>|\||```|~~~|\+(?=-)|\[(?=[^\]]*\]:))|(\d{4,9})(?=[.)](?:\s|$))")
_RULE = re.compile(r"[-=_*~+|:\s]*")


def inline_text(element: HtmlElement, *, plain: bool = False) -> str:
    """What stands in an element as one or more lines; `<br>` alone ends a line. `plain` leaves emphasis out."""
    pieces = [collapsed(element.text)]
    for child in element:
        pieces += [inline_child(child, plain=plain), collapsed(child.tail)]
    return tidy("".join(pieces))


def inline_child(element: HtmlElement, *, plain: bool = False, inside: str = "") -> str:
    """An element inside of running text; `inside` holds the emphasis marks that are open around it."""
    tag = element.tag
    if tag == "br":
        return "\n"
    if tag in ("wbr", "img"):
        return ""
    mark = "" if plain else _EMPHASIS.get(tag, "")
    mark = "" if mark and mark in inside.split() else mark
    pieces = [collapsed(element.text)]
    for child in element:
        pieces += [inline_child(child, plain=plain, inside=f"{inside} {mark}"), collapsed(child.tail)]
    text = "".join(pieces)
    if tag == "a" and text.strip() in _ANCHOR_MARKS:
        return ""
    if tag == "q":
        return f"“{text.strip()}”"
    if tag == "sup":
        return _raised(element, text)
    if tag in BLOCK_TAGS:
        return f" {text} "
    return _marked(text, mark) if mark else text


def collapsed(text: str | None) -> str:
    """Text with its white space as a browser shows it."""
    # An opening of a comment that is written as text would hide what follows.
    return _SPACE.sub(" ", text.replace("\xad", "")).replace("<!--", "< !--") if text else ""


def tidy(text: str) -> str:
    """Lines without doubled or outer spaces, and touching emphasis joined."""
    text = _JOINED_MARKS.sub("", re.sub(r" {2,}", " ", text))
    return _AROUND_BREAK.sub("\n", text).strip()


def one_line(text: str) -> str:
    """The text on one line."""
    return " ".join(text.split())


def is_rule(line: str) -> bool:
    """Whether a line only draws a rule, or is empty."""
    return _RULE.fullmatch(line) is not None


def escaped(line: str) -> str:
    """The line, with a backslash where Markdown would take its start for the mark of another block."""
    found = _STARTS_BLOCK.match(line)
    if found is None:
        return line
    at = found.end(1) if found[1] else 0
    return f"{line[:at]}\\{line[at:]}"


def _marked(text: str, mark: str) -> str:
    lines = []
    for line in text.split("\n"):
        inner = line.strip()
        if inner and mark not in inner:
            before, after = line[: len(line) - len(line.lstrip())], line[len(line.rstrip()) :]
            line = f"{before}{mark}{inner}{mark}{after}"
        lines.append(line)
    return "\n".join(lines)


def _raised(element: HtmlElement, text: str) -> str:
    if any(link.get("href", "").startswith("#") for link in element.iter("a")):
        return ""  # the number of a footnote, which would read as part of a figure
    before = element.getprevious()
    left = (before.tail if before is not None else element.getparent().text) or ""
    return f"^{text}" if text.strip().isdigit() and left[-1:].isdigit() else text

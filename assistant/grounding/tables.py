"""Tables in a reply: each row reads as a sentence under its header, so that a figure keeps what it is said of.

"| Fee | ₹15,600 [1] | ₹5,200 [2] |" under "| | AWS | Azure |" reads "Fee, AWS: ₹15,600 [1]; Azure: ₹5,200 [2]".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import MARK_FORM

_ROW = re.compile(r"\s*\|.*\|[^|\w]*(?:\[[^\]]*\][^|\w]*)*\Z")
_MARKS = re.compile(MARK_FORM)
_RULE = re.compile(r"[\s|:-]+\Z")


def rows_as_text(lines: Sequence[str]) -> dict[int, str]:
    """For the lines of a reply that make up tables, by number, what each says; nothing for headers and rules."""
    found: dict[int, str] = {}
    header: list[str] = []
    for number, line in enumerate(lines):
        below = lines[number + 1] if number + 1 < len(lines) else ""
        if not _ROW.match(line):
            header = []
        elif _RULE.match(line) and header:
            found[number] = ""
        elif not header and _RULE.match(below) and "-" in below:
            header, found[number] = _cells(line), ""
        elif header:
            found[number] = _said(_cells(line), header)
    return found


def _cells(line: str) -> list[str]:
    inner = line.strip().strip("|") if not re.search(r"\][^|]*\Z", line) else line.strip().removeprefix("|")
    return [cell.strip() for cell in inner.split("|")]


def _said(cells: list[str], header: list[str]) -> str:
    label, *values = cells
    named = [
        f"{name}: {value}" if name and re.search(r"\w", _MARKS.sub("", value)) else value
        for name, value in zip([*header[1:], *[""] * len(values)], values, strict=False)
        if value
    ]
    return f"{label}, {'; '.join(named)}" if named else label

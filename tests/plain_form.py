"""A Markdown guide as the plain text that guides also come in, and small readings of a guide that tests compare with.

Plain text has bare heading lines, tables without a separator row, "- " bullets under a lead-in line, "Label: value"
lines, and FAQ questions as bare lines with their answer below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeVar

from corpus.guide import FaqPair, Guide, Label, ListBlock, Section, Table

_Kind = TypeVar("_Kind", Table, ListBlock, Label, FaqPair)


def plain_text(markdown: str) -> str:
    """The guide without title, heading marks, emphasis and separator rows, and with few blank lines."""
    lines: list[str] = []
    for line in markdown.splitlines():
        if re.fullmatch(r"[|:\s-]+", line) and "-" in line:
            continue
        stripped = re.sub(r"\*\*(.+?)\*\*", r"\1", re.sub(r"^#{1,6}\s+", "", line)).strip()
        if not stripped or line.startswith("# "):  # this form has no title line
            continue
        if line.startswith("## ") and lines:
            lines.append("")
        lines.append(stripped)
    return "\n".join(lines) + "\n"


def blocks_of(guide: Guide, kind: type[_Kind]) -> Iterator[tuple[Section, _Kind]]:
    """All blocks of one kind, each with its section, in reading order."""
    for section in guide.sections:
        for block in section.blocks:
            if isinstance(block, kind):
                yield section, block

"""The row above or below the one that was just answered with: "and the level above that?", "the next post?".

Tables of pay and posts run from the lowest to the highest. A message and what the answer before quotes go in, the
question for the neighbouring row comes out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from assistant.answerers.draft import readable
from assistant.answerers.tables import TableEvidence, value_columns
from assistant.language import load_language
from assistant.question import Question, read_question
from corpus.guide import Guide, Place, Table

_RUNG = r"(?:level|post|rank|rung|grade|position|role|title|designation|one|step)"
_IT = rf"(?:that|this|it|him|her)(?: {_RUNG})?"
_UP = re.compile(
    rf"\b(?:next (?:higher )?{_RUNG}|(?:{_RUNG} )?(?:just |right )?(?:above|over|after|higher than) {_IT}|"
    rf"one {_RUNG} (?:up|above|higher)|(?:a|the|one) higher {_RUNG})\b"
)
_DOWN = re.compile(
    rf"\b(?:(?:{_RUNG} )?(?:just |right )?(?:below|under|lower than) {_IT}|one {_RUNG} (?:down|below|lower)|"
    rf"(?:a|the|one) lower {_RUNG})\b"
)
_MOST_COLUMNS = 2  # that a question can name


def points_at_neighbour(message: str) -> bool:
    """Whether a message asks for the level above or below the one before, and names nothing else."""
    return _direction(read_question(message)) != 0


def neighbouring_row(
    message: str, previous: Question, before: Sequence[Place], guides: Mapping[str, Guide]
) -> str | None:
    """The question for the row beside the only one that `before` quotes; None where there is none."""
    quoted = [row for guide_id, start, _ in before for row in _rows_at(guides[guide_id], start)]
    if len(quoted) != 1:
        return None
    found, at = quoted[0]
    beside = at + _direction(read_question(message))
    if not 0 <= beside < len(found.table.rows):
        return None
    columns = value_columns(previous, found, [found.table.rows[at]])
    heads = [readable(found.table.header.cells[column].text) for column in columns]
    label = readable(found.table.rows[beside].cells[0].text)
    return f"{' and '.join(heads)} for {label}?" if len(heads) <= _MOST_COLUMNS else f"{label}?"


def _direction(question: Question) -> int:
    """1 for the row further on, -1 for the one before, 0 where no row is pointed at or something else is named."""
    for pattern, way in ((_UP, 1), (_DOWN, -1)):
        if pattern.search(question.folded):
            rest = pattern.sub(" ", question.folded).split()
            plain = load_language().generic | question.attribute_words
            return way if all(word in plain for word in rest) else 0
    return 0


def _rows_at(guide: Guide, start: int) -> Iterator[tuple[TableEvidence, int]]:
    """The table's row that begins at a place of a guide, if one does."""
    section = guide.sections[guide.section_at(start)]
    for table in (block for block in section.blocks if isinstance(block, Table)):
        for at, row in enumerate(table.rows):
            if row.span.start == start:
                yield TableEvidence(guide=guide, section=section, table=table, source=None), at

"""Every table cell of every guide, asked in four ways and with a shortened row label."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from asking import Share, assistant_in, guide_cases, guides_folder

from assistant.answer import Answer
from assistant.answerers.draft import readable
from corpus.anticipated import questions_path
from corpus.guide import FaqPair, Guide, Table
from evals.metrics import folded

_HELD_OUT = "digital-marketer"  # never tuned on, so its misses are only counted
_WAYS = {
    "column for row": "{column} for {label}?",
    "a whole sentence": "what is the {column} of {label}?",
    "key words": "{label} {column}",
    "row first": "for {label}, what does the guide say about {column}?",
    "shortened row label": "{column} for {short}?",
}


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell with the names it goes by and what must not be taken for it."""

    column: str
    label: str
    short: str
    value: str
    others: tuple[str, ...]  # of the column's other rows


def measure_cells(work: Path, most: int | None) -> Iterator[Share]:
    """Right row and column, header shown, by way of asking; each guide as the only one of its folder."""
    shares = {way: Share("cells", f"{way}: right, header shown", 0.98) for way in _WAYS}
    opened = Share("cells", "all ways: right, header shown", 0.98)
    forced_open = Share("cells", "all ways, gate forced open", 0.98)
    for file in guide_cases():
        kept = [path for path in (file, questions_path(file)) if path.is_file()]
        folder = guides_folder(work / "cells", [(path.name, path.read_bytes()) for path in kept])
        with assistant_in(folder, work / "index") as assistant:
            (guide,) = assistant.index.guides.values()
            for number, cell in enumerate(islice(cells_of(guide), most)):
                for way, form in _WAYS.items():
                    question = form.format(column=cell.column, label=cell.label, short=cell.short)
                    question = question.lower() if way != "column for row" else question
                    turn = assistant.turn(question)
                    answer = turn.answer
                    fault = cell_fault(answer, cell)
                    shown = f"{guide.id}: {question}: {fault}" if guide.id != _HELD_OUT else ""
                    for share in (shares[way], opened):
                        share.add(not fault, f"{guide.id} {number}", shown)
                    fault = fault if answer.citations else cell_fault(assistant.opened(turn).answer, cell)
                    shown = f"{guide.id}: {question}: {fault}" if guide.id != _HELD_OUT else ""
                    forced_open.add(not fault, f"{guide.id} {number}", shown)
    yield from (*shares.values(), opened, forced_open)


def cells_of(guide: Guide) -> Iterator[Cell]:
    """The cells of a guide's tables beside their row's label; one that two rows give another value for is left out."""
    found: dict[tuple[str, str], list[Cell]] = {}
    for table in tables_of(guide):
        shorts = [shortened(readable(row.cells[0].text)) for row in table.rows]
        for place, row in enumerate(table.rows):
            label = readable(row.cells[0].text)
            short = shorts[place] if shorts.count(shorts[place]) == 1 else label
            for column in range(1, len(row.cells)):
                others = tuple(readable(o.cells[column].text) for o in table.rows if o is not row)
                cell = Cell(
                    column=readable(table.header.cells[column].text),
                    label=label,
                    short=short,
                    value=readable(row.cells[column].text),
                    others=others,
                )
                found.setdefault((folded(cell.column), folded(label)), []).append(cell)
    yield from (cells[0] for cells in found.values() if len(cells) == 1 and cells[0].value)


def tables_of(guide: Guide) -> Iterator[Table]:
    """All tables of a guide, those of FAQ answers too."""
    for section in guide.sections:
        for block in section.blocks:
            inside = block.answer if isinstance(block, FaqPair) else (block,)
            yield from (one for one in inside if isinstance(one, Table))


def shortened(label: str) -> str:
    """A row label as people shorten it: without brackets, of two names the first, of many words the first three."""
    plain = re.sub(r"\s*\(.*?\)", "", label).split(" / ")[0].strip()
    words = plain.split()
    return " ".join(words[:3]) if len(words) > 3 else plain or label


def cell_fault(answer: Answer, cell: Cell) -> str:
    """What is wrong with an answer about a cell; empty if nothing is."""
    if not answer.citations:
        return f"{answer.outcome}: {answer.reason}"
    text, value = folded(answer.text), folded(cell.value)
    if value not in text:
        return f"not {cell.value!r}: {answer.text!r}"
    rest = text.replace(value, " ")
    strange = [other for other in cell.others if folded(other) not in value and holds_alone(rest, folded(other))]
    if strange and len(folded(cell.value)) > 3:
        return f"another row's value too, {strange[0]!r}: {answer.text!r}"
    if folded(re.sub(r"\(.*?\)", "", cell.column)).rstrip("?") not in text:
        return f"the column {cell.column!r} is not named: {answer.text!r}"
    if not any(cell.value in readable(citation.quote) for citation in answer.citations):
        return f"cites another row: {answer.citations[0].quote!r}"
    return ""


def holds_alone(text: str, value: str) -> bool:
    """Whether a value stands in a text as whole words."""
    return re.search(rf"(?<![\w–-]){re.escape(value)}(?![\w–-])", text) is not None

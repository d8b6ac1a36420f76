"""Which rows of a table a question names: by the words that tell its rows apart."""

from __future__ import annotations

import pytest

from assistant.answerers.tables import TableEvidence, matching_rows, value_columns
from assistant.question import read_question
from corpus.guide import Table
from corpus.parse import parse_guide

GUIDE = parse_guide(
    "pilot",
    """# Becoming a harbour pilot

## Final papers

| Paper | Marks |
|---|---|
| Tides and Harbour Charts | 60 |
| Signals for final | 40 |
""",
    form="markdown",
    source="pilot.md",
)


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("tides final total marks", "Tides and Harbour Charts"),  # "final" stands above every row of the table
        ("final marks for signals", "Signals for final"),
        ("marks of final", "Signals for final"),
    ],
)
def test_a_word_of_the_heading_names_a_row_only_where_nothing_else_does(question: str, label: str) -> None:
    section = next(section for section in GUIDE.sections if any(isinstance(b, Table) for b in section.blocks))
    table = next(block for block in section.blocks if isinstance(block, Table))

    rows = matching_rows(read_question(question), TableEvidence(guide=GUIDE, section=section, table=table, source=None))

    assert [row.cells[0].text for row in rows] == [label]


def test_a_word_for_the_guides_subject_does_not_choose_between_rows() -> None:
    guide = parse_guide(
        "harbour-pilot",
        """# Becoming a harbour pilot

| Licence | Held by |
|---|---|
| First class | Harbour trainee |
| First class | Senior officer |
| Second class | Deck hand |
""",
        form="markdown",
        source="harbour-pilot.md",
    )
    table = next(block for block in guide.sections[0].blocks if isinstance(block, Table))
    found = TableEvidence(guide=guide, section=guide.sections[0], table=table, source=None)

    assert len(matching_rows(read_question("first class in the harbour"), found)) == 2
    assert len(matching_rows(read_question("first class for an officer"), found)) == 1


def test_a_column_without_a_time_gives_none_though_a_word_of_its_name_is_said() -> None:
    guide = parse_guide(
        "pilot",
        """# Becoming a harbour pilot

| Route | Entry after | Length |
|---|---|---|
| Cadet course | School | 3 years |
| Deck course | Diploma | 1 year |
""",
        form="markdown",
        source="pilot.md",
    )
    table = next(block for block in guide.sections[0].blocks if isinstance(block, Table))

    assert value_columns(read_question("how many years deck course after diploma"), table) == (2,)
    assert value_columns(read_question("the deck course is entry after what"), table) == (1,)

"""Which rows of a table a question names: by the words that tell its rows apart."""

from __future__ import annotations

import pytest

from assistant.answerers.tables import TableEvidence, matching_rows, value_columns
from assistant.question import read_question
from corpus.guide import Guide, Table
from corpus.parse import parse_guide


def table_in(guide: Guide) -> TableEvidence:
    """The first table of a guide."""
    section = next(one for one in guide.sections if any(isinstance(block, Table) for block in one.blocks))
    table = next(block for block in section.blocks if isinstance(block, Table))
    return TableEvidence(guide=guide, section=section, table=table, source=None)


def table_of_text(text: str) -> TableEvidence:
    """The table of a guide for harbour pilots."""
    return table_in(parse_guide("harbour-pilot", f"# Becoming a harbour pilot\n\n{text}", form="markdown", source="p"))


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
    rows = matching_rows(read_question(question), table_in(GUIDE))

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
    found = table_in(guide)

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
    found = table_in(guide)

    assert value_columns(read_question("how many years deck course after diploma"), found) == (2,)
    assert value_columns(read_question("the deck course is entry after what"), found) == (1,)


LADDER = """
| Level | Years in the port | Small harbour | Start-up | Harbour services |
|---|---|---|---|---|
| Deck assistant | 0–2 | ₹14,000 | ₹15,000 | ₹16,000 |
| Harbour pilot | 3 to 6 | ₹22,000 | ₹26,000 | ₹28,000 |
| Chief | 7 and more | ₹40,000 | ₹41,000 | ₹52,000 |
"""


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("fresher harbour pilot salary", "Deck assistant"),
        ("harbour pilot salary with 5 years experience", "Harbour pilot"),
        ("pay after 9 years", "Chief"),
    ],
)
def test_bare_numbers_under_a_head_of_years_are_years_of_experience(question: str, label: str) -> None:
    rows = matching_rows(read_question(question), table_of_text(LADDER))

    assert [row.cells[0].text for row in rows] == [label]


@pytest.mark.parametrize(
    ("question", "columns"),
    [
        ("harbour pilot starting salary", (2, 3, 4)),  # neither the start of "start-up" nor the guide's own word
        ("pay in harbour services", (4,)),
        ("salary in a start-up", (3,)),
    ],
)
def test_a_column_is_named_by_its_own_words_alone(question: str, columns: tuple[int, ...]) -> None:
    assert value_columns(read_question(question), table_of_text(LADDER)) == columns


BY_TOWN = """
| Town | In hand, year 1 | In hand, year 5 |
|---|---|---|
| Kandla | ₹14,000 | ₹26,000 |
| Paradip | ₹12,000 | ₹21,000 |
"""


@pytest.mark.parametrize(
    ("question", "columns"),
    [
        ("in hand of a fresher", (1,)),
        ("in hand salary", (1, 2)),
        ("in hand of a fresher and in year 5", (2,)),  # what is named comes before who asks
    ],
)
def test_of_columns_over_time_a_beginner_asks_about_the_first(question: str, columns: tuple[int, ...]) -> None:
    assert value_columns(read_question(question), table_of_text(BY_TOWN)) == columns

"""Which rows and columns of a table a question asks about: by their labels, by years of experience, by headers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answerers.experience import experience_asked, of_beginners, years_of
from assistant.concepts import concepts_asked, concepts_said
from assistant.context import label_names, stands_in, subject_terms
from assistant.evidence import Evidence
from assistant.figure_kinds import FIGURE_OF_KIND, with_unit
from assistant.language import load_language
from assistant.passage_facts import SOURCE
from assistant.question import Question, in_figures, numbered_things
from assistant.support import lexical_support, stems
from corpus.guide import Guide, Label, Row, Section, Table
from index.lexical import STOP_WORDS

_SOURCE_WITHIN = 3  # blocks below a table, up to which a source line is its own
_START_UP = "start-up"  # whose "start" is none
_PARTS = stems("start up")
_RATE = re.compile(r"\b(?:per|an?|each|every) (hour|day|week|month|semester|year)\b")
_BY_FIGURES = re.compile(
    r"\b(?:how much|by what|cheaper|costlier|dearer)\b|\b(?:pays?|earns?|gets?|paid|costs?) (?:more|less)\b"
)
_ONE_OF_THEM = re.compile(r"\bor\b|\bwhich (?:one|of)\b")


@dataclass(frozen=True, kw_only=True)
class TableEvidence:
    """A table with the section it stands in."""

    guide: Guide
    section: Section
    table: Table
    source: Label | None  # the label line under the table that names where its figures come from


def table_of(evidence: Evidence) -> TableEvidence | None:
    """The table that a passage is or is part of, if any."""
    if not isinstance(evidence.block, Table) or evidence.passage.block is None:
        return None
    # One source under two tables is that of both.
    following = evidence.section.blocks[evidence.passage.block + 1 : evidence.passage.block + 1 + _SOURCE_WITHIN]
    source = next((b for b in following if isinstance(b, Label) and SOURCE.search(b.name.text)), None)
    return TableEvidence(guide=evidence.guide, section=evidence.section, table=evidence.block, source=source)


def matching_rows(question: Question, found: TableEvidence) -> tuple[Row, ...]:
    """The rows whose label fits the question best; none when no label is named, several when they fit equally.

    A label fits by the words it does not share with every row, and by a range of years that holds the years asked.
    """
    table = found.table
    if (numbered := _numbered_row(question, table)) is not None:
        return (numbered,)
    above = stems(" ".join(found.section.path))
    words = [word for word in question.words if not stems(word) <= above and word not in STOP_WORDS]
    named = named_rows(question, table)
    # "of freshers and seniors", and of one of them where they are to choose from; brackets tell rows of one name apart.
    if len({label_names(row.cells[0].text) for row in named}) == len(named) > 1:
        told = _told_apart(question, found, named) if _ONE_OF_THEM.search(question.folded) else named
        return told if len(told) == 1 or not question.asks("comparison", "list") else named
    labels = [stems(row.cells[0].text) for row in table.rows]
    shared = frozenset.intersection(*labels) if len(labels) > 1 else frozenset()
    shared |= subject_terms(found.guide) | stems(table.header.cells[0].text) | stems("year years yr yrs")
    experience = experience_asked(question, table)
    for known in (shared | above, shared):  # a word of the heading tells rows apart only where nothing else does
        scores = [
            _label_score(question, words, label - known, row, years_of(row, table) if experience else None, experience)
            + (row in named)
            for label, row in zip(labels, table.rows, strict=True)
        ]
        if (best := max(scores, default=0.0)) > 0:
            break
    if best < 1 and (told := _told_of(question, table.rows)):  # no word of a label stands in the question itself
        return told
    if best <= 0:
        return ()
    fitting = _plainest([row for row, score in zip(table.rows, scores, strict=True) if score >= best - 1e-9])
    fitting = _told_of(question, fitting) or fitting
    return _told_apart(question, found, fitting) if len(fitting) > 1 else fitting


def _plainest(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Rows without those whose label says all that another's does and more: the diploma before the advanced one."""
    labels = {row: stems(re.sub(r"\(.*?\)", "", row.cells[0].text)) for row in rows}  # brackets tell rows apart
    return tuple(row for row in rows if not any(labels[other] < labels[row] for other in rows))


def _told_of(question: Question, rows: Sequence[Row]) -> tuple[Row, ...]:
    """Those rows, not all, whose label speaks of what is asked in other words: "(non-tech)" of who works in a bank."""
    asked = {found.concept.name for found in concepts_asked(question.folded)}
    held = [len(asked & concepts_said(row.cells[0].text)) for row in rows]
    told = tuple(row for row, count in zip(rows, held, strict=True) if count and count == max(held))
    return told if len(told) < len(rows) else ()


def _numbered_row(question: Question, table: Table) -> Row | None:
    """The row that is asked about by its place in a table of rounds or the like: "how long is the last round"."""
    heads = stems(table.header.cells[0].text)
    for number, noun in numbered_things(question.folded):
        place = number - 1 if number > 0 else len(table.rows) - 1
        if lexical_support(noun, heads) and place < len(table.rows):
            return table.rows[place]
    return None


def _told_apart(question: Question, found: TableEvidence, rows: Sequence[Row]) -> tuple[Row, ...]:
    """Of rows whose labels fit equally the one whose other cells hold a number or words asked for; else all.

    Words for the guide's subject tell nothing: "head of operations" is no "Drone Operations Specialist" for "drone".
    """
    numbers = set(re.findall(r"(?<![\d.])\d{1,3}(?![\d.])", in_figures(question.folded)))
    asked = {stem for word in question.content for stem in stems(word)} - subject_terms(found.guide)
    same = frozenset.intersection(*(stems(" ".join(cell.text for cell in row.cells)) for row in rows))
    held = [
        2 * sum(cell.text.strip() in numbers for cell in row.cells[1:])
        + len(asked & stems(" ".join(cell.text for cell in row.cells[1:])) - same)
        for row in rows
    ]
    best = max(held)
    return tuple(row for row, count in zip(rows, held, strict=True) if count == best) if best else tuple(rows)


def named_rows(question: Question, table: Table) -> tuple[Row, ...]:
    """The rows whose label, without brackets, stands in the question; "keeper" is not named by "head keeper"."""
    said = [
        [
            stems(name) for name in label_names(row.cells[0].text).split("/") if stands_in(name, question)
        ]  # "A / B" is two
        for row in table.rows
    ]
    named = [(at, name) for at, names in enumerate(said) for name in names]
    return tuple(
        table.rows[at]
        for at, names in enumerate(said)
        if names and not all(any(name < longer for other, longer in named if other != at) for name in names)
    )


def _label_score(
    question: Question,
    words: Sequence[str],
    label: frozenset[str],
    row: Row,
    years: tuple[float, float] | None,
    experience: tuple[float, float] | None,
) -> float:
    text = row.cells[0].text
    if experience is not None and years is not None:
        return 10.0 if years[0] <= experience[0] <= years[1] else 0.0
    main = stems(re.sub(r"\(.*?\)", "", text)) & label
    exact = {stem for word in question.folded.split() if word not in STOP_WORDS for stem in stems(word)}
    # Of labels that hold as many of the words asked, the one that says nothing beside them is meant.
    score = len(exact & label) + (0.1 if main and main <= exact else 0.0)
    if score and exact & stems(next(iter(text.split()), "")):
        score += 0.05  # "diploma" is the plain one before the advanced one
    if score == 0:
        score = 0.5 * any(lexical_support(word, label) for word in words)
    negated = bool(exact & {"non", "not", "without", "no"})
    if "non" in label and exact & _after_non(text) and not negated:
        score -= 0.5
    if "non" not in label and negated and score:
        score -= 0.5 * _negates(question, label)
    return score


def _negates(question: Question, label: frozenset[str]) -> bool:
    """Whether the question takes a word of the label away ("without a CS background")."""
    without = re.findall(r"\b(?:non|not|without|no)[ -](?:a |an |any )?([\w-]+)(?: ([\w-]+))?", question.folded)
    return any(stems(word) & label for pair in without for word in pair if word)


def _after_non(label: str) -> set[str]:
    """The stems of what a label negates with "non-"."""
    return {stem for match in re.finditer(r"\bnon[- ](\w+)", label, re.I) for stem in stems(match[1])}


def value_columns(question: Question, found: TableEvidence, rows: Sequence[Row] = ()) -> tuple[int, ...]:
    """The columns asked about: those whose header fits best, else those with the kind of figure asked for, else all.

    A header fits by the words it does not share with every other value column, and not by the guide's subject. Of
    columns about the beginning and later, a beginner asks about the first. The kind of figure is looked for in `rows`,
    or in all rows where none are given. The label column is none of them. A comparison that asks for no figure needs
    them all.
    """
    table = found.table
    columns = tuple(range(1, len(table.header.cells)))
    if len(columns) <= 1:
        return columns or (0,)
    if question.kind == "comparison" and len(columns) <= 4 and not question.asks("amount", "duration"):
        return columns
    fits = _words_of_columns(question, found, columns)
    compared = (kind for kind in question.kinds if kind in FIGURE_OF_KIND)
    of_figures = question.kind == "comparison" and _BY_FIGURES.search(question.folded)
    figure = FIGURE_OF_KIND.get((next(compared, "") if of_figures else question.kind) or "")
    holding = tuple(
        column
        for column in columns
        if figure and all(_holds_one(table, row, column, figure) for row in rows or table.rows)
    )
    best = max(map(len, fits.values()))
    fitting = tuple(column for column in columns if best > 0 and len(fits[column]) == best)
    if (
        figure and not question.yes_no and any(holds(table, column, [figure]) for column in columns)
    ):  # "how many years after a diploma" is not answered by the column "Entry after"
        figures = [FIGURE_OF_KIND[kind] for kind in question.kinds if kind in FIGURE_OF_KIND]
        fitting = tuple(column for column in fitting if holds(table, column, figures))
    chosen = fitting or holding or _with_cells_asked(question, rows, columns) or columns
    first = of_beginners(question, table, chosen)
    named_too = any(not fits[column] <= frozenset().union(*(fits[at] for at in first)) for column in chosen)
    return chosen if not first or named_too else first


def _with_cells_asked(question: Question, rows: Sequence[Row], columns: Sequence[int]) -> tuple[int, ...]:
    """The columns whose cell in the one row asked about says a word asked that its label does not: "is it free"."""
    if len(rows) != 1 or not question.yes_no:
        return ()
    label = stems(rows[0].cells[0].text)
    asked = [word for word in question.content if not lexical_support(word, label)]
    return tuple(
        column for column in columns if any(lexical_support(w, stems(rows[0].cells[column].text)) for w in asked)
    )


def _words_of_columns(question: Question, found: TableEvidence, columns: Sequence[int]) -> dict[int, frozenset[str]]:
    """The question's words that each column's head holds and not all heads do.

    A word for the guide's subject counts where the head says no more than that: "Radiographer" beside "Radiologist".
    """
    heads = {column: stems(found.table.header.cells[column].text) for column in columns}
    heads = {column: head - _PARTS if _START_UP in head else head for column, head in heads.items()}
    shared = frozenset.intersection(*heads.values())
    places, subject = load_language().places, subject_terms(found.guide)
    asked = [word for word in question.words if word not in STOP_WORDS]
    if question.kind == "amount":  # "how much is it per year" names no column of years
        asked = [word for word in asked if word not in _RATE.findall(question.folded)]
    return {
        column: frozenset(
            word
            for word in asked
            if (head <= subject or not stems(word) <= subject)
            and (
                lexical_support(word, head - shared)
                or any(stems(same) <= head - shared for same in places.get(word, ()))
            )
        )
        for column, head in heads.items()
    }


def holds(table: Table, column: int, figures: Sequence[re.Pattern[str]]) -> bool:
    """Whether any cell of a column holds a figure of one of these kinds."""
    return any(_holds_one(table, row, column, figure) for row in table.rows for figure in figures)


def _holds_one(table: Table, row: Row, column: int, figure: re.Pattern[str]) -> bool:
    return bool(figure.search(with_unit(table.header.cells[column].text, row.cells[column].text)))

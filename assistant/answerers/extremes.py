"""Which row, column or step has the highest or lowest figure: compared by parsed amounts and times, and cited."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answerers.draft import Compared, Draft, Notes, Operation, Quote, Working, readable
from assistant.answerers.labels import answer_from_label
from assistant.answerers.series import Step, Told, series_noun, step_quote
from assistant.answerers.table_lines import row_line, source_line
from assistant.answerers.tables import TableEvidence, named_rows, table_of, value_columns
from assistant.context import label_names, subject_terms
from assistant.evidence import Evidence
from assistant.figure_kinds import PAY_WORDS, holds_figure, with_unit
from assistant.grounding.extremes import comparable, extreme_word, extremes, figure_of
from assistant.question import Question, read_question
from assistant.support import lexical_support, stems
from corpus.guide import Label, Row, Span
from corpus.passages import PassageKind

_MOST = r"(?:most|highest|maximum|max|best|biggest|largest|top|zyada|sabse zyada)"
_LEAST = r"(?:least|lowest|minimum|min|smallest|kam|sabse kam)"
_MONEY = rf"(?:{PAY_WORDS}|paying|package|fees?|costs?|stipend|money|expensive)"
_EXTREMES = (  # pattern, kind of figure, whether the highest is meant
    (rf"\b{_LEAST} (?:\w+ )?{_MONEY}\b|\b{_MONEY} (?:\w+ ){{0,3}}{_LEAST}\b|\bcheap(?:est)?\b", "amount", False),
    (
        rf"\b{_MOST} (?:\w+ )?{_MONEY}\b|\b{_MONEY} (?:\w+ ){{0,3}}{_MOST}\b|\b(?:costliest|dearest|priciest)\b",
        "amount",
        True,
    ),
    (r"\b(?:longest|slowest|most time|takes? (?:the )?longest)\b", "duration", True),
    (r"\b(?:shortest|fastest(?![- ]grow)|quickest|least time|less time)\b", "duration", False),
)
_MORE = re.compile(rf"\b{_MONEY} (?:\w+ ){{0,3}}(?:(?P<most>more|better|higher)|less|lower)\b")
_SUPERLATIVE = (  # "most states" is none of pay
    r"(?:high|low|great|large|small|rich|poor|cheap|costli|dear|price?i|long|short|quick|fast|slow|bigg)(?:i)?est"
    r"(?!-| grow)|best|"
    r"(?:the |pays? |earns? |paid |costs? |earning |paying )(?:most|least)|"
    r"(?:most|least) (?:expensive|well[- ]paid|time|money)|(?:most|least)(?=\W*$)"
)
_COUNTED = re.compile(
    r"\b(?:most|highest|maximum|max|largest|biggest|(?P<least>fewest|least|lowest|minimum|min|smallest))"
    r"(?: number of)? (?P<noun>[a-z]+)\b"
)
_NEAR = 8  # passages in which a table is looked for
_ASKS_WHICH = re.compile(r"\b(?:which|what|who|where|kaun\w*|kis|whose)\b")
_BARE_NUMBER = re.compile(r"[\d.,]+")
_WHERE = re.compile(r"\bwhere\b")
_PLACES = ("city", "town", "place", "location", "state", "region", "country", "district", "area")  # a table of them
_NOUN = re.compile(r"\b(?:which|what) (?:of the )?(?:\w+ing )?(\w+)")


def answer_extreme(question: Question, evidence: Sequence[Evidence], steps: Sequence[Step]) -> Draft | None:
    """The row, column or step with the most or least of what is asked, or None where nothing can be compared."""
    asked = next(((kind, most) for pattern, kind, most in _EXTREMES if re.search(pattern, question.folded)), None)
    if asked is None and (draft := _of_numbers(question, evidence)):
        return draft
    if asked is None and (more := _MORE.search(question.folded)):
        found = _table_asked(question, evidence)
        return _of_two_columns(question, found, most=more["most"] is not None) if found else None
    if asked is None or not (_ASKS_WHICH.search(question.folded) or len(question.words) <= 7):
        return None
    kind, most = asked
    if kind == "duration" and steps and re.search(rf"\b(?:{series_noun(steps)}|step)s?\b", question.folded):
        return _extreme_step(steps, most)
    if evidence[0].passage.kind in (PassageKind.SENTENCE, PassageKind.FAQ) and _names_an_extreme(evidence[0], kind):
        return None
    if label := _label_that_says_it(question, evidence, kind):
        return answer_from_label(question, label, ())
    asking = replace(question, kinds=(kind, *question.kinds))
    found = _table_asked(question, evidence)
    if found and (draft := _extreme_in(asking, found, kind, most) or _most_units(found, kind, most)):
        return draft
    if found and (noun := _NOUN.search(question.folded)) and _heads_rows(noun[1], found):
        return None  # it is asked of these rows, and not of another table's
    # Another table answers only where it alone can be compared so: "who gets there fastest".
    others = {id(other.table): other for item in evidence if (other := table_of(item)) and _compares(other, kind)}
    if kind != "duration" or len(others) != 1:
        return None
    (only,) = others.values()
    return _extreme_in(asking, only, kind, most)


def _of_numbers(question: Question, evidence: Sequence[Evidence]) -> Draft | None:
    """The row with the most or fewest of what a column counts: "which part has the most marks"; else None."""
    asked = _COUNTED.search(question.folded)
    if asked is None or not _ASKS_WHICH.search(question.folded):
        return None
    for found in filter(None, map(table_of, evidence[:_NEAR])):
        for column, header in enumerate(found.table.header.cells):
            if column and lexical_support(asked["noun"], stems(header.text)):
                return _extreme_row(found, found.table.rows, (column,), "count", asked["least"] is None)
    return None


def _label_that_says_it(question: Question, evidence: Sequence[Evidence], kind: str) -> Evidence | None:
    """The label line that names the most or least of what is asked for: "Best paid branch" for "which branch pays"."""
    noun = _NOUN.search(question.folded)
    if noun is None:
        return None
    labels = (item for item in evidence if isinstance(item.block, Label) and _names_an_extreme(item, kind))
    return next((item for item in labels if isinstance(item.block, Label) and _holds(item.block, noun[1])), None)


def _holds(label: Label, noun: str) -> bool:
    return bool(lexical_support(noun, stems(label.name.text)))


def _compares(found: TableEvidence, kind: str) -> bool:
    return any(_comparable(found.table.rows, column, kind) for column in range(1, len(found.table.header.cells)))


def _table_asked(question: Question, evidence: Sequence[Evidence]) -> TableEvidence | None:
    """The best table whose first column holds what is asked for ("which country"), else the best table; or None."""
    tables = [found for item in evidence[:_NEAR] if (found := table_of(item))]
    noun = _NOUN.search(question.folded)
    nouns = [noun[1]] if noun else _PLACES if _WHERE.search(question.folded) else []
    every = (found for item in evidence if (found := table_of(item)))
    asked = (found for found in every if any(_heads_rows(one, found) for one in nouns))
    return next(asked, tables[0] if tables else None)


def _heads_rows(noun: str, found: TableEvidence) -> bool:
    return bool(lexical_support(noun, stems(found.table.header.cells[0].text)))


def _most_units(found: TableEvidence, kind: str, most: bool) -> Draft | None:
    """The row with the most in a column of bare numbers whose head gives their unit: "Minutes"; else None."""
    rows = found.table.rows
    for column, head in enumerate(found.table.header.cells[1:], 1):
        cells = [row.cells[column].text.strip() for row in rows]
        numbers = all(map(_BARE_NUMBER.fullmatch, cells))
        if numbers and all(holds_figure(kind, with_unit(head.text, cell)) for cell in cells):
            return _extreme_row(found, rows, (column,), "count", most)
    return None


def _names_an_extreme(item: Evidence, kind: str) -> bool:
    """Whether a sentence itself says it ("X pays best"), so that nothing needs to be worked out."""
    about = _MONEY if kind == "amount" else r"(?:time|weeks?|months?|years?|long\w*|short\w*|quick\w*)"
    said = item.passage.text
    return bool(re.search(rf"\b(?:{_SUPERLATIVE})", said, re.I) and re.search(rf"\b{about}\b", said, re.I))


def _extreme_in(question: Question, found: TableEvidence, kind: str, most: bool) -> Draft | None:
    table = found.table
    subject = subject_terms(found.guide)
    named = [row for row in named_rows(question, table) if not stems(label_names(row.cells[0].text)) <= subject]
    rows = [row for row in table.rows if not re.match(r"(?:grand )?total\b", row.cells[0].text, re.I)]
    columns = tuple(column for column in value_columns(question, found) if _comparable(rows, column, kind))
    if len(rows) < 2 or not columns:
        return None
    if len(named) == 1:
        return _extreme_column(found, named[0], columns, kind, most) if len(columns) > 1 else None
    return _extreme_row(found, rows, columns, kind, most)


def _extreme_row(
    found: TableEvidence, rows: Sequence[Row], columns: Sequence[int], kind: str, most: bool
) -> Draft | None:
    """The one row that has the most or least in all of some columns; None where it is not the same one."""
    compared = tuple(_compared([row.cells[column] for row in rows], kind, most) for column in columns)
    if any(len(one.taken) != 1 for one in compared):
        return None
    best = {one.figures.index(one.taken[0]) for one in compared}
    if len(best) != 1:
        return None
    notes = Notes()
    line = row_line(found, rows[best.pop()], tuple(columns), notes)
    word = extreme_word(kind, most=most)
    whole = notes.cite(Quote(guide=found.guide, section=found.section, span=found.table.span))
    how = f"compared the rows of the table and took the {word}"
    text = f"{line}, the {word} in the table {whole}.{source_line(found, notes)}"
    return notes.draft(text, working=Working(operation=Operation.COMPARE, how=how, compared=compared))


def _compared(cells: Sequence[Span], kind: str, most: bool) -> Compared:
    """Cells with those of them that hold the most or least; with none of them where they cannot be compared."""
    places = extremes([cell.text for cell in cells], kind, most=most)
    taken = tuple(cell for place, cell in enumerate(cells) if place in places)
    return Compared(kind=kind, most=most, figures=tuple(cells), taken=taken)


def _of_two_columns(question: Question, found: TableEvidence, *, most: bool) -> Draft | None:
    """Which of two columns pays more in the one row named: "who pays a trainee more, a big firm or a small one?"."""
    named = named_rows(question, found.table)
    columns = _columns_of_sides(question, found)
    return _extreme_column(found, named[0], columns, "amount", most) if len(named) == 1 and columns else None


def _columns_of_sides(question: Question, found: TableEvidence) -> tuple[int, ...]:
    """The two columns of "a large firm or a small one", where each side names one; else none."""
    for joining in re.finditer(r"\s(?:or|and|vs\.?|versus|than)\s", question.text, re.I):
        sides = (question.text[: joining.start()], question.text[joining.end() :])
        columns = [value_columns(read_question(side), found) for side in sides]
        if all(len(one) == 1 for one in columns) and columns[0] != columns[1]:
            return columns[0] + columns[1]
    return ()


def _extreme_column(found: TableEvidence, row: Row, columns: Sequence[int], kind: str, most: bool) -> Draft | None:
    columns = [column for column in columns if figure_of(row.cells[column].text, kind) is not None]
    compared = _compared([row.cells[column] for column in columns], kind, most)
    if len(compared.taken) != 1:
        return None
    notes = Notes()
    line = row_line(found, row, (columns[compared.figures.index(compared.taken[0])],), notes)
    word = extreme_word(kind, most=most)
    how = f"compared the columns of the row and took the {word}"
    word = f"{word.removesuffix('est')}er of the two" if len(columns) == 2 else f"{word} of the row"
    working = Working(operation=Operation.COMPARE, how=how, compared=(compared,))
    return notes.draft(f"{line}, the {word}.{source_line(found, notes)}", working=working)


def _comparable(rows: Sequence[Row], column: int, kind: str) -> bool:
    return comparable([row.cells[column].text for row in rows], kind)


def _extreme_step(steps: Sequence[Step], most: bool) -> Draft | None:
    timed = [(step, told) for step in steps if (told := step.time)]
    compared = _compared([_told_in(told) for _, told in timed], "duration", most)
    if not compared.taken:
        return None
    notes = Notes()
    word, noun = extreme_word("duration", most=most), series_noun(steps)
    chosen = [one for one, figure in zip(timed, compared.figures, strict=True) if figure in compared.taken]
    said = [
        f"**{step.in_full}** at {readable(told.text)} {notes.cite(step_quote(step, told.span))}"
        for step, told in chosen
    ]
    others = "".join(notes.cite(step_quote(step, told.span)) for step, told in timed if (step, told) not in chosen)
    verb = "is" if len(chosen) == 1 else "are"
    how = f"compared the times of the {noun}s and took the {word}"
    text = f"The {word} {verb} {' and '.join(said)}, by the times of the other {noun}s {others}."
    return notes.draft(text, working=Working(operation=Operation.COMPARE, how=how, compared=(compared,)))


def _told_in(told: Told) -> Span:
    """The words that give a step's time, with their place in the guide."""
    start = told.span.start + told.span.text.index(told.text)
    return Span(start=start, end=start + len(told.text), text=told.text)

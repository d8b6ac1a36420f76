"""Which row, column or step has the highest or lowest figure: compared by parsed amounts and times, and cited."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answerers.draft import Draft, Notes, Operation, Quote, Working, readable
from assistant.answerers.labels import answer_from_label
from assistant.answerers.series import Step, series_noun, step_quote
from assistant.answerers.table_lines import row_line, source_line
from assistant.answerers.tables import TableEvidence, named_rows, table_of, value_columns
from assistant.context import label_names, subject_terms
from assistant.evidence import Evidence
from assistant.question import Question, read_question
from assistant.support import lexical_support, stems
from corpus.guide import Label, Row, Table
from corpus.passages import PassageKind

_MOST = r"(?:most|highest|maximum|max|best|biggest|largest|top|zyada|sabse zyada)"
_LEAST = r"(?:least|lowest|minimum|min|smallest|kam|sabse kam)"
_MONEY = r"(?:pay(?:s|ing)?|paid|salar(?:y|ies)|earn(?:s|ing|ings)?|package|fees?|costs?|stipend|money|expensive)"
_EXTREMES = (  # pattern, kind of figure, whether the highest is meant
    (rf"\b{_LEAST} (?:\w+ )?{_MONEY}\b|\b{_MONEY} (?:\w+ ){{0,3}}{_LEAST}\b|\bcheap(?:est)?\b", "amount", False),
    (
        rf"\b{_MOST} (?:\w+ )?{_MONEY}\b|\b{_MONEY} (?:\w+ ){{0,3}}{_MOST}\b|\b(?:costliest|dearest|priciest)\b",
        "amount",
        True,
    ),
    (r"\b(?:longest|slowest|most time|takes? (?:the )?longest)\b", "duration", True),
    (r"\b(?:shortest|fastest(?![- ]grow)|quickest|least time)\b", "duration", False),
)
_MORE = re.compile(rf"\b{_MONEY} (?:\w+ ){{0,3}}(?:(?P<most>more|better|higher)|less|lower)\b")
_SUPERLATIVE = (  # "most states" is none of pay
    r"(?:high|low|great|large|small|rich|poor|cheap|costli|dear|price?i|long|short|quick|fast|slow|bigg)(?:i)?est"
    r"(?!-| grow)|best|"
    r"(?:the |pays? |earns? |paid |costs? |earning |paying )(?:most|least)|"
    r"(?:most|least) (?:expensive|well[- ]paid|time|money)|(?:most|least)(?=\W*$)"
)
_ASKS_WHICH = re.compile(r"\b(?:which|what|who|where|kaun\w*|kis|whose)\b")
_NOUN = re.compile(r"\b(?:which|what) (?:of the )?(?:\w+ing )?(\w+)")
_AMOUNT = re.compile(
    r"(?:[₹$€£]|\b(?:Rs|AED|INR|USD)\b)?\.?\s?(\d[\d,]*(?:\.\d+)?)\s*(k\b|lakhs?|lpa|crores?|cr\b)?", re.I
)
_CURRENCY = re.compile(r"[A-Z]{0,3}[₹$€£]|\b(?:Rs|INR|USD|EUR|GBP|[A-Z]{3})\b(?=\.?\s?\d)")
_SCALE = {"k": 1e3, "lakh": 1e5, "lakhs": 1e5, "lpa": 1e5, "crore": 1e7, "crores": 1e7, "cr": 1e7}
_TIME = re.compile(
    r"(\d+(?:\.\d+)?)(?:\s*(?:[-–—]|to)\s*(\d+(?:\.\d+)?))?\s*\+?\s*(minute|hour|day|week|month|year)s?", re.I
)
_DAYS = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.4, "year": 365.0}


def answer_extreme(question: Question, evidence: Sequence[Evidence], steps: Sequence[Step]) -> Draft | None:
    """The row, column or step with the most or least of what is asked, or None where nothing can be compared."""
    asked = next(((kind, most) for pattern, kind, most in _EXTREMES if re.search(pattern, question.folded)), None)
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
    if found and (draft := _extreme_in(asking, found, kind, most)):
        return draft
    # Another table answers only where it alone can be compared so: "who gets there fastest".
    others = {id(other.table): other for item in evidence if (other := table_of(item)) and _compares(other, kind)}
    if kind != "duration" or len(others) != 1:
        return None
    (only,) = others.values()
    return _extreme_in(asking, only, kind, most)


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
    tables = [found for item in evidence[:8] if (found := table_of(item))]
    noun = _NOUN.search(question.folded)
    if noun is None:
        return tables[0] if tables else None
    every = (found for item in evidence if (found := table_of(item)))
    asked = (found for found in every if lexical_support(noun[1], stems(found.table.header.cells[0].text)))
    return next(asked, tables[0] if tables else None)


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
    columns = tuple(column for column in value_columns(question, table) if _comparable(rows, column, kind))
    if len(rows) < 2 or not columns:
        return None
    if len(named) == 1:
        return _extreme_column(found, named[0], columns, kind, most) if len(columns) > 1 else None
    pick = max if most else min
    best = {pick(rows, key=lambda row: figure_of(row.cells[column].text, kind) or 0.0) for column in columns}
    if len(best) != 1:
        return None
    (row,) = best
    notes = Notes()
    line = row_line(found, row, columns, notes)
    word = _word_for(kind, most)
    whole = notes.cite(Quote(guide=found.guide, section=found.section, span=table.span))
    how = f"compared the rows of the table and took the {word}"
    text = f"{line}, the {word} in the table {whole}.{source_line(found, notes)}"
    return notes.draft(text, working=Working(operation=Operation.COMPARE, how=how))


def _word_for(kind: str, most: bool) -> str:
    """What the most or least of a kind of figure is called: of times the longest, of amounts the highest."""
    if kind == "duration":
        return "longest" if most else "shortest"
    return "highest" if most else "lowest"


def _of_two_columns(question: Question, found: TableEvidence, *, most: bool) -> Draft | None:
    """Which of two columns pays more in the one row named: "who pays a trainee more, a big firm or a small one?"."""
    named = named_rows(question, found.table)
    columns = _columns_of_sides(question, found.table)
    return _extreme_column(found, named[0], columns, "amount", most) if len(named) == 1 and columns else None


def _columns_of_sides(question: Question, table: Table) -> tuple[int, ...]:
    """The two columns of "a large firm or a small one", where each side names one; else none."""
    for joining in re.finditer(r"\s(?:or|and|vs\.?|versus|than)\s", question.text, re.I):
        sides = (question.text[: joining.start()], question.text[joining.end() :])
        columns = [value_columns(read_question(side), table) for side in sides]
        if all(len(found) == 1 for found in columns) and columns[0] != columns[1]:
            return columns[0] + columns[1]
    return ()


def _extreme_column(found: TableEvidence, row: Row, columns: Sequence[int], kind: str, most: bool) -> Draft | None:
    values = {column: value for column in columns if (value := figure_of(row.cells[column].text, kind)) is not None}
    if len(values) < 2 or (kind == "amount" and not one_currency([row.cells[column].text for column in values])):
        return None
    pick = max if most else min
    column = pick(values, key=lambda place: values[place])
    notes = Notes()
    line = row_line(found, row, (column,), notes)
    word = _word_for(kind, most)
    how = f"compared the columns of the row and took the {word}"
    word = f"{word.removesuffix('est')}er of the two" if len(values) == 2 else f"{word} of the row"
    return notes.draft(
        f"{line}, the {word}.{source_line(found, notes)}", working=Working(operation=Operation.COMPARE, how=how)
    )


def _comparable(rows: Sequence[Row], column: int, kind: str) -> bool:
    """Whether every cell of a column holds such a figure, amounts all in one currency."""
    cells = [row.cells[column].text for row in rows]
    return all(figure_of(cell, kind) is not None for cell in cells) and (kind == "duration" or one_currency(cells))


def one_currency(cells: Sequence[str]) -> bool:
    """Whether amounts are in one currency: "₹4" and "AED 5" cannot be compared; "free" is free in any."""
    return len({currency for cell in cells for currency in _CURRENCY.findall(cell)}) <= 1


def figure_of(text: str, kind: str) -> float | None:
    """The figure of a cell: rupees (or the like) or days; of a range its upper end; 0 for nothing to pay."""
    if kind == "duration":
        match = _TIME.search(text)
        return float(match[2] or match[1]) * _DAYS[match[3].lower()] if match else None
    if re.match(r"(?:free|nil|none|no fee)\b", text, re.I):
        return 0.0
    found = [
        float(match[1].replace(",", "")) * _SCALE.get((match[2] or "").lower(), 1.0) for match in _AMOUNT.finditer(text)
    ]
    unit = re.search(r"\b(lpa|lakh|crore|k)\b", text, re.I)
    if unit and found and min(found) < 1000 <= max(found):  # "4–8 LPA": the unit stands for both
        return max(found)
    return max(found) if found and re.search(r"[₹$€£]|\b(?:lpa|lakhs?|k|crores?|AED|Rs)\b", text, re.I) else None


def _extreme_step(steps: Sequence[Step], most: bool) -> Draft | None:
    timed = [
        (days, step, told)
        for step in steps
        if (told := step.time) and (days := figure_of(told.text, "duration")) is not None
    ]
    if len(timed) < 2:
        return None
    best = (max if most else min)(days for days, _, _ in timed)
    notes = Notes()
    word, noun = "longest" if most else "shortest", series_noun(steps)
    chosen = [
        f"**{step.in_full}** at {readable(told.text)} {notes.cite(step_quote(step, told.span))}"
        for days, step, told in timed
        if days == best
    ]
    others = "".join(notes.cite(step_quote(step, told.span)) for days, step, told in timed if days != best)
    verb = "is" if len(chosen) == 1 else "are"
    how = f"compared the times of the {noun}s and took the {word}"
    text = f"The {word} {verb} {' and '.join(chosen)}, by the times of the other {noun}s {others}."
    return notes.draft(text, working=Working(operation=Operation.COMPARE, how=how))

"""Rows not mixed: what a sentence says of one row, column, level or step is not another one's.

For a table the labels are its first cells and its headers; for a list, a step or running text they are the words around
each amount. Rivals are looked for in the whole table, list or paragraph of the guide, quoted or not.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from assistant.grounding.amounts import Amount, amounts
from assistant.grounding.backing import Backing
from assistant.grounding.cases import case_faults, is_equal, is_same_kind
from assistant.grounding.segments import amount_token, label_tokens, segments, token_senses
from assistant.grounding.text import plain, words
from corpus.guide import Table

_FOR_ONE = re.compile(r"\b(for|within|takes?|lasts?|after) an? (hour|day|week|month|year)\b", re.I)
# "₹22,500 in one city against ₹17,000 in another": like is set against like
_SET_AGAINST = re.compile(r"\A[^,;.]*?,? ?\b(?:against|versus|vs|compared (?:to|with)|as opposed to)\b[^,;.]*\Z", re.I)
_INITIALS = 4  # letters at most
_NAMED = 0.5  # share of what tells a label from the others that names it


def row_faults(sentence: str, backing: Backing) -> Iterator[str]:
    """Figures and words of a sentence (plain text) that belong to another row or case than it names."""
    sentence = _FOR_ONE.sub(r"\1 1 \2", sentence)
    for unit in backing.units:
        if unit.row is not None:
            sentence = _written_out(sentence, plain(unit.row.cells[0].text))
    tables = {id(unit.table): unit.table for unit in backing.units if unit.table is not None}
    found = [amount for amount in amounts(sentence) if amount.kind == "amount"]
    for table in tables.values():
        cited = [number for number, row in enumerate(table.rows) if any(unit.row is row for unit in backing.units)]
        yield from _table_faults(sentence, found, table, cited)
    yield from case_faults(sentence, found, backing)


def _written_out(sentence: str, label: str) -> str:
    """A sentence with the first letters of a quoted row's label written out: "ML" of "Machine Learning"."""
    named = words(label)
    for short in {word.text for word in words(sentence) if word.text.isupper() and 2 <= len(word.text) <= _INITIALS}:
        for at in range(len(named) - len(short) + 1):
            run = named[at : at + len(short)]
            if "".join(word.text[0] for word in run) == short:
                sentence = re.sub(rf"\b{short}\b", " ".join(word.text for word in run), sentence)
                break
    return sentence


def _table_faults(sentence: str, found: Sequence[Amount], table: Table, cited: Sequence[int]) -> Iterator[str]:
    labels = [label_tokens(plain(row.cells[0].text)) for row in table.rows]
    headers = [label_tokens(plain(cell.text)) for cell in table.header.cells]
    named_by = [*(row.cells[0] for row in table.rows), *table.header.cells]
    in_labels = {amount_token(amount) for cell in named_by for amount in amounts(plain(cell.text))}
    values = [amount for amount in found if amount_token(amount) not in in_labels]
    parts = _parts(sentence, values, labels)
    judged = False
    carried: dict[int, float] = {}
    for place, (amount, part) in enumerate(zip(values, parts, strict=True)):
        compared = bool(place) and bool(_SET_AGAINST.search(sentence[values[place - 1].end : amount.start]))
        by_column = _scores(part, headers[1:]) or (carried if compared else {})
        carried = by_column
        cells = [
            (row, column)
            for row in cited
            for column, cell in enumerate(table.rows[row].cells)
            if column and any(is_equal(amount, said) for said in amounts(plain(cell.text)))
        ]
        if not cells:
            continue
        judged = True
        rivals = {column - 1 for column in range(1, len(headers)) if _holds_like(table, cited, column, amount)}
        own = _labels_beside(labels, table, {row for row, _ in cells})
        by_row = _scores(part, own) or _scores(sentence, own) if len(values) == 1 else _scores(part, own)
        by_column = by_column or (_scores(sentence, headers[1:]) if len(values) == 1 else {})
        by_column = {column: score for column, score in by_column.items() if column in rivals}
        best_row, best_column = max(by_row.values(), default=0), max(by_column.values(), default=0)
        if not any(
            by_row.get(row, 0) >= best_row and by_column.get(column - 1, 0) >= best_column for row, column in cells
        ):
            yield f"“{amount.text}” belongs to another row or column than the one that the sentence names."
    for clause in sentence.split(";") if judged else (sentence,):
        if not judged or not amounts(clause):  # a clause with a figure has been looked at
            yield from _label_faults(clause, table, labels, cited)


def _holds_like(table: Table, rows: Sequence[int], column: int, amount: Amount) -> bool:
    """Whether a column has, in one of some rows, an amount that could be taken for this one."""
    return any(
        is_same_kind(amount, said) or (not amount.unit and not amount.currency)
        for row in rows
        if column < len(table.rows[row].cells)
        for said in amounts(plain(table.rows[row].cells[column].text))
    )


def _labels_beside(labels: Sequence[frozenset[str]], table: Table, rows: set[int]) -> list[frozenset[str]]:
    """The labels, the others without what the cells of these rows say themselves: it names no other row there."""
    said = frozenset().union(*(label_tokens(plain(cell.text)) for row in rows for cell in table.rows[row].cells[1:]))
    return [label if number in rows else label - said for number, label in enumerate(labels)]


def _label_faults(sentence: str, table: Table, labels: Sequence[frozenset[str]], cited: Sequence[int]) -> Iterator[str]:
    """A sentence about one row that rests on others, or says of it what other rows say."""
    named = _scores(sentence, _labels_beside(labels, table, set(cited)))
    best = max(named.values(), default=0.0)
    if best < _NAMED:
        return
    leading = {row for row, score in named.items() if score >= best}
    if not leading & set(cited):
        yield "The sentence names a row that it does not cite."
        return
    values = [
        frozenset().union(*(label_tokens(plain(cell.text)) for cell in row.cells[1:])) - label
        for row, label in zip(table.rows, labels, strict=True)
    ]
    about = {row for row, score in named.items() if score >= _NAMED}
    said = _scores(sentence, values, least=0.0)
    told = {row for row, score in said.items() if score > 0}
    if told and not told & about and max(said.values()) >= 0.3:
        yield "The sentence says of one row what another row says."


def _parts(sentence: str, values: Sequence[Amount], labels: Sequence[frozenset[str]]) -> list[str]:
    """Each value's part of the sentence; where labels come first and values after, they are paired in order."""
    parts = segments(sentence, values)
    if len(values) > 1 and "respectively" in sentence.lower():
        mentions = _mentions(sentence, labels)
        if len(mentions) == len(values):
            return mentions
    return parts


def _mentions(sentence: str, labels: Sequence[frozenset[str]]) -> list[str]:
    """The words of a sentence that name rows, in order, neighbours of one row once."""
    found: list[tuple[int, str]] = []
    for word in sentence.replace(",", " ").split():
        scores = _scores(word, labels)
        if scores:
            row = max(scores, key=lambda one: scores[one])
            if not found or found[-1][0] != row:
                found.append((row, word))
    return [word for _, word in found]


def _scores(text: str, labels: Sequence[frozenset[str]], *, least: float = 0.0) -> dict[int, float]:
    """How much of what tells each label from the others a text names, in [0, 1]; unnamed labels are left out."""
    weights = _weights(tuple(labels))
    known = frozenset().union(*labels) if labels else frozenset()
    tokens = label_tokens(plain(text))
    meant: set[str] = set()
    for token in tokens:
        # A word that a label has is that word; only another word stands for what means the same.
        meant |= {token} if token in known else token_senses(token)
    found = {}
    for number, label in enumerate(labels):
        whole = math.fsum(weights[token] for token in label)  # exact: the order of a set must not decide
        hit = math.fsum(weights[token] for token in label if token in meant)
        if hit > least and whole:
            found[number] = round(hit / whole, 9)
    return found


@lru_cache(maxsize=1_024)
def _weights(labels: tuple[frozenset[str], ...]) -> Mapping[str, float]:
    counts: dict[str, int] = {}
    for label in labels:
        for token in label:
            counts[token] = counts.get(token, 0) + 1
    return {token: 0.0 if count == len(labels) and count > 1 else 1.0 / count for token, count in counts.items()}

"""Rows not mixed: what a sentence says of one row, column, level or step is not another one's.

For a table the labels are its first cells and its headers; for a list, a step or running text they are the words around
each amount. Rivals are looked for in the whole table, list or paragraph of the guide, quoted or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from assistant.grounding.amount_faults import matching
from assistant.grounding.amounts import Amount, amounts
from assistant.grounding.backing import Backing, Unit
from assistant.grounding.segments import amount_token, label_tokens, segments, telling_tokens, token_senses
from assistant.grounding.shares import shares
from assistant.grounding.text import plain
from corpus.guide import FaqPair, Guide, Label, ListBlock, Paragraph, Table

_SMALL = 20
_FOR_ONE = re.compile(r"\b(for|within|takes?|lasts?|after) an? (hour|day|week|month|year)\b", re.I)
_NAMED = 0.5  # share of what tells a label from the others that names it


def row_faults(sentence: str, backing: Backing) -> Iterator[str]:
    """Figures and words of a sentence (plain text) that belong to another row or case than it names."""
    sentence = _FOR_ONE.sub(r"\1 1 \2", sentence)
    tables = {id(unit.table): unit.table for unit in backing.units if unit.table is not None}
    found = [amount for amount in amounts(sentence) if amount.kind == "amount"]
    for table in tables.values():
        cited = [number for number, row in enumerate(table.rows) if any(unit.row is row for unit in backing.units)]
        yield from _table_faults(sentence, found, table, cited)
    yield from _prose_faults(sentence, found, backing)


def _table_faults(sentence: str, found: Sequence[Amount], table: Table, cited: Sequence[int]) -> Iterator[str]:
    labels = [label_tokens(plain(row.cells[0].text)) for row in table.rows]
    headers = [label_tokens(plain(cell.text)) for cell in table.header.cells]
    named_by = [*(row.cells[0] for row in table.rows), *table.header.cells]
    in_labels = {amount_token(amount) for cell in named_by for amount in amounts(plain(cell.text))}
    values = [amount for amount in found if amount_token(amount) not in in_labels]
    parts = _parts(sentence, values, labels)
    judged = False
    for amount, part in zip(values, parts, strict=True):
        cells = [
            (row, column)
            for row in cited
            for column, cell in enumerate(table.rows[row].cells)
            if column and any(_equal(amount, said) for said in amounts(plain(cell.text)))
        ]
        if not cells:
            continue
        judged = True
        rivals = {column - 1 for column in range(1, len(headers)) if _holds_like(table, cited, column, amount)}
        own = _labels_beside(labels, table, {row for row, _ in cells})
        by_row = _scores(part, own) or _scores(sentence, own) if len(values) == 1 else _scores(part, own)
        by_column = _scores(part, headers[1:]) or (_scores(sentence, headers[1:]) if len(values) == 1 else {})
        by_column = {column: score for column, score in by_column.items() if column in rivals}
        best_row, best_column = max(by_row.values(), default=0), max(by_column.values(), default=0)
        if not any(
            by_row.get(row, 0) >= best_row and by_column.get(column - 1, 0) >= best_column for row, column in cells
        ):
            yield f"“{amount.text}” belongs to another row or column than the one that the sentence names."
    if not judged:
        yield from _label_faults(sentence, table, labels, cited)


def _holds_like(table: Table, rows: Sequence[int], column: int, amount: Amount) -> bool:
    """Whether a column has, in one of some rows, an amount that could be taken for this one."""
    return any(
        _same_kind(amount, said) or (not amount.unit and not amount.currency)
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


def _equal(amount: Amount, said: Amount) -> bool:
    if (amount.low, amount.high) == (said.low, said.high):
        return True
    if amount.figures == said.figures:
        return True
    return not amount.is_range and said.is_range and amount.low in {said.low, said.high}


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
        whole = sum(weights[token] for token in label)
        hit = sum(weights[token] for token in label if token in meant)
        if hit > least and whole:
            found[number] = hit / max(whole, 1.0) if whole > 1.0 else hit / whole
    return found


@lru_cache(maxsize=1_024)
def _weights(labels: tuple[frozenset[str], ...]) -> Mapping[str, float]:
    counts: dict[str, int] = {}
    for label in labels:
        for token in label:
            counts[token] = counts.get(token, 0) + 1
    return {token: 0.0 if count == len(labels) and count > 1 else 1.0 / count for token, count in counts.items()}


def _prose_faults(sentence: str, found: Sequence[Amount], backing: Backing) -> Iterator[str]:
    parts = segments(sentence, found)
    in_shares = [range(share.start, share.end) for share in shares(sentence)]
    for amount, part in zip(found, parts, strict=True):
        if any(amount.start in share for share in in_shares):
            continue
        if not amount.unit and not amount.currency and not amount.scaled and (amount.in_words or amount.low < _SMALL):
            continue  # "two reports of four pages": small counts stand beside each other everywhere
        homes = [(unit, said) for unit, said in matching(amount, backing) if unit.row is None]
        if not homes:
            continue
        said_here = telling_tokens(part)
        if len(found) == 1:
            said_here |= telling_tokens(sentence)
        for unit in backing.units:  # what another quote says without such an amount belongs to no rival
            if unit.row is None and not any(_same_kind(amount, said) for said in amounts(unit.text)):
                said_here -= telling_tokens(unit.text)
        rivals = [
            (words_of, said)
            for words_of, said in _cases(backing)
            if _same_kind(amount, said) and not _equal(amount, said)
        ]
        if not rivals:
            continue
        own = [_case_tokens(unit.text, said) | _heading_tokens(unit) for unit, said in homes]
        before = telling_tokens(_before(part, amount))
        if all(
            any(
                _is_rivals(said_here, mine, theirs) and (not before or _is_rivals(before, mine, theirs))
                for theirs, _ in rivals
            )
            for mine in own
        ):
            yield f"“{amount.text}” is said of another case than the one that the sentence names."


def _before(part: str, amount: Amount) -> str:
    """What a part of a sentence says ahead of its amount: what follows may belong to all of them."""
    return part.partition(amount.text)[0]


def _is_rivals(said: frozenset[str], mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether a text has words of a rival case and none of the case that its amount stands in."""
    apart_mine, apart_theirs = mine - theirs, theirs - mine
    known = apart_mine | apart_theirs
    meant = {one for token in said for one in ({token} if token in known else token_senses(token))}
    return bool(meant & apart_theirs) and not meant & apart_mine


def _same_kind(one: Amount, other: Amount) -> bool:
    return (
        other.kind == "amount"
        and one.unit == other.unit
        and _is_year(one) == _is_year(other)
        and bool(one.currency or one.scaled) == bool(other.currency or other.scaled)
    )


def _is_year(amount: Amount) -> bool:
    return not amount.unit and not amount.currency and not amount.scaled and 1900 <= amount.low <= 2100


def _heading_tokens(unit: Unit) -> frozenset[str]:
    lines = unit.above.split("\n")
    return telling_tokens(lines[-1]) if lines else frozenset()


@lru_cache(maxsize=16_384)
def _case_tokens(text: str, said: Amount) -> frozenset[str]:
    """The telling words around one amount of a unit."""
    name, colon, value = text.partition(": ")
    if colon and said.start > len(name) and sum(amount.start > len(name) for amount in amounts(text)) > 1:
        text = value  # the name of a label stands above all that the label says
        said = replace(said, start=said.start - len(name) - 2, end=said.end - len(name) - 2)
    found = [amount for amount in amounts(text) if amount.kind == "amount"]
    part = next(
        (part for amount, part in zip(found, segments(text, found), strict=True) if amount.start == said.start), text
    )
    return telling_tokens(part) - {amount_token(said)}


def _cases(backing: Backing) -> tuple[tuple[frozenset[str], Amount], ...]:
    """Every amount of the paragraphs, lists and steps that the quotes stand in, with its telling words."""
    return tuple(case for quote in backing.quotes for case in _cases_at(quote.guide, quote.span.start, quote.span.end))


@lru_cache(maxsize=4_096)
def _cases_at(guide: Guide, start: int, end: int) -> tuple[tuple[frozenset[str], Amount], ...]:
    found: list[tuple[frozenset[str], Amount]] = []
    for section in guide.sections:
        for block in section.blocks:
            if not (block.span.start < end and start < block.span.end):
                continue
            match block:
                case Label():
                    found += _label_cases(guide, block)
                case _:
                    for text in _texts(block):
                        found += _text_cases(text)
    return tuple(found)


def _texts(block: object) -> Iterator[str]:
    match block:
        case Paragraph():
            yield from (plain(sentence.text) for sentence in block.sentences)
        case ListBlock():
            yield from (plain(item.text) for item in block.items)
        case Label():
            first, *others = block.sentences or (block.value,)
            yield f"{plain(block.name.text)}: {plain(first.text)}"
            yield from (plain(other.text) for other in others)
        case FaqPair():
            for part in block.answer:
                yield from _texts(part)


def _text_cases(text: str) -> Iterator[tuple[frozenset[str], Amount]]:
    for amount in amounts(text):
        if amount.kind == "amount":
            yield _case_tokens(text, amount), amount


def _label_cases(guide: Guide, label: Label) -> Iterator[tuple[frozenset[str], Amount]]:
    """The amounts of the same label under other headings: another step's time, another phase's budget."""
    for section in guide.sections:
        for block in section.blocks:
            if isinstance(block, Label) and plain(block.name.text).lower() == plain(label.name.text).lower():
                heading = telling_tokens(plain(section.path[-1])) if section.path else frozenset()
                for text in _texts(block):
                    yield from ((tokens | heading, amount) for tokens, amount in _text_cases(text))

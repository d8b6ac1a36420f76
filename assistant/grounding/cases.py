"""Cases not mixed in running text, lists and steps: an amount is said of what the quotes say it of.

What tells one case from another are the words around each amount. Rivals are looked for in the whole list or paragraph
of the guide, quoted or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from assistant.grounding.amount_faults import matching
from assistant.grounding.amounts import Amount, amounts
from assistant.grounding.backing import Backing, Unit
from assistant.grounding.counted import points_back
from assistant.grounding.segments import amount_token, segments, telling_tokens, token_senses
from assistant.grounding.shares import shares
from assistant.grounding.text import plain
from corpus.guide import FaqPair, Guide, Label, ListBlock, Paragraph

_YEAR_BEHIND = re.compile(r"[^,.;:\d]{0,25}\b((?:19|20)\d\d)\b")
_SMALL = 20  # bare numbers below stand beside each other everywhere


def case_faults(sentence: str, found: Sequence[Amount], backing: Backing) -> Iterator[str]:
    """Amounts of a sentence (plain text) that running text, a list or a step has for another case than it names."""
    parts = segments(sentence, found)
    in_shares = [range(share.start, share.end) for share in shares(sentence)]
    for amount, part in zip(found, parts, strict=True):
        if any(amount.start in share for share in in_shares):
            continue
        if not amount.unit and not amount.currency and not amount.scaled and (amount.in_words or amount.low < _SMALL):
            continue  # "two reports of four pages": small counts stand beside each other everywhere
        homes = [(unit, said) for unit, said in matching(amount, backing) if unit.row is None]
        if not homes or any(
            points_back(unit.text[said.end :]) or _is_of_year(unit, said, sentence) for unit, said in homes
        ):
            continue
        said_here = telling_tokens(part)
        if len(found) == 1:
            said_here |= telling_tokens(sentence)
        for unit in backing.units:  # what another quote says without such an amount belongs to no rival
            if unit.row is None and not any(is_same_kind(amount, said) for said in amounts(unit.text)):
                said_here -= telling_tokens(unit.text)
        rivals = [
            (words_of, said)
            for words_of, said in _cases(backing)
            if is_same_kind(amount, said) and not is_equal(amount, said)
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


def _is_of_year(unit: Unit, said: Amount, sentence: str) -> bool:
    """Whether a sentence names the year that a unit gives its amount for: "up from 11% in 2019"."""
    year = _YEAR_BEHIND.match(unit.text, said.end)
    return year is not None and re.search(rf"\b{year[1]}\b", sentence) is not None


def _is_rivals(said: frozenset[str], mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether a text has words of a rival case and none of the case that its amount stands in."""
    apart_mine, apart_theirs = mine - theirs, theirs - mine
    known = apart_mine | apart_theirs
    meant = {one for token in said for one in ({token} if token in known else token_senses(token))}
    return bool(meant & apart_theirs) and not meant & apart_mine


def is_same_kind(one: Amount, other: Amount) -> bool:
    """Whether one amount could be taken for the other."""
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
                        found += text_cases(text)
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


def text_cases(text: str) -> Iterator[tuple[frozenset[str], Amount]]:
    """Each amount of a text with the telling words around it."""
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
                    yield from ((tokens | heading, amount) for tokens, amount in text_cases(text))


def is_equal(amount: Amount, said: Amount) -> bool:
    """Whether an amount may be one of a quote, or an end of it."""
    if (amount.low, amount.high) == (said.low, said.high):
        return True
    if amount.figures == said.figures:
        return True
    return not amount.is_range and said.is_range and amount.low in {said.low, said.high}

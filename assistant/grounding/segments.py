"""A sentence cut so that each amount has the words that belong to it, and the tokens that labels are compared by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache

from assistant.grounding.amounts import Amount, amounts
from assistant.grounding.text import data, near_senses, ordinary_words, stem, words
from index.lexical import STOP_WORDS

# Where one amount's words end and the next one's begin, the surest first.
_CUTS = (
    re.compile(
        r";|(?<=[\w%)])\.\s|\b(?:while|whereas|but|though|although|versus|vs|compared (?:to|with)|then)\b"
        r"|,\s*(?:and|or)\b",
        re.I,
    ),
    re.compile(r"\bagainst\b", re.I),
    re.compile(r"[,:]|\b(?:and|or|from|than|plus)\b", re.I),
    re.compile(r"(?<= )to (?:about |around |roughly )?\Z", re.I),  # "from 8% for some to 30% for others"
    re.compile(r"\b(?:in|since|by|during|until)\b", re.I),
)
# "A is asked for less than B: 46% against 81%" has the figures in the order of what they are said of.
_COMPARED = re.compile(r"\b(?:less|fewer|lower|more|higher|\w{2,}er)\b[^,;:]*? than\b", re.I)
_SIDE_BY_SIDE = re.compile(r"\A[^,;:]*?,? ?\b(?:against|versus|vs|compared (?:to|with))\b[^,;:]*\Z", re.I)
_OPENS_RANGE = re.compile(r"\b(?:from|between)\s*(?:about|around|roughly)?\s*\Z", re.I)
_WITHOUT = re.compile(
    r"\b(?:without|no|not|non|outside|lacking|minus)\b(?:[\s-](?:an?|the|any|from|have|having|in))*[\s-]+([\w-]+)", re.I
)


def segments(sentence: str, found: Sequence[Amount]) -> list[str]:
    """For each amount of a plain sentence, the part of the sentence that speaks of it."""
    if ";" in sentence:
        return [part for clause in _between_semicolons(sentence, found) for part in clause]
    if len(found) < 2:
        return [sentence] * len(found)
    ends: list[int] = []
    for one, other in zip(found, found[1:], strict=False):
        between = _OPENS_RANGE.sub("", sentence[one.end : other.start])
        cuts = (list(pattern.finditer(between)) for pattern in _CUTS)
        cut = next((found_here[-1] for found_here in cuts if found_here), None)
        ends.append(one.end + (cut.start() if cut else max(between.find(" "), 0)))
    tail = _CUTS[0].search(sentence, found[-1].end)  # "..., and the exam opens ..." speaks of none of them
    starts = [0, *ends]
    ends.append(tail.start() if tail else len(sentence))
    parts = [sentence[start:end] for start, end in zip(starts, ends, strict=True)]
    for at, (one, other) in enumerate(zip(found, found[1:], strict=False)):
        compared = _COMPARED.search(sentence, starts[at], one.start)
        if compared and _SIDE_BY_SIDE.search(sentence[one.end : other.start]):
            parts[at] = sentence[starts[at] : compared.start()]
            parts[at + 1] = sentence[compared.end() : one.start] + sentence[other.start : ends[at + 1]]
    return parts


def _between_semicolons(sentence: str, found: Sequence[Amount]) -> list[list[str]]:
    """The same for each part between semicolons, none of which speaks of another's amount."""
    parts: list[list[str]] = []
    start = 0
    for clause in sentence.split(";"):
        end = start + len(clause)
        inside = [
            replace(one, start=one.start - start, end=one.end - start) for one in found if start <= one.start < end
        ]
        parts.append(segments(clause, inside))
        start = end + 1
    return parts


@lru_cache(maxsize=16_384)
def label_tokens(text: str) -> frozenset[str]:
    """What tells one label from another: stems, amounts as "#12-22 month", what is absent as "non-x"."""
    found = {amount_token(amount) for amount in amounts(text)}
    for amount in amounts(text):
        if amount.kind == "amount" and not amount.in_words:  # its unit and period are no words of their own
            text = text[: amount.start] + " " * (amount.end - amount.start) + text[amount.end :]
    lower = text.lower()
    absent = {match[1] for match in _WITHOUT.finditer(lower)}
    absent |= {word.lower.removeprefix("non-") for word in words(text) if word.lower.startswith("non-")}
    for word in words(text):
        one = word.lower
        if one[0].isdigit() or one in STOP_WORDS or one in {"without", "non"}:
            continue
        one = _level_names().get(one, one)
        if one.startswith("non-") or one in absent:
            found.add(f"non-{stem(one.removeprefix('non-'))}")
        else:
            found.add(stem(one))
            found |= {stem(part) for part in one.split("-") if len(part) > 1 and part not in STOP_WORDS}
    return frozenset(found)


@cache
def _level_names() -> dict[str, str]:
    names: dict[str, str] = {**data()["levels"]["as"]}  # type: ignore[dict-item]
    return names


def amount_token(amount: Amount) -> str:
    """An amount as a token of a label."""
    return f"#{amount.low:g}-{amount.high:g} {amount.unit or amount.name or ''}{'+' if amount.bound == 'low' else ''}"


@lru_cache(maxsize=16_384)
def token_senses(token: str) -> frozenset[str]:
    """A token of a sentence with those that mean the same."""
    if token.startswith(("#", "non-")):
        return frozenset({token})
    return near_senses(token) | {token}


@cache
def level_words() -> frozenset[str]:
    """Ordinary words that tell one level or case from another."""
    return frozenset(str(data()["levels"]["words"]).split())


@lru_cache(maxsize=16_384)
def telling_tokens(text: str) -> frozenset[str]:
    """The tokens of running text that may tell one case from another: no ordinary words but those of levels."""
    found = amounts(text)
    bare = text
    for amount in found:
        bare = bare[: amount.start] + " " * (amount.end - amount.start) + bare[amount.end :]
    kept = " ".join(
        word.text for word in words(bare) if word.lower not in ordinary_words() or word.lower in level_words()
    )
    return label_tokens(kept) | {amount_token(amount) for amount in found}

"""Romanised Hindi as an English question: the clause is taken apart at its postpositions and put in English order.

"fresher ki salary kitni hai" becomes "how much is the salary of fresher". Names and unknown words stay as written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from assistant.hindi.clause import Clause
from assistant.hindi.order import in_english
from assistant.hindi.parse import FINITE, parse
from assistant.hindi.words import Token, is_romanised_hindi, tokens

_BREAKS = re.compile(r"(?<=[^\d\W]{2})\.(?=\s|$)|[,;!?]+(?=\s|$)|\.{2,}|\n| -")


_LISTS = re.compile(r"\b(?:aur|ya|and|or)\b")


def hindi_in_english(text: str, is_kept: Callable[[str], bool], is_word: Callable[[str], bool]) -> str:
    """The text with every clause of romanised Hindi put in English words and order; other clauses as they are."""
    said = [(text[start:end].strip(), mark) for start, end, mark in _spans(text)]
    pieces: list[str] = []
    listed = ""  # names before a comma that belong to the clause after it: "a, b aur c mein"
    for place, (clause, mark) in enumerate(said):
        if not is_romanised_hindi(clause, in_company=True):
            following = next((c for c, _ in said[place + 1 :] if is_romanised_hindi(c, in_company=True)), "")
            if mark == "," and len(clause.split()) <= 3 and _LISTS.search(following):
                listed += f"{clause}, "
                continue
            pieces.append(listed + clause + mark)
        else:
            pieces.append(_clauses(listed + clause, is_kept, is_word, asks=mark == "?") + mark)
        listed = ""
    return re.sub(r"\s+([,;!?.])", r"\1", " ".join(pieces)).strip()


def _spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Start and end of each clause, with the mark after it."""
    start = 0
    for match in _BREAKS.finditer(text):
        if text[start : match.start()].strip():
            yield start, match.start(), match.group().strip()
        start = match.end()
    if text[start:].strip():
        yield start, len(text), ""


def _clauses(clause: str, is_kept: Callable[[str], bool], is_word: Callable[[str], bool], *, asks: bool) -> str:
    """One or more Hindi clauses without punctuation between them, in English."""
    found = tokens(clause, is_kept, is_word)
    parts: list[tuple[str, list[Token]]] = [("", [])]
    for place, token in enumerate(found):
        ended = bool(parts[-1][1]) and _is_end(parts[-1][1][-1])
        lower = token.word.lower()
        join = "to" if lower in {"to", "toh"} else token.english
        if ended and join in {"and", "but", "or", "to"} and place + 1 < len(found):
            parts.append((join, []))
        else:
            parts[-1][1].append(token)
    read = [(join, parse(part)) for join, part in parts if part]
    for position, (_, parsed) in enumerate(read):
        weighed = position + 1 < len(read) and read[position + 1][0] == "or"
        parsed.yes_no = parsed.yes_no or (
            (asks or weighed) and not parsed.asked and not parsed.question and parsed.is_whole
        )
    text = in_english(read[0][1])
    for position, (join, parsed) in enumerate(read[1:], 1):
        said = in_english(parsed)
        text = f"{said} {_as_condition(read[position - 1][1])}" if join == "to" else f"{text} {join} {said}"
    return text.strip()


def _is_end(token: Token) -> bool:
    if token.role == "drop":
        return token.word.lower() in {"diya", "di", "gaya", "gayi", "gaye", "liya"}
    return token.role in FINITE or (token.role == "verb" and token.form in {"habitual", "future", "past"})


def _as_condition(clause: Clause) -> str:
    """A clause that another one depends on: "chashma hai to ..." is "with glasses ..."."""
    said = " ".join(phrase.text for phrase in clause.phrases if not phrase.preposition)
    if clause.negated:
        return f"without {said}"
    return f"with {said}" if clause.verb is None else f"if {in_english(clause)}"

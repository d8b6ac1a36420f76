"""Romanised Hindi as an English question: the clause is taken apart at its postpositions and put in English order.

"fresher ki salary kitni hai" becomes "how much is the salary of fresher". Names and unknown words stay as written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from assistant.hindi.clause import Clause, around_of, join
from assistant.hindi.order import in_english
from assistant.hindi.parse import FINITE, parse
from assistant.hindi.words import Token, is_romanised_hindi, tokens
from assistant.language import read_data

_BREAKS = re.compile(r"(?<=[^\d\W]{2})\.(?=\s|$)|[,;!?]+(?=\s|$)|\.{2,}|\n| -")


_I_MEANT = re.compile(
    r"(?:(?:nahi|nhi|nahin|nai|na|no|arre?)[, ]+(?:(?:mera|mere|hamara) )?|(?:mera|mere|hamara) )"
    r"(?:matlab|mtlb)(?: tha| hai)?[, ]+(?!kya\b|batao|samjh)",
    re.I,
)
# "kitne aur kaunse rounds": which they are says how many, too.
_TWO_QUESTIONS = re.compile(r"\bkitn[aei] (?:aur|and|n|&) (kaun\w*|konse|kon)\b", re.I)
_ENDS_A_WISH = frozenset({"jaye", "jaaye", *read_data("hindi.toml")["grammar"]["wish"].split()})
_LISTS = re.compile(r"\b(?:aur|ya|and|or)\b")


def hindi_in_english(text: str, is_kept: Callable[[str], bool], is_word: Callable[[str], bool]) -> str:
    """The text with every clause of romanised Hindi put in English words and order; other clauses as they are."""
    text = _TWO_QUESTIONS.sub(r"\1", text)
    if correction := _I_MEANT.match(text):
        return f"no, i meant {hindi_in_english(text[correction.end() :], is_kept, is_word)}"
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
            asks = "asks" if mark == "?" else "may ask" if len(said) == 1 else ""
            pieces.append(_clauses(listed + clause, is_kept, is_word, asks=asks) + mark)
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


def _clauses(clause: str, is_kept: Callable[[str], bool], is_word: Callable[[str], bool], *, asks: str) -> str:
    """One or more Hindi clauses without punctuation between them, in English."""
    found = tokens(clause, is_kept, is_word)
    what_if = len(found) > 1 and found[-1].word.lower() in {"to", "toh"}
    if what_if:
        found = [token for token in found[:-1] if token.english != "if"]
    parts: list[tuple[str, list[Token]]] = [("", [])]
    for place, token in enumerate(found):
        ended = bool(parts[-1][1]) and _is_end(parts[-1][1][-1])
        lower = token.word.lower()
        link = "to" if lower in {"to", "toh"} else token.english
        if not ended and parts[-1][1] and _is_wish(parts[-1][1][-1]):
            asked = any(other.role == "question" for other in parts[-1][1])
            ended = link == "or" or (link == "to" and not asked)  # "india mein karein ya bahar", "na aaye to"
        if ended and link in {"and", "but", "or", "to"} and place + 1 < len(found):
            parts.append((link, []))
        elif _tells_of_self(found, place):
            parts[-1][1].append(token)
            parts.append((",", []))
        else:
            parts[-1][1].append(token)
    if any(link == "to" for link, _ in parts):  # what "to" ends is a condition, with "agar" or without
        parts = [(link, [token for token in part if token.english != "if"]) for link, part in parts]
    read = [(link, parse(part)) for link, part in parts if part]
    if not read:
        return clause  # nothing but words like "if" and "to"
    what_if = what_if and len(read) == 1 and read[0][1].is_whole and not asks_for(read[0][1])
    for position, (_, parsed) in enumerate(read if not what_if else ()):
        following = read[position + 1][0] if position + 1 < len(read) else ""
        weighed, supposed = following == "or", following == "to"
        parsed.yes_no = parsed.yes_no or (
            (asks == "asks" or weighed or (asks == "may ask" and _may_ask(parsed)))
            and not parsed.asked
            and not parsed.question
            and parsed.is_whole
            and not supposed
        )
    text, before = in_english(read[0][1]), ""
    for position, (link, parsed) in enumerate(read[1:], 1):
        said = in_english(parsed)
        said = "what happens" if said == "what" and parsed.has_copula else said
        if link != "to":
            before = f"{text} {link} "  # what "to" leads to is asked of the clause before it alone
        text = f"{before}{said} {_as_condition(read[position - 1][1])}" if link == "to" else before + said
    if what_if:
        text = _what_if(text.removeprefix("and "), read[0][1])
    return text.strip()


def _what_if(said: str, clause: Clause) -> str:
    """A condition alone, asked: "aur agar CS wala ho to?" is "what if i am CS"."""
    if clause.subject:
        return f"what if {said}"
    if clause.verb not in (None, "be"):
        return f"what if i {said}"
    if clause.negated:
        return f"what if i have no {said.removeprefix('not ')}"
    return f"what if i am {re.sub(r' people$', '', said)}"


def _may_ask(clause: Clause) -> bool:
    """Whether a clause without "kya" or question mark asks all the same: it tells nothing of the visitor."""
    own = clause.subject or any(phrase.text.startswith("my ") for phrase in clause.phrases)
    return not own and not clause.tell and clause.verb != "come" and (clause.form in {"habitual", "future"})


def asks_for(clause: Clause) -> bool:
    """Whether a clause has a question word, or is one for yes or no."""
    return bool(clause.asked or clause.question or clause.yes_no or any(phrase.asks for phrase in clause.phrases))


def _is_wish(token: Token) -> bool:
    return (token.role == "verb" and token.form == "wish") or token.word.lower() in _ENDS_A_WISH


def _tells_of_self(found: Sequence[Token], place: int) -> bool:
    """Whether a clause about the visitor ends with this word, and a question comes after: "16 saal ka hu admission"."""
    token, rest = found[place], found[place + 1 :]
    finite = token.role == "is" or (token.role == "verb" and token.form in {"habitual", "past", "future"})
    if finite and len(rest) > 2 and rest[0].word.lower() == "kya" and rest[1].english == "i":
        return True  # "mera cgpa 6 hai kya mujhe ..."
    if token.role != "is" or token.word.lower() not in {"hoon", "hun", "hu", "hoo"}:
        return False
    if place and found[place - 1].role == "can" or len(rest) < 2 or rest[0].english in {"and", "but", "or"}:
        return False
    return any(other.role in {*FINITE, "question", "verb", "tell"} for other in rest)


def _is_end(token: Token) -> bool:
    if token.role == "drop":
        return token.word.lower() in {"diya", "di", "gaya", "gayi", "gaye", "liya"}
    return token.role in FINITE or (token.role == "verb" and token.form in {"habitual", "future", "past"})


def _as_condition(clause: Clause) -> str:
    """A clause that another one depends on: "chashma hai to ..." is "with glasses ..."."""
    said = join(*clause.bare, around_of(clause))
    if clause.negated:
        return f"without {said}"
    return f"with {said}" if clause.verb is None else f"if {in_english(clause)}"

"""A model's reply as statements: each sentence with the citation numbers that it stands on."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.answer import MARK_FORM, marks_in
from assistant.grounding.asides import without_asides
from assistant.grounding.tables import rows_as_text
from corpus.sentences import split_sentences

_MARKS = re.compile(rf"(?:\s?{MARK_FORM})+")
_ITEM = re.compile(r"^\s*(?:[-*+•]|\d{1,2}[.)])\s+")
_LEADING = re.compile(rf"\W*(?:{MARK_FORM}\s*)+")  # marks before any word rest on nothing
_OPENING = re.compile(  # what states nothing by itself
    r"\W*(?:yes|no|nope|yep|yeah|nahin?|haan|absolutely|of course|certainly|definitely|sure(?: thing)?|happy to help"
    r"|far from it|quite the opposite|the opposite|(?:quite )?possibly|probably(?: not)?|sometimes|usually"
    r"|often|rarely|seldom"
    r"|not (?:often|usually|anymore|much|that (?:much|many|long|often))|hardly|very much(?: so)?|it's a trade-off"
    r"|(?:no, )?not (?:really|quite|exactly|necessarily|always|entirely|at all|yet|so fast|"
    r"(?:on its own|by itself|alone|at this stage|for now|at first|at the moment|right away)(?:, no)?)"
    r"|(?:yes, |no, )?(?:it|they|you|there|that|one)(?:'s| (?:is|are|do|does|can|will|has|have))(?:n't| not)?"
    r"|(?:only )?part(?:ly|ially)|mostly|sort of|more or less|both|neither|either"
    r"|(?:(?:it|that|this) )?(?:(?:really|all|mostly|largely) )?depends(?: (?:on|upon)\b[^,;:.\d]{0,60})?"
    r"|(?:(?:that's|it's) an? )?(?:good|great|excellent|fair|nice|important|common) (?:question|one)"
    r"|glad you asked|(?:hi|hello|hey|namaste)(?: there)?|thanks for asking|short answer|in short|good news)\W*",
    re.I,
)
_MARKS_AFTER_STOP = re.compile(rf"([.!?])((?:\s?{MARK_FORM})+)")


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One sentence or list item of a reply; `start` and `end` are its place there, marks and stop included."""

    text: str
    start: int
    end: int
    marks: frozenset[int]
    is_item: bool = False
    announces: bool = False  # it ends with a colon, and what it announces follows


def statements(reply: str) -> list[Statement]:
    """The sentences of a reply in order. A list and the line that announces it lend each other their marks."""
    found: list[Statement] = []
    at = 0
    lines = reply.split("\n")
    in_tables = rows_as_text(lines)
    for number, line in enumerate(lines):
        if number in in_tables:
            found += _row_statement(in_tables[number], at, at + len(line))
            at += len(line) + 1
            continue
        item = _ITEM.match(line)
        for start, end in _with_openings(line, _sentences(line, item.end() if item else 0)):
            text = line[start:end]
            if re.search(r"\w", _MARKS.sub("", text)):
                announces = bool(re.search(rf":\**(?:\s?{MARK_FORM})*\**\s*\Z|\]\s*:\s*\Z", text))
                found.append(
                    Statement(
                        text=text,
                        start=at + start,
                        end=at + end,
                        marks=frozenset(marks_in(_without_leading(text))),
                        is_item=item is not None,
                        announces=announces,
                    )
                )
            elif found and marks_in(text):  # marks on their own belong to what they follow
                found[-1] = replace(found[-1], end=at + end, marks=found[-1].marks | frozenset(marks_in(text)))
        at += len(line) + 1
    return _with_lent_marks(_with_short_answers(_with_answers(found), reply))


def _row_statement(text: str, start: int, end: int) -> list[Statement]:
    """A table's row as a statement; none for its header and its rule."""
    if not re.search(r"\w", _MARKS.sub("", text)):
        return []
    return [Statement(text=text, start=start, end=end, marks=frozenset(marks_in(text)), is_item=True)]


def _with_answers(found: list[Statement]) -> list[Statement]:
    """A "No, ..." without marks takes those of the announcing line behind it: "Besides that you need [1]:"."""
    return [
        replace(one, marks=after.marks) if not one.marks and after.announces and _YES_NO.match(one.text) else one
        for one, after in zip(found, [*found[1:], *found[-1:]], strict=True)
    ]


def _with_short_answers(found: list[Statement], reply: str) -> list[Statement]:
    """A few words without a figure that open a paragraph rest on the quotes of the sentence behind them.

    "Yes, the market is growing. Advertisements rose by 17 % [1]." says first in short what follows.
    """
    lent = list(found)
    for place, (one, after) in enumerate(zip(found, found[1:], strict=False)):
        opens = not reply[: one.start].rpartition("\n")[2].strip(" *_")
        short = len(one.text.split()) <= _SHORT and not re.search(r"\d", one.text)
        if not one.marks and after.marks and opens and short and not one.is_item and not one.announces:
            lent[place] = replace(one, marks=after.marks)
    return lent


_SHORT = 7  # words
_YES_NO = re.compile(r"\W*(?:yes|no)\b", re.I)


def _without_leading(text: str) -> str:
    leading = _LEADING.match(text)
    return text[leading.end() :] if leading else text


def pieces(sentence: str) -> list[tuple[str, frozenset[int]]]:
    """The parts of a sentence, each with the marks at its end; one part where all marks stand together."""
    found: list[tuple[str, frozenset[int]]] = []
    start = 0
    for match in _MARKS.finditer(sentence):
        text = sentence[start : match.start()].strip(" ,;.")
        if re.search(r"\w", text):
            found.append((text, frozenset(marks_in(match.group()))))
        start = match.end()
    tail = sentence[start:].strip(" ,;.")
    if re.search(r"\w", tail):
        found.append((tail, frozenset(marks_in(sentence))))  # nobody knows which of them it rests on
    return found if len(found) > 1 else []


def _sentences(line: str, begin: int) -> list[tuple[int, int]]:
    """Places of a line's sentences; marks that follow a stop belong to the sentence before them."""
    swapped = _MARKS_AFTER_STOP.sub(lambda match: match[2] + match[1], line)  # the same length: places stay right
    return [(span.start, span.end) for span in split_sentences(swapped, begin, len(swapped))]


def _with_openings(line: str, places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The places with a bare "Yes." or "No." joined to the sentence that says what is."""
    joined: list[tuple[int, int]] = []
    for start, end in places:
        if joined and _OPENING.fullmatch(without_asides(_MARKS.sub("", line[joined[-1][0] : joined[-1][1]]))):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _with_lent_marks(found: list[Statement]) -> list[Statement]:
    lent = list(found)
    for place, statement in enumerate(found):
        if not statement.announces or statement.is_item:
            continue
        items = []
        for follower in range(place + 1, len(found)):
            if not found[follower].is_item:
                break
            items.append(follower)
        if not items:
            continue
        if not statement.marks:
            marks = frozenset[int]().union(*(found[item].marks for item in items))
            lent[place] = replace(statement, marks=marks)
        for item in items:
            if not found[item].marks:
                lent[item] = replace(found[item], marks=statement.marks)
    return lent

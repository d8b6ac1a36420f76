"""Which evidence an answer is made from where the question leaves no choice: a cell, the source line, the last step."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence, Set

from assistant.answerers.experience import BEGINNER, experience_asked, years_of
from assistant.answerers.running_text import is_question
from assistant.answerers.series import numbered_series, series_noun
from assistant.answerers.sides import of_the_side
from assistant.context import faq_of, is_step, label_names, lead_in_of, stands_in, subject_terms
from assistant.evidence import Evidence
from assistant.explaining import asks_purpose, says_what_for
from assistant.question import Question, named_words
from assistant.support import lexical_support, stems
from assistant.topics import to_be_told, topics_asked, topics_told
from corpus.guide import Label, ListBlock, Table
from corpus.passages import PassageKind

_ASKS_QUESTIONS = re.compile(
    r"\b(?:interview|theory|theoretical|technical|coding|hr|viva|practice) (?:\w+ )?questions\b|"
    r"\bquestions\b.*\b(?:asked?|come|prepare|expect)\b|"
    r"\bwhat (?:all )?(?:will|do|would|can|might|may) (?:they|interviewers?|recruiters?|companies|panels?) ask\b"
)
_FOR = re.compile(r"\b(?:for|to|used?)\b", re.I)
_BY_MEMBER = re.compile(r"\b(\w+)[ -]wise\b|\bfor (?:all|every|each|different|various) (?:the )?(\w+)")

_READ = 12  # best passages, among which a row of the table has to be
_BESIDE = 0.6  # in score: how far behind a sentence the row may be
_TURNS_AWAY = re.compile(r"\b(?:not|another|elsewhere|again|against|avoid)\b|n't\b", re.I)
_OF_PERSONS = frozenset(["whether it is a good choice", "skills"])
_STARTING = frozenset(["starting", "starter"])  # said of anyone's pay, as a verb too


def chosen_evidence(question: Question, evidence: Sequence[Evidence]) -> Sequence[Evidence]:
    """The evidence with what the question points at in front; as it is where the question points at nothing."""
    if question.kind == "source":
        return _first([item for item in evidence if item.kind_fits and isinstance(item.block, Label)], evidence)
    if side := of_the_side(question, evidence):
        return _first(side, evidence)
    if cells := _cells_asked(question, evidence):
        return _first(cells, evidence)
    if rows := _rows_of_years_asked(question, evidence):
        return _first(rows, evidence)
    if table := _table_of_the_topic(question, evidence):
        return _first(table, evidence)
    if told := _whole_way_told(question, evidence):
        return _first([told], evidence)
    if opening := _opening_of_the_topic(question, evidence):
        return _first(opening, evidence)
    if _ASKS_QUESTIONS.search(question.folded) and (asked := [item for item in evidence if _lists_questions(item)]):
        return _first(asked, evidence)
    if asks_purpose(question) and (telling := _telling_purpose(question, evidence)):
        return _first(telling, evidence)
    if by := _BY_MEMBER.search(question.folded):
        noun = next(filter(None, by.groups()))
        return _first([item for item in evidence if _heads_rows(noun, item)], evidence)
    steps = numbered_series(evidence[0].guide)
    if not steps or question.kind in (None, "order") or question.step is not None:
        return evidence
    if not re.search(rf"\b(?:last|final) (?:{series_noun(steps)}|step)\b", question.folded):
        return evidence
    inside = [item for item in evidence if item.kind_fits and steps[-1].holds(item.guide, item.passage.start)]
    return _first(inside, evidence)


def _cells_asked(question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The row of a cell that the question names by its row and its column, and nothing beside them."""
    if question.yes_no or question.experience or question.asks("comparison", "table", "count", "order"):
        return []
    told = (item for item in evidence if item.signal("topic") >= 0.0)
    return [item for item in told if _names_a_cell(question, item)]


def _rows_of_years_asked(question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The row for a beginner or for the years named, in front of a sentence beside the table that speaks of others.

    "Diploma holders start at ₹2 lakh" is like the question for a starting salary; the ladder of pay answers it.
    """
    best = evidence[0]
    if question.kind != "amount" or question.yes_no or best.passage.kind is not PassageKind.SENTENCE:
        return []
    said = stems(best.passage.text)
    if any(not stems(word).isdisjoint(said) for word in BEGINNER & set(question.words) - _STARTING):
        return []
    return [
        item
        for item in evidence[:8]
        if item.section is best.section
        and _is_of_the_place(item, best)
        and item.kind_fits
        and item.score > best.score - _BESIDE
        and _of_years(question, item)
    ]


def _table_of_the_topic(question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The whole table under the heading that is about what is asked of the career as such: the table of pay."""
    best = evidence[0]
    if question.kind not in ("amount", "duration") or best.signal("topic") <= 0.0:
        return []
    says_it = not to_be_told(question, best.guide) or topics_told(best.passage.text)
    beside = _BESIDE if says_it else math.inf
    near = [item for item in evidence[:_READ] if item.kind_fits and item.score > best.score - beside]
    near = [item for item in near if isinstance(item.block, Table) and _is_of_the_place(item, best)]
    under = [item.block for item in near if item.signal("topic") == 1.0]
    blocks = under or [item.block for item in near if item.signal("topic") > 0.0]
    return [item for item in evidence if item.passage.kind is PassageKind.TABLE and item.block in blocks[:1]]


def _whole_way_told(question: Question, evidence: Sequence[Evidence]) -> Evidence | None:
    """The sentence that says how long the whole way takes, where that is asked, before the time of one step of it."""
    whole = question.asks("total") and not named_words(question)
    if not whole and "how long" not in topics_asked(question, evidence[0].guide):
        return None
    if not is_step(evidence[0].section):
        return None
    near = [item for item in evidence[:_READ] if item.guide is evidence[0].guide and not is_step(item.section)]
    sentences = (item for item in near if item.passage.kind is PassageKind.SENTENCE and item.kind_fits)
    return next((item for item in sentences if "how long" in topics_told(item.passage.text)), None)


def _opening_of_the_topic(question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    """Whom a career suits and what it asks of him is told by the list under that heading, or by how its text begins.

    The sentence there that is most like the question only names the career most often.
    """
    best = evidence[0]
    told = best.passage.kind is PassageKind.SENTENCE and best.signal("topic") == 1.0
    if not told or faq_of(best.guide, best.passage) or not topics_asked(question, best.guide) & _OF_PERSONS:
        return []
    inside = sorted((item for item in evidence if item.section is best.section), key=lambda item: item.passage.start)
    lists = [item for item in inside if item.passage.kind is PassageKind.LIST]
    lists = [item for item in lists if not _TURNS_AWAY.search(lead_in_of(item.block) or "")]
    return lists[:1] or [item for item in inside if item.passage.kind is PassageKind.SENTENCE][:1]


def _is_of_the_place(item: Evidence, best: Evidence) -> bool:
    """Whether a passage is about the place asked for as plainly as the best one."""
    return item.signal("place") >= best.signal("place")


def _of_years(question: Question, item: Evidence) -> bool:
    """Whether a passage is the row that holds the years of experience asked about."""
    if not isinstance(item.block, Table) or item.passage.part is None:
        return False
    years, asked = years_of(item.block.rows[item.passage.part], item.block), experience_asked(question, item.block)
    return years is not None and asked is not None and years[0] <= asked[0] <= years[1]


def _telling_purpose(question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The best items that name all that is asked about and say what it is for: "Pandas — for loading data"."""
    named = named_words(question)
    items = [item for item in evidence[:8] if item.passage.kind is PassageKind.ITEM and _FOR.search(item.passage.text)]
    return [item for item in items if named and says_what_for(item, named)]


def _lists_questions(item: Evidence) -> bool:
    """Whether a passage is a whole list that mostly holds questions."""
    if item.passage.kind is not PassageKind.LIST or not isinstance(item.block, ListBlock):
        return False
    return sum(map(is_question, item.block.items)) * 2 > len(item.block.items)


def _heads_rows(noun: str, item: Evidence) -> bool:
    """Whether a passage is a table with a row for each of what a noun names, and holds what is asked of them."""
    table = item.block if item.passage.kind is PassageKind.TABLE else None
    return (
        isinstance(table, Table) and item.kind_fits and bool(lexical_support(noun, stems(table.header.cells[0].text)))
    )


def _names_a_cell(question: Question, item: Evidence) -> bool:
    if not isinstance(item.block, Table) or item.passage.part is None:
        return False
    row, header = item.block.rows[item.passage.part], item.block.header
    label = label_names(row.cells[0].text)
    of_row, of_columns = stems(label), stems(" ".join(cell.text for cell in header.cells[1:]))
    beyond = [word for word in question.words if not lexical_support(word, of_row) and word not in question.places]
    named = of_row | of_columns | stems(header.cells[0].text)
    return (
        stands_in(label, question)
        and any(lexical_support(word, of_columns) for word in beyond)
        and (not question.asks("list") or _names_exactly(beyond, of_columns - subject_terms(item.guide)))
        and all(lexical_support(word, named) for word in (*question.content, *question.places))
    )


def _names_exactly(words: Sequence[str], names: Set[str]) -> bool:
    """Whether a word itself stands in names: "entrance exams for X" asks a guide about X for a list, not for a cell."""
    return any(not stems(word).isdisjoint(names) for word in words)


def _first(wanted: Sequence[Evidence], evidence: Sequence[Evidence]) -> Sequence[Evidence]:
    return [*wanted, *(item for item in evidence if item not in wanted)] if wanted else evidence

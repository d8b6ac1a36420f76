"""The order of evidence where scores alone would mislead: what is needed, advice and mistakes, figures.

Evidence comes in sorted by score, best first, and goes out with at most one item moved to the front by each rule.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.context import subject_terms
from assistant.defining import DEFINING_WORDS
from assistant.evidence import Evidence, moved_first
from assistant.explaining import asks_purpose, is_about
from assistant.figure_kinds import PAY_WORDS, says_the_most
from assistant.language import read_data
from assistant.lists_first import with_list_first
from assistant.needs_first import with_advice_first, with_need_first
from assistant.question import Question
from assistant.sentences_first import with_telling_sentence_first
from assistant.short_forms import short_forms, spelt_out_in
from assistant.support import lexical_support, stems
from corpus.guide import Label, Table
from corpus.passages import PassageKind

_ALIKE = 0.3  # difference of scores up to which two passages fit about equally
_APART = 0.6  # and from which a passage with a figure is no answer beside one without
_NEAR = 8  # passages among which what is needed, or to be done before a mistake, is looked for
_SPEAKS_OF = {
    "amount": re.compile(rf"\b(?:{PAY_WORDS}|money|costs?|fees?|charg\w+|price\w*)\b", re.I),
    "duration": re.compile(r"\b(?:time|takes?|lasts?|long|duration|years|months|weeks)\b", re.I),
}
_ASKS_WHEN = re.compile(r"(?:\w+ ){0,2}when (?:should|do|does|can|must|may|will|shall|to|is|are)\b")
_TELLS_WHEN = re.compile(
    r"\b(?:before|after|within|until|till|during|from|by|once|as soon as|every|in)\b[^.;,]{0,40}?"
    r"\b(?:days?|weeks?|months?|years?|semesters?|class|expir\w+|january|february|march|april|may|june|july|august|"
    r"september|october|november|december|summer|winter)\b",
    re.I,
)
_GIVES_A_REASON = re.compile(r"\b(?:because|since|therefore|thanks to|due to|is why|are why)\b|, (?:so|as|for)\b", re.I)
_ASKS_WHAT_ELSE = re.compile(r"\bwhat (?:else|more)\b")
_GOES_BEYOND = re.compile(r"(?:besides|apart from|in addition|along with|other than|beyond)\b", re.I)
_SAYS_WHY = re.compile(r"\W*(?:why|reasons?)\b", re.I)  # a label's name
_NEEDED = frozenset({"important", "necessary", "needed", "essential", "required", "compulsory", "mandatory", "useful"})
_REASON_BEHIND = 0.8  # in score: how far behind what gives no reason one that does may be
_SAYS_WHAT_FOR = re.compile(r" [—–:-] ?(?:\w+ ){0,3}for ")
_BESIDE_A_COUNT = 1.2  # in score: how far behind what does not state a count one that does may be
_BARE_DEFINITION = 5  # words: "what is the CFO exam"
_OF_AGE = frozenset(read_data("words.toml")["of_age"].split())
_TOLD_SINGLY = (PassageKind.ROW, PassageKind.SENTENCE)
_EXACT_KINDS = ("amount", "duration", "share", "list", "definition")  # another passage cannot answer these


def settled(question: Question, found: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Evidence sorted by score, best first, with what the scores do not see put right.

    What the guide's owner surely expects to answer stays first, unless it is asked why, or what else, and a line beside
    it says so.
    """
    lists = question.asks("list") and bool(found) and not found[0].kind_fits
    if found and found[0].is_expected_surely and not lists:
        return tuple(_what_else_first(question, _line_on_why_first(question, found)))
    found = with_need_first(question, _figures_before_equals(question, found))
    found = with_advice_first(question, found)
    found = _numbered_row_first(question, found)
    found = _stated_count_first(question, found)
    found = _spelt_out_first(question, found)
    found = _label_of_the_age_first(question, found)
    found = with_list_first(question, found)
    found = with_telling_sentence_first(question, found)
    found = _what_for_first(question, found)
    found = _reason_first(question, found)
    found = _label_named_first(question, found)
    found = _time_first(question, found)
    return tuple(_with_figure_behind(question, found))


def _numbered_row_first(question: Question, found: Sequence[Evidence]) -> Sequence[Evidence]:
    """The row that a question numbers before all else, where no section is called so."""
    if question.step is None or not found:
        return found
    headings = (section.path[-1] for section in found[0].guide.sections if section.path)
    if any(_is_numbered(question, heading) for heading in headings):
        return found
    first = next((item for item in found if is_numbered_row(question, item)), None)
    return moved_first(found, first)


def is_numbered_row(question: Question, item: Evidence) -> bool:
    """Whether a row is the part that a question numbers, as a table of papers may: "Part 3 (hydraulics)"."""
    if question.step is None or not isinstance(item.block, Table) or item.passage.part is None:
        return False
    return _is_numbered(question, item.block.rows[item.passage.part].cells[0].text)


def _is_numbered(question: Question, name: str) -> bool:
    """Whether a name begins with the noun and the number that a question names."""
    numbered = re.match(r"\W*([^\W\d]+) (\d{1,2})\b", name)
    return numbered is not None and bool(re.search(rf"\b{numbered[1]}s? {numbered[2]}\b", question.folded, re.I))


def _spelt_out_first(question: Question, found: Sequence[Evidence]) -> Sequence[Evidence]:
    """The sentence that spells a short form out, where it is asked what that is: "the Bronze Entry Test (BET)"."""
    if question.kind != "definition" or not found or len(question.words) > _BARE_DEFINITION:
        return found
    named = [word for word in question.content if word not in DEFINING_WORDS]
    asked = [short for short, _ in short_forms(found[0].guide) if any(short == stems(word) for word in named)]
    if len(asked) != 1:
        return found
    sentences = (item for item in found if item.passage.kind is PassageKind.SENTENCE)
    spelt = (
        item for item in sentences if any(stems(short) == asked[0] for short, _ in spelt_out_in(item.passage.text))
    )
    return moved_first(found, next((i for i in spelt if all(lexical_support(w, i.context) for w in named)), None))


def _label_of_the_age_first(question: Question, found: Sequence[Evidence]) -> Sequence[Evidence]:
    """The label line for the age before a sentence on the age of some, where nothing else is named."""
    if question.kind != "age" or not found or isinstance(found[0].block, Label):
        return found
    subject = subject_terms(found[0].guide)
    # What a visitor tells of himself before he asks whether he is too old names nothing.
    if any(word not in _OF_AGE and not stems(word) <= subject and word in question.asked for word in question.content):
        return found
    labels = (item for item in found[:_NEAR] if isinstance(item.block, Label))
    first = next((i for i in labels if isinstance(i.block, Label) and "age" in stems(i.block.name.text)), None)
    return moved_first(found, first)


def _label_named_first(question: Question, found: Sequence[Evidence]) -> Sequence[Evidence]:
    """The label line that is called just what is asked of a thing, before what only names the thing.

    "Attendance of the diploma" is told by "Attendance" under the diploma's heading, and not by its seats.
    """
    if not found or question.yes_no or question.step is not None:
        return found
    subject = subject_terms(found[0].guide)
    asked = {stem for word in question.words for stem in stems(word)}

    def is_named(item: Evidence) -> bool:
        if item.passage.kind is not PassageKind.LABEL or not isinstance(item.block, Label):
            return False
        name = stems(item.block.name.text) - subject
        if not name or not name <= asked or name <= found[0].context:
            return False
        return all(lexical_support(word, item.context | subject) for word in question.content)

    return moved_first(found, next(filter(is_named, found), None))


def _stated_count_first(question: Question, found: Sequence[Evidence]) -> Sequence[Evidence]:
    """What states the number of what is counted, before a row or sentence of no better support that does not."""
    if question.kind != "count" or not found or found[0].kind_fits or not _counts_nothing(question, found[0]):
        return found
    subject, best = subject_terms(found[0].guide), dict(zip(question.content, found[0].support, strict=True))
    if not any(best[word] for word in question.content if not stems(word) <= subject):
        return found
    needed = sum(found[0].support)
    near = (item for item in found if item.score > found[0].score - _BESIDE_A_COUNT)
    stating = (item for item in near if item.kind_fits and item.passage.kind in _TOLD_SINGLY)
    return moved_first(found, next((item for item in stating if sum(item.support) >= needed), None))


def _reason_first(question: Question, found: Sequence[Evidence]) -> Sequence[Evidence]:
    """The sentence that gives a reason, where one is asked for and the best of about equal fit gives none."""
    best = found[0] if found else None
    if best is None or question.kind != "reason" or best.passage.kind not in (PassageKind.SENTENCE, PassageKind.FAQ):
        return found
    if _GIVES_A_REASON.search(best.passage.text):
        return found
    named = [at for at, word in enumerate(question.content) if word not in _NEEDED]
    near = (item for item in found[1:_NEAR] if item.score > best.score - _REASON_BEHIND)
    sentences = (item for item in near if item.passage.kind is PassageKind.SENTENCE)
    giving = (item for item in sentences if _GIVES_A_REASON.search(item.passage.text))
    return moved_first(found, next((i for i in giving if all(i.support[at] >= best.support[at] for at in named)), None))


def _line_on_why_first(question: Question, found: Sequence[Evidence]) -> Sequence[Evidence]:
    """The label line that says why ("Why this matters: …"), before a sentence of its section that gives no reason."""
    best = found[0]
    if question.kind != "reason" or best.passage.kind is not PassageKind.SENTENCE:
        return found
    if _GIVES_A_REASON.search(best.passage.text):
        return found
    beside = (item for item in found[1:_NEAR] if item.section is best.section)
    lines = ((item, item.block.name.text) for item in beside if isinstance(item.block, Label))
    return moved_first(found, next((item for item, name in lines if _SAYS_WHY.match(name)), None))


def _what_else_first(question: Question, found: Sequence[Evidence]) -> Sequence[Evidence]:
    """The next sentence, where it is asked what else, and it goes on with that: "Besides Python, …"."""
    best = found[0]
    if best.passage.kind is not PassageKind.SENTENCE or not _ASKS_WHAT_ELSE.search(question.folded):
        return found
    beside = (item for item in found[1:_NEAR] if item.block is best.block)
    return moved_first(found, next((item for item in beside if _GOES_BEYOND.match(item.passage.text)), None))


def _what_for_first(question: Question, found: Sequence[Evidence]) -> Sequence[Evidence]:
    """The item that says what a thing is for, before a row that only lists it: "Hammer — for nails"."""
    best = found[0] if found else None
    if best is None or best.passage.kind is not PassageKind.ROW or not asks_purpose(question):
        return found
    named = [word for word in question.content if word not in DEFINING_WORDS and word != "purpose"]
    items = (item for item in found[1:_NEAR] if item.passage.kind is PassageKind.ITEM)
    telling = (item for item in items if _SAYS_WHAT_FOR.search(item.passage.text))
    return moved_first(found, next((item for item in telling if is_about(item, named)), None) if named else None)


def _time_first(question: Question, found: Sequence[Evidence]) -> Sequence[Evidence]:
    """The sentence that says at what time, where that is asked ("when should I renew") and the best says none."""
    best = found[0] if found else None
    if best is None or not _ASKS_WHEN.match(question.folded) or question.kind is not None:
        return found
    if best.passage.kind is not PassageKind.SENTENCE or _TELLS_WHEN.search(best.passage.text):
        return found
    near = (item for item in found[1:_NEAR] if item.score > best.score - _APART and item.read >= best.read)
    sentences = (item for item in near if item.passage.kind is PassageKind.SENTENCE)
    return moved_first(found, next((item for item in sentences if _TELLS_WHEN.search(item.passage.text)), None))


def _counts_nothing(question: Question, item: Evidence) -> bool:
    """Whether a passage has no items or rows that could be counted instead."""
    if item.passage.kind is PassageKind.TABLE and isinstance(item.block, Table):
        head = stems(item.block.header.cells[0].text)
        return all(stems(word).isdisjoint(head) for word in question.content)
    return item.passage.kind in _TOLD_SINGLY


def _with_figure_behind(question: Question, found: Sequence[Evidence]) -> Sequence[Evidence]:
    """The best sentence as one with the figure asked for, where the next one gives it: they are said together."""
    if question.kind not in ("amount", "duration") or question.yes_no or not found or found[0].kind_fits:
        return found
    best, part = found[0], found[0].passage.part
    if best.passage.kind is not PassageKind.SENTENCE or part is None or best.block is None:
        return found
    if not _SPEAKS_OF[question.kind].search(best.passage.text):
        return found
    follows = any(item.kind_fits and item.block is best.block and item.passage.part == part + 1 for item in found)
    return [replace(best, kind_fits=True), *found[1:]] if follows else found


def _figures_before_equals(question: Question, found: Sequence[Evidence]) -> Sequence[Evidence]:
    """Where a figure or list is asked for, the best passage that holds one comes before passages of no better support.

    A heading stays first: it speaks for all that stands under it, from which the answerer chooses.
    """
    if question.kind not in _EXACT_KINDS or question.yes_no or not found or found[0].kind_fits:
        return found
    if question.kind == "definition" and found[0].passage.kind not in (PassageKind.ROW, PassageKind.LABEL):
        return found
    if found[0].passage.kind is PassageKind.HEADING or says_the_most(question, found[0].passage.text):
        return found
    needed = sum(found[0].support)
    step = found[0].signal("step")  # what stands in the step asked about gives way to nothing beside it
    fitting = (item for item in found if item.kind_fits and item.signal("step") >= step)
    first = next((item for item in fitting if sum(item.support) >= needed), None)
    if first is not None and first.score < found[0].score - (
        _ALIKE if question.kind in ("list", "definition") else _APART
    ):
        return found  # what fits much better says it in another form: a sentence lists things too, or names the hours
    return moved_first(found, first)

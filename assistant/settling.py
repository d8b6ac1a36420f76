"""The order of evidence where scores alone would mislead: what is needed, advice and mistakes, figures.

Evidence comes in sorted by score, best first, and goes out with at most one item moved to the front by each rule.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answerers.polarity import naming_terms
from assistant.context import faq_of, subject_terms
from assistant.defining import DEFINING_WORDS
from assistant.evidence import Evidence
from assistant.figure_kinds import PAY_WORDS, says_the_most
from assistant.language import pattern_of, read_data
from assistant.needs import LEAVING_OUT, asks_if_needed, asks_to_skip, asks_why_needed, tells_need, tells_plainly
from assistant.question import Question
from assistant.short_forms import short_forms, spelt_out_in
from assistant.support import lexical_support, same_thing, stems
from corpus.guide import Label, ListBlock, Table
from corpus.passages import PassageKind

_ALIKE = 0.3  # difference of scores up to which two passages fit about equally
_APART = 0.6  # and from which a passage with a figure is no answer beside one without
_NEAR = 8  # passages among which what is needed, or to be done before a mistake, is looked for
_OF_MISTAKES = pattern_of(read_data("needs.toml")["mistakes"])
_BESIDE_A_MISTAKE = 1.0  # in score: how far behind a mistake the advice may be
_SPEAKS_OF = {
    "amount": re.compile(rf"\b(?:{PAY_WORDS}|money|costs?|fees?|charg\w+|price\w*)\b", re.I),
    "duration": re.compile(r"\b(?:time|takes?|lasts?|long|duration|years|months|weeks)\b", re.I),
}
_POINTS_BACK = re.compile(r"(?:it|they|this|these) (?:is|are)\b", re.I)
_BESIDE_A_COUNT = 1.2  # in score: how far behind what does not state a count one that does may be
_BARE_DEFINITION = 5  # words: "what is the CFO exam"
_OF_AGE = frozenset(read_data("words.toml")["of_age"].split())
_TOLD_SINGLY = (PassageKind.ROW, PassageKind.SENTENCE)
_EXACT_KINDS = ("amount", "duration", "share", "list", "definition")  # another passage cannot answer these


def settled(question: Question, found: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Evidence sorted by score, best first, with what the scores do not see put right."""
    found = _need_before_reasons(question, _figures_before_equals(question, found))
    found = _advice_before_mistakes(question, found)
    found = _numbered_row_first(question, found)
    found = _stated_count_first(question, found)
    found = _spelt_out_first(question, found)
    found = _label_of_the_age_first(question, found)
    found = _label_named_first(question, found)
    return tuple(_with_figure_behind(question, found))


def _need_before_reasons(question: Question, found: Sequence[Evidence]) -> Sequence[Evidence]:
    """What says that a thing is needed or not, where that is asked for and the best evidence does not say it.

    So it is asked by "why is it mandatory" of what the best evidence does not name at all, by "can I skip it" and by
    "is it compulsory".
    """
    skips, needs = asks_to_skip(question), asks_if_needed(question)
    if not found or not (skips or needs or asks_why_needed(question)):
        return found
    subject = subject_terms(found[0].guide)
    named = [word for word in question.content if word in question.asked and not stems(word) <= subject]
    if needs:
        return _with_first(found, _plainly_needed(question, found, named) if named else None)
    places = [question.content.index(word) for word in named if word not in LEAVING_OUT]
    held = [found[0].support[at] > 0 for at in places]
    said = all(held) and tells_need(found[0].passage.text) if skips else any(held)
    if not places or said:
        return found
    telling = (item for item in found[:_NEAR] if tells_need(item.passage.text))
    return _with_first(found, next((item for item in telling if all(item.support[at] for at in places)), None))


def _plainly_needed(question: Question, found: Sequence[Evidence], named: Sequence[str]) -> Evidence | None:
    """The sentence that says of a thing itself that it is needed or not; None where the best FAQ pair is about that.

    "The licence is optional" tells it before "Is a licence necessary to open a shop?".
    """
    pair = faq_of(found[0].guide, found[0].passage)
    asked = {stem for word in question.words for stem in same_thing(word)} | subject_terms(found[0].guide)
    if pair is not None and naming_terms(pair.question.text) <= asked:
        return None
    sentences = (i for i in found[:_NEAR] if i.passage.kind is PassageKind.SENTENCE and tells_plainly(i.passage.text))
    # "It is optional" speaks of what the sentence before names.
    said = ((i, i.context if _POINTS_BACK.match(i.passage.text) else stems(i.passage.text)) for i in sentences)
    return next((item for item, words in said if all(lexical_support(word, words) for word in named)), None)


def _advice_before_mistakes(question: Question, found: Sequence[Evidence]) -> Sequence[Evidence]:
    """What is to be done before a mistake that the guide warns of, where the mistake is not asked for."""
    if not found or _OF_MISTAKES.search(question.folded) or not _is_a_mistake(found[0]):
        return found
    needed = sum(found[0].support)
    fitting = (item for item in found[1:_NEAR] if item.kind_fits and not _is_a_mistake(item))
    close = (item for item in fitting if item.score >= found[0].score - _BESIDE_A_MISTAKE)
    first = next((item for item in close if sum(item.support) >= needed), None)
    return _with_first(found, first)


def _is_a_mistake(item: Evidence) -> bool:
    """Whether a passage is an item of a list of mistakes, or that list."""
    block = item.block
    if not isinstance(block, ListBlock):
        return False
    names = [*item.section.path[-1:], block.lead_in.text if block.lead_in else ""]
    return bool(_OF_MISTAKES.search(" ".join(names).lower()))


def _numbered_row_first(question: Question, found: Sequence[Evidence]) -> Sequence[Evidence]:
    """The row that a question numbers before all else, where no section is called so."""
    if question.step is None or not found:
        return found
    headings = (section.path[-1] for section in found[0].guide.sections if section.path)
    if any(_is_numbered(question, heading) for heading in headings):
        return found
    first = next((item for item in found if is_numbered_row(question, item)), None)
    return _with_first(found, first)


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
    return _with_first(found, next((i for i in spelt if all(lexical_support(w, i.context) for w in named)), None))


def _label_of_the_age_first(question: Question, found: Sequence[Evidence]) -> Sequence[Evidence]:
    """The label line for the age before a sentence on the age of some, where nothing else is named."""
    if question.kind != "age" or not found or isinstance(found[0].block, Label):
        return found
    subject = subject_terms(found[0].guide)
    if any(word not in _OF_AGE and not stems(word) <= subject for word in question.content):
        return found
    labels = (item for item in found[:_NEAR] if isinstance(item.block, Label))
    first = next((i for i in labels if isinstance(i.block, Label) and "age" in stems(i.block.name.text)), None)
    return _with_first(found, first)


def _label_named_first(question: Question, found: Sequence[Evidence]) -> Sequence[Evidence]:
    """The label line that is called just what is asked of a thing, before what only names the thing.

    "Attendance of the diploma" is told by "Attendance" under the diploma's heading, and not by its seats.
    """
    if not found or question.yes_no or question.step is not None:
        return found
    subject = subject_terms(found[0].guide)
    asked = {stem for word in question.words for stem in stems(word)}

    def is_named(item: Evidence) -> bool:
        name = stems(item.block.name.text) - subject if isinstance(item.block, Label) else frozenset()
        if not name or not name <= asked or name <= found[0].context:
            return False
        return all(lexical_support(word, item.context | subject) for word in question.content)

    return _with_first(found, next(filter(is_named, found), None))


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
    return _with_first(found, next((item for item in stating if sum(item.support) >= needed), None))


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
    step = found[0].signals.get("step", 0.0)  # what stands in the step asked about gives way to nothing beside it
    fitting = (item for item in found if item.kind_fits and item.signals.get("step", 0.0) >= step)
    first = next((item for item in fitting if sum(item.support) >= needed), None)
    if first is not None and first.score < found[0].score - (
        _ALIKE if question.kind in ("list", "definition") else _APART
    ):
        return found  # what fits much better says it in another form: a sentence lists things too, or names the hours
    return _with_first(found, first)


def _with_first(found: Sequence[Evidence], first: Evidence | None) -> Sequence[Evidence]:
    """The evidence with one item of it moved to the front; as it is where there is none to move."""
    return found if first is None else [first, *(item for item in found if item is not first)]

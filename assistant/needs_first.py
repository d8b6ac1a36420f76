"""What is needed or to be done comes before reasons and mistakes, where evidence of equal fit tells of both.

Evidence comes in sorted by score, best first, and goes out with at most one item moved to the front by each rule.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answerers.polarity import naming_terms
from assistant.context import faq_of, subject_terms
from assistant.evidence import Evidence, moved_first
from assistant.language import pattern_of, read_data
from assistant.needs import LEAVING_OUT, asks_if_needed, asks_to_skip, asks_why_needed, tells_need, tells_plainly
from assistant.question import Question
from assistant.support import lexical_support, same_thing, stems
from corpus.guide import ListBlock
from corpus.passages import PassageKind

_NEAR = 8  # passages among which what is needed, or to be done before a mistake, is looked for
_OF_MISTAKES = pattern_of(read_data("needs.toml")["mistakes"])
_BESIDE_A_MISTAKE = 1.0  # in score: how far behind a mistake the advice may be
_POINTS_BACK = re.compile(r"(?:it|they|this|these) (?:is|are)\b", re.I)


def with_need_first(question: Question, found: Sequence[Evidence]) -> Sequence[Evidence]:
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
        return moved_first(found, _plainly_needed(question, found, named) if named else None)
    places = [question.content.index(word) for word in named if word not in LEAVING_OUT]
    held = [found[0].support[at] > 0 for at in places]
    said = all(held) and tells_need(found[0].passage.text) if skips else any(held)
    if not places or said:
        return found
    telling = (item for item in found[:_NEAR] if tells_need(item.passage.text))
    return moved_first(found, next((item for item in telling if all(item.support[at] for at in places)), None))


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


def with_advice_first(question: Question, found: Sequence[Evidence]) -> Sequence[Evidence]:
    """What is to be done before a mistake that the guide warns of, where the mistake is not asked for."""
    if not found or _OF_MISTAKES.search(question.folded) or not _is_a_mistake(found[0]):
        return found
    needed = sum(found[0].support)
    fitting = (item for item in found[1:_NEAR] if item.kind_fits and not _is_a_mistake(item))
    close = (item for item in fitting if item.score >= found[0].score - _BESIDE_A_MISTAKE)
    first = next((item for item in close if sum(item.support) >= needed), None)
    return moved_first(found, first)


def _is_a_mistake(item: Evidence) -> bool:
    """Whether a passage is an item of a list of mistakes, or that list."""
    block = item.block
    if not isinstance(block, ListBlock):
        return False
    names = [*item.section.path[-1:], block.lead_in.text if block.lead_in else ""]
    return bool(_OF_MISTAKES.search(" ".join(names).lower()))

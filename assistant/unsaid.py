"""What is asked of something that the guide does speak of, while the evidence says another thing of it.

"Is NumPy hard?" is not answered by a list with NumPy in it, nor "am I too old?" by a sentence on the cloud.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from assistant.careers import is_person
from assistant.concepts import concepts_asked, concepts_said
from assistant.context import context_text, names_of, subject_terms
from assistant.defining import asks_short_form, spells_out
from assistant.evidence import Evidence, pooled
from assistant.explaining import is_about
from assistant.figure_kinds import FIGURE_OF_KIND
from assistant.language import read_data
from assistant.needs import asks_to_skip, touches_need
from assistant.question import Question
from assistant.support import kin, lexical_support, stems
from corpus.passages import PassageKind

_HIRES = re.compile(
    r"^(?:and |so |but )?(?:does|do|is|are|will|did) (?:the )?((?:[\w&.]+ ){1,3}?)"
    r"(?:hir(?:e|es|ing)|recruit(?:s|ing)?)\b"
)
_WHO = re.compile(
    r"^(?:and |so |but )?who (?:all )?(?:will |would |can |actually )?(teach\w*|taught|sets?|checks?|corrects?"
    r"|evaluates?|conducts?|issues?|decides?|runs?|heads?|leads?|owns?|manages?|supervises?|certifies|grades?|signs?)\b"
)
_DOES = re.compile(
    r"^(?:and |so |but )?what (?:does|do) (?:an? |the )?([\w -]{3,40}?) (?:actually |really |exactly )?do\b"
)
_IS_IT = re.compile(r"^(?:and |but |so )?(?:is|are|isnt|arent) [\w +#.&/-]{2,60}$")
_BY_WHOM = re.compile(r"\bby (?:the |an? |our |its )?[A-Z]")
_NEAR = 5  # passages of which one may say it
_THAN = re.compile(r"\b(?:harder|easier|tougher|simpler|faster|quicker|slower) than\b")
_PLAIN = 10  # words
_NAMES_ALONE = (PassageKind.ITEM, PassageKind.LIST, PassageKind.ROW, PassageKind.TABLE)


def surely_unsaid(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether the best evidence surely says nothing of what is asked: who hires, what one does, what initials mean."""
    best = evidence[0]
    if asks_short_form(question) and question.kind in (None, "definition"):
        near = (item for item in evidence[:_NEAR] if item.passage.kind not in (PassageKind.LIST, PassageKind.TABLE))
        return not any(spells_out(question, item.guide, item.passage) for item in near)
    if (hires := _HIRES.search(question.folded)) and (names := _named(hires[1], question, best)):
        return not any(lexical_support(word, item.context) for word in names for item in pooled(evidence))
    if (who := _WHO.search(question.folded)) and not _says_who(who[1], question, evidence):
        return True
    does = _DOES.search(question.folded)
    if does and is_person(does[1].split()[-1]) and (names := _named(does[1], question, best)):
        return not any(is_about(item, names) for item in evidence[:_NEAR])
    return best.passage.kind in _NAMES_ALONE and _lacks_the_judgement(question, evidence)


def _says_who(verb: str, question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether near evidence on all that is asked says what somebody does, or by whom a thing is done."""
    for item in evidence[:_NEAR]:
        said = stems(item.passage.text)
        tells = lexical_support(verb, said) or kin(verb, said) or _BY_WHOM.search(item.passage.text)
        named = [word for word in question.asked if word != verb]
        if tells and all(lexical_support(word, item.context) for word in named):
            return True
    return False


def likely_unsaid(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether the best evidence hardly speaks of what is asked: a judgement, a concept, whether it can be left out."""
    if asks_to_skip(question) and not any(touches_need(item.passage.text) for item in pooled(evidence)):
        return True
    return _lacks_the_judgement(question, evidence) or _lacks_the_concept(question, evidence)


def _named(words: str, question: Question, best: Evidence) -> list[str]:
    """Those of some words that name something beside the guide's subject."""
    subject = subject_terms(best.guide)
    return [word for word in words.split() if word in question.asked and not stems(word) <= subject]


def _lacks_the_judgement(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether it is asked in few words if something is hard, free or the like, and no evidence has such a word."""
    match = _IS_IT.match(question.folded) or _THAN.search(question.folded)
    if match is None or not _is_plain(question):
        return False
    words = set(match.group().split())
    judged = [judgement for judgement in _judgements() if not judgement.asked.isdisjoint(words)]
    text = " ".join(context_text(item.guide, item.passage) for item in pooled(evidence)).lower()
    said = set(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*|₹", text))
    return bool(judged) and all(judgement.said.isdisjoint(said) for judgement in judged)


def _is_plain(question: Question) -> bool:
    """Whether a question is one clause of a few words, with no story told before it."""
    return question.asking == question.folded and len(question.words) <= _PLAIN


def _lacks_the_concept(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether a concept is all that is asked for, of the career as such, and the best evidence speaks of none such."""
    if not _is_plain(question) or not (found := concepts_asked(question.folded)):
        return False
    words = frozenset().union(*(one.words for one in found))
    guide = evidence[0].guide
    rest = [
        w for w in question.asked if (w not in words or w in names_of(guide)) and not stems(w) <= subject_terms(guide)
    ]
    told = question.kind in FIGURE_OF_KIND and evidence[0].kind_fits  # "starting salary" is told by whose pay it is
    if rest or told:
        return False
    said = frozenset().union(*(concepts_said(context_text(item.guide, item.passage)) for item in pooled(evidence)))
    return not any(one.concept.name in said for one in found)


@dataclass(frozen=True, kw_only=True)
class _Judgement:
    asked: frozenset[str]
    said: frozenset[str]


@cache
def _judgements() -> tuple[_Judgement, ...]:
    entries = read_data("judgements.toml")["judgement"]
    return tuple(_Judgement(asked=frozenset(e["asked"].split()), said=frozenset(e["said"].split())) for e in entries)

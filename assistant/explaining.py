"""Whether the guide explains what is to be explained, or only mentions it or lists a question about it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answerers.running_text import is_question
from assistant.context import is_step
from assistant.defining import DEFINING_WORDS, asks_short_form, subject_of
from assistant.evidence import Evidence
from assistant.language import read_data
from assistant.question import Question
from assistant.support import lexical_support, stems
from corpus.guide import ListBlock, Paragraph
from corpus.passages import PassageKind

_DOES_WHAT = re.compile(r"\bhow (?:to|(?:do|can|should|could|would|must) (?:i|we|you|one))(?: best)? (\w+)")
_NUMBERING = re.compile(r"^(?:\w+ )?\d{1,2}\s*[-–—:.)]+\s*")
_WHICH = re.compile(r"\bwhich (?!way|manner|steps?)\w+")
_HOW_DO_I = re.compile(  # to be shown how it is done; "how does a week divide" asks for a fact
    r"\bhow (?:to|(?:do|can|should|could|would) (?:i|we|you|one|someone|people))\b"
    r"(?! (?:know|tell|decide|choose|find))|"
    rf"\bkaise\b|\bexplain how\b|\b(?:{'|'.join(read_data('words.toml')['shown'].split())})\b"
)
_SAYS_WHAT = re.compile(  # a sentence that explains, unlike "A and B are left for later"
    r"\b(?:is|are) (?:an?|the|one|any|what|how|when|where|why|about|all|usually|used (?:to|for)|something)\b|"
    r"\b(?:means?|stands? for|refers? to|allows?|lets|builds?|focus(?:es)?|describes?|happens?|covers?|helps?|works?|"
    r"study|studies|turns?|makes?|does|do|writes?|plans?|looks? after|keeps?|takes?|called)\b",
    re.I,
)
_TELLS_HOW = re.compile(r"To [a-z]+ [^,.]{3,60}, (?:you )?[a-z]+ ")  # "To sign drawings, register with …"
_ABOUT_QUESTIONS = re.compile(r"\bquestions\b(?!.*\banswers?\b)|\basks?\b|\basked\b")
_WANTS_ANSWERS = re.compile(r"\banswers? (?:of|to|for)\b|\bsolve\b")
_PURPOSE = re.compile(
    r"\b(?:used? (?:for|in)|uses? of|for what|purpose|work of|role of)\b|\bfor$|"
    r"\bwhy (?:do|does|should|must|would|will) (?:\w+ ){1,2}(?:need|use|learn|study|want)\b|\bwhat (?:is the )?use\b|"
    # Of a thing, in few words:
    r"^[\w.+#-]+(?: [\w.+#-]+)? uses?$|^what (?:do|does) (?!an? |the )[\w.+#-]+(?: [\w.+#-]+){0,3} do$"
)


def asks_how(question: Question) -> bool:
    """Whether it asks to be shown how something is done or works, not which thing it is done with."""
    shown = question.kind in ("how_to", "definition") and bool(_HOW_DO_I.search(question.folded))
    return shown and not _WHICH.search(question.folded)


def wants_an_answer_to(question: Question, best: Evidence) -> bool:
    """Whether the best evidence is a question that the guide lists without its answer, and that answer is wanted."""
    about_them = question.asks("list", "count") or _ABOUT_QUESTIONS.search(question.folded)
    if not isinstance(best.block, ListBlock) or (about_them and not _WANTS_ANSWERS.search(question.folded)):
        return False
    asks = [is_question(item) for item in best.block.items]
    if best.passage.part is not None:
        return asks[best.passage.part]
    return sum(asks) * 2 > len(asks)


def explains(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether the best evidence is about what is to be explained, not a place that only mentions it."""
    named = [word for word in question.content if word not in DEFINING_WORDS]
    if not named or any(is_about(item, named) for item in evidence[:5]):
        return True
    if asks_how(question) and any(_is_headed_with(question, item, named) for item in evidence[:5]):
        return True
    if question.kind == "definition" and asks_short_form(question):
        return any(item.kind_fits for item in evidence[:5])
    return asks_purpose(question) and any(says_what_for(item, named) for item in evidence[:5])


def _is_headed_with(question: Question, item: Evidence, named: Sequence[str]) -> bool:
    """Whether a passage stands in a step that is headed with what is to be done: "Prepare for Interviews"."""
    does = _DOES_WHAT.search(question.folded)
    heading = _NUMBERING.sub("", item.section.path[-1]) if item.section.path and is_step(item.section) else ""
    if does is None or not heading:
        return False
    begins = stems(heading.split()[0])
    held = stems(heading)
    return bool(stems(does[1]) & begins) and all(lexical_support(word, held) for word in named)


def asks_purpose(question: Question) -> bool:
    """Whether it asks what something is for."""
    return bool(_PURPOSE.search(question.folded))


def says_what_for(item: Evidence, named: Sequence[str]) -> bool:
    """Whether a list item or table row holds the names asked about beside words that say what they are for."""
    if item.passage.kind not in (PassageKind.ITEM, PassageKind.ROW):
        return False
    said = stems(item.passage.text)
    own = sum(bool(lexical_support(word, said)) for word in named)
    return own > 0 and all(lexical_support(word, item.context) for word in named) and len(said) >= own + 2


def is_about(item: Evidence, named: Sequence[str]) -> bool:
    """Whether a passage is about what some words name: they are its subject, its row, its name or its question."""
    if _TELLS_HOW.match(item.passage.text):
        return all(lexical_support(word, item.context) for word in named)
    if isinstance(item.block, Paragraph) and not _SAYS_WHAT.search(item.passage.text):
        return False
    subject = subject_of(item.guide, item.passage)
    return subject is not None and all(lexical_support(word, stems(subject)) for word in named)

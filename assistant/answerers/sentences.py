"""Answers from running text and FAQ pairs: the sentences that answer, yes or no first where the guide is plain."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answerers.draft import MAX_WORDS, Draft, Notes, quote_in, readable, word_count
from assistant.context import faq_of
from assistant.evidence import Evidence
from assistant.language import load_language
from assistant.question import Question
from assistant.support import same_thing, stems
from corpus.guide import FaqPair, Paragraph, Span

_LEANS_BACK = re.compile(r"^(?:it|this|that|they|these|those|he|she|such|both|here|there)\b", re.I)
_NEED = re.compile(
    r"\b(?:need|needs|needed|necessary|required|require|mandatory|compulsory|must|essential|have to|has to)\b"
)
_NO_NEED = re.compile(
    r"\b(?:not (?:need|needed|necessary|required|mandatory|compulsory|essential|have to)|no need|not a (?:gate|must)|"
    r"never (?:need|required)|optional|nobody needs|no one needs|isn[’']t (?:needed|required|necessary)|"
    r"don[’']t (?:need|have to)|without)\b",
    re.I,
)
_MUST = re.compile(
    r"\b(?:must|have to|has to|essential|required|mandatory|necessary|non-negotiable|cannot do without)\b", re.I
)


def answer_from_faq(question: Question, best: Evidence) -> Draft:
    """A FAQ answer from its beginning, as many whole sentences as fit; blocks of other kinds are quoted whole."""
    pair = faq_of(best.guide, best.passage)
    assert isinstance(pair, FaqPair)  # callers check
    notes = Notes()
    spans = [sentence for block in pair.answer if isinstance(block, Paragraph) for sentence in block.sentences]
    if not spans:
        whole = pair.answer[0]
        return notes.draft(f"{readable(whole.span.text)} {notes.cite(quote_in(best, whole.span))}")
    return notes.draft(_same_polarity(question, pair, sentences_within(best, spans, notes)))


def _same_polarity(question: Question, pair: FaqPair, said: str) -> str:
    """A yes or no to the guide's question, turned where the visitor asks the opposite ("need" for "without")."""
    opposite = bool(_NEED.search(question.folded)) and "without" in pair.question.text.lower()
    opening = re.match(r"(yes|no)\b[,.:;—– ]*", said, re.I)
    if not opposite or opening is None or "without" in question.folded:
        return said
    return f"{'No' if opening[1].lower() == 'yes' else 'Yes'}: {said[opening.end() :]}"


def sentences_within(best: Evidence, spans: Sequence[Span], notes: Notes) -> str:
    """Sentences in order up to the word limit, at least one; neighbours are quoted as one slice."""
    taken = [spans[0]]
    for span in spans[1:]:
        if word_count(" ".join(readable(s.text) for s in [*taken, span])) > MAX_WORDS:
            break
        taken.append(span)
    return f"{said_in(taken)} {notes.cite(quote_in(best, joined_span(best, taken)))}"


def answer_from_sentences(question: Question, best: Evidence, evidence: Sequence[Evidence]) -> Draft:
    """The sentence that answers, with the one before it when it leans back, and yes or no first where it is plain."""
    block = best.block
    assert isinstance(block, Paragraph) and best.passage.part is not None  # all other kinds were taken before
    place = best.passage.part
    first = place - 1 if place > 0 and _LEANS_BACK.match(readable(block.sentences[place].text)) else place
    spans = list(block.sentences[first : place + 1])
    close = best.score - 0.25
    strong = {
        item.passage.part
        for item in evidence[1:8]
        if item.block is block and item.score >= close and item.passage.part is not None
    }
    while first + len(spans) < len(block.sentences) and (first + len(spans)) in strong:
        spans.append(block.sentences[first + len(spans)])
    while len(spans) > 1 and word_count(said_in(spans)) > MAX_WORDS:
        spans.pop(0 if spans[-1] == block.sentences[place] else -1)
    notes = Notes()
    said = said_in(spans)
    return notes.draft(f"{_yes_or_no(question, said)}{said} {notes.cite(quote_in(best, joined_span(best, spans)))}")


def _yes_or_no(question: Question, said: str) -> str:
    """A "Yes. " or "No. " where a question about a need meets a plain statement about that need; else nothing."""
    if not question.yes_no or re.match(r"(?:yes|no)\b", said, re.I) or not _NEED.search(question.folded):
        return ""
    for clause in re.split(r"[,;:.—]|\b(?:but|although|though|yet|so)\b", said):
        if _adds_a_condition(clause, question):
            continue
        if _NO_NEED.search(clause):
            return "No. "
        if _MUST.search(clause):
            return "Yes. "
    return ""


def _adds_a_condition(clause: str, question: Question) -> bool:
    """Whether a clause names something the question does not: "need not be an expert" is no "no" to "need it"."""
    asked = {stem for word in question.words for stem in same_thing(word)}
    return not naming_terms(clause) <= asked


def naming_terms(text: str) -> set[str]:
    """The stems of a text without framing words."""
    generic = load_language().generic
    return {stem for word in re.findall(r"[\w-]+", text.lower()) if word not in generic for stem in stems(word)}


def said_in(spans: Sequence[Span]) -> str:
    """The words of some sentences as they are read."""
    return " ".join(readable(span.text) for span in spans)


def joined_span(best: Evidence, spans: Sequence[Span]) -> Span:
    """One slice over neighbouring sentences; in a FAQ pair it begins with the question, without which it says less."""
    pair = faq_of(best.guide, best.passage)
    start, end = pair.question.start if pair else spans[0].start, spans[-1].end
    return Span(start=start, end=end, text=best.guide.text[start:end])

"""Answers from running text and FAQ pairs: the sentences that answer, yes or no first where the guide is plain."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answerers.draft import MAX_WORDS, Draft, Notes, heading_label, quote_in, readable, word_count
from assistant.answerers.naming import named_in_place
from assistant.answerers.polarity import naming_terms, with_polarity
from assistant.answerers.running_text import SAID_WORDS, answering_run, best_place, is_question, said_in
from assistant.context import faq_of
from assistant.evidence import Evidence
from assistant.figure_kinds import FIGURE_OF_KIND, gives_figure
from assistant.question import Question
from assistant.support import lexical_support, stems
from corpus.guide import FaqPair, Label, Paragraph, Span

_ANNOUNCING = re.compile(
    r"why (?:this|it|that|they|these)(?: \w+){0,2}|(?:please )?note|remember|in (?:short|brief)|(?:pro )?tip|"
    r"good to know|(?:key )?takeaways?|(?:the )?bottom line|important|summary",
    re.I,
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
    if later := _later_sentence(question, pair.question, spans):
        return sentences_draft(question, best, answering_run(spans, later))
    asks = readable(pair.question.text)
    return notes.draft(with_polarity(question, best, sentences_within(best, spans, notes), guide_asks=asks))


def _later_sentence(question: Question, asks: Span, spans: Sequence[Span]) -> int:
    """The sentence of a FAQ answer that holds what is asked beyond the guide's question; 0 where none does."""
    if question.yes_no or not question.content or question.kinds == ("comparison",):
        return 0  # of two that are compared the answer begins with neither
    asked = stems(asks.text)
    beyond = [word for word in question.content if not lexical_support(word, asked)]
    held = [sum(lexical_support(word, stems(span.text)) for word in beyond) for span in spans]
    return held.index(max(held)) if len(beyond) * 2 >= len(question.content) and max(held) else 0


def sentences_within(best: Evidence, spans: Sequence[Span], notes: Notes) -> str:
    """Sentences in order up to the word limit, at least one; neighbours are quoted as one slice."""
    taken = [spans[0]]
    for span in spans[1:]:
        if word_count(" ".join(readable(s.text) for s in [*taken, span])) > MAX_WORDS:
            break
        taken.append(span)
    return f"{said_in(taken)} {notes.cite(quote_in(best, joined_span(best, taken)))}"


def answer_from_sentences(question: Question, best: Evidence, evidence: Sequence[Evidence]) -> Draft:
    """The sentence that answers, with what belongs to it, and yes or no first where it is plain."""
    block = best.block
    assert isinstance(block, Paragraph) and best.passage.part is not None  # all other kinds were taken before
    close = best.score - 0.25
    strong = {
        item.passage.part
        for item in evidence[1:8]
        if item.block is block and item.score >= close and item.passage.part is not None
    }
    own = gives_figure(question, readable(best.passage.text))  # or the next sentence gives it
    complete = own and best.kind_fits and bool(FIGURE_OF_KIND.keys() & set(question.kinds))
    spans = answering_run(block.sentences, best.passage.part, strong=strong, complete=complete)
    return sentences_draft(question, best, spans)


def answer_from_opening(question: Question, best: Evidence, block: Paragraph) -> Draft:
    """How a section begins, under its heading where the words do not name it themselves."""
    spans = answering_run(block.sentences, 0)
    lead = heading_label(best.section)
    if lead.endswith("?") or naming_terms(lead) <= stems(said_in(spans[:1])):
        return sentences_draft(question, best, spans)
    notes = Notes()
    return notes.draft(f"**{lead}**: {said_in(spans)} {notes.cite(quote_in(best, joined_span(best, spans)))}")


def answer_from_long_label(question: Question, best: Evidence) -> Draft:
    """A label line of several sentences, whole where it is short: what it says belongs together under its name.

    A longer one is read like a paragraph.
    """
    block = best.block
    assert isinstance(block, Label)  # callers check
    name = readable(block.name.text)
    named = "" if _tells_nothing(name) else f"{named_in_place(best.guide, best.section, name)}: "
    notes = Notes()
    place = best_place(question, block.sentences)
    later = place > 0 and stems(name).isdisjoint(stems(" ".join(question.content)))
    if word_count(f"{named}{said_in(block.sentences)}") <= (SAID_WORDS if later else MAX_WORDS):
        mark = notes.cite(quote_in(best, block.span))
        return notes.draft(f"{named}{said_in(block.sentences)} {mark}")
    spans = answering_run(block.sentences, place)
    if spans[0] != block.sentences[0]:
        return sentences_draft(question, best, spans)
    quote = quote_in(best, joined_span(best, [block.span, spans[-1]]))
    return notes.draft(f"{named}{said_in(spans)} {notes.cite(quote)}")


def _tells_nothing(name: str) -> bool:
    """Whether a label's name only announces what its sentences say by themselves: "Why this matters", "Note"."""
    return bool(_ANNOUNCING.fullmatch(name.rstrip(":")))


def sentences_draft(question: Question, best: Evidence, spans: Sequence[Span]) -> Draft:
    """Neighbouring sentences as they stand, quoted as one slice, with yes or no first where it is plain."""
    notes = Notes()
    asking = _guides_question(best, spans[0])
    said = with_polarity(question, best, said_in(spans), guide_asks=readable(asking.text) if asking else None)
    inside = isinstance(best.block, Paragraph) and asking in best.block.sentences
    quoted = joined_span(best, [asking, *spans] if asking and inside else spans)
    return notes.draft(f"{said} {notes.cite(quote_in(best, quoted))}")


def _guides_question(best: Evidence, first: Span) -> Span | None:
    """The question of the guide that a sentence begins to answer: a FAQ's, the sentence before, or the heading."""
    if pair := faq_of(best.guide, best.passage):
        return pair.question
    heading = best.section.heading
    blocks = [block for block in best.section.blocks if isinstance(block, Paragraph)]
    for block in blocks:
        place = block.sentences.index(first) if first in block.sentences else 0
        if place > 0 and is_question(block.sentences[place - 1]):
            return block.sentences[place - 1]
    begins = bool(blocks) and first == blocks[0].sentences[0]
    return heading if begins and heading is not None and is_question(heading) else None


def joined_span(best: Evidence, spans: Sequence[Span]) -> Span:
    """One slice over neighbouring sentences; in a FAQ pair it begins with the question, without which it says less."""
    pair = faq_of(best.guide, best.passage)
    start, end = pair.question.start if pair else spans[0].start, spans[-1].end
    return Span(start=start, end=end, text=best.guide.text[start:end])

"""The answer in the guide's own words: the fact first, whole rows, whole lists, and nothing that was not asked.

Works with no language model. Evidence goes in, best first; the first reading of the question that finds what it needs
writes the draft.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answerers.draft import Draft, Notes, Operation, Quote, Working, heading_label, readable, word_count
from assistant.answerers.tables import (
    TableEvidence,
    answer_rows,
    answer_whole_table,
    matching_rows,
    named_rows,
    row_line,
    source_line,
    table_of,
    value_columns,
)
from assistant.answerers.worked_out import answer_worked_out
from assistant.evidence import FIGURE_OF_KIND, Evidence, faq_of, stands_in, states_count, subject_terms
from assistant.language import load_language
from assistant.question import Question, named_words, read_question
from assistant.support import lexical_support, same_thing, stems
from corpus.guide import FaqPair, Label, ListBlock, Paragraph, Row, Span
from corpus.passages import PassageKind

_MAX_WORDS = 55  # of an answer about one fact; the lead line and marks included
_LEANS_BACK = re.compile(r"^(?:it|this|that|they|these|those|he|she|such|both|here|there)\b", re.I)
_WHOLE = re.compile(r"\b(?:whole|full|entire|complete|all|every|each|show|give)\b")
_LEVELS = re.compile(
    r"\b(?:every|each|all) (?:\w+ )?(?:levels?|profiles?|types?|bands?|ranges?|categor\w+|salaries|timelines)\b"
)
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


class ExtractiveAnswerer:
    """Answers with the guide's own words; every visitor can be given this, model or no model."""

    def answer(self, question: Question, evidence: Sequence[Evidence]) -> Draft | None:
        """The draft for the best evidence, or None when no passage holds the kind of answer asked for."""
        if draft := answer_worked_out(question, evidence):
            return draft
        if draft := _two_rows_compared(question, evidence):
            return draft
        if question.kind == "table":
            evidence = [item for item in evidence if table_of(item)] or evidence
        if question.step is not None and not named_words(question) and question.kind in (None, "definition"):
            evidence = [item for item in evidence if item.passage.kind is PassageKind.HEADING] or evidence
        best = evidence[0]
        if found := table_of(best):
            return _from_table(question, found, evidence)
        if best.passage.kind is PassageKind.FAQ or (question.asks("comparison") and faq_of(best.guide, best.passage)):
            return _from_faq(question, best)
        if isinstance(best.block, ListBlock):
            return _from_list(question, best, evidence)
        if isinstance(best.block, Label):
            return _from_label(question, best, evidence)
        if best.passage.kind is PassageKind.HEADING:
            return _from_section(question, best, evidence)
        return _from_sentences(question, best, evidence)


def _two_rows_compared(question: Question, evidence: Sequence[Evidence]) -> Draft | None:
    """Two rows of one table side by side, when the question compares what their labels name."""
    if question.kind != "comparison":
        return None
    tables = [table for item in evidence if (table := table_of(item))]
    if not tables:
        return None
    found = max(
        tables, key=lambda table: len(named_rows(question, table.table))
    )  # of equals the first, the best evidence
    named = named_rows(question, found.table)
    if not question.asks("amount", "duration") and (len(named) < 2 or _faq_compares(found, named, evidence)):
        return None
    rows = named or [
        row for row in found.table.rows if any(lexical_support(w, _label_terms(found, row)) for w in question.content)
    ]
    if len(rows) != 2:
        return None
    notes = Notes()
    columns = value_columns(question, found.table)
    lines = [row_line(found, row, columns, notes) for row in rows]
    text = "\n".join(f"- {line}" for line in lines) + source_line(found, notes)
    return notes.draft(
        text, working=Working(operation=Operation.COMPARE, how="put the two rows of one table side by side")
    )


def _faq_compares(found: TableEvidence, named: Sequence[Row], evidence: Sequence[Evidence]) -> bool:
    """Whether a FAQ question among the best evidence names all that these rows are labelled with."""
    labels = [row.cells[0].text for row in named if not stems(row.cells[0].text) <= subject_terms(found.guide)]
    pairs = (faq_of(item.guide, item.passage) for item in evidence[:3])
    return any(
        all(stands_in(label, read_question(pair.question.text)) for label in labels)
        for pair in pairs
        if pair is not None
    )


def _label_terms(found: TableEvidence, row: Row) -> frozenset[str]:
    """The terms of a row's label that not every row of its table shares."""
    labels = {id(other): stems(other.cells[0].text) for other in found.table.rows}
    shared = frozenset.intersection(*labels.values()) if len(labels) > 1 else frozenset()
    return labels[id(row)] - shared


def _from_table(question: Question, found: TableEvidence, evidence: Sequence[Evidence]) -> Draft:
    rows = matching_rows(question, found)
    named = any(stands_in(row.cells[0].text, question) for row in rows)
    if _WHOLE.search(question.folded) and (
        question.kind == "table" or (question.kind == "list" and not named) or _LEVELS.search(question.folded)
    ):
        return answer_whole_table(question, found)
    if not rows:
        rows = _supported_rows(found, evidence)
    if not rows or len(rows) == len(found.table.rows):
        return answer_whole_table(question, found)
    draft = answer_rows(question, found, rows)
    return _with_other_figures(question, draft, found, rows, evidence)


def _supported_rows(found: TableEvidence, evidence: Sequence[Evidence]) -> tuple[Row, ...]:
    """The rows that hold the question's words best; all that hold them equally well, since none of them is named."""
    of_table = [item for item in evidence if item.block is found.table and item.passage.kind is PassageKind.ROW]
    best = max((sum(item.support) for item in of_table), default=0.0)
    places = {item.passage.part for item in of_table if sum(item.support) >= best - 0.3}
    return tuple(row for place, row in enumerate(found.table.rows) if place in places)


def _with_other_figures(
    question: Question, draft: Draft, found: TableEvidence, rows: Sequence[Row], evidence: Sequence[Evidence]
) -> Draft:
    """The draft, and what a label line elsewhere gives of the same thing with another figure, each with its place."""
    label = next((item for item in evidence if _gives_figure_for(question, item, found, rows)), None)
    return draft if label is None else _both(draft, _label_line(label))


def _gives_figure_for(question: Question, item: Evidence, found: TableEvidence, rows: Sequence[Row]) -> bool:
    """Whether a label line elsewhere, headed by words of these rows' labels, holds the asked kind of figure."""
    figure = FIGURE_OF_KIND.get(question.kind or "")
    if (
        figure is None
        or not isinstance(item.block, Label)
        or item.section is found.section
        or question.step is not None
    ):
        return False
    heading = _naming_terms(heading_label(item.section))
    return (
        bool(heading)
        and bool(figure.search(item.block.value.text))
        and any(heading <= stems(row.cells[0].text) for row in rows)
    )


def _naming_terms(text: str) -> set[str]:
    """The stems of a text without framing words."""
    generic = load_language().generic
    return {stem for word in re.findall(r"[\w-]+", text.lower()) if word not in generic for stem in stems(word)}


def _both(first: Draft, second: Draft) -> Draft:
    """Two figures of the guide for one thing, each on its line with its own citation."""
    shift = len(first.quotes)
    moved = re.sub(r"\[(\d+)\]", lambda mark: f"[{int(mark[1]) + shift}]", second.text)
    lines = [
        line if line.startswith("- ") else f"- {line}" for text in (first.text, moved) for line in text.split("\n")
    ]
    text = "The guide gives more than one figure:\n\n" + "\n".join(line for line in lines if line != "- ")
    return Draft(text=text, quotes=(*first.quotes, *second.quotes))


def _label_line(item: Evidence) -> Draft:
    block = item.block
    assert isinstance(block, Label)  # callers check
    notes = Notes()
    value = readable(block.value.text)
    if word_count(value) > _MAX_WORDS and block.sentences:
        value = _said(block.sentences[:2])
    where = f" ({heading_label(item.section)})" if heading_label(item.section) else ""
    mark = notes.cite(_quote(item, block.span))
    return notes.draft(f"{readable(block.name.text)}{where}: **{value.rstrip('.')}** {mark}")


def _from_faq(question: Question, best: Evidence) -> Draft:
    """A FAQ answer from its beginning, as many whole sentences as fit; blocks of other kinds are quoted whole."""
    pair = faq_of(best.guide, best.passage)
    assert isinstance(pair, FaqPair)  # callers check
    notes = Notes()
    spans = [sentence for block in pair.answer if isinstance(block, Paragraph) for sentence in block.sentences]
    if not spans:
        whole = pair.answer[0]
        return notes.draft(f"{readable(whole.span.text)} {notes.cite(_quote(best, whole.span))}")
    return notes.draft(_same_polarity(question, pair, _sentences_within(best, spans, notes)))


def _same_polarity(question: Question, pair: FaqPair, said: str) -> str:
    """A yes or no to the guide's question, turned where the visitor asks the opposite ("need" for "without")."""
    opposite = bool(_NEED.search(question.folded)) and "without" in pair.question.text.lower()
    opening = re.match(r"(yes|no)\b[,.:;—– ]*", said, re.I)
    if not opposite or opening is None or "without" in question.folded:
        return said
    return f"{'No' if opening[1].lower() == 'yes' else 'Yes'}: {said[opening.end() :]}"


def _sentences_within(best: Evidence, spans: Sequence[Span], notes: Notes) -> str:
    """Sentences in order up to the word limit, at least one; neighbours are quoted as one slice."""
    taken = [spans[0]]
    for span in spans[1:]:
        if word_count(" ".join(readable(s.text) for s in [*taken, span])) > _MAX_WORDS:
            break
        taken.append(span)
    return f"{_said(taken)} {notes.cite(_quote(best, _joined(best, taken)))}"


def _said(spans: Sequence[Span]) -> str:
    return " ".join(readable(span.text) for span in spans)


def _joined(best: Evidence, spans: Sequence[Span]) -> Span:
    """One slice over neighbouring sentences; in a FAQ pair it begins with the question, without which it says less."""
    pair = faq_of(best.guide, best.passage)
    start, end = pair.question.start if pair else spans[0].start, spans[-1].end
    return Span(start=start, end=end, text=best.guide.text[start:end])


def _quote(evidence: Evidence, span: Span) -> Quote:
    return Quote(guide=evidence.guide, section=evidence.section, span=span)


def _from_list(question: Question, best: Evidence, evidence: Sequence[Evidence]) -> Draft:
    block = best.block
    assert isinstance(block, ListBlock)  # callers check
    notes = Notes()
    if best.passage.part is not None and not _wants_list(question) and _names_item(question, best, block):
        item = block.items[best.passage.part]
        lead = readable(block.lead_in.text).rstrip(":") if block.lead_in else heading_label(best.section)
        return notes.draft(f"{lead}: **{readable(item.text)}** {notes.cite(_quote(best, item))}")
    counted = [item for item in block.items if states_count(question, item.text)]
    if question.asks("count") and counted:
        return notes.draft("\n\n".join(f"{readable(item.text)} {notes.cite(_quote(best, item))}" for item in counted))
    lists = [block, *_sibling_lists(question, best)]
    lists.sort(key=lambda found: found.span.start)
    return notes.draft("\n\n".join(_list_text(best, found, notes) for found in lists))


def _names_item(question: Question, best: Evidence, block: ListBlock) -> bool:
    """Whether the question names something that this item holds and the list's lead-in and headings do not."""
    assert best.passage.part is not None  # callers check
    above = stems(" ".join([block.lead_in.text if block.lead_in else "", *best.passage.path]))
    item = stems(block.items[best.passage.part].text)
    return any(lexical_support(word, item) and not lexical_support(word, above) for word in question.content)


def _wants_list(question: Question) -> bool:
    return question.asks("list", "organisation", "how_to", "count") or not (question.kinds or question.yes_no)


def _sibling_lists(question: Question, best: Evidence) -> list[ListBlock]:
    """Other lists of the section whose lead-in holds the same named words: both halves of what was asked."""
    block = best.block
    if not isinstance(block, ListBlock) or block.lead_in is None:
        return []
    named = {stem for word in question.words for stem in stems(word)} & stems(block.lead_in.text)
    named -= {stem for word in load_language().generic for stem in stems(word)}
    return [
        other
        for other in best.section.blocks
        if isinstance(other, ListBlock)
        and other is not block
        and other.lead_in is not None
        and named
        and named <= stems(other.lead_in.text)
    ]


def _list_text(best: Evidence, block: ListBlock, notes: Notes) -> str:
    mark = notes.cite(_quote(best, block.span))
    lead = readable(block.lead_in.text).rstrip(":") if block.lead_in else heading_label(best.section)
    where = f" ({heading_label(best.section)})" if block.lead_in and heading_label(best.section) else ""
    bullets = [f"{place}." if block.ordered else "-" for place in range(1, len(block.items) + 1)]
    items = [f"{bullet} {readable(item.text)}" for bullet, item in zip(bullets, block.items, strict=True)]
    return f"{lead}{where} {mark}:\n\n" + "\n".join(items)


def _from_label(question: Question, best: Evidence, evidence: Sequence[Evidence]) -> Draft:
    """The label line, and the rows of a table elsewhere that give the same kind of figure for the same people."""
    line = _label_line(best)
    for item in evidence[1:12]:
        found = table_of(item)
        if found is None or not item.kind_fits:
            continue
        rows = matching_rows(question, found) or tuple(
            row for row in found.table.rows if _gives_figure_for(question, best, found, [row])
        )
        if rows and len(rows) < len(found.table.rows) and _gives_figure_for(question, best, found, rows):
            return _both(line, answer_rows(question, found, rows))
    return line


def _from_section(question: Question, best: Evidence, evidence: Sequence[Evidence]) -> Draft:
    """What a section says, when its heading is the best match: its best evidence, else its first sentences."""
    inside = [
        item
        for item in evidence[1:]
        if item.passage.section == best.passage.section and item.guide is best.guide and item.block is not None
    ]
    fitting = [item for item in inside if item.kind_fits]
    if question.kind is not None and fitting:
        return ExtractiveAnswerer().answer(question, fitting) or _heading_only(best)
    first = next((block for block in best.section.blocks if isinstance(block, Paragraph)), None)
    if first is None:
        return ExtractiveAnswerer().answer(question, inside) or _heading_only(best) if inside else _heading_only(best)
    notes = Notes()
    return notes.draft(f"**{heading_label(best.section)}**: {_sentences_within(best, first.sentences, notes)}")


def _heading_only(best: Evidence) -> Draft:
    assert best.section.heading is not None  # the passage is that heading
    notes = Notes()
    return notes.draft(f"**{heading_label(best.section)}** {notes.cite(_quote(best, best.section.heading))}")


def _from_sentences(question: Question, best: Evidence, evidence: Sequence[Evidence]) -> Draft:
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
    while len(spans) > 1 and word_count(_said(spans)) > _MAX_WORDS:
        spans.pop(0 if spans[-1] == block.sentences[place] else -1)
    notes = Notes()
    said = _said(spans)
    return notes.draft(f"{_yes_or_no(question, said)}{said} {notes.cite(_quote(best, _joined(best, spans)))}")


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
    return not _naming_terms(clause) <= asked

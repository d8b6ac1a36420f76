"""Lines of running text to blocks: paragraphs, label lines and tables; and lists with the line that introduces them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.guide import Label, ListBlock, Paragraph, Span, Table
from corpus.layout import CodeLines, Items, Line, lines_span, slice_span, within_emphasis, without_emphasis
from corpus.sentences import split_sentences
from corpus.tables import read_table, table_end

PlainBlock = Paragraph | ListBlock | Table | Label

MAX_LABEL_WORDS = 7
MAX_LABEL_CHARACTERS = 60
MAX_LISTED_WORDS = 10
# "Age for the clerk, the officer and the manager: 21 to 30 years": a name that lists, before a short value.
_LISTS_NAMES = re.compile(
    r"(?!(?:If|When|For|In|After|With|As|Before|While)\b)[^,.?!;]+(?:, [^,.?!;]+)+,? (?:and|or) [^,.?!;]+\Z"
)
_NAME_BREAK = re.compile(r"[.?!;,](?:\s|$)|\]\(|[|<>]")
# "Interviews test three things: ..." is a sentence that counts what follows, not the name of a value.
_COUNTS = re.compile(r"\w+ \w+ (?:two|three|four|five|six|seven|eight|nine|ten|several|these|the following) \w+\Z")
# "It is up to you: no airline asks for it" is a sentence too; "You are done when: ..." waits for its value.
_SENTENCE = re.compile(
    r"(?:It|This|That|There|He|She|They|We|You|I) (?:is|are|was|were|has|have|had|can|will|would|may|must|do|does)\b"
    r"(?!.* (?:when|if|once|after|by|to|for|with|need|learn|get|know|build|study|use)\Z)"
)
_LEADING_MARK = re.compile(r"\*{1,3}|_{1,3}|`")
_MARKS = frozenset("*_`~ \t")


def label_parts(line: str) -> tuple[int, int, int, int] | None:
    """Start and end of the name and of the value of a `Label: value` line, or None where the line is none."""
    begin, finish = within_emphasis(line)
    if ":" not in line[begin:finish]:
        begin, finish = 0, len(line)
    colon = line.find(":", begin, min(finish, begin + MAX_LABEL_CHARACTERS + 8))
    if colon < 0:
        return None
    opening = _LEADING_MARK.match(line, begin, colon)
    name_start, name_end, value_start = begin, colon, colon + 1
    if opening:
        mark = opening[0]
        name_start = opening.end()
        if line.startswith(mark, value_start):
            value_start += len(mark)
        elif line.endswith(mark, name_start, name_end):
            name_end -= len(mark)
        else:
            return None
    name = line[name_start:name_end].strip()
    value = line[value_start:finish]
    if not value[:1].isspace() or _MARKS.issuperset(value.strip()):
        return None
    if not (_is_label_name(name, marked=opening is not None) or _is_listed_name(name, value)):
        return None
    name_start = line.index(name, name_start)
    value_start += len(value) - len(value.lstrip())
    return name_start, name_start + len(name), value_start, value_start + len(value.strip())


def _is_label_name(name: str, *, marked: bool) -> bool:
    """Whether a name may stand before a value; what is set in bold may be worded as a sentence begins."""
    if not name or len(name) > MAX_LABEL_CHARACTERS or len(name.split()) > MAX_LABEL_WORDS:
        return False
    first = name[0]
    return (first.isdigit() or (first.isalpha() and not first.islower())) and not (
        _NAME_BREAK.search(name) or _COUNTS.search(name) or (not marked and _SENTENCE.match(name))
    )


def _is_listed_name(name: str, value: str) -> bool:
    words = len(name.split())
    return (
        words <= MAX_LISTED_WORDS
        and len(name) <= MAX_LABEL_CHARACTERS
        and name[0].isupper()
        and len(value.split()) <= MAX_LABEL_WORDS
        and bool(_LISTS_NAMES.match(name))
    )


def text_blocks(text: str, lines: Sequence[Line], *, source: str) -> list[PlainBlock]:
    """The blocks of consecutive lines: tables, label lines, and paragraphs of what is left.

    Raises:
        GuideError: for a table whose rows differ in their number of cells.
    """
    blocks: list[PlainBlock] = []
    position = 0
    while position < len(lines):
        end = table_end(lines, position)
        if end > position:
            blocks.append(read_table(text, lines[position:end], source=source))
            position = end
            continue
        end = position + 1
        while end < len(lines) and not _starts_block(text, lines, position, end):
            end += 1
        blocks.append(_label_or_paragraph(text, lines[position:end]))
        position = end
    return blocks


def _starts_block(text: str, lines: Sequence[Line], first: int, position: int) -> bool:
    """Whether a table or label starts at `position`, or the line goes on with the block that starts at `first`."""
    if table_end(lines, position) > position:
        return True
    line, before = lines[position], lines[position - 1]
    if label_parts(line.text) is None:
        return False
    # A wrapped line in the middle of a sentence may look like a label.
    broken = text[before.end : before.end + 2] == "  " or before.text.endswith("\\")
    closed = before.text.rstrip("*_`\"'”’)").endswith((".", "?", "!", ":"))
    return broken or closed or line.text.startswith(("*", "_")) or label_parts(lines[first].text) is not None


def _label_or_paragraph(text: str, lines: Sequence[Line]) -> Label | Paragraph:
    span = lines_span(text, lines)
    parts = label_parts(lines[0].text)
    if parts is None:
        return Paragraph(span=span, sentences=split_sentences(text, span.start, span.end))
    name_start, name_end, value_start, value_end = (lines[0].start + offset for offset in parts)
    value_end = lines[-1].end if len(lines) > 1 else value_end
    return Label(
        span=span,
        name=slice_span(text, name_start, name_end),
        value=slice_span(text, value_start, value_end),
        sentences=split_sentences(text, value_start, value_end),
    )


def code_block(text: str, code: CodeLines) -> Paragraph:
    """A code fence as a paragraph whose sentences are its lines."""
    sentences = tuple(slice_span(text, line.start, line.end) for line in code.lines)
    return Paragraph(span=lines_span(text, code.lines), sentences=sentences)


def add_list(text: str, blocks: list[PlainBlock], items: Items) -> None:
    """Append a list; a line before it that introduces it ("Tools to learn:") becomes its lead-in."""
    lead_in = _take_lead_in(text, blocks)
    start = lead_in.start if lead_in else items.start
    span = slice_span(text, start, items.items[-1].end)
    blocks.append(ListBlock(span=span, lead_in=lead_in, items=items.items, ordered=items.ordered))


def _take_lead_in(text: str, blocks: list[PlainBlock]) -> Span | None:
    if not blocks or not isinstance(blocks[-1], Paragraph | Label):
        return None
    before = blocks[-1]
    if isinstance(before, Label):
        if not _introduces(before.span.text):
            return None
        blocks.pop()
        return before.span
    last = before.sentences[-1]
    alone = len(before.sentences) == 1
    bold = alone and last.text.startswith(("**", "__")) and within_emphasis(last.text) != (0, len(last.text))
    if not (bold or _introduces(last.text)):
        return None
    blocks.pop()
    if not alone:
        sentences = before.sentences[:-1]
        blocks.append(Paragraph(span=slice_span(text, before.span.start, sentences[-1].end), sentences=sentences))
    return last


def _introduces(line: str) -> bool:
    return line.rstrip("*_` ").endswith((":", "："))


def question_start(text: str, lines: Sequence[Line]) -> tuple[Span, int] | None:
    """The FAQ question that these lines start with and how many lines it takes, or None where they start with none."""
    whole = _question(text, lines[0].start, lines[-1].end)
    if whole is not None:
        return whole, len(lines)
    first = _question(text, lines[0].start, lines[0].end)
    return None if first is None else (first, 1)


def bold_question(text: str, line: Line) -> bool:
    """Whether a line is a FAQ question set in bold, so that it is one even in the middle of a paragraph."""
    return line.text.startswith(("**", "__")) and _question(text, line.start, line.end) is not None


def marked_question(text: str, line: Line) -> bool:
    """Whether a line is a question that "Q:", "Q1." or the like marks."""
    return _MARKED.match(line.text) is not None and _question(text, line.start, line.end) is not None


def without_question_mark(text: str, question: Span) -> Span:
    """A question without the "Q:" that may begin it; a mere number may be part of a heading and stays."""
    mark = _MARKED.match(question.text)
    if mark is None or mark.end() >= len(question.text):
        return question
    return without_emphasis(text, question.start + mark.end(), question.end)


def without_answer_mark(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines of an answer without the "A:" that may begin it."""
    mark = _ANSWER_MARK.match(lines[0].text) if lines else None
    if mark is None or mark.end() >= len(lines[0].text):
        return lines
    first = lines[0]
    return [replace(first, start=first.start + mark.end(), text=first.text[mark.end() :]), *lines[1:]]


MAX_QUESTION_CHARACTERS = 250
MAX_TOLD_QUESTION_WORDS = 20  # of "I studied commerce. Is there a way?"
_MARKED_SENTENCES = 3  # of a question that "Q:" marks; without it, a line of several sentences is text
_MARKED = re.compile(r"[*_]{0,3}Q(?:ues(?:tion)?)?[ \t]?\d{0,3}[ \t]?[.:)][*_]{0,3}[ \t]", re.IGNORECASE)
_ANSWER_MARK = re.compile(r"[*_]{0,3}A(?:ns(?:wer)?)?[ \t]?\d{0,3}[ \t]?[.:)][*_]{0,3}[ \t]+", re.IGNORECASE)
_QUESTION_MARK = re.compile(r"(?:Q(?:uestion)?[ \t]?\d{0,3}|\d{1,3})[ \t]?[.:)][ \t]*", re.IGNORECASE)


def _question(text: str, start: int, end: int) -> Span | None:
    if end - start > MAX_QUESTION_CHARACTERS:
        return None
    span = without_emphasis(text, start, end)
    sentences = 2 if len(span.text.split()) <= MAX_TOLD_QUESTION_WORDS else 1
    for _ in range(2):  # "2. Q: Is it hard?" has two marks
        mark = _QUESTION_MARK.match(span.text)
        if mark and mark.end() < len(span.text):
            sentences = _MARKED_SENTENCES if mark.group()[0] in "Qq" else sentences
            span = without_emphasis(text, span.start + mark.end(), span.end)
    if not span.text.rstrip("*_ \"'”’)").endswith(("?", "？")) or span.text[:1].islower():
        return None
    return span if len(split_sentences(text, span.start, span.end)) <= sentences else None

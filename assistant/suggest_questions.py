"""A guide to a first draft of its anticipated questions, `<guide>.questions.yaml`, for a person to review.

Templates (`assistant/language/anticipated.toml`) turn each block into questions it answers, and add what career guides
seldom answer. What is written can be read back: every place stands in the guide, no question is asked twice.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from assistant.answerers.draft import readable
from assistant.context import career_of
from assistant.language import read_data
from assistant.passage_facts import SOURCE
from assistant.question import read_question
from corpus.anticipated import folded_words, heading_numbers, places_of
from corpus.guide import Block, FaqPair, Guide, Label, ListBlock, Paragraph, Section, Table

_HEADER = """\
# Anticipated questions of the guide {guide}: a draft made from its blocks, for a person to review.
# Take away what nobody would ask, write what visitors do ask in their own words, and check every topic under
# "uncovered" against the guide. Save it beside the guide as {guide}.questions.yaml.
"""
_MOST_WORDS = 12  # of a question; a longer one is no question that a visitor types
_DEFINES = re.compile(
    r"^(?:in simple terms, |simply put, )?(?:an? |the )?(?P<subject>[^,.;:]{3,50}?) (?:is an?|means|refers to)\b", re.I
)
_NO_NAME = re.compile(r"(?:it|this|that|there|he|she|they|we|you|what|which|who|here|one|each)\b", re.I)
_QUESTION_WORD = re.compile(r"(?:what|how|why|when|where|who|which|is|are|do|does|can)\b")
# "What is the {name}" fits names of things alone.
_ASKS_FOR_NOUN = re.compile(r"what (?:is|are) the|define|list of|what does the guide say about")
_NO_NOUN = re.compile(
    r"^(?:what|where|why|how|when|who|which|a|an|the|your|for|if|start|best|you|to)\b"
    r"|\b(?:is|are|must|need|can|should|includes?|contains?|covers|say)\b"
)

Place = tuple[str, str | None]  # a text of the guide, and the heading of its section where that must be said


def suggested_questions(guide: Guide, wordings: Callable[[str], list[str]] | None = None) -> str:
    """The draft as YAML that `corpus.anticipated.read_anticipated` reads; `wordings` adds more questions for a text."""
    draft = _Draft(guide, wordings or (lambda _: []))
    lines = [_HEADER.format(guide=guide.id).rstrip("\n"), "covered:"]
    covered = list(draft.covered())
    lines += covered if covered else [f"{lines.pop()} []"]
    return "\n".join([*lines, "uncovered:", *draft.uncovered()]) + "\n"


class _Draft:
    """One draft in the making; remembers every question asked."""

    def __init__(self, guide: Guide, wordings: Callable[[str], list[str]]) -> None:
        self._guide = guide
        self._wordings = wordings
        self._data = read_data("anticipated.toml")
        self._headings = heading_numbers(guide)
        self._asked: set[str] = set()
        self._career = career_of(guide)

    def covered(self) -> Iterator[str]:
        for number, section in enumerate(self._guide.sections):
            for text, questions in self._section(section):
                place = self._place(text, number)
                new = self._new([*questions, *self._wordings(text)]) if place else []
                if place and new:
                    yield f"  - answer: {_quoted(place[0])}"
                    if place[1]:
                        yield f"    section: {_quoted(place[1])}"
                    yield from _question_lines(new)

    def uncovered(self) -> Iterator[str]:
        for topic in self._data["topic"]:
            questions = self._new(question.format(career=self._career) for question in topic["questions"])
            if not questions:
                continue
            mentions = self._mentions(frozenset(topic["words"].split()))
            lines = [f"  - topic: {_quoted(topic['name'])}", f"    say: {_quoted(topic['say'])}"]
            if mentions:  # left out until somebody has read it: the guide may answer some of it
                where = _quoted(mentions[0])
                yield f"  # The guide speaks of this under {where}. Take the marks away from what it does not answer."
                lines.append(f"    near: [{_quoted(mentions[0])}]")
                yield from (f"  #{line.removeprefix(' ')}" for line in [*lines, *_question_lines(questions)])
            else:
                yield from [*lines, *_question_lines(questions)]

    def _section(self, section: Section) -> Iterator[tuple[str, list[str]]]:
        """Texts of a section with the questions that each answers."""
        name = _subject(section.heading.text) if section.heading and section.path else ""
        if section.heading and name:
            numbered = re.match(r"[^\W\d_]+ (?=\d)", readable(section.heading.text))
            step = f"{numbered.group().lower() if numbered else 'step '}{section.number}" if section.number else ""
            questions = self._filled("step", step=step) if step else []
            asks = _QUESTION_WORD.match(name)
            yield section.heading.text, questions + ([name] if asks else self._filled("section", section=name))
            name = step or name
        for block in section.blocks:
            yield from self._block(block, name)

    def _block(self, block: Block, section: str) -> Iterator[tuple[str, list[str]]]:
        match block:
            case FaqPair():
                question = readable(block.question.text)
                keywords = " ".join(read_question(question).content)
                answer = next(iter(block.answer), None)
                text = answer.span.text if isinstance(answer, Paragraph) else block.question.text
                yield text, [question, *self._filled("keywords", keywords=keywords)]
                for part in block.answer:
                    yield from self._block(part, _subject(question))
            case Table():
                yield from self._table(block)
            case ListBlock():
                lead_in = _subject(block.lead_in.text) if block.lead_in else ""
                if lead_in and "," not in lead_in:
                    yield block.span.text, self._filled("list_in", lead_in=lead_in, section=section)
                elif section:
                    yield block.span.text, self._filled("list", section=section)
            case Label() if not SOURCE.search(block.name.text):
                kind = "label" if section else "label_alone"
                yield block.span.text, self._filled(kind, name=_small(block.name.text), section=section)
            case Paragraph():
                for sentence in block.sentences:
                    found = _DEFINES.match(readable(sentence.text))
                    if found and not _NO_NAME.match(found["subject"]):
                        yield sentence.text, self._filled("definition", subject=_small(found["subject"]))

    def _table(self, table: Table) -> Iterator[tuple[str, list[str]]]:
        columns = [_small(cell.text) for cell in table.header.cells]
        if not columns[0]:
            columns[0] = columns[1] if len(columns) > 1 else ""
        if all(columns):
            named = " and ".join(columns[:3])
            yield table.header.span.text, self._filled("table", columns=named, first=columns[0])
        labels = [_small(row.cells[0].text) for row in table.rows]
        for row, label in zip(table.rows, labels, strict=True):
            if labels.count(label) > 1:  # what stands in brackets tells them apart
                label = _small(re.sub(r"[()]", "", row.cells[0].text))
            questions: list[str] = []
            for column, cell in list(zip(columns, row.cells, strict=True))[1:]:
                if label and column and cell.text:
                    questions += self._filled("row", column=column, row=label)
            yield row.span.text, questions or (self._filled("row_alone", row=label) if label else [])

    def _filled(self, kind: str, **names: object) -> list[str]:
        templates: Sequence[str] = self._data["covered"][kind]
        nameless = any(_NO_NOUN.search(str(name)) for name in names.values())
        fitting = [template for template in templates if not (nameless and _ASKS_FOR_NOUN.match(template))]
        return [" ".join(template.format(**names).split()) for template in fitting]

    def _new(self, questions: Iterator[str] | Sequence[str]) -> list[str]:
        """The questions that were not asked before and that somebody could type."""
        found = []
        for question in questions:
            key = folded_words(question).rstrip("?")
            if len(key) > 2 and len(question.split()) <= _MOST_WORDS and key not in self._asked:
                self._asked.add(key)
                found.append(question)
        return found

    def _place(self, text: str, number: int) -> Place | None:
        """How a text of a section is named so that it is found; None where it cannot be."""
        line = " ".join(text.split())
        heading = self._address(number)
        if heading and any(places_of(line, self._guide, number)):
            return line, heading
        everywhere = [place for at in range(len(self._guide.sections)) for place in places_of(line, self._guide, at)]
        return (line, None) if len(everywhere) == 1 else None

    def _address(self, number: int) -> str | None:
        """The heading by which a section is named, if it is the one that counts among those alike."""
        heading = self._guide.sections[number].heading
        if heading is None or self._headings.get(folded_words(heading.text)) != number:
            return None
        return readable(heading.text) if self._headings.get(folded_words(readable(heading.text))) == number else None

    def _mentions(self, words: frozenset[str]) -> list[str]:
        """Headings of the sections that hold one of the words, the one that holds most first."""
        counts: Mapping[str, int] = {
            heading: sum(word in words or word.removesuffix("s") in words for word in _words(_section_text(section)))
            for number, section in enumerate(self._guide.sections)
            if (heading := self._address(number))
        }
        return sorted((name for name in counts if counts[name]), key=lambda name: (-counts[name], name))


def _question_lines(questions: Sequence[str]) -> list[str]:
    return ["    questions:", *(f"      - {_quoted(question)}" for question in questions)]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # a JSON text is a YAML text


def _small(text: str) -> str:
    """A name as visitors type it: small letters, nothing in brackets, no mark at the end."""
    plain = re.sub(r"\s*\([^)]*\)", "", readable(text))
    return " ".join(plain.strip(" :.?!").lower().split())


def _subject(heading: str) -> str:
    """What a heading or lead-in is about, without its step and in small letters."""
    return _small(re.sub(r"^(?:\w+ )?\d{1,2}\s*[-–—:.)]\s*", "", readable(heading)))


def _section_text(section: Section) -> str:
    return " ".join([section.heading.text if section.heading else "", *(block.span.text for block in section.blocks)])


def _words(text: str) -> list[str]:
    return re.findall(r"[\w-]+", text.lower())

"""The questions that a guide's owner expects: `<guide>.questions.yaml` beside the guide.

Covered questions name the place that answers them; uncovered ones, by topic, say what to tell the visitor instead.
Without the file everything works. Every problem is an error that names the file, the line and the remedy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from corpus.errors import GuideError, line_number
from corpus.guide import FaqPair, Guide
from corpus.wording import clean_words

SUFFIX = ".questions.yaml"
_AMOUNT = re.compile(r"[₹$€£]\s?\d[\d,.]*\d|[₹$€£]\s?\d|\d[\d,.]*\s?(?:%|LPA|lakhs?|crores?)", re.I)
_COVERED_KEYS = ("answer", "section", "questions")
_UNCOVERED_KEYS = ("topic", "say", "near", "off_topic", "questions")
_MARKS = "*_`\\"


@dataclass(frozen=True, kw_only=True)
class AnsweredAt:
    """Questions that one place of the guide answers: characters `start` to `end` of its text, in section `section`."""

    start: int
    end: int
    section: int
    questions: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Topic:
    """Questions the guide does not answer: one sentence to say instead, and the nearest headings and FAQ questions."""

    topic: str
    say: str
    near: tuple[str, ...]  # as the guide writes them
    questions: tuple[str, ...]
    off_topic: bool = False  # no matter of any career guide, so that nobody is sent to a counsellor for it


@dataclass(frozen=True, kw_only=True)
class Anticipated:
    """What is expected of one guide."""

    guide: str
    covered: tuple[AnsweredAt, ...]
    uncovered: tuple[Topic, ...]


_NULL = "tag:yaml.org,2002:null"


def questions_path(guide_file: Path) -> Path:
    """Where the anticipated questions of a guide file lie, whether or not there are any."""
    return guide_file.with_name(guide_file.stem + SUFFIX)


def read_anticipated(path: Path, guide: Guide) -> Anticipated:
    """The anticipated questions of a guide.

    Raises:
        GuideError: the file is unreadable, no YAML or of another form, asks one question twice, or names a text or
            heading that the guide does not hold.
    """
    reading = _Reading(path, guide)
    root = reading.mapping(reading.root(), ("covered", "uncovered"), required=())
    root = {name: node for name, node in root.items() if node.tag != _NULL}  # "uncovered:" with all of it behind marks
    covered = tuple(reading.covered(node) for node in reading.items(root.get("covered")))
    uncovered = tuple(reading.uncovered(node) for node in reading.items(root.get("uncovered")))
    return Anticipated(guide=guide.id, covered=covered, uncovered=uncovered)


class _Reading:
    """One pass over the YAML nodes, which know their lines."""

    def __init__(self, path: Path, guide: Guide) -> None:
        self._path = path
        self._guide = guide
        self._asked: dict[str, int] = {}
        self._headings = heading_numbers(guide)

    def root(self) -> yaml.Node:
        text = self._content()
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the one in C where it is there: files are long
        try:
            node = yaml.compose(text, Loader=loader)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            at = getattr(error, "position", 0)  # of a character that YAML does not know, which has no mark
            line = mark.line + 1 if mark else text.count("\n", 0, at) + 1
            problem = getattr(error, "problem", None) or str(error)
            raise GuideError(
                f"{self._path}, line {line}: this is not YAML ({problem}). Mend the line; quoting the text often helps."
            ) from error
        if node is None:
            raise GuideError(f"{self._path}: the file is empty. Write questions into it, or take it away.")
        return node

    def _content(self) -> str:
        try:
            content = self._path.read_bytes()
        except OSError as error:
            raise GuideError(
                f"{self._path}: the file cannot be read ({error.strerror}). Give this user the right to read it."
            ) from error
        try:
            return content.decode("utf-8").removeprefix("\ufeff")
        except UnicodeDecodeError as error:
            raise GuideError(
                f"{self._path}, line {line_number(content, error.start)}: byte {error.start} "
                f"(0x{content[error.start]:02x}) is not UTF-8. Save it as UTF-8 text."
            ) from error

    def covered(self, node: yaml.Node) -> AnsweredAt:
        fields = self.mapping(node, _COVERED_KEYS, required=("answer", "questions"))
        section = self._section(fields["section"]) if "section" in fields else None
        start, end, at = self._place(fields["answer"], section)
        return AnsweredAt(start=start, end=end, section=at, questions=self._questions(fields["questions"]))

    def uncovered(self, node: yaml.Node) -> Topic:
        fields = self.mapping(node, _UNCOVERED_KEYS, required=("topic", "say", "questions"))
        return Topic(
            topic=self._text(fields["topic"]),
            say=self._said(fields["say"]),
            near=tuple(self._heading(name) for name in self.items(fields.get("near"))),
            questions=self._questions(fields["questions"]),
            off_topic="off_topic" in fields and self._yes_or_no(fields["off_topic"]),
        )

    def mapping(self, node: yaml.Node, known: tuple[str, ...], *, required: tuple[str, ...]) -> dict[str, yaml.Node]:
        if not isinstance(node, yaml.MappingNode):
            raise self._error(node, f"here must stand {', '.join(f'{name}:' for name in known)}")
        fields = {self._text(key): value for key, value in node.value}
        if unknown := [name for name in fields if name not in known]:
            raise self._error(node, f"{unknown[0]!r} is not known here; known are {', '.join(known)}")
        if missing := [name for name in required if name not in fields]:
            raise self._error(node, f"{missing[0]!r} is missing")
        return fields

    def items(self, node: yaml.Node | None) -> list[yaml.Node]:
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            raise self._error(node, "here must stand a list, each item on a line that begins with '- '")
        return list(node.value)

    def _questions(self, node: yaml.Node) -> tuple[str, ...]:
        questions = []
        for item in self.items(node):
            question = self._text(item)
            line = item.start_mark.line + 1
            earlier = self._asked.setdefault(folded_words(question).rstrip("?"), line)
            if earlier != line:
                raise self._error(item, f"{question!r} stands in line {earlier} already; take one of the two away")
            questions.append(question)
        if not questions:
            raise self._error(node, "there must be at least one question")
        return tuple(questions)

    def _text(self, node: yaml.Node) -> str:
        text = node.value.strip() if isinstance(node, yaml.ScalarNode) else ""
        if not text:
            raise self._error(node, "here must stand a text")
        return str(text)

    def _said(self, node: yaml.Node) -> str:
        """A line for visitors, whose amounts all stand in the guide: nobody could look up any other."""
        text = self._text(node)
        for amount in _AMOUNT.findall(text):
            if amount not in self._guide.text:
                raise self._error(
                    node, f"the amount {amount!r} does not stand in the guide; write it there, or leave it out here"
                )
        return text

    def _yes_or_no(self, node: yaml.Node) -> bool:
        said = self._text(node)
        if said not in ("true", "false"):
            raise self._error(node, f"here must stand true or false, not {said!r}")
        return said == "true"

    def _section(self, node: yaml.Node) -> int:
        name = self._text(node)
        number = self._headings.get(folded_words(name))
        if number is None:
            raise self._error(node, f"the guide {self._guide.id} has no heading {name!r}; copy one from the guide")
        return number

    def _heading(self, node: yaml.Node) -> str:
        self._section(node)  # an error where the guide has no such heading
        return self._text(node)

    def _place(self, node: yaml.Node, section: int | None) -> tuple[int, int, int]:
        """Where a text stands in the guide: start, end and section, by its words without marks and line breaks."""
        wanted = self._text(node)
        numbers = range(len(self._guide.sections)) if section is None else (section,)
        found = [(start, end, number) for number in numbers for start, end in places_of(wanted, self._guide, number)]
        if not found:
            where = "the guide" if section is None else "that section of the guide"
            raise self._error(node, f"{wanted!r} does not stand in {where}; copy a text from it")
        if section is None and len(found) > 1:
            raise self._error(node, f"{wanted!r} stands {len(found)} times in the guide; add its section")
        return found[0]

    def _error(self, node: yaml.Node, problem: str) -> GuideError:
        return GuideError(f"{self._path}, line {node.start_mark.line + 1}: {problem}.")


def heading_numbers(guide: Guide) -> dict[str, int]:
    """The number of the section under each heading and FAQ question, which heads its answer as a heading does.

    Keys are as `folded_words` leaves them; of headings that are alike the last counts.
    """
    faq = ((b.question, number) for number, s in enumerate(guide.sections) for b in s.blocks if isinstance(b, FaqPair))
    headings = ((s.heading, number) for number, s in enumerate(guide.sections) if s.heading)
    return {folded_words(span.text): number for span, number in (*faq, *headings)}


def places_of(wanted: str, guide: Guide, number: int) -> Iterator[tuple[int, int]]:
    """Start and end of each place in a section of the guide that holds a text, by its words without marks."""
    here = guide.sections[number]
    start = here.heading.start if here.heading else 0
    following = guide.sections[number + 1].heading if number + 1 < len(guide.sections) else None
    end = following.start if following else len(guide.text)
    words, offsets = _without_marks(guide.text, start, end)
    for match in re.finditer(re.escape(folded_words(wanted)), words):
        yield offsets[match.start()], offsets[match.end() - 1] + 1


def folded_words(text: str) -> str:
    """A text by which texts are compared: small letters, no marks, single blanks."""
    return " ".join(clean_words(text).casefold().split())


def _without_marks(text: str, start: int, end: int) -> tuple[str, list[int]]:
    """The text between two offsets in small letters, without Markdown marks, with single blanks; and its offsets."""
    words: list[str] = []
    offsets: list[int] = []
    for position in range(start, end):
        character = text[position]
        if character in _MARKS:
            continue
        if character.isspace():
            if not words or words[-1] == " ":
                continue
            character = " "
        for folded in character.casefold():
            words.append(folded)
            offsets.append(position)
    return "".join(words), offsets

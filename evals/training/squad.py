"""Crowd-written questions on paragraphs, with and without answers, to examples: a question and a window of sentences.

A file of JSON lines (`{"set", "title", "context", "questions": [{"question", "answers"}]}`, gzipped or not) goes in.
Questions are made as untidy as visitors write them; windows are as long as a guide's passages.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.errors import TrainingDataError

_SENTENCE_GAP = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9\"'(])")
_COMMON = frozenset(
    re.findall(
        r"\w+",
        "a an the of in on at to for is are was were do does did be by with and or as that this it its from what which "
        "who whom how many much when where why has have had",
    )
)
_KEPT = frozenset({"how", "when", "where", "who", "why"})  # of the common words, what a keyword question keeps
_HELD_BACK = 15  # one article in so many is held back,
_FEWEST_HELD = 4  # or so many articles


@dataclass(frozen=True, kw_only=True)
class Example:
    """A question, a text, and the characters of the text that answer it; `start` is -1 where no span is known."""

    question: str
    passage: str
    answers: bool
    start: int = -1
    end: int = -1


def read_paragraphs(file: Path) -> list[dict[str, Any]]:
    """The paragraphs of a file.

    Raises:
        TrainingDataError: the file is missing, is of another form, or holds no paragraph.
    """
    try:
        content = file.read_bytes()
        text = (gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content).decode("utf-8")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        problem = (isinstance(error, OSError) and error.strerror) or str(error)
        raise TrainingDataError(
            f"The training questions {file} cannot be read ({problem}). docs/reader.md says where to get them."
        ) from error
    paragraphs = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            paragraph = json.loads(line)
            _ = paragraph["set"], paragraph["title"], paragraph["context"]
            _ = [(question["question"], question["answers"]) for question in paragraph["questions"]]
        except (ValueError, KeyError, TypeError) as error:
            raise TrainingDataError(
                f"{file}, line {number}: this is no paragraph with questions ({error!r}). "
                "docs/reader.md shows the form."
            ) from error
        paragraphs.append(paragraph)
    if not paragraphs:
        raise TrainingDataError(f"The training questions {file} hold no paragraph. docs/reader.md shows the form.")
    return paragraphs


def squad_examples(paragraphs: Sequence[dict[str, Any]], *, seed: int = 0) -> tuple[list[Example], list[Example]]:
    """Examples to train on, and those of the articles held back; `seed` cuts other windows of the same articles."""
    rng = random.Random(seed)
    titles = sorted({(paragraph["set"], paragraph["title"]) for paragraph in paragraphs})
    random.Random(0).shuffle(titles)
    held_back = set(titles[: max(_FEWEST_HELD, len(titles) // _HELD_BACK)])
    of_article: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for paragraph in paragraphs:
        of_article.setdefault((paragraph["set"], paragraph["title"]), []).append(paragraph)
    train: list[Example] = []
    held: list[Example] = []
    for paragraph in paragraphs:
        article = (paragraph["set"], paragraph["title"])
        windows = _Windows(paragraph, of_article[article], rng)
        for question in paragraph["questions"]:
            (held if article in held_back else train).extend(
                windows.examples(question["question"].strip(), question["answers"])
            )
    return train, held


class _Windows:
    """The examples of one paragraph's questions; `article` are all paragraphs of its article."""

    def __init__(self, paragraph: dict[str, Any], article: Sequence[dict[str, Any]], rng: random.Random) -> None:
        self._paragraph = paragraph
        self._article = article
        self._rng = rng
        self._text: str = paragraph["context"]
        self._sentences = sentence_spans(self._text)
        # A guide's passages come with their headings.
        self._heading = paragraph["title"].replace("_", " ") + ": " if rng.random() < 0.6 else ""

    def examples(self, question: str, answers: Sequence[str]) -> list[Example]:
        asked = untidy(question, self._rng)
        words = _words(question)
        if not answers:
            return [Example(question=asked, passage=self._likest(self._text, words, self._sentences), answers=False)]
        answer = self._rng.choice(answers)
        places = [match.start() for match in re.finditer(re.escape(answer), self._text)]
        if not places:
            return []
        # Of several places the one in the sentence that is most like the question.
        place = max(places, key=lambda at: len(words & _words(self._sentence(self._at(at)))))
        first, last = self._window(self._sentences, self._at(place))
        start, end = self._sentences[first][0], max(self._sentences[last - 1][1], place + len(answer))
        offset = len(self._heading) - start
        found = [
            Example(
                question=asked,
                passage=self._heading + self._text[start:end],
                answers=True,
                start=place + offset,
                end=place + len(answer) + offset,
            )
        ]
        if self._rng.random() < 0.35:
            found += self._elsewhere_in_paragraph(question, answers, words)
        elif self._rng.random() < 0.2 and len(self._article) > 1:
            found += self._elsewhere_in_article(question, answers, words)
        return found

    def _elsewhere_in_paragraph(self, question: str, answers: Sequence[str], words: set[str]) -> list[Example]:
        """The sentence most like the question that holds no answer."""
        folded = [answer.lower() for answer in answers]
        free = [span for span in self._sentences if not any(a in self._text[slice(*span)].lower() for a in folded)]
        if not free:
            return []
        span = max(free, key=lambda span: len(words & _words(self._text[slice(*span)])) + self._rng.random())
        passage = self._heading + self._text[slice(*span)]
        return [Example(question=untidy(question, self._rng), passage=passage, answers=False)]

    def _elsewhere_in_article(self, question: str, answers: Sequence[str], words: set[str]) -> list[Example]:
        """A window of another paragraph that holds no answer."""
        other = self._rng.choice(self._article)
        if other is self._paragraph or any(answer in other["context"] for answer in answers):
            return []
        passage = self._likest(other["context"], words, sentence_spans(other["context"]))
        return [Example(question=untidy(question, self._rng), passage=passage, answers=False)]

    def _likest(self, text: str, words: set[str], sentences: Sequence[tuple[int, int]]) -> str:
        """The window around the sentence of a paragraph that is most like the question."""
        centre = max(
            range(len(sentences)), key=lambda at: len(words & _words(text[slice(*sentences[at])])) + self._rng.random()
        )
        first, last = self._window(sentences, centre)
        return self._heading + text[sentences[first][0] : sentences[last - 1][1]]

    def _window(self, sentences: Sequence[tuple[int, int]], centre: int) -> tuple[int, int]:
        before, after = self._rng.choice([0, 0, 0, 1, 1]), self._rng.choice([0, 0, 0, 1, 1])
        return max(0, centre - before), min(len(sentences), centre + after + 1)

    def _at(self, place: int) -> int:
        inside = (number for number, (start, end) in enumerate(self._sentences) if start <= place < end)
        return next(inside, len(self._sentences) - 1)

    def _sentence(self, number: int) -> str:
        return self._text[slice(*self._sentences[number])]


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence of a text that holds a character or more."""
    gaps = [match.span() for match in _SENTENCE_GAP.finditer(text)]
    starts, ends = [0, *(end for _, end in gaps)], [*(start for start, _ in gaps), len(text)]
    return [span for span in zip(starts, ends, strict=True) if span[1] > span[0]]


def untidy(question: str, rng: random.Random) -> str:
    """A question as visitors write it: at times in small letters, without its mark, in keywords, misspelt."""
    if rng.random() < 0.5:
        question = question.rstrip("?").strip()
    if rng.random() < 0.5:
        question = question.lower()
    if rng.random() < 0.12:
        kept = [w for w in question.split() if w.lower().strip("?,.") not in _COMMON or w.lower() in _KEPT]
        question = " ".join(kept) if len(kept) >= 3 else question
    if rng.random() < 0.25:
        words = question.split()
        long = [place for place, word in enumerate(words) if len(word) > 4 and word.isalpha()]
        for place in rng.sample(long, min(len(long), rng.choice([1, 1, 2]))):
            words[place] = _misspelt(words[place], rng)
        question = " ".join(words)
    return question


def _misspelt(word: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(word) - 1)
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return rng.choice([swapped, word[:at] + word[at + 1 :], word[: at + 1] + word[at:]])


def _words(text: str) -> set[str]:
    return {word[:5] for word in re.findall(r"\w+", text.lower()) if word not in _COMMON}

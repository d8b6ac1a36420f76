"""An answer's text taken apart: its statements with their citations, and the figures, names and words of a text.

Reading is by rule and repeats; nothing here knows what is true.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.answer import MARK_FORM
from evals.metrics import folded

_MARKS = re.compile(rf"((?:\s*{MARK_FORM})+)")
_FIGURE = re.compile(r"(\d+(?:\.\d+)?)(?:\s*%?\s*(?:-|\bto\b)\s*[₹$€£]?\s*(\d+(?:\.\d+)?))?")
_WORD = re.compile(r"[^\W\d_]{2,}(?:['-][^\W\d_]+)*")
_ITEM = re.compile(r"[|•]|[-*+]\s|\d{1,2}[.)]\s")
_NAME_WORD = re.compile(r"[^\W_](?:[\w+#&/'.-]*[\w+#])?")
_STOP_WORDS = """a about after all also am an and any are as at be been before but by can do does for from had has have
how i if in into is it its more most no not of on one or other our so some such than that the their them then there
these they this those to up was we what when where which while who will with would yes you your"""
_NO_CONTENT = frozenset(_STOP_WORDS.split())


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One sentence, clause or line of an answer without its marks, and the numbers of the citations it stands on."""

    text: str
    marks: frozenset[int]


def statements(text: str) -> list[Statement]:
    """The statements of an answer: lines, cut into sentences and after every mark.

    A sentence without a mark stands on the next mark of its line; the rest of a sentence on the mark before it; a line
    of a list or table on the marks of the line above all of it; the line above a list or table on the marks below. A
    line above that has no mark, figure or name only announces and is left out. What none of this reaches has no marks.
    """
    lines = [line.strip() for line in text.replace("**", "").split("\n") if re.search(r"[^\W_]", line)]
    blocks: list[tuple[list[Statement], list[list[Statement]]]] = [([], [])]  # a line, and the items or rows below it
    for line in lines:
        if _ITEM.match(line):
            blocks[-1][1].append(_line_statements(line))
        else:
            blocks.append((_line_statements(line), []))
    return [statement for above, below in blocks for statement in _block_statements(above, below)]


def _block_statements(above: list[Statement], below: list[list[Statement]]) -> list[Statement]:
    items = [statement for line in below for statement in line]
    if not items:
        return above
    given, taken = _marks_of(above), _marks_of(items)
    if not given:
        above = [statement for statement in above if figures(statement.text) or names(statement.text)]
    return [*_standing_on(above, taken), *_standing_on(items, given)]


def figures(text: str) -> frozenset[str]:
    """The figures of a text without thousands separators; a range, however written, is one figure "4-8"."""
    return frozenset(f"{low}-{high}" if high else low for low, high in figure_pairs(text))


def names(text: str) -> frozenset[str]:
    """The capitalised names of a text, as it writes them; neighbouring words make one name."""
    clean = _MARKS.sub(" ", text.replace("**", ""))
    found: list[str] = []
    end = -1
    for match in _NAME_WORD.finditer(clean):
        word, before = match.group(), clean[: match.start()].rstrip(" ")
        first = not before or before[-1] in ".!?:;\n" or re.search(r"(?:^|\n)\s*(?:[-*+•]|\d{1,2}[.)])$", before)
        if not any(c.isupper() for c in word) or (first and not any(c.isupper() or c.isdigit() for c in word[1:])):
            continue
        if found and match.start() == end + 1 and clean[end] == " ":
            found[-1] += f" {word}"
        else:
            found.append(word)
        end = match.end()
    return frozenset(found)


def content_words(text: str) -> frozenset[str]:
    """The words of a text that say something, folded, without a plural's s."""
    found = frozenset(word.removesuffix("s") for word in _WORD.findall(folded(text)) if word not in _NO_CONTENT)
    return found - {""}


def figure_pairs(text: str) -> list[tuple[str, str]]:
    """The figures of a text in order, each as (low, high); high is empty unless it is a range."""
    plain = re.sub(r"(?<=\d),(?=\d{2,3}(?!\d))", "", folded(_MARKS.sub(" ", re.sub(r"(?m)^\d{1,2}[.)] ", "", text))))
    return [(match[1], match[2] or "") for match in _FIGURE.finditer(plain)]


def _line_statements(line: str) -> list[Statement]:
    """The statements of one line with the marks that the line itself gives them."""
    pieces = _MARKS.split(re.sub(r"^(?:[-*+•]|\d{1,2}[.)])\s+", "", line))
    made: list[Statement] = []
    earlier: frozenset[int] = frozenset()
    for content, given in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
        marks = frozenset(map(int, re.findall(r"\d+", given)))
        sentences = [part.strip(" .,;:!?") for part in re.split(r"(?<=[.!?])\s+", content)]
        for position, sentence in enumerate(sentences):
            rest = position == 0 and not content.lstrip().startswith((".", "!", "?"))
            if re.search(r"[^\W_]", sentence):
                made.append(Statement(text=sentence, marks=marks or (earlier if rest else frozenset())))
        earlier = marks if not content.rstrip().endswith((".", "!", "?")) else frozenset()
    return made


def _marks_of(made: Iterable[Statement]) -> frozenset[int]:
    return frozenset[int]().union(*(statement.marks for statement in made))


def _standing_on(made: Iterable[Statement], marks: frozenset[int]) -> list[Statement]:
    return [Statement(text=statement.text, marks=statement.marks or marks) for statement in made]

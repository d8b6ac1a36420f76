"""Is the answer complete, true to its row, and supported by what it cites? A case and an answer go in, scores come out.

What supports a statement: the quotes it cites, the header row of a quoted table row, and the section path. Support is
containment, which repeats, and not the judgement of a model. An answer is the public JSON object.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.answerers.draft import ALONGSIDE, DURATION
from evals.cases import Case
from evals.metrics import answer_words, folded, holds
from evals.retrieval import Score

LEAST_SHARE = 0.6  # of a statement's content words, for it to count as contained
LIST_TAGS = frozenset({"list", "table"})
ROW_TAGS = frozenset({"row", "salary", "timeline"})
_MARKS = re.compile(r"((?:\s*\[\d+\])+)")
_FIGURE = re.compile(r"(\d+(?:\.\d+)?)(?:\s*%?\s*(?:-|\bto\b)\s*[₹$€£]?\s*(\d+(?:\.\d+)?))?")
_WORD = re.compile(r"[^\W\d_]{2,}(?:['-][^\W\d_]+)*")
_ITEM = re.compile(r"[|•]|[-*+]\s|\d{1,2}[.)]\s")
_NAME_WORD = re.compile(r"[^\W_](?:[\w+#&/'.-]*[\w+#])?")
_STOP_WORDS = """a about after all also am an and any are as at be been before but by can do does for from had has have
how i if in into is it its more most no not of on one or other our so some such than that the their them then there
these they this those to up was we were what when where which while who will with would yes you your"""
_NO_CONTENT = frozenset(_STOP_WORDS.split())


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One sentence, clause or line of an answer without its marks, and the numbers of the citations it stands on."""

    text: str
    marks: frozenset[int]


def header_rows(citations: Iterable[Mapping[str, Any]], texts: Sequence[tuple[str, int, str]]) -> dict[int, str]:
    """The header row of each citation that quotes a table row, by citation number; the public answer does not hold it.

    Args:
        citations: of one answer.
        texts: slices of guides as (guide id, position of the slice in the guide, text): retrieved tables, or whole
            guides at position 0.
    """
    found: dict[int, str] = {}
    for citation in citations:
        for guide, start, text in texts:
            here = citation["start"] - start
            inside = guide == citation["guide"] and here >= 0 and text[here:].startswith(citation["quote"])
            if not inside or not citation["quote"].lstrip().startswith("|"):
                continue
            above: list[str] = []
            for line in reversed(text[:here].split("\n")[:-1]):
                if not line.lstrip().startswith("|"):
                    break
                above.append(line)
            if above:
                found.setdefault(citation["number"], above[-1])
    return found


def list_completeness(case: Case, answer: Mapping[str, Any] | None) -> Score:
    """Share of the expected facts of a list or table case that the answer holds; 0 where it gives no answer, in [0, 1].

    None unless the case expects an answer, is tagged list or table and names facts. Recall of nuggets, each of equal
    weight: Voorhees, Overview of the TREC 2003 Question Answering Track, 2003.
    """
    if case.expect != "answered" or not case.facts or not LIST_TAGS & set(case.tags):
        return Score(value=None, reason="no list case")
    text = _answered_text(answer)
    missed = [" or ".join(group) for group in case.facts if not any(holds(text, fact) for fact in group)]
    return Score(value=1 - len(missed) / len(case.facts), reason=_listed("lacks", missed))


def row_exactness(case: Case, answer: Mapping[str, Any] | None) -> Score:
    """1 if the answer holds every expected value and no forbidden one, else 0; 0 where it gives no answer.

    None unless the case expects an answer, is tagged row, salary or timeline, and names facts and forbidden values: the
    values of the neighbouring rows. Exact match, with several right forms: Rajpurkar et al., SQuAD, EMNLP 2016.
    """
    if case.expect != "answered" or not case.facts or not case.forbidden or not ROW_TAGS & set(case.tags):
        return Score(value=None, reason="no row case")
    text = _answered_text(answer)
    missed = [" or ".join(group) for group in case.facts if not any(holds(text, fact) for fact in group)]
    strange = [value for value in case.forbidden if holds(text, value)]
    reason = "; ".join(filter(None, [_listed("lacks", missed), _listed("holds the forbidden", strange)]))
    return Score(value=float(not reason), reason=reason)


def words(answer: Mapping[str, Any] | None) -> Score:
    """Length of the answer in words, marks and table rules left out; None where it is not answered."""
    if not _is_answered(answer):
        return Score(value=None, reason="not answered")
    return Score(value=float(len(answer_words(_answered_text(answer)))))


def citation_recall(answer: Mapping[str, Any] | None, headers: Mapping[int, str] | None = None) -> Score:
    """Share of the answer's statements that are contained in what they cite, in [0, 1]; one without a mark is not.

    None where it is not answered or states nothing. Gao et al., Enabling Large Language Models to Generate Text with
    Citations (ALCE), EMNLP 2023, with containment in place of entailment: all figures and names of the statement, and
    at least 60 % of its content words, stand in the cited quotes, their header rows (`headers`) and section paths.
    """
    if answer is None or not _is_answered(answer):
        return Score(value=None, reason="not answered")
    made = [statement for statement in statements(answer["text"]) if _parts(statement.text)]
    if not made:
        return Score(value=None, reason="states nothing")
    lacks = [_lacking(statement, _support(answer, statement.marks, headers)) for statement in made]
    reasons = [lack for lack in lacks if lack]
    return Score(value=1 - len(reasons) / len(made), reason="; ".join(reasons))


def citation_precision(answer: Mapping[str, Any] | None, headers: Mapping[int, str] | None = None) -> Score:
    """Share of the marks, statement by statement, that are needed, in [0, 1]; None where there is none.

    As in ALCE a mark counts if its statement is contained in all it cites, and either in this citation alone or not as
    fully without it. A mark without a citation never counts.
    """
    if answer is None or not _is_answered(answer):
        return Score(value=None, reason="not answered")
    marks, needless = 0, []
    for statement in statements(answer["text"]):
        if not _parts(statement.text):
            continue
        everything = _support(answer, statement.marks, headers)
        for mark in sorted(statement.marks):
            marks += 1
            alone = not _lacking(statement, _support(answer, {mark}, headers))
            without = _support(answer, statement.marks - {mark}, headers)
            adds = _parts_in(statement.text, everything) != _parts_in(statement.text, without)
            if _lacking(statement, everything) or not (alone or adds):
                needless.append(f"[{mark}] at {statement.text[:50]!r}")
    if not marks:
        return Score(value=None, reason="cites nothing in the text")
    return Score(value=1 - len(needless) / marks, reason=_listed("not supporting:", needless))


def figures_supported(answer: Mapping[str, Any] | None, headers: Mapping[int, str] | None = None) -> Score:
    """1 if every figure of the answer stands in a cited quote, header row or section path or is worked out, else 0.

    None where it is not answered or holds no figure. All or nothing, since one invented figure is not made good by many
    right ones. A range is one figure; either end of a quoted range is supported too. Definition: docs of this project.
    """
    return _all_supported(answer, headers, "figure", figures)


def names_supported(answer: Mapping[str, Any] | None, headers: Mapping[int, str] | None = None) -> Score:
    """1 if every capitalised name of the answer stands in a cited quote, header row or section path, else 0.

    None where it is not answered or holds no name. A name is a run of words with a capital letter; the first word of a
    sentence counts only with a capital or figure further in. Definition: docs of this project.
    """
    return _all_supported(answer, headers, "name", names)


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
    return frozenset(f"{low}-{high}" if high else low for low, high in _figure_pairs(text))


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


def _is_answered(answer: Mapping[str, Any] | None) -> bool:
    return answer is not None and answer["outcome"] == "answered"


def _answered_text(answer: Mapping[str, Any] | None) -> str:
    return str(answer["text"]) if answer is not None and _is_answered(answer) else ""


def _listed(lead: str, items: Sequence[str]) -> str:
    return f"{lead} {', '.join(items)}" if items else ""


def _figure_pairs(text: str) -> list[tuple[str, str]]:
    plain = re.sub(r"(?<=\d),(?=\d{2,3}(?!\d))", "", folded(_MARKS.sub(" ", re.sub(r"(?m)^\d{1,2}[.)] ", "", text))))
    return [(match[1], match[2] or "") for match in _FIGURE.finditer(plain)]


def _content_words(text: str) -> frozenset[str]:
    found = frozenset(word.removesuffix("s") for word in _WORD.findall(folded(text)) if word not in _NO_CONTENT)
    return found - {""}


def _parts(text: str) -> frozenset[str]:
    """Figures, names and content words of a statement, each with its kind before it."""
    return frozenset(
        [
            *(f"figure {figure}" for figure in figures(text)),
            *(f"name {name}" for name in names(text)),
            *(f"word {word}" for word in _content_words(text)),
        ]
    )


def _parts_in(text: str, support: _Support) -> frozenset[str]:
    return frozenset(part for part in _parts(text) if support.holds_part(part))


@dataclass(frozen=True, kw_only=True)
class _Support:
    """What stands behind a statement: text, its figures with the ends of its ranges, its content words."""

    text: str
    figures: frozenset[str]
    words: frozenset[str]

    def holds_part(self, part: str) -> bool:
        kind, _, value = part.partition(" ")
        if kind == "figure":
            return value in self.figures
        if kind == "word":
            return value in self.words
        return any(holds(self.text, name) for name in (value, value.removesuffix("s"), value.removesuffix("'s")))


def _support(answer: Mapping[str, Any], marks: Iterable[int], headers: Mapping[int, str] | None) -> _Support:
    chosen = [citation for citation in answer["citations"] if citation["number"] in set(marks)]
    pieces = [
        piece
        for citation in chosen
        for piece in (citation["quote"], (headers or {}).get(citation["number"], ""), *citation["section"])
    ]
    text = "\n".join(pieces)
    pairs = [pair for piece in pieces for pair in _figure_pairs(piece)]
    standing = {end for pair in pairs for end in pair if end} | {f"{low}-{high}" for low, high in pairs if high}
    worked = _worked_out_figures(answer) if chosen else frozenset()
    return _Support(text=text, figures=frozenset(standing) | worked, words=_content_words(text))


def _worked_out_figures(answer: Mapping[str, Any]) -> frozenset[str]:
    """The figures that `worked_out` states, and those a count or total of its inputs gives when done again."""
    worked = answer.get("worked_out")
    if not worked:
        return frozenset()
    quotes = [citation["quote"] for citation in answer["citations"] if citation["number"] in worked["inputs"]]
    items = sum(len(re.findall(r"(?m)^\s*(?:[-*•+]|\d+[.)])\s+\S", quote)) for quote in quotes)
    spans = [
        (int(match[1]), int(match[2] or match[1]))
        for quote in quotes
        if not ALONGSIDE.search(quote) and (match := DURATION.search(quote))
    ]
    low, high = sum(least for least, _ in spans), sum(most for _, most in spans)
    return figures(worked["how"]) | {str(len(quotes)), str(items), str(low), str(high), f"{low}-{high}"}


def _lacking(statement: Statement, support: _Support) -> str:
    """Why a statement is not contained in its support; empty if it is."""
    if not statement.marks:
        return f"{statement.text[:50]!r} cites nothing"
    lost = _parts(statement.text) - _parts_in(statement.text, support)
    hard = sorted(part for part in lost if not part.startswith("word "))
    soft, all_words = sum(part.startswith("word ") for part in lost), len(_content_words(statement.text))
    if hard:
        return f"{statement.text[:50]!r} cites nothing with {', '.join(hard)}"
    if all_words and 1 - soft / all_words < LEAST_SHARE:
        return f"{statement.text[:50]!r} has {soft} of {all_words} words from elsewhere"
    return ""


def _all_supported(
    answer: Mapping[str, Any] | None,
    headers: Mapping[int, str] | None,
    kind: str,
    found_in: Callable[[str], frozenset[str]],
) -> Score:
    if answer is None or not _is_answered(answer):
        return Score(value=None, reason="not answered")
    wanted = found_in(answer["text"])
    if not wanted:
        return Score(value=None, reason=f"holds no {kind}")
    support = _support(answer, [citation["number"] for citation in answer["citations"]], headers)
    lost = sorted(value for value in wanted if not support.holds_part(f"{kind} {value}"))
    return Score(value=float(not lost), reason=_listed("unsupported:", lost))

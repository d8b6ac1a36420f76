"""Is what an answer states supported by what it cites? An answer (the public JSON object) goes in, scores come out.

What supports a statement: the quotes it cites, the header row of a quoted table row, and the section path. Support is
containment, which repeats, and not the judgement of a model.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.answerers.told_times import told_time, total_of
from evals.completeness import listed
from evals.metrics import holds
from evals.retrieval import Score
from evals.statements import Statement, content_words, figure_pairs, figures, names, statements

LEAST_SHARE = 0.6  # of a statement's content words, for it to count as contained

_HAS_CELLS = re.compile(r"[|\t]")


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
            if not inside or not _HAS_CELLS.search(citation["quote"]):
                continue
            above: list[str] = []
            for line in reversed(text[:here].split("\n")[:-1]):
                if not _HAS_CELLS.search(line):
                    break
                above.append(line)
            if above:
                found.setdefault(citation["number"], above[-1])
    return found


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
    return Score(value=1 - len(needless) / marks, reason=listed("not supporting:", needless))


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


def _is_answered(answer: Mapping[str, Any] | None) -> bool:
    return answer is not None and answer["outcome"] == "answered"


def _parts(text: str) -> frozenset[str]:
    """Figures, names and content words of a statement, each with its kind before it."""
    return frozenset(
        [
            *(f"figure {figure}" for figure in figures(text)),
            *(f"name {name}" for name in names(text)),
            *(f"word {word}" for word in content_words(text)),
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
    pairs = [pair for piece in pieces for pair in figure_pairs(piece)]
    standing = {end for pair in pairs for end in pair if end} | {f"{low}-{high}" for low, high in pairs if high}
    worked = _worked_out_figures(answer) if chosen else frozenset()
    return _Support(text=text, figures=frozenset(standing) | worked, words=content_words(text))


def _worked_out_figures(answer: Mapping[str, Any]) -> frozenset[str]:
    """The figures that `worked_out` states, and those a count or total of its inputs gives when done again."""
    worked = answer.get("worked_out")
    if not worked:
        return frozenset()
    quotes = [citation["quote"] for citation in answer["citations"] if citation["number"] in worked["inputs"]]
    items = sum(len(re.findall(r"(?m)^\s*(?:[-*•+]|\d+[.)])\s+\S", quote)) for quote in quotes)
    times = [time for quote in quotes if (time := told_time(quote)) and not time.alongside]
    sums = [*total_of(times), *total_of(time for time in times if not time.optional)]
    totals = {said for one in sums for said in (f"{one.low:g}", f"{one.high:g}", f"{one.low:g}-{one.high:g}")}
    return figures(worked["how"]) | {str(len(quotes)), str(items)} | totals


def _lacking(statement: Statement, support: _Support) -> str:
    """Why a statement is not contained in its support; empty if it is."""
    if not statement.marks:
        return f"{statement.text[:50]!r} cites nothing"
    lost = _parts(statement.text) - _parts_in(statement.text, support)
    hard = sorted(part for part in lost if not part.startswith("word "))
    soft, all_words = sum(part.startswith("word ") for part in lost), len(content_words(statement.text))
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
    return Score(value=float(not lost), reason=listed("unsupported:", lost))

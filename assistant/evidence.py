"""Evidence: one passage of search with what speaks for and against it as the answer to one question."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np

from assistant.context import block_of
from assistant.guide_columns import Column, GuideColumns
from assistant.question import Question
from assistant.signals import Signals
from corpus.guide import Block, Guide, Section
from corpus.passages import Passage, PassageKind
from index.found import ScoredPassage, SearchResult

WEIGHTS_FILE = Path(__file__).with_name("ranking.json")
_READ_SURELY = 0.9  # probability
_EXPECTED_SURELY = 0.5  # signal, of one in [0, 1]
_SURELY = 5.0  # logit beyond which the reader is as sure as it can be


@dataclass(frozen=True, kw_only=True, eq=False)
class Weighed:
    """What one question makes of the n passages of a guide."""

    columns: GuideColumns
    result: SearchResult
    signals: Signals  # what speaks for and against each of them; see `ranking_weights`
    support: Column  # how far each supports each of `Question.content`, in [0, 1] (n, words)

    @cached_property
    def scores(self) -> Column:
        """The weighted sum of the signals (n,): higher is better, no fixed range."""
        weights = ranking_weights()
        total = np.zeros(len(self.columns))
        for name, column in self.signals.items():
            if weight := weights.get(name):
                total += weight * column
        return total


@dataclass(frozen=True, kw_only=True, eq=False)
class Evidence:
    """One passage as evidence."""

    passage: Passage
    guide: Guide
    weighed: Weighed
    row: int  # of the passage among the guide's
    place: int  # of the passage in the result of search, from 0
    score: float  # of its signals, the reader's with them
    kind_fits: bool  # holds the kind of answer asked for; True where the question asks for no particular kind
    read: float = 0.0  # the reader's probability that the passage answers; 0 where it was not read

    def signal(self, name: str, default: float = 0.0) -> float:
        """One signal of the passage; `default` where the question asks for nothing that it could tell."""
        column = self.weighed.signals.get(name)
        return default if column is None else float(column[self.row])

    @property
    def signals(self) -> dict[str, float]:
        """All signals of the passage, those of the reader among them."""
        signals = {name: float(column[self.row]) for name, column in self.weighed.signals.items()}
        return signals | ({"read": self.read, "read_logit": _spread_logit(self.read)} if self.read else {})

    @cached_property
    def support(self) -> tuple[float, ...]:
        """How far the passage supports each of `Question.content`, in [0, 1]."""
        return tuple(self.weighed.support[self.row].tolist())

    @property
    def context(self) -> frozenset[str]:
        """The stems of the passage with its headings, header row, lead-in and question."""
        return self.weighed.columns.facts[self.row].context

    @property
    def score_alone(self) -> float:
        """The score without what only the conversation adds: where an answer stood makes nothing covered."""
        return self.score - ranking_weights().get("before", 0.0) * self.signal("before")

    @property
    def is_read_surely(self) -> bool:
        """Whether the reader is sure enough that the passage answers to know better than a rule about one word."""
        return self.read >= _READ_SURELY

    @property
    def is_expected_surely(self) -> bool:
        """Whether the guide's owner expects the question to be answered there, whatever kind of answer it may want."""
        return self.signal("expected") >= _EXPECTED_SURELY

    def as_read(self, read: float) -> Evidence:
        """The evidence once the reader has given its probability that the passage answers."""
        weights = ranking_weights()
        gained = weights.get("read", 0.0) * read + weights.get("read_logit", 0.0) * _spread_logit(read)
        return Evidence(  # and no `replace`: a sure anticipated question speaks for every passage
            passage=self.passage,
            guide=self.guide,
            weighed=self.weighed,
            row=self.row,
            place=self.place,
            score=self.score + gained,
            kind_fits=self.kind_fits,
            read=read,
        )

    @property
    def scored(self) -> ScoredPassage:
        """The passage with what every channel of search says."""
        return self.weighed.result.scored(self.place)

    @cached_property
    def section(self) -> Section:
        """The section the passage stands in."""
        return self.guide.sections[self.passage.section]

    @cached_property
    def block(self) -> Block | None:
        """The innermost block the passage is or is part of; None for a heading."""
        return block_of(self.guide, self.passage)


def _spread_logit(read: float) -> float:
    """The logit of a probability of the reader's, spread over [0, 1]."""
    bounded = min(max(read, 1e-9), 1.0 - 1e-9)
    logit = math.log(bounded / (1.0 - bounded))
    return 0.5 + max(-_SURELY, min(_SURELY, logit)) / (2 * _SURELY)


@cache
def ranking_weights() -> Mapping[str, float]:
    """What each signal adds to a passage's score when it is 1; fitted by `python -m evals fit-ranking`."""
    weights: dict[str, float] = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))["weights"]
    return weights


def pooled(evidence: Sequence[Evidence], *, rows: bool = False) -> list[Evidence]:
    """The best evidence and what stands in the same block or FAQ pair: they are answered from together.

    Rows of a table are not, unless `rows` are compared.
    """
    best = evidence[0]
    if best.passage.kind is PassageKind.ROW and not rows:
        return [best]
    section, block = best.passage.section, best.passage.block
    return [
        item
        for item in evidence
        if item.passage.section == section and item.passage.block == block and item.guide is best.guide
    ]


def moved_first(found: Sequence[Evidence], first: Evidence | None) -> Sequence[Evidence]:
    """The evidence with one item of it moved to the front; as it is where there is none to move."""
    return found if first is None else [first, *(item for item in found if item is not first)]


def supported(word: str, question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether what would be answered from supports a content word of the question."""
    place = question.content.index(word) if word in question.content else None
    return (
        place is not None
        and bool(evidence)
        and any(item.support[place] >= 0.5 for item in pooled(evidence, rows=question.asks("comparison")))
    )

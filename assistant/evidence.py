"""Evidence: one passage of search with what speaks for and against it as the answer to one question."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from assistant.context import block_of
from assistant.question import Question
from corpus.guide import Block, Guide, Section
from corpus.passages import Passage, PassageKind
from index.search import ScoredPassage

WEIGHTS_FILE = Path(__file__).with_name("ranking.json")
_READ_SURELY = 0.9  # probability


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """One passage as evidence; `support` is per content word."""

    scored: ScoredPassage
    guide: Guide
    signals: Mapping[str, float]  # what speaks for and against it, each mostly in [0, 1]; see `ranking_weights`
    kind_fits: bool  # holds the kind of answer asked for; True where the question asks for no particular kind
    support: tuple[float, ...]  # in [0, 1], one for each of `Question.content`
    context: frozenset[str]  # stems of the passage with its headings, header row, lead-in and question

    @cached_property
    def score(self) -> float:
        """The weighted sum of the signals: higher is better, no fixed range."""
        weights = ranking_weights()
        total = 0.0
        for name, value in self.signals.items():  # a loop: this is done for every passage of every question
            total += weights.get(name, 0.0) * value
        return total

    @property
    def score_alone(self) -> float:
        """The score without what only the conversation adds: where an answer stood makes nothing covered."""
        return self.score - ranking_weights().get("before", 0.0) * self.signals.get("before", 0.0)

    @property
    def read(self) -> float:
        """The reader's probability that the passage answers; 0 where it was not read."""
        return self.signals.get("read", 0.0)

    @property
    def is_read_surely(self) -> bool:
        """Whether the reader is sure enough that the passage answers to know better than a rule about one word."""
        return self.read >= _READ_SURELY

    @property
    def passage(self) -> Passage:
        """The passage itself."""
        return self.scored.passage

    @cached_property
    def section(self) -> Section:
        """The section the passage stands in."""
        return self.guide.sections[self.passage.section]

    @cached_property
    def block(self) -> Block | None:
        """The innermost block the passage is or is part of; None for a heading."""
        return block_of(self.guide, self.passage)


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
    return [
        item
        for item in evidence
        if item.guide is best.guide
        and item.passage.section == best.passage.section
        and item.passage.block == best.passage.block
        and (rows or best.passage.kind is not PassageKind.ROW)
    ] or [best]


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

"""What speaks for and against a passage as the answer to one question: named numbers, mostly in [0, 1].

`Asked` holds what a question means for one guide, `signals_of` holds it against all passages of that guide: each signal
is a column with one value for each of them. How much a signal counts stands in `ranking.json`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.asked import Asked
from assistant.context import stands_in
from assistant.guide_columns import Column, Flags, GuideColumns
from assistant.language import load_language
from assistant.support import stems
from assistant.topics import to_be_told
from corpus.passages import PassageKind
from index.anticipated import Nearest
from index.found import SearchResult
from index.learned import Expected

Signals = Mapping[str, Column | Flags]

_UNTOLD = -0.6  # of what does not speak of a topic that has to be spoken of
_BELOW_HEADING = 0.6  # of a topic that a table's head, a label or a lead-in names, and not the heading above it


@dataclass(frozen=True, kw_only=True)
class Searched:
    """What search found for a guide's n passages; 0 for those that it did not hand on."""

    scores: Column  # (n,)
    cosines: Column  # (n,)
    similarities: Column  # to each word that was searched for (n, words)

    @classmethod
    def of(cls, result: SearchResult, places: Sequence[int], rows: NDArray[np.int64], *, n: int) -> Searched:
        """What stands at `places` of a result for the passages in those rows of the guide."""
        scores, cosines = np.zeros(n), np.zeros(n)
        similarities = np.zeros((n, result.word_similarities.shape[1]))
        scores[rows] = result.scores[places]
        cosines[rows] = result.cosines[places]
        similarities[rows] = result.word_similarities[places]
        return cls(scores=scores, cosines=cosines, similarities=similarities)


def signals_of(asked: Asked, searched: Searched, anticipated: Nearest, *, support: Column, fits: Flags) -> Signals:
    """All signals of a guide's n passages.

    Args:
        asked: the question as it is put to the guide.
        searched: what search says.
        anticipated: the questions of the guide's owner that are nearest.
        support: of each passage for each content word (n, words), as `Asked.support` gives it.
        fits: which passages hold the kind of answer asked for.
    """
    columns = asked.about.columns
    return {
        "search": searched.scores,
        "cosine": np.maximum(0.0, searched.cosines),
        "support": asked.share(support.T),
        "own_support": asked.share_in(columns.own),
        "expected": _expected(columns, anticipated, asked.about.guide.id),
        **_of_kind(asked, fits),
        **_of_names(asked, fits),
        **_of_place(asked),
        **_of_concepts(asked),
        **_of_topics(asked),
        **_of_faq(asked),
        "source_line": columns.names_source & (not asked.asks_source),
    }


def _expected(columns: GuideColumns, anticipated: Nearest, guide: str) -> Column:
    """How surely each passage answers by the anticipated questions, in [0, 1].

    Mostly by what all of them say together of a place, a quarter by the nearest one that is answered there. Cosines of
    sentence vectors under 0.55 are chance between questions of one guide, 0.9 is the same question. A parent that only
    holds the place counts half: its leaf is what was meant.
    """
    best, expected = np.zeros(len(columns)), anticipated.expected.get(guide, Expected())
    nearest: dict[tuple[int, int], float] = {}
    for near in reversed(anticipated.covered):
        if near.guide == guide and near.answered_at is not None:
            nearest[near.answered_at.start, near.answered_at.end] = near.similarity
    for (start, end), said in expected.places.items():
        likely = 0.25 * _share((nearest.get((start, end), 0.0) - 0.55) / 0.35) + 0.75 * _share(said)
        there = np.flatnonzero((columns.starts < end) & (columns.ends > start))
        whole = columns.is_parent[there] & (columns.starts[there] < start)
        best[there] = np.maximum(best[there], likely * np.where(whole, 0.5, 1.0))
    return best


def _share(value: float) -> float:
    return min(1.0, max(0.0, value))


def _of_kind(asked: Asked, fits: Flags) -> Signals:
    """Whether a passage holds the kind of answer asked for, and what it is where no kind or a list is asked for."""
    question, kinds = asked.question, asked.about.columns.kinds.items()
    if question.kind in ("amount", "duration"):
        return {"figure": fits, **{f"figure_{kind}": flags for kind, flags in kinds}}
    if question.asks("list"):
        return {"kind": fits, **{f"list_{kind}": flags for kind, flags in kinds}}
    if question.kinds:
        return {"kind": fits, **{f"kind_{kind}": flags for kind, flags in kinds}}
    return {f"plain_{kind}": flags for kind, flags in kinds}


def _of_names(asked: Asked, fits: Flags) -> Signals:
    """Names asked about: the step, the row label or label name, the guide's proper names."""
    signals: dict[str, Column | Flags] = {}
    columns = asked.about.columns
    if (step := asked.question.step if asked.named is None else asked.named.number) is not None:
        signals["step"] = _in_step(step, asked)
    signals["label"] = fits & _called(asked)
    if asked.question.asks("list"):
        signals["lead_in"] = _announced(asked)
    if asked.names:
        held = [columns.context.any_of(name) for name in asked.names]
        signals["names"] = np.mean(held, axis=0)
    return signals


def _called(asked: Asked) -> Flags:
    """Which passages have a row label or label name that is asked about."""
    called = np.zeros(len(asked.about.columns), dtype=np.bool_)
    for label, rows in asked.about.columns.labels.items():
        if _names(label, asked):
            called[rows] = True
    return called


def _announced(asked: Asked) -> Column:
    """Which whole lists are announced by a word asked about, shared among those that are announced alike."""
    columns, announced = asked.about.columns, np.zeros(len(asked.about.columns), dtype=np.bool_)
    for words in asked.listed:
        if words.isdisjoint(asked.about.subject):
            announced |= columns.lead_ins.all_of(words)
    return np.where(columns.lists_alike > 0, announced / np.maximum(1.0, columns.lists_alike), 0.0)


def _names(label: str, asked: Asked) -> bool:
    """Whether a question names a label, or the place whose name it is."""
    named = stands_in(label, asked.question) and not stems(label) <= asked.about.subject
    return named or bool(asked.places and _is_place_asked(label, asked.places))


def _in_step(step: int, asked: Asked) -> Column:
    """1 in the step asked about, -1 in another that does not name it, 0 in none or where others may be meant too."""
    columns, question = asked.about.columns, asked.question
    found = np.where(columns.in_step(step), 1.0, 0.0)
    if question.yes_no or len(question.steps) > 1 or question.asks("order", "total", "comparison"):
        return found
    named = re.compile(rf"\b{step}\b")
    for row in np.flatnonzero(columns.beside_step(step)).tolist():
        if not named.search(columns.facts[row].passage.text):
            found[row] = -1.0
    return found


def _is_place_asked(label: str, asked: Set[str]) -> bool:
    """Whether a label is the name of a place asked about, or another name of it ("United Kingdom" for "the UK")."""
    return load_language().place_of.get("-".join(label.split()).lower()) in asked


def _of_place(asked: Asked) -> Signals:
    """About the place asked, by its own words or else by its headings; or about another place."""
    columns, home = asked.about.columns, asked.about.home
    if asked.places:
        elsewhere = columns.has_place & ~columns.place.any_of(asked.places)
        there = ~elsewhere & columns.places.any_of(asked.places)
        unnamed = ~there & (home not in asked.places)  # what names no place is about home
        return {"place": there, "other_place": elsewhere | unnamed}
    if not asked.question.asks("amount", "duration"):
        return {}
    at_home = columns.place_with_headings.any_of(() if home is None else (home,))
    return {"other_place": columns.has_place_with_headings & ~at_home}


def _of_concepts(asked: Asked) -> Signals:
    """How tellingly a passage, or what stands above it, speaks of a concept asked for, in [0, 1]."""
    if not asked.concepts:
        return {}
    telling = np.zeros(len(asked.about.columns))
    for one in asked.concepts:
        name = one.concept.name
        spoken_of = asked.about.columns.concepts.any_of((name,))
        telling[spoken_of] = np.maximum(telling[spoken_of], asked.about.rarity.get(name, 1.0))
    return {"concept": telling}


def _of_topics(asked: Asked) -> Signals:
    """Whether a passage stands in the part of its guide that is about the topic asked for; nothing where none is."""
    if not asked.topics:
        return {}
    columns = asked.about.columns
    headed, below = columns.heading_topics.any_of(asked.topics), columns.topics.any_of(asked.topics)
    untold = _UNTOLD if to_be_told(asked.question, asked.about.guide) else 0.0
    return {"topic": np.where(headed, 1.0, np.where(below, _BELOW_HEADING, untold))}


def _of_faq(asked: Asked) -> Signals:
    """A yes/no question meets a yes/no question of the guide's about the same, or a table that cannot say yes or no."""
    question, columns = asked.question, asked.about.columns
    signals: dict[str, Column | Flags] = {}
    if question.yes_no and not question.kinds:
        signals["table_for_yes_no"] = columns.kinds[PassageKind.ROW] | columns.kinds[PassageKind.TABLE]
    if not asked.about_more:  # the subject alone is shared by all of them
        return signals
    asks_it = columns.is_faq * asked.share_in(columns.faq_questions)
    signals["faq_asks_it"] = asks_it
    if question.yes_no:
        signals["faq_for_yes_no"] = columns.is_faq_yes_no * asks_it
    return signals

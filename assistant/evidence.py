"""Search results ranked as evidence for one question: what fits the kind of answer and the place asked about.

Search scores likeness; a question asks for something. Evidence adds to the fused score whether a passage holds the
kind of answer asked for (an amount, a duration, a list) and how many of the question's words its context supports.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from assistant.concepts import AskedConcept, concepts_asked, concepts_said
from assistant.context import (
    block_of,
    context_text,
    faq_of,
    home_of,
    label_of,
    lead_in_of,
    names_of,
    place_words,
    stands_in,
    subject_terms,
)
from assistant.fits import kind_fits
from assistant.language import load_language
from assistant.named_steps import NamedStep, step_named
from assistant.question import Question
from assistant.support import lexical_support, stems
from corpus.guide import Block, Guide, Section
from corpus.passages import Passage, PassageKind
from index.anticipated import Nearest
from index.search import Index, ScoredPassage, SearchResult

WEIGHTS_FILE = Path(__file__).with_name("ranking.json")
_SUBJECT_WEIGHT = 0.15  # of a word that names the guide's own subject: every passage is about that

_TOLD_WEIGHT = 0.35  # of a word outside the clauses that ask
_CONCEPT_SUPPORT = 0.9  # of a word by a passage that says what it asks for in other words

_PARENTS = (PassageKind.TABLE, PassageKind.LIST, PassageKind.FAQ)
_ALIKE = 0.3  # difference of scores up to which two passages fit about equally
_EXACT_KINDS = ("amount", "duration", "list")  # another passage cannot answer these
SOURCE = re.compile(r"^sources?\b|^based on\b", re.I)  # name of a label line that says where figures come from
_ASKS_SOURCE = re.compile(r"\b(?:source|sources|based|data|figures|reliable|trust|taken|survey|from where)\b")
_YES_NO_QUESTION = re.compile(r"^(?:is|are|do|does|can|could|should|will|would|must|has|have)\b", re.I)


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
        return sum(weights.get(name, 0.0) * value for name, value in self.signals.items())

    @property
    def read(self) -> float:
        """The reader's probability that the passage answers; 0 where it was not read."""
        return self.signals.get("read", 0.0)

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


class SaidConcepts:
    """Which concepts every passage speaks of, in its own words and in the lines above it, and how rare each is."""

    def __init__(self, index: Index) -> None:
        """Read every passage once."""
        self._own: dict[str, frozenset[str]] = {}
        self._above: dict[str, frozenset[str]] = {}
        counts: Counter[tuple[str, str]] = Counter()
        sizes: Counter[str] = Counter()
        for passage in index.passages.values():
            guide = index.guides[passage.guide]
            pair = faq_of(guide, passage)
            above = [*passage.path[-1:], lead_in_of(block_of(guide, passage)) or "", pair.question.text if pair else ""]
            self._own[passage.id] = concepts_said(passage.text)
            self._above[passage.id] = frozenset().union(*map(concepts_said, above))
            counts.update((guide.id, name) for name in self._own[passage.id])
            sizes[guide.id] += 1
        self._rarity = {
            (guide, name): 1.0 - math.log(count) / math.log(max(2, sizes[guide]))
            for (guide, name), count in counts.items()
        }

    def signals(self, asked: Sequence[AskedConcept], passage: Passage) -> dict[str, float]:
        """How tellingly a passage, or what stands above it, speaks of a concept asked for, in [0, 1]."""
        if not asked:
            return {}
        said = self._own[passage.id] | self._above[passage.id]
        found = {one.concept.name for one in asked} & said
        return {"concept": max((self._rarity.get((passage.guide, name), 1.0) for name in found), default=0.0)}

    def words_met(self, asked: Sequence[AskedConcept], passage: Passage) -> frozenset[str]:
        """The words of a question that ask for concepts the passage or what stands above it speaks of."""
        said = self._own[passage.id] | self._above[passage.id]
        return frozenset().union(*(one.words for one in asked if one.concept.name in said))


class EvidenceRanker:
    """Ranks search results as evidence; keeps the stems of every passage's context."""

    def __init__(self, index: Index) -> None:
        """Read every passage's context once."""
        self._index = index
        self._contexts = {
            passage.id: stems(context_text(index.guides[passage.guide], passage)) for passage in index.passages.values()
        }

        self._concepts = SaidConcepts(index)
        self._homes = {guide.id: home_of(guide) for guide in index.guides.values()}
        self._names = {guide.id: names_of(guide) - subject_terms(guide) for guide in index.guides.values()}
        self._subjects = {guide.id: subject_terms(guide) for guide in index.guides.values()}

    def rank(self, question: Question, result: SearchResult) -> tuple[Evidence, ...]:
        """All passages of the result as evidence, best first; ids break ties."""
        similar = {word.lower(): place for place, word in enumerate(result.words)}
        found_in = {scored.passage.guide for scored in result.passages}
        weights = {guide: self.weights(question, self._index.guides[guide]) for guide in found_in}
        found = [
            self._evidence(question, scored, similar, weights[scored.passage.guide], result.anticipated)
            for scored in result.passages
        ]
        found.sort(key=lambda evidence: (-evidence.score, evidence.passage.id))
        return tuple(figures_before_equals(question, found))

    def weights(self, question: Question, guide: Guide) -> list[float]:
        """How much each content word counts: its idf, little where it only names what the whole guide is about.

        What a visitor only tells of himself counts less than what he asks.
        """
        subject = self._subjects[guide.id]
        return [
            self._index.idf(word)
            * (_SUBJECT_WEIGHT if stems(word) <= subject else 1.0)
            * (1.0 if word in question.asked else _TOLD_WEIGHT)
            for word in question.content
        ]

    def _evidence(
        self,
        question: Question,
        scored: ScoredPassage,
        similar: dict[str, int],
        weights: Sequence[float],
        anticipated: Nearest,
    ) -> Evidence:
        passage = scored.passage
        guide = self._index.guides[passage.guide]
        context = self._contexts[passage.id]
        concepts = concepts_asked(question.folded)
        meant = self._concepts.words_met(concepts, passage)
        named = step_named(question, guide)
        inside = named is not None and guide.sections[passage.section].number == named.number
        naming = named.words if named and inside else frozenset()
        support = tuple(
            1.0
            if stems(word) <= self._subjects[guide.id] or word in naming or self._is_home(word, guide)
            else max(
                lexical_support(word, context),
                _similarity_support(word, scored, similar),
                _CONCEPT_SUPPORT if word in meant else 0.0,
            )
            for word in question.content
        )
        fits = kind_fits(question, guide, passage)
        signals = {
            "search": scored.score,
            "cosine": max(0.0, scored.cosine),
            "support": _weighted(weights, support),
            "own_support": _weighted(weights, [lexical_support(w, stems(passage.text)) for w in question.content]),
            "expected": expected_at(passage, anticipated),
            **_of_kind(question, passage, fits),
            **self._of_names(question, passage, guide, context, fits=fits, named=named),
            **self._of_place(question, passage, guide),
            **self._concepts.signals(concepts, passage),
            **_of_faq(question, passage, guide, weights),
            "source_line": float(_is_source_line(question, passage, guide)),
        }
        return Evidence(scored=scored, guide=guide, signals=signals, kind_fits=fits, support=support, context=context)

    def _is_home(self, word: str, guide: Guide) -> bool:
        """Whether a word names the place that the whole guide is about ("Indian nurses")."""
        names = load_language().places.get(word)
        return names is not None and min(names) == self._homes[guide.id]

    def _of_names(
        self,
        question: Question,
        passage: Passage,
        guide: Guide,
        context: frozenset[str],
        *,
        fits: bool,
        named: NamedStep | None,
    ) -> dict[str, float]:
        """Names asked about: the step, the row label or label name, the guide's proper names."""
        signals = {}
        if (step := question.step if named is None else named.number) is not None:
            signals["step"] = float(guide.sections[passage.section].number == step)
        if fits and (label := label_of(block_of(guide, passage), passage)):
            named_by = stands_in(label, question) and not stems(label) <= self._subjects[guide.id]
            signals["label"] = float(named_by or _is_place_asked(label, question))
        if question.asks("list") and (lead_in := lead_in_of(block_of(guide, passage))) and passage.part is None:
            said = stems(lead_in) - self._subjects[guide.id]
            signals["lead_in"] = float(any(stems(word) <= said for word in question.asked_plainly - _DOING))
        if names := [word for word in question.asked if word in self._names[guide.id]]:
            signals["names"] = sum(lexical_support(word, context) for word in names) / len(names)
        return signals

    def _of_place(self, question: Question, passage: Passage, guide: Guide) -> dict[str, float]:
        """About the place asked, by its own words or else by its headings; or about another place."""
        asked = {min(load_language().places[word]) for word in question.places}
        home = self._homes[guide.id]
        if len(asked) > 1 and not question.asks("comparison"):
            asked.discard(home or "")  # "Indian nurses in the UK" are asked about in the UK
        own = Counter(min(load_language().places[word]) for word in place_words(passage.text))
        if asked:
            if own and own.most_common(1)[0][0] not in asked:
                return {"other_place": 1.0}
            above = {min(load_language().places[word]) for word in place_words(" ".join(passage.path))}
            if asked & (own.keys() | above):
                return {"place": 1.0}
            return {"other_place": float(home not in asked)}  # what names none is about home
        if not question.asks("amount", "duration"):
            return {}
        named = own + Counter(min(load_language().places[word]) for word in place_words(" ".join(passage.path)))
        return {"other_place": float(bool(named) and named.most_common(1)[0][0] != home)}


def _is_place_asked(label: str, question: Question) -> bool:
    """Whether a label is the name of a place asked about, or another name of it ("United Kingdom" for "the UK")."""
    places = load_language().places
    words = label.split()
    name = "-".join(words).lower()
    return name in places and min(places[name]) in {min(places[word]) for word in question.places}


_DOING = frozenset({"learn", "study", "know", "use", "read", "build", "prepare", "practise", "practice", "cover"})


def _weighted(weights: Sequence[float], support: Sequence[float]) -> float:
    total = sum(weights)
    return sum(w * s for w, s in zip(weights, support, strict=True)) / total if total else 0.5


def _of_kind(question: Question, passage: Passage, fits: bool) -> dict[str, float]:
    """Whether the passage holds the kind of answer asked for, and what it is where no kind or a list is asked for."""
    if question.kind in ("amount", "duration"):
        return {"figure": float(fits), f"figure_{passage.kind}": 1.0}
    if question.asks("list"):
        return {"kind": float(fits), f"list_{passage.kind}": 1.0}
    if question.kinds:
        return {"kind": float(fits), f"kind_{passage.kind}": 1.0}
    return {f"plain_{passage.kind}": 1.0}


def _is_source_line(question: Question, passage: Passage, guide: Guide) -> bool:
    """Whether a passage only names where figures come from, and nobody asks for that."""
    label = label_of(block_of(guide, passage), passage) if passage.kind is PassageKind.LABEL else None
    return bool(label and SOURCE.search(label)) and not _ASKS_SOURCE.search(question.folded)


def _of_faq(question: Question, passage: Passage, guide: Guide, weights: Sequence[float]) -> dict[str, float]:
    """A yes/no question meets a yes/no question of the guide's about the same, or a table that cannot say yes or no."""
    signals = {}
    if question.yes_no and not question.kinds and passage.kind in (PassageKind.ROW, PassageKind.TABLE):
        signals["table_for_yes_no"] = 1.0
    pair = faq_of(guide, passage)
    if pair is None or passage.kind is not PassageKind.FAQ:
        return signals
    asks = stems(pair.question.text)
    about_it = subject_terms(guide)
    if any(not stems(word) <= about_it for word in question.content):  # the subject alone is shared by all of them
        signals["faq_asks_it"] = _weighted(weights, [lexical_support(word, asks) for word in question.content])
    if question.yes_no and _YES_NO_QUESTION.match(pair.question.text):
        signals["faq_for_yes_no"] = signals.get("faq_asks_it", 0.0)
    return signals


@cache
def ranking_weights() -> Mapping[str, float]:
    """What each signal adds to a passage's score when it is 1; fitted by `python -m evals fit-ranking`."""
    weights: dict[str, float] = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))["weights"]
    return weights


def expected_at(passage: Passage, anticipated: Nearest) -> float:
    """How surely an anticipated question like the one asked is answered by a passage, in [0, 1].

    Cosines of sentence vectors under 0.55 are chance between questions of one guide, 0.9 is the same question. A
    parent that only holds the place counts half: its leaf is what was meant.
    """
    best = 0.0
    for near in anticipated.covered:
        place = near.answered_at
        if place is None or near.guide != passage.guide or place.start >= passage.end or place.end <= passage.start:
            continue
        whole = passage.kind in _PARENTS and passage.start < place.start
        best = max(best, min(1.0, max(0.0, (near.similarity - 0.55) / 0.35)) * (0.5 if whole else 1.0))
    return best


def _similarity_support(word: str, scored: ScoredPassage, similar: dict[str, int]) -> float:
    """Token similarity as support: cosines under 0.45 are chance for MiniLM's token vectors, 0.8 is near identity."""
    place = similar.get(word)
    if place is None:
        return 0.0
    return min(1.0, max(0.0, (scored.word_similarities[place] - 0.45) / 0.35)) * 0.9


def figures_before_equals(question: Question, found: Sequence[Evidence]) -> Sequence[Evidence]:
    """Where a figure or list is asked for, the best passage that holds one comes before passages of no better support.

    A heading stays first: it speaks for all that stands under it, from which the answerer chooses.
    """
    if question.kind not in _EXACT_KINDS or question.yes_no or not found or found[0].kind_fits:
        return found
    if found[0].passage.kind is PassageKind.HEADING:
        return found
    needed = sum(found[0].support)
    step = found[0].signals.get("step", 0.0)  # what stands in the step asked about gives way to nothing beside it
    fitting = (item for item in found if item.kind_fits and item.signals.get("step", 0.0) >= step)
    first = next((item for item in fitting if sum(item.support) >= needed), None)
    if first is not None and question.kind == "list" and first.score < found[0].score - _ALIKE:
        return found  # a table or sentence that fits much better lists things too
    return found if first is None else [first, *(item for item in found if item is not first)]

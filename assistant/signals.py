"""What speaks for and against a passage as the answer to one question: named numbers, mostly in [0, 1].

`Asked` holds what a question means for one guide, `signals_of` holds it against one passage of that guide. How much
each signal counts stands in `ranking.json`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from assistant.concepts import AskedConcept
from assistant.context import is_step, stands_in, step_over, without_initials_at_places
from assistant.language import load_language
from assistant.named_steps import NamedStep
from assistant.passage_facts import PassageFacts
from assistant.question import Question
from assistant.support import parts_of, same_thing, stems
from assistant.topics import to_be_told, topics_asked, words_of_topics
from corpus.guide import Guide
from corpus.passages import Passage, PassageKind
from index.anticipated import Nearest
from index.search import ScoredPassage

_CONCEPT_SUPPORT = 0.9  # of a word by a passage that says what it asks for in other words
_UNTOLD = -0.6  # of what does not speak of a topic that has to be spoken of
_BELOW_HEADING = 0.6  # of a topic that a table's head, a label or a lead-in names, and not the heading above it
_PARENTS = (PassageKind.TABLE, PassageKind.LIST, PassageKind.FAQ)
_ASKS_SOURCE = re.compile(r"\b(?:source|sources|based|data|figures|reliable|trust|taken|survey|from where)\b")
_YEARS = frozenset({"year", "years", "yrs", "experience", "experienced", "exp"})  # said of how long one has worked,
_OF_YEARS = frozenset({"year", "yr", "experi"})  # they mean the same
_DOING = frozenset({"learn", "study", "know", "use", "read", "build", "prepare", "practise", "practice", "cover"})


@dataclass(frozen=True, kw_only=True)
class GuideFacts:
    """A guide as questions are held against it, the same for every question."""

    guide: Guide
    subject: frozenset[str]  # stems that name what the guide is about
    home: str | None  # the place that it is about
    names: Set[str]  # its proper names, without those of its subject
    rarity: Mapping[str, float]  # of each concept in it, in [0, 1]


@dataclass(frozen=True, kw_only=True)
class Word:
    """A content word of a question: how much it counts, and the stems of it and of other words for the same thing."""

    text: str
    weight: float
    meant: frozenset[str]
    parts: frozenset[str]  # of a compound, which all together stand for it
    given: bool  # names the guide's subject or its home, which every passage is about
    place: int | None  # among the words that search compared, if it is one of them

    def stands_in(self, stems_of_text: Set[str]) -> bool:
        """Whether a text says the word, all its parts, or another word for the same thing."""
        return not self.meant.isdisjoint(stems_of_text) or bool(self.parts and self.parts <= stems_of_text)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question as it is put to one guide."""

    question: Question
    about: GuideFacts
    words: tuple[Word, ...]
    named: NamedStep | None
    names: tuple[frozenset[str], ...]  # stems of each proper name of the guide that is asked about
    listed: tuple[frozenset[str], ...]  # stems of each word that a list asked for could be announced by
    places: frozenset[str]  # asked about, by the first of their names
    concepts: Sequence[AskedConcept]
    topics: frozenset[str]  # that are asked about with nothing beside them
    topic_words: Mapping[str, frozenset[str]]  # of the question, by which it asks for each of them
    asks_source: bool
    about_more: bool  # than the guide's subject

    @classmethod
    def of(
        cls,
        question: Question,
        about: GuideFacts,
        *,
        weights: Sequence[float],
        similar: Mapping[str, int],
        named: NamedStep | None,
        concepts: Sequence[AskedConcept],
    ) -> Asked:
        """Work out what need not be worked out for every passage anew."""
        place_of = load_language().place_of
        topics = frozenset() if named else _topics_asked(question, about)
        return cls(
            question=question,
            about=about,
            words=tuple(
                Word(
                    text=word,
                    weight=weight,
                    parts=parts_of(word),
                    meant=same_thing(word) | (_OF_YEARS if word in _YEARS and question.experience else frozenset()),
                    given=stems(word) <= about.subject or (word in place_of and place_of[word] == about.home),
                    place=similar.get(word),
                )
                for word, weight in zip(question.content, weights, strict=True)
            ),
            named=named,
            names=tuple(same_thing(word) for word in question.asked if word in about.names),
            listed=tuple(stems(word) for word in question.asked_plainly - _DOING) if question.asks("list") else (),
            places=_places_asked(question, about),
            concepts=concepts,
            topics=topics,
            topic_words=words_of_topics(question, topics),
            asks_source=bool(_ASKS_SOURCE.search(question.folded)),
            about_more=any(not stems(word) <= about.subject for word in question.content),
        )

    def support(self, facts: PassageFacts, scored: ScoredPassage) -> tuple[float, ...]:
        """How far a passage's context supports each content word, in [0, 1]."""
        inside = self.named is not None and step_over(facts.guide, facts.passage.section).number == self.named.number
        naming = self.named.words if self.named and inside else frozenset()
        meant = frozenset().union(*(one.words for one in self.concepts if one.concept.name in facts.said))
        headed = facts.heading_topics | facts.topics
        meant = meant.union(*(words for name, words in self.topic_words.items() if name in headed))
        found = []
        for word in self.words:
            if word.given or word.text in naming or word.stands_in(facts.context):
                found.append(1.0)
            else:
                near = 0.0 if word.place is None else similarity_support(scored.word_similarities[word.place])
                found.append(max(near, _CONCEPT_SUPPORT) if word.text in meant else near)
        return tuple(found)

    def share(self, support: Sequence[float]) -> float:
        """The mean support of the words by their weights; 0.5 where no word counts."""
        total = sum(word.weight for word in self.words)
        return sum(word.weight * s for word, s in zip(self.words, support, strict=True)) / total if total else 0.5

    def share_in(self, stems_of_text: Set[str]) -> float:
        """The share of the words, by their weights, that stand in a text as such or by another word for the same."""
        return self.share([float(word.stands_in(stems_of_text)) for word in self.words])


def _places_asked(question: Question, about: GuideFacts) -> frozenset[str]:
    """The places asked about, each by its one name, with the regions that they lie in."""
    language = load_language()
    said = without_initials_at_places(question.folded, about.guide).split()
    named = {word for word in question.places if word.split("-")[-1] in said}
    if len({language.place_of[word] for word in named}) > 1 and not question.asks("comparison"):
        # "Indian nurses in the UK" are asked about in the UK
        named = {word for word in named if language.place_of[word] != about.home}
    return frozenset(language.place_of[name] for word in named for name in language.places[word])


def signals_of(
    asked: Asked,
    facts: PassageFacts,
    scored: ScoredPassage,
    anticipated: Nearest,
    *,
    support: Sequence[float],
    fits: bool,
) -> dict[str, float]:
    """All signals of one passage; `fits` says whether it holds the kind of answer asked for."""
    return {
        "search": scored.score,
        "cosine": max(0.0, scored.cosine),
        "support": asked.share(support),
        "own_support": asked.share_in(facts.own),
        "expected": expected_at(facts.passage, anticipated),
        **_of_kind(asked.question, facts.passage, fits),
        **_of_names(asked, facts, fits),
        **_of_place(asked, facts),
        **_of_concepts(asked, facts),
        **_of_topics(asked, facts),
        **_of_faq(asked, facts),
        "source_line": float(facts.names_source and not asked.asks_source),
    }


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


def similarity_support(similarity: float) -> float:
    """Token similarity as support: cosines under 0.45 are chance for MiniLM's token vectors, 0.8 is near identity."""
    return min(1.0, max(0.0, (similarity - 0.45) / 0.35)) * 0.9


def _of_kind(question: Question, passage: Passage, fits: bool) -> dict[str, float]:
    """Whether the passage holds the kind of answer asked for, and what it is where no kind or a list is asked for."""
    if question.kind in ("amount", "duration"):
        return {"figure": float(fits), f"figure_{passage.kind}": 1.0}
    if question.asks("list"):
        return {"kind": float(fits), f"list_{passage.kind}": 1.0}
    if question.kinds:
        return {"kind": float(fits), f"kind_{passage.kind}": 1.0}
    return {f"plain_{passage.kind}": 1.0}


def _of_names(asked: Asked, facts: PassageFacts, fits: bool) -> dict[str, float]:
    """Names asked about: the step, the row label or label name, the guide's proper names."""
    signals = {}
    if (step := asked.question.step if asked.named is None else asked.named.number) is not None:
        signals["step"] = _in_step(step, asked.question, facts)
    if fits and facts.label:
        named_by = stands_in(facts.label, asked.question) and not stems(facts.label) <= asked.about.subject
        signals["label"] = float(named_by or _is_place_asked(facts.label, asked.places))
    if facts.lead_in is not None and asked.question.asks("list"):
        said = facts.lead_in - asked.about.subject
        signals["lead_in"] = float(any(words <= said for words in asked.listed)) / facts.alike
    if asked.names:
        held = sum(not name.isdisjoint(facts.context) for name in asked.names)
        signals["names"] = held / len(asked.names)
    return signals


def _in_step(step: int, question: Question, facts: PassageFacts) -> float:
    """1 in the step asked about, -1 in another that does not name it, 0 in none or where others may be meant too."""
    number = step_over(facts.guide, facts.passage.section).number
    if number == step:
        return 1.0
    others = question.yes_no or len(question.steps) > 1 or question.asks("order", "total", "comparison")
    return 0.0 if number is None or others or re.search(rf"\b{step}\b", facts.passage.text) else -1.0


def _is_place_asked(label: str, asked: Set[str]) -> bool:
    """Whether a label is the name of a place asked about, or another name of it ("United Kingdom" for "the UK")."""
    return load_language().place_of.get("-".join(label.split()).lower()) in asked


def _of_place(asked: Asked, facts: PassageFacts) -> dict[str, float]:
    """About the place asked, by its own words or else by its headings; or about another place."""
    if asked.places:
        if facts.place is not None and facts.place not in asked.places:
            return {"other_place": 1.0}
        if asked.places & (facts.places | facts.places_above):
            return {"place": 1.0}
        return {"other_place": float(asked.about.home not in asked.places)}  # what names none is about home
    if not asked.question.asks("amount", "duration"):
        return {}
    return {"other_place": float(facts.place_with_headings not in (None, asked.about.home))}


def _of_concepts(asked: Asked, facts: PassageFacts) -> dict[str, float]:
    """How tellingly a passage, or what stands above it, speaks of a concept asked for, in [0, 1]."""
    if not asked.concepts:
        return {}
    found = {one.concept.name for one in asked.concepts} & facts.said
    return {"concept": max((asked.about.rarity.get(name, 1.0) for name in found), default=0.0)}


def _topics_asked(question: Question, about: GuideFacts) -> frozenset[str]:
    """The topics asked for alone; not the way in where a guide numbers its steps, for these are the answer then."""
    asked = topics_asked(question, about.guide, whatever_told=True)
    return asked - {"the way in"} if sum(map(is_step, about.guide.sections)) > 1 else asked


def _of_topics(asked: Asked, facts: PassageFacts) -> dict[str, float]:
    """Whether a passage stands in the part of its guide that is about the topic asked for; nothing where none is."""
    if not asked.topics:
        return {}
    if asked.topics & facts.heading_topics:
        return {"topic": 1.0}
    if asked.topics & facts.topics:
        return {"topic": _BELOW_HEADING}
    return {"topic": _UNTOLD if to_be_told(asked.question, asked.about.guide) else 0.0}


def _of_faq(asked: Asked, facts: PassageFacts) -> dict[str, float]:
    """A yes/no question meets a yes/no question of the guide's about the same, or a table that cannot say yes or no."""
    question, signals = asked.question, {}
    if question.yes_no and not question.kinds and facts.passage.kind in (PassageKind.ROW, PassageKind.TABLE):
        signals["table_for_yes_no"] = 1.0
    if facts.faq_question is None:
        return signals
    if asked.about_more:  # the subject alone is shared by all of them
        signals["faq_asks_it"] = asked.share_in(facts.faq_question)
    if question.yes_no and facts.faq_yes_no:
        signals["faq_for_yes_no"] = signals.get("faq_asks_it", 0.0)
    return signals

"""Which of the lines that a guide's owner prepared fits a question that is declined.

A question and its evidence go in, the topic to take the line of comes out, or None. Likeness of sentences is not
enough: "salary in Pune" is as like one city's question as one company's. What is asked has to be the topic's own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import and_

from assistant.answer import Reason
from assistant.context import subject_terms
from assistant.evidence import Evidence
from assistant.language import load_language
from assistant.question import Question, read_question
from assistant.support import lexical_support, parts_of, same_thing, stems
from corpus.anticipated import Topic
from index.anticipated import Nearest, NearQuestion

# Measured over the shipped guide's uncovered questions, each compared with all others: see docs/decisions.md.
_NEAR = 0.65  # likeness from which a topic fits
_NEAR_FOREIGN = 0.55  # the same, where a word is asked for that the evidence does not hold: that word tells enough
_NEAR_TYPICAL = 0.45  # the same, where the word is typical of the topic
_SAME = 0.8  # likeness from which a word that one question of the topic holds tells enough
_ONCE = (
    1.5  # a word in fewer questions of a topic than this stands there by chance ("night shift" among those on women)
)
_TYPICAL = 0.2  # share of a topic's questions from which a word is typical of it
_TELLING = 0.4  # the same, from which a word that the evidence lacks tells the topic, however like a covered question
_SAID = 0.4  # what a word that stands in the line itself counts as
_MOST = 2 / 3  # share of the words that have to be the topic's; of those that tell what is asked, more than that
_UNLIKE = 0.4  # likeness that says nothing
_CLEARLY = 0.05  # how much nearer than a covered question a topic has to be, where no rule tells why it is declined
_UNSURE = frozenset({Reason.NOT_IN_GUIDE, Reason.OFF_TOPIC})


def prepared_topic(question: Question, reason: Reason, best: Evidence, anticipated: Nearest) -> Topic | None:
    """The uncovered topic that a question is on, by its nearest anticipated questions and by what it asks about."""
    words = _Words.of(question, reason, best)
    topics = {one.topic.topic: one.topic for one in anticipated.uncovered if one.topic}
    fits = {name: words.fit(topic) if _same_kind(question, topic) else 0.0 for name, topic in topics.items()}
    name = _voted(anticipated.uncovered, fits)
    if name is None:
        return None
    likeness = max(one.similarity for one in anticipated.uncovered if one.topic is topics[name])
    covered = anticipated.covered[0].similarity if anticipated.covered else 0.0
    told = words.foreign and fits[name] >= _TELLING
    if reason in _UNSURE and not told and likeness < covered + _CLEARLY:
        return None
    if likeness < _SAME and fits[name] < _SAID and fits[name] * len(topics[name].questions) < _ONCE:
        return None
    if words.foreign:
        return topics[name] if likeness >= (_NEAR_TYPICAL if fits[name] >= _TYPICAL else _NEAR_FOREIGN) else None
    return topics[name] if likeness >= max(_NEAR, covered) else None


def _voted(near: tuple[NearQuestion, ...], fits: Mapping[str, float]) -> str | None:
    """The name of the topic that the near questions are mostly on, of those that fit; None if none does."""
    votes: dict[str, float] = defaultdict(float)
    for one in near:
        if one.topic and fits[one.topic.topic]:
            votes[one.topic.topic] += max(0.0, one.similarity - _UNLIKE) ** 3 * fits[one.topic.topic]
    return max(votes, key=lambda name: votes[name], default=None)


def _same_kind(question: Question, topic: Topic) -> bool:
    """Whether a line that speaks of an amount or a time is met by a question that asks for one."""
    said = read_question(topic.say)
    return all(question.asks(kind) for kind in ("amount", "duration") if said.asks(kind))


@dataclass(frozen=True, kw_only=True)
class _Words:
    """The words of a question that a topic has to hold."""

    named: frozenset[str]  # all that name something, but for the guide's subject
    telling: frozenset[str]  # those of them that tell what is asked
    foreign: bool  # whether the best evidence lacks some of them

    @classmethod
    def of(cls, question: Question, reason: Reason, best: Evidence) -> _Words:
        """Where some words are foreign to the best evidence, the others only say what the guide does speak of.

        The words for the kind of answer always tell, and for another role its noun: a "data engineer" is no scientist.
        """
        subject = subject_terms(best.guide)
        always = question.attribute_words
        if reason is Reason.OTHER_ROLE:
            always |= load_language().role_nouns
        named = frozenset(word for word in question.asked if word in always or not stems(word) <= subject)
        foreign = {word for word in named if not lexical_support(word, best.context)}
        return cls(named=named, telling=frozenset(foreign or named - always) | named & always, foreign=bool(foreign))

    def fit(self, topic: Topic) -> float:
        """How much the words are a topic's, by the least typical that tells; 0 where too few are the topic's at all."""
        typical = {word: _typical(word, topic) for word in self.named}
        said = {word for word, share in typical.items() if share}
        if len(said) < _MOST * len(self.named):
            return 0.0
        if not self.telling:
            return 1.0
        told = said & self.telling
        return min(typical[word] for word in told) if len(told) > _MOST * len(self.telling) else 0.0


def _typical(word: str, topic: Topic) -> float:
    """The share of a topic's questions that hold a word, or another name of the same place; its line counts too."""
    bits, asked = _held(topic), len(topic.questions)
    same, joined = _ways_to_say(word)
    holding = 0
    for stem in same:
        holding |= bits.get(stem, 0)
    for stems_together in joined:
        holding |= reduce(and_, (bits.get(stem, 0) for stem in stems_together))
    return max((holding & ((1 << asked) - 1)).bit_count() / asked, _SAID * (holding >> asked))


@lru_cache(maxsize=2_048)
def _ways_to_say(word: str) -> tuple[frozenset[str], tuple[frozenset[str], ...]]:
    """The stems that each say a word or another name of its place, and those that do so only together."""
    names = [word, *(name.replace("-", " ") for name in sorted(load_language().places.get(word, ())))]
    joined = (words for name in names for words in (stems(name), parts_of(name)))
    return frozenset().union(*map(same_thing, names)), tuple(filter(None, joined))


@lru_cache(maxsize=2_048)
def _held(topic: Topic) -> Mapping[str, int]:
    """For each stem a bit for every question of a topic that holds it, the first one lowest, and the line's on top."""
    bits: dict[str, int] = defaultdict(int)
    for place, text in enumerate((*topic.questions, topic.say)):
        for stem in stems(text):
            bits[stem] |= 1 << place
    return dict(bits)

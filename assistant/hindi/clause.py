"""What a Hindi clause says, and the small pieces of English that it is put together from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from assistant.language import read_data

_GRAMMAR = read_data("hindi.toml")["grammar"]
TIMES = frozenset(_GRAMMAR["times"].split())
MONEY = frozenset(_GRAMMAR["money"].split())
QUALITIES = frozenset(_GRAMMAR["qualities"].split())
USED = frozenset(_GRAMMAR["used"].split())
LASTING = frozenset(_GRAMMAR["lasting"].split())
FOLK = frozenset(_GRAMMAR["folk"].split())
UNAIDED = frozenset({*_GRAMMAR["unaided"].split(), "come out"})
_PARTICIPLES: dict[str, str] = _GRAMMAR["participles"]


_DAYS = re.compile(r"^(?:mon|tues|wednes|thurs|fri|satur|sun)day$", re.I)


_NAMED_TIMES = re.compile(r"\b(?:years?|months?|weeks?|days?|hours?)$")


@dataclass
class Phrase:
    """A phrase with the preposition that it gets in English; without one it is the subject or the object."""

    preposition: str
    text: str
    asks: bool = False  # it holds the question word: "which step"
    is_act: bool = False  # it names an act: "become pilot"
    between: bool = False  # it holds the things between which there is a difference


@dataclass
class Clause:
    """What a Hindi clause says."""

    phrases: list[Phrase] = field(default_factory=list)
    question: str = ""  # a question word that stands alone
    verb: str | None = None
    form: str = ""
    subject: str = ""  # "i" or "you", where the clause says so
    tell: str = ""
    opening: str = ""
    yes_no: bool = False
    can: bool = False
    should: bool = False
    must: bool = False
    necessary: bool = False
    negated: bool = False
    has_copula: bool = False
    future: bool = False
    measures: bool = False
    plural: bool = False  # "hain": the verb says that it is several
    passive: bool = False  # the verb is done to the subject ("use hota hai")

    @property
    def bare(self) -> list[str]:
        """The phrases without preposition that do not ask."""
        return [phrase.text for phrase in self.phrases if not phrase.preposition and not phrase.asks]

    @property
    def is_whole(self) -> bool:
        """Whether it has a verb or says that something is so."""
        return self.verb is not None or self.has_copula

    @property
    def asked(self) -> str:
        """The phrase with the question word ("how many projects"), or empty."""
        return next((phrase.text for phrase in self.phrases if phrase.asks and not phrase.preposition), "")

    @property
    def receiver(self) -> str:
        """Who gets or needs it ("fresher ko"), or who is spoken of ("mujhe")."""
        return next((p.text for p in self.phrases if p.preposition == "for " and not p.asks), self.subject)


def join(*parts: str) -> str:
    """The parts that are not empty, with spaces."""
    return " ".join(part for part in parts if part)


def around_of(clause: Clause, *, without_receiver: bool = False) -> str:
    """The phrases with prepositions, acts first, in the order said."""
    shown = [phrase for phrase in clause.phrases if phrase.preposition and not phrase.asks]
    if without_receiver:
        shown = [phrase for phrase in shown if phrase.preposition != "for "]
    shown.sort(key=lambda phrase: not phrase.is_act)
    return join(*(with_preposition(phrase) for phrase in shown))


def with_preposition(phrase: Phrase) -> str:
    """A phrase with its preposition, an act as it follows that preposition in English."""
    preposition = phrase.preposition.strip()
    if preposition == "act":
        return f"to {phrase.text}"
    if phrase.is_act:
        if preposition == "from":
            preposition = "by"
        if preposition in {"in", "for", "to"}:
            return f"to {phrase.text}"
        verb, _, rest = phrase.text.partition(" ")
        if verb == "come" and rest:
            return join(preposition, rest, "coming")
        return join(preposition, gerund(verb), rest)
    if preposition == "in" and re.search(r"\bdifference\b", phrase.text) is None and phrase.between:
        preposition = "between"
    if preposition == "in" and phrase.text in {"years", "months", "weeks", "days"}:
        return f"in a {phrase.text[:-1]}"
    if preposition == "in" and phrase.text.startswith("age"):
        return f"at the {phrase.text}"
    if preposition == "for" and _DAYS.search(phrase.text):
        preposition = "on"
    if preposition == "from" and _NAMED_TIMES.search(phrase.text):
        preposition = "for"
    return f"{preposition} {'me' if phrase.text == 'i' else phrase.text}"


def gerund(verb: str) -> str:
    """The -ing form of an English verb."""
    if verb in {"get", "cut", "put", "quit", "submit"}:
        return f"{verb}{verb[-1]}ing"
    return f"{verb[:-1]}ing" if verb.endswith("e") and verb not in {"be", "see"} else f"{verb}ing"


def participle(verb: str) -> str:
    """The past participle of an English verb."""
    if verb in _PARTICIPLES:
        return _PARTICIPLES[verb]
    if verb in {"skip", "drop", "transfer", "submit"}:
        return f"{verb}{verb[-1]}ed"
    return (
        f"{verb}d"
        if verb.endswith("e")
        else f"{verb[:-1]}ied"
        if verb.endswith("y") and verb[-2] not in "aeo"
        else f"{verb}ed"
    )


def do_or_does(subject: str, *, future: bool = False) -> str:
    """The auxiliary for a subject."""
    if future:
        return "will"
    return "do" if subject in {"i", "you", "we"} or re.search(r"(?<!s)s$|\bpeople$|\band\b", subject) else "does"


def is_or_are(subject: str) -> str:
    """The copula for a subject."""
    plural = re.search(r"[^suip]s$|[a-z]ps$|\bpeople$|^(?!.*\bbetween\b).*\band\b", subject.split(" of ")[0])
    return "are" if plural and not subject.isupper() else "is"

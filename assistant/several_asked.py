"""Several questions in one message: each is asked by itself, and what the guide lacks is said beside what it has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from assistant.answer import Answer, Citation, Outcome, Reason, WorkedOut, renumbered
from assistant.language import fold, load_language, read_data
from assistant.question import named_words, read_question

_SHORT = 6  # words: "and how long is it"
_MOST = 3  # questions; more in one message are a story
_ASKS = (
    r"(?:how (?:much|many|long|often|far|hard|do|does|can|should|is|are|will)|what|whats|which|where|when|who|why|"
    r"is (?:it|there|an?|the|my|this)|are (?:there|the)|do (?:i|we|they|you)|does|can (?:i|we|you)|should i|"
    r"will (?:i|it))\b"
)
_AND = r"(?:and|plus|&|as well as|along with|aur)"
_JOINT = re.compile(
    rf"(?:\s*[,;]\s*|\s+)(?:and|plus|&|(?<=[,;] )also)\s+(?:(?:also|then|please|tell me|finally)\s+)*(?={_ASKS})"
    rf"|\s*\?+\s*(?:(?:and|also|plus)\s+)*(?={_ASKS})",
    re.I,
)
_GOES_ON = re.compile(
    r"(?:what|whats|how) (?:happens|happen|comes|will happen|then|if so|if not|to do|is next|next|about it)"
    r"(?: (?:then|after that|afterwards|next|in that case|if i do(?: that)?|so))?\W*",
    re.I,
)
_TELLS = re.compile(r"\b(?:tell me|show|list|explain|describe|give)\b", re.I)
_POINTS = re.compile(r"\b(?:it|its|they|them|their|he|him|his|she|her|that|this|these|those|there|then|one)\b")
_WEIGHS = re.compile(r"\bbetween\b.+\band\b|\b(?:vs|versus)\b", re.I)  # both things compared stand in this clause
_TOLD = re.compile(rf"((?:[^?]*?[,.;]\s+)+)(?={_ASKS})", re.I)
_OF_SELF = re.compile(r"\b(?:i|im|ive|my|me|we)\b")
_ALL_OF = re.compile(r"\b(?:of|for|in|to|at|as|do|does|is|are|will)\b")
_TWO_PLACES = re.compile(
    r"\b(?:in|for|at) (?:the )?(?P<one>[A-Za-z]+(?: [A-Z][a-z]+)?) (?:and|&|aur|also)(?: also)? "
    r"(?:(?:in|for|at) )?(?:the )?"
    r"(?P<other>[A-Za-z]+(?: [A-Z][a-z]+)?)\b"
)
_BOLD = re.compile(r"\*\*.+?\*\*")
_OFF_TOPIC = "The other part of your message is outside what the guide is about."


def questions_in(asked: str) -> tuple[str, ...]:
    """The questions that a standalone question joins, each as it was written; one alone where it joins none.

    They are clauses that ask ("what is the pay and how long does it take") or two things asked of one and the same
    ("pay and working hours of a trainee").
    """
    joints = list(_JOINT.finditer(asked))
    if read_question(asked).asks("comparison") and not (joints and _WEIGHS.search(asked[: joints[0].start()])):
        return (asked,)
    if not joints:
        return _attributes_apart(asked) or (asked,)
    starts, ends = [0, *(joint.end() for joint in joints)], [*(joint.start() for joint in joints), len(asked)]
    clauses = tuple(asked[start:end].strip() for start, end in zip(starts, ends, strict=True))
    if any(map(_GOES_ON.fullmatch, clauses[1:])):
        return (asked,)  # "may I skip it and what happens then" is answered by what follows from it
    return clauses if len(clauses) <= _MOST and all(map(_asks, clauses)) else (asked,)


def told_in(question: str) -> str:
    """What a question tells of who asks before it asks ("I am a cook of two years, "); empty where it tells nothing."""
    match = _TOLD.match(question)
    return match[1] if match and _OF_SELF.search(fold(match[1])) else ""


def _asks(clause: str) -> bool:
    read = read_question(clause)
    asks = bool(read.kinds) or read.yes_no or re.match(_ASKS, clause, re.I) or _TELLS.search(clause)
    return bool(asks) and len(clause.split()) > 1


@cache
def _attributes() -> dict[str, str]:
    return dict(read_data("attributes.toml")["attributes"])


@cache
def _two_attributes() -> re.Pattern[str]:
    any_of = "|".join(_attributes().values())
    return re.compile(
        rf"\b({any_of})\b([^,;?]*?)(?:,? {_AND} )(?:also )?(?:the |its |his |her |their )?((?:\w+ )?({any_of}))\b", re.I
    )


@cache
def _listed_attributes() -> re.Pattern[str]:
    one = f"({'|'.join(_attributes().values())})"
    return re.compile(rf"\b{one}, (?:the )?{one},? {_AND} (?:the )?{one}\b", re.I)


def _group_of(words: str) -> str | None:
    folded = fold(words)
    return next((name for name, pattern in _attributes().items() if re.fullmatch(pattern, folded)), None)


def _attributes_apart(asked: str) -> tuple[str, ...]:
    """Things asked of the same, apart ("fee of the diploma", "length of the diploma"); empty where one is asked."""
    if read_question(asked).yes_no:
        return ()
    if listed := _listed_attributes().search(asked):
        before, after = asked[: listed.start()], asked[listed.end() :]
        groups = {_group_of(one) for one in listed.groups()}
        return tuple(f"{before}{one}{after}".strip() for one in listed.groups()) if len(groups) == _MOST else ()
    if apart := _places_apart(asked):
        return apart
    match = _two_attributes().search(asked)
    if match is None or _group_of(match[1]) in (None, _group_of(match[4])):
        return ()
    before, between, after = asked[: match.start()], match[2], asked[match.end() :]
    of_two = _names_a_thing(before) and _names_a_thing(after)  # "fresher salary and course fees at Acme"
    if (between and _ALL_OF.search(after)) or (of_two and not between.strip()):  # "pay of a cook and fees of a diploma"
        return f"{before}{match[1]}{between}".strip(), f"{match[3]}{after}".strip()
    return f"{before}{match[1]}{between}{after}".strip(), f"{before}{match[3]}{between}{after}".strip()


def _names_a_thing(words: str) -> bool:
    """Whether a part of a question names something beside places."""
    read = read_question(words) if words.strip() else None
    return read is not None and any(word not in load_language().places for word in named_words(read))


def _places_apart(asked: str) -> tuple[str, ...]:
    """The same asked of two places, apart ("salary in India", "salary in Canada"); empty where it names no two."""
    match = _TWO_PLACES.search(asked)
    known = load_language().places
    if match is None or any(fold(match[name]).replace(" ", "-") not in known for name in ("one", "other")):
        return ()
    before, after = asked[: match.start()], asked[match.end() :]
    if not read_question(before).asks("amount", "organisation", "count", "duration"):
        return ()
    return tuple(f"{before}in {match[name]}{after}".strip() for name in ("one", "other"))


def together(parts: Sequence[tuple[str, Answer]]) -> Answer | None:
    """One answer of several questions, each with its words: all parts, or some and an honest line on the others.

    None where they are better taken as one: none is answered, one has to be asked back, all say the same, or one is
    declined and asks about nothing of its own ("what is X and how does it work").
    """
    answers = [answer for _, answer in parts]
    answered = [answer for answer in answers if answer.outcome is Outcome.ANSWERED]
    if not answered or any(answer.outcome not in (Outcome.ANSWERED, Outcome.DECLINED) for answer in answers):
        return None
    unexplained = answers[0].reason is Reason.ONLY_MENTIONED  # "what is X and how long is it": the latter is told
    later = [part for part in parts[1:] if not (unexplained and _asks_a_figure(*part))]
    if len(answered) < len(parts) and not all(_stands_alone(*part, parts[0][0]) for part in later):
        return None
    if len({fold(answer.text) for answer in answered}) < len(answered):
        return None
    parts = [part for at, part in enumerate(parts) if not _is_told_by_another(at, parts)]
    texts: list[str] = []
    citations: dict[tuple[str, int, int], Citation] = {}
    worked_out: list[WorkedOut] = []
    for words, answer in parts:
        numbers: dict[int, int] = {}
        for one in answer.citations:
            kept = citations.setdefault((one.guide, one.start, one.end), replace(one, number=len(citations) + 1))
            numbers[one.number] = kept.number
        texts.append(renumbered(answer.text, numbers.__getitem__) if numbers else _not_said(words, answer))
        if answer.worked_out:
            inputs = tuple(numbers[number] for number in answer.worked_out.inputs)
            worked_out.append(WorkedOut(how=answer.worked_out.how, inputs=inputs))
    return replace(
        answered[0],
        text="\n\n".join(_without_doubled_guide(texts)),
        citations=tuple(citations.values()),
        confidence=min(answer.confidence or 0.0 for answer in answered),
        worked_out=_one_working(worked_out),
    )


def _is_told_by_another(at: int, parts: Sequence[tuple[str, Answer]]) -> bool:
    """Whether all facts and quotes of an answered part stand in another part's answer, the first of equals aside."""
    own = parts[at][1]
    facts, quotes = set(_BOLD.findall(own.text)), {(one.guide, one.start) for one in own.citations}
    others = [answer for place, (_, answer) in enumerate(parts) if place != at]
    return bool(facts) and any(
        facts < set(_BOLD.findall(other.text)) and quotes <= {(one.guide, one.start) for one in other.citations}
        for other in others
    )


def _stands_alone(words: str, answer: Answer, first: str) -> bool:
    """Whether a question points at nothing, and names what the first does not or asks for another thing of the same.

    One that is declined and asks for another thing may leave unsaid of what: that it is not told holds either way.
    """
    read = read_question(words)
    if _POINTS.search(read.folded):
        return False
    if answer.outcome is Outcome.DECLINED and _asked_groups(words) - _asked_groups(first):
        return True
    named, before = set(named_words(read)), set(read_question(first).content)
    return not named <= before or bool(named and _asked_groups(words) != _asked_groups(first))


def _asks_a_figure(words: str, answer: Answer) -> bool:
    """Whether a short part asks how much or how long and is answered."""
    asks = len(words.split()) <= _SHORT and read_question(words).kind in ("amount", "duration")
    return asks and answer.outcome is Outcome.ANSWERED


def _asked_groups(words: str) -> frozenset[str]:
    folded = fold(words)
    return frozenset(name for name, pattern in _attributes().items() if re.search(rf"\b{pattern}\b", folded))


def _not_said(words: str, answer: Answer) -> str:
    said = answer.decline.said if answer.decline else answer.text
    if answer.reason is Reason.OFF_TOPIC:
        return _OFF_TOPIC  # without the words: they may be meant to be repeated
    if answer.decline and answer.decline.by_owner:
        return said
    return f"On “{words.rstrip(' ?.!')}”: {said[0].lower()}{said[1:]}"


def _without_doubled_guide(texts: Sequence[str]) -> list[str]:
    """The texts without the guide's name under one, where it stands under a later one too."""
    ends = [end if re.fullmatch(r"\*[^*]+\*", end := text.rpartition("\n\n")[2]) else "" for text in texts]
    return [
        text.rpartition("\n\n")[0] if end and end in ends[at + 1 :] else text
        for at, (text, end) in enumerate(zip(texts, ends, strict=True))
    ]


def _one_working(parts: Sequence[WorkedOut]) -> WorkedOut | None:
    if not parts:
        return None
    return WorkedOut(
        how="; ".join(one.how for one in parts), inputs=tuple(dict.fromkeys(n for one in parts for n in one.inputs))
    )

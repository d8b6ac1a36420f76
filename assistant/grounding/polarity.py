"""Negation not flipped: what a sentence denies its quotes deny, and what they deny it does not affirm.

Each clause of the sentence is held against the clauses of the quotes about the same thing; the nearest ones decide, so
that "necessary but not sufficient" supports both of its halves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from assistant.grounding.amount_faults import figures
from assistant.grounding.backing import Backing
from assistant.grounding.clauses import Clause, clauses
from assistant.grounding.openings import OPENING, opening_faults
from assistant.grounding.plain_denials import LEFT_OUT
from assistant.grounding.rewordings import needing, said_otherwise
from assistant.grounding.signs import has_head, meaning, sign_of
from assistant.grounding.stated import stated
from assistant.grounding.text import data, senses, stem, words


def polarity_faults(sentence: str, backing: Backing, asked: str = "") -> list[str]:
    """What a sentence (plain text) turns round; `asked` is the question that it answers, where it is known."""
    found = list(_faults(sentence, backing, asked))
    said = needing(sentence)
    if not found and said != sentence and _NOT_NEEDED.search(backing.text):
        return list(_faults(said, backing, asked))
    if found and any(not list(_faults(said, backing, asked)) for said in said_otherwise(sentence, backing.text)):
        return []
    return found


_NOT_NEEDED = re.compile(r"\b(?:not|n't|never|no|nobody|without)\b[^.;:]*\b(?:need|require|must|necessary)", re.I)


def _faults(sentence: str, backing: Backing, asked: str) -> Iterator[str]:
    opening = OPENING.match(sentence)
    body = _SHORT_ANSWER.sub("", sentence[opening.end() :] if opening else sentence)
    if LEFT_OUT.search(backing.text):
        body = _COMPARES.sub(" instead of ", body)
    own = clauses(body)
    held = [(clause, made, text) for text in stated(backing) for made in (clauses(text),) for clause in made]
    about = _about(sentence)
    warned = not _consequences().isdisjoint(word.lower for word in words(backing.text))
    exclusive = bool(_ELSE.search(backing.text))
    non = frozenset(stem(match[1].lower()) for match in _NON.finditer(backing.text))
    for clause in own:
        if (warned and _ADVICE.match(clause.text)) or (exclusive and _ONLY.search(clause.text)):
            continue
        if _UNLESS.search(body[: body.find(clause.text)]) and _LIMITED.search(backing.text):
            continue  # "unless the council gives a number" for "without a number"
        if len(clause.tokens) == 1 and not clause.denials and _WHEN.search(body[: body.find(clause.text)]):
            continue  # "before landing" names a time and states nothing
        if not clause.denials and _IS_RARE.search(clause.text) and _RARELY.search(backing.text):
            continue  # how rare a thing is is looked at with the opposites
        if clause.denials and _HOW_OFTEN.search(clause.text) and _RARELY.search(backing.text):
            continue  # "rarely at night" of a cell that says "Rarely"
        if not clause.denials and _ONCE_DONE.search(body) and _NOT_BEFORE_DONE.search(backing.text):
            continue  # "only after passing the test" for "not until the test has been passed"
        if _BY_MUCH.search(clause.text) and _NOT_BY_MUCH.search(body):
            continue  # "nobody should open one earlier" denies the "earlier", and that alone
        if _WHETHER.search(clause.text):
            continue  # "whether you can explain it" states nothing
        if _LEFT_TO_OTHERS.search(clause.text) or _WISHES.match(clause.text):
            continue
        if (
            not clause.denials
            and len(clause.tokens) <= _LISTED
            and any(one.denials for one in own[own.index(clause) :])
            and not _SET_AGAINST.match(body.partition(clause.text)[2])
        ):
            continue  # the first of several things that are denied together: "braces and tattoos are not bars"
        for head in _heads(clause, held):
            if head <= clause.denied and head & non:
                continue  # "without an arts degree" for "non-arts"
            if _turned(clause, head, held, about, own):
                yield f"“{clause.text.strip()[:60]}” says the opposite of its quotes."
                return
    if _EVEN_WITHOUT.search(body) and _CONDITION.search(backing.text) and not _NO_CONDITION.search(backing.text):
        yield "The sentence drops a condition of its quotes."
    if _denies_freely(own, backing):
        yield "The sentence denies what its quotes do not deny."
    if opening:
        yield from opening_faults(opening[1].lower(), body, own, backing, asked)


# "I'm afraid not in a five-star hotel:", "Not really": a short answer denies the question, not what stands after it.
_SHORT_ANSWER = re.compile(
    r"\A\W*(?:(?:I'm afraid|unfortunately|sadly|sorry|probably|generally|usually),? )?not\b"
    r"(?= (?:really|quite|exactly|always|necessarily|entirely|at all|yet|"
    r"in|on|at|for|with|from|by|as|if|unless|until|one (?:of|in|for|with))\b)"
    r"(?:(?! - )[^,.;:])*(?:[,.;:]| - )(?: no,)?"
    r"|\A[^,.;:]{0,40}?\b(?:hardly|barely|scarcely) (?:any|one|a difference)(?: at all)? ?[:;-]",
    re.I,
)
_UNLESS = re.compile(r"\b(?:unless|except if)\s*\Z", re.I)
_IS_RARE = re.compile(r"\b(?:rare|uncommon|unusual|infrequent)\b", re.I)
_RARELY = re.compile(r"\b(?:rare|rarely|seldom|hardly|scarcely|uncommon)\b", re.I)
_HOW_OFTEN = re.compile(r"\b(?:rarely|seldom|hardly ever|scarcely ever)\b", re.I)
_ONCE_DONE = re.compile(
    r"\bonly (?:after|once|when|if)\b|\bfirst\b.*\bthen\b|\A\W*once\b|"
    r"\bfrom (?:the |your )?\w+ (?:year|month|week|day|term|semester)\b",
    re.I,
)
_NOT_BEFORE_DONE = re.compile(
    r"(?:\b(?:not|never|cannot|nobody|no)\b|n't\b)[^;:.]*\b(?:until|till|unless|before|without)\b", re.I
)
_WHEN = re.compile(r"\b(?:before|after|when|while|until|once)\s*\Z", re.I)
_LIMITED = re.compile(r"\b(?:only|unless|provided|must|needs?|required|without|no)\b", re.I)
_COMPARES = re.compile(r"\s(?:is |are )?(?:better|more useful|worth more) than\s", re.I)
_LEFT_TO_OTHERS = re.compile(r"\b(?:left to|reserved for|a matter for)\b", re.I)  # one may not do it oneself
_WHETHER = re.compile(r"\bwhether\b(?! or not)", re.I)
_WISHES = re.compile(  # what one wants is no fact
    r"\W*(?:you(?:'d| would)? (?:rather|like|want|prefer|wish|hope)|you(?:'re| are) (?:looking for|after|hoping))\b",
    re.I,
)
_ELSE = re.compile(r"\b(?:nobody|no one|nothing|none|no other) (?:else|other|but)\b|\bother than\b", re.I)
_ONLY = re.compile(r"\b(?:only|alone|solely|exclusively)\b", re.I)


_BY_MUCH = re.compile(r"\b(?:sooner|earlier|later|longer)(?: than that)?\W*\Z", re.I)
_NOT_BY_MUCH = re.compile(
    r"(?:\b(?:nobody|no one|none|not|never|cannot)\b|n't\b)(?: [\w'-]+){1,4} (?:sooner|earlier|later|longer)\b", re.I
)
_ANSWERED_NO = re.compile(r"\?[\s*_]*(?:A(?:nswer)?[:.]\s*)?(?:No|Not|Never|Hardly|Rarely|Seldom)\b")
_NON = re.compile(r"\bnon-(\w+)", re.I)
_SET_AGAINST = re.compile(r"\s*(?:but|though|although|if|unless|because|;|:)", re.I)
_AROUND = 3  # words of the clauses beside one by which "can" and "need" are about the same thing
_LISTED = 2  # tokens of one member of a list
_ADVICE = re.compile(r"\W*(?:(?:you )?(?:do|should|must) not|never|avoid)\b", re.I)
_Held = list[tuple[Clause, tuple[Clause, ...], str]]


def _heads(clause: Clause, held: _Held) -> set[frozenset[str]]:
    """What the clause denies, and what it has that the quotes deny; phrases of "no" and "without" stay whole."""
    found: set[frozenset[str]] = set()
    for denial in clause.denials:
        found |= {denial.heads} if denial.together else {frozenset({head}) for head in denial.heads}
    for other, _, _ in held:
        for denial in other.denials:
            found |= {denial.heads} if denial.together else {frozenset({head}) for head in denial.heads}
    return {head for head in found if has_head(clause, head)}


def _turned(
    clause: Clause, head: frozenset[str], held: _Held, about: frozenset[str], beside: tuple[Clause, ...]
) -> bool:
    own = sign_of(clause, head)
    against, with_it = -1.0, -1.0
    for other, neighbours, spoken in held:
        sign = sign_of(other, head)
        if sign == 0 or _speak_of_other_figures(clause, other):
            continue
        if sign == -1 and _BOTH_WAYS.search(spoken):
            continue  # "without the letter 14 months, against 11 weeks with it"
        if (
            own == -1
            and sign == 1
            and any(_OF_NONE.search(near.text) and near.held & clause.held for near in neighbours)
        ):
            continue  # "posts with no night duty" rests on "and other posts have almost none"
        if own == -1 and sign == 1 and any(sign_of(near, head) == -1 for near in neighbours):
            continue  # "is accepted for teaching, but the centres turn it away"
        if own == -1 and sign == 1 and _denies_more(clause, head, neighbours):
            continue
        if own == -1 and sign == 1 and any(one.together and one.heads <= clause.held for one in other.denials):
            continue  # "does not set an age limit" for "sets no age limit"
        if own == -1 and sign == 1 and other.denials:
            plainly = any(not denial.together for denial in other.denials)
            if plainly or not _predicate_denial(clause, head):
                continue  # "without a degree" and "a degree is not needed" deny in their own ways
        if (
            own == 1
            and sign == -1
            and any(not denial.together or not denial.heads <= other.denied for denial in clause.denials)
        ):
            continue
        if (
            own == 1
            and sign == -1
            and (_is_echoed(clause, head, other, beside) or _is_said_by(clause, neighbours, other))
        ):
            continue
        shared = len((clause.held & other.held) - head)
        around = len({one for near in neighbours for one in near.held} & about - head)
        near = shared + 0.25 * around
        bare = next(iter(head)) in {"CAN", "NEED", "ENOUGH"}
        least = 1 if not bare else _AROUND if own == -1 else len(about) + 1
        if not shared and len(clause.held) > (1 if bare and own == 1 else 2) and around < least:
            continue  # "can" and "need" by themselves are said of anything
        if sign == own:
            with_it = max(with_it, near)
        else:
            against = max(against, near)
    return against > with_it


def _is_echoed(clause: Clause, head: frozenset[str], denying: Clause, beside: tuple[Clause, ...]) -> bool:
    """Whether another clause of the sentence says what a clause of the quotes denies, and denies it too."""
    shared = len(clause.held & denying.held)
    others = [one for one in beside if one is not clause and one.denials and has_head(one, head)]
    return any(len(one.held & denying.held) > shared for one in others)


def _is_said_by(clause: Clause, near: tuple[Clause, ...], denying: Clause) -> bool:
    """Whether a clause beside the denying one says most of it: "a lanyard round the neck can be pulled"."""
    shared = len(clause.held & denying.held)
    return all(denial.together for denial in denying.denials) and any(
        one is not denying and not one.denials and len(one.held & clause.held) > max(shared, 0.5 * len(clause.held))
        for one in near
    )


def _denies_more(clause: Clause, head: frozenset[str], stated: tuple[Clause, ...]) -> bool:
    """Whether what a clause denies has a part that the quotes do not speak of: "never go alone" for "go in pairs"."""
    beyond = [denial.beyond for denial in clause.denials if denial.heads & head and denial.beyond]
    known = frozenset().union(*(other.held for other in stated))
    return any(not one.isupper() and (meaning(one) | {one}).isdisjoint(known) for one in beyond)


@lru_cache(maxsize=4_096)
def _about(text: str) -> frozenset[str]:
    """The stems of a text's words and of all words for the same things."""
    return frozenset(one for word in words(text) for one in senses(word.lower))


_EVEN_WITHOUT = re.compile(
    r"\b(?:even without|even if (?:you|they) (?:have|do|are)n[o']t|regardless of|whether or not)\b", re.I
)
_CONDITION = re.compile(
    r"\b(?:only (?:if|when|with|after)|unless|provided|must|needs?|required|as long as|subject to)\b", re.I
)
_NO_CONDITION = re.compile(r"\b(?:without|regardless|even|whether|any|no|not|never|irrespective)\b", re.I)
_BOTH_WAYS = re.compile(r"\bwithout\b.*\bwith (?:it|one|them|that)\b|\bwith\b.*\bwithout (?:it|one|them|that)\b", re.I)
_OF_NONE = re.compile(r"\b(?:none|neither|nothing|nobody)\b", re.I)


def _speak_of_other_figures(clause: Clause, other: Clause) -> bool:
    """Whether both clauses have figures and share none: they are about two cases."""
    mine, theirs = figures(clause.text), figures(other.text)
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def _predicate_denial(clause: Clause, head: frozenset[str]) -> bool:
    return any(not denial.together and denial.heads & head for denial in clause.denials)


_SET_APART = re.compile(r"\bwithout\b|\b(?:beyond|more than|over|above)\b", re.I)
_NOT_ALL = re.compile(rf"{_SET_APART.pattern}|\b(?:all|both|every)\b", re.I)  # as one of them will do
_ONE_OF = re.compile(r"\b(?:at least one|any one|one of|either)\b", re.I)


def _denies_freely(own: tuple[Clause, ...], backing: Backing) -> bool:
    """Whether a sentence denies what its quotes say, although nothing in them denies or sets apart.

    A denial of what they do not speak of is another way to say something else ("needn't", "isn't counted").
    """
    apart = _NOT_ALL if _ONE_OF.search(backing.text) else _SET_APART
    denying = [clause for clause in own if clause.denials and not apart.search(clause.text)]
    heads = [(clause, denial.heads) for clause in denying for denial in clause.denials]
    if not any(sign_of(clause, head) == -1 and _speaks_of(head, backing) for clause, head in heads):
        return False  # "isn't forbidden" denies twice
    if _ANSWERED_NO.search(backing.text):
        return False  # of a pair the question says what its "No" denies
    texts = (*(unit.spoken for unit in backing.units), *stated(backing))
    said = [clause for text in texts for clause in clauses(text)]
    if any(clause.denials for clause in said):
        return False
    held = {word.lower for word in words(backing.text)}
    return held.isdisjoint(_kindred()) and not any(word.startswith("non") for word in held)


def _speaks_of(heads: frozenset[str], backing: Backing) -> bool:
    """Whether the quotes state all that is denied, in these or other words."""
    stated = frozenset(
        token for unit in backing.units if not unit.asks for clause in clauses(unit.spoken) for token in clause.tokens
    )
    return all(head in stated or not meaning(head.lower()).isdisjoint(stated) for head in heads)


@cache
def _consequences() -> frozenset[str]:
    return frozenset(str(data()["negation"]["consequences"]).split())


@cache
def _kindred() -> frozenset[str]:
    return frozenset(str(data()["negation"]["kindred"]).split())

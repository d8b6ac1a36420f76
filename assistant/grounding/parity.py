"""A "not" put into a clause that is otherwise one of the quotes: "do not let you try again" for "let you sit it again".

What is denied and what not is looked at by heads elsewhere, and a denial that stands anywhere in the quotes excuses
much there. Here the clause as a whole has to be one of theirs, and no denial of theirs may be about anything in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.grounding.backing import Backing
from assistant.grounding.clauses import Clause, clauses
from assistant.grounding.denying import DENIES, MODAL, denials_in, hits
from assistant.grounding.likeness import content_of, shared
from assistant.grounding.openings import OPENING
from assistant.grounding.stated import stated

_CLOSE = 0.7  # share of the clause's tokens that one clause of the quotes has
_BACK = 0.55  # share of that one's tokens
_TELLING = 2  # tokens beside those of "can" and "need"
# Where a sentence or a clause limits, contrasts or warns, a "not" is often the other half of what it says.
_LIMITS = re.compile(
    r"\b(?:only|except|other than|unless|else|until|till|whether|rather|instead|better|myth|even|yet|mistakes?|away"
    r"|gone|wrong|before|just|excuse|turns?|worse|less|more|little|stop|rule|rare|rarely|seldom|least|wish|slip|offence"
    r"|short|shortage|scarce|gap|miss(?:es|ing)?)\b",
    re.I,
)
_WARNS = re.compile(  # an item of a list of mistakes, which states nothing
    r"\A\W*(?:[\w ]{0,30}: )?\w+ing\b(?!.*\b(?:is|are|can|will|has|have|does|needs?|takes?)\b)"
)
_FEW = 3  # tokens of a clause that leaves out what it speaks of
_POINTS = re.compile(r"\b(?:it|them|this|that|those|these|such|one)\b", re.I)
_NOT_UN = re.compile(r"\bnot ((?:un|in|im|il|ir)[a-z]{4,})\b", re.I)
_WITHOUT = re.compile(r"\bwithout\b((?: [\w'-]+){1,6})", re.I)
_CLAUSE_END = re.compile(r"[.;:?!](?:\s|$)|, (?:and|but|so|which|who) ")
_BARS = re.compile(r"\b(?:only|refuse\w*|reject\w*|illegal|closed|hard|difficult|rare|instead|rather)\b", re.I)


def parity_faults(sentence: str, backing: Backing) -> Iterator[str]:
    """Clauses of a sentence (plain text) that deny what the very same clause of the quotes says."""
    opening = OPENING.match(sentence)
    body = sentence[opening.end() :] if opening else sentence
    if not DENIES.search(body):
        return
    if not _LIMITS.search(body) and "?" not in body:
        texts = [text for text in stated(backing) if not _WARNS.match(text)]
        yield from _denied(body, [clause for text in texts for clause in clauses(text)])
    yield from _without(body, backing)
    for word in _NOT_UN.findall(body):
        if re.search(rf"(?<!\bnot ){word}\b", backing.text, re.I) and not _NOT_UN.search(backing.text):
            yield f"The sentence denies “{word}”, which its quotes say."


def _denied(body: str, held: list[Clause]) -> Iterator[str]:
    denying = [clause for clause in held if denials_in(clause)]
    for own in clauses(body):
        telling = own.held - MODAL
        plainly = any(not denial.together for denial in own.denials)
        if len(telling) < _TELLING or not plainly or denials_in(own) % 2 == 0 or not held:
            continue
        scores = [(hits(own.held, other.held), other) for other in held]
        best = max(score for score, _ in scores)
        near = [other for score, other in scores if score == best]
        if best < max(_TELLING, _CLOSE * len(own.held)) or any(best < _BACK * len(other.held) for other in near):
            continue
        about_it = any(
            (other.held - MODAL) & own.held
            or (other.denied & own.denied and (len(other.held) <= _FEW or _POINTS.search(other.text)))
            for other in denying
        )
        if not about_it and not any(denials_in(other) or _LIMITS.search(other.text) for other in near):
            yield f"The sentence denies what its quotes say: “{own.text.strip()[:60]}”."
            return


def _without(body: str, backing: Backing) -> Iterator[str]:
    """What a sentence lets one do without a thing, where its quotes say that without it one may not."""
    mine = _WITHOUT.search(body)
    rest = f"{body[: mine.start()]} {body[mine.end() :]}" if mine else ""
    if mine is None or DENIES.search(rest) or _BARS.search(body):
        return
    for unit in backing.units:
        theirs = _WITHOUT.search(unit.text)
        if theirs is None or unit.asks:
            continue
        front = _CLAUSE_END.split(unit.text[: theirs.start()])[-1]
        barred = f"{front} {_CLAUSE_END.split(unit.text[theirs.end() :])[0]}"
        alike = shared(frozenset(content_of(mine[1])), frozenset(content_of(theirs[1])))
        if alike and DENIES.search(barred) and shared(frozenset(content_of(rest)), frozenset(content_of(barred))):
            yield "The sentence allows without a thing what its quotes do not."
            return

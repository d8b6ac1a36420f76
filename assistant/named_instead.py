"""A fragment that names something after the questions before it: which of them it goes on with, or none.

"And the tow diploma?" takes the place of another diploma; "tips from officers" is a question of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.details import asked_of, is_column, is_detail, is_row_of
from assistant.exchanged import Fit
from assistant.families import matched
from assistant.fragments import Joined, join, names_of, trimmed
from assistant.pointing import names_one_thing
from assistant.topic import PART_WORDS, Said, said

_LOOK_BACK = 8  # earlier questions in which a fragment may find its kin
_OF = frozenset({"from", "by"})


def names_something(asked: Said) -> bool:
    """Whether a message names something, places aside."""
    named = any(word not in asked.place_keys for word in names_of(asked))
    return bool(named or asked.step_span or asked.question.step)


def named_instead(asked: Said, complete: str, earlier: Sequence[Said], *, follows: bool) -> str | None:
    """What a fragment means after the questions before it, or None where it is a question of its own."""
    named = said(" ".join(trimmed(asked.words)), asked.shape)
    kinds = set(asked.question.kinds) - {"definition", "order", "roadmap"}
    whole = {"amount", "duration", "count", "comparison", "total", "table", "clock", "date", "age"}
    if kinds & whole and not asked.question.experience and not (follows and _is_bare_name(named)):
        return None
    if asked.question.kinds[:1] == ("list",) and asked.question.attribute_words.isdisjoint(earlier[-1].keys):
        return None  # "what about tools for X?" asks of its own
    if is_column(named, earlier[-1]):
        return asked_of(" ".join(named.words), earlier[-1])
    if follows and is_row_of(named, earlier[-1]):
        return join(named, earlier[-1]).text
    if _is_a_section(named):
        return None
    tried: list[Joined] = []
    for before in list(reversed(earlier))[: _LOOK_BACK if follows else 1]:
        joined = join(named, before, lead="for" if asked.keys[0] == "for" else "")
        bare = _is_bare_name(named) and names_one_thing(named) and not asked.question.kinds
        if joined.fit is Fit.KIN and (follows or bare):
            return joined.text
        tried.append(joined)
    if not follows:
        return None
    if is_detail(named, earlier[-1], follows=True):
        return asked_of(" ".join(named.words), earlier[-1])
    return tried[0].text if tried[0].fit is Fit.LOOSE and not _is_phrase(named) else None


def _is_phrase(asked: Said) -> bool:
    """Whether a fragment names a thing of a thing: "tips from officers"."""
    named = [key for key in names_of(asked) if key not in asked.place_keys]
    return len(named) > 1 and any(key in _OF for key in asked.keys[1:-1])


def _is_a_section(asked: Said) -> bool:
    """Whether a fragment says as a phrase of its own what a section is about."""
    named = [key for key in names_of(asked) if key not in asked.place_keys]
    members = (member for family in asked.shape.families for member in family if not member.headers)
    return _is_phrase(asked) and any(len(matched(named, member)) == len(named) for member in members)


def _is_bare_name(asked: Said) -> bool:
    """Whether a message of a few words is nothing but a name."""
    named = set(names_of(asked)) | asked.place_keys
    plain = {"the", "a", "an", "for", "in", "with", "new"} | PART_WORDS
    return len(asked.keys) <= 4 and all(key in named or key in plain or key.isdigit() for key in asked.keys)

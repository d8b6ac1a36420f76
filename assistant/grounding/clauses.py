"""Clauses of a plain text with what they deny: tokens, and the heads that a "not", "no" or "without" takes away.

"Need", "must" and "required" are one token, NEED, and "optional" denies it; so wording is free and the sense is not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, NamedTuple

from assistant.grounding.plain_denials import plain_denials
from assistant.grounding.text import data, stem, words
from index.lexical import STOP_WORDS

_SPLIT = re.compile(
    r",(?!\d{3})|[;:()|?!\n]|\.(?!\w)(?<!\.\w\.)(?<!\.\w{2}\.)(?<!\.\w{4}\.)|\s-\s"  # not in "a B.Tech. directly"
    r"|\b(?:but|although|though|while|whereas|(?<!not )yet|however|because|unless|and|so|if|when|until|before|after)\b",
    re.I,
)
_ELLIPSIS = re.compile(r"\b(?:is|are|was|were|do|does|can|will|has|have) not\W*\Z|\bcannot\W*\Z", re.I)
_SET_OFF = re.compile(r"[;:](?!\d)|\b(?:but|while|whereas|although|though)\b", re.I)
_ITSELF = ""  # a word such as "optional", which denies nothing but what it is the opposite of
_PREDICATE_NEGATORS = frozenset({"not", "never", "cannot", "hardly", "barely", "rarely", "seldom", "scarcely"})
_PHRASE_NEGATORS = frozenset(
    {"no", "without", "lack", "lacks", "lacking", "lacked", "skips", "skipping", "skipped", "avoid"}
)
_EMPTY = STOP_WORDS | frozenset(str(data()["empty"]["words"]).split())


@dataclass(frozen=True)
class Denial:
    """What one negating word takes away: all `heads` together for "no" and "without", each alone otherwise."""

    heads: frozenset[str]
    together: bool
    beyond: str = ""  # what stands behind the head: "never go alone" denies going alone, not going


@dataclass(frozen=True, eq=False)
class Clause:
    """A clause with its tokens, in order, and its denials."""

    text: str
    tokens: tuple[str, ...]
    held: frozenset[str]
    denials: tuple[Denial, ...]

    @property
    def denied(self) -> frozenset[str]:
        """All heads that are denied."""
        return frozenset().union(*(denial.heads for denial in self.denials)) if self.denials else frozenset()


class _Predicates(NamedTuple):
    says: dict[str, str]
    denies: dict[str, str]
    phrases: tuple[tuple[re.Pattern[str], str], ...]
    harmless: re.Pattern[str]
    negators: frozenset[str]


@cache
def _predicates() -> _Predicates:
    raw: Any = data()
    says: dict[str, str] = {}
    denies: dict[str, str] = {}
    phrases: list[tuple[re.Pattern[str], str]] = []
    for entry in raw["predicate"]:
        says |= dict.fromkeys(entry["words"].split(), entry["name"])
        denies |= dict.fromkeys(entry["opposite"].split(), entry["name"])
        phrases += [
            (re.compile(rf"\b{phrase}\b", re.I), entry["name"]) for phrase in entry["phrases"].split("|") if phrase
        ]
    return _Predicates(
        says,
        denies,
        tuple(phrases),
        re.compile(raw["negation"]["harmless"], re.I),
        frozenset(raw["negation"]["words"].split()),
    )


@cache
def turning_words() -> frozenset[str]:
    """Words that deny a predicate by themselves: "optional", "excluded"."""
    return frozenset(_predicates().denies)


_EITHER = re.compile(r"(?<=\w) either(?=\W*(?:[.;,:]|\Z))", re.I)  # "is no bar either" denies the bar


@lru_cache(maxsize=16_384)
def clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of a plain text, in order."""
    forms = _predicates()
    text = _EITHER.sub("", plain_denials(text, forms.harmless))
    for pattern, name in forms.phrases:
        text = pattern.sub(name, text)
    if _ELLIPSIS.search(text):  # "braces, tattoos and a healed fracture are not"
        *before, last = _SET_OFF.split(text)
        return (*(made for part in before for made in clauses(part)), _clause(last))
    return tuple(made for part in _SPLIT.split(text) if (made := _clause(part)).tokens)


def _clause(text: str) -> Clause:
    forms = _predicates()
    tokens: list[str] = []
    negators: list[tuple[int, str]] = []
    modal: set[int] = set()  # where a verb follows: "cannot enter", and not "won't accept a degree"
    for word in words(text):
        lower = word.lower.removesuffix("'s")
        if lower in forms.negators:
            if lower == "cannot":
                modal.add(len(tokens))
                tokens.append("CAN")
                negators.append((len(tokens) - 1, "not"))
            else:
                negators.append((len(tokens), lower))
        elif lower in forms.denies:
            negators.append((len(tokens), _ITSELF))
            tokens.append(forms.denies[lower])
        elif lower.startswith("non-") and len(lower) > 5:
            tokens.append(stem(lower))
        elif word.text in forms.says.values():
            if not text.startswith(" to", word.end):  # "CAN to women" has no verb behind it
                modal.add(len(tokens))
            tokens.append(word.text)
        elif lower in forms.says:
            if lower in {"can", "could", "able"}:
                modal.add(len(tokens))
            tokens.append(forms.says[lower])
        elif lower not in _EMPTY and not lower.isdigit():
            tokens.append(stem(lower))
    return Clause(
        text=text,
        tokens=tuple(tokens),
        held=frozenset(tokens),
        denials=tuple(_denials(tokens, negators, modal)),
    )


def _denials(tokens: list[str], negators: list[tuple[int, str]], modal: set[int]) -> list[Denial]:
    found = []
    for place, negator in negators:
        after = tokens[place:]
        if negator == _ITSELF:
            found.append(Denial(heads=frozenset(after[:1]), together=False))
        elif negator in _PREDICATE_NEGATORS:
            heads = after[:2] if after[:1] == ["CAN"] and place in modal else after[:1]
            if not heads and place:  # "braces and tattoos are not"
                heads = tokens[:place]
            # "can not" has its verb after it, "is not" has what stands before it as its subject
            if (
                place
                and tokens[place - 1] in {"CAN", "NEED"}
                and negator == "not"
                and not (after and after[0].isupper())
            ):
                heads = [*heads, tokens[place - 1]]
            beyond = next((token for token in after[len(heads) :][:1]), "") if set(heads) <= set(after) else ""
            found.append(Denial(heads=frozenset(heads), together=False, beyond=beyond))
        elif negator in _PHRASE_NEGATORS:
            following = min((other for other, _ in negators if other > place), default=len(tokens))
            named = tokens[place:following][:4]  # "without gloves or without veils"
            cut = next((at for at, token in enumerate(named) if token.isupper()), None)
            phrase = named[: cut if cut is not None else 2]
            found.append(Denial(heads=frozenset(phrase), together=True))
            if cut is not None and negator == "no":
                found.append(Denial(heads=frozenset({named[cut]}), together=False))
        elif negator == "nothing" and place:  # "designs nothing in the first year"
            found.append(Denial(heads=frozenset({tokens[place - 1]}), together=False))
        else:
            found.append(Denial(heads=frozenset(after or tokens[max(place - 1, 0) : place]), together=False))
    return [denial for denial in found if denial.heads]

"""Clauses of a plain text with what they deny: tokens, and the heads that a "not", "no" or "without" takes away.

"Need", "must" and "required" are one token, NEED, and "optional" denies it; so wording is free and the sense is not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, NamedTuple

from assistant.grounding.text import data, stem, words
from index.lexical import STOP_WORDS

_SPLIT = re.compile(
    r",(?!\d{3})|[;:()|?!\n]|\.(?!\d)|\s-\s"
    r"|\b(?:but|although|though|while|whereas|(?<!not )yet|however|because|unless|and|so|if|when|until|before|after)\b",
    re.I,
)
CLAUSE_END = re.compile(r"[;:.!?\n,()|](?!\d)|\s-\s")  # where neighbours are none any more
_ELLIPSIS = re.compile(r"\b(?:is|are|was|were|do|does|can|will|has|have) not\W*\Z|\bcannot\W*\Z", re.I)
LEFT_OUT = re.compile(r"\b(?:rather than|instead of|as opposed to|in place of)\b(?! how\b| what\b)", re.I)
_NONE_OF_IT = re.compile(
    r"(?m)(?:^|(?<=; )|(?<=, ))([^:|;,\n]{3,60}?)"
    r"(?:\??: (?:none|nil|nothing|nobody|hardly any)\b|(?:\??: |(?<!there) (?:is|are) )"
    r"(?:none|nil|nothing|nobody|hardly any|no)\s*(?=[,.;(\n]|$))",
    re.I,
)
_NOT_NEEDED = re.compile(r"(?m)(?:^|(?<=; ))([^:|;\n]{3,60}): not (needed|required|applicable)\b", re.I)
_OPEN = re.compile(r"\b(?:not|n't|never) (?:shut out|closed|barred|ruled out|excluded)\b", re.I)
_FREE = re.compile(r"\b(?:(?:costs?|costing|charges?|charged|paying)|(?:you|to|they|we) pay) nothing\b", re.I)
_ITSELF = ""  # a word such as "optional", which denies nothing but what it is the opposite of
_NO_OTHER = re.compile(r"\b(?:more|better|higher|longer|faster|greater) than any other\b", re.I)
_DO_WITHOUT = re.compile(r"\b(?:(?:can|could|may|will) )?(?:do|does|doing|manage|manages) without\b", re.I)
_NOT_WITHOUT = re.compile(
    r"\b(?:cannot|can not|do not|can't|does not|don't|doesn't|never|nobody|no one)\b([^,;:.]{1,60}?) without\b", re.I
)
_PREDICATE_NEGATORS = frozenset({"not", "never", "cannot", "hardly", "barely", "rarely", "seldom", "scarcely"})
_PHRASE_NEGATORS = frozenset(
    {"no", "without", "lack", "lacks", "lacking", "lacked", "skips", "skipping", "skipped", "avoid"}
)
_CONTRACTED = re.compile(r"\b(ca|wo|do|does|did|is|are|was|were|has|have|had|need|must|should|would|could)n'?t\b", re.I)
_CAN_NOT = re.compile(r"\bcan not\b", re.I)
_NOR = re.compile(r"(?<=\w )neither\b(.{1,80}?) nor\b", re.I)
_EITHER_OF = re.compile(r"\b(no|without)((?: [\w-]+){1,2}) or (?!no\b|without\b)", re.I)  # each is denied
_BARS = re.compile(r"(?<!\bthe )(?<!\ba )(?<!\bwine )(?<!-)\bbars?\b(?= (?:any|all|those|[a-z]{3,} ?[a-z]+s\b))", re.I)
_TURN_AWAY = re.compile(r"\bturn(?:s|ed)? (?:\w+ )?(?:away|down)\b", re.I)
_STAY_AWAY = re.compile(r"\b(?:steer clear of|(?:stay|keep) (?:away|clear) (?:from|of)|avoiding|avoids)\b", re.I)
_NO_LONGER = re.compile(r"\b(?:no longer(?! than)|not any ?more)\b", re.I)
_NO_TO = re.compile(
    r"\b(no)( (?!need|reason|requirement|obligation|way|right)[\w-]+) to (?=\w)", re.I
)  # "no colleague to ask"
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


@lru_cache(maxsize=16_384)
def clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of a plain text, in order."""
    forms = _predicates()
    text = _CONTRACTED.sub(lambda match: f"{_whole(match[1])} not", text)
    text = _CAN_NOT.sub("cannot", text)
    text = _DO_WITHOUT.sub("not need", text)
    text = _NO_OTHER.sub("no other", text)
    text = _TURN_AWAY.sub("refuse", _BARS.sub("forbid", _NO_LONGER.sub("not", text)))
    text = _STAY_AWAY.sub("avoid", text)
    text = _NO_TO.sub(r"\1\2, ", _EITHER_OF.sub(r"\1\2 or \1 ", text))
    text = _NOR.sub(r"no \1 and no", text)
    text = forms.harmless.sub(" ", _FREE.sub("free", _OPEN.sub("CAN", text)))
    text = LEFT_OUT.sub(" without ", _NONE_OF_IT.sub(r"no \1, ", _NOT_NEEDED.sub(r"\1 is not \2", text)))
    text = re.sub(r"\bno one\b", "nobody", re.sub(r"\bneed not\b", "not need", text, flags=re.I), flags=re.I)
    for pattern, name in forms.phrases:
        text = pattern.sub(name, text)
    if _ELLIPSIS.search(text):  # "braces, tattoos and a healed fracture are not"
        return (_clause(text),)
    return tuple(made for part in _SPLIT.split(text) if (made := _clause(part)).tokens)


def needing(text: str) -> str:
    """A text with "cannot leave without a pass" said as "leaving needs a pass"."""
    return _NOT_WITHOUT.sub(r"\1 NEED", text)


def _whole(verb: str) -> str:
    return {"ca": "can", "wo": "will"}.get(verb.lower(), verb)


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
            modal.add(len(tokens))
            tokens.append(word.text)
        elif lower in forms.says:
            if lower in {"can", "could", "able"}:
                modal.add(len(tokens))
            tokens.append(forms.says[lower])
        elif lower not in _EMPTY and not lower.isdigit():
            tokens.append(stem(lower))
    return Clause(
        text=text, tokens=tuple(tokens), held=frozenset(tokens), denials=tuple(_denials(tokens, negators, modal))
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
        else:
            found.append(Denial(heads=frozenset(after or tokens[max(place - 1, 0) : place]), together=False))
    return [denial for denial in found if denial.heads]

"""Fragments that only change one plain word of the question before: "and per year?", "in November?", "after 40?".

Months, weekdays, units of time, ordinals and numbers stand in no table of a guide, but in the sentence they are kin all
the same: one takes the other's place. A fragment and an earlier question go in, the whole question comes out, or None.
"""

from __future__ import annotations

import re
from functools import cache

from assistant.language import read_data
from assistant.topic import Said

_UNIT = "hour|day|week|month|quarter|semester|year"
_RATE = re.compile(rf"(?:(?:per|in|for|an?|each|every|one) ){{1,2}}({_UNIT})", re.I)
_LEADS = r"in|on|at|for|after|before|above|over|below|under|till|until|upto|with|within|from|by|of"
_NUMBER = re.compile(
    rf"(?:(?:(?:if|when|once) (?:i am|im|i'm|you are|one is|aged)|{_LEADS}) )?(?:(?:the )?age (?:of )?)?"
    r"(\d{1,2})(?: years?)?(?: old| of age)?",
    re.I,
)
_NEW_NUMBER = re.compile(
    rf"(?:({_LEADS}|if i am|when i am) )?(?:(?:the )?age (?:of )?)?\d{{1,2}}(?: years? old)?", re.I
)
_NOUN_AND_NUMBER = re.compile(r"(?:the |for |in )*([a-z]{3,}) (\d{1,2})", re.I)
_THEREAFTER = re.compile(r"(?:from )?(after|before) (?:that|this|it)", re.I)
_PERIOD = re.compile(
    r"\b(?:in|during|within|for|at|till|until) ((?:the |my )?(?:first|second|third|fourth|final|last|initial|\d{1,2}) "
    r"(?:\d{1,2} )?(?:year|month|week|day|semester|attempt|round)s?)\b",
    re.I,
)
_ONES = re.compile(r"(?:the )?([a-z]{3,}) ones", re.I)
_WHICH_ARE = re.compile(r"\bwhich [\w ]{3,40} (?:are|is) (?!there\b)([a-z]{3,})$", re.I)
_HAVING = re.compile(r"(with|without) (?:(?:an?|the) )?(\w[\w ]{1,30})", re.I)
_DENYING = ("un", "non-", "non", "in", "im", "ir")
_PLAIN = frozenset({"the", "a", "an", "in", "on", "at", "for", "of", "and", "to", "by", "during", "my", "one", "ones"})


@cache
def _groups() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in read_data("conversation.toml")["kin"]:
        words = frozenset(line.split())
        found |= dict.fromkeys(words, words)
    return found


def negations(word: str) -> frozenset[str]:
    """What a word is with a prefix that denies it, and without: "unpaid" of "paid", "technical" of "non-technical"."""
    without = {word.removeprefix(prefix) for prefix in _DENYING if word.startswith(prefix)}
    return frozenset({prefix + word for prefix in _DENYING} | without)


def kin_exchanged(fragment: Said, earlier: Said) -> str | None:
    """The earlier question with the fragment's one word in the place of its kin."""
    said, text = " ".join(fragment.words), earlier.text.rstrip(" ?.!")
    for exchange in (_other_rate, _other_number, _thereafter, _other_ones, _with_or_without):
        if (found := exchange(said, text, earlier)) is not None:
            return found + ("?" if earlier.text.rstrip().endswith("?") else "")
    return _other_word(fragment, earlier)


def _other_rate(said: str, text: str, _: Said) -> str | None:
    """Put "per year" in the place of "in a week"."""
    new, old = _RATE.fullmatch(said), _RATE.search(text)
    return None if new is None or old is None else text[: old.start()] + said + text[old.end() :]


def _other_number(said: str, text: str, earlier: Said) -> str | None:
    """Put "after 40" in the place of "if I am 30", "paper 5" in the place of "paper 3"."""
    new = _NEW_NUMBER.fullmatch(said)
    if new is None and (named := _NOUN_AND_NUMBER.fullmatch(said)):
        old = re.search(rf"\b{re.escape(named[1])} \d{{1,2}}\b", text, re.I)
        return None if old is None else f"{text[: old.start()]}{named[1]} {named[2]}{text[old.end() :]}"
    if new is None:
        return None
    if earlier.step_span and not new[1]:
        series, number = (earlier.words[at] for at in range(*earlier.step_span))
        return text.replace(f"{series} {number}", f"{series} {said}", 1)
    numbers = [match for match in re.finditer(r"(?<![\w.])\d{1,2}(?![\w.]|\s?%)", text)]
    outside = [match for match in numbers if new[1] or _counts_years(match, text)]
    for place in reversed(outside):
        for old in _NUMBER.finditer(text):
            if old.start(1) == place.start() and (new[1] is None or old.group() != old[1]):
                start = old.start() if new[1] else old.start(1)
                return text[:start] + said + text[old.end() if new[1] else old.end(1) :]
    return None


def _counts_years(number: re.Match[str], text: str) -> bool:
    """Whether a number names nothing ("paper 3"): it stands by itself or before years ("with 3 years")."""
    named = re.search(r"[^\W\d]{3,} $", text[: number.start()])
    return named is None or bool(re.match(r" ?(?:years?|yrs?)\b", text[number.end() :], re.I))


def _thereafter(said: str, text: str, _: Said) -> str | None:
    """Read "after that" as "after the first year", where the question before names a time."""
    new, old = _THEREAFTER.fullmatch(said), _PERIOD.search(text)
    return None if new is None or old is None else f"{text[: old.start()]}{new[1].lower()} {old[1]}{text[old.end() :]}"


def _other_ones(said: str, text: str, earlier: Said) -> str | None:
    """Read "paid ones" as "which databases are paid", after the question which are free.

    What the question itself says denied ("unpaid posts") takes the place of that, wherever it stands.
    """
    new, old = _ONES.fullmatch(said), _WHICH_ARE.search(text)
    if new is None or old is None or not negations(new[1].lower()).isdisjoint(earlier.keys):
        return None
    return text[: old.start(1)] + new[1]


def _with_or_without(said: str, text: str, _: Said) -> str | None:
    """Read "with a degree" after a question that says "without a degree", and the other way round."""
    new = _HAVING.fullmatch(said)
    if new is None:
        return None
    other = "without" if new[1].lower() == "with" else "with"
    old = re.search(rf"\b{other} ((?:an? |the )?){re.escape(new[2])}\b", text, re.I)
    return None if old is None else f"{text[: old.start()]}{new[1].lower()} {old[1]}{new[2]}{text[old.end() :]}"


def _other_word(fragment: Said, earlier: Said) -> str | None:
    """One month or ordinal in the place of another; what else the fragment says must stand beside the old one."""
    named = [key for key in fragment.keys if key not in _PLAIN]
    if not named or len(named) > 3:
        return None
    group = _groups().get(named[0], frozenset()) | negations(named[0])
    at = next((at for at, key in enumerate(earlier.keys) if key in group and key != named[0]), None)
    if at is None or list(earlier.keys[at + 1 : at + len(named)]) != named[1:]:
        return None
    word = next(word for word, key in zip(fragment.words, fragment.keys, strict=True) if key == named[0])
    parts = earlier.text.split()
    spoken = [place for place, raw in enumerate(parts) if re.search(r"\w", raw)]
    if len(spoken) != len(earlier.keys):
        return None
    raw = parts[spoken[at]]
    parts[spoken[at]] = raw.replace(earlier.words[at], word)
    return " ".join(parts)

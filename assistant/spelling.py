"""Misspelt words put right, and only those: a word that the guide, the language data or the model knows is left alone.

"DevOps" must not become "developers": a correction must cost little as people's slips go, and less than any other word
that may be meant. Where several are equally near, the one that questions and the guide use most is meant, if it is used
clearly more than the next.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache

from assistant.compounds import skeleton
from assistant.edit_cost import edit_cost, is_silent
from assistant.language import load_language, read_data
from assistant.support import stems
from assistant.variants import said_variant
from corpus.layout import STEP_NOUNS

_MIN_LENGTH = 4  # shorter words have too many near neighbours
_WORD = re.compile(r"[^\W\d_]+(?:'[a-z]+)?")
_NUMBERED = re.compile(r"\b([^\W\d_]{3,6}) (\d{1,2})\b")
_CLEARLY_MORE = 2.0  # times as often as the next nearest word
_CLEARLY_LESS = 0.3  # a word that only the model knows must be this much nearer
_SURE = 0.65  # a name of a place is meant only by a slip as cheap as this
_RATHER_SURE = 0.85  # a word that names nothing, where it is short
_ONE_KEY_OFF = 0.9  # … of five letters and more: a key beside the right one
_LONG = 8  # letters from which no other word is as near
_WRONG_PLURAL = re.compile(r"(?:[^aeiou]y|ch|sh|x|ss)s$")
_EQUAL = 0.15  # costs this near are equal
_ENDINGS = (
    "s",
    "es",
    "ed",
    "d",
    "ing",
    "er",
    "ers",
    "or",
    "ors",
    "ly",
    "al",
    "able",
    "ment",
    "ness",
    "ist",
    "ists",
    "ship",
    "age",
    "ity",
    "ion",
    "ions",
)
_HEARD = tuple(tuple(pair.split("/")) for pair in read_data("spelling.toml")["heard"]["ends"].split())
_OPENINGS = {"c": "ksc", "k": "c", "s": "cz", "z": "s", "f": "p", "p": "f", "j": "g", "g": "j", "i": "e", "e": "i"}
_SILENT = {"r": "w", "n": "kg", "h": "w"}  # letters that a word may open with unheard: "riting"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@cache
def _spelling() -> tuple[frozenset[str], frozenset[str]]:
    data = read_data("spelling.toml")
    return frozenset(data["words"]["words"].split()), frozenset(data["names"]["words"].split())


@cache
def _hindi() -> frozenset[str]:
    from assistant.hindi.words import load_lexicon

    lexicon = load_lexicon()
    return lexicon.strong | lexicon.weak


class Speller:
    """Corrects words towards the words of the guides and of career questions in general."""

    def __init__(self, guide_words: Mapping[str, int], is_known: Callable[[str], bool]) -> None:
        """`guide_words` (lower case, with how often they stand there) are corrected to; so are common question words.

        What `is_known` accepts (lower case) is left alone, and corrected to only where nothing else is as near.
        """
        language = load_language()
        general, names = _spelling()
        listed = (*language.generic, *language.groups, *language.role_nouns, *language.provider, *general)
        own = {word for word in listed if word.isalpha() and word not in _hindi()}
        places = {word for word in language.places if word.isalpha() and len(word) >= 5}
        self._places = places
        self._asking = language.asking
        self._framing = language.generic | language.asking
        self._weights = {word: float(count) for word, count in guide_words.items() if len(word) >= 3}
        for word in own | places:
            if len(word) >= 3:
                self._weights[word] = self._weights.get(word, 0.0) + 1.0
        for word in language.asking:
            self._weights[word] = self._weights.get(word, 0.0) + 40.0
        self._plain = {_unaccented(word): word for word in self._weights if not word.isascii()}
        self._targets: dict[str, list[str]] = {}  # by first letter
        for word in sorted(self._weights):
            self._targets.setdefault(word[0], []).append(word)
        self._skeletons: dict[str, list[str]] = {}
        for word in self._weights:
            if len(word) >= 5:
                self._skeletons.setdefault(skeleton(word), []).append(word)
        self._is_known = is_known
        self._guide_words = guide_words
        self._known = own | set(guide_words) | language.asking | language.provider | language.off_topic | names
        self._known |= set(language.places) | _hindi()
        self.correction = lru_cache(maxsize=4096)(self._correction)

    def is_said(self, word: str) -> bool:
        """Whether a guide holds the word (lower case) as it is written."""
        return word in self._guide_words

    def is_right(self, word: str) -> bool:
        """Whether a word (lower case) is spelled right as far as anything here knows."""
        return self._is_listed(word) or self._is_known(word) or self._is_inflected(word)

    def corrected(self, text: str) -> str:
        """The text with each misspelt word replaced; everything else as it was."""
        text = _NUMBERED.sub(self._series_in_place, text)
        return _WORD.sub(lambda match: self._in_place(match, text), text)

    def _series_in_place(self, match: re.Match[str]) -> str:
        """The word "step" put right before a number ("stpe 5"), where the written word is none of the guide's."""
        word = match[1].lower()
        near = next((name for name in STEP_NOUNS if edit_cost(word, name) <= 0.9), None)
        return match.group() if near is None or self.is_right(word) else f"{near} {match[2]}"

    def _in_place(self, match: re.Match[str], text: str) -> str:
        """The word put right where it stands; a word in capitals inside a sentence is a name and is left alone."""
        word = match.group()
        inside = word[0].isupper() and re.search(r"[a-z,;:] $", text[: match.start()])
        acronym = word.isupper() and len(word) <= 6 and not text.isupper()
        if inside or acronym or not word.isalpha():
            return word
        return self.correction(word.lower()) or word

    def _is_listed(self, word: str) -> bool:
        if word in self._known:
            return True
        if _WRONG_PLURAL.search(word):
            return False
        return word.removesuffix("s") in self._known or (word[-1] != "s" and f"{word}s" in self._known)

    def _is_inflected(self, word: str) -> bool:
        """Whether it is a known word with an ending ("sketching")."""
        for ending in _ENDINGS:
            base = word.removesuffix(ending)
            least = 4 if ending == "s" or len(ending) > 2 else 5
            if base != word and len(base) >= least and not (ending == "s" and base[-1] == "s"):
                undoubled = base[:-1] if base[-1] == base[-2] else base
                if any(self._is_known(form) or form in self._known for form in (base, f"{base}e", undoubled)):
                    return True
        return False

    def _correction(self, word: str) -> str | None:
        """The word that is meant by an unknown word, or None."""
        if word in self._plain:
            return self._plain[word]
        if (variant := said_variant(word, self.is_said)) is not None:
            return variant
        if len(word) < _MIN_LENGTH or self._is_listed(word) or self._is_known(word) or not word.isascii():
            return None
        if heard := self._as_heard(word):
            return heard
        if _WRONG_PLURAL.search(word):
            plural = word[:-2] + "ies" if word.endswith("ys") else word[:-1] + "es"
            singular = word[:-1]
            return plural if plural in self._weights or singular in self._known or self._is_known(singular) else None
        costs = {target: edit_cost(word, target) for target in self._near(word)}
        allowed = min(_SURE, _allowed(word)) if self._is_inflected(word) else _allowed(word)
        near = sorted(
            (cost, target) for target, cost in costs.items() if cost <= allowed and cost <= self._at_most(target, word)
        )
        if (not near or near[0][0] > _SURE) and (other := self._of_the_model(word, near[0][0] if near else allowed)):
            return other
        if not near:
            return None
        near = sorted((cost - self._bonus(target, word), target) for cost, target in near)
        best = sorted((-self._weights[target], target) for cost, target in near if cost <= near[0][0] + _EQUAL)
        same_stem = len({stems(target) for _, target in best}) == 1
        if len(best) > 1 and not same_stem and best[0][0] > _CLEARLY_MORE * best[1][0]:
            return None
        return near[0][1] if same_stem else best[0][1]

    def _as_heard(self, word: str) -> str | None:
        """A word of the guides that sounds as this one is spelled at its end ("flites")."""
        written = (word.removesuffix(heard) + right for heard, right in _HEARD if word.endswith(heard))
        return next((form for form in written if self.is_said(form) and len(form) > 4), None)

    def _at_most(self, target: str, word: str) -> float:
        """What a slip may cost to mean this word: little for a place, or for a word that names nothing."""
        if target in self._places:
            return _SURE
        if target not in self._framing and target.removesuffix("s") not in self._framing:
            return math.inf
        if target in self._asking and (word[0], word[-1]) == (target[0], target[-1]):
            return _ONE_KEY_OFF
        return _RATHER_SURE if len(target) < _MIN_LENGTH + 1 else _ONE_KEY_OFF if len(target) < _LONG else math.inf

    def _bonus(self, target: str, word: str) -> float:
        """What speaks for a target beside the slip: that it is used often, and starts as the word does."""
        return min(0.3, 0.06 * math.log2(1.0 + self._weights[target])) - (
            0.0 if word[0] in target[: 1 + is_silent(target)] else 0.4
        )

    def _near(self, word: str) -> Iterator[str]:
        """The words that may be meant, in no order."""
        from rapidfuzz.distance import OSA  # here because most messages need no correction
        from rapidfuzz.process import extract

        if len(word) >= 4:
            yield from self._skeletons.get(skeleton(word), ())
        allowed = 1 if len(word) < 5 else 2 if len(word) < 8 else 3
        for opening in word[0] + _OPENINGS.get(word[0], "") + _SILENT.get(word[0], ""):
            targets = self._targets.get(opening, ())
            found = extract(word, targets, scorer=OSA.distance, score_cutoff=allowed, limit=12)
            yield from (target for target, _, _ in found)

    def _of_the_model(self, word: str, below: float) -> str | None:
        """The only word of the model's that is one cheap slip away, cheaper than `below`."""
        if len(word) < 5:
            return None
        found = {near for near in _one_slip_away(word) if self._is_known(near)}
        costs = sorted((edit_cost(word, near), near) for near in found)
        if (
            not costs
            or costs[0][0] > min(below - _CLEARLY_LESS, 0.6)
            or (len(costs) > 1 and costs[1][0] <= costs[0][0] + _EQUAL)
        ):
            return None
        return costs[0][1]


def _unaccented(word: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))


def _allowed(word: str) -> float:
    return 0.9 if len(word) < 5 else 1.15 if len(word) < 8 else 1.5 if len(word) < 10 else 2.0


def _one_slip_away(word: str) -> Iterator[str]:
    """Words that this one is a slip for: two letters swapped, a letter dropped, a double letter."""
    for place in range(1, len(word)):
        yield word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :] if place > 1 else word
        if word[place] == word[place - 1]:
            yield word[:place] + word[place + 1 :]
    for place in range(1, len(word) + 1):
        yield from (word[:place] + letter + word[place:] for letter in _LETTERS)

"""How likely one spelling is a slip for another: a weighted edit distance, cheap for the slips that people make."""

from __future__ import annotations

from assistant.language import read_data

_VOWELS = frozenset("aeiouy")
_SOUND_ALIKE = frozenset(read_data("spelling.toml")["sounds"]["alike"].split())
_SHORT = 4  # letters up to which two words may well have the same ones
_IN_ANOTHER_ORDER = 0.9  # all letters are there ("phyton")
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_BESIDE = frozenset(pair for row in _KEYS for a, b in zip(row, row[1:], strict=False) for pair in (a + b, b + a))


def edit_cost(written: str, meant: str) -> float:
    """The cost of writing `written` where `meant` was meant: 0 for the same word, about 1 for a plain slip.

    A dropped vowel or half of a double letter, two letters swapped and a like-sounding letter cost least.
    """
    rows, columns = len(written), len(meant)
    previous2: list[float] = []
    previous = [0.0]
    for j in range(columns):
        previous.append(previous[-1] + _dropped(meant, j))
    for i in range(1, rows + 1):
        letter = written[i - 1]
        current = [previous[0] + 1.0]
        for j in range(1, columns + 1):
            aim = meant[j - 1]
            best = previous[j - 1] + (0.0 if letter == aim else _swapped_for(letter, aim))
            best = min(best, current[j - 1] + _dropped(meant, j - 1), previous[j] + _added(written, i - 1))
            if i > 1 and j > 1 and letter == meant[j - 2] and written[i - 2] == aim and letter != aim:
                best = min(best, previous2[j - 2] + 0.6)
            current.append(best)
        previous2, previous = previous, current
    reordered = rows > _SHORT and written[0] == meant[0] and sorted(written) == sorted(meant)
    return min(previous[-1], _IN_ANOTHER_ORDER) if reordered else previous[-1]


def is_silent(word: str) -> bool:
    """Whether a word opens with a letter that is not heard ("write", "know")."""
    return word[:2] in {"wr", "wh", "kn", "gn"}


def _dropped(meant: str, place: int) -> float:
    if not place and is_silent(meant):
        return 0.4
    if place and meant[place] == meant[place - 1]:
        return 0.3
    casual = meant.endswith("ing") and place == len(meant) - 1  # "startin"
    return 0.5 if casual or meant[place] in _VOWELS else 0.8


def _added(written: str, place: int) -> float:
    doubled = place > 0 and written[place] == written[place - 1]
    if doubled:
        return 0.35 if place < len(written) - 1 else 0.8  # brand names double their last letter
    return 0.9


def _swapped_for(letter: str, aim: str) -> float:
    if letter + aim in _SOUND_ALIKE or (letter in _VOWELS and aim in _VOWELS):
        return 0.6
    return 0.9 if letter + aim in _BESIDE else 1.2

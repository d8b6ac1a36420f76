"""A model's reply with its marks and digits in the one form that all checks read: [1] [2], and 0 to 9.

Models were trained on other forms too: "[1, 2]", "【1】", "[Passage 1]", "(1)". What a guide itself writes so is its
text, and no mark.
"""

from __future__ import annotations

import re
import unicodedata

from assistant.answer import MARK

_BRACKETS = str.maketrans("【】［］〔〕〖〗", "[][][][]")
_WORD = r"(?:passages?|sources?|quotes?|nos?\.|numbers?|p\.|\^|#)"
_JOINT = r"\s*(?:,|;|&|and|[-–]|,\s*and)\s*"
_NUMBER = rf"(?:{_WORD}\s*)?\d{{1,2}}"
_NUMBERS = rf"{_NUMBER}(?:{_JOINT}{_NUMBER})*"
# "[1]" itself is one of them; behind a number some models name the place: "[1†source]", "[1: Salary]" is not read.
_LIST = re.compile(rf"\[\s*({_NUMBERS})(?:†\w*)?\s*\](?!\()", re.I)
_NAMED = re.compile(rf"\(\s*((?:see\s+)?(?:passages?|sources?|quotes?)\s*\d{{1,2}}(?:{_JOINT}{_NUMBER})*)\s*\)", re.I)
# In round brackets a number is a mark only where a sentence's would stand.
_ROUND = re.compile(r"(?<=\S)\s?((?:\(\d{1,2}\)\s?)+)(?=[.!?]|\s*\Z|\s*\n)|(?<=[.!?])\s?((?:\(\d{1,2}\)\s?)+)(?=\s|\Z)")
_OTHER_DIGIT = re.compile(r"(?![0-9])\d")  # of another script than ours
_RANGE = re.compile(r"(\d+)\s*[-–]\s*(\d+)")


def with_plain_marks(reply: str, count: int, held: str, *, whole: bool = True) -> str:
    """The reply with every mark as [n].

    Args:
        reply: what the model said.
        count: how many passages it was shown.
        held: their text: a form that stands there is a quotation.
        whole: whether this is all of the reply; of a part nobody knows yet whether "(1)" is its form of marks.
    """
    text = with_plain_digits(reply, held)
    if "[" not in held or not _LIST.search(held):
        text = text.translate(_BRACKETS)
        text = _LIST.sub(lambda match: _marks(match[1]), text)
    text = _NAMED.sub(lambda match: match[0] if match[0] in held else _marks(match[1]), text)
    return _with_round_marks(text, count, held) if whole and not MARK.search(text) else text


def with_plain_digits(text: str, held: str = "") -> str:
    """A text with the digits of every script as 0 to 9, but for those that `held` writes so too."""
    return _OTHER_DIGIT.sub(lambda digit: digit[0] if digit[0] in held else str(unicodedata.decimal(digit[0])), text)


def _with_round_marks(text: str, count: int, held: str) -> str:
    """A text whose only numbers in round brackets stand at the ends of its sentences, with these as marks."""
    places = [match.span(1 if match[1] else 2) for match in _ROUND.finditer(text)]
    at_ends = [int(number) for start, end in places for number in re.findall(r"\d+", text[start:end])]
    everywhere = re.findall(r"\(\d{1,2}\)", text)
    if not at_ends or len(at_ends) != len(everywhere) or not all(1 <= number <= count for number in at_ends):
        return text
    if any(form in held for form in everywhere):
        return text
    return re.sub(r"\((\d{1,2})\)", r"[\1]", text)


def _marks(numbers: str) -> str:
    """Numbers of passages as marks, one beside the other; "1-3" is all three."""
    spread = _RANGE.sub(lambda match: _spread(int(match[1]), int(match[2])), numbers)
    return "".join(f"[{number}]" for number in dict.fromkeys(map(int, re.findall(r"\d+", spread))))


def _spread(first: int, last: int) -> str:
    return " ".join(map(str, range(first, last + 1))) if first <= last else f"{first} {last}"

"""What in a message seems to point back to an earlier question and does not: a complete question stays as it is.

"It" may stand for nothing ("is it useful to …"), for something named earlier in the same message ("renew my licence
after it runs out"), or be the trade ("IT services", written small). A few key words are a question of their own unless
all of them are the name of one thing that the guide sets beside others.
"""

from __future__ import annotations

import re

from assistant.families import matched
from assistant.question import named_words
from assistant.topic import Said

_FOR_NOTHING = re.compile(
    r"\b(?:is|was|be|are) it (?:too |2 |very |really |even |so )?(?!the\b|a\b|an\b)[a-z]{3,} (?:to|that|if|for me)\b"
    r"|\bis it (?:too|2) (?:late|early|old|hard)\b|\b(?:find|make|makes|made) it [a-z]+ to\b|\bit look(?:s|ing)?\b",
    re.I,
)
_THE_TRADE = re.compile(
    r"\bit (?:services?|sector|compan(?:y|ies)|industry|firms?|jobs?|field|background|part|graduates?|students?)\b",
    re.I,
)
_WITHIN = re.compile(
    r"\b(?:after|before|when|if|once|until|till|because|since|without) (?:it|they)\b(?= [a-z]|\s*\?|$)", re.I
)
_ONE_OF = re.compile(r"\bone from .* one from\b|\b(?:an?|the) ([a-z]+) \w+ or (?:an?|the) [a-z]+ one\b", re.I)
_POINTS = re.compile(r"\b(?:it|its|this|that|these|those|they|them|their|there|he|she|one|ones)\b", re.I)


def points_within(text: str, asked: Said) -> bool:
    """Whether every word of a message that could point back stands for nothing or for something in the message."""
    rest = _ONE_OF.sub(" ", _THE_TRADE.sub(" ", _FOR_NOTHING.sub(" ", text)))
    if rest == text and not _WITHIN.search(rest):
        return False
    if match := _WITHIN.search(rest):
        named = set(named_words(asked.question))
        before = {word.strip(".,?!").lower() for word in rest[: match.start()].split()}
        if not named & before:
            return False
        rest = rest[: match.start()] + rest[match.end() :]
    return _POINTS.search(rest) is None


def names_one_thing(asked: Said) -> bool:
    """Whether all words of a short message that name something name one thing of the guide, or a place or step."""
    named = [word for word in named_words(asked.question) if word not in asked.place_keys and not word.isdigit()]
    if not named or asked.step_span:
        return True
    return any(
        len(matched(named, member, loosely=True)) == len(named) for family in asked.shape.families for member in family
    )

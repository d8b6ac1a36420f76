"""What in a message seems to point back to an earlier question and does not: a complete question stays as it is.

"It" may stand for nothing ("is it useful to …"), for something named earlier in the same message ("renew my licence
after it runs out", "an officer finds that she …"), or be the trade ("IT services", written small). A few key words are
a question of their own unless all of them are the name of one thing that the guide sets beside others.
"""

from __future__ import annotations

import re

from assistant.families import matched
from assistant.language import fold
from assistant.question import named_words, read_question
from assistant.topic import Said, conversation_data

_FOR_NOTHING = re.compile(
    r"\b(?:is|was|be|are) it (?:too |2 |very |really |even |so )?(?!the\b|a\b|an\b)[a-z]{3,} (?:to|that|if|for me)\b"
    r"|\bis it (?:too|2) (?:late|early|old|hard)\b|\b(?:find|make|makes|made) it [a-z]+ to\b|\bit look(?:s|ing)?\b"
    r"|\bit (?:be )?(?:rain|snow)(?:s|y|ing)?\b|\bit (?:takes?|cost) (?:\w+ )?to (?!(?:do|get|learn|finish) ?$)"
    r"|\bis it (?:still |really |also |even )?an? (?:\w+ ){0,3}(?:career|profession|field|line)\b"
    r"|\bit all(?=\s*$|[?.!,])|(?<=\w), is it ok\b|\b(?:say|claim|think)(?:s|ing)? (?:that )?it\b",
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
_SOMEBODY = re.compile(r"\b(?:an?|any|every|my|our) (?:[a-z]+ ){1,6}?(?:he|she)\b", re.I)
_FRONTED = re.compile(r"(?P<front>[^\s,;:?!]+(?: [^\s,;:?!]+){0,3}), (?P<rest>[^?!]+)")
_ASKS = re.compile(r"(?:what|which|how|where|who|when|why|is|are|do|does|can)\b")
_WHOLE = 4  # words of a clause that asks something ("what do they check")
_NAMES_ENOUGH = 4  # words that a message names from which it is a question of its own


def points_back(message: str) -> bool:
    """Whether a message of few words has one for something said before: "it", "those", "there" at its end."""
    if names_enough(message):
        return False
    named = len(read_question(message).content)
    text = message if message.isupper() else re.sub(r"\bIT\b", " ", message)  # the trade
    words = fold(_ONE_OF.sub(" ", _THE_TRADE.sub(" ", _FOR_NOTHING.sub(" ", text))).strip(" ?.!")).split()
    around = zip(("", *words), words, (*words[1:], ""), strict=False)
    return any(_stands_for_something(word, before, after, named) for before, word, after in around)


def names_enough(message: str, words: int = _NAMES_ENOUGH) -> bool:
    """Whether a message names so much that it is a question of its own."""
    return len(read_question(message).content) >= words


def _stands_for_something(word: str, before: str, after: str, named: int) -> bool:
    """Whether a word with those beside it stands for something said before, in a message that names so many words."""
    if word in {"this", "that"} and after in conversation_data("subject_nouns"):
        return False  # the career of the guide
    if word == "that":
        leads, ends = conversation_data("before_that"), conversation_data("after_that")
        return not before or before in leads or not after or after in ends
    if word == "this":
        return bool(after) or before != "in" or named < 2  # "jobs for those who pass in this": the career
    if word == "one":
        return not after or after in conversation_data("after_one") or before in {"this", "that", "which"}
    if word == "there":
        return not after and before not in {"is", "are", "was", "were", "be"}
    return word in {"it", "its", "these", "those", "they", "them", "their", "ones"}


def points_within(text: str, asked: Said) -> bool:
    """Whether every word of a message that could point back stands for nothing or for something in the message."""
    rest = _SOMEBODY.sub(" ", _ONE_OF.sub(" ", _THE_TRADE.sub(" ", _FOR_NOTHING.sub(" ", text))))
    if rest == text and not _WITHIN.search(rest):
        return False
    if match := _WITHIN.search(rest):
        named = set(named_words(asked.question))
        before = {word.strip(".,?!").lower() for word in rest[: match.start()].split()}
        if not named & before:
            return False
        rest = rest[: match.start()] + rest[match.end() :]
    return _POINTS.search(rest) is None


def fronts_its_topic(text: str, asked: Said, previous: Said) -> bool:
    """Whether a message names a new thing and asks a whole question of it: "the exam, what do they check there?"."""
    match = _FRONTED.fullmatch(text.strip(" ?.!"))
    if match is None or asked.step_span or (previous.place_spans and "there" in asked.keys):
        return False
    front, rest = read_question(match["front"]), read_question(match["rest"])
    before = frozenset(previous.question.content)
    new = [word for word in front.content if word not in before and word not in asked.place_keys]
    return (
        bool(new)
        and not (front.kinds or front.yes_no or front.words[0] in conversation_data("no_topic"))
        and (bool(rest.content or rest.kinds) or len(rest.words) >= _WHOLE)
        and _ASKS.match(rest.folded) is not None
        and _POINTS.search(match["rest"]) is not None
    )


def names_one_thing(asked: Said) -> bool:
    """Whether all words of a short message that name something name one thing of the guide, or a place or step."""
    named = [word for word in named_words(asked.question) if word not in asked.place_keys and not word.isdigit()]
    if not named or asked.step_span:
        return True
    return any(
        len(matched(named, member, loosely=True)) == len(named) for family in asked.shape.families for member in family
    )

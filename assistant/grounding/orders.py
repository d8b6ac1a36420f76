"""What a text puts into an order: A before B, A more than B, A rather than B, A within B, and chains of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from assistant.grounding.segments import label_tokens


class Order(NamedTuple):
    """First comes before, or is more than, second; each as tokens."""

    first: frozenset[str]
    second: frozenset[str]
    kind: str
    how: frozenset[str] = frozenset()  # what one is more of: "more flexible than"


_LATER = re.compile(r"\b(?:after(?! (?:that|this|which|it)\b)|following|once|as soon as|when you have)\b", re.I)
_EARLIER = re.compile(r"\b(?:(?<!than )before|prior to|ahead of)\b", re.I)
_THEN = re.compile(
    r"\b(?:and )?(?:then|next|afterwards|followed by|(?:and|then|or) later|"
    r"later(?=\s*(?:\Z|[,.]))|after (?:that|this|which|it)|thereafter)\b",
    re.I,
)
_FIRST = re.compile(
    r"\bfirst\b(?! (?:\w+ )?(?:year|month|week|job|role|time|round|paper|step|attempt)s?\b)"
    r"(?=.*\b(?:and|then|next|afterwards|later|second)\b)[,;]?(?: and| but)?",
    re.I,
)
_FIRST_THEN = re.compile(  # what comes first stands in front of a semicolon
    r"(\bfirst);(?=[^;.]*\b(?:then|next|afterwards|later|second|after (?:that|this|which|it)|thereafter)\b)", re.I
)
_FIRST_THEN_ENDS = re.compile(r"\bfirst, [^,]*\Z", re.I)
_MORE = re.compile(
    r"\b(?:more|higher|greater|faster|longer|larger|bigger|"
    r"better|easier|harder|older|stronger|broader|most) (?:\w+ ){0,5}?than\b"
    r"|\b(?:times|twice) as (?:often|likely|many|much|high|long|fast) (?:to (?:\w+ ){1,3})?as\b"
    r"|\b(?:ahead of|exceeds?|outpaces?|outstrips?|outnumbers?|surpass(?:es)?|beats?|above|outweighs?)\b",
    re.I,
)
_LESS = re.compile(
    r"\b(?:less|lower|fewer|slower|shorter|smaller|worse|younger|weaker|narrower) "
    r"(?:\w+ ){0,5}?than\b|\b(?:behind|below|lags?|trails?)\b",
    re.I,
)
_RATHER = re.compile(r"\b(?:rather than|instead of|in place of|as opposed to)\b|(?:,|\band|\bbut) not\b", re.I)
_SIDE_END = re.compile(r",|\b(?:is|are|was|were|when|if|but)\b|\band\b(?=.*\d)", re.I)
_COMPARATIVES = frozenset({"more", "less", "than"})
_BY_OR_BY = re.compile(
    r"\b(?P<how>less|more) (?P<one>(?:by|for|about|on|from|in|with) [^,]{2,40}?) than "
    r"(?P<other>(?:by|for|about|on|from|in|with) .+)",
    re.I,
)
_NEXT_CLAUSE = re.compile(r",? (?:and|but) (?=\w+ \w)|, (?=because\b)|\bbecause\b", re.I)
_INSIDE = re.compile(r"\b(?:inside|within|part of|subset of|branch of|form of|kind of)\b", re.I)
_STRONG_CUT = re.compile(
    r"[;:!?\n]|\.(?!\w)|"
    r",? (?:so|because|since|(?<!soon )(?<!long )(?<!far )(?<!well )as|while|whereas)\b(?! (?:soon|long|far|well)\b)",
    re.I,
)


@lru_cache(maxsize=8_192)
def orders(text: str) -> tuple[Order, ...]:
    """The orders of a plain text."""
    found: list[Order] = []
    for part in _STRONG_CUT.split(_FIRST_THEN.sub(r"\1,", text)):
        found += _chain(part)
        if by := _BY_OR_BY.search(part):
            pair = label_tokens(by["one"]), label_tokens(by["other"])
            first, second = pair if by["how"].lower() == "more" else pair[::-1]
            found.append(Order(first, second, "amount"))
            continue
        for pattern, kind, straight in (
            (_EARLIER, "time", True),
            (_LATER, "time", False),
            (_THEN, "time", True),
            (_FIRST, "time", True),
            (_MORE, "amount", True),
            (_LESS, "amount", False),
            (_INSIDE, "part", True),
            (_RATHER, "choice", True),
        ):
            match = pattern.search(part)
            if match is None:
                continue
            left, right = part[: match.start()], part[match.end() :]
            if kind == "amount":
                left = _NEXT_CLAUSE.split(left)[-1]
            if pattern is _THEN and not label_tokens(right):  # "A first, B afterwards", "A and B afterwards"
                join = ", " if ", " in left and _FIRST_THEN_ENDS.search(left) else " and "
                left, right = left.rpartition(join)[::2] if join in left else (left, right)
            if pattern is _THEN and (right.lstrip().startswith(",") or not label_tokens(left)):
                continue
            if pattern is _FIRST and not label_tokens(left) and "," in right:  # "First A, and then B"
                left, _, right = right.partition(",")
            elif not label_tokens(left) and "," in right:  # "Before B, A"
                right, _, left = right.partition(",")
            elif kind != "choice" and (short := _SIDE_END.split(right, maxsplit=1)[0]) and label_tokens(short):
                right = short
            if pattern is _FIRST:
                right = _THEN.sub(" ", right)
            first, second = label_tokens(left), label_tokens(right)
            if first and second:
                how = label_tokens(match.group()) - _COMPARATIVES if kind == "amount" else frozenset[str]()
                found.append(Order(first, second, kind, how) if straight else Order(second, first, kind, how))
    return tuple(found)


def _chain(text: str) -> Iterator[Order]:
    """The orders of three things or more: "physics, then chemistry, then biology"."""
    links = [label_tokens(link) for link in _NEXT_LINK.split(_FOR_LAST.sub(r", then \1", text))]
    if len(links) > 2 and all(links):
        yield from (Order(one, other, "time") for one, other in combinations(links, 2))


# "leave Revit for the end"
_FOR_LAST = re.compile(
    r",? ?\b(?:and )?(?:leav|keep|sav|putt?)(?:e|ing)? ([\w. -]{2,30}?) "
    r"(?:for|till|until) (?:the )?(?:end|last)\b",
    re.I,
)
_NEXT_LINK = re.compile(
    r",? ?\b(?:and )?(?:then|next|afterwards|followed by|after (?:that|this|which)|finally|lastly|"
    r"(?:go|goes|going|move|moves|moving) on to|proceed to)\b(?: take up)?",
    re.I,
)

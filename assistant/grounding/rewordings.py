"""Other wordings of a sentence that say the same: "nothing is more common" is the commonest, "not unless" is "only if".

A sentence that its quotes bear out in one of its wordings is borne out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.grounding.plain_denials import NEGATED


@lru_cache(maxsize=8_192)
def needing(sentence: str) -> str:
    """A sentence with "cannot leave without a pass" said as "leaving needs a pass"."""
    return _ONLY_AFTER.sub("NEED", _NOT_WITHOUT.sub(r"\1 NEED", sentence))


_NOT_WITHOUT = re.compile(rf"\b{NEGATED}\b([^,;:.]{{1,60}}?) without\b", re.I)
_ONLY_AFTER = re.compile(r"\bonly (?:after|once|if|when|with)\b", re.I)
_WITHOUT_NOT = re.compile(rf"\bwithout\b([^;:.]{{1,60}}?)(\b\w+ )?\b{NEGATED}\b", re.I)
_NOT_UNLESS = re.compile(r"(?:\b(?:not|never|no)\b|n't\b)([^;:.]{1,80}?)\b(?:unless|except)\b(?: if| when)?", re.I)
_ON_CONDITION = re.compile(r"\b(?:only|just|unless|except|provided|until|if)\b", re.I)
_NOT_UNTIL = re.compile(r"(?:\b(?:not|never|no)\b|n't\b)([^;:.]{1,80}?)\buntil\b", re.I)
_FROM_THEN = re.compile(r"\b(?:only|when|once|after|from)\b", re.I)
_NONE_IS_MORE = re.compile(
    r"\b(?:no other|no|nobody|no one|nothing|nowhere(?: else)?|none(?: of them)?)\b"
    r"(?! (?:more|less|fewer|longer|later)\b)"
    r"((?: [\w'-]+){1,7}?) (?:(?:more|less) (?:often|frequently|commonly|widely)\b"
    r"|(?:more|less|\w{3,}er)(?=\W*\Z)"
    r"|(?:(?:more|less)(?: \w+)?|\w+er) than\b"
    r"(?! (?:\d|half|one|two|three|an? (?:few|couple|dozen|hour|day|week|month|year|quarter|third)\b)))",
    re.I,
)
_FOREMOST = re.compile(r"\b(?:most|least|best|worst|first|top|\w{3,}est)\b", re.I)
_NOT_UNDONE = re.compile(r"(?:\b(?:not|never)|n't)((?: \w+){0,3}?) leave\b(.{1,40}?) un(?=\w{3})", re.I)
_ANOTHER_DOES = re.compile(
    r"\byou (?:do not|don't) (\w+)([^;,.]*)[;,] (?:but )?((?:[\w-]+ ){0,3}?[\w-]+) do(?:es)?\b(?! not|n't)"
    r"(?=\W*(?:\Z|[,;.]))",
    re.I,
)
_STOP = r"(?:stop|leave|quit|give up|interrupt|pause)(?:ping|ing)?\b"
_NOT_STOP = re.compile(rf"(?:\b(?:not|never)|n't)((?: \w+){{0,3}}?) {_STOP}", re.I)


def said_otherwise(sentence: str, quoted: str) -> Iterator[str]:
    """A sentence that denies in other words that affirm the same, where its quotes speak so."""
    ways: list[tuple[re.Pattern[str], str, bool]] = [
        (_NOT_WITHOUT, r"\1 NEED", True),  # "cannot leave without a pass": leaving needs a pass
        (_WITHOUT_NOT, r"NEED \1, \2", True),
        (_NOT_UNLESS, r"\1 only if", bool(_ON_CONDITION.search(quoted))),
        (_NOT_UNTIL, r"\1 only if", bool(_FROM_THEN.search(quoted))),
        (_NONE_IS_MORE, r"\1 most", bool(_FOREMOST.search(quoted))),  # "nothing is more common": the commonest
        (_NOT_STOP, r"\1 keep", not re.search(rf"\b{_STOP}", quoted, re.I)),
        (_NOT_UNDONE, r"\1 \2", True),
        (_ANOTHER_DOES, r"\3 \1 \2", True),
    ]
    for pattern, form, fits in ways:
        if fits and (said := pattern.sub(form, sentence)) != sentence:
            yield said

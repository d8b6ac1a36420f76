"""Which kinds of answer a passage announces, whatever is asked: a place, those who hire, a reason, several things."""

from __future__ import annotations

import re

from assistant.context import block_of, lead_in_of
from assistant.language import fold, load_language
from corpus.guide import Guide, Label, Paragraph
from corpus.passages import Passage, PassageKind

ANNOUNCED_BY = {  # label names and lead-ins that announce a kind of answer
    "place": re.compile(r"\bwhere\b|\b(?:centre|center|location|address|campus)\b", re.I),
    "organisation": re.compile(r"\b(?:compan(?:y|ies)|employers?|recruiters?|hiring|firms?)\b", re.I),
    "reason": re.compile(r"\b(?:why|because|reason)\b", re.I),
}
_LISTED_NAME = re.compile(
    r"(?:^|(?<=, )|(?<= and )|(?<= or ))([A-Z][\w&.’'-]*(?: [A-Z][\w&.’'-]*)*)(?=,| and | or |\.|$| \w)"
)
_HIRES = re.compile(r"\b(?:hir(?:e|es|ed|ing)|recruit\w*|employ\w*|compan(?:y|ies)|offer letters?|jobs?|work)\b")
_OTHER_QUESTION = re.compile(r"(?:where|why|when|who|how)\b", re.I)  # a label that answers no "what" or "which"
_COMMA = re.compile(r",(?!\d)")
_ENUMERATION = re.compile(r"[^,]{2,60}, [^,]{2,60},? (?:and|or) \w")  # three things or more in a row
_INNER_NAME = re.compile(r"(?<=[a-z,] )[A-Z]\w+")  # a name inside a sentence


def kinds_announced(guide: Guide, passage: Passage) -> frozenset[str]:
    """The kinds of answer whose name a passage stands under."""
    return frozenset(kind for kind in ANNOUNCED_BY if _announces(kind, guide, passage))


def enumerates(passage: Passage) -> bool:
    """Whether a passage is a list, or a label line, row or sentence that names several things."""
    if passage.kind is PassageKind.SENTENCE:
        return bool(_ENUMERATION.search(passage.text))
    if passage.kind in (PassageKind.LABEL, PassageKind.ROW):
        return bool(_COMMA.search(passage.text)) and not _OTHER_QUESTION.match(passage.text.lstrip("*_ "))
    return passage.kind is PassageKind.LIST


def _announces(kind: str, guide: Guide, passage: Passage) -> bool:
    block = block_of(guide, passage)
    if kind == "organisation" and passage.kind is PassageKind.SENTENCE and _names_several(passage):
        return True
    announced = block.name.text if isinstance(block, Label) else lead_in_of(block) or passage.text
    names_some = not isinstance(block, Paragraph) or kind == "reason" or bool(_INNER_NAME.search(passage.text))
    return names_some and bool(ANNOUNCED_BY[kind].search(announced))


def _names_several(passage: Passage) -> bool:
    """Whether a sentence under a heading on those who hire gives three names or more that are no places."""
    places = load_language().places
    names = [name for name in _LISTED_NAME.findall(passage.text) if fold(name).replace(" ", "-") not in places]
    return len(names) > 2 and bool(_HIRES.search(" ".join((*passage.path, passage.text)).lower()))

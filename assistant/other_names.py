"""Other names of a career, as its guide gives them once, read as the name that the guide goes on to use.

"Also called: flight attendant, air hostess" stands at the top, and from there on the guide says "cabin crew".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.context import career_of
from assistant.guides import article
from corpus.guide import Guide, Label

_ALSO_CALLED = re.compile(r"(?:also|otherwise) (?:called|known as)|other (?:names?|titles?)", re.I)
_IN_BRACKETS = r"\((?:also|otherwise) (?:called|known as) ([^()]+)\)"
_ARTICLE = re.compile(r"^(?:or )?(?:simply |just )?(?:an? |the )?")
_LONGEST = 4  # words of a name; what is longer is a remark


class OtherNames:
    """Puts a career's own name in the place of its other names."""

    def __init__(self, guides: Iterable[Guide]) -> None:
        """Read the names of all guides; one that two of them claim, or that a guide uses elsewhere too, stays."""
        careers: dict[str, set[str]] = {}
        for guide in guides:
            for name in _other_names(guide):
                careers.setdefault(name, set()).add(career_of(guide))
        self._careers = {name: career for name, (career, *more) in careers.items() if not more}
        names = "|".join(_written(name) for name in sorted(self._careers, key=len, reverse=True))
        self._pattern = re.compile(rf"\b(an? )?({names})(s?)\b", re.I) if names else None

    def read(self, text: str) -> str:
        """The text with the names that the guides use; as it is where it holds such a name already."""
        return self._pattern.sub(lambda match: self._named(match, text), text) if self._pattern else text

    def _named(self, match: re.Match[str], text: str) -> str:
        career = self._careers[_folded(match[2])]
        if career in text.lower():
            return match.group()
        return f"{article(career)} {career}" if match[1] else f"{career}{match[3]}"


def _other_names(guide: Guide) -> Iterator[str]:
    """What a guide says once that its career is called too: in a label line, else in brackets behind its name."""
    labels = (block for section in guide.sections for block in section.blocks if isinstance(block, Label))
    line = next((label.value.text for label in labels if _ALSO_CALLED.fullmatch(label.name.text)), "")
    if not line and (told := re.search(rf"\b{_written(career_of(guide))},? {_IN_BRACKETS}", guide.text, re.I)):
        line = told[1]
    for name in (_ARTICLE.sub("", _folded(part)) for part in re.split(r"[,;/]| or ", line)):
        if 0 < len(name.split()) <= _LONGEST and len(re.findall(rf"\b{_written(name)}s?\b", guide.text, re.I)) == 1:
            yield name


def _written(name: str) -> str:
    """A pattern for a name, its words joined by spaces or hyphens."""
    return r"[ -]".join(map(re.escape, name.split()))


def _folded(name: str) -> str:
    return " ".join(re.findall(r"[\w.&+#]+", name.lower()))

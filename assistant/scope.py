"""Where an answer is looked for: everywhere, as for visitors, or in one guide or section that a counsellor chose."""

from __future__ import annotations

from dataclasses import dataclass, replace

from corpus.anticipated import AnsweredAt
from corpus.guide import Guide
from index.anticipated import Nearest


@dataclass(frozen=True, kw_only=True)
class Scope:
    """The part of the guides that is searched.

    Raises:
        ValueError: a section is named without its guide.
    """

    guide: str | None = None  # an id; None: every guide
    section: tuple[str, ...] = ()  # headings, outermost first; what stands below them too. Empty: the whole guide

    def __post_init__(self) -> None:
        """Refuse a section of no guide."""
        if self.section and self.guide is None:
            raise ValueError("A section is one of a guide; name the guide too.")

    @property
    def guides(self) -> frozenset[str]:
        """The id as a set, empty for every guide."""
        return frozenset({self.guide}) if self.guide is not None else frozenset()

    def expected(self, anticipated: Nearest, guide: Guide) -> Nearest:
        """The anticipated questions that count here: what is answered in another section is not expected in this."""
        if not self.section:
            return anticipated
        kept = tuple(near for near in anticipated.covered if near.answered_at and self._holds(near.answered_at, guide))
        return replace(anticipated, covered=kept, expected=anticipated.expected if kept else {})

    def _holds(self, place: AnsweredAt, guide: Guide) -> bool:
        return guide.sections[place.section].path[: len(self.section)] == self.section


EVERYWHERE = Scope()

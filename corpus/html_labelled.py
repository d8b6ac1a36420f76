"""Parts of a web page that a heading or short label announces: comments, advertisements, related articles, sign-ups.

Such a part reaches to the end of the label's own container, else to the next heading of the same or a higher level, so
that a section of the guide after it is never part of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from corpus.html_inline import BLOCK_TAGS
from corpus.html_measures import HEADINGS, Measures, letters, words_of
from corpus.page_words import MAX_LABEL_CHARACTERS, Label, label_of, page_words

_CONTROLS = ("form", "input", "textarea", "select")
_WRITTEN = ("p", "li", "article", "blockquote")
_UNLABELLED = frozenset(("table", "li", "dt", "dd", "a", "button", "label", "summary", "option"))
_PARAGRAPHS = frozenset(("p", "li", "td", "th", "dt", "dd", "a", "label", *HEADINGS))
_AD_BOXES = frozenset(("div", "aside", "a", "ins", "figure"))
_LABEL_LEVEL = 7  # of a label that is no heading: any heading ends what it announces
_AD_LEVEL = 2  # an advertisement may have a small heading of its own
_HEAD_ONLY = 25  # letters besides the label, of a row that holds the label and something like "Sort by newest"
_MAX_SIZES = {"advertisement": 600, "sign-up": 500, "author": 1_500, "share": 300, "related": 4_000}  # in letters
_MAX_LABELS = 60  # more stand on hardly any page, and each may take as long as the page is
_MOSTLY_LINKS = 0.6
_ONLY_LINKS = 0.9
_MAX_BEFORE_FIELD = 3  # sentences between a label and the field for an address


def labelled_parts(page: Measures) -> Iterator[HtmlElement]:
    """The elements that labels announce, labels included, in no order; some may lie in others."""
    taken: set[HtmlElement] = set()
    labels = 0
    for element in page.order:
        if not 0 < page.sizes[element] <= MAX_LABEL_CHARACTERS or page.is_main(element):
            continue
        label = _label(element, page)
        if label is None or element in taken or not taken.isdisjoint(element.iterancestors()):
            continue
        found = _Part(page, element, label).elements()
        taken.update(found)
        yield from found
        labels += 1
        if labels == _MAX_LABELS:
            return


def _label(element: HtmlElement, page: Measures) -> Label | None:
    """What an element that stands alone announces; the outermost of those that say the same words counts."""
    if element.tag in HEADINGS or element.get("role") == "heading":
        return label_of(words_of(element))
    parent = element.getparent()
    if parent is None or (not page.is_main(parent) and page.sizes[parent] == page.sizes[element]):
        return None
    around = {element.tag, *(ancestor.tag for ancestor in element.iterancestors())}
    if around & _UNLABELLED or any(True for _ in element.iter(*HEADINGS)) or not _stands_alone(element, parent):
        return None
    words = words_of(element)
    label = label_of(words)
    if label is not None and label.kind == "comments":  # a mere "Comments" may head a column
        return Label("comments", label.sure and any(map(str.isdigit, words)))
    return label


class _Part:
    """What one label announces."""

    def __init__(self, page: Measures, element: HtmlElement, label: Label) -> None:
        self._page = page
        self._element = element
        self._kind, self._sure = label.kind, label.sure
        self._level = _level(element)

    def elements(self) -> list[HtmlElement]:
        """The label's container, or the label and what follows it; nothing where it may be a section of the guide."""
        part = self._element
        while (wider := part.getparent()) is not None and self._may_widen(part, wider):
            part = wider
        found = [part] if self._is_filled(part) else [part, *self._following(part)]
        return found if self._sure or self._is_proven(found) else []

    def _may_widen(self, part: HtmlElement, wider: HtmlElement) -> bool:
        """Whether the container of `part` holds nothing but what the label announces."""
        page, level = self._page, self._level
        if page.is_main(wider) or page.has_text_before(part):
            return False
        if self._kind in _MAX_SIZES:  # the nearest container with something in it: comments alone have several parts
            more = page.sizes[wider] - page.sizes[part]
            links = self._kind == "related" and page.linked(wider) - page.linked(part) >= _MOSTLY_LINKS * more
            if (self._is_filled(part) and not links) or page.sizes[wider] > _MAX_SIZES[self._kind]:
                return False
        if self._kind == "advertisement":
            level = _AD_LEVEL
            if wider.tag not in _AD_BOXES or any(True for _ in wider.iter("table")):
                return False
        others = (heading for heading in wider.iter(*HEADINGS) if heading is not self._element)
        return not any(_level(heading) <= level and not _is_sure(heading) for heading in others)

    def _is_filled(self, part: HtmlElement) -> bool:
        """Whether something stands beside the label in its container."""
        rest = self._page.sizes[part] - self._page.sizes[self._element]
        if self._kind in ("advertisement", "share"):
            return rest > 0
        written = rest > 0 and any(self._page.sizes[one] for one in part.iter(*_WRITTEN))
        return rest > _HEAD_ONLY or written or any(True for _ in part.iter(*_CONTROLS))

    def _following(self, part: HtmlElement) -> Iterator[HtmlElement]:
        """What stands right after a label that has no container of its own, as far as it belongs to it."""
        waiting: list[HtmlElement] = []
        for sibling in part.itersiblings():
            ends = any(_level(heading) <= self._level for heading in sibling.iter(*HEADINGS))
            if ends or self._page.is_main(sibling) or sibling.tag == "hr":
                return
            if self._kind in ("comments", "author"):
                yield sibling
            elif self._kind == "sign-up":
                waiting.append(sibling)
                if any(True for _ in sibling.iter(*_CONTROLS)):
                    yield from waiting
                    return
                if len(waiting) > _MAX_BEFORE_FIELD or page_words().of_sign_ups.search(words_of(sibling)) is None:
                    return
            elif self._page.linked(sibling) >= _share(sibling) * self._page.sizes[sibling]:
                yield sibling
            else:
                return

    def _is_proven(self, found: Sequence[HtmlElement]) -> bool:
        """Whether what stands under a label that guides use too is of the kind that it announces."""
        words = " ".join(map(words_of, found))
        asks = any(True for element in found for _ in element.iter(*_CONTROLS))
        if self._kind == "comments":
            return asks or page_words().of_comments.search(words) is not None or not self._guide_goes_on()
        if self._kind == "sign-up":
            return asks and letters(words) <= _MAX_SIZES["sign-up"]
        rest = sum(self._page.sizes[element] for element in found) - self._page.sizes[self._element]
        return rest > 0 and sum(map(self._page.linked, found)) >= _MOSTLY_LINKS * rest

    def _guide_goes_on(self) -> bool:
        """Whether a section of the guide follows: a heading as high as this one that announces nothing else."""
        order = self._page.order
        later = (heading for heading in self._page.root.iter(*HEADINGS) if order[heading] > order[self._element])
        return any(_level(heading) <= self._level and not _is_sure(heading) for heading in later)


def _stands_alone(element: HtmlElement, parent: HtmlElement) -> bool:
    """Whether a label is on a line of its own, or inline at the start of a container that is no paragraph."""
    if element.tag in BLOCK_TAGS:
        return True
    before, after = element.getprevious(), element.getnext()
    begins = not letters(parent.text) if before is None else before.tag in BLOCK_TAGS and not letters(before.tail)
    ends = after is None or after.tag in BLOCK_TAGS or parent.tag not in _PARAGRAPHS
    return begins and ends and not letters(element.tail)


def _share(element: HtmlElement) -> float:
    return _ONLY_LINKS if element.tag == "p" else _MOSTLY_LINKS


def _level(heading: HtmlElement) -> int:
    if heading.tag in HEADINGS:
        return int(heading.tag[1])
    stated = heading.get("aria-level", "") if heading.get("role") == "heading" else ""
    return int(stated) if stated in ("1", "2", "3", "4", "5", "6") else _LABEL_LEVEL


def _is_sure(heading: HtmlElement) -> bool:
    label = label_of(words_of(heading))
    return label is not None and label.sure

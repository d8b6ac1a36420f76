"""How much text each element of a web page holds, where it stands, and which elements hold the page's main part."""

from __future__ import annotations

from lxml.html import HtmlElement

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
WHOLE = ("html", "body", "main")


class Measures:
    """The measures of one page, taken once; sizes are in letters, without white space."""

    def __init__(self, root: HtmlElement) -> None:
        """Measure all elements below `root`."""
        self.root = root
        self.sizes: dict[HtmlElement, int] = {}
        self.order = {element: number for number, element in enumerate(root.iter())}
        for element in reversed(self.order):
            inner = sum(self.sizes[child] + letters(child.tail) for child in element)
            self.sizes[element] = letters(element.text) + inner
        mains = [element for element in root.iter("h1", "main") if self.sizes[element]]
        self._holding = {above for element in mains for above in (element, *element.iterancestors())}
        self.title = next((element for element in mains if element.tag == "h1"), None)

    def is_main(self, element: HtmlElement) -> bool:
        """Whether an element is or holds the page's main heading or main part, so that it is never taken out."""
        return element in self._holding or element.tag in WHOLE

    def linked(self, element: HtmlElement) -> int:
        """How many letters of an element stand in links and buttons."""
        return sum(self.sizes[link] for link in element.iter("a", "button"))

    def has_text_before(self, part: HtmlElement) -> bool:
        """Whether text stands before `part` in its container."""
        siblings = part.itersiblings(preceding=True)
        return any(self.sizes[one] or letters(one.tail) for one in siblings) or letters(part.getparent().text) > 0


def letters(text: str | None) -> int:
    """How many characters a text has that are no white space."""
    return len("".join(text.split())) if text else 0


def words_of(element: HtmlElement | None) -> str:
    """The words of an element, parted by single blanks; "" for none."""
    return "" if element is None else " ".join("".join(element.itertext()).split())

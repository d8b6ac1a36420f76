"""Small parts of a web page that need no label to be told: cookie notices, menus, share links, copyright, bars."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from corpus.html_measures import HEADINGS, Measures, words_of
from corpus.page_words import MAX_LABEL_CHARACTERS, is_cookie_notice, page_words

_MAX_NOTICE = 600  # letters of a cookie notice with its buttons, or of the line at a page's end
_MAX_LINKS = 1_500  # letters of a menu
_MAX_LINK_WORDS = 5
_BESIDE_LINKS = 25  # letters: "Share this article"
_NO_MENU = frozenset(("li", "td", "th", "dt", "dd", "a", "button", "label", "summary", *HEADINGS))

_FLOATING_STYLE = re.compile(r"(?:^|;)\s*position\s*:\s*(fixed|(?:-webkit-)?sticky)\b", re.IGNORECASE)
_FLOATING_NAMES = re.compile(r"(?:^|\s)(fixed|sticky)(?:-top|-bottom)?(?:\s|$)")  # of Tailwind and Bootstrap
_FLOATING_SHARE = 0.5  # what holds more of the page is the page itself, within a frame that does not scroll
_NEVER_FLOATING = frozenset(("th", "td", "tr", "thead", "tbody", "table", "caption", *HEADINGS))


def notices(page: Measures) -> Iterator[HtmlElement]:
    """The elements that are such parts, in no order; some may lie in others."""
    for element, size in page.sizes.items():
        if not size or page.is_main(element):
            continue
        if _floats(element, page) or (size <= _MAX_LINKS and _is_row_of_links(element, page)):
            yield element
        elif size <= _MAX_NOTICE and not _headings(element, page):
            words = words_of(element)
            if is_cookie_notice(words):
                yield from _with_its_buttons(element, page)
            elif page_words().copyright.fullmatch(words):
                yield _with_its_links(element, page)


def _floats(element: HtmlElement, page: Measures) -> bool:
    """Whether an element stays in place while the page scrolls, as bars do; a heading of the guide may do so too."""
    found = _FLOATING_STYLE.search(element.get("style", "")) or _FLOATING_NAMES.search(element.get("class", ""))
    if found is None or element.tag in _NEVER_FLOATING or page.sizes[element] > _FLOATING_SHARE * page.sizes[page.root]:
        return False
    return found[1].casefold() == "fixed" or not _headings(element, page)


def _with_its_buttons(notice: HtmlElement, page: Measures) -> Iterator[HtmlElement]:
    """The container of a cookie notice that holds its buttons; without any it may be a sentence of the guide."""
    part: HtmlElement | None = notice
    while part is not None and not page.is_main(part) and page.sizes[part] <= _MAX_NOTICE:
        if any(not re.search("cookie|privacy", words, re.IGNORECASE) for words in _headings(part, page)):
            return
        if any(page_words().consent.fullmatch(words_of(button)) for button in part.iter("button", "a", "label")):
            yield part
            return
        part = part.getparent()


def _with_its_links(line: HtmlElement, page: Measures) -> HtmlElement:
    """The foot of the page that a copyright line stands in, told by links to other parts of the site; else the line."""
    foot, part = line, line.getparent()
    while (
        not page.is_main(part) and page.sizes[part] <= _MAX_LINKS and next(part.iter("h1", "h2", "table"), None) is None
    ):
        if _links_of_site(part) > 1:
            foot = part
        part = part.getparent()
    return foot


def _links_of_site(element: HtmlElement) -> int:
    return sum(page_words().of_site.fullmatch(words_of(link)) is not None for link in element.iter("a", "button"))


def _is_row_of_links(element: HtmlElement, page: Measures) -> bool:
    """Whether an element holds nothing but the links of a menu, a trail of links, or links to share the page."""
    links = list(element.iter("a", "button"))
    if not links or element.tag in _NO_MENU or _headings(element, page):
        return False
    words = words_of(element)
    texts = [words_of(link) for link in links]
    beside = page.sizes[element] - page.linked(element)
    early = page.title is not None and page.order[element] < page.order[page.title]
    if early and len(words) <= 2 * MAX_LABEL_CHARACTERS and page_words().breadcrumb.fullmatch(words):
        return True
    if beside <= _BESIDE_LINKS:
        if page_words().led_link.fullmatch(words):
            return True
        hrefs = [link.get("href", "") for link in links]
        if len(links) > 1 and all(
            page_words().social.fullmatch(text) or page_words().sharing_link.match(href)
            for text, href in zip(texts, hrefs, strict=True)
        ):
            return True
    if beside > 2 * len(links) or any(len(text.split()) > _MAX_LINK_WORDS for text in texts):
        return False
    return _links_of_site(element) > 1 or (early and len(links) > 2)


def _headings(element: HtmlElement, page: Measures) -> list[str]:
    return [words_of(heading) for heading in element.iter(*HEADINGS) if page.sizes[heading]]

"""Which elements of a web page are the guide: what is around it is taken out, and the part that holds it is chosen.

What an element is for is read from its tag and role, from its class, id and label for screen readers where these name a
well-known part of a page, from the words that head it (`corpus.html_labelled`), and from its kind
(`corpus.html_notices`). None of these ever takes out the page's main heading, nor nearly all of its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lxml.html import HtmlElement

from corpus.html_labelled import labelled_parts
from corpus.html_measures import Measures, words_of
from corpus.html_notices import notices
from corpus.page_words import names_area

_NEVER_TEXT_TAGS = (
    "script style noscript template title iframe object embed svg canvas video audio map area input select textarea "
    "datalist progress meter dialog nav aside del s strike link meta base"
)
_NEVER_READ = ("script", "style", "noscript", "template")
_NEVER_TEXT = frozenset(_NEVER_TEXT_TAGS.split())
_ROLE_NAMES = (
    "navigation banner contentinfo complementary search dialog alertdialog menu menubar toolbar tooltip status"
)
_ROLES = frozenset(_ROLE_NAMES.split())
_HIDING_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
_NEVER_CHROME_TAGS = "html body main article table caption thead tbody tfoot tr td th h1 h2 h3 h4 h5 h6"
_NEVER_CHROME = frozenset(_NEVER_CHROME_TAGS.split())

_WHERE = r"(?:(?:site|page|main|top|bottom|global|primary|secondary|mobile|desktop|sticky|left|right|local)[-_]?)"
_SUFFIX = r"(?:[-_](?:wrap(?:per)?|container|inner|area|list|links|items|content|bar|section|box|block|\d+))*"
_CHROME = re.compile(
    "|".join(
        (
            rf"{_WHERE}*(?:nav|navbar|navigation|menu|footer|masthead|sidebar|side-bar|toolbar|breadcrumbs?){_SUFFIX}",
            rf"{_WHERE}+header{_SUFFIX}|skip[-_]?(?:to)?[-_]?(?:link|nav|content|main).*|top-?bar|back[-_]to[-_]top",
            r"(?:[\w-]*[-_])?(?:cookies?|consent|gdpr|ccpa)(?:[-_][\w-]*)?|onetrust[\w-]*",
            r"ads?|adsbygoogle|advert(?:isement|s)?|sponsor(?:ed|s)?|promos?|promotions?|taboola[\w-]*|outbrain[\w-]*",
            r"(?:ads?|advert|advertisement|sponsor|sponsored|promo)[-_](?:slot|unit|box|banner|container|wrapper|wrap"
            r"|block|space|zone|area|card|label|content|link|post|\d+)(?:[-_]\w+)*",
            r"(?:top|side|sidebar|banner|inline|in-?article|content|bottom|sticky|leaderboard|display)[-_]ads?",
            r"(?:promo|ad|announcement|notification|offer|sale)[-_]?(?:banner|bar|strip)",
            rf"comments?(?:[-_](?:thread|form|body|respond))?{_SUFFIX}|disqus[\w-]*|respond",
            rf"related(?:[-_](?:posts?|articles?|stories|reading|guides|pages|courses)){_SUFFIX}|you[-_]may[-_]also[-_]like",
            rf"recommend(?:ed|ations){_SUFFIX}|read[-_](?:next|more)|more[-_](?:posts|stories|articles)",
            r"shar(?:e|ing)(?:[-_](?:bar|buttons?|links?|icons?|this))?|social[-_](?:share|sharing|links|icons|bar|buttons?)",
            rf"(?:newsletter|subscribe|sign-?up|pop-?up|modal|overlay|lightbox)(?:[-_]form)?{_SUFFIX}",
            rf"toc|table[-_]of[-_]contents|pagination|pager|widgets?{_SUFFIX}|author[-_](?:box|bio|card)|byline",
            # Names that widely used programs for sites, consent and advertisements give.
            r"cookie[-_]?(?:consent|banner|notice|bar|law|policy|popup|dialog|modal)[\w-]*|cc-(?:window|banner|revoke)"
            r"|(?:cybot)?cookiebot[\w-]*|usercentrics[\w-]*|didomi[\w-]*|osano[\w-]*|qc-cmp[\w-]*|iubenda[\w-]*",
            r"(?:google|dfp|gpt|gam)[-_]ads?(?:[-_][\w-]*)?|(?:div-)?gpt-ad[\w-]*|ad[-_]?(?:sense|server|frame)[\w-]*",
            rf"(?:entry|post|user|reader|visitor|fb|facebook|wp-block)[-_]comments?{_SUFFIX}|comment-?list|repl(?:y|ies)[-_]list",
            r"(?:posts?|article|entry|page)[-_](?:nav|navigation|pager|links)|sidebar[-_]widgets?|widget[-_]area",
            r"(?:newsletter|subscribe|e?mail)[-_](?:sign-?up|subscribe|optin|opt-in|popup|modal|bar|banner)[\w-]*",
            r"(?:add-?to-?any|sharedaddy|share-?this|a2a|heateor|ssba|jp-relatedposts|advads)[-_][\w-]*|addtoany|sharedaddy",
            r"(?:ez|lwp|wp-block-rank-math)-?toc[\w-]*|toc[-_](?:container|title|list|wrapper|widget)[\w-]*",
            r"(?:entry|post|article|blog)[-_](?:meta|byline|author|date|info|tags|categories|footer)",
            # Names that builders make of a component's: "Navbar_root__x1", "Footer_wrapper".
            r"(?:nav|navbar|navigation|footer|sidebar|breadcrumbs?|cookies?|newsletter|comments?)_+[\w-]+",
            r"chat[-_]?widget|login(?:[-_]form)?|sr-only|visually-hidden|screen-reader-text",
        )
    ),
    re.IGNORECASE,
)
_LOGO = re.compile(r"logo|brand|site[-_]?(?:title|name)", re.IGNORECASE)
_TITLE_BREAK = re.compile(r"\s+(?:[|–—·•»]|::|-)\s+")
_KEPT_SHARE = 0.1  # names that would take out more than the rest of the text are not trusted
_ARTICLE_SHARE = 0.5
_MAX_NAME = 60
_MAX_FORM = 400  # characters of a form with a heading of its own


@dataclass(frozen=True, kw_only=True)
class GuideContent:
    """The part of a page that is the guide, its title ("" where the page has none) and the heading that states it."""

    content: HtmlElement
    title: str
    title_element: HtmlElement | None


def guide_content(root: HtmlElement) -> GuideContent:
    """The guide on a page; everything else is taken out of `root`."""
    page_title = words_of(next(root.iter("title"), None))
    header_title = _title_in_header(root)
    _drop(element for element in root.iter(*_NEVER_READ))
    page = Measures(root)  # with forms and buttons, which tell what stands around them
    _drop(_outermost(root, {*labelled_parts(page), *notices(page)}))
    _drop(_by_meaning(root))
    _drop(_by_name(root))
    _drop(element for element in root.iter("ul", "ol") if _leads_into_the_page(element))
    content = _chosen(root)
    heading = next((element for element in content.iter("h1") if words_of(element)), None)
    outside = next((element for element in root.iter("h1") if words_of(element)), None)
    title = words_of(heading) or words_of(outside) or header_title or _without_site_name(page_title)
    return GuideContent(content=content, title=title, title_element=heading)


def _by_meaning(root: HtmlElement) -> list[HtmlElement]:
    opened = _opened_by_a_button(root)
    return [element for element in root.iter() if _is_around(element, opened) and element.tag not in ("html", "body")]


def _is_around(element: HtmlElement, opened: set[str]) -> bool:
    tag = element.tag
    if tag in _NEVER_TEXT or element.get("role", "").strip().lower() in _ROLES:
        return True
    if tag in ("header", "footer"):
        within = ("article", "main", "section") if tag == "header" else ("blockquote", "table", "figure")
        return not any(ancestor.tag in within for ancestor in element.iterancestors())
    if tag in ("form", "fieldset", "legend"):
        whole = any(True for _ in element.iter("h1", "main", "article", "table"))  # some sites put a page in one form
        return not whole and (len(words_of(element)) <= _MAX_FORM or not any(True for _ in element.iter("h2")))
    if tag in ("button", "label"):
        return not _asks(element)
    hidden = (
        "hidden" in element.attrib
        or element.get("aria-hidden", "").strip().lower() == "true"
        or _HIDING_STYLE.search(element.get("style", "")) is not None
    )
    return hidden and element.get("id") not in opened


def _opened_by_a_button(root: HtmlElement) -> set[str]:
    """Ids of what a visitor opens by clicking a question, so that it is hidden only at first."""
    return {element.get("aria-controls") for element in root.iter("button") if _asks(element)} - {None}


def _asks(button: HtmlElement) -> bool:
    """Whether a button is the question, or the heading, of something that it opens."""
    return words_of(button).endswith(("?", "？")) or any(
        ancestor.tag in ("h1", "h2", "h3", "h4", "h5", "h6", "summary", "dt") for ancestor in button.iterancestors()
    )


def _by_name(root: HtmlElement) -> list[HtmlElement]:
    """What class and id name as no part of the guide; nothing where that would be nearly all of the text."""
    kept = {
        ancestor
        for element in root.iter("h1", "main")
        for ancestor in (element, *element.iterancestors())
        if words_of(element)
    }
    named = {element for element in root.iter() if element not in kept and _is_named_chrome(element)}
    return _outermost(root, named)


def _outermost(root: HtmlElement, around: set[HtmlElement]) -> list[HtmlElement]:
    """Those of the elements that lie in no other; none where nearly all of the text lies in them."""
    found = [
        element
        for element in root.iter()
        if element in around and not any(above in around for above in element.iterancestors())
    ]
    before = len(words_of(root))
    after = before - sum(len(words_of(element)) for element in found)
    return found if after > _KEPT_SHARE * before else []


def _is_named_chrome(element: HtmlElement) -> bool:
    if element.tag in _NEVER_CHROME:
        return False
    if any(map(_names_chrome, element.get("class", "").split())) or names_area(element.get("aria-label", "")):
        return True
    name = element.get("id", "").strip()
    return _names_chrome(name) and _slug(name) not in {
        # An id made from the heading below it names a section of the guide.
        _slug(words_of(heading))
        for heading in element.iter("h2", "h3", "h4", "h5", "h6")
    }


def _names_chrome(name: str) -> bool:
    return len(name) <= _MAX_NAME and _CHROME.fullmatch(name) is not None


def _leads_into_the_page(entries: HtmlElement) -> bool:
    """Whether a list is a table of contents: each item a link to a place on the same page, and nothing else."""
    items = [item for item in entries if item.tag == "li"]
    links = list(entries.iter("a"))
    return (
        len(items) > 1
        and len(links) >= len(items)
        and all(link.get("href", "").startswith("#") for link in links)
        and sum(len(words_of(link).replace(" ", "")) for link in links) == len(words_of(entries).replace(" ", ""))
    )


def _chosen(root: HtmlElement) -> HtmlElement:
    body = next(root.iter("body"), root)
    size = len(words_of(body))
    mains = [element for element in root.iter() if element.tag == "main" or element.get("role") == "main"]
    main = max(mains, key=lambda element: len(words_of(element)), default=body)
    if len(words_of(main)) < _ARTICLE_SHARE * size and not any(True for _ in main.iter("h1")):
        main = body  # a page whose text stands elsewhere
    articles = [
        element
        for element in main.iter("article")
        if element is not main and not any(above.tag == "article" for above in element.iterancestors())
    ]
    headed = [element for element in articles if any(True for _ in element.iter("h1"))]
    has_heading = any(True for _ in main.iter("h1"))
    # Several articles may be the chapters of one guide, so one is chosen only where it alone has the title.
    only = headed if has_heading else articles
    if len(only) == 1 and len(words_of(only[0])) >= _ARTICLE_SHARE * len(words_of(main)):
        chosen: HtmlElement = only[0]
        return chosen
    return main


def _title_in_header(root: HtmlElement) -> str:
    headings = [element for element in root.iter("h1") if words_of(element)]
    if len(headings) != 1 or any(above.tag in ("nav", "footer", "aside") for above in headings[0].iterancestors()):
        return ""
    names = " ".join(f"{part.get('class', '')} {part.get('id', '')}" for part in headings[0].iter())
    return "" if _LOGO.search(names) else words_of(headings[0])


def _without_site_name(title: str) -> str:
    """The title of a page without the name of its site: the longest of its parts, the first of equal ones."""
    return max(_TITLE_BREAK.split(title), key=lambda part: len(part.split()))


def _drop(elements: Iterable[HtmlElement]) -> None:
    for element in list(elements):
        if element.getparent() is not None:
            element.drop_tree()


def _slug(words: str) -> str:
    return re.sub(r"[\W_]+", "-", words.casefold()).strip("-")

"""The last step before HTML leaves: only tags, attributes and addresses of ours, no hidden characters.

What is written elsewhere is escaped there; this holds even where that is forgotten.
"""

from __future__ import annotations

import re
import unicodedata

import nh3

_ADDRESS_HERE = re.compile(r"(?:#|/(?![/\\]))[^\\\s]*\Z")
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
_JOINERS = "\u200c\u200d"  # needed to write some scripts; elsewhere they only hide

_CLASSES = {
    "a": {"cite", "copy", "open", "anchor", "skip"},
    "article": {"api", "message"},
    "button": {"copy-answer"},
    "details": {"picture", "sources"},
    "div": {
        *("answer", "answer-text", "answered", "asked-text", "clarify", "declined", "faq", "reading", "smalltalk"),
        *("table", "whole"),
    },
    "h1": {"guide-title"},
    "nav": {"contents"},
    "line": {"tick"},
    "p": {"aside", "label", "notice", "person", "picture-title", "place"},
    "li": {"asked", "other"},
    "rect": {"light", "solid", "track"},
    "span": {"number", "place"},
    "strong": {"figure"},
    "svg": {"axis"},
    "text": {"end", "middle", "start"},
    "tr": {"asked"},
    "ul": {"bars"},
}
# Of drawings only lines, boxes and words, by numbers: no element of SVG that can hold HTML, styles or addresses.
_DRAWN = {
    "line": {"class", "x1", "x2", "y1", "y2"},
    "rect": {"class", "height", "rx", "width", "x", "y"},
    "svg": {"class", "height", "width"},
    "text": {"class", "x", "y"},
}
_CLEANER = nh3.Cleaner(
    tags={
        *("a", "article", "blockquote", "br", "button", "code", "details", "div", "em", "h1", "h2", "h3", "h4", "h5"),
        *("h6", "hr", "li", "mark", "nav", "ol", "p", "pre", "section", "span", "strong", "summary", "table", "tbody"),
        *("td", "th", "thead", "tr", "ul", *_DRAWN),
    },
    clean_content_tags={"script", "style"},
    attributes={
        "a": {"aria-label", "class", "href", "lang", "title"},
        "blockquote": {"lang"},
        "button": {"class"},
        "div": {"aria-label", "class", "lang", "role", "tabindex"},
        "li": {"class", "lang"},
        "mark": {"id"},
        "nav": {"aria-label", "class"},
        "ol": {"lang", "start"},
        "section": {"id"},
        **_DRAWN,
        **{tag: {"class"} for tag in ("details", "h1", "strong", "tr", "ul")},
        **{tag: {"class", "lang"} for tag in ("article", "p", "span")},
    },
    tag_attribute_values={"a": {"rel": {"noopener nofollow"}}, "th": {"scope": {"col"}}},
    set_tag_attribute_values={"button": {"type": "button"}},
    attribute_filter=lambda tag, name, value: _attribute(tag, name, value),
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,  # only links of a guide to other websites have one, and they bring it
)


def safe_html(html: str) -> str:
    """HTML of ours with everything taken out that our pages have no use for."""
    return visible_text(_CLEANER.clean(html))


def visible_text(text: str) -> str:
    """Text without control, direction, zero-width and unassigned characters; line breaks and tabs stay.

    A zero-width joiner stays behind a letter of a script without capitals, where writing needs it.
    """
    if text.isascii() and text.isprintable():
        return text
    kept: list[str] = []
    for character in text:
        needed = character in _JOINERS and kept and unicodedata.category(kept[-1]) in {"Lo", "Mn", "Mc"}
        if needed or character in "\n\t" or unicodedata.category(character) not in _HIDDEN:
            kept.append(character)
    return "".join(kept)


def _attribute(tag: str, name: str, value: str) -> str | None:
    """The value that an attribute may keep, or None."""
    if name == "class":
        known = _CLASSES.get(tag, set())
        return " ".join(
            word for word in value.split() if word in known or re.fullmatch(r"(?:source|level)(?:-\d+)?", word)
        )
    if tag in _DRAWN:
        return value if re.fullmatch(r"\d{1,4}(?:\.\d+)?(?:%|em)?", value) else None
    if name == "href" and not re.match(r"[a-z]+:", value, re.I):
        return value if _ADDRESS_HERE.match(value) else None
    if name == "lang":
        return value if re.fullmatch(r"[a-z]{2}", value) else None
    if name == "id":
        return value if re.fullmatch(r"[^\s<>\"'&]{1,200}", value) else None
    return value

"""The words by which a web page labels what is no part of its text (`page_words.toml`), ready for use.

Some labels are sure; others ("Newsletter", "Responses") head sections of guides too and count only where what stands
under them is of that kind. Whole labels alone count, so "Comments on the exam" or "Related careers" never do.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

MAX_LABEL_CHARACTERS = 90

_AROUND_LABEL = re.compile(r"^[^\w(©]+|[^\w)\]\"”’]+$")


@dataclass(frozen=True)
class Label:
    """What a label announces ("comments", "related", "sign-up", "advertisement", "author", "share")."""

    kind: str
    sure: bool


@dataclass(frozen=True, kw_only=True)
class PageWords:
    """The patterns of the data file, ready for use; those for labels and areas are for text without capitals."""

    labels: tuple[tuple[Label, re.Pattern[str]], ...]  # the first that matches wins
    area: re.Pattern[str]
    of_cookies: re.Pattern[str]
    whose_cookies: re.Pattern[str]
    consent: re.Pattern[str]
    of_comments: re.Pattern[str]
    of_sign_ups: re.Pattern[str]
    copyright: re.Pattern[str]
    led_link: re.Pattern[str]
    breadcrumb: re.Pattern[str]
    of_site: re.Pattern[str]
    social: re.Pattern[str]
    sharing_link: re.Pattern[str]


@cache
def page_words() -> PageWords:
    """The data file beside this module, read once."""
    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    parts = data["parts"]
    return PageWords(
        labels=tuple(
            (Label(kind, sure), re.compile(_either(patterns, parts)))
            for sure, kinds in ((True, data["sure"]), (False, data["unsure"]))
            for kind, patterns in kinds.items()
        ),
        area=re.compile(_either(data["area"], parts)),
        **{name: re.compile(_either(patterns, parts), re.IGNORECASE) for name, patterns in data["told"].items()},
    )


def _either(patterns: Sequence[str], parts: Mapping[str, Sequence[str]]) -> str:
    """One pattern for any of several, with each `{part}` filled in."""
    either = "|".join(patterns)
    for name, alternatives in parts.items():
        either = either.replace(f"{{{name}}}", f"(?:{'|'.join(alternatives)})")
    return either


def label_of(words: str) -> Label | None:
    """What these words announce when they stand alone as a heading or label; None for any other words."""
    folded = _AROUND_LABEL.sub("", words.casefold()).strip()
    if not folded or len(words) > MAX_LABEL_CHARACTERS:
        return None
    return next((label for label, pattern in page_words().labels if pattern.fullmatch(folded)), None)


def names_area(name: str) -> bool:
    """Whether the name that a page gives an area for readers of its structure (`aria-label`) is of no text."""
    label = label_of(name)
    return (label is not None and label.sure) or page_words().area.fullmatch(name.casefold().strip()) is not None


def is_cookie_notice(words: str) -> bool:
    """Whether a short text tells about the site's own cookies."""
    told = page_words()
    return told.of_cookies.search(words) is not None and told.whose_cookies.search(words) is not None

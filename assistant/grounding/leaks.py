"""What no answer may hold whatever its quotes say: markup, links, hidden characters, the prompt, instructions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from assistant.grounding.text import data
from assistant.prompts import REFUSAL, SYSTEM

_LONGEST = 2_000  # characters; an answer of sixty words has about 400
_PROMPT_RUN = 5  # words in a row that are the prompt's
_VISIBLE = {"\n", "\t"}


def leak_faults(text: str, held: str) -> Iterator[str]:
    """Faults of a whole reply; `held` is all text of its quotes, which may itself name an address."""
    lower = text.lower()
    if len(text) > _LONGEST:
        yield "The text is too long."
    if _links().search(lower) or any(match.group() not in held.lower() for match in _domains().finditer(lower)):
        yield "The text holds markup or a link."
    if any(pattern.search(lower) and not pattern.search(held.lower()) for pattern in _patterns()):
        yield "The text holds words of a prompt or an instruction."
    flat = f" {_flat(text)} "
    if any(run in flat for run in _prompt_runs()):
        yield "The text repeats its instructions."
    if any(unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co", "Cn"} for c in text if c not in _VISIBLE):
        yield "The text holds hidden characters."
    if strange := {c for c in text if c.isalpha() and not _is_latin(c)} - set(held):
        yield f"The text is in letters that its quotes do not have ({''.join(sorted(strange))[:5]})."


def _is_latin(letter: str) -> bool:
    return letter.isascii() or "LATIN" in unicodedata.name(letter, "")


@cache
def _links() -> re.Pattern[str]:
    return re.compile(str(data()["leaks"]["links"]), re.M)


@cache
def _domains() -> re.Pattern[str]:
    return re.compile(str(data()["leaks"]["domain"]))


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    sources: list[str] = [*data()["leaks"]["patterns"]]  # type: ignore[misc]
    return tuple(re.compile(source, re.M) for source in sources)


@cache
def _prompt_runs() -> tuple[str, ...]:
    said = _flat(SYSTEM).split()
    runs = [" ".join(said[at : at + _PROMPT_RUN]) for at in range(len(said) - _PROMPT_RUN + 1)]
    return (*(f" {run} " for run in runs), f" {_flat(REFUSAL)} ")


def _flat(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))

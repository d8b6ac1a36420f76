"""What no answer may hold whatever its quotes say: markup, links, hidden characters, the prompt, instructions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from assistant.answer import without_marks
from assistant.grounding.text import data
from assistant.prompts import TEMPLATES

_LONGEST = 2_000  # characters; an answer of sixty words has about 400
_PROMPT_RUN = 5  # words in a row that are the prompt's
_SHORT_LINE = 4  # words of a sentence of the prompt that are its own when all of them stand together
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
    flat, quoted = f" {_flat(without_marks(text))} ", f" {_flat(held)} "
    if any(run in flat and run not in quoted for run in _prompt_runs()):
        yield "The text repeats its instructions."
    if any(c.isdigit() and not c.isascii() and c not in held for c in text):  # "4²", "①": no figure is read in them
        yield "The text writes figures in signs that its quotes do not have."
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
    """Runs of words of all templates. They end with a sentence: a run over two of them says nothing by itself."""
    found: dict[str, None] = {}
    for template in TEMPLATES:
        for sentence in re.split(r"[.:\n]|\{\w+\}", without_marks(template)):
            said = _flat(sentence).split()
            length = _PROMPT_RUN if len(said) >= _PROMPT_RUN else max(len(said), _SHORT_LINE)
            for at in range(len(said) - length + 1):
                run = " ".join(said[at : at + length])
                if not re.search(r"\d", run):  # the example's figure may be a guide's; figures have checks of their own
                    found[f" {run} "] = None
    return tuple(found)


def _flat(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))

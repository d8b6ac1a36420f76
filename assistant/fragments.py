"""Fragments ("and a senior?", "no, I meant the US"): the question before, asked of what the fragment names instead.

What a fragment names takes the place of its kin: a place of a place, a step of a step, a row of a row. Every word
of the fragment that names something stands in the question that comes out, so that the gate judges it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from assistant.families import Family, Member, best_member, matched, unit
from assistant.grounding.amount_forms import amount_forms
from assistant.question import named_words
from assistant.topic import Said, conversation_data

_PREPOSITIONS = frozenset(
    {"in", "for", "of", "at", "as", "with", "without", "to", "after", "on", "from", "by", "under", "during", "before"}
)
_WITH_THE = frozenset({"us", "uk", "uae", "usa"})
_ARTICLES = frozenset({"a", "an", "the"})
_UNITS = frozenset({"year", "years", "yr", "yrs"})
_YEARS = re.compile(r"\d{1,2}(?: ?(?:-|to) ?\d{1,2})? ?\+? ?(?:years?|yrs?)(?: of)?(?: work)?(?: experience)?")

_WITH_YEARS = re.compile(rf"(?:with|after|having|at) (?:a |an )?{_YEARS.pattern}", re.I)
_COUNTED = re.compile(r"\bhow many ((?:\w+ ){0,2}\w+s) (?=(?:should|do|does|can|must|will|to) )", re.I)

_BEGINNING = frozenset({"starting", "initial", "joining", "beginning", "entry"})


class Fit(IntEnum):
    """How well a fragment goes on with an earlier question."""

    NONE = 0
    LOOSE = 1  # it can be put in, but nothing in the guide says that it belongs there
    KIN = 2  # the earlier question names something of the same kind


@dataclass(frozen=True, kw_only=True)
class Joined:
    """A question made of an earlier one and a fragment."""

    text: str
    fit: Fit


def trimmed(words: Sequence[str]) -> list[str]:
    """A fragment's words without those that only lead to what it names, and without what trails behind it."""
    front, back = conversation_data("front"), conversation_data("back")
    kept = list(words)
    while len(kept) > 1 and kept[0].lower() in front:
        kept.pop(0)
    while len(kept) > 1 and kept[-1].lower() in back:
        kept.pop()
    return kept


def join(fragment: Said, earlier: Said) -> Joined:
    """The earlier question, asked of what the fragment names."""
    if fragment.keys[:1] in (("if",), ("when",), ("while",)):
        if conversation_data("others") & set(fragment.keys):  # what the visitor told of himself is not theirs
            return Joined(text=_written([*earlier.question.asking.split(), *fragment.words], earlier), fit=Fit.LOOSE)
        return Joined(text=_written([*earlier.words, *fragment.words], earlier), fit=Fit.LOOSE)
    number = fragment.step_span or _bare_number(fragment, earlier)
    if number:
        return _other_step(fragment, earlier, number)
    taken = {at for span in fragment.place_spans for at in range(*span)}
    repeated = _repeated(fragment, earlier)
    others = [word for at, word in enumerate(fragment.words) if at not in taken and at >= repeated]
    tokens = list(earlier.words)
    fit = Fit.LOOSE
    named = [word for word in names_of(fragment) if word not in fragment.place_keys]
    only_place = all(word.lower() in _PREPOSITIONS | _ARTICLES for word in others)
    if named or (tells_rows_apart(fragment) and not only_place):
        found = _other_member(others, earlier, tokens)
        if found is None:
            found = _in_the_topic(others, earlier, tokens)
        tokens, fit = found
    elif years := _YEARS.search(" ".join(others).lower()):
        tokens, fit = _other_years(" ".join(others), years.group(), earlier, tokens)
    elif fragment.question.calendar_years:
        tokens = [*tokens, *_with_preposition(others, "in")]
    elif not taken:
        return Joined(text=earlier.text, fit=Fit.NONE)
    if taken:
        wanted = [fragment.words[at] for at in sorted(taken)]
        tokens, placed = _other_place(wanted, earlier, tokens)
        fit = fit if named else placed
    if _names_a_level(fragment):
        kept = [word for word in tokens if word.lower() not in _BEGINNING or word in fragment.words]
        tokens = kept or tokens  # "starting salary" | "and a senior": not where a senior starts
    return Joined(text=_written(tokens, earlier), fit=fit)


def _names_a_level(fragment: Said) -> bool:
    named = [key for key in fragment.keys if key not in _PREPOSITIONS | _ARTICLES]
    found = (best_member(named, family, loosely=True) for family in fragment.shape.families)
    return any(member is not None and member.is_level for member in found)


def names_of(fragment: Said) -> list[str]:
    """The words of a fragment that name something; the unit of "5 years" of experience does not."""
    plain = _UNITS if fragment.question.experience else frozenset()
    return [word for word in named_words(fragment.question) if word not in plain]


def _repeated(fragment: Said, earlier: Said) -> int:
    """How many words in front only repeat the earlier question: "paper 3" in "and paper 3 in the second group?"."""
    asked = earlier.keys
    for count in range(len(fragment.keys) - 2, 1, -1):
        front = fragment.keys[:count]
        if fragment.keys[count] in _PREPOSITIONS and any(
            asked[at : at + count] == front for at in range(len(asked) - count + 1)
        ):
            return count
    return 0


def _bare_number(fragment: Said, earlier: Said) -> tuple[int, int] | None:
    """The place of a number that can only be a step's ("and 5?" after "how long is step 4?")."""
    bare = [at for at, key in enumerate(fragment.keys) if re.fullmatch(r"\d{1,2}", key)]
    rest = [key for key in fragment.keys if not key.isdigit() and key not in _ARTICLES]
    return (bare[0], bare[0] + 1) if earlier.step_span and len(bare) == 1 and not rest else None


def _other_step(fragment: Said, earlier: Said, span: tuple[int, int]) -> Joined:
    words = list(fragment.words[slice(*span)])
    tokens = list(earlier.words)
    if earlier.step_span:
        start, end = earlier.step_span
        if len(words) == 1:
            words.insert(0, tokens[start])
        return Joined(text=_written([*tokens[:start], *words, *tokens[end:]], earlier), fit=Fit.KIN)
    if earlier.part is not None and len(earlier.chunks) == 1:
        start, end = earlier.chunks[0]
        start -= start > 0 and earlier.keys[start - 1] in _ARTICLES
        return Joined(text=_written([*tokens[:start], *words, *tokens[end:]], earlier), fit=Fit.KIN)
    return Joined(text=_written([*tokens, "for", *words], earlier), fit=Fit.LOOSE)


def _other_place(wanted: list[str], earlier: Said, tokens: list[str]) -> tuple[list[str], Fit]:
    """The question with its place changed, or with a place where it has none."""
    old = [[word.lower() for word in earlier.words[slice(*span)]] for span in earlier.place_spans]
    for span in old:
        for at in range(len(tokens) - len(span) + 1):
            if [token.lower() for token in tokens[at : at + len(span)]] == span:
                front = tokens[:at]
                if front and front[-1].lower() == "the" and wanted[0].lower() not in _WITH_THE:
                    front.pop()
                return [*front, *wanted, *tokens[at + len(span) :]], Fit.KIN
    kin = earlier.question.asks("amount", "organisation", "place")
    lead = ["the"] if wanted[0].lower() in _WITH_THE else []
    return [*tokens, "in", *lead, *wanted], Fit.KIN if kin else Fit.LOOSE


def tells_rows_apart(fragment: Said) -> bool:
    """Whether a fragment of plain words alone still tells rows of a table apart ("the new ones")."""
    return any(unit(key) in fragment.shape.row_units for key in fragment.keys)


def _other_years(written: str, years: str, earlier: Said, tokens: list[str]) -> tuple[list[str], Fit]:
    """The question with other years of experience; the word for a level of experience goes."""
    written = re.sub(r"^after (\d.*\b(?:years?|yrs?))$", r"with \1 of experience", written, flags=re.I)
    text = " ".join(tokens)
    if old := _YEARS.search(text.lower()):
        return (text[: old.start()] + years + text[old.end() :]).split(), Fit.KIN
    for _, member in earlier.members:
        if member.is_level:
            hits = {word for word in matched(earlier.keys, member) if not word.isdigit()}
            at = [place for place, key in enumerate(earlier.keys) if key in hits]
            if at:
                before, after = tokens[: at[0]], tokens[at[-1] + 1 :]
                named_after = bool(after) and any(
                    start == at[-1] + 1 or start <= at[-1] < end - 1 for start, end in earlier.chunks
                )
                if not named_after:
                    while before and before[-1].lower() in _ARTICLES:
                        before.pop()
                    before = [*before, "someone"]
                return [*before, *after, *_with_preposition(written.split(), "with")], Fit.KIN
    return [*tokens, *_with_preposition(written.split(), "with")], Fit.LOOSE


def _with_preposition(words: list[str], preposition: str) -> list[str]:
    return words if words and words[0].lower() in {*_PREPOSITIONS, "if"} else [preposition, *words]


def _other_member(others: list[str], earlier: Said, tokens: list[str]) -> tuple[list[str], Fit] | None:
    """The question with one member of a family in the place of another, or None where the guide has no such family."""
    asked = [key for key in map(str.lower, others) if key not in _PREPOSITIONS | _ARTICLES]
    if counted := _counted_exchanged(others, earlier, tokens):
        return counted
    if level := _level_for_years(asked, earlier, tokens):
        return level
    for loosely in (False, True):
        best: tuple[float, Member, Member] | None = None
        for family, old in _families(earlier, loosely):
            new = best_member(asked, family, loosely=loosely)
            if new is None or new == old:
                continue
            share = len(matched(asked, new, loosely=loosely)) / len(asked)
            share += 0.1 * len(matched(earlier.keys, old, loosely=loosely))
            if best is None or share > best[0]:
                best = (share, old, new)
        if best:
            return _exchanged(asked, others, earlier, tokens, best[1], best[2], loosely)
    return None


def _counted_exchanged(others: list[str], earlier: Said, tokens: list[str]) -> tuple[list[str], Fit] | None:
    """The question with other things counted: "timed drafts" for "claim sets" in "how many claim sets should I"."""
    text = " ".join(tokens)
    counted = _COUNTED.search(text)
    plural = 0 < len(others) <= 3 and others[-1].lower().endswith("s") and others[0].lower() not in _PREPOSITIONS
    if counted is None or not plural or counted[1].lower() in amount_forms().units:
        return None
    return [*text[: counted.start(1)].split(), *others, *text[counted.end(1) :].split()], Fit.KIN


def _level_for_years(asked: list[str], earlier: Said, tokens: list[str]) -> tuple[list[str], Fit] | None:
    """The question with a level in the place of years: "as a trainee" for "with 5 years of experience"."""
    text = " ".join(tokens)
    years = _WITH_YEARS.search(text)
    if years is None or not earlier.question.asks("amount"):
        return None
    named = (best_member(asked, family) for family in earlier.shape.families)
    if not any(member is not None and member.is_level and not earlier.question.step for member in named):
        return None
    return [*text[: years.start()].split(), "as", "a", *asked, *text[years.end() :].split()], Fit.KIN


def _families(earlier: Said, loosely: bool) -> list[tuple[Family, Member]]:
    """Every family that the earlier question names a member of, with the member that it names best."""
    if not loosely:
        seen: list[tuple[Family, Member]] = []
        for family, member in earlier.members:
            if all(family is not known for known, _ in seen):
                seen.append((family, member))
        return seen
    named = named_words(earlier.question)
    found = [(family, best_member(named, family, loosely=True)) for family in earlier.shape.families]
    return [(family, member) for family, member in found if member is not None]


def _exchanged(
    asked: list[str], others: list[str], earlier: Said, tokens: list[str], old: Member, new: Member, loosely: bool
) -> tuple[list[str], Fit]:
    shared = (old.units & new.units) - {unit(word) for word in asked}
    hits = set(matched(earlier.keys, old, loosely=loosely))
    at = [
        place
        for place, key in enumerate(earlier.keys)
        if key in hits and unit(key) not in shared and key not in _PREPOSITIONS | _ARTICLES
    ]
    if new.is_level and (old_years := _YEARS.search(" ".join(tokens).lower())):
        text = " ".join(tokens)
        plain = [word for word in others if word.lower() not in _PREPOSITIONS | _ARTICLES]
        return [*text[: old_years.start()].split(), *plain, *text[old_years.end() :].split()], Fit.KIN
    if not at:
        return [*tokens, *_with_preposition(others, "for")], Fit.LOOSE
    start, end = _run(at)
    new_words = list(others)
    front = tokens[:start]
    while (
        new_words
        and new_words[0].lower() in _ARTICLES | _PREPOSITIONS
        and (
            front
            and (front[-1].lower() in _PREPOSITIONS | _ARTICLES or new_words[0].lower() in _PREPOSITIONS - {"without"})
        )
    ):
        if new_words[0].lower() in _ARTICLES and front[-1].lower() not in _ARTICLES:
            break
        new_words.pop(0)
    if new_words and new_words[0].lower() in _ARTICLES and front and front[-1].lower() in _ARTICLES:
        front.pop()
    return [*front, *new_words, *tokens[end:]], Fit.KIN


def _run(at: Sequence[int]) -> tuple[int, int]:
    """The first run of hits that stand together, small words between them included."""
    start = end = at[0]
    for place in at[1:]:
        if place - end > 2:
            break
        end = place
    return start, end + 1


def _in_the_topic(others: list[str], earlier: Said, tokens: list[str]) -> tuple[list[str], Fit]:
    """The question with the fragment in the place of its topic, or added to it where it has no one topic."""
    lead = others[0].lower() if others else ""
    chunks = [*earlier.chunks, *([earlier.step_span] if earlier.step_span else [])]
    if lead in _PREPOSITIONS - {"of"}:
        for start, end in chunks:
            before = earlier.keys[start - 1] if start else ""
            further = earlier.keys[start - 2] if start > 1 else ""
            if before == lead or (before in _ARTICLES and further == lead):
                start -= 1 + (before in _ARTICLES)
                return [*tokens[:start], *others, *tokens[end:]], Fit.LOOSE
        if not earlier.step_span:
            return [*tokens, *others], Fit.LOOSE
    if lead in {"if", "when", "while"} or not chunks:
        return [*tokens, *others], Fit.LOOSE
    new = [word for at, word in enumerate(others) if at or word.lower() not in _PREPOSITIONS]
    start, end = min(chunks)[0], max(span[1] for span in chunks)
    if len(chunks) > 1 and not any(word in earlier.question.attribute_words for word in earlier.keys):
        return [*tokens, *_with_preposition(others, "for")], Fit.LOOSE
    kept = [tokens[at] for at in range(start, end) if earlier.keys[at] in earlier.question.attribute_words]
    front = tokens[:start]
    if front and front[-1].lower() in _ARTICLES and new and new[0].lower() in _ARTICLES:
        front.pop()
    return [*front, *new, *kept, *tokens[end:]], Fit.LOOSE


def _written(tokens: Sequence[str], earlier: Said) -> str:
    text = re.sub(r"\ba (?=[aeiou])", "an ", " ".join(tokens))
    text = re.sub(r"\ban (?=[b-df-hj-np-tv-z][a-z])", "a ", text)
    return f"{text}?" if earlier.text.rstrip().endswith("?") else text

"""The earlier question with one thing in the place of another: a place, years, a member of a family, the topic.

The words of both questions come in, those of the new question go out with how well they fit; none is looked up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum

from assistant.families import Family, Member, best_member, matched, unit
from assistant.grounding.amount_forms import amount_forms
from assistant.question import named_words
from assistant.topic import Said

PREPOSITIONS = frozenset(
    {"in", "for", "of", "at", "as", "with", "without", "to", "after", "on", "from", "by", "under", "during", "before"}
)
_WHERE = frozenset({"in", "at"})
_WITH_THE = frozenset({"us", "uk", "uae", "usa"})
ARTICLES = frozenset({"a", "an", "the"})
YEARS = re.compile(r"\d{1,2}(?: ?(?:-|to) ?\d{1,2})? ?\+? ?(?:years?|yrs?)(?: of)?(?: work)?(?: experience)?")
_WITH_YEARS = re.compile(rf"(?:with|after|having|at) (?:a |an )?{YEARS.pattern}", re.I)
_COUNTED = re.compile(r"\bhow many ((?:\w+ ){0,2}\w+s) (?=(?:should|do|does|can|must|will|to) )", re.I)


class Fit(IntEnum):
    """How well a fragment goes on with an earlier question."""

    NONE = 0
    LOOSE = 1  # it can be put in, but nothing in the guide says that it belongs there
    KIN = 2  # the earlier question names something of the same kind


def other_place(wanted: list[str], earlier: Said, tokens: list[str]) -> tuple[list[str], Fit]:
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


def other_years(written: str, years: str, earlier: Said, tokens: list[str]) -> tuple[list[str], Fit]:
    """The question with other years of experience; the word for a level of experience goes."""
    written = re.sub(r"^after (\d.*\b(?:years?|yrs?))$", r"with \1 of experience", written, flags=re.I)
    text = " ".join(tokens)
    if old := YEARS.search(text.lower()):
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
                    while before and before[-1].lower() in ARTICLES:
                        before.pop()
                    before = [*before, "someone"]
                return [*before, *after, *with_preposition(written.split(), "with")], Fit.KIN
    return [*tokens, *with_preposition(written.split(), "with")], Fit.LOOSE


def with_preposition(words: list[str], preposition: str) -> list[str]:
    """The words behind a preposition, where they have none of their own."""
    return words if words and words[0].lower() in {*PREPOSITIONS, "if"} else [preposition, *words]


def other_member(others: list[str], earlier: Said, tokens: list[str]) -> tuple[list[str], Fit] | None:
    """The question with one member of a family in the place of another, or None where the guide has no such family."""
    asked = [key for key in map(str.lower, others) if key not in PREPOSITIONS | ARTICLES]
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
    plural = 0 < len(others) <= 3 and others[-1].lower().endswith("s") and others[0].lower() not in PREPOSITIONS
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
    """The question with the words of one member for those of another; words that both have stay."""
    shared = (old.units & new.units) - {unit(word) for word in asked}
    hits = set(matched(earlier.keys, old, loosely=loosely))
    at = [
        place
        for place, key in enumerate(earlier.keys)
        if key in hits and unit(key) not in shared and key not in PREPOSITIONS | ARTICLES
    ]
    if new.is_level and (old_years := YEARS.search(" ".join(tokens).lower())):
        text = " ".join(tokens)
        plain = [word for word in others if word.lower() not in PREPOSITIONS | ARTICLES]
        return [*text[: old_years.start()].split(), *plain, *text[old_years.end() :].split()], Fit.KIN
    if not at:
        return [*tokens, *with_preposition(others, "for")], Fit.LOOSE
    start, end = _run(at)
    if loosely and others[0].lower() in _WHERE and others[0].lower() not in earlier.keys[max(0, start - 2) : start]:
        return [*tokens, *others], Fit.LOOSE  # "in small companies" says where, and is no other "data scientist"
    new_words, front = list(others), tokens[:start]
    before = front[-1].lower() if front else ""
    while before and new_words and _is_left_out(new_words[0].lower(), before):
        new_words.pop(0)
    return [*front, *new_words, *tokens[end:]], Fit.KIN


def _is_left_out(word: str, before: str) -> bool:
    """Whether the word that leads to a new name goes where the old one stands behind `before`.

    "For" of "for seniors" goes anyway; an article goes behind an article, "without" behind what leads to a name.
    """
    if word in ARTICLES:
        return before in ARTICLES
    return word in PREPOSITIONS and (before in PREPOSITIONS | ARTICLES or word != "without")


def _run(at: Sequence[int]) -> tuple[int, int]:
    """The first run of hits that stand together, small words between them included."""
    start = end = at[0]
    for place in at[1:]:
        if place - end > 2:
            break
        end = place
    return start, end + 1


def in_the_topic(others: list[str], earlier: Said, tokens: list[str]) -> tuple[list[str], Fit]:
    """The question with the fragment in the place of its topic, or added to it where it has no one topic."""
    lead = others[0].lower() if others else ""
    chunks = [*earlier.chunks, *([earlier.step_span] if earlier.step_span else [])]
    if lead in PREPOSITIONS - {"of"}:
        for start, end in chunks:
            inside = next((at for at in range(end - 2, start, -1) if earlier.keys[at] == lead), None)
            if inside is not None:  # "a contract for a cadet" | "for a captain"
                return [*tokens[:inside], *others, *tokens[end:]], Fit.LOOSE
            before = earlier.keys[start - 1] if start else ""
            further = earlier.keys[start - 2] if start > 1 else ""
            if before == lead or (before in ARTICLES and further == lead):
                start -= 1 + (before in ARTICLES)
                return [*tokens[:start], *others, *tokens[end:]], Fit.LOOSE
        if done := _done_instead(others, earlier):
            return [*tokens[: done[0]], *others[1:], *tokens[done[1] :]], Fit.LOOSE
        if not earlier.step_span:
            return [*tokens, *others], Fit.LOOSE
    if lead in {"if", "when", "while"} or not chunks:
        return [*tokens, *others], Fit.LOOSE
    new = [word for at, word in enumerate(others) if at or word.lower() not in PREPOSITIONS]
    start, end = min(chunks)[0], max(span[1] for span in chunks)
    if len(chunks) > 1 and not any(word in earlier.question.attribute_words for word in earlier.keys):
        return [*tokens, *with_preposition(others, "for")], Fit.LOOSE
    kept = [tokens[at] for at in range(start, end) if earlier.keys[at] in earlier.question.attribute_words]
    front = tokens[:start]
    if front and front[-1].lower() in ARTICLES and new and new[0].lower() in ARTICLES:
        front.pop()
    return [*front, *new, *kept, *tokens[end:]], Fit.LOOSE


def _done_instead(others: list[str], earlier: Said) -> tuple[int, int] | None:
    """Where the earlier question names what is done, and the fragment what is done instead ("for editing video")."""
    if len(others) < 2 or not others[1].lower().endswith("ing"):
        return None
    named = (span for span in earlier.chunks if span[0])
    return next((span for span in named if earlier.keys[span[0]].endswith("ing")), None)

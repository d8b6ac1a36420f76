"""Practice guides to questions, each with the passages that search finds for it, answering or not.

What search finds and the evidence does not hold is the near miss that the reader has to see through. A passage that
answers is known by the case's evidence; one that states the facts elsewhere is neither.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.answerers.extractive import ExtractiveAnswerer
from assistant.evidence import Evidence
from assistant.question import read_question
from assistant.ranking import EvidenceRanker
from assistant.second_look import reading_text
from assistant.settings import load_settings
from assistant.wiring import assistant_over, open_guides
from corpus.passages import Passage, PassageKind
from evals.cases import Case, load_cases
from evals.training.recipe import Recipe
from evals.training.squad import Example

_MOST_ANSWERING = 4  # passages of one case that answer it
_NEAR = 8  # best passages that do not answer, of which a batch takes most
_OTHERS = 60  # passages that do not answer, of one case
_LIGHTLY = 0.3  # probability that a practice question loses its mark, and its capitals
_WHOLE = frozenset({"table", "list", "comparison"})  # tags of cases that a whole table answers

Pair = tuple[str, Passage]  # what the reader is given of a passage, and the passage


@dataclass(frozen=True, kw_only=True)
class PracticeQuestion:
    """A question in its wordings, the texts that answer it with a fact's characters, and best first those that do not.

    The characters are (-1, -1) where the fact stands nowhere as such.
    """

    wordings: tuple[str, ...]
    answering: tuple[tuple[str, int, int], ...]
    others: tuple[str, ...]


def practice_questions(
    folder: Path, file: str = "dev.yaml", *, on_progress: Callable[[str, int, int], None] | None = None
) -> list[PracticeQuestion]:
    """The questions of one case file beside a practice guide, in the order of its cases.

    Raises:
        CareerAssistantError: the guide or its cases cannot be used.
    """
    settings = load_settings(guides_dir=folder)
    cases = [case for case in load_cases([folder / file]) if case.expect in ("answered", "declined")]
    found: list[PracticeQuestion] = []
    with open_guides(settings) as index:
        # Evidence is taken as search ranks it, before any reader has looked: what is learned must not depend on the
        # reader that was there before.
        ranker = EvidenceRanker(index)
        assistant = assistant_over(index, ExtractiveAnswerer(), settings)
        for done, case in enumerate(cases, 1):
            asked = assistant.turn(case.question, case.history).asked or case.question
            evidence = ranker.rank(read_question(asked), index.search(asked, top=settings.candidates))
            found.append(practice_question(case, asked, evidence))
            if on_progress:
                on_progress(f"questions of {folder.name}/{file}", done, len(cases))
    return found


def practice_question(case: Case, asked: str, evidence: Sequence[Evidence]) -> PracticeQuestion:
    """One case, `asked` being its question as it stands alone; evidence is best first."""
    alone = case.history or _folded(asked) == _folded(case.question)
    answering: list[Pair] = []
    others: list[Pair] = []
    for item in evidence:
        pair = (reading_text(item), item.passage)
        match _answers(case, *pair, answering):
            case True:
                answering.append(pair)
            case False:
                others.append(pair)
    texts = [text for text, passage in others if not any(_overlap(passage, other) for _, other in answering)]
    return PracticeQuestion(
        wordings=(asked,) if alone else (asked, case.question),
        answering=tuple((text, *_fact_span(case, text)) for text, _ in answering[:_MOST_ANSWERING]),
        others=tuple(texts[:_OTHERS]),
    )


def shown(question: PracticeQuestion, recipe: Recipe, rng: random.Random) -> list[Example]:
    """A question in one of its wordings with some passages, chosen anew at every call, answering ones first."""
    asked = _lightly_untidy(rng.choice(question.wordings), rng)
    answering = rng.sample(question.answering, min(recipe.answering, len(question.answering)))
    near, far = question.others[:_NEAR], question.others[_NEAR:]
    others = rng.sample(near, min(recipe.near, len(near)))
    others += rng.sample(far, min(max(0, recipe.passages - len(answering) - len(others)), len(far)))
    others = others[: recipe.passages - len(answering)]
    return [
        *(Example(question=asked, passage=text, answers=True, start=a, end=b) for text, a, b in answering),
        *(Example(question=asked, passage=text, answers=False) for text in others),
    ]


def _lightly_untidy(question: str, rng: random.Random) -> str:
    """Practice questions are untidy already: only marks and capitals go."""
    question = question.rstrip("?") if rng.random() < _LIGHTLY else question
    return question.lower() if rng.random() < _LIGHTLY else question


def _answers(case: Case, text: str, passage: Passage, answering: Sequence[Pair]) -> bool | None:
    """Whether a passage answers a case; None where that cannot be told and the passage is best left out."""
    if case.expect == "declined":
        return False
    words = _folded(passage.text)
    holds = any(_folded(evidence) in words for evidence in case.evidence)
    if passage.kind is PassageKind.TABLE:
        return (True if _WHOLE & set(case.tags) else None) if holds else False
    if passage.kind is PassageKind.HEADING:
        return None if holds else False  # a heading that states a fact seldom says all of it
    if holds:
        return True
    stated = bool(case.facts) and all(any(_folded(fact) in _folded(text) for fact in g) for g in _plain(case) if g)
    return None if stated or any(_overlap(passage, other) for _, other in answering) else False


def _plain(case: Case) -> list[list[str]]:
    """The case's facts without patterns, group by group."""
    return [[fact for fact in group if not fact.startswith("re:")] for group in case.facts]


def _fact_span(case: Case, text: str) -> tuple[int, int]:
    """Where the first fact that stands in a text does; (-1, -1) where none does."""
    folded = text.lower()
    for group in _plain(case):
        for fact in group:
            at = folded.find(fact.lower())
            if at >= 0:
                return at, at + len(fact)
    return -1, -1


def _overlap(one: Passage, other: Passage) -> bool:
    return one.start < other.end and other.start < one.end


def _folded(text: str) -> str:
    plain = text.replace("–", "-").replace("—", "-").replace("’", "'")
    return " ".join(re.sub(r"[*_`|]", " ", plain).lower().split())

"""Search results ranked as evidence for one question: what fits the kind of answer and the place asked about.

Search scores likeness; a question asks for something. Evidence adds to the fused score whether a passage holds the
kind of answer asked for (an amount, a duration, a list) and how many of the question's words its context supports.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path

from assistant.concepts import concepts_asked, concepts_said
from assistant.context import block_of, home_of, names_of, subject_terms
from assistant.fits import kind_fits, says_the_most
from assistant.named_steps import step_named
from assistant.passage_facts import PassageFacts
from assistant.question import Question
from assistant.signals import Asked, GuideFacts, signals_of
from assistant.support import stems
from corpus.guide import Block, Guide, Label, ListBlock, Place, Section, Table
from corpus.passages import Passage, PassageKind
from index.anticipated import Nearest
from index.search import Index, ScoredPassage, SearchResult

WEIGHTS_FILE = Path(__file__).with_name("ranking.json")
_SUBJECT_WEIGHT = 0.15  # of a word that names the guide's own subject: every passage is about that

_TOLD_WEIGHT = 0.35  # of a word outside the clauses that ask

_ALIKE = 0.3  # difference of scores up to which two passages fit about equally
_APART = 0.6  # and from which a passage with a figure is no answer beside one without
_NEAR = 8  # passages among which what a reason is asked for is looked for
_NEEDED = re.compile(
    r"\b(?:mandatory|required|requires?|needs?|needed|necessary|compulsory|must|essential|important)\b"
)
_TELLS_NEED = re.compile(rf"{_NEEDED.pattern}|\b(?:optional|myth|never|not|only|helps?|helpful)\b", re.I)
_SKIPS = re.compile(
    r"\b(?:can|may|should|could|shall) (?:i|we|one) (?:\w+ )?(?:skip|leave out|omit|ignore|avoid|bypass)\b"
)
_LEAVING_OUT = frozenset(["skip", "leave", "omit", "ignore", "avoid", "bypass"])
_OF_MISTAKES = re.compile(r"\b(?:mistakes?|errors?|avoid|wrong|pitfalls?|donts|don.t|never|not do|not to do)\b")
_BESIDE_A_MISTAKE = 1.0  # in score: how far behind a mistake the advice may be
_SPEAKS_OF = {
    "amount": re.compile(r"\b(?:paid|pays?|earn\w*|salar\w+|costs?|fees?|charg\w+|price\w*|income|money)\b", re.I),
    "duration": re.compile(r"\b(?:time|takes?|lasts?|long|duration|years|months|weeks)\b", re.I),
}
_OF_AGE = frozenset(
    ["age", "limit", "limits", "maximum", "minimum", "max", "min", "upper", "lower", "bar", "criteria", "old"]
)
_EXACT_KINDS = ("amount", "duration", "list")  # another passage cannot answer these


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """One passage as evidence; `support` is per content word."""

    scored: ScoredPassage
    guide: Guide
    signals: Mapping[str, float]  # what speaks for and against it, each mostly in [0, 1]; see `ranking_weights`
    kind_fits: bool  # holds the kind of answer asked for; True where the question asks for no particular kind
    support: tuple[float, ...]  # in [0, 1], one for each of `Question.content`
    context: frozenset[str]  # stems of the passage with its headings, header row, lead-in and question

    @cached_property
    def score(self) -> float:
        """The weighted sum of the signals: higher is better, no fixed range."""
        weights = ranking_weights()
        total = 0.0
        for name, value in self.signals.items():  # a loop: this is done for every passage of every question
            total += weights.get(name, 0.0) * value
        return total

    @property
    def score_alone(self) -> float:
        """The score without what only the conversation adds: where an answer stood makes nothing covered."""
        return self.score - ranking_weights().get("before", 0.0) * self.signals.get("before", 0.0)

    @property
    def read(self) -> float:
        """The reader's probability that the passage answers; 0 where it was not read."""
        return self.signals.get("read", 0.0)

    @property
    def passage(self) -> Passage:
        """The passage itself."""
        return self.scored.passage

    @cached_property
    def section(self) -> Section:
        """The section the passage stands in."""
        return self.guide.sections[self.passage.section]

    @cached_property
    def block(self) -> Block | None:
        """The innermost block the passage is or is part of; None for a heading."""
        return block_of(self.guide, self.passage)


_SAYS_LITTLE = 3  # content words of a follow-up up to which what it leaves unsaid is looked for where one was


class EvidenceRanker:
    """Ranks search results as evidence; keeps what is known of every passage."""

    def __init__(self, index: Index) -> None:
        """Read every passage once."""
        self._index = index
        self._facts = {
            passage.id: PassageFacts.of(index.guides[passage.guide], passage) for passage in index.passages.values()
        }
        self._guides = {guide.id: self._guide_facts(guide) for guide in index.guides.values()}

    def rank(self, question: Question, result: SearchResult, before: Sequence[Place] = ()) -> tuple[Evidence, ...]:
        """All passages of the result as evidence, best first; ids break ties.

        `before` is what the answer before quoted: a follow-up that says little mostly stays in that section.
        """
        similar = {word.lower(): place for place, word in enumerate(result.words)}
        found_in = {scored.passage.guide for scored in result.passages}
        asked = {guide: self._asked(question, self._index.guides[guide], similar) for guide in found_in}
        stays = before if len(question.content) <= _SAYS_LITTLE and question.step is None else ()
        sections = {(place[0], self._index.guides[place[0]].section_at(place[1])) for place in stays}
        found = [
            self._evidence(asked[scored.passage.guide], scored, result.anticipated, sections)
            for scored in result.passages
        ]
        found.sort(key=lambda evidence: (-evidence.score, evidence.passage.id))
        return settled(question, found)

    def weights(self, question: Question, guide: Guide) -> list[float]:
        """How much each content word counts: its idf, little where it only names what the whole guide is about.

        What a visitor only tells of himself counts less than what he asks.
        """
        subject = self._guides[guide.id].subject
        return [
            self._index.idf(word)
            * (_SUBJECT_WEIGHT if stems(word) <= subject else 1.0)
            * (1.0 if word in question.asked else _TOLD_WEIGHT)
            for word in question.content
        ]

    def _asked(self, question: Question, guide: Guide, similar: Mapping[str, int]) -> Asked:
        return Asked.of(
            question,
            self._guides[guide.id],
            weights=self.weights(question, guide),
            similar=similar,
            named=step_named(question, guide),
            concepts=concepts_asked(question.folded),
        )

    def _guide_facts(self, guide: Guide) -> GuideFacts:
        subject = subject_terms(guide)
        return GuideFacts(
            guide=guide,
            subject=subject,
            home=home_of(guide),
            names=names_of(guide) - subject,
            rarity=self._rarity_of_concepts(guide.id),
        )

    def _evidence(
        self, asked: Asked, scored: ScoredPassage, anticipated: Nearest, before: Set[tuple[str, int]]
    ) -> Evidence:
        facts = self._facts[scored.passage.id]
        support = asked.support(facts, scored)
        fits = kind_fits(asked.question, facts.guide, facts.passage)
        stays = {"before": 1.0} if (facts.guide.id, facts.passage.section) in before else {}
        return Evidence(
            scored=scored,
            guide=facts.guide,
            signals=signals_of(asked, facts, scored, anticipated, support=support, fits=fits) | stays,
            kind_fits=fits,
            support=support,
            context=facts.context,
        )

    def _rarity_of_concepts(self, guide: str) -> dict[str, float]:
        """How rare each concept is among a guide's passages by their own words, from 0 in all of them to 1 in one."""
        own = [concepts_said(facts.passage.text) for facts in self._facts.values() if facts.guide.id == guide]
        counts = Counter(name for names in own for name in names)
        return {name: 1.0 - math.log(count) / math.log(max(2, len(own))) for name, count in counts.items()}


@cache
def ranking_weights() -> Mapping[str, float]:
    """What each signal adds to a passage's score when it is 1; fitted by `python -m evals fit-ranking`."""
    weights: dict[str, float] = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))["weights"]
    return weights


def pooled(evidence: Sequence[Evidence], *, rows: bool = False) -> list[Evidence]:
    """The best evidence and what stands in the same block or FAQ pair: they are answered from together.

    Rows of a table are not, unless `rows` are compared.
    """
    best = evidence[0]
    return [
        item
        for item in evidence
        if item.guide is best.guide
        and item.passage.section == best.passage.section
        and item.passage.block == best.passage.block
        and (rows or best.passage.kind is not PassageKind.ROW)
    ] or [best]


def supported(word: str, question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether what would be answered from supports a content word of the question."""
    place = question.content.index(word) if word in question.content else None
    return (
        place is not None
        and bool(evidence)
        and any(item.support[place] >= 0.5 for item in pooled(evidence, rows=question.asks("comparison")))
    )


def settled(question: Question, found: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Evidence sorted by score, best first, with what the scores do not see put right."""
    found = _need_before_reasons(question, figures_before_equals(question, found))
    found = _advice_before_mistakes(question, found)
    found = _numbered_row_first(question, found)
    found = _label_of_the_age_first(question, found)
    return tuple(_with_figure_behind(question, found))


def _need_before_reasons(question: Question, found: Sequence[Evidence]) -> Sequence[Evidence]:
    """What says that a thing is needed or not, where that is asked for and the best evidence does not say it.

    So it is asked by "why is it mandatory" of what the best evidence does not name at all, and by "can I skip it".
    """
    skips = bool(_SKIPS.search(question.folded))
    if not found or not (skips or (question.kind == "reason" and _NEEDED.search(question.folded))):
        return found
    subject = subject_terms(found[0].guide)
    named = [word for word in question.content if word in question.asked and not stems(word) <= subject]
    places = [question.content.index(word) for word in named if word not in _LEAVING_OUT]
    held = [found[0].support[at] > 0 for at in places]
    if not places or (any(held) and not (skips and not (all(held) and _TELLS_NEED.search(found[0].passage.text)))):
        return found
    telling = (item for item in found[:_NEAR] if _TELLS_NEED.search(item.passage.text))
    first = next((item for item in telling if all(item.support[at] for at in places)), None)
    return found if first is None else [first, *(item for item in found if item is not first)]


def _label_of_the_age_first(question: Question, found: Sequence[Evidence]) -> Sequence[Evidence]:
    """The label line for the age before a sentence on the age of some, where nothing else is named."""
    if question.kind != "age" or not found or isinstance(found[0].block, Label):
        return found
    subject = subject_terms(found[0].guide)
    if any(word not in _OF_AGE and not stems(word) <= subject for word in question.content):
        return found
    labels = (item for item in found[:_NEAR] if isinstance(item.block, Label))
    first = next((i for i in labels if isinstance(i.block, Label) and "age" in stems(i.block.name.text)), None)
    return found if first is None else [first, *(item for item in found if item is not first)]


def is_numbered_row(question: Question, item: Evidence) -> bool:
    """Whether a row is the part that a question numbers, as a table of papers may: "Part 3 (hydraulics)"."""
    if question.step is None or not isinstance(item.block, Table) or item.passage.part is None:
        return False
    return _is_numbered(question, item.block.rows[item.passage.part].cells[0].text)


def _is_numbered(question: Question, name: str) -> bool:
    """Whether a name begins with the noun and the number that a question names."""
    numbered = re.match(r"\W*([^\W\d]+) (\d{1,2})\b", name)
    return numbered is not None and bool(re.search(rf"\b{numbered[1]}s? {numbered[2]}\b", question.folded, re.I))


def _numbered_row_first(question: Question, found: Sequence[Evidence]) -> Sequence[Evidence]:
    """The row that a question numbers before all else, where no section is called so."""
    if question.step is None or not found:
        return found
    headings = (section.path[-1] for section in found[0].guide.sections if section.path)
    if any(_is_numbered(question, heading) for heading in headings):
        return found
    first = next((item for item in found if is_numbered_row(question, item)), None)
    return found if first is None else [first, *(item for item in found if item is not first)]


def _advice_before_mistakes(question: Question, found: Sequence[Evidence]) -> Sequence[Evidence]:
    """What is to be done before a mistake that the guide warns of, where the mistake is not asked for."""
    if not found or _OF_MISTAKES.search(question.folded) or not _is_a_mistake(found[0]):
        return found
    needed = sum(found[0].support)
    fitting = (item for item in found[1:_NEAR] if item.kind_fits and not _is_a_mistake(item))
    close = (item for item in fitting if item.score >= found[0].score - _BESIDE_A_MISTAKE)
    first = next((item for item in close if sum(item.support) >= needed), None)
    return found if first is None else [first, *(item for item in found if item is not first)]


def _is_a_mistake(item: Evidence) -> bool:
    """Whether a passage is an item of a list of mistakes, or that list."""
    block = item.block
    if not isinstance(block, ListBlock):
        return False
    names = [*item.section.path[-1:], block.lead_in.text if block.lead_in else ""]
    return bool(_OF_MISTAKES.search(" ".join(names).lower()))


def _with_figure_behind(question: Question, found: Sequence[Evidence]) -> Sequence[Evidence]:
    """The best sentence as one with the figure asked for, where the next one gives it: they are said together."""
    if question.kind not in ("amount", "duration") or question.yes_no or not found or found[0].kind_fits:
        return found
    best, part = found[0], found[0].passage.part
    if best.passage.kind is not PassageKind.SENTENCE or part is None or best.block is None:
        return found
    if not _SPEAKS_OF[question.kind].search(best.passage.text):
        return found
    follows = any(item.kind_fits and item.block is best.block and item.passage.part == part + 1 for item in found)
    return [replace(best, kind_fits=True), *found[1:]] if follows else found


def figures_before_equals(question: Question, found: Sequence[Evidence]) -> Sequence[Evidence]:
    """Where a figure or list is asked for, the best passage that holds one comes before passages of no better support.

    A heading stays first: it speaks for all that stands under it, from which the answerer chooses.
    """
    if question.kind not in _EXACT_KINDS or question.yes_no or not found or found[0].kind_fits:
        return found
    if found[0].passage.kind is PassageKind.HEADING or says_the_most(question, found[0].passage.text):
        return found
    needed = sum(found[0].support)
    step = found[0].signals.get("step", 0.0)  # what stands in the step asked about gives way to nothing beside it
    fitting = (item for item in found if item.kind_fits and item.signals.get("step", 0.0) >= step)
    first = next((item for item in fitting if sum(item.support) >= needed), None)
    if first is not None and first.score < found[0].score - (_ALIKE if question.kind == "list" else _APART):
        return found  # what fits much better says it in another form: a sentence lists things too, or names the hours
    return found if first is None else [first, *(item for item in found if item is not first)]

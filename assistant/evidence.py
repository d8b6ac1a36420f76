"""Search results ranked as evidence for one question: what fits the kind of answer and the place asked about.

Search scores likeness; a question asks for something. Evidence adds to the fused score whether a passage holds the
kind of answer asked for (an amount, a duration, a list) and how many of the question's words its context supports.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from assistant.language import load_language
from assistant.question import Question
from assistant.support import lexical_support, stems
from corpus.guide import Block, FaqPair, Guide, Label, ListBlock, Paragraph, Section, Table
from corpus.passages import Passage, PassageKind
from index.lexical import terms
from index.search import Index, ScoredPassage, SearchResult

_KIND_WEIGHT = 0.22  # what holding the asked kind of answer adds to a fused score in [0, 1]
_FIGURE_WEIGHT = 0.3  # the same where a figure is asked for: nothing else can answer
_SUPPORT_WEIGHT = 0.45  # what full support of the question's words adds
_NAMED_WEIGHT = 0.25  # what a row label or label name that stands in the question as it is adds
_PLACE_WEIGHT = 0.35  # for being about the place asked; against being about another than the guide's, when none is
_SAME_FORM_WEIGHT = 0.15  # what a yes/no question of the guide's FAQ adds to a yes/no question
_SUBJECT_WEIGHT = 0.15  # of a word that names the guide's own subject: every passage is about that
_STEP_WEIGHT = 0.6  # what standing in the numbered section asked about adds; a named step leaves little doubt

FIGURE_OF_KIND = {
    "amount": re.compile(
        r"[₹$€£]\s?\d|\b\d[\d,.]*\s?(?:lpa|lakhs?|lacs?|crores?|usd|inr|eur|k\b|per (?:year|month|annum|hour))", re.I
    ),
    "duration": re.compile(r"\d\+?\s?(?:minutes?|hours?|days?|weeks?|months?|years?)\b", re.I),
    "clock": re.compile(r"\b\d{1,2}(?:[:.]\d\d)?\s?(?:am|pm|a\.m|p\.m)\b|\b\d{1,2}:\d\d\b|\bnoon\b", re.I),
    "date": re.compile(
        r"\b(?:19|20)\d\d\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun|week)days?\b|"
        r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b|\bweekends?\b",
        re.I,
    ),
    "total": re.compile(r"\d\+?\s?(?:hours?|days?|weeks?|months?|years?)\b", re.I),
    "count": re.compile(r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozen)\b", re.I),
}
_NAME_OF_KIND = {  # label names and lead-ins that announce a kind of answer
    "place": re.compile(r"\bwhere\b|\b(?:centre|center|location|address|campus)\b", re.I),
    "organisation": re.compile(r"\b(?:compan(?:y|ies)|employers?|recruiters?|hiring|firms?)\b", re.I),
    "reason": re.compile(r"\b(?:why|because|reason)\b", re.I),
}
_INNER_NAME = re.compile(r"(?<=[a-z,] )[A-Z]\w+")  # a name inside a sentence
_OTHER_QUESTION = re.compile(r"(?:where|why|when|who|how)\b", re.I)  # a label that answers no "what" or "which"
_DEFINING_VERB = re.compile(r"\b(?:is|are|means|refers to|builds?|focus(?:es)?)\b", re.I)
_COMPARATIVE = re.compile(r"\b(?:differen\w+|vs\.?|versus|better|compar\w+)\b", re.I)
_YES_NO_QUESTION = re.compile(r"^(?:is|are|do|does|can|could|should|will|would|must|has|have)\b", re.I)


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """One passage as evidence. `score` is higher for better and has no fixed range; `support` is per content word."""

    scored: ScoredPassage
    guide: Guide
    score: float
    kind_fits: bool  # holds the kind of answer asked for; True where the question asks for no particular kind
    support: tuple[float, ...]  # in [0, 1], one for each of `Question.content`
    context: frozenset[str]  # stems of the passage with its headings, header row, lead-in and question

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


def block_of(guide: Guide, passage: Passage) -> Block | None:
    """The innermost block that a passage is or is part of; a whole FAQ pair is its own block."""
    if passage.block is None:
        return None
    block = guide.sections[passage.section].blocks[passage.block]
    if isinstance(block, FaqPair) and passage.answer_block is not None:
        return block.answer[passage.answer_block]
    return block


def faq_of(guide: Guide, passage: Passage) -> FaqPair | None:
    """The FAQ pair that a passage belongs to, if any."""
    if passage.block is None:
        return None
    block = guide.sections[passage.section].blocks[passage.block]
    return block if isinstance(block, FaqPair) else None


class EvidenceRanker:
    """Ranks search results as evidence; keeps the stems of every passage's context."""

    def __init__(self, index: Index) -> None:
        """Read every passage's context once."""
        self._index = index
        self._contexts = {
            passage.id: stems(context_text(index.guides[passage.guide], passage)) for passage in index.passages.values()
        }

        self._homes = {guide.id: home_of(guide) for guide in index.guides.values()}
        self._subjects = {guide.id: subject_terms(guide) for guide in index.guides.values()}

    def rank(self, question: Question, result: SearchResult) -> tuple[Evidence, ...]:
        """All passages of the result as evidence, best first; ids break ties."""
        similar = {word.lower(): place for place, word in enumerate(result.words)}
        weights = {guide: self.weights(question, self._index.guides[guide]) for guide in self._index.guides}
        found = [self._evidence(question, scored, similar, weights[scored.passage.guide]) for scored in result.passages]
        return tuple(sorted(found, key=lambda evidence: (-evidence.score, evidence.passage.id)))

    def weights(self, question: Question, guide: Guide) -> list[float]:
        """How much each content word counts: its idf, little where it only names what the whole guide is about."""
        subject = self._subjects[guide.id]
        return [
            self._index.idf(word) * (_SUBJECT_WEIGHT if stems(word) <= subject else 1.0) for word in question.content
        ]

    def _evidence(
        self, question: Question, scored: ScoredPassage, similar: dict[str, int], weights: Sequence[float]
    ) -> Evidence:
        passage = scored.passage
        guide = self._index.guides[passage.guide]
        context = self._contexts[passage.id]
        support = tuple(
            1.0
            if stems(word) <= self._subjects[guide.id]
            else max(lexical_support(word, context), _similarity_support(word, scored, similar))
            for word in question.content
        )
        fits = kind_fits(question, guide, passage)
        supported = sum(w * s for w, s in zip(weights, support, strict=True)) / sum(weights) if sum(weights) else 0.5
        kind_weight = _FIGURE_WEIGHT if question.kind in ("amount", "duration") else _KIND_WEIGHT
        score = scored.score + _SUPPORT_WEIGHT * supported + kind_weight * (fits and bool(question.kinds))
        if question.step is not None:
            score += _STEP_WEIGHT * (guide.sections[passage.section].number == question.step)
        if fits and (label := _label(block_of(guide, passage), passage)):
            score += _NAMED_WEIGHT * (stands_in(label, question) and not stems(label) <= self._subjects[guide.id])
        score += self._place_score(question, passage, guide)
        if question.yes_no and not question.kinds and passage.kind in (PassageKind.ROW, PassageKind.TABLE):
            score -= _SAME_FORM_WEIGHT
        pair = faq_of(guide, passage)
        if question.yes_no and pair and passage.kind is PassageKind.FAQ and _YES_NO_QUESTION.match(pair.question.text):
            score += _SAME_FORM_WEIGHT
        return Evidence(scored=scored, guide=guide, score=score, kind_fits=fits, support=support, context=context)

    def _place_score(self, question: Question, passage: Passage, guide: Guide) -> float:
        """More for a passage about the place asked; if none is, less for one about another than the guide's own."""
        asked = {min(load_language().places[word]) for word in question.places}
        named = [min(load_language().places[word]) for word in _place_words(" ".join([passage.text, *passage.path]))]
        if asked:
            return _PLACE_WEIGHT * bool(asked & set(named))
        if not named or not question.asks("amount", "duration"):
            return 0.0
        return -_PLACE_WEIGHT * (Counter(named).most_common(1)[0][0] != self._homes[guide.id])


def _place_words(text: str) -> list[str]:
    """The words of a text that name places, lower case; "us" only where it is written in capitals."""
    places = load_language().places
    return [
        word.lower()
        for word in re.findall(r"[A-Z][\w.]*", text)
        if word.lower() in places and (word.lower() != "us" or word == "US")
    ]


@lru_cache(maxsize=256)
def home_of(guide: Guide) -> str | None:
    """The place that a guide names most often, by the first of its names; None if it names none."""
    counts = Counter(min(load_language().places[word]) for word in _place_words(guide.text))
    return max(counts, key=lambda place: (counts[place], place)) if counts else None


def _label(block: Block | None, passage: Passage) -> str | None:
    """The row label or label name of a passage, without what stands in brackets."""
    if isinstance(block, Table) and passage.part is not None:
        return re.sub(r"\(.*?\)", "", block.rows[passage.part].cells[0].text)
    return block.name.text if isinstance(block, Label) else None


def stands_in(label: str, question: Question) -> bool:
    """Whether a label's words stand in a question one after the other; "A / B" is two labels."""
    asked = f" {_in_order(question.folded)} "
    return any(part and f" {part} " in asked for part in map(_in_order, label.split("/")))


@lru_cache(maxsize=8_192)
def _in_order(text: str) -> str:
    return " ".join(terms(text))


@lru_cache(maxsize=256)
def subject_terms(guide: Guide) -> frozenset[str]:
    """The stems that name the guide's subject: its title's words, its id, the initials of neighbouring title words."""
    found: set[str] = set()
    for name in (guide.title.split(":")[0], guide.id.replace("-", " ").replace("_", " ")):
        words = re.findall(r"\w+", name)
        found |= stems(name) | {stem for word in words for stem in stems(re.sub(r"(?:er|ing|ist|or)$", "", word))}
        found |= {stem for word in words for stem in stems(word + "ing")}
        found |= {
            "".join(word[0] for word in words[start:end]).lower()
            for start in range(len(words))
            for end in range(start + 2, len(words) + 1)
        }
    return frozenset(found)


def context_text(guide: Guide, passage: Passage) -> str:
    """The passage with all that its words are read under: title, headings, header row, lead-in or FAQ question."""
    parts: list[str] = [guide.title, *passage.path, passage.text]
    block = block_of(guide, passage)
    if isinstance(block, Table):
        parts.append(block.header.span.text)
    elif isinstance(block, ListBlock) and block.lead_in:
        parts.append(block.lead_in.text)
    if pair := faq_of(guide, passage):
        parts.append(pair.question.text)
    return " \n ".join(parts)


def _similarity_support(word: str, scored: ScoredPassage, similar: dict[str, int]) -> float:
    """Token similarity as support: cosines under 0.45 are chance for MiniLM's token vectors, 0.8 is near identity."""
    place = similar.get(word)
    if place is None:
        return 0.0
    return min(1.0, max(0.0, (scored.word_similarities[place] - 0.45) / 0.35)) * 0.9


def kind_fits(question: Question, guide: Guide, passage: Passage) -> bool:
    """Whether a passage holds the kind of answer that the question most likely asks for."""
    kind = question.kind
    if kind is None:
        return True
    if kind == "count":
        return states_count(question, passage.text)
    if kind in FIGURE_OF_KIND:
        return bool(FIGURE_OF_KIND[kind].search(_values_text(guide, passage)))
    block = block_of(guide, passage)
    if kind in _NAME_OF_KIND:
        announced = block.name.text if isinstance(block, Label) else _lead_in(block) or passage.text
        names_some = not isinstance(block, Paragraph) or kind == "reason" or bool(_INNER_NAME.search(passage.text))
        return names_some and bool(_NAME_OF_KIND[kind].search(announced))
    if kind == "table":
        return passage.kind is PassageKind.TABLE
    if kind == "list":
        return passage.kind is PassageKind.LIST or (
            passage.kind in (PassageKind.LABEL, PassageKind.ROW)
            and passage.text.count(",") >= 1
            and not _OTHER_QUESTION.match(passage.text.lstrip("*_ "))
        )
    if kind == "source":
        return isinstance(block, Label) and block.name.text.lower().startswith(("source", "based on"))
    if kind == "comparison":
        pair = faq_of(guide, passage)
        comparing = pair is not None and bool(_COMPARATIVE.search(pair.question.text))
        if comparing or not isinstance(block, Table):
            return comparing
        labels = (re.sub(r"\(.*?\)", "", row.cells[0].text) for row in block.rows)
        return question.asks("amount", "duration") or sum(stands_in(label, question) for label in labels) > 1
    if kind == "definition":
        named = [word for word in question.content if word not in DEFINING_WORDS]
        about = subject_of(guide, passage)
        return about is not None and all(lexical_support(word, stems(about)) for word in named)
    if kind == "how_to":
        return passage.kind in (PassageKind.FAQ, PassageKind.LIST, PassageKind.LABEL, PassageKind.SENTENCE)
    return True


DEFINING_WORDS = frozenset(
    ["explain", "define", "describe", "meaning", "definition", "teach", "formula", "matlab", "samjhao"]
)


def subject_of(guide: Guide, passage: Passage) -> str | None:
    """What a passage is about: its FAQ question, row label, label name, lead-in, heading, or a sentence's subject."""
    if pair := faq_of(guide, passage):
        return pair.question.text
    block = block_of(guide, passage)
    heading = passage.path[-1] if passage.path else ""
    if isinstance(block, Table) and passage.part is not None:
        return " ".join([block.rows[passage.part].cells[0].text, *(cell.text for cell in block.header.cells)])
    if isinstance(block, Label):
        return block.name.text
    if isinstance(block, ListBlock):
        if passage.kind is PassageKind.ITEM:
            name, dash, rest = passage.text.partition(" — ")
            return name if dash and rest else None
        return block.lead_in.text if block.lead_in else None
    if isinstance(block, Paragraph):
        said = re.sub(r"^[A-Z][\w\s-]{0,20}, ", "", passage.text)
        subject = _DEFINING_VERB.split(said, maxsplit=1)
        return subject[0] if len(subject) == 2 and len(subject[0].split()) <= 6 else None
    return heading


def _values_text(guide: Guide, passage: Passage) -> str:
    """The passage's text; of a table or row only the value cells, since a label such as "0–1 year" answers nothing."""
    block = block_of(guide, passage)
    if not isinstance(block, Table):
        return passage.text
    rows = block.rows if passage.part is None else (block.rows[passage.part],)
    return "\n".join(cell.text for row in rows for cell in row.cells[1:])


def states_count(question: Question, text: str) -> bool:
    """Whether a text gives a number of what "how many" asks for: the number, then that noun within three words."""
    asked = re.search(r"\bhow many ([\w-]+)|\bnumber of ([\w-]+)", question.folded)
    if asked is None:
        return bool(FIGURE_OF_KIND["count"].search(text))
    noun = terms(asked[1] or asked[2])[0]
    for figure in FIGURE_OF_KIND["count"].finditer(text):
        if noun in terms(" ".join(re.findall(r"[\w-]+", text[figure.end() :])[:4])):
            return True
    return False


def _lead_in(block: Block | None) -> str | None:
    return block.lead_in.text if isinstance(block, ListBlock) and block.lead_in else None


def best_of(evidence: Sequence[Evidence], *kinds: PassageKind) -> Evidence | None:
    """The best evidence of these kinds, or None."""
    return next((item for item in evidence if item.passage.kind in kinds), None)

"""Which guide a question is about, where a folder holds several: the one whose career it names.

A career may be named in full, by the initials its guide uses, or by its role alone ("a nurse"). A role that several
careers share, or a question that several guides answer alike, is asked back.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from functools import cached_property

from assistant.answerers.series import numbered_series
from assistant.context import block_of, career_of, label_of
from assistant.evidence import Evidence
from assistant.question import Question, read_question
from assistant.support import same_thing, stems
from corpus.guide import Guide, Table
from index.lexical import terms

_NEARLY = 0.9  # of the best score: guides that are named as well as the best are all meant
_CHOICES = 3  # careers offered where a question fits several
_EQUAL = 0.12  # scores of evidence this near say nothing about which guide is meant
_FEW = 2  # content words that most guides hold, up to which a question is asked of every career
_HANGING = re.compile(r" (?:for|of|in|about|to|with)$")
_KIND_BEFORE = re.compile(r"\b[A-Z]{2,4} $")  # "ML" of "ML engineer"
_JOINING = frozenset({"and", "or", "vs", "versus"})
_LONGEST_OTHER = 4  # terms of "or" with another career's words
_SAME_ROLE = 1.0  # the same, where the question names a role that several careers share


class GuideChooser:
    """Chooses among guides by the words of their names; a word that many names share tells little."""

    def __init__(self, guides: Mapping[str, Guide], guides_with: Callable[[str], Set[str]]) -> None:
        """Read every guide's name once; `guides_with` gives the ids of the guides that hold an index term."""
        self._guides_with = guides_with
        self._careers = {guide.id: career_of(guide) for guide in guides.values()}
        initials = Counter(map(_initials, self._careers.values()))
        used = frozenset().union(*(re.findall(r"\b[A-Z]{2,4}\b", guide.text) for guide in guides.values()))
        free = {short for short, count in initials.items() if count == 1 and short.upper() not in used}
        self._names = {guide.id: _names(guide, free) for guide in guides.values()}
        shared = Counter(stem for names in self._names.values() for stem in frozenset().union(*names))
        self._weights = {stem: math.log(1 + len(guides) / count) for stem, count in shared.items()}
        self._texts = {guide.id: guide.text for guide in guides.values()}
        self._roles: dict[str, set[str]] = defaultdict(set)
        for guide_id, career in self._careers.items():
            for stem in stems(career.split()[-1]):
                self._roles[stem].add(guide_id)

    @cached_property
    def _plain_texts(self) -> dict[str, str]:
        """The guides' texts without the commas inside numbers; made when first asked for."""
        return {guide_id: re.sub(r"(?<=\d),(?=\d)", "", text) for guide_id, text in self._texts.items()}

    @property
    def several(self) -> bool:
        """Whether there is anything to choose from."""
        return len(self._names) > 1

    def named(self, question: str) -> frozenset[str]:
        """The ids of the guides whose career a question names best; empty where it names none, or one guide is all."""
        if not self.several:
            return frozenset()
        asked = stems(question)
        scores = {guide_id: max(self._fit(name, asked) for name in names) for guide_id, names in self._names.items()}
        best = max(scores.values())
        if best < 0.5:
            return self._of_role(question)
        named = frozenset(guide_id for guide_id, score in scores.items() if score >= _NEARLY * best)
        return self._in_one_piece(named, question) or named

    def _in_one_piece(self, named: frozenset[str], question: str) -> frozenset[str]:
        """Of several careers those whose words stand together, and not inside another's.

        A cloud architect is no architect, and "data engineer, which cloud" names no cloud engineer.
        """
        if len(named) == 1:
            return named
        words = terms(question)
        places = {
            guide_id: {place for name in self._names[guide_id] for place in _places(name, words)} for guide_id in named
        }
        every = frozenset().union(*places.values())
        return frozenset(
            guide_id
            for guide_id, own in places.items()
            if any(not any(place < other for other in every) for place in own)
        )

    def undecided(self, evidence: Sequence[Evidence], about: frozenset[str], question: Question) -> tuple[str, ...]:
        """Guides to choose from, where none was named and several fit: by evidence as good, or by common words.

        "Fresher salary" is asked of every career, however much better one guide's table meets the words.
        """
        if len(about) == 1 or not self.several or not evidence:
            return ()
        best: dict[str, Evidence] = {}
        for item in evidence:
            best.setdefault(item.guide.id, item)
        top = max(best.values(), key=lambda item: item.score)
        if not about and (only := self._only_with_its_figure(question)):
            return () if only == top.guide.id else (only,)
        near = math.inf if not about and self._is_common(question) else _SAME_ROLE if about else _EQUAL
        asked = stems(question.text)
        alike = {item.guide.id for item in evidence if _same_row(item, top, asked)}
        equal = [guide_id for guide_id, item in best.items() if item.score >= top.score - near or guide_id in alike]
        if question.step is not None:
            equal = [guide_id for guide_id in equal if _has_step(best[guide_id].guide, question.step)]
        return tuple(equal[:_CHOICES]) if len(equal) > 1 else ()

    def _only_with_its_figure(self, question: Question) -> str | None:
        """The one guide that holds a long number of the question ("who pays 900 a night"); None where several do."""
        for number in re.findall(r"\d{3,}", question.folded.replace(",", "")):
            held = [guide_id for guide_id, text in self._plain_texts.items() if re.search(rf"\b{number}\b", text)]
            if len(held) == 1:
                return held[0]
        return None

    def _is_common(self, question: Question) -> bool:
        """Whether a question has few words, each of which most guides hold, or another for the same; or none at all."""
        words = question.content
        enough = max(2, len(self._names) / 2)
        return len(words) <= _FEW and all(
            any(len(self._guides_with(stem)) >= enough for stem in same_thing(word)) for word in words
        )

    def choices(self, asked: str, guide_ids: Sequence[str]) -> tuple[str, ...]:
        """The question asked of each guide's career: the career in the place of its role, or at the end."""
        return tuple(_asked_of(asked, self._careers[guide_id]) for guide_id in guide_ids)

    def step_alone(self, asked: str) -> str:
        """A question about a numbered step without "for a <career>": every step of a guide is its career's."""
        if read_question(asked).step is None:
            return asked
        for name in self._careers.values():
            asked = re.sub(rf" (?:for|of|by) (?:an? |the )?{re.escape(name)}s?\b", "", asked, flags=re.I)
        return asked

    def with_guide(self, text: str, guide: Guide) -> str:
        """An answer with the guide it comes from, where there are several."""
        return f"{text}\n\n*{guide.title}*" if self.several else text

    def _of_role(self, question: str) -> frozenset[str]:
        """The guides whose role alone is asked about, such as every kind of analyst."""
        roles = frozenset().union(*(stems(word) for word in read_question(question).asked)) & self._roles.keys()
        return frozenset(guide_id for role in roles for guide_id in self._roles[role])

    def _fit(self, name: Sequence[str], asked: frozenset[str]) -> float:
        """The share of a name's weight that stands in the question."""
        total = sum(self._weights[stem] for stem in name)
        return sum(self._weights[stem] for stem in name if stem in asked) / total if total else 0.0


def _initials(career: str) -> str:
    return "".join(word[0] for word in career.split())


def _names(guide: Guide, free: Set[str]) -> list[tuple[str, ...]]:
    """What a guide's career is called: its words, their initials, and "ML engineer" for the first of them.

    Initials count where the guide itself uses them, or where they are `free`: of no other career, and in no guide.
    """
    career = career_of(guide)
    words = career.split()
    names = [tuple(terms(career))]
    if len(words) > 1:
        short = _initials(career)
        if short in free or re.search(rf"\b{short.upper()}s?\b", guide.text):
            names.append(tuple(terms(short)))
    if len(words) > 2:
        names.append(tuple(terms(f"{short[:-1]} {words[-1]}")))
    return names


def _places(name: Sequence[str], words: Sequence[str]) -> Iterator[frozenset[int]]:
    """Where a name's terms stand in those of a question, as sets of their places.

    They stand side by side, or share the end with another name's, as in "data or cloud engineer".
    """
    for start, word in enumerate(words):
        places = [start] if word == name[0] else []
        for part in name[1:] if places else ():
            after = places[-1] + 1
            reach = _LONGEST_OTHER if words[after : after + 1] and words[after] in _JOINING else 1
            if part not in words[after : after + reach]:
                break
            places.append(words.index(part, after))
        if len(places) == len(name):
            yield frozenset(places)


def _same_row(one: Evidence, other: Evidence, asked: frozenset[str]) -> bool:
    """Whether two guides have a row of the same name in tables of mostly the same columns: both answer alike.

    So they do where both have the very column that the question (its stems) names.
    """
    names, headers = [], []
    for item in (one, other):
        block = block_of(item.guide, item.passage)
        label = label_of(block, item.passage)
        if not isinstance(block, Table) or label is None:
            return False
        names.append(stems(label))
        headers.append({stems(cell.text) for cell in block.header.cells[1:]} - {frozenset()})
    columns = [frozenset().union(*header) for header in headers]
    alike = 2 * len(columns[0] & columns[1]) > max(map(len, columns))
    return names[0] == names[1] and (alike or any(header <= asked for header in headers[0] & headers[1]))


def _has_step(guide: Guide, number: int) -> bool:
    listed = (step.number for step in numbered_series(guide))
    return number in {*listed, *(section.number for section in guide.sections)}


def _asked_of(asked: str, career: str) -> str:
    role = career.split()[-1]
    plain = _HANGING.sub("", asked.rstrip("?. "))
    named = re.search(rf"\b(an? )?{re.escape(role)}(s?)\b", plain, re.I)
    if named is None or _KIND_BEFORE.search(plain[: named.start()]):
        return f"{plain} for {article(career)} {career}?"
    before = f"{article(career)} " if named[1] else ""
    return f"{plain[: named.start()]}{before}{career}{named[2]}{plain[named.end() :]}?"


def article(noun: str) -> str:
    """What stands before a career: by its first letter, or by how that letter is said where the word is initials."""
    spelt = noun.split()[0]
    return "an" if noun[:1] in "aeio" or (len(spelt) < 3 and spelt[:1] in "aefhilmnorsx") else "a"

"""Names of a sentence that its quotes do not have: tools, firms, people, places, roles, exams, months.

A name is what is written with a capital letter, what the guide never writes without one, a place, and a role. Short
forms and long ones ("SVM", "Support Vector Machine") are one name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from assistant.context import home_of, names_of, subject_terms
from assistant.grounding.amounts import amounts
from assistant.grounding.backing import Backing
from assistant.grounding.clauses import clauses
from assistant.grounding.text import (
    Word,
    abbreviations,
    data,
    has_kindred,
    is_capital,
    opens_sentence,
    ordinary_words,
    parts_of,
    without_contraction,
    words,
)
from assistant.language import load_language
from assistant.support import stems
from corpus.guide import Guide, Table

_ORDINARY_ENDINGS = re.compile(r"[a-z]{3,}(?:ly|ing|ed|ers|ions?|ness|ments?|ful|less)\Z")


def name_faults(sentence: str, backing: Backing, asked: str = "") -> Iterator[str]:
    """The names of a sentence (plain text) that its quotes do not have, each as one plain sentence.

    What the visitor `asked` about may be denied by its name: "A Mac isn't needed" for "any laptop will do".
    """
    allowed = _allowed(backing)
    if asked:
        denied = " ".join(clause.text for clause in clauses(sentence) if clause.denials)
        allowed |= stems(asked) & stems(denied)
    figured = [amount for amount in amounts(sentence) if amount.kind == "amount"]
    for word in words(sentence):
        if word.text[0].isdigit() and any(one.start <= word.start < one.end for one in figured):
            continue  # "1.2L" is an amount
        if _is_name(word, sentence, backing.guide) and not _is_said(word, sentence, backing, allowed):
            if word.lower in _currency_words() or re.match(r"\s?(?:dollars?|\$)", sentence[word.end :]):
                continue  # which currency is looked at with the amounts
            if (not is_capital(word) or has_kindred(word.lower)) and backing.says(word.lower):
                continue
            if (
                opens_sentence(sentence, word)
                and backing.says(word.lower)
                and word.lower not in names_of(backing.guide)
            ):
                continue
            yield f"The name {word.text} is not in the quotes that its sentence cites."
    yield from _place_faults(sentence, backing)
    yield from _role_faults(sentence, backing, allowed)
    yield from _pair_faults(sentence, backing)


@lru_cache(maxsize=1)
def _currency_words() -> frozenset[str]:
    raw: Any = data()
    return frozenset(form.rstrip(".") for forms in raw["currencies"].values() for form in forms)


def _is_name(word: Word, sentence: str, guide: Guide) -> bool:
    lower = without_contraction(word.lower)
    if lower in _always():
        return False
    if is_capital(word):
        inner_capital = any(c.isupper() or c.isdigit() for c in word.text[1:])
        if not opens_sentence(sentence, word) or (inner_capital and not sentence.isupper()):
            return not lower.isdigit()
        if followed_by_name(sentence, word) and not _is_ordinary(lower, guide):
            return True
        return lower in names_of(guide) and lower not in ordinary_words() and not has_kindred(lower)
    if len(lower) <= 2 or lower not in _alone(guide) or lower in ordinary_words() or has_kindred(lower):
        return False
    return stems(lower).isdisjoint(_small_stems(guide))


def followed_by_name(sentence: str, word: Word) -> bool:
    """Whether a sentence goes on with another capital, or with what is said of a name: "Kota is", "Acme's"."""
    after = re.match(
        r"'s\b|\s(?:[A-Z]|(?:is|was|has|had|does|pays|offers|runs|says|hires|gives|needs|asks)\b)", sentence[word.end :]
    )
    return bool(after) or word.lower.endswith("'s")


@lru_cache(maxsize=16_384)
def _is_ordinary(lower: str, guide: Guide) -> bool:
    """Whether a word that opens a sentence is one that any sentence may open with."""
    if lower in ordinary_words() or lower in _small_words(guide) or _ORDINARY_ENDINGS.match(lower):
        return True
    return all(part in ordinary_words() or part in _small_words(guide) for part in parts_of(lower))


@lru_cache(maxsize=64)
def _small_words(guide: Guide) -> frozenset[str]:
    """Words that the guide writes in small letters."""
    return frozenset(re.findall(r"\b[a-z][a-z'-]+", guide.text))


@lru_cache(maxsize=64)
def _small_stems(guide: Guide) -> frozenset[str]:
    return frozenset(stem for word in _small_words(guide) for stem in stems(word))


@lru_cache(maxsize=64)
def _alone(guide: Guide) -> frozenset[str]:
    """The guide's names that do not only begin a compound ("Front" of "Front-end"), head a column or open a cell."""
    text = guide.text
    for section in guide.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                header = block.header.span
                text = text[: header.start] + " " * (header.end - header.start) + text[header.end :]
    text = re.sub(r"(?<=\| )[A-Z][\w+#]*(?= [a-z])", " ", text)  # "Hardly ever hired"
    return names_of(guide) & {match.lower() for match in re.findall(r"\b[A-Z][\w+#]*(?!-)(?![\w+#])", text)}


@lru_cache(maxsize=1)
def _always() -> frozenset[str]:
    return frozenset(str(data()["names"]["always"]).split())


def _allowed(backing: Backing) -> frozenset[str]:
    """Stems that support a name beside the quotes' own: the guide's subject, short forms written out, the home."""
    found = set(subject_terms(backing.guide)) | set(backing.stems) | set(backing.named_before)
    for short, long in abbreviations().items():
        if short in found or stems(long) <= found:
            found |= {short, *stems(long)}
    for short, long_stems in _short_forms(backing.guide):
        if short in found or long_stems <= found:
            found |= {short, *long_stems}
    if "₹" in backing.text or any(amount.currency == "inr" for amount in backing.amounts):
        home = home_of(backing.guide)
        if home and home in load_language().places.get("india", frozenset()):
            found |= {"india", "indian"}
    return frozenset(found)


@lru_cache(maxsize=64)
def _short_forms(guide: Guide) -> tuple[tuple[str, frozenset[str]], ...]:
    """The guide's own short forms, "Long Name (LN)" and "LN (Long Name)", each with the stems of the long one."""
    found = []
    for match in re.finditer(r"((?:[A-Za-z-]+ ){1,6})\(([A-Z][A-Za-z&]{1,6}?)s?\)", guide.text):
        initials = [letter for letter in match[2] if letter.isupper()]
        long = match[1].split()[-len(initials) :]
        if [part[0].upper() for part in long] == initials:
            found.append((match[2].lower(), stems(" ".join(long))))
    for match in re.finditer(r"\b([A-Z]{2,6}) \(([^)]{4,60})\)", guide.text):
        if [part[0].upper() for part in match[2].split() if part[0].isalpha()][: len(match[1])] == list(match[1]):
            found.append((match[1].lower(), stems(match[2])))
    return tuple(found)


def _is_said(word: Word, sentence: str, backing: Backing, allowed: frozenset[str]) -> bool:
    lower = word.lower.removesuffix("'s")
    own = stems(lower)
    if any(stems(one.replace("-", " ")) <= backing.stems for one in load_language().places.get(lower, ())):
        return True
    if own <= allowed or lower in allowed or lower.removesuffix("s") in allowed:
        return True
    parts = parts_of(lower)
    if len(parts) > 1 and all(stems(part) <= allowed or part in ordinary_words() for part in parts):
        return True
    joined = re.sub(r"[^a-z0-9]", "", lower)
    if len(joined) > 3 and joined in re.sub(r"[^a-z0-9]", "", backing.text.lower()):  # "scikit learn", "Scikit-learn"
        return True
    if all(
        part.isupper() and 2 <= len(part) <= 6 and part.lower() in initials(backing.text)
        for part in parts_of(word.text)
    ):
        return True
    # An ordinary word in a title's capitals ("The Guide", "Full-Stack"); in capitals for emphasis it has to be said.
    return lower in _titles() and not word.text.isupper()


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    return frozenset(["guide", "roadmap", "india's"])


@lru_cache(maxsize=4_096)
def initials(text: str) -> frozenset[str]:
    """First letters of two to four neighbouring words of a text, parts of compounds among them."""
    found: set[str] = set()
    for line in text.split("\n"):
        letters = [part[0].lower() for word in words(line) for part in parts_of(word.text)]
        for size in (2, 3, 4):
            found |= {"".join(letters[at : at + size]) for at in range(len(letters) - size + 1)}
    return frozenset(found)


def _place_faults(sentence: str, backing: Backing) -> Iterator[str]:
    """Places in small letters; those with a capital are names like others."""
    places = load_language().places
    flat = [word.lower for word in words(sentence) if not is_capital(word)]
    for size in (1, 2, 3):
        for at in range(len(flat) - size + 1):
            name = "-".join(flat[at : at + size])
            if name in places and name not in {"us", "america", "eu", "turkey", "surat", "gulf", "polish", "china"}:
                known = places[name]
                if not any(stems(one.replace("-", " ")) <= backing.stems for one in known):
                    yield f"The place {name} is not in the quotes that its sentence cites."


def _role_faults(sentence: str, backing: Backing, allowed: frozenset[str]) -> Iterator[str]:
    """Roles ("data engineer") that are not in the quotes as such, where the guide knows them as another role."""
    nouns = load_language().role_nouns
    found = words(sentence)
    said = _neighbours(backing.text)
    subject = subject_terms(backing.guide)
    for before, word in zip(found, found[1:], strict=False):
        noun = word.lower.removesuffix("s")
        if noun not in nouns or before.lower in load_language().role_openers or before.lower in ordinary_words():
            continue
        pair = (min(stems(before.lower), default=""), min(stems(noun), default=""))
        if pair[0] in subject and pair[1] in subject:
            continue
        if pair not in said and (pair[1] not in allowed or pair in _neighbours_of(backing.guide)):
            yield f"The role {before.text} {word.text} is not in the quotes that its sentence cites."


def _pair_faults(sentence: str, backing: Backing) -> Iterator[str]:
    """Things of two words ("deep learning") of which the quotes have the second word alone."""
    found = words(sentence)
    said = _neighbours(backing.text)
    subject = subject_terms(backing.guide)
    for before, word in zip(found, found[1:], strict=False):
        pair = (min(stems(before.lower), default=""), min(stems(word.lower), default=""))
        if pair not in _fixed_pairs(backing.guide) or pair in said or set(pair) <= subject:
            continue
        if before.lower not in ordinary_words() and pair[1] in backing.stems and not backing.says(before.lower):
            yield f"The quotes that its sentence cites say nothing of “{before.text} {word.text}”."


@lru_cache(maxsize=64)
def _fixed_pairs(guide: Guide) -> frozenset[tuple[str, str]]:
    """Neighbouring words that the guide has time and again, the first hardly ever without the second."""
    pairs: Counter[tuple[str, str]] = Counter()
    alone: Counter[str] = Counter()
    for line in guide.text.split("\n"):
        row = [min(stems(word.lower), default="") for word in words(line)]
        pairs.update(zip(row, row[1:], strict=False))
        alone.update(row)
    return frozenset(pair for pair, count in pairs.items() if count >= _OFTEN and count >= _MOSTLY * alone[pair[0]])


_OFTEN = 2
_MOSTLY = 0.8  # share of a word's places in which the other follows


@lru_cache(maxsize=4_096)
def _neighbours(text: str) -> frozenset[tuple[str, str]]:
    """Neighbouring words of a text, as stems."""
    found: set[tuple[str, str]] = set()
    for line in text.split("\n"):
        row = [min(stems(word.lower), default="") for word in words(line)]
        found |= set(zip(row, row[1:], strict=False))
    return frozenset(found)


@lru_cache(maxsize=64)
def _neighbours_of(guide: Guide) -> frozenset[tuple[str, str]]:
    return _neighbours(guide.text)

"""The words of romanised Hindi, whatever way they are spelled: what each means and what it does in a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from assistant.language import read_data

WORD = re.compile(r"[^\s;?!]+")
_FOLDS = (("chh", "ch"), ("aa", "a"), ("ee", "i"), ("ii", "i"), ("oo", "u"), ("uu", "u"), ("w", "v"), ("z", "j"))
_SIMPLE = {  # section of the data -> what its words do
    "genitive": "of",
    "copula": "is",
    "can": "can",
    "should": "should",
    "must": "must",
    "necessary": "necessary",
    "negation": "not",
    "dropped": "drop",
    "people": "people",
}
_MEANING = {"questions": "question", "postpositions": "case", "pronouns": "pronoun", "tell": "tell", "words": "name"}


class Token(NamedTuple):
    """One word of a clause: what it does ("name", "case", "verb", ...), in English, and its form if it is a verb."""

    role: str
    english: str
    word: str
    form: str = ""


class Lexicon(NamedTuple):
    """The data ready for look-up: by spelling, by folded spelling, by consonants."""

    exact: dict[str, Token]
    folded: dict[str, Token]
    consonants: dict[str, Token]
    phrases: tuple[tuple[re.Pattern[str], str], ...]
    light: frozenset[str]  # English verbs that a noun before "karna" may be
    done: frozenset[str]  # those of them that "hota hai" turns into a passive
    strong: frozenset[str]
    weak: frozenset[str]


def fold_spelling(word: str) -> str:
    """A spelling without what people write differently: long vowels, doubled letters, w or v, z or j."""
    for written, kept in _FOLDS:
        word = word.replace(written, kept)
    return re.sub(r"(.)\1", r"\1", word)


def _consonants(word: str) -> str:
    return word[0] + re.sub(r"[aeiou]", "", word[1:])


@cache
def load_lexicon() -> Lexicon:
    """The data of `language/hindi.toml`, read once."""
    data = read_data("hindi.toml")
    exact: dict[str, Token] = {}
    for token in (*_listed(data), *_verb_forms(data)):
        exact.setdefault(token.word, token)
    folded: dict[str, Token] = {}
    consonants: dict[str, Token] = {}
    for word, token in exact.items():
        folded.setdefault(fold_spelling(word), token)
        if len(_consonants(word)) >= 3 and not word.endswith("o"):
            consonants.setdefault(_consonants(fold_spelling(word)), token)
    phrases = tuple((re.compile(rf"\b(?:{pattern})(?!\w)", re.I), kept) for pattern, kept in data["phrases"].items())
    signs = data["signs"]
    return Lexicon(
        exact,
        folded,
        consonants,
        phrases,
        frozenset(data["light"]["words"].split()),
        frozenset(data["done"]["words"].split()),
        frozenset(signs["strong"].split()),
        frozenset(signs["weak"].split()),
    )


def _listed(data: dict[str, Any]) -> Iterator[Token]:
    for section, role in _SIMPLE.items():
        yield from (Token(role, "", word) for word in data[section]["words"].split())
    for section, role in _MEANING.items():
        for english, words in data[section].items():
            yield from (Token(role, english, word) for word in words.split())


def _verb_forms(data: dict[str, Any]) -> Iterator[Token]:
    for english, stems in data["verbs"].items():
        for stem in stems.split():
            yield Token("verb", english, stem, "stem")
            for form, endings in data["forms"].items():
                yield from (Token("verb", english, stem + ending, form) for ending in endings.split())


def is_romanised_hindi(text: str, *, in_company: bool = False) -> bool:
    """Whether a text holds a word that only romanised Hindi has, or two that English rarely has.

    `in_company`: the message it stands in is Hindi, so that one such word is enough.
    """
    lexicon = load_lexicon()
    words = re.findall(r"[^\W\d_]+", _NAME_INSIDE.sub("", text).lower())
    weak = sum(word in lexicon.weak for word in words)
    english = sum(word in _ENGLISH for word in words)
    if any(word in lexicon.strong for word in words):
        return True
    needed = 1 if in_company or (_OWNER.search(text) and not english) else 2
    return weak >= needed and weak > english


_NAME_INSIDE = re.compile(r"(?<=[a-z] )[A-Z][a-z]+\b")  # "through Naukri" names a site
_OWNER = re.compile(
    r"\w (?:ka|ki|ke|ko) \w|\b(?!(?:tell|tel|tll|giv|give|show|help|send|let|guide|teach|make|ask|like|advise|suggest"
    r"|offer|pay|got|get|take|hire|cost|inform|allow|want|told|excuse|of|on|by|than|near|about|please|pls)\b)"
    r"\w{3,} me [^\W\d]{3,}",
    re.I,
)
_ENGLISH = frozenset(read_data("hindi.toml")["grammar"]["english"].split())


def tokens(clause: str, is_kept: Callable[[str], bool], is_word: Callable[[str], bool]) -> list[Token]:
    """The words of a Hindi clause with what they do; `is_kept`: a guide says it, `is_word`: it is spelled right."""
    lexicon = load_lexicon()
    for pattern, kept in lexicon.phrases:
        clause = pattern.sub(kept, clause)
    words = WORD.findall(clause)
    return [
        Token("name", word, word)
        if _begins_a_name(word, following, is_kept)
        else _token(word, lexicon, is_kept, is_word)
        for word, following in pairwise([*words, ""])
    ]


def _begins_a_name(word: str, following: str, is_kept: Callable[[str], bool]) -> bool:
    """Whether a word in capitals goes with the next one, and a guide says both: "Khan Academy" asks for no place."""
    return all(len(one) > 1 and one.istitle() and is_kept(one.lower()) for one in (word, following))


def _token(word: str, lexicon: Lexicon, is_kept: Callable[[str], bool], is_word: Callable[[str], bool]) -> Token:
    lower = word.lower().strip(".'\"()")
    name = Token("name", word, word)
    found = lexicon.exact.get(lower)
    if word.endswith(","):
        return name
    if found is not None:
        derived = found.role == "verb" or found.role == "name"
        return name if derived and is_kept(lower) and lower not in lexicon.strong else found._replace(word=word)
    if not lower.isalpha() or is_word(lower):
        return name
    found = lexicon.folded.get(fold_spelling(lower)) or lexicon.folded.get(fold_spelling(lower.removesuffix("n")))
    if found is None and len(lower) >= 3:
        found = lexicon.consonants.get(_consonants(fold_spelling(lower)))
        if found is not None and (lower[-1] in "aeiou") != (found.word[-1] in "aeiou") and len(lower) > 3:
            found = None
    return found._replace(word=word) if found else name

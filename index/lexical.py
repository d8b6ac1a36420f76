"""Words to BM25 scores, with a tokenizer that keeps the names and figures a guide is asked about.

`terms` reads text; `LexicalIndex` scores every passage for a question. The one rule: both sides of every comparison go
through `terms`, so "K‑Means", "k-means" and "k means" meet in the same terms.
"""

from __future__ import annotations

import json
import math
import re
import threading
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import DamagedIndexError

K1 = 1.5
B = 0.75

# Words of grammar alone. Words that carry meaning in a question stay: not, without, before, after, how, why, when, who.
_GRAMMAR = (
    "a an the am is are was were be been being do does did done doing have has had having will would shall should can",
    "could may might must of to in on at by for from with as and or so if it its i me my mine we us our you your yours",
    "he him his she her they them their this that these those there here what which please tell about any some just",
    "also ok okay hi hello vs",
)
STOP_WORDS = frozenset(" ".join(_GRAMMAR).split())

_FOLDED = {ord(dash): "-" for dash in "‐‑‒–—―−﹘﹣－"} | {ord(quote): "'" for quote in "‘’‛′ʼ"}
_CURRENCY = "$€£¥₹"
_NUMBER = r"\d+(?:,\d+)*(?:\.\d+)?"
_LETTER = r"[\w\u0900-\u0963\u0966-\u0dff]"  # \w misses the vowel signs of Indian scripts
_TERM = re.compile(
    rf"""
    (?P<figure>[{_CURRENCY}]?{_NUMBER}(?:-[{_CURRENCY}]?{_NUMBER})?[+%]?)  # ₹4-8, $150,000, 5+, 1%; "8LPA" is 8, LPA
    | (?P<name>(?<!\w)\.(?=[^\W\d_]){_LETTER}+                              # .NET
      | {_LETTER}+(?:[.'&-]{_LETTER}+)*(?:\+\+|\#)?)                         # Node.js, K-Means, R&D, C++, C#
    """,
    re.VERBOSE,
)
_AMERICAN = re.compile(r"(?<=[a-z]{2})iz(?=(?:e[drs]?|es|ing|ations?)$)")  # "visualize" is "visualise"
_JOINTS = re.compile(r"[.'&-]")
_INITIALS = re.compile(r"[a-z]{1,2}(?:\.[a-z]{1,5})+")  # "b.tech", "ph.d", written without points as well
_INITIALS_OF_SEVERAL = re.compile(r"[A-Z]{2,}s")  # "RNNs"
_PLURAL_WITHOUT_VOWELS = re.compile(r"[b-df-hj-np-tv-xz]{3,}s")  # "rnns"
_NUMBERS = re.compile(_NUMBER)

_stemmers = threading.local()  # a Stemmer shared by two threads gives wrong stems


def fold(text: str) -> str:
    """`text` with Unicode forms, dashes and quotes folded (NFKC); case is kept."""
    return unicodedata.normalize("NFKC", text).translate(_FOLDED)


def terms(text: str, *, keep_stop_words: bool = True) -> list[str]:
    """The index terms of `text` in order, stemmed and in lower case.

    A compound or figure gives itself and then its parts: "K-Means" gives k-means, k, mean; "₹4–8"
    gives ₹4-8, 4-8, 4, 8. Initials with points are also one word: "B.Tech." gives b.tech, b, tech, btech.
    Without stop words, a word in capitals inside other text ("IT") is still kept, since it is a name there.
    """
    found: list[str] = []
    folded = fold(text)
    shouted = folded.isupper()
    for match in _TERM.finditer(folded):
        word = match.group()
        if match.lastgroup == "figure":
            found += _figure_terms(word)
            continue
        if _INITIALS_OF_SEVERAL.fullmatch(word):
            word = word[:-1]  # the stemmer leaves the plural of a word without vowels
        is_name = len(word) > 1 and word.isupper() and not shouted
        word = word.casefold().removesuffix("'s")
        if not keep_stop_words and not is_name and word.replace("'", "") in STOP_WORDS:
            continue
        found += _word_terms(word)
    return found


def _figure_terms(figure: str) -> list[str]:
    figure = figure.replace(",", "")
    bare = figure.translate({ord(sign): None for sign in _CURRENCY})
    numbers = _NUMBERS.findall(bare)
    return list(dict.fromkeys([figure, bare, *numbers]))


def _word_terms(word: str) -> list[str]:
    parts = [part for part in _JOINTS.split(word) if part]
    if "'" in word:  # don't, we're: an apostrophe joins letters of one word, not two words
        return [_stem(word.replace("'", ""))]
    if len(parts) < 2:
        return [_stem(word)]
    joined = [word.replace(".", "")] if _INITIALS.fullmatch(word) else []
    return list(dict.fromkeys([word, *map(_stem, parts), *joined]))


def _stem(word: str) -> str:
    if not word.isalpha():
        return word
    if _PLURAL_WITHOUT_VOWELS.fullmatch(word):
        return word[:-1]
    stemmer = getattr(_stemmers, "english", None)
    if stemmer is None:
        import Stemmer  # here because help and plain parsing must not need a compiled extension

        stemmer = _stemmers.english = Stemmer.Stemmer("english")
    stem: str = stemmer.stemWord(_AMERICAN.sub("is", word))
    return stem


class LexicalIndex:
    """BM25 over passages, exact and repeatable; safe to use from several threads at once."""

    def __init__(self, bm25: Any, *, passages: int) -> None:
        """Use `build` or `load`."""
        self._bm25 = bm25
        self._passages = passages
        self._frequency = np.diff(bm25.scores["indptr"])

    @classmethod
    def build(cls, texts: Sequence[str]) -> LexicalIndex:
        """Index the texts (at least one), in order."""
        import bm25s  # here because it loads scipy

        bm25 = bm25s.BM25(method="lucene", k1=K1, b=B, backend="numpy", dtype="float64")
        token_lists = [terms(text) for text in texts]
        vocabulary = {term: number for number, term in enumerate(sorted({t for ts in token_lists for t in ts}))}
        ids = [[vocabulary[term] for term in token_list] for token_list in token_lists]
        bm25.index((ids, vocabulary), create_empty_token=False, show_progress=False)
        return cls(bm25, passages=len(texts))

    def save(self, folder: Path) -> None:
        """Write the index into `folder`, which is made."""
        self._bm25.save(folder, show_progress=False)

    @classmethod
    def load(cls, folder: Path, *, passages: int) -> LexicalIndex:
        """Read an index of `passages` passages that `save` wrote.

        Raises:
            DamagedIndexError: files are missing or do not fit together.
        """
        import bm25s

        try:
            bm25 = bm25s.BM25.load(folder, show_progress=False)
            stored = int(json.loads((folder / "params.index.json").read_text(encoding="utf-8"))["num_docs"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DamagedIndexError(f"The lexical index {folder} cannot be read ({error}).") from error
        if stored != passages or len(bm25.scores["indptr"]) != len(bm25.vocab_dict) + 1:
            raise DamagedIndexError(f"The lexical index {folder} holds {stored} passages instead of {passages}.")
        return cls(bm25, passages=passages)

    def scores(self, question: str) -> NDArray[np.float64]:
        """BM25 of every passage (n,), at least 0. Stop words count only when the question has nothing else."""
        asked = terms(question, keep_stop_words=False) or terms(question)
        ids = self._bm25.get_tokens_ids(list(dict.fromkeys(asked)))
        if not ids:
            return np.zeros(self._passages, dtype=np.float64)
        return np.asarray(self._bm25.get_scores_from_ids(ids), dtype=np.float64)

    def idf(self, word: str) -> float:
        """BM25 idf of a word's stem over the passages, above 0; the highest value when no passage holds it.

        A compound that no passage holds counts as its commonest part, or as unseen when a part is unseen.
        """
        found = terms(word)
        if not found:
            return 0.0
        whole = self._passages_with(found[0])
        if whole == 0 and len(found) > 1:
            whole = min(self._passages_with(part) for part in found[1:])
        return math.log(1 + (self._passages - whole + 0.5) / (whole + 0.5))

    def places_of(self, term: str) -> NDArray[np.integer[Any]]:
        """The places of the passages that hold an index term (n,), from 0."""
        number = self._bm25.vocab_dict.get(term)
        if number is None:
            return np.zeros(0, dtype=np.int64)
        start, end = self._bm25.scores["indptr"][number : number + 2]
        return np.asarray(self._bm25.scores["indices"][start:end])

    def _passages_with(self, term: str) -> int:
        number = self._bm25.vocab_dict.get(term)
        return 0 if number is None else int(self._frequency[number])

"""A table of questions and reference answers to cases: the figures and names of a reference become its facts."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from assistant.answer import without_marks
from evals.errors import CaseError

_FIGURE = re.compile(r"[₹$€£]?\d[\d,.]*(?:\s?[-–—]\s?[₹$€£]?\d[\d,.]*)?\+?%?")
_NAME = re.compile(r"(?<=[a-z,;:] )[A-Z][\w+#.-]*(?: [A-Z][\w+#.-]*)*")
_COLUMNS = {"question": "question", "reference answer": "reference", "reference": "reference", "answer": "reference"}


def csv_cases(file: Path) -> list[dict[str, object]]:
    """One case record a row; an empty reference means that the guide does not cover the question.

    Raises:
        CaseError: if the file cannot be read or lacks the columns `question` and `reference answer`.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as handle:
            rows = list(csv.DictReader(handle))
    except OSError as error:
        raise CaseError(f"The case file {file} cannot be read ({error.strerror}).") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise CaseError(f"The case file {file} cannot be read ({error}). Save it as CSV in UTF-8.") from error
    named = {_COLUMNS.get((name or "").strip().lower()): name for name in (rows[0] if rows else {})}
    if "question" not in named or "reference" not in named:
        raise CaseError(
            f"The case file {file} needs the columns 'question' and 'reference answer' and a row below them."
        )
    for number, row in enumerate(rows, 1):
        if None in row or None in row.values():
            raise CaseError(
                f"{file}: question {number} has more or fewer cells than the first line. Put a text that holds a "
                "comma in double quotes, and a comma before an empty reference answer."
            )
        if not row[named["question"]].strip():
            raise CaseError(f"{file}: question {number} is empty.")
    return [
        _record(file.stem, number, row[named["question"]], row[named["reference"]])
        for number, row in enumerate(rows, 1)
    ]


def _record(stem: str, number: int, question: str, reference: str) -> dict[str, object]:
    name = f"{stem}-{number}"
    return {
        "id": name,
        "fact_id": name,
        "question": question.strip(),
        "expect": "answered" if reference.strip() else "declined",
        "facts": [[fact] for fact in reference_facts(reference)],
        "max_words": 170,
        "tags": ["list"],  # facts may stand anywhere in the answer
        "reference": reference.strip() or None,
        "source": f"{stem}.csv",
    }


def reference_facts(reference: str) -> list[str]:
    """The figures and the names inside sentences of a reference answer, each once, in order."""
    found = [match.group().rstrip(".,") for match in re.finditer(f"{_FIGURE.pattern}|{_NAME.pattern}", reference)]
    return list(dict.fromkeys(fact for fact in found if fact))


def reference_similarity(reference: str, answer: str) -> float:
    """Token F1 of an answer with its reference, in [0, 1]; reported apart from "right", never mixed into it.

    Rajpurkar et al., SQuAD: 100,000+ Questions for Machine Comprehension of Text, 2016.
    """
    wanted, given = (re.findall(r"\w+", text.casefold()) for text in (reference, without_marks(answer)))
    shared = sum(min(wanted.count(word), given.count(word)) for word in set(wanted))
    return 2 * shared / (len(wanted) + len(given)) if wanted and given else 0.0

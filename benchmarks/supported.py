"""Is what is said supported by what is cited? Every case, over its own guide."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from asking import Share, answered, assistant_in, guide_cases, guides_folder, may_show, sample

from corpus.anticipated import questions_path
from evals.metrics import cites_evidence
from evals.statements import statements
from evals.support import citation_recall, figures_supported, header_rows, names_supported


def measure_support(work: Path, most: int | None) -> Iterator[Share]:
    """The first citation under the first statement; all figures and names under all citations."""
    first = Share("support", "the first citation supports the answer", 0.98)
    place = Share("support", "the first citation is from the place the case names")
    figures = Share("support", "answers with every figure supported", 1.0)
    names = Share("support", "answers with every name supported", 1.0)
    for file, cases in guide_cases().items():
        kept = [path for path in (file, questions_path(file)) if path.is_file()]
        folder = guides_folder(work / "support", [(path.name, path.read_bytes()) for path in kept])
        with assistant_in(folder, work / "index") as assistant:
            texts = [(guide.id, 0, guide.text) for guide in assistant.index.guides.values()]
            for case in sample(cases, most):
                answer = answered(assistant, case)
                if answer["outcome"] != "answered":
                    continue
                headers = header_rows(answer["citations"], texts)
                shown = f"{case.id}: {case.question}: {answer['text']!r}" if may_show(case) else ""
                lacks = first_lacks(answer, headers)
                first.add(not lacks, case.fact_id, shown and f"{shown}: {lacks}")
                if case.expect == "answered" and case.evidence:
                    place.add(cites_evidence(case.evidence, answer["citations"][:1]), case.fact_id, shown)
                for share, score in (
                    (figures, figures_supported(answer, headers)),
                    (names, names_supported(answer, headers)),
                ):
                    if score.value is not None:
                        share.add(score.value == 1.0, case.fact_id, shown and f"{shown}: {score.reason}")
    yield from (first, place, figures, names)


def first_lacks(answer: dict[str, Any], headers: dict[int, str]) -> str:
    """Why the first citation does not support what is said with it; empty if it does.

    What stands on the first citation is every statement that carries its mark, with the others that it carries; it
    supports them if they are contained in what they cite and one of them is there because of it.
    """
    mine = [said for said in statements(answer["text"]) if 1 in said.marks]
    if not mine:
        return "nothing stands on it"
    text = " ".join(f"{said.text} {''.join(f'[{mark}]' for mark in sorted(said.marks))}." for said in mine)
    score = citation_recall({**answer, "text": text}, headers)
    return score.reason if score.value is not None and score.value < 1 else ""

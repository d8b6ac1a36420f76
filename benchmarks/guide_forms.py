"""Our own guide saved as a web page, a Word file and PDFs, and a further guide file: the same cases asked of each."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from asking import OWN_GUIDE, REPOSITORY, Share, answered, assistant_in, guides_folder, own_cases

from corpus.anticipated import questions_path
from evals.metrics import judge

sys.path.append(str(REPOSITORY / "tests"))  # the writers of the other forms are the tests' own
from document_forms import HYPHENATED_CSS, LINED_CSS, PLAIN_CSS, RULED_CSS, Print, docx_form, html_form, pdf_forms

NEAR = 0.03  # points that another form may lose
_PRINTS = {
    "PDF, ruled tables": Print(css=RULED_CSS, running="Career Site"),
    "PDF, lines under rows": Print(css=LINED_CSS, running="Career Site", paper="Letter"),
    "PDF, spaced tables, untagged": Print(css=PLAIN_CSS, tagged=False),
    "PDF, hyphenated": Print(css=HYPHENATED_CSS, running="Career Site"),
}


def measure_forms(work: Path, split: str) -> Iterator[Share]:
    """Covered cases answered right, over the Markdown guide and over every other form of it."""
    markdown = OWN_GUIDE.read_text(encoding="utf-8")
    questions = questions_path(OWN_GUIDE)
    printed = pdf_forms([(markdown, form) for form in _PRINTS.values()])
    forms = {
        "Markdown": (".md", markdown.encode("utf-8")),
        "HTML": (".html", html_form(markdown)),
        "DOCX": (".docx", docx_form(markdown)),
        **{name: (".pdf", pdf) for name, pdf in zip(_PRINTS, printed, strict=True)},
    }
    first: list[float] = []
    for number, (name, (suffix, content)) in enumerate(forms.items()):
        files = [(OWN_GUIDE.stem + suffix, content), (questions.name, questions.read_bytes())]
        folder = guides_folder(work / f"form-{number}", files)
        target = sum(first) / len(first) - NEAR if first else None
        share = Share("forms", f"{name}, {split} covered cases right", target)
        with assistant_in(folder, work / "index") as assistant:
            for case in own_cases(split):
                if case.expect != "answered":
                    continue
                verdict = judge(case, answered(assistant, case))
                fault = f"{name}: {case.id}: {case.question}: {verdict.reason}" if split == "dev" else ""
                share.add(verdict.right, case.fact_id, fault)
        first = first or share.marks
        yield share


def measure_further(work: Path, guide: Path, split: str) -> Iterator[Share]:
    """Cases of our own guide over a further guide file about the same career, with no anticipated questions."""
    folder = guides_folder(work / "further", [(guide.name, guide.read_bytes())])
    right = Share("further guide", f"{split} covered cases right", 0.84)
    declined = Share("further guide", f"{split} uncovered cases declined", 0.85)
    opened = Share("further guide", f"{split} covered cases right, gate forced open", 0.92)
    with assistant_in(folder, work / "index") as assistant:
        for case in own_cases(split):
            shown = f"{case.id}: {case.question}" if split == "dev" else ""
            if case.expect == "declined":
                verdict = judge(case, answered(assistant, case))
                declined.add(verdict.right, case.fact_id, shown and f"{shown}: {verdict.reason}")
            elif case.expect == "answered":
                verdict = judge(case, answered(assistant, case))
                right.add(verdict.right, case.fact_id, shown and f"{shown}: {verdict.reason}")
                verdict = judge(case, answered(assistant, case, opened=True))
                opened.add(verdict.right, case.fact_id, shown and f"{shown}: {verdict.reason}")
    yield from (right, declined, opened)

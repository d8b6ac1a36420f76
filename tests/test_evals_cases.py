"""Case files: what is wrong with one is named; those of our own guide keep their halves apart and can be met."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpus.read import guide_files
from evals.cases import DATA, Case, load_cases
from evals.errors import CaseError
from evals.metrics import folded, holds

FILES = sorted(DATA.glob("*.yaml"))


@pytest.fixture(scope="module")
def cases() -> tuple[Case, ...]:
    """All cases of all files; loading checks their form and that no id stands twice."""
    return load_cases(FILES)


def test_no_fact_of_one_split_is_in_the_other(cases: tuple[Case, ...]) -> None:
    dev, test = ({case.fact_id for case in cases if case.split == split} for split in ("dev", "test"))

    assert len(dev & test) == 0


def test_no_covered_or_uncovered_question_is_in_both_splits(cases: tuple[Case, ...]) -> None:
    asked = [case for case in cases if case.expect in ("answered", "declined")]
    dev, test = ({(c.question.lower(), c.history) for c in asked if c.split == split} for split in ("dev", "test"))

    shared = len(dev & test)  # a number, since the test split is held out
    assert shared == 0


def test_answered_cases_state_what_to_find_and_the_others_do_not(cases: tuple[Case, ...]) -> None:
    incomplete = [case.id for case in cases if (case.expect == "answered") != bool(case.facts and case.evidence)]

    assert incomplete == []


def test_the_evidence_stands_in_every_form_of_the_guide(
    cases: tuple[Case, ...], guides_dir: Path, plain_guides_dir: Path
) -> None:
    texts = [
        folded(file.read_text(encoding="utf-8"))
        for folder in (guides_dir, plain_guides_dir)
        for file in guide_files(folder)
    ]
    lacking = [case.id for case in cases for text in case.evidence if any(folded(text) not in t for t in texts)]

    assert len(texts) == 2
    assert lacking == []


def test_a_fact_of_an_answered_case_is_not_forbidden_in_it(cases: tuple[Case, ...]) -> None:
    clashing = [
        case.id
        for case in cases
        for group in case.facts
        if all(any(holds(fact, bad) for bad in case.forbidden) for fact in group)
    ]

    assert clashing == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- id: a\n  question: q\n  expect: maybe\n  fact_id: f\n  source: s\n", "expect"),
        ("- id: a\n  question: q\n  expect: declined\n  fact_id: f\n", "source"),
        ("- id: a\n  question: q\n  expect: declined\n  fact_id: f\n  source: s\n  extra: 1\n", "extra"),
        ("- id: a\n  question: q\n  expect: answered\n  facts: [[]]\n  fact_id: f\n  source: s\n", "facts"),
        ("- id: a\n  question: q\n  expect: answered\n  facts: [['re:(']]\n  fact_id: f\n  source: s\n", "re:("),
        ("id: a\n", "list"),
        ("- [\n", "YAML"),
    ],
)
def test_a_wrong_case_file_is_named_with_what_is_wrong(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(CaseError) as caught:
        load_cases([file])

    assert "mine.yaml" in str(caught.value)
    assert said in str(caught.value)


def test_an_id_that_stands_twice_is_named_with_both_files(tmp_path: Path) -> None:
    record = "- id: same\n  question: q\n  expect: declined\n  fact_id: f\n  source: s\n"
    for name in ("one.yaml", "two.yaml"):
        (tmp_path / name).write_text(record, encoding="utf-8")

    with pytest.raises(CaseError, match=re.compile("same.*one.yaml.*two.yaml")):
        load_cases([tmp_path / "one.yaml", tmp_path / "two.yaml"])

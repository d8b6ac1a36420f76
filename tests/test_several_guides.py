"""Several guides in one folder: the right one answers and is named, ties are asked back, other careers are declined."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer import Outcome, Reason
from assistant.ask import Assistant
from assistant.careers import unknown_career
from assistant.guides import GuideChooser
from assistant.question import read_question
from assistant.settings import load_settings
from assistant.wiring import build_assistant
from corpus.guide import Guide
from corpus.parse import parse_guide

FORM = """# How to become a {career} in India

A {career} is a person who {work}. Most need {months} months to get ready.

## Pay

| Level | Average yearly pay |
|---|---|
| Fresher (0–1 year) | ₹{low} LPA |
| Senior (5+ years) | ₹{high} LPA |

## Step 1 — Learn the basics

Skills to build:

- {skill}
- Writing short reports

Estimated time: {weeks} weeks

## FAQs

### Is a degree needed to be a {career}?

No. {reason}
"""
CAREERS = {
    "data-analyst": ("data analyst", "reads figures", 8, 5, 14, "SQL", 6, "A portfolio counts more."),
    "credit-analyst": ("credit analyst", "weighs loans", 11, 4, 17, "Reading balance sheets", 9, "Banks train you."),
    "pastry-chef": ("pastry chef", "makes desserts", 18, 3, 12, "Weighing by the gram", 12, "Kitchens ask for skill."),
    "chartered-accountant": ("chartered accountant", "audits books", 60, 9, 30, "Tax law", 40, "CA exams count."),
    "cyber-auditor": ("cyber auditor", "tests defences", 14, 6, 21, "Reading logs", 15, "Certificates count."),
}
FIELDS = ("career", "work", "months", "low", "high", "skill", "weeks", "reason")


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory, index_dir: Path) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("several")
    for guide_id, values in CAREERS.items():
        text = FORM.format(**dict(zip(FIELDS, values, strict=True)))
        (folder / f"{guide_id}.md").write_text(text, encoding="utf-8")
    made = build_assistant(load_settings(guides_dir=folder, index_dir=index_dir))
    yield made
    made.index.close()


def test_a_guide_whose_file_names_no_career_is_known_by_its_text(tmp_path: Path, index_dir: Path) -> None:
    for number, values in enumerate(CAREERS.values()):
        text = FORM.format(**dict(zip(FIELDS, values, strict=True))).split("\n\n", 1)[1]
        (tmp_path / f"guide-{number}.md").write_text(f"{text}\nEvery {values[0]} learns.\n", encoding="utf-8")
    made = build_assistant(load_settings(guides_dir=tmp_path, index_dir=index_dir))

    answer = made.ask("how much does a fresher pastry chef earn")
    choice = made.ask("how much does a senior analyst earn?")

    assert {citation.guide for citation in answer.citations} == {"guide-2"}
    assert answer.text.rstrip().endswith("*Pastry Chef*")
    assert "how much does a senior credit analyst earn?" in choice.suggestions
    assert made.ask("what is the salary of a plumber").outcome is Outcome.DECLINED
    made.index.close()


def guides_named(*ids: str, texts: dict[str, str] | None = None) -> dict[str, Guide]:
    return {
        one: parse_guide(one, (texts or {}).get(one, f"# {one}\n\nText.\n"), form="markdown", source=one) for one in ids
    }


def nowhere(term: str) -> frozenset[str]:
    """For choosers that read names alone: no guide holds any term."""
    return frozenset()


@pytest.mark.parametrize("guide_id", CAREERS)
def test_the_guide_of_the_career_named_answers_and_is_named(several: Assistant, guide_id: str) -> None:
    career, _, _, low, *_ = CAREERS[guide_id]

    answer = several.ask(f"how much does a fresher {career} earn")

    assert {citation.guide for citation in answer.citations} == {guide_id}
    assert f"₹{low} LPA" in answer.text
    assert answer.text.rstrip().endswith(f"*How to become a {career} in India*")


def test_a_word_is_known_by_the_guides_that_hold_it_alone(several: Assistant) -> None:
    index = several.index
    assert [guide for guide in index.guides if index.knows("desserts", guide)] == ["pastry-chef"]
    assert [guide for guide in index.guides if index.knows("dessert-reports", guide)] == ["pastry-chef"]
    assert {guide for guide in index.guides if index.knows("basics", guide)} == set(CAREERS)


def test_a_question_that_several_guides_answer_alike_is_asked_back(several: Assistant) -> None:
    answer = several.ask("what does a fresher earn?")

    assert answer.outcome is Outcome.CLARIFY
    assert len(answer.suggestions) == 3
    for suggestion in answer.suggestions:
        chosen = several.ask(suggestion)
        assert chosen.outcome is Outcome.ANSWERED
        assert chosen.citations[0].guide.replace("-", " ") in suggestion


def test_a_role_that_two_careers_share_is_asked_back_between_these_two(several: Assistant) -> None:
    answer = several.ask("how much does a senior analyst earn?")

    assert answer.outcome is Outcome.CLARIFY
    assert sorted(answer.suggestions) == [
        "how much does a senior credit analyst earn?",
        "how much does a senior data analyst earn?",
    ]


def test_a_role_that_one_career_has_means_that_career(several: Assistant) -> None:
    answer = several.ask("how much does a senior chef earn?")

    assert answer.citations[0].guide == "pastry-chef"


def test_a_follow_up_stays_with_the_guide_that_was_spoken_about(several: Assistant) -> None:
    answer = several.ask("and a senior?", ["how much does a fresher pastry chef earn"])

    assert answer.citations[0].guide == "pastry-chef"
    assert "₹12 LPA" in answer.text


@pytest.mark.parametrize(
    "question",
    ["how to become an astronomer", "what is the salary of a plumber", "is dentistry a good career",
     "how many months does it take to become a train driver"],
)  # fmt: skip
def test_a_career_that_no_guide_is_about_is_declined(several: Assistant, question: str) -> None:
    answer = several.ask(question)

    assert answer.outcome is Outcome.DECLINED
    assert not re.search(r"\d", answer.text)


def test_a_decline_says_of_each_section_which_guide_it_is_in(several: Assistant) -> None:
    answer = several.ask("what is the salary of a pastry chef in Norway?")

    assert answer.reason is Reason.OTHER_PLACE
    assert "“Pay (pastry chef)”" in answer.text


def test_suggestions_name_their_career_and_are_answered_when_sent_alone(several: Assistant) -> None:
    answer = several.ask("how much does a fresher credit analyst earn")

    assert answer.suggestions
    for suggestion in (*answer.suggestions, *several.suggestions.starters()):
        assert suggestion.lower().startswith(tuple(career for career, *_ in CAREERS.values()))
        assert several.ask(suggestion).outcome is Outcome.ANSWERED
    assert all(suggestion.startswith("Credit analyst: ") for suggestion in answer.suggestions)


def test_initials_mean_the_guide_that_uses_them() -> None:
    texts = {"chartered-accountant": "# Chartered accountant\n\nA CA signs audits.\n"}
    chooser = GuideChooser(guides_named("chartered-accountant", "cyber-auditor", "pastry-chef", texts=texts), nowhere)

    assert chooser.named("CA exam fees") == {"chartered-accountant"}


def test_initials_that_another_guide_uses_for_something_else_are_not_a_careers() -> None:
    texts = {"cybersecurity-analyst": "# Cybersecurity analyst\n\nISC2 CC is a first certificate.\n"}
    chooser = GuideChooser(guides_named("cabin-crew", "cybersecurity-analyst", "product-manager", texts=texts), nowhere)

    assert chooser.named("when to sit for ISC2 CC") == frozenset()
    assert chooser.named("pm salary") == {"product-manager"}


@pytest.mark.parametrize(
    ("question", "guides"),
    [
        ("Does a cloud architect work nights?", {"cloud-architect"}),
        ("Is an architect paid better than a cloud architect?", {"architect", "cloud-architect"}),
        ("i want to become a data engineer, which cloud is named most?", {"data-engineer"}),
        ("data or cloud engineer?", {"data-engineer", "cloud-engineer"}),
        ("which engineer is hired most, in data or in the cloud?", {"data-engineer", "cloud-engineer"}),
    ],
)
def test_a_careers_words_mean_it_where_they_stand_together(question: str, guides: set[str]) -> None:
    chooser = GuideChooser(guides_named("architect", "cloud-architect", "data-engineer", "cloud-engineer"), nowhere)

    assert chooser.named(question) == guides


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("how to become a psychologist", True),  # the guide speaks of psychology graduates alone
        ("is astronomer a good career", True),
        ("is film editor a good career", True),  # the guide's editors cut no film
        ("what is the salary of a copy editor", False),
        ("how to become perfumer", True),  # it names perfumes alone
        ("toy maker salary", True),
        ("which exam is there for beekeepers", False),  # no rule of this kind: the gate weighs it
        ("which exam do i need for beekeeper", True),
        ("salary for a beginner", False),
        ("is there a course for a slow learner", False),
        ("how to become a better designer", False),
        ("which newer job titles are booming", False),
        ("what is the salary of a school teacher", True),
        ("how to become a designer", False),
        ("is it a good career", False),
        ("can i become a designer without a degree", False),
    ],
)
def test_a_career_is_another_one_where_the_guide_nowhere_names_it(question: str, other: bool) -> None:
    text = (
        "# Designer\n\nDesigners draw. Psychology graduates and developers often switch. "
        "Film units and perfume houses hire too. A copy editor reads what they write; makers of apps do not.\n"
    )
    guide = parse_guide("ux-designer", text, form="markdown", source="ux")

    assert unknown_career(read_question(question), guide) is other

"""One turn, over dev cases and both forms of the guide: exact citations, safe declines, a gate that stays shut."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import pytest

from assistant.answer import Answer, Outcome, marks_in
from assistant.ask import Assistant
from assistant.conversation import standalone_question
from assistant.settings import Settings
from evals.cases import DATA, Case, load_cases

CONTACT: str = Settings.model_fields["contact"].default
CASES = load_cases([DATA / "dev.yaml"])
DECLINED = [case for case in CASES if case.expect == "declined"]
GOOD_TURNS = (
    "what does a fresher earn?",
    "and a senior?",
    "how long does step 2 take?",
    "what should I learn in step 1?",
    "which tools are used for deployment?",
    "is Python enough to get a job?",
    "how many steps are there?",
    "what comes after step 2?",
    "top hiring companies in India?",
    "do I need cloud computing?",
)


@pytest.fixture(scope="module", params=["assistant", "plain_assistant"])
def either(request: pytest.FixtureRequest) -> Assistant:
    """The assistant over the Markdown guide, then over its plain-text form."""
    made: Assistant = request.getfixturevalue(request.param)
    return made


@pytest.fixture(scope="module")
def guide_texts(
    either: Assistant, request: pytest.FixtureRequest, guides_dir: Path, plain_guides_dir: Path
) -> dict[str, str]:
    """Each guide's file as anyone reads it."""
    folder = (
        guides_dir if any(guide.text.startswith("#") for guide in either.index.guides.values()) else plain_guides_dir
    )
    return {file.stem: file.read_text(encoding="utf-8") for file in folder.iterdir()}


@pytest.fixture(scope="module")
def answers(either: Assistant) -> list[tuple[Case, Answer]]:
    """Every second development case with its answer."""
    return [(case, either.ask(case.question, case.history)) for case in CASES[::2]]


def without_times(answer: Answer) -> str:
    record = answer.as_json()
    record.pop("timings_ms")
    return json.dumps(record, ensure_ascii=False)


def figures_in(text: str) -> set[str]:
    return set(re.findall(r"\d+", text))


def test_every_citation_is_the_files_own_characters_at_its_offsets(
    answers: list[tuple[Case, Answer]], guide_texts: dict[str, str]
) -> None:
    citations = [citation for _, answer in answers for citation in answer.citations]

    assert len(citations) > 60
    wrong = [c for c in citations if guide_texts[c.guide][c.start : c.end] != c.quote or not c.quote.strip()]
    assert wrong == []


def test_answers_cite_and_declines_give_a_reason_and_marks_are_in_range(answers: list[tuple[Case, Answer]]) -> None:
    for _, answer in answers:
        assert bool(answer.citations) == (answer.outcome is Outcome.ANSWERED)
        assert (answer.reason is not None) == (answer.outcome is Outcome.DECLINED)
        assert [citation.number for citation in answer.citations] == [*range(1, len(answer.citations) + 1)]
        assert marks_in(answer.text) <= {citation.number for citation in answer.citations}
        if answer.outcome is Outcome.ANSWERED:
            assert marks_in(answer.text), answer.question


def test_every_citation_is_marked_in_the_text(answers: list[tuple[Case, Answer]]) -> None:
    unused = [
        (answer.question, sorted({citation.number for citation in answer.citations} - marks_in(answer.text)))
        for _, answer in answers
        if {citation.number for citation in answer.citations} - marks_in(answer.text)
    ]

    assert unused == []


def test_a_citation_names_the_section_and_the_address_that_it_stands_in(
    answers: list[tuple[Case, Answer]], either: Assistant
) -> None:
    for _, answer in answers:
        for citation in answer.citations:
            sections = either.index.guides[citation.guide].sections
            found = [s for s in sections if citation.url == f"/guide/{citation.guide}#{s.anchor}"]
            assert [section.path for section in found] == [citation.section]


def test_a_declined_text_holds_no_figure_but_those_of_the_question(answers: list[tuple[Case, Answer]]) -> None:
    leaking = [
        (case.id, answer.text)
        for case, answer in answers
        if answer.outcome is Outcome.DECLINED
        and figures_in(answer.text) - figures_in(" ".join([case.question, *case.history]))
    ]

    assert leaking == []


def test_a_decline_names_whom_to_ask(answers: list[tuple[Case, Answer]]) -> None:
    texts = [answer.text for _, answer in answers if answer.outcome is Outcome.DECLINED]

    assert texts
    assert [text for text in texts if CONTACT not in text] == []


def test_confidence_is_a_probability_and_missing_only_where_nothing_was_asked(
    answers: list[tuple[Case, Answer]],
) -> None:
    for _, answer in answers:
        if answer.outcome in (Outcome.ANSWERED, Outcome.DECLINED):
            assert answer.confidence is not None
            assert 0.0 <= answer.confidence <= 1.0
        if answer.outcome is Outcome.SMALLTALK:
            assert answer.confidence is None


def test_a_suggestion_sent_next_is_not_declined(either: Assistant, answers: list[tuple[Case, Answer]]) -> None:
    sample = [(case, answer) for case, answer in answers if answer.suggestions][::5]
    assert len(sample) >= 18

    declined = [
        (case.id, suggestion)
        for case, answer in sample
        for suggestion in answer.suggestions
        if either.ask(suggestion, [*case.history, case.question]).outcome is not Outcome.ANSWERED
    ]
    assert declined == []


def test_a_suggestion_sent_next_is_read_as_it_stands(either: Assistant, answers: list[tuple[Case, Answer]]) -> None:
    changed = {
        (case.question, suggestion, read)
        for case, answer in answers
        for suggestion in answer.suggestions
        if (read := standalone_question(suggestion, [*case.history, case.question], either.index)) != suggestion
    }

    assert changed == set()


def test_suggestions_are_few_different_and_not_the_question_just_asked(answers: list[tuple[Case, Answer]]) -> None:
    for case, answer in answers:
        assert len(answer.suggestions) <= 3
        assert len(set(answer.suggestions)) == len(answer.suggestions)
        assert case.question not in answer.suggestions


def test_the_same_question_twice_gives_the_same_answer_but_for_the_times(
    either: Assistant, answers: list[tuple[Case, Answer]]
) -> None:
    changed = [
        case.id
        for case, answer in answers[::4]
        if without_times(either.ask(case.question, case.history)) != without_times(answer)
    ]

    assert changed == []


def test_eight_threads_at_once_get_the_answers_of_one(assistant: Assistant) -> None:
    cases = CASES[::9]
    alone = [without_times(assistant.ask(case.question, case.history)) for case in cases]

    with ThreadPoolExecutor(8) as pool:
        together = [
            list(pool.map(lambda case: without_times(assistant.ask(case.question, case.history)), cases))
            for _ in range(2)
        ]

    assert together == [alone, alone]


@cache
def declined_at_turn_one(assistant: Assistant) -> tuple[Case, ...]:
    """Ten declined cases without a history of their own, over all families."""
    alone = [case for case in DECLINED if not case.history]
    return tuple(case for case in alone if assistant.ask(case.question).outcome is Outcome.DECLINED)[::6][:10]


def test_ten_good_turns_do_not_open_the_gate(assistant: Assistant) -> None:
    cases = declined_at_turn_one(assistant)
    assert len(cases) == 10

    for number, turn in enumerate(GOOD_TURNS):
        assert assistant.ask(turn, GOOD_TURNS[:number]).outcome is Outcome.ANSWERED, turn
    opened = [case.question for case in cases if assistant.ask(case.question, GOOD_TURNS).outcome is Outcome.ANSWERED]
    assert opened == []


def test_asking_again_does_not_open_the_gate(assistant: Assistant) -> None:
    opened = [
        case.question
        for case in declined_at_turn_one(assistant)
        if assistant.ask(case.question, [case.question] * 5).outcome is Outcome.ANSWERED
    ]

    assert opened == []


@pytest.mark.parametrize(
    "question",
    [
        "what is the senior salary at Google?",
        "how much does Razorpay pay a fresher",
        "what does Microsoft pay mid-level ML engineers?",
    ],
)
def test_what_the_guide_says_of_everyone_is_not_said_of_a_named_company(either: Assistant, question: str) -> None:
    assert either.ask(question).outcome is Outcome.DECLINED

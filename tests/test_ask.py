"""One turn, over development cases and both forms of the guide: exact citations, safe declines, any message."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.answer import Answer, Outcome, Reason, marks_in
from assistant.ask import Assistant
from assistant.conversation import standalone_question
from assistant.settings import Settings
from assistant.turn import clean
from evals.cases import DATA, Case, load_cases

CONTACT: str = Settings.model_fields["contact"].default
HELPLINE: str = Settings.model_fields["helpline"].default
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


def check_valid(answer: Answer) -> None:
    record: dict[str, Any] = json.loads(json.dumps(answer.as_json(), ensure_ascii=False).encode("utf-8"))
    assert record["outcome"] in {"answered", "declined", "clarify", "smalltalk"}
    assert bool(record["citations"]) == (record["outcome"] == "answered")
    assert (record["reason"] is not None) == (record["outcome"] == "declined")
    assert record["text"].strip()


WORDS = [
    "salary",
    "step",
    "2",
    "fresher",
    "and",
    "what",
    "it",
    "₹",
    "(",
    "?",
    "how long",
    "python",
    "US",
    "-",
    "non-cs",
]
MESSAGES = st.one_of(
    st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join), st.sampled_from(GOOD_TURNS)
)


@settings(
    max_examples=150, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(message=MESSAGES, history=st.lists(MESSAGES, max_size=4))
def test_no_message_and_no_history_makes_it_raise(assistant: Assistant, message: str, history: list[str]) -> None:
    check_valid(assistant.ask(message, history))


@pytest.mark.parametrize("run", ["(", "[", "*_`", "9", "99n9", "9-", "é", "\U000371bc", "क", "<b>"])
def test_a_run_of_odd_characters_is_answered_or_declined(assistant: Assistant, run: str) -> None:
    for length in (150, 400, 1900):
        check_valid(assistant.ask(f"what does a fresher earn {run * length}"[:2000]))
        check_valid(assistant.ask((run * length)[:2000]))


@pytest.mark.parametrize("message", ["", "   ", "\n\t", "?!...", "\u200b\u200e", "\x00\x07", "🙂🙂", "₹"])
def test_a_message_that_says_nothing_is_answered_with_a_question_back(assistant: Assistant, message: str) -> None:
    answer = assistant.ask(message)

    check_valid(answer)
    assert answer.outcome is Outcome.CLARIFY
    assert answer.suggestions


def test_a_huge_message_is_declined_as_too_long_at_once(assistant: Assistant) -> None:
    answer = assistant.ask("salary " * 200_000)

    check_valid(answer)
    assert answer.reason is Reason.TOO_LONG
    assert len(answer.question) <= 2000


def test_a_message_of_just_the_longest_length_is_read(assistant: Assistant) -> None:
    question = "what does a fresher earn?"

    assert assistant.ask(question + " please" * 282).reason is not Reason.TOO_LONG


def test_a_huge_history_is_read_like_its_last_messages(assistant: Assistant) -> None:
    history = ["what should I learn in step 1?"] * 500 + ["what does a fresher earn?"]

    assert "₹25–45 LPA" in assistant.ask("and a senior?", history).text


@pytest.mark.parametrize(
    "message",
    [
        "what does a \u202efresher\u202c earn?",
        "what does a fre\u200bsher earn?",
        "what\x00 does a fresher\x1b earn?",
        "what does a\r\nfresher\tearn?",
        "what does a fresher earn?\ud800",
    ],
)
def test_control_and_invisible_characters_change_nothing(assistant: Assistant, message: str) -> None:
    answer = assistant.ask(message)

    check_valid(answer)
    assert "₹4–8 LPA" in answer.text
    assert answer.question == "what does a fresher earn?"


@pytest.mark.parametrize(
    "message",
    [
        "<b>what does a fresher earn?</b>",
        "**what does a fresher earn?**",
        "# what does a fresher earn?",
        "what does a fresher earn? [1] [99]",
        "what does a [fresher](http://example.org) earn?",
    ],
)
def test_markup_in_a_message_never_comes_back_as_markup(assistant: Assistant, message: str) -> None:
    answer = assistant.ask(message)

    check_valid(answer)
    assert "http" not in answer.text
    assert "<" not in answer.text
    assert "[99]" not in answer.text


@pytest.mark.parametrize(
    "message", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "![x](http://example.org/x.png)"]
)
def test_markup_alone_is_no_question_of_the_guide(assistant: Assistant, message: str) -> None:
    answer = assistant.ask(message)

    check_valid(answer)
    assert answer.outcome in (Outcome.DECLINED, Outcome.CLARIFY)
    assert "<" not in answer.text


@pytest.mark.parametrize("message", ["फ्रेशर की सैलरी कितनी है?", "मुझे नौकरी चाहिए", "ఎంత జీతం?", "薪水是多少？"])
def test_a_script_that_cannot_be_read_gets_an_honest_line_in_two_languages_with_the_contact(
    assistant: Assistant, message: str
) -> None:
    answer = assistant.ask(message)

    assert (answer.outcome, answer.reason) == (Outcome.DECLINED, Reason.UNREADABLE)
    assert "मैं अभी केवल" in answer.text
    assert "I can only read English" in answer.text
    assert answer.text.count(CONTACT) == 1  # and once in Hindi
    assert "संस्थान के काउंसलर से पूछें" in answer.text


@pytest.mark.parametrize(
    "message",
    ["I want to die", "i don't want to live anymore", "mai marna chahta hu", "I failed again, my life is over"],
)
def test_distress_gets_kindness_and_the_helpline_and_no_career_questions(assistant: Assistant, message: str) -> None:
    answer = assistant.ask(message, ["what does a fresher earn?"])

    assert answer.outcome is Outcome.SMALLTALK
    assert HELPLINE in answer.text
    assert answer.suggestions == ()


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


def test_cleaning_leaves_ordinary_text_as_it_is() -> None:
    assert clean("  What   does a\nfresher earn — ₹4–8 LPA? ") == "What does a fresher earn — ₹4–8 LPA?"


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

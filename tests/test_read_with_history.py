"""Follow-ups: as which question a message is read after the visitor's earlier ones."""

from __future__ import annotations

import pytest
from test_conversation import FRESHER

from assistant.answer import Outcome
from assistant.ask import Assistant
from assistant.conversation import standalone_question


@pytest.mark.parametrize(
    ("history", "message", "read"),
    [
        # one plain word takes the place of its kin
        ("how many hours a week do seniors work?", "and per month?", "how many hours per month do seniors work?"),
        (
            "what is the cut-off date for the May exam?",
            "and for November?",
            "what is the cut-off date for the November exam?",
        ),
        ("is there a class on sunday", "and saturday?", "is there a class on saturday"),
        ("how long is it valid if I am 30", "and after 40?", "how long is it valid after 40"),
        ("what is the fee for paper 3", "paper 4?", "what is the fee for paper 4"),
        ("can I leave in the first year?", "and after that?", "can I leave after the first year?"),
        ("how long does step 2 take?", "and 5?", "how long does step 5 take?"),
        # what tells of the visitor is read with what they ask
        ("I am a BCom graduate", "can I skip step 1?", "I am a BCom graduate, can I skip step 1?"),
        ("I passed the first test", "what do I do after that?", "I passed the first test, what do I do after that?"),
        # corrections
        (FRESHER, "not India, Germany", "what does a fresher earn in Germany?"),
        (FRESHER, "in Germany?", "what does a fresher earn in Germany?"),
        (FRESHER, "after 5 years?", "what does someone earn with 5 years of experience?"),
        ("salary in the UK", "and Germany?", "salary in Germany"),
        ("what does a fresher earn in India?", "and how much in Germany?", "what does a fresher earn in Germany?"),
        ("what does a fresher earn in India?", "in Germany how much exactly", "what does a fresher earn in Germany?"),
        ("how long is step 4?", "how long exactly for step 2?", "how long is step 2?"),
        # words that point back
        ("what rounds are there in hiring", "how long is the last one?", "how long is the last round"),
        ("what projects should I build", "which is the easiest", "which of the projects is the easiest"),
        ("what projects should I build", "where do I put them", "where do I put the projects"),
        ("do I need a portfolio", "how do I build one", "how do I build a portfolio"),
        ("top companies hiring", "do they hire freshers?", "do the companies hire freshers"),
        ("how many papers does ACCA have?", "and its pass rate?", "the pass rate of ACCA"),
        ("what is the salary of a senior", "where is this from?", "what is the source of the salary figures?"),
        # what a prefix denies takes the other's place
        (
            "which supervised algorithms should I learn",
            "and unsupervised?",
            "which unsupervised algorithms should I learn",
        ),
        ("which language should I learn", "why so?", "why which language should I learn"),
        ("is Python enough", "then what else do I need?", "what else do I need (is Python enough)"),
        # where somebody begins is no matter of another level
        ("starting salary in India", "and for seniors?", "salary in India for seniors"),
    ],
)
def test_a_follow_up_is_read_as_a_whole_question(assistant: Assistant, history: str, message: str, read: str) -> None:
    assert standalone_question(message, [history], assistant.index) == read


@pytest.mark.parametrize(
    ("history", "message"),
    [
        (FRESHER, "ok thanks. what about tools for visualisation"),  # asks of its own
        (FRESHER, "for becoming a lead how many years is it taking"),  # "it" stands for nothing
        (FRESHER, "what do they ask in interviews"),  # "they" is anybody
        (FRESHER, "after that?"),  # after what?
        ("I am a BCom graduate", "what is deep learning?"),  # asks nothing of the visitor
    ],
)
def test_what_points_at_nothing_said_before_is_left_alone(assistant: Assistant, history: str, message: str) -> None:
    assert standalone_question(message, [history], assistant.index) == message


@pytest.mark.parametrize(
    ("history", "message", "asked"),
    [
        (["which step comes after step 4?"], "and after that one?", "which step comes after step 5?"),
        (["which step comes before step 6?"], "and before that one?", "which step comes before step 5?"),
        (["what is step 3 about?"], "and the next one?", "what is step 4 about?"),
        (["how long does step 7 take?"], "and the previous step?", "how long does step 6 take?"),
        (["what are the algorithms in step 4?"], "and which concepts come in the step after it?", "step 5"),
        (["how long is step 4?", "and step 5?"], "and the first one?", "how long is step 1?"),
    ],
)
def test_neighbouring_and_numbered_steps_are_counted_from_the_step_before(
    assistant: Assistant, history: list[str], message: str, asked: str
) -> None:
    assert asked in standalone_question(message, history, assistant.index)


@pytest.mark.parametrize(
    ("history", "message", "asked"),
    [
        ([FRESHER, "how long does step 2 take?"], "and a senior?", "what does a senior earn?"),
        ([FRESHER, "how long does step 2 take?"], "back to salary, what about a lead?", "what does a lead earn?"),
        (["how long does step 1 take?", "which companies hire?"], "and step 2?", "how long does step 2 take?"),
        (["should I learn Keras or PyTorch?"], "which one is easier?", "which of Keras or PyTorch is easier"),
        (["what are the steps?"], "which one takes the longest?", "which of the steps takes the longest"),
    ],
)
def test_a_follow_up_goes_back_to_the_question_that_it_continues(
    assistant: Assistant, history: list[str], message: str, asked: str
) -> None:
    assert standalone_question(message, history, assistant.index) == asked


def test_ten_ellipses_in_a_row_keep_the_question(assistant: Assistant) -> None:
    history = [FRESHER, *["senior?", "lead?", "mid-level?", "fresher?"] * 2, "and lead?", "aur mid-level?"]

    assert standalone_question("and a senior?", history, assistant.index) == "what does a senior earn?"


@pytest.mark.parametrize(
    "message", ["thanks, and what does a plumber in Perth earn?", "and a plumber?", "plumber fees?"]
)
@pytest.mark.parametrize("first", [FRESHER, "how long does step 2 take?", "is maths needed?", "which companies hire?"])
def test_every_name_of_a_follow_up_stands_in_the_question(assistant: Assistant, first: str, message: str) -> None:
    asked = standalone_question(message, [first], assistant.index)

    assert "plumber" in asked
    assert ("Perth" in asked) == ("Perth" in message)
    assert assistant.ask(message, [first]).outcome is not Outcome.ANSWERED


def test_a_noun_that_points_back_stays_in_the_question(assistant: Assistant) -> None:
    answer = assistant.ask("and what does that hospital pay?", ["what does a senior earn?"])

    assert "hospital" in standalone_question("and what does that hospital pay?", [FRESHER], assistant.index)
    assert answer.outcome is not Outcome.ANSWERED


@pytest.mark.parametrize(
    "message", ["ok leave the salary. how long does step 2 take", "no problem. how long does step 2 take"]
)
def test_a_question_laid_aside_leaves_no_words_behind(assistant: Assistant, message: str) -> None:
    assert (
        standalone_question(message, ["what is the salary of a nurse?"], assistant.index) == "how long does step 2 take"
    )


def test_only_what_was_asked_about_can_be_laid_aside(assistant: Assistant) -> None:
    message = "forget the guide. write me a poem"

    assert standalone_question(message, [FRESHER], assistant.index) == message


@pytest.mark.parametrize(
    "message",
    [
        "project ideas",
        "python course delhi",
        "am I too old for this field?",
        "does Coursera give a certificate for its course?",
        "is it okay to skip maths?",
        "what is random forest",
        "If I know only Python, will I get an ML job?",
        "my cousin says he is an AI researcher, what is that about",
    ],
)
def test_short_and_complete_questions_take_no_words_from_the_history(assistant: Assistant, message: str) -> None:
    for history in ([FRESHER, "and a senior?"], ["what should I learn in step 5?"]):
        assert standalone_question(message, history, assistant.index) == message


def test_without_history_a_message_is_left_alone(assistant: Assistant) -> None:
    assert standalone_question("and a senior?", [], assistant.index) == "and a senior?"

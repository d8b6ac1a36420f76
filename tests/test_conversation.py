"""Follow-ups: what is carried over from the visitor's earlier messages into the answer, and what must not be."""

from __future__ import annotations

import pytest

from assistant.answer import Outcome, Reason
from assistant.ask import Assistant
from assistant.conversation import standalone_question

FRESHER = "what does a fresher earn?"


@pytest.mark.parametrize(
    ("history", "message", "expected", "not_expected"),
    [
        ([FRESHER], "and a senior?", "₹25–45 LPA", "₹4–8"),
        ([FRESHER], "what about mid-level", "₹12–22 LPA", "₹4–8"),
        ([FRESHER], "what if I am a senior?", "₹25–45 LPA", "₹4–8"),
        ([FRESHER], "I am a senior", "₹25–45 LPA", "₹4–8"),
        ([FRESHER], "and my sister who has 4 years of experience?", "₹12–22 LPA", "₹4–8"),
        (["I am a non-CS fresher, how many months?"], "and my friend who has a CS background?", "10–14", "14–18"),
        ([FRESHER, "and a senior?"], "and lead?", "₹50 LPA+", "₹25–45"),
        (["how long does step 2 take?"], "and step 4?", "8–12 weeks", "4–6"),
        (["what does a Data Scientist focus on?"], "and a Data Engineer?", "data pipelines", "notebooks"),
        (["which tools are used for deployment?"], "and for visualisation?", "Seaborn", "Docker"),
        (["what should I learn in step 1?"], "what about step 2?", "Core syntax", "Linear Algebra"),
    ],
)
def test_a_new_name_takes_the_place_of_the_old_one(
    assistant: Assistant, history: list[str], message: str, expected: str, not_expected: str
) -> None:
    answer = assistant.ask(message, history)

    assert answer.outcome is Outcome.ANSWERED
    assert expected in answer.text
    assert not_expected not in answer.text
    assert answer.interpreted_as


@pytest.mark.parametrize(
    ("history", "message", "expected"),
    [
        (["what should I learn in step 2?"], "how long does it take?", "4–6 weeks"),
        (["tell me about step 4"], "how long?", "8–12 weeks"),
        (["tell me about step 5"], "which tools?", "PyTorch"),
        (["how long does step 2 take?"], "and the next step, how long is that one?", "3–4 weeks"),
        (["what is in step 4?"], "does HTS have a course for that step?", "Python with AI & ML"),
        (["what should I learn in step 1?"], "where can I learn it?", "Khan Academy"),
        (["how long does step 2 take?"], "what about the maths?", "4–8 weeks"),
        (["how long does step 2 take?", "and step 1?"], "what should I learn in it?", "Linear Algebra"),
        (["how many weeks for the maths part?"], "what about the next step?", "4–6 weeks"),
        (["what comes right after Python in the roadmap?"], "time needed for it?", "3–4 weeks"),
    ],
)
def test_a_new_attribute_or_a_pronoun_is_asked_of_what_came_before(
    assistant: Assistant, history: list[str], message: str, expected: str
) -> None:
    answer = assistant.ask(message, history)

    assert answer.outcome is Outcome.ANSWERED
    assert expected in answer.text


@pytest.mark.parametrize(
    "message",
    [
        "how long does step 2 take?",
        "is Python enough to get a job as an ML engineer?",
        "Top hiring companies in India?",
        "How many steps are there?",
        "What if I fail the interview?",
        "what is the difference between a Data Scientist and a Machine Learning Engineer?",
        "who are the emerging roles to watch?",
        "Do I need to know cloud computing to become an ML engineer?",
    ],
)
def test_a_change_of_topic_is_read_as_it_stands(assistant: Assistant, message: str) -> None:
    answer = assistant.ask(message, [FRESHER])
    alone = assistant.ask(message)

    assert standalone_question(message, [FRESHER], assistant.index) == message
    assert (answer.outcome, answer.text, answer.interpreted_as) == (alone.outcome, alone.text, None)


@pytest.mark.parametrize(
    "message",
    [
        "That was really useful, bye for now!",
        "alright that's all for today, bye",
        "hiii good morning",
        "are you a bot?",
    ],
)
def test_small_talk_in_more_than_one_piece_is_small_talk(assistant: Assistant, message: str) -> None:
    assert assistant.ask(message).outcome is Outcome.SMALLTALK


@pytest.mark.parametrize("message", ["वेतन कितना है?", "சம்பளம் எவ்வளவு", "বেতন কত", "كم الراتب", "工资多少", "సంబళం ఎంత"])
def test_another_script_gets_the_honest_line_in_hindi_and_english(assistant: Assistant, message: str) -> None:
    answer = assistant.ask(message)

    assert answer.outcome is Outcome.DECLINED
    assert answer.reason is Reason.UNREADABLE
    assert "रोमन लिपि" in answer.text
    assert "I can only read English" in answer.text


@pytest.mark.parametrize("small_talk", [["thanks"], ["ok thanks a lot", "hii"], ["are you a bot?"], ["", "   "]])
def test_small_talk_between_is_skipped(assistant: Assistant, small_talk: list[str]) -> None:
    assert assistant.ask("and a senior?", [FRESHER, *small_talk]).text == assistant.ask("and a senior?", [FRESHER]).text


@pytest.mark.parametrize(
    "refused", ["what does a nurse earn?", "what is the salary in Australia?", "what is the fee?", "who won the IPL?"]
)
def test_a_refusal_does_not_poison_the_next_question(assistant: Assistant, refused: str) -> None:
    answer = assistant.ask(FRESHER, [refused])

    assert "₹4–8 LPA" in answer.text
    assert answer.interpreted_as is None


def test_after_a_refused_place_the_covered_place_is_answered(assistant: Assistant) -> None:
    answer = assistant.ask("and in India?", ["what does a fresher earn in Germany?"])

    assert "₹4–8 LPA" in answer.text


@pytest.mark.parametrize(
    ("history", "message", "reason"),
    [
        ([FRESHER], "and in Canada?", Reason.OTHER_PLACE),
        ([FRESHER, "and a senior?"], "and in Germany?", Reason.OTHER_PLACE),
        ([FRESHER], "what about a nurse?", Reason.OTHER_ROLE),
        ([FRESHER], "and in 2031?", Reason.OTHER_YEAR),
    ],
)
def test_a_follow_up_to_something_uncovered_is_declined(
    assistant: Assistant, history: list[str], message: str, reason: Reason
) -> None:
    answer = assistant.ask(message, history)

    assert answer.outcome is Outcome.DECLINED
    assert answer.reason is reason


def test_what_the_named_companies_pay_is_not_made_up_from_a_follow_up(assistant: Assistant) -> None:
    answer = assistant.ask("what do they pay?", ["which companies hire in India?"])

    assert answer.outcome is not Outcome.ANSWERED, answer.text


def test_a_negated_follow_up_takes_the_other_row_and_not_both(assistant: Assistant) -> None:
    answer = assistant.ask(
        "and without a CS background?", ["how long does it take for a college fresher with a CS background?"]
    )

    assert "14–18 months" in answer.text
    assert "10–14 months" not in answer.text


def test_a_vague_message_is_asked_back_whatever_came_before(assistant: Assistant) -> None:
    assert assistant.ask("how much?").outcome is Outcome.CLARIFY
    assert assistant.ask("how much?", [FRESHER]).outcome is Outcome.CLARIFY


@pytest.mark.parametrize(
    ("history", "message", "expected"),
    [
        (["what is the salary of a senior ML engineer in India"], "no, I meant US", "150,000"),
        (["what is the salary for seniors?"], "sorry, for freshers", "₹4–8 LPA"),
        (["what does a senior earn?"], "great, thank you! and a fresher?", "₹4–8 LPA"),
        (["fresher ki salary kitni hai?"], "aur senior ka?", "₹25–45 LPA"),
        (["step 4 mein kya hai?"], "usme kitna time lagega", "8–12 weeks"),
    ],
)
def test_corrections_thanks_and_romanised_hindi_are_read_with_what_came_before(
    assistant: Assistant, history: list[str], message: str, expected: str
) -> None:
    assert expected in assistant.ask(message, history).text


def test_follow_ups_work_in_any_guide(other_assistant: Assistant) -> None:
    history = ["what does an apprentice earn?"]

    assert "₹9–14 LPA" in other_assistant.ask("and a head keeper?", history).text
    assert "6–9 weeks" in other_assistant.ask("how long does it take?", ["what should I learn in step 2?"]).text
    assert "$60,000" in other_assistant.ask("and in Norway?", ["what does a keeper earn in Canada?"]).text


def test_a_conversation_is_a_value_that_asking_does_not_change(assistant: Assistant) -> None:
    history = [FRESHER]

    first = assistant.ask("and a senior?", history)
    assistant.ask("how long does step 2 take?")
    second = assistant.ask("and a senior?", tuple(history))

    assert history == [FRESHER]
    assert first.text == second.text


def test_where_something_is_so_is_added_and_takes_no_other_words_place(assistant: Assistant) -> None:
    history = ["what is the difference between data scientist and ml engineer"]

    read = standalone_question("is it the same in small companies?", history, assistant.index)

    assert read == f"{history[0]} in small companies"


def test_the_start_of_a_batch_is_no_weekday_and_no_year_of_foundation(assistant: Assistant) -> None:
    assert assistant.ask("when does next weekend batch start?").outcome is Outcome.DECLINED

"""Follow-ups: what is carried over from the visitor's earlier messages, and what must not be."""

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

"""A chat model words the answer, and only what can be checked against the guide is shown.

The models are LangChain's own fakes; everything else is real: index, search, gate, grounding check.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from index_sample import GUIDE
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk
from reading_model import GOOD, QUESTION, ReadingModel, assert_is_fallback, number_of, worded_by

from assistant.answer import AnswererName, Outcome, Reason
from assistant.answerers.selecting import chosen_numbers


def test_a_reply_that_holds_is_the_answer_with_its_marks_counted_from_one() -> None:
    model = ReadingModel(responses=["The source is a survey of 120 keepers {Source:}. " + GOOD])
    answer = worded_by(model).ask(QUESTION)
    assert answer.answerer is AnswererName.GENERATIVE
    assert answer.text == "The source is a survey of 120 keepers [1]. A beginner earns ₹40–60 thousand a year [2]."
    assert [citation.number for citation in answer.citations] == [1, 2]
    assert "120 keepers" in answer.citations[0].quote
    assert "₹40–60 thousand" in answer.citations[1].quote
    assert all(GUIDE[citation.start : citation.end] == citation.quote for citation in answer.citations)
    assert number_of("Source:", model.prompts[0]) != 1, "the mark was renumbered"


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param("A beginner earns ₹45–60 thousand a year {Beginner (0–1 year) |}.", id="a wrong digit"),
        pytest.param("A beginner earns ₹6–9 lakh a year {Beginner (0–1 year) |}.", id="another row's figure"),
        pytest.param("Beginner (0–1 year) {Beginner (0–1 year) |}.", id="not the figure that is asked for"),
        pytest.param("A beginner earns ₹40–60 thousand a year.", id="no mark at all"),
        pytest.param("A beginner earns ₹40–60 thousand a year [99].", id="a mark out of range"),
        pytest.param("A beginner earns ₹40–60 thousand a year [0].", id="mark zero"),
        pytest.param("A beginner earns <b>₹40–60 thousand</b> {Beginner (0–1 year) |}.", id="markup"),
        pytest.param("A beginner earns [₹40–60 thousand](/else) {Beginner (0–1 year) |}.", id="a link"),
        pytest.param("See https://example.org for ₹40–60 thousand {Beginner (0–1 year) |}.", id="an address"),
        pytest.param("", id="an empty reply"),
        pytest.param(" \n ", id="blank space"),
        pytest.param(GOOD * 60, id="a reply without end"),
    ],
)
def test_a_reply_that_does_not_hold_gives_way_to_the_extractive_answer(reply: str) -> None:
    model = ReadingModel(responses=[reply])
    answer = worded_by(model).ask(QUESTION)
    assert len(model.prompts) == 2, "it was asked once more"
    assert model.prompts[1][-1].text.startswith("Your answer cannot be shown:")
    assert_is_fallback(answer)


@pytest.mark.parametrize(
    "second",
    [
        pytest.param("A master earns ₹6–9 lakh {Beginner (0–1 year) |}.", id="another row's figure"),
        pytest.param("That is a good start.", id="no mark"),
    ],
)
def test_a_faulty_later_sentence_is_left_out(second: str) -> None:
    answer = worded_by(ReadingModel(responses=[f"{GOOD} {second}"])).ask(QUESTION)
    assert answer.answerer is AnswererName.GENERATIVE_TRIMMED
    assert answer.text == "A beginner earns ₹40–60 thousand a year [1]."


def test_a_reply_that_holds_after_its_faults_were_named_is_the_answer() -> None:
    wrong = "A beginner earns ₹45–60 thousand a year {Beginner (0–1 year) |}."
    model = ReadingModel(responses=[wrong, GOOD])
    answer = worded_by(model).ask(QUESTION)
    assert answer.answerer is AnswererName.GENERATIVE_RETRIED
    assert answer.text == "A beginner earns ₹40–60 thousand a year [1]."
    assert "The figure 45 is not in the quotes" in model.prompts[1][-1].text


@pytest.mark.parametrize("reply", ["NOT IN THE GUIDE", "Not in the guide.", "NOT IN THE GUIDE [1]."])
def test_a_models_refusal_is_final(reply: str) -> None:
    model = ReadingModel(responses=[reply])
    answer = worded_by(model).ask(QUESTION)
    assert (answer.outcome, answer.reason) == (Outcome.DECLINED, Reason.NOT_IN_GUIDE)
    assert len(model.prompts) == 1
    assert "₹" not in answer.text


@pytest.mark.parametrize("refusal", ["NOT IN THE GUIDE", "The guide does not say what a beginner earns."])
def test_a_refusal_after_faults_were_named_is_final_too(refusal: str) -> None:
    wrong = "A beginner earns ₹45–60 thousand a year {Beginner (0–1 year) |}."
    answer = worded_by(ReadingModel(responses=[wrong, refusal])).ask(QUESTION)
    assert (answer.outcome, answer.reason) == (Outcome.DECLINED, Reason.NOT_IN_GUIDE)


def test_what_held_of_the_first_try_is_not_taken_back_by_a_refusal() -> None:
    model = ReadingModel(responses=[f"{GOOD} A master earns ₹6–9 lakh {{Beginner (0–1 year) |}}.", "NOT IN THE GUIDE"])
    answer = worded_by(model).ask(QUESTION)
    assert answer.answerer is AnswererName.GENERATIVE_TRIMMED
    assert answer.text == "A beginner earns ₹40–60 thousand a year [1]."


def test_a_sentence_on_what_the_guide_leaves_out_is_dropped() -> None:
    model = ReadingModel(responses=[f"{GOOD} The guide does not say what a master earns {{Beginner (0–1 year) |}}."])
    answer = worded_by(model).ask(QUESTION)
    assert answer.answerer is AnswererName.GENERATIVE_TRIMMED
    assert answer.text == "A beginner earns ₹40–60 thousand a year [1]."
    assert "leave it out" in model.prompts[1][-1].text


class BlocksModel(ReadingModel):
    """Gives its reply as blocks, with what it thinks in blocks of their own, as some providers do."""

    def _stream(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> Iterator[ChatGenerationChunk]:
        for block in (
            {"type": "thinking", "thinking": "The row of Goa fits."},
            {"type": "reasoning", "reasoning": "Yes, it does."},
            {"type": "text", "text": self._call(messages)},
        ):
            yield ChatGenerationChunk(message=AIMessageChunk(content=[block]))


def test_blocks_of_thinking_are_no_part_of_the_reply() -> None:
    answer = worded_by(BlocksModel(responses=[GOOD])).ask(QUESTION)
    assert (answer.answerer, answer.text) == (AnswererName.GENERATIVE, "A beginner earns ₹40–60 thousand a year [1].")


@pytest.mark.parametrize(
    "form", ["【{}】", "[Passage {}]", "[{0}, {0}]", "({})", "(Passage {})", "［{}］", "[^{}]", "[{}†source]"]
)
def test_a_mark_in_another_form_is_read_as_one(form: str) -> None:
    class Marking(ReadingModel):
        def _call(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> str:
            return re.sub(r"\[(\d+)\]", lambda mark: form.format(mark[1]), super()._call(messages, *args, **kwargs))

    answer = worded_by(Marking(responses=[GOOD])).ask(QUESTION)
    assert answer.answerer is AnswererName.GENERATIVE
    assert answer.text == "A beginner earns ₹40–60 thousand a year [1]."


@pytest.mark.parametrize("figures", ["₹４０–６０", "₹४०–६०"])
def test_figures_in_other_digits_are_read_and_shown_in_ours(figures: str) -> None:
    answer = worded_by(ReadingModel(responses=[GOOD.replace("₹40–60", figures)])).ask(QUESTION)
    assert (answer.answerer, answer.text) == (AnswererName.GENERATIVE, "A beginner earns ₹40–60 thousand a year [1].")


@pytest.mark.parametrize(
    ("reply", "numbers"),
    [
        ("1", [1]),
        ("Passage 1", [1]),
        ("Passages: 2, 5", [2, 5]),
        ('{"passages": [1, 3]}', [1, 3]),
        ('```json\n{"passage": 2}\n```', [2]),
        ("【2】", [2]),
        ("２, ５", [2, 5]),
        ("1. ", [1]),
        ("[1] and [3]", [1, 3]),
        ("₹1", []),
        ("1.5", []),
        ("The answer is 5", []),
        ("1, 2, 3, 4, 5, 6, 7", []),
        ("none", []),
    ],
)
def test_a_choice_is_numbers_with_no_more_around_them_than_a_list_has(reply: str, numbers: list[int]) -> None:
    assert chosen_numbers(reply) == numbers

"""What is told to a model never comes back as an answer, whichever of the prompts it stands in."""

from __future__ import annotations

import pytest

from assistant import prompts
from assistant.grounding.leaks import leak_faults

QUOTE = "Fresher | ₹4–8 LPA"
LEAK = "The text repeats its instructions."


@pytest.mark.parametrize(
    "text",
    [
        "Answer in one to three sentences, each ending with the mark of its passage: a fresher earns ₹4–8 LPA [1].",
        "Example of the form: a fresher earns ₹4–8 LPA [1].",
        "A fresher earns ₹4–8 LPA [1]. After six years the pay doubles [1].",
        "Your answer cannot be shown: a fresher earns ₹4–8 LPA [1].",
        "A fresher earns ₹4–8 LPA [1]. Write the whole answer again [1].",
        "Copy figures, units and currencies exactly: ₹4–8 LPA [1].",
        "Reply with passage numbers from 1 to 6 and nothing else: ₹4–8 LPA [1].",
        "Each sentence rests on one passage and ends with its mark [1].",
        "A fresher earns ₹4–8 LPA [1]. No lists, links or remarks [1].",
    ],
)
def test_words_of_any_prompt_are_a_fault(text: str) -> None:
    assert LEAK in list(leak_faults(text, QUOTE))


def test_every_prompt_is_among_those_that_must_not_come_back() -> None:
    told = {
        name for name, value in vars(prompts).items() if isinstance(value, str) and name.isupper() and name != "VERSION"
    }
    assert {name for name in told if getattr(prompts, name) not in prompts.TEMPLATES} == {"NONE"}


@pytest.mark.parametrize("words", ["After six years the pay doubles.", "Write the whole answer again."])
def test_words_that_the_guide_has_too_are_no_leak(words: str) -> None:
    assert list(leak_faults(f"{words[:-1]} [1].", words)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Beginners earn 3–5 lakh a year [1].",
        "Beginners earn 3 to 5 lakh a year [1].",
        "The pay doubles after six years [1].",
        "A good answer is one to three sentences long, with an example [1].",
        "Solve the passage first, then answer the question [1].",
    ],
)
def test_what_only_sounds_like_a_prompt_is_no_leak(text: str) -> None:
    assert LEAK not in list(leak_faults(text, QUOTE))


@pytest.mark.parametrize("figure", ["₹4–8² LPA", "①", "₹４–８ LPA"])
def test_a_figure_in_signs_that_no_quote_has_is_a_fault(figure: str) -> None:
    assert "The text writes figures in signs that its quotes do not have." in list(leak_faults(figure, QUOTE))
    assert list(leak_faults(figure, f"{QUOTE} {figure}")) == []

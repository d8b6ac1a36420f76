"""What a model thinks is dropped before anything else is done with its reply, in whatever pieces it comes."""

from __future__ import annotations

import pytest

from assistant.models.thinking import SaidWords, after_thinking

ANSWER = "A beginner earns ₹40 [1]."


def said(pieces: list[str]) -> list[str]:
    words = SaidWords()
    return [one for one in [*(words.of(piece) for piece in pieces), words.rest()] if one]


@pytest.mark.parametrize(
    "reply",
    [
        f"<think>The passage with 40.</think>{ANSWER}",
        f"\n<think>\nline\n\nline [1].\n</think>\n\n{ANSWER}",
        f"<thinking>a < b > c</thinking> {ANSWER}",
        f"<THINK>x</THINK>{ANSWER}",
        f"[THINK]x[/THINK]{ANSWER}",
        f"<think></think>\n<think>more</think>{ANSWER}",
        ANSWER,
        f"  {ANSWER}",
    ],
)
@pytest.mark.parametrize("length", [1, 2, 3, 7, 1000])
def test_only_what_follows_the_thinking_is_said(reply: str, length: int) -> None:
    pieces = [reply[at : at + length] for at in range(0, len(reply), length)]
    assert "".join(said(pieces)) == ANSWER


@pytest.mark.parametrize("reply", ["<think>", "<think>no end", "<thinking>A beginner earns ₹40 [1].", "", " \n"])
def test_thinking_without_an_end_says_nothing(reply: str) -> None:
    assert said(list(reply)) == []


@pytest.mark.parametrize("reply", ["[1] says so.", "[", "<b>x</b>", "<think about it [1].", "<thinker>x", "Think [1]."])
def test_what_is_no_thinking_is_said_whole(reply: str) -> None:
    assert "".join(said(list(reply))) == reply
    assert "".join(said([reply])) == reply


def test_words_are_passed_on_as_they_come_once_the_answer_has_begun() -> None:
    assert said(["<think>a", "b</think>", "A", " b", " c"]) == ["A", " b", " c"]


def test_thinking_whose_opening_tag_the_server_wrote_is_cut_off() -> None:
    assert after_thinking(f"The row fits.\n</think>\n\n{ANSWER}") == ANSWER
    assert after_thinking(ANSWER) == ANSWER

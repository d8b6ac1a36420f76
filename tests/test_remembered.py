"""What answers quoted is remembered by the question, up to a bound."""

from __future__ import annotations

from assistant.ask import Assistant
from assistant.remembered import RememberedQuotes
from corpus.guide import Place

NO_GUIDE: frozenset[str] = frozenset()


def test_a_question_is_looked_up_once_and_the_oldest_are_forgotten() -> None:
    looked_up: list[str] = []

    def quoted_for(text: str, about: frozenset[str]) -> tuple[Place, ...] | None:
        looked_up.append(text)
        return None if text == "uncovered" else (("guide", 1, 2),)

    quotes = RememberedQuotes(quoted_for)
    assert quotes.of(("pay", NO_GUIDE)) == quotes.of(("pay", NO_GUIDE)) == (("guide", 1, 2),)
    assert quotes.of(("uncovered", NO_GUIDE)) == ()
    assert looked_up == ["pay", "uncovered"]
    assert quotes.of(("pay", frozenset({"other"}))) == (("guide", 1, 2),)
    for number in range(2_000):
        quotes.put((str(number), NO_GUIDE), ())
    quotes.of(("pay", NO_GUIDE))
    assert looked_up == ["pay", "uncovered", "pay", "pay"]


def test_a_follow_up_finds_what_the_first_answer_quoted_without_looking_it_up(assistant: Assistant) -> None:
    first = "What does a Machine Learning Engineer do every day in this job?"
    answer = assistant.ask(first)
    kept = assistant._follow_ups._quotes._quotes
    asked = [places for (text, _), places in kept.items() if "every day in this job" in text]
    assert asked == [tuple((one.guide, one.start, one.end) for one in answer.citations)]
    assert assistant._quoted_for(first) == asked[0]

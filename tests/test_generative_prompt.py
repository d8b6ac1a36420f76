"""What a chat model is given to read: passages and the question, once the gate has let it through, and nothing else."""

from __future__ import annotations

import langsmith.utils
import pytest
from index_sample import GUIDE, sample_index
from reading_model import GOOD, QUESTION, ReadingModel, passages_in, worded_by

from assistant.answer import AnswererName, Outcome
from assistant.answerers.draft import readable
from assistant.prompts import EXAMPLE, FORM, SYSTEM, USER

UNCOVERED = ["what is the boiling point of tin?", "what does a beekeeper earn in Canada"]


@pytest.mark.parametrize("question", UNCOVERED)
def test_what_the_guide_does_not_cover_never_reaches_the_model(question: str) -> None:
    model = ReadingModel(responses=[GOOD])
    assistant = worded_by(model)
    for history in ((), (QUESTION,) * 10):
        assert assistant.ask(question, history).outcome is Outcome.DECLINED
    assert model.prompts == []
    assistant.ask(QUESTION)
    assert len(model.prompts) == 1, "a covered question is counted"


def test_the_prompt_holds_the_passages_and_the_question_and_nothing_else() -> None:
    model = ReadingModel(responses=[GOOD])
    worded_by(model).ask(QUESTION, ["how long does step 1 take", "a private matter"])
    (messages,) = model.prompts
    assert [message.type for message in messages] == ["system", "human"]
    assert messages[0].text == f"{SYSTEM}\n\n{EXAMPLE}"
    passages = passages_in(messages)
    shown = "\n".join(f"[{number}] {text}" for number, text in passages.items())
    assert messages[1].text == f"{USER.format(passages=shown, question=QUESTION)}\n\n{FORM}"
    assert 1 <= len(passages) <= 6
    for text in passages.values():
        assert any(text.endswith(readable(passage.text)) for passage in sample_index().passages.values())
    assert "Smoker and hive tool" in GUIDE
    assert "Smoker and hive tool" not in messages[1].text


@pytest.mark.parametrize("question", [QUESTION, "is bee venom dangerous?"])
def test_each_passage_of_the_prompt_says_something_and_stands_there_once(question: str) -> None:
    model = ReadingModel(responses=[""])
    worded_by(model).ask(question)
    passages = list(passages_in(model.prompts[0]).values())
    headings = {
        f"{passage.path[-1]}: {passage.path[-1]}" for passage in sample_index().passages.values() if passage.path
    }
    assert len(set(passages)) == len(passages)
    assert not headings & set(passages)


def test_a_whole_table_is_not_shown_beside_its_rows() -> None:
    model = ReadingModel(responses=[GOOD])
    worded_by(model).ask(QUESTION)
    rows = [text for text in passages_in(model.prompts[0]).values() if "Beginner" in text]
    assert len(rows) == 1
    assert "Master" not in rows[0], "a mark on the table would let one row's figure stand for another"


def test_visitors_words_are_not_traced_even_where_the_environment_asks_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    monkeypatch.setenv("LANGCHAIN_TRACING_V2", "true")
    langsmith.utils.get_env_var.cache_clear()
    model = ReadingModel(responses=[GOOD])
    try:
        assert langsmith.utils.tracing_is_enabled(), "outside, the environment is followed"
        answer = worded_by(model).ask(QUESTION)
    finally:
        monkeypatch.undo()
        langsmith.utils.get_env_var.cache_clear()
    assert answer.answerer is AnswererName.GENERATIVE
    assert model.tracing == [False]

"""A chat model words the answer, and only what can be checked against the guide is shown.

The models are LangChain's own fakes; everything else is real: index, search, gate, grounding check.
"""

from __future__ import annotations

import re
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import langsmith.utils
import pytest
from index_sample import GUIDE, sample_index
from langchain_core.language_models import BaseChatModel
from langchain_core.language_models.fake_chat_models import FakeListChatModel, GenericFakeChatModel
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk

from assistant.answer import Answer, AnswererName, Outcome, Reason
from assistant.answerers.draft import readable
from assistant.answerers.extractive import ExtractiveAnswerer
from assistant.answerers.generative import GenerativeAnswerer
from assistant.answerers.selecting import chosen_numbers
from assistant.ask import Assistant
from assistant.errors import ChatModelError
from assistant.models.load import load_model
from assistant.models.options import ChatOptions, Timeouts
from assistant.prompts import EXAMPLE, FORM, SYSTEM, USER
from assistant.settings import load_settings
from assistant.wiring import assistant_over, make_answerer
from index.search import Index

QUESTION = "what does a beginner earn"
GOOD = "A beginner earns ₹40–60 thousand a year {Beginner (0–1 year) |}."
UNCOVERED = ["what is the boiling point of tin?", "what does a beekeeper earn in Canada"]
KEYS = ["ANTHROPIC_API_KEY", "MISTRAL_API_KEY", "OPENAI_ADMIN_KEY", "OPENAI_API_KEY"]


class ReadingModel(FakeListChatModel):
    """LangChain's fake; in its replies `{words}` becomes the mark of the first passage that holds these words."""

    prompts: list[list[BaseMessage]] = []
    tracing: list[bool] = []

    def _call(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> str:
        self.prompts.append(list(messages))
        self.tracing.append(bool(langsmith.utils.tracing_is_enabled()))
        reply = super()._call(messages, *args, **kwargs)
        return re.sub(r"\{(.+?)\}", lambda match: f"[{number_of(match[1], messages)}]", reply)

    def _stream(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> Iterator[ChatGenerationChunk]:
        for piece in re.findall(r"\S+\s*|\s+", self._call(messages)) or [""]:
            yield ChatGenerationChunk(message=AIMessageChunk(content=piece))


def number_of(words: str, messages: list[BaseMessage]) -> int:
    """The number under which the prompt holds these words."""
    return next(number for number, text in passages_in(messages).items() if words in text)


def passages_in(messages: list[BaseMessage]) -> dict[int, str]:
    lines = re.findall(r"(?m)^\[(\d+)\] (.*)$", messages[1].text)
    return {int(number): text for number, text in lines}


@pytest.fixture(scope="module")
def index() -> Index:
    return sample_index()


@pytest.fixture(scope="module")
def extractive(index: Index) -> Assistant:
    return assistant_over(index, ExtractiveAnswerer(), load_settings())


@pytest.fixture
def worded_by(index: Index) -> Callable[..., Assistant]:
    """Makes an assistant whose answers a given model words."""

    def make(model: BaseChatModel, *, timeout: float = 10.0) -> Assistant:
        return assistant_over(index, GenerativeAnswerer(model, timeout=timeout), load_settings())

    return make


def assert_is_fallback(answer: Answer, extractive: Assistant) -> None:
    expected = extractive.ask(answer.question)
    assert answer.answerer is AnswererName.EXTRACTIVE_FALLBACK
    assert answer.outcome is Outcome.ANSWERED
    assert (answer.text, answer.citations) == (expected.text, expected.citations)


def test_a_reply_that_holds_is_the_answer_with_its_marks_counted_from_one(worded_by: Callable[..., Assistant]) -> None:
    model = ReadingModel(responses=["The survey asked 120 keepers {Source:}. " + GOOD])
    answer = worded_by(model).ask(QUESTION)
    assert answer.answerer is AnswererName.GENERATIVE
    assert answer.text == "The survey asked 120 keepers [1]. A beginner earns ₹40–60 thousand a year [2]."
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
def test_a_reply_that_does_not_hold_gives_way_to_the_extractive_answer(
    reply: str, worded_by: Callable[..., Assistant], extractive: Assistant
) -> None:
    model = ReadingModel(responses=[reply])
    answer = worded_by(model).ask(QUESTION)
    assert len(model.prompts) == 2, "it was asked once more"
    assert model.prompts[1][-1].text.startswith("Your answer cannot be shown:")
    assert_is_fallback(answer, extractive)


@pytest.mark.parametrize(
    "second",
    [
        pytest.param("A master earns ₹6–9 lakh {Beginner (0–1 year) |}.", id="another row's figure"),
        pytest.param("That is a good start.", id="no mark"),
    ],
)
def test_a_faulty_later_sentence_is_left_out(second: str, worded_by: Callable[..., Assistant]) -> None:
    answer = worded_by(ReadingModel(responses=[f"{GOOD} {second}"])).ask(QUESTION)
    assert answer.answerer is AnswererName.GENERATIVE_TRIMMED
    assert answer.text == "A beginner earns ₹40–60 thousand a year [1]."


def test_a_reply_that_holds_after_its_faults_were_named_is_the_answer(worded_by: Callable[..., Assistant]) -> None:
    wrong = "A beginner earns ₹45–60 thousand a year {Beginner (0–1 year) |}."
    model = ReadingModel(responses=[wrong, GOOD])
    answer = worded_by(model).ask(QUESTION)
    assert answer.answerer is AnswererName.GENERATIVE_RETRIED
    assert answer.text == "A beginner earns ₹40–60 thousand a year [1]."
    assert "The figure 45 is not in the quotes" in model.prompts[1][-1].text


@pytest.mark.parametrize("reply", ["NOT IN THE GUIDE", "Not in the guide.", "NOT IN THE GUIDE [1]."])
def test_a_models_refusal_is_final(reply: str, worded_by: Callable[..., Assistant]) -> None:
    model = ReadingModel(responses=[reply])
    answer = worded_by(model).ask(QUESTION)
    assert (answer.outcome, answer.reason) == (Outcome.DECLINED, Reason.NOT_IN_GUIDE)
    assert len(model.prompts) == 1
    assert "₹" not in answer.text


@pytest.mark.parametrize("refusal", ["NOT IN THE GUIDE", "The guide does not say what a beginner earns."])
def test_a_refusal_after_faults_were_named_is_final_too(refusal: str, worded_by: Callable[..., Assistant]) -> None:
    wrong = "A beginner earns ₹45–60 thousand a year {Beginner (0–1 year) |}."
    answer = worded_by(ReadingModel(responses=[wrong, refusal])).ask(QUESTION)
    assert (answer.outcome, answer.reason) == (Outcome.DECLINED, Reason.NOT_IN_GUIDE)


def test_what_held_of_the_first_try_is_not_taken_back_by_a_refusal(worded_by: Callable[..., Assistant]) -> None:
    model = ReadingModel(responses=[f"{GOOD} A master earns ₹6–9 lakh {{Beginner (0–1 year) |}}.", "NOT IN THE GUIDE"])
    answer = worded_by(model).ask(QUESTION)
    assert answer.answerer is AnswererName.GENERATIVE_TRIMMED
    assert answer.text == "A beginner earns ₹40–60 thousand a year [1]."


def test_a_sentence_on_what_the_guide_leaves_out_is_dropped(worded_by: Callable[..., Assistant]) -> None:
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


def test_blocks_of_thinking_are_no_part_of_the_reply(worded_by: Callable[..., Assistant]) -> None:
    answer = worded_by(BlocksModel(responses=[GOOD])).ask(QUESTION)
    assert (answer.answerer, answer.text) == (AnswererName.GENERATIVE, "A beginner earns ₹40–60 thousand a year [1].")


@pytest.mark.parametrize(
    "form", ["【{}】", "[Passage {}]", "[{0}, {0}]", "({})", "(Passage {})", "［{}］", "[^{}]", "[{}†source]"]
)
def test_a_mark_in_another_form_is_read_as_one(form: str, worded_by: Callable[..., Assistant]) -> None:
    class Marking(ReadingModel):
        def _call(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> str:
            return re.sub(r"\[(\d+)\]", lambda mark: form.format(mark[1]), super()._call(messages, *args, **kwargs))

    answer = worded_by(Marking(responses=[GOOD])).ask(QUESTION)
    assert answer.answerer is AnswererName.GENERATIVE
    assert answer.text == "A beginner earns ₹40–60 thousand a year [1]."


@pytest.mark.parametrize("figures", ["₹４０–６０", "₹४०–६०"])
def test_figures_in_other_digits_are_read_and_shown_in_ours(figures: str, worded_by: Callable[..., Assistant]) -> None:
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


def test_a_model_that_fails_gives_way_and_the_log_says_why(
    worded_by: Callable[..., Assistant], extractive: Assistant, caplog: pytest.LogCaptureFixture
) -> None:
    def replies() -> Iterator[str]:
        raise PermissionError("the line is dead")
        yield ""

    answer = worded_by(GenericFakeChatModel(messages=replies())).ask(QUESTION)
    assert_is_fallback(answer, extractive)
    assert "PermissionError" in caplog.text
    assert "the line is dead" not in caplog.text, "a provider's words may repeat a visitor's"


def test_a_model_that_is_slow_gives_way_in_time_and_cannot_keep_the_program_alive(
    worded_by: Callable[..., Assistant], extractive: Assistant
) -> None:
    done = threading.Event()

    def replies() -> Iterator[str]:
        done.wait(30)
        yield "Too late [1]."

    assistant = worded_by(GenericFakeChatModel(messages=replies()), timeout=0.2)
    started = time.monotonic()
    try:
        answer = assistant.ask(QUESTION)
        waited = time.monotonic() - started
        waiting = [thread for thread in threading.enumerate() if thread.name == "chat-model"]
        assert waiting, "the call still runs"
        assert all(thread.daemon for thread in waiting)
    finally:
        done.set()
    assert_is_fallback(answer, extractive)
    assert waited < 5


def test_a_model_that_hangs_is_not_asked_by_more_and_more_threads(index: Index) -> None:
    done = threading.Event()
    calls: list[int] = []

    class HangingModel(FakeListChatModel):
        def _stream(self, *args: Any, **kwargs: Any) -> Iterator[ChatGenerationChunk]:
            calls.append(1)
            done.wait(30)
            yield ChatGenerationChunk(message=AIMessageChunk(content="Too late [1]."))

    options = ChatOptions(model="x", timeouts=Timeouts(first_token=0.02, total=0.1), failures_until_open=1000)
    answerer = GenerativeAnswerer(HangingModel(responses=[""]), options=options)
    assistant = assistant_over(index, answerer, load_settings())
    try:
        answers = [assistant.ask(QUESTION) for _ in range(12)]
    finally:
        done.set()
    assert {answer.answerer for answer in answers} == {AnswererName.EXTRACTIVE_FALLBACK}
    assert len(calls) == 8


@pytest.mark.parametrize("question", UNCOVERED)
def test_what_the_guide_does_not_cover_never_reaches_the_model(
    question: str, worded_by: Callable[..., Assistant]
) -> None:
    model = ReadingModel(responses=[GOOD])
    assistant = worded_by(model)
    for history in ((), (QUESTION,) * 10):
        assert assistant.ask(question, history).outcome is Outcome.DECLINED
    assert model.prompts == []
    assistant.ask(QUESTION)
    assert len(model.prompts) == 1, "a covered question is counted"


def test_the_prompt_holds_the_passages_and_the_question_and_nothing_else(
    index: Index, worded_by: Callable[..., Assistant]
) -> None:
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
        assert any(text.endswith(readable(passage.text)) for passage in index.passages.values())
    assert "Smoker and hive tool" in GUIDE
    assert "Smoker and hive tool" not in messages[1].text


@pytest.mark.parametrize("question", [QUESTION, "is bee venom dangerous?"])
def test_each_passage_of_the_prompt_says_something_and_stands_there_once(
    question: str, index: Index, worded_by: Callable[..., Assistant]
) -> None:
    model = ReadingModel(responses=[""])
    worded_by(model).ask(question)
    passages = list(passages_in(model.prompts[0]).values())
    headings = {f"{passage.path[-1]}: {passage.path[-1]}" for passage in index.passages.values() if passage.path}
    assert len(set(passages)) == len(passages)
    assert not headings & set(passages)


def test_a_whole_table_is_not_shown_beside_its_rows(worded_by: Callable[..., Assistant]) -> None:
    model = ReadingModel(responses=[GOOD])
    worded_by(model).ask(QUESTION)
    rows = [text for text in passages_in(model.prompts[0]).values() if "Beginner" in text]
    assert len(rows) == 1
    assert "Master" not in rows[0], "a mark on the table would let one row's figure stand for another"


def test_visitors_words_are_not_traced_even_where_the_environment_asks_for_it(
    worded_by: Callable[..., Assistant], monkeypatch: pytest.MonkeyPatch
) -> None:
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


@pytest.fixture
def no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in KEYS:
        monkeypatch.delenv(name, raising=False)


def test_a_missing_package_is_named_with_the_extra_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "any")
    monkeypatch.setitem(sys.modules, "langchain_anthropic", None)
    with pytest.raises(ChatModelError, match=re.escape("pip install 'career-guide-assistant[anthropic]'")):
        load_model(ChatOptions(model="anthropic:some-model"))


def test_an_extra_is_named_as_the_project_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "langchain_google_genai", None)
    with pytest.raises(ChatModelError, match=re.escape("'career-guide-assistant[google]'")):
        load_model(ChatOptions(model="google_genai:some-model"))


@pytest.mark.usefixtures("no_keys")
@pytest.mark.parametrize("provider", ["anthropic", "mistralai", "openai"])
def test_a_missing_key_is_named_by_its_variable(provider: str) -> None:
    variable = {"anthropic": "ANTHROPIC_API_KEY", "mistralai": "MISTRAL_API_KEY", "openai": "OPENAI_API_KEY"}[provider]
    with pytest.raises(ChatModelError, match=f"Set {variable}"):
        load_model(ChatOptions(model=f"{provider}:some-model"))


def test_an_unknown_provider_answers_with_the_known_ones() -> None:
    with pytest.raises(ChatModelError, match=r"'nobody'.*Known providers: .*anthropic.*openai"):
        load_model(ChatOptions(model="nobody:some-model"))


@pytest.mark.parametrize("name", ["openai", "openai:", ":some-model"])
def test_a_name_without_provider_or_model_says_the_form(name: str) -> None:
    with pytest.raises(ChatModelError, match="provider:model"):
        load_model(ChatOptions(model=name))


def test_naming_a_chat_model_that_cannot_be_loaded_stops_the_start() -> None:
    with pytest.raises(ChatModelError, match="nobody"):
        make_answerer(load_settings(chat_model="nobody:some-model"))

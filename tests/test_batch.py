"""A batch: every line is checked before any work, answers come in order, and one crash costs one line."""

from __future__ import annotations

import json

import pytest

from assistant import ask as assistant_ask
from assistant.ask import Assistant
from assistant.batch import BatchLine, answer_batch, read_batch
from assistant.errors import BatchError


def lines_of(*records: object) -> list[str]:
    return [json.dumps(record, ensure_ascii=False) for record in records]


def test_good_lines_are_read_in_order_and_empty_ones_skipped() -> None:
    first = {"id": "b", "question": "fresher salary"}
    second = {"id": "a", "question": "and a senior?", "history": ["fresher salary"]}

    assert read_batch([*lines_of(first), "", "  ", *lines_of(second)], name="q.jsonl") == [
        BatchLine(id="b", question="fresher salary", history=()),
        BatchLine(id="a", question="and a senior?", history=("fresher salary",)),
    ]


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ("{not json", "JSON"),
        ("[]", "q.jsonl, line 2"),
        ("null", "q.jsonl, line 2"),
        ('"text"', "q.jsonl, line 2"),
        ('{"question": "x"}', "id"),
        ('{"id": "", "question": "x"}', "id"),
        ('{"id": 7, "question": "x"}', "id"),
        ('{"id": "x"}', "question"),
        ('{"id": "x", "question": null}', "question"),
        ('{"id": "x", "question": "y", "history": "z"}', "history"),
        ('{"id": "x", "question": "y", "history": [1]}', "history"),
        ('{"id": "x", "question": "y", "answer": "z"}', "answer"),
        (json.dumps({"id": "x", "question": "y", "history": ["z"] * 21}), "history"),
    ],
)
def test_a_bad_line_is_named_with_file_number_and_field(bad: str, said: str) -> None:
    with pytest.raises(BatchError) as caught:
        read_batch([*lines_of({"id": "a", "question": "x"}), bad], name="q.jsonl")

    assert "q.jsonl, line 2" in str(caught.value)
    assert said in str(caught.value)


def test_twenty_earlier_messages_are_allowed() -> None:
    (line,) = read_batch(lines_of({"id": "x", "question": "y", "history": ["z"] * 20}), name="q")

    assert len(line.history) == 20


def test_a_doubled_id_names_both_lines() -> None:
    twice = lines_of({"id": "a", "question": "x"}, {"id": "b", "question": "y"}, {"id": "a", "question": "z"})

    with pytest.raises(BatchError) as caught:
        read_batch(twice, name="q.jsonl")

    assert "q.jsonl, line 3" in str(caught.value)
    assert "line 1 " in str(caught.value)


def test_line_numbers_count_empty_lines_too() -> None:
    with pytest.raises(BatchError, match="line 3:"):
        read_batch(["", "", "{"], name="q.jsonl")


def test_answers_come_in_order_with_their_ids_and_history_replayed(assistant: Assistant) -> None:
    batch = read_batch(
        lines_of(
            {"id": "z", "question": "what does a fresher earn?"},
            {"id": "a", "question": "and a senior?", "history": ["what does a fresher earn?"]},
            {"id": "m", "question": "what does a fresher earn in Germany?"},
            {"id": "é", "question": "नमस्ते दुनिया"},
        ),
        name="q",
    )

    made = list(answer_batch(assistant, batch))

    assert [succeeded for _, succeeded in made] == [True] * 4
    assert not any("\n" in line for line, _ in made)
    records = [json.loads(line) for line, _ in made]
    assert [record["id"] for record in records] == ["z", "a", "m", "é"]
    assert [record["outcome"] for record in records] == ["answered", "answered", "declined", "declined"]
    assert "₹25–45 LPA" in records[1]["text"]
    assert "₹" in made[0][0]  # as it is, not as an escape


def test_a_line_of_the_batch_is_the_public_json_object(assistant: Assistant) -> None:
    ((line, _),) = answer_batch(assistant, [BatchLine(id="q1", question="what does a fresher earn?", history=())])

    record = json.loads(line)
    assert list(record) == [
        "id", "question", "outcome", "text", "citations", "reason", "suggestions", "confidence", "interpreted_as",
        "worked_out", "answerer", "timings_ms",
    ]  # fmt: skip
    assert list(record["citations"][0]) == ["number", "guide", "section", "quote", "start", "end", "url"]
    assert {"embed", "search", "total"} <= set(record["timings_ms"])
    assert (record["reason"], record["worked_out"], record["answerer"]) == (None, None, "extractive")


def test_a_crash_writes_an_error_line_and_the_others_are_answered(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    clean = assistant_ask.clean

    def break_on_two(message: str) -> str:
        if message == "two":
            raise RuntimeError("the lamp fell over")
        return clean(message)

    monkeypatch.setattr(assistant_ask, "clean", break_on_two)
    batch = [BatchLine(id=word, question=word, history=()) for word in ("one", "two", "fresher salary")]

    made = list(answer_batch(assistant, batch))

    assert [succeeded for _, succeeded in made] == [True, False, True]
    assert json.loads(made[1][0]) == {"id": "two", "error": "RuntimeError: the lamp fell over"}
    assert json.loads(made[2][0])["outcome"] == "answered"

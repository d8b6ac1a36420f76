"""The peers: predictions like ours, exact citations, thresholds from dev cases alone, and what each is there for."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.ask import Assistant
from assistant.settings import load_settings
from corpus.guide import Guide, Section
from evals.cases import DATA, Case, load_cases
from evals.metrics import judge
from evals.peer_slices import FoundSlice, SlicePeer, truth
from evals.peer_tutorial import CHUNK_CHARS, chunks_of
from evals.peers import PEERS, AlwaysAnswer, OracleRetrieval, PeerContext, evidence_held
from evals.prediction import Prediction

CASES = load_cases([DATA / "dev.yaml"])[::6]
THRESHOLD_PEERS = ["tutorial", "bm25", "dense"]
Predicted = dict[str, tuple[Prediction, ...]]


def context_over(assistant: Assistant, dev_cases: tuple[Case, ...] = CASES) -> PeerContext:
    return PeerContext(index=assistant.index, settings=load_settings(), dev_cases=dev_cases)


@pytest.fixture(scope="module")
def context(assistant: Assistant) -> PeerContext:
    return context_over(assistant)


@pytest.fixture(scope="module")
def predicted(context: PeerContext) -> Predicted:
    return {name: make(context).predict(CASES) for name, make in PEERS.items()}


def right(predictions: Sequence[Prediction], expect: str) -> int:
    pairs = zip(CASES, predictions, strict=True)
    return sum(judge(case, p.answer).right for case, p in pairs if case.expect == expect and p.answer)


def a_guide(text: str) -> Guide:
    section = Section(heading=None, path=(), anchor="start", level=1, number=None, blocks=())
    return Guide(id="mine", title="Mine", text=text, sections=(section,))


def a_slice(text: str, score: float) -> FoundSlice:
    guide = a_guide(text)
    return FoundSlice(
        id=text, guide=guide, section=guide.sections[0], kind="chunk", start=0, end=len(text), score=score
    )


def a_case(name: str, expect: str) -> Case:
    facts = {"facts": [["honey"]], "evidence": ["honey"]} if expect == "answered" else {}
    record = {"id": name, "question": name, "expect": expect, "fact_id": name, "source": "a test", **facts}
    return Case.model_validate(record)


def test_the_cases_hold_every_outcome() -> None:
    assert {case.expect for case in CASES} == {"answered", "declined", "clarify", "smalltalk"}


@pytest.mark.parametrize("name", PEERS)
def test_a_peer_predicts_every_case_in_order_without_times(name: str, predicted: Predicted) -> None:
    assert [prediction.id for prediction in predicted[name]] == [case.id for case in CASES]
    for prediction in predicted[name]:
        assert prediction.error is None
        assert prediction.answer is not None
        assert prediction.answer["id"] == prediction.id
        assert "timings_ms" not in prediction.answer


@pytest.mark.parametrize("name", PEERS)
def test_every_citation_of_a_peer_is_exact_and_marked(name: str, predicted: Predicted, context: PeerContext) -> None:
    answers = [answer for p in predicted[name] for answer in (p.answer, p.forced) if answer]
    citations = [citation for answer in answers for citation in answer["citations"]]

    assert bool(citations) is (name != "always decline")
    assert [c for c in citations if context.guides[c["guide"]][c["start"] : c["end"]] != c["quote"]] == []
    assert [a["text"] for a in answers if a["outcome"] == "answered" and "[1]" not in a["text"]] == []


@pytest.mark.parametrize("name", PEERS)
def test_a_peer_made_afresh_predicts_the_same(name: str, predicted: Predicted, assistant: Assistant) -> None:
    assert PEERS[name](context_over(assistant)).predict(CASES) == predicted[name]


@pytest.mark.parametrize("name", PEERS)
def test_a_peer_sees_only_the_last_message(name: str, context: PeerContext) -> None:
    alone = next(case for case in CASES if case.expect == "answered" and not case.history)
    after = alone.model_copy(update={"history": ("what about the salary?", "and where?")})

    first, second = PEERS[name](context).predict([alone, after])

    assert first == second


@pytest.mark.parametrize("name", THRESHOLD_PEERS)
def test_no_other_threshold_is_better_on_the_dev_cases(name: str, context: PeerContext) -> None:
    peer = PEERS[name](context)
    assert isinstance(peer, SlicePeer)
    tuned = peer.threshold

    def total(threshold: float) -> int:
        peer.threshold = threshold
        return sum(truth(c, p.answer) for c, p in zip(CASES, peer.predict(CASES), strict=True) if p.answer)

    scores = [p.passages[0].score for p in peer.predict(CASES)]
    assert total(tuned) >= max(total(level) for level in [0.0, *sorted(scores)[::7], max(scores) + 1])


@pytest.mark.parametrize("name", THRESHOLD_PEERS)
def test_without_dev_cases_a_peer_answers_everything(name: str, assistant: Assistant) -> None:
    predictions = PEERS[name](context_over(assistant, ())).predict(CASES)

    assert {p.answer["outcome"] for p in predictions if p.answer} == {"answered"}


def test_a_threshold_cannot_be_tuned_on_test_cases(assistant: Assistant) -> None:
    held_out = CASES[0].model_copy(update={"split": "test"})

    with pytest.raises(ValueError, match="1 of the cases given are test cases"):
        context_over(assistant, (*CASES, held_out))


def test_the_threshold_stands_between_right_answers_and_uncovered_questions() -> None:
    slices = {"covered": a_slice("honey", 0.9), "uncovered": a_slice("wax", 0.5), "missed": a_slice("wax", 0.3)}
    dev = [a_case("covered", "answered"), a_case("uncovered", "declined"), a_case("missed", "answered")]

    peer = SlicePeer(lambda questions: [(slices[question],) for question in questions], dev)
    predictions = peer.predict(dev)

    assert peer.threshold == pytest.approx(0.7)
    assert [p.answer["outcome"] for p in predictions if p.answer] == ["answered", "declined", "declined"]
    assert [p.answer["confidence"] > 0.5 for p in predictions if p.answer] == [True, False, False]
    assert [p.forced["outcome"] for p in predictions if p.forced] == ["answered"] * 3


@pytest.mark.parametrize(("expect", "worth"), [("declined", 1), ("answered", 0), ("clarify", 0)])
def test_what_a_decline_is_worth(expect: str, worth: int) -> None:
    decline = {"outcome": "declined", "text": "No.", "citations": []}

    assert truth(a_case("any", expect), decline) == worth


@pytest.mark.parametrize(
    ("expect", "text", "worth"),
    [("answered", "honey [1]", 1), ("answered", "wax [1]", -1), ("declined", "wax [1]", -1)],
)
def test_what_an_answer_is_worth(expect: str, text: str, worth: int) -> None:
    answer = {"outcome": "answered", "text": text, "citations": [{"quote": "honey", "section": []}]}

    assert truth(a_case("any", expect), answer) == worth


def test_what_looks_like_a_mark_in_the_guide_is_not_read_as_one() -> None:
    peer = SlicePeer(lambda questions: [(a_slice("honey [7]", 0.9),) for _ in questions], ())

    (prediction,) = peer.predict([a_case("any", "answered")])

    assert prediction.answer is not None
    assert prediction.answer["text"] == "honey (7) [1]"
    assert prediction.answer["citations"][0]["quote"] == "honey [7]"


def test_chunks_are_small_exact_slices_that_leave_nothing_out(assistant: Assistant) -> None:
    (guide,) = assistant.index.guides.values()
    chunks = list(chunks_of(guide))

    assert len(chunks) > 20
    assert max(len(chunk.text) for chunk in chunks) <= CHUNK_CHARS
    assert [c.id for c in chunks if guide.text[c.start : c.end] != c.text] == []
    left = [a for c, d in zip(chunks, chunks[1:], strict=False) for a in guide.text[c.end : d.start] if not a.isspace()]
    assert left == []


def test_a_chunk_that_begins_with_a_heading_belongs_to_it(assistant: Assistant) -> None:
    (guide,) = assistant.index.guides.values()
    headings = {section.heading.text for section in guide.sections if section.heading}
    first_lines = [(chunk, chunk.text.partition("\n")[0].lstrip("# ")) for chunk in chunks_of(guide)]
    headed = [(guide.sections[chunk.section].heading, line) for chunk, line in first_lines if line in headings]

    assert len(headed) >= 3
    assert [line for heading, line in headed if heading is None or heading.text != line] == []


def test_chunks_of_another_guide_are_in_a_store_of_their_own(assistant: Assistant, other_assistant: Assistant) -> None:
    for mine in (assistant, other_assistant, assistant):
        predictions = PEERS["tutorial"](context_over(mine, ())).predict(CASES[:3])
        guides = {passage.guide for prediction in predictions for passage in prediction.passages}
        assert guides <= set(mine.index.guides)
        assert guides


def test_always_decline_declines_everything_and_is_right_on_what_is_uncovered(predicted: Predicted) -> None:
    predictions = predicted["always decline"]

    assert {p.answer["outcome"] for p in predictions if p.answer} == {"declined"}
    assert right(predictions, "declined") == sum(case.expect == "declined" for case in CASES)
    assert right(predictions, "answered") == 0


def test_always_answer_answers_what_is_uncovered(predicted: Predicted) -> None:
    uncovered = sum(case.expect == "declined" for case in CASES)

    # Where no passage holds the figure asked for even the open gate has nothing to say.
    assert right(predicted["always answer"], "declined") <= uncovered // 10
    assert right(predicted["always answer"], "answered") > 0


def test_the_oracle_is_given_the_evidence_first_and_loses_less(predicted: Predicted, context: PeerContext) -> None:
    searched = [
        (case, prediction.evidence[0])
        for case, prediction in zip(CASES, predicted["oracle retrieval"], strict=True)
        if case.expect == "answered" and prediction.evidence
    ]

    assert len(searched) > 10
    assert [case.id for case, best in searched if not evidence_held(case, context.index.passages[best])] == []
    assert right(predicted["oracle retrieval"], "answered") >= right(predicted["always answer"], "answered")


def test_the_oracle_finds_evidence_that_search_does_not(context: PeerContext) -> None:
    (case,) = [case for case in CASES if case.expect == "answered" and not case.history][:1]
    astray = case.model_copy(update={"question": "zzz qqq"})

    (found,), (given,) = AlwaysAnswer(context).predict([astray]), OracleRetrieval(context).predict([astray])

    assert not evidence_held(case, context.index.passages[found.evidence[0]])
    assert evidence_held(case, context.index.passages[given.evidence[0]])


def test_a_crash_of_the_assistant_is_recorded(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    import assistant.ask as module

    monkeypatch.setattr(module, "clean", lambda message: 1 / 0)

    (prediction,) = AlwaysAnswer(context_over(assistant)).predict(CASES[:1])

    assert prediction.answer is None
    assert prediction.error is not None
    assert "ZeroDivisionError" in prediction.error

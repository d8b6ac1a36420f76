"""The second look: which passages are read, what comes of it, and when an anticipated question leaves no doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from index_sample import sample_index

from assistant.answer import Reason
from assistant.ask import Assistant
from assistant.evidence import Evidence
from assistant.gate import Gate
from assistant.question import Question, read_question
from assistant.ranking import EvidenceRanker
from assistant.second_look import PASSAGES, SecondLook, reading_text
from corpus.anticipated import AnsweredAt, Topic
from corpus.passages import PassageKind
from index.anticipated import Nearest, NearQuestion
from index.learned import Expected
from index.reader import PassageReader, Reading

NOTHING_NEAR = Nearest()
ELSEWHERE = AnsweredAt(start=0, end=4, section=0, questions=("asked",))
PAY = "What does a beginner earn in Kerala?"
TOPIC = Topic(topic="fees", say="The guide gives no fees.", near=(), questions=("asked",))


class RecordingReader(PassageReader):
    """The real reader, with a record of what it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.given: list[tuple[str, list[str]]] = []

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]:
        self.given.append((question, list(passages)))
        return super().read(question, passages)


@pytest.fixture(scope="module")
def shared_reader() -> RecordingReader:
    return RecordingReader()


@pytest.fixture
def reader(shared_reader: RecordingReader) -> RecordingReader:
    shared_reader.given.clear()
    return shared_reader


def evidence_for(text: str, anticipated: Nearest = NOTHING_NEAR) -> tuple[Question, tuple[Evidence, ...]]:
    index = sample_index()
    question = read_question(text)
    result = replace(index.search(text, top=40), anticipated=anticipated)
    return question, EvidenceRanker(index).rank(question, result)


def look_of(reader: PassageReader) -> SecondLook:
    """The second look over the sample guide, beside the gate as it is used."""
    index = sample_index()
    return SecondLook(reader, Gate(index, EvidenceRanker(index), threshold=0.5))


def place_of_pay() -> AnsweredAt:
    """Where the question about pay is answered."""
    best = evidence_for(PAY)[1][0].passage
    return AnsweredAt(start=best.start, end=best.end, section=best.section, questions=("asked",))


def near(*, covered: float | None = None, uncovered: float | None = None, place: AnsweredAt | None = None) -> Nearest:
    """Nearest anticipated questions of some similarities; the covered one answers the question about pay."""
    place = place or place_of_pay()
    return Nearest(
        covered=()
        if covered is None
        else (NearQuestion(question="asked", guide="beekeeper", similarity=covered, answered_at=place),),
        uncovered=()
        if uncovered is None
        else (NearQuestion(question="asked", guide="beekeeper", similarity=uncovered, topic=TOPIC),),
        expected={"beekeeper": Expected(places={(place.start, place.end): covered or 0.0})},
    )


def test_the_best_passages_are_read_at_once_and_no_others(reader: RecordingReader) -> None:
    question, evidence = evidence_for(PAY)

    looked = look_of(reader).look(question, evidence, NOTHING_NEAR)

    assert len(evidence) > PASSAGES
    assert reader.given == [(question.text, [reading_text(item) for item in evidence[:PASSAGES]])]
    unread = {item.passage.id for item in evidence[PASSAGES:]}
    assert {item.read for item in looked if item.passage.id in unread} == {0.0}


def test_every_passage_gets_its_own_reading(reader: RecordingReader) -> None:
    question, evidence = evidence_for(PAY)
    expected = dict(
        zip(
            (item.passage.id for item in evidence),
            reader.read(question.text, [reading_text(item) for item in evidence[:PASSAGES]]),
            strict=False,
        )
    )

    looked = look_of(reader).look(question, evidence, NOTHING_NEAR)

    assert {item.passage.id: item.read for item in looked if item.passage.id in expected} == {
        name: reading.answers for name, reading in expected.items()
    }


def test_all_evidence_comes_back_best_first(reader: RecordingReader) -> None:
    question, evidence = evidence_for("How long does step 1 take?")

    looked = look_of(reader).look(question, evidence, NOTHING_NEAR)

    assert sorted(item.passage.id for item in looked) == sorted(item.passage.id for item in evidence)
    assert list(looked) == sorted(looked, key=lambda item: (-item.score, item.passage.id))


def test_a_passage_that_answers_gains_on_one_that_does_not(reader: RecordingReader) -> None:
    question, evidence = evidence_for("Is the venom of bees dangerous?")
    before = {item.passage.id: item.score for item in evidence}

    looked = look_of(reader).look(question, evidence, NOTHING_NEAR)

    read = sorted(looked, key=lambda item: item.read)
    gained = [item.score - before[item.passage.id] for item in (read[0], read[-1])]
    assert read[-1].read > 0.5 > read[0].read
    assert gained[1] > gained[0]


def test_of_a_faq_pair_the_answer_is_read_too(reader: RecordingReader) -> None:
    _, evidence = evidence_for("Do I need land of my own?")
    pair = next(item for item in evidence if item.passage.kind is PassageKind.FAQ)
    row = next(item for item in evidence if item.passage.kind is PassageKind.ROW)

    assert "pay with honey" in reading_text(pair)
    assert reading_text(row) == row.passage.indexed


@pytest.mark.parametrize(
    ("anticipated", "known"),
    [
        (near(covered=0.97), 1.0),
        (near(uncovered=0.97), 0.0),
        (near(covered=0.97, uncovered=0.6), 1.0),
        (near(covered=0.6, uncovered=0.97), 0.0),
        (near(covered=0.97, uncovered=0.95), None),
        (near(covered=0.6, uncovered=0.3), None),
        (near(covered=0.97, place=ELSEWHERE), None),
        (NOTHING_NEAR, None),
    ],
    ids=["covered", "uncovered", "sooner covered", "sooner uncovered", "both", "neither", "elsewhere", "none there"],
)
def test_nothing_is_read_where_an_anticipated_question_leaves_no_doubt(
    reader: RecordingReader, anticipated: Nearest, known: float | None
) -> None:
    question, evidence = evidence_for(PAY, anticipated)

    looked = look_of(reader).look(question, evidence, anticipated)

    assert bool(reader.given) == (known is None)
    if known is not None:
        assert {item.read for item in looked} == {known}
    else:
        assert len({item.read for item in looked}) > 2


def test_nothing_is_read_where_the_gate_declines_whatever_is_read(assistant: Assistant) -> None:
    turn = assistant.turn("What does a fresher earn as a machine learning engineer in Japan?")

    assert turn.answer.reason is Reason.OTHER_PLACE
    assert {item.read for item in turn.evidence} == {0.0}
    assert max(item.read for item in assistant.opened(turn).evidence) > 0.0


def test_what_hardly_speaks_of_the_guide_is_read_to_tell_whether_it_is_on_the_career(assistant: Assistant) -> None:
    turn = assistant.turn("Which zylophone tuning do beekeepers prefer?")

    assert turn.answer.reason is Reason.OFF_TOPIC
    assert {item.read for item in turn.evidence} != {0.0}


def test_of_a_guide_whose_owner_expected_no_questions_all_is_read(reader: RecordingReader) -> None:
    question, evidence = evidence_for("What does a beginner earn in Japan?")

    looked = look_of(reader).look(question, evidence, NOTHING_NEAR)

    assert (
        not Gate(sample_index(), EvidenceRanker(sample_index()), threshold=0.5)
        .judge(question, looked, NOTHING_NEAR)
        .covered
    )
    assert reader.given


def test_without_evidence_there_is_nothing_to_look_at(reader: RecordingReader) -> None:
    assert look_of(reader).look(read_question("any question"), (), NOTHING_NEAR) == ()
    assert reader.given == []

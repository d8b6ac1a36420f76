"""The hand-written replies: quotes that stand in their guides, and changed replies with one thing changed."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import pytest
import yaml

from assistant.settings import PACKAGED_GUIDES
from corpus.read import read_guides
from evals.cases import DATA

REPLIES = DATA / "replies"
DIVIDED = ("dev", "dev-2", "held-out")  # written as one and divided by fact
FRESH = ("dev-3", "dev-4")  # written later, with more of some kinds and none of others
SPOKEN = ("dev-5", "dev-6")  # written later still, as chat models word answers
PAIRED = ("dev-7",)  # in the same manner, each honest reply with one change of it
TALKATIVE = ("dev-8",)  # more talkative still, each honest reply with one change or several
RECENT = ("dev-9", "held-out-2")  # over three further guides each, one to be read and one to be measured
PROMPTED = ("dev-10",)  # worded close to the guide, as the prompts ask, and changed by rule
APART = ("dev-11", "dev-12")  # in the passages' own words, as the prompts ask now, and changed by other hands
FILES = (*DIVIDED, *FRESH, *SPOKEN, *PAIRED, *TALKATIVE, *RECENT, *PROMPTED, *APART)
# Two people have worded this answer alike, by chance.
WRITTEN_TWICE = {
    "TensorFlow and Keras are easier to start with and great for production [1]. "
    "PyTorch is more flexible and is preferred in research [2]."
}
MAIN_KINDS = ("digit", "unit", "row", "name", "place", "negation", "direction", "citation")
OTHER_KINDS = (
    "currency",
    "column",
    "role",
    "range",
    "order",
    "uncited",
    "number-word",
    "year",
    "qualifier",
    "added-fact",
    "markup",
    "prompt-leak",
)
MARK = re.compile(r"\s*\[(\d+)\]")
# A mark may stand before a full stop, a colon or nothing, never behind them.
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?!\[\d)|\n+")
# A few words that state nothing, a line that ends in a colon, a table's line, and "i.e." and degrees, no ends.
OPENS_OR_ANNOUNCES = re.compile(r"[\w': -]{1,45}[.!]$|[^\d]*:$|\|.*\|$|.*(?:\bi\.e|\b[BM]\.(?:Sc|Tech|Des))\.$")


@dataclass(frozen=True, kw_only=True)
class Record:
    """One record of a file; a field that is missing, or that the files' README does not name, is an error."""

    id: str
    guide: str
    question: str
    quotes: list[str]
    reply: str
    honest: bool
    kind: str
    source: str
    of: str | None = None


def read_records(file: Path) -> list[Record]:
    loaded = yaml.load(file.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return [Record(**record) for record in loaded]


RECORDS = {name: read_records(REPLIES / f"{name}.yaml") for name in FILES}
ALL = [record for records in RECORDS.values() for record in records]
HONEST = {record.id: record for record in ALL if record.honest}
CHANGED = [record for record in ALL if not record.honest]


@pytest.fixture(scope="module")
def guide_texts() -> dict[str, str]:
    folders = [PACKAGED_GUIDES, *sorted((DATA / "guides").iterdir()), *sorted((DATA / "practice").iterdir())]
    return {guide.id: guide.text for folder in folders for guide in read_guides(folder)}


def marks_of(text: str) -> list[int]:
    return [int(number) for number in MARK.findall(text)]


def fact_of(record: Record) -> str:
    """The id of the honest reply without its number: `rep-ml-salary-fresher` of `rep-ml-salary-fresher-1-digit`."""
    return (record.of or record.id).rpartition("-")[0]


def honest_one(record: Record) -> Record:
    assert record.of is not None
    return HONEST[record.of]


def test_ids_are_unique() -> None:
    assert [name for name, count in Counter(record.id for record in ALL).items() if count > 1] == []


def test_every_quote_stands_in_its_guide_and_only_once(guide_texts: dict[str, str]) -> None:
    quotes = {(record.guide, quote) for record in ALL for quote in record.quotes}
    assert [pair for pair in sorted(quotes) if guide_texts[pair[0]].count(pair[1]) != 1] == []


def test_the_replies_are_over_at_least_eight_guides() -> None:
    assert len({record.guide for record in ALL}) >= 8


@pytest.mark.parametrize("name", DIVIDED)
def test_each_file_has_enough_of_every_kind(name: str) -> None:
    counts = Counter(record.kind for record in RECORDS[name])
    halves = 2 if name == "dev" else 1  # the other half of the facts is divided once more
    assert counts["paraphrase"] >= 120 * halves
    assert sum(counts.values()) - counts["paraphrase"] >= 360 * halves
    assert {kind: counts[kind] for kind in MAIN_KINDS if counts[kind] < 15 * halves} == {}
    assert {kind: counts[kind] for kind in OTHER_KINDS if counts[kind] < 6} == {}
    assert set(counts) == {"paraphrase", *MAIN_KINDS, *OTHER_KINDS}


@pytest.mark.parametrize("name", FRESH)
def test_a_file_of_fresh_replies_has_enough_of_what_is_hard_to_catch(name: str) -> None:
    counts = Counter(record.kind for record in RECORDS[name])
    assert counts["paraphrase"] >= 150
    assert sum(counts.values()) - counts["paraphrase"] >= 200
    wanted = ("name", "role", "place", "negation", "direction", "row", "unit")
    assert {kind: counts[kind] for kind in wanted if counts[kind] < 20} == {}
    assert set(counts) <= {"paraphrase", *MAIN_KINDS, *OTHER_KINDS}


@pytest.mark.parametrize("name", SPOKEN)
def test_a_file_in_the_manner_of_chat_models_is_mostly_honest_replies(name: str) -> None:
    counts = Counter(record.kind for record in RECORDS[name])
    assert counts["paraphrase"] >= 180
    assert counts["paraphrase"] > sum(counts.values()) / 2
    wanted = ("name", "role", "row", "negation", "direction", "order")
    assert {kind: counts[kind] for kind in wanted if counts[kind] < 5} == {}


@pytest.mark.parametrize("name", PAIRED)
def test_a_paired_file_has_one_change_of_each_honest_reply(name: str) -> None:
    changed = Counter(record.of for record in RECORDS[name] if not record.honest)
    assert changed == Counter(record.id for record in RECORDS[name] if record.honest)
    assert len(changed) >= 120
    counts = Counter(record.kind for record in RECORDS[name])
    wanted = ("unit", "name", "row", "negation", "direction", "role", "qualifier")
    assert {kind: counts[kind] for kind in wanted if counts[kind] < 10} == {}


@pytest.mark.parametrize("name", TALKATIVE)
def test_a_talkative_file_has_changes_of_all_that_a_model_may_get_wrong(name: str) -> None:
    changed = {record.of for record in RECORDS[name] if not record.honest}
    assert changed == {record.id for record in RECORDS[name] if record.honest}
    counts = Counter(record.kind for record in RECORDS[name])
    assert counts["paraphrase"] >= 120
    assert sum(counts.values()) - counts["paraphrase"] >= 160
    wanted = ("unit", "row", "name", "negation", "role", "qualifier", "direction")
    assert {kind: counts[kind] for kind in wanted if counts[kind] < 40} == {}


@pytest.mark.parametrize("name", RECENT)
def test_a_recent_file_has_several_changes_of_each_honest_reply(name: str) -> None:
    changed = {record.of for record in RECORDS[name] if not record.honest}
    assert changed == {record.id for record in RECORDS[name] if record.honest}
    counts = Counter(record.kind for record in RECORDS[name])
    assert counts["paraphrase"] >= 130
    assert sum(counts.values()) - counts["paraphrase"] >= 330
    wanted = ("unit", "row", "name", "negation", "role", "qualifier", "direction", "order", "place")
    assert {kind: counts[kind] for kind in wanted if counts[kind] < 20} == {}


@pytest.mark.parametrize("name", PROMPTED)
def test_a_file_worded_as_the_prompts_ask_has_enough_of_each_kind_of_change(name: str) -> None:
    counts = Counter(record.kind for record in RECORDS[name])
    assert counts["paraphrase"] >= 400
    wanted = ("digit", "unit", "row", "name", "place", "negation", "citation")
    assert {kind: counts[kind] for kind in wanted if counts[kind] < 35} == {}
    assert set(counts) == {"paraphrase", *wanted}


@pytest.mark.parametrize("name", APART)
def test_a_file_written_apart_from_the_check_has_enough_of_each_kind_of_change(name: str) -> None:
    counts = Counter(record.kind for record in RECORDS[name])
    assert counts["paraphrase"] >= 280
    assert sum(counts.values()) - counts["paraphrase"] >= 600
    wanted = ("digit", "unit", "row", "name", "place", "role", "negation", "direction", "citation")
    assert {kind: counts[kind] for kind in wanted if counts[kind] < 30} == {}
    assert set(counts) == {"paraphrase", "number-word", *wanted}


@pytest.mark.parametrize(("one", "other"), list(combinations(FILES, 2)))
def test_no_fact_and_no_reply_is_in_two_files(one: str, other: str) -> None:
    assert {fact_of(record) for record in RECORDS[one]} & {fact_of(record) for record in RECORDS[other]} == set()
    both = {record.reply for record in RECORDS[one]} & {record.reply for record in RECORDS[other]}
    assert both <= WRITTEN_TWICE


def test_only_honest_replies_are_paraphrases_and_only_changed_ones_name_another() -> None:
    assert [record.id for record in ALL if record.honest != (record.kind == "paraphrase")] == []
    assert [record.id for record in ALL if record.honest != (record.of is None)] == []


@pytest.mark.parametrize("name", FILES)
def test_a_changed_reply_is_of_an_honest_one_of_its_file_over_the_same_quotes(name: str) -> None:
    here = {record.id: record for record in RECORDS[name] if record.honest}
    for record in RECORDS[name]:
        if record.of is not None:
            honest = here[record.of]
            assert record.id.startswith(f"{honest.id}-{record.kind}")
            assert (record.guide, record.question, record.quotes) == (honest.guide, honest.question, honest.quotes)
            assert record.reply != honest.reply


def test_no_two_replies_to_one_fact_are_the_same() -> None:
    counts = Counter((fact_of(record), record.reply) for record in ALL)
    assert [pair for pair, count in counts.items() if count > 1] == []


def test_every_sentence_of_an_honest_reply_ends_in_a_mark_that_is_there() -> None:
    for record in HONEST.values():
        assert set(marks_of(record.reply)) <= set(range(1, len(record.quotes) + 1)), record.id
        # "Rs. 4", "Dr. before", "a B.Ed. in" and a number in front of an item end no sentence; a pleasantry in front
        # states nothing.
        no_end = r"\b(?:Rs|Dr)\.\s|\b[A-Z]\.[A-Z][a-z]*\.\s|^\d+\.\s|^(?:Good question|Great question|Sure)!\s"
        text = re.sub(no_end, "", record.reply, flags=re.MULTILINE)
        unmarked = [part for part in SENTENCE_END.split(text) if not re.search(r"\[\d+\][.:!?]?$", part)]
        if record.id.startswith(
            ("rep-n9-", "rep-n10-", "rep-n11-")
        ):  # talk, lines that announce a list and tables may stand without marks
            unmarked = [part for part in unmarked if not OPENS_OR_ANNOUNCES.match(part)]
        assert unmarked == [], record.id


def test_a_moved_or_missing_mark_is_the_only_change_of_its_reply() -> None:
    for record in CHANGED:
        honest = honest_one(record)
        same_marks = Counter(marks_of(record.reply)) == Counter(marks_of(honest.reply))
        if record.kind in ("citation", "uncited"):
            assert MARK.sub("", record.reply) == MARK.sub("", honest.reply), record.id
        if record.kind == "uncited":
            assert len(marks_of(record.reply)) < len(marks_of(honest.reply)), record.id
        elif record.kind not in ("citation", "added-fact", "markup", "prompt-leak"):
            assert same_marks, record.id


def test_a_changed_digit_is_the_only_change_of_its_reply() -> None:
    def without_figures(text: str) -> str:
        return re.sub(r"\d+(?:[.,]\d+)*", "0", text)

    for record in CHANGED:
        only_digits = without_figures(record.reply) == without_figures(honest_one(record).reply)
        if record.kind in ("digit", "number-word"):
            assert only_digits == (record.kind == "digit"), record.id

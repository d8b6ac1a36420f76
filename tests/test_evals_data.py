"""The evaluation data: enough of each kind, frozen where it is held out, its evidence in the guides, and no leaks."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from corpus.anticipated import folded_words
from corpus.guide import FaqPair
from corpus.read import guide_files, read_guides
from evals.calibrate import PRACTICE
from evals.cases import DATA, Case, case_file_schema, load_cases
from evals.metrics import folded
from evals.nearness import NO_TOPIC, nearness_of
from evals.prediction import Nearness
from evals.suites import Suite, own_suites
from evals.variants import FAR, unseen_topics
from index.anticipated import AnticipatedQuestions
from index.build import build_index, open_index
from index.embed import Embedder, Vectors
from index.folders import MODELS

SUITES = own_suites()
OWN, OTHERS = SUITES[0], SUITES[1:]
PRACTICE_SUITES = [
    Suite(name=folder.name, guides_dir=folder, cases=load_cases([folder / "dev.yaml"]))
    for folder in sorted(PRACTICE.iterdir())
]
NATURAL_SUITES = [
    Suite(name=f"{file.parent.name}, natural", guides_dir=file.parent, cases=load_cases([file]))
    for file in sorted(PRACTICE.glob("*/natural.yaml"))
]
SCHEMA, FROZEN = DATA / "case.schema.json", DATA / "frozen.json"
STYLES = ("plain", "keyword", "typo", "chatty", "indian-english", "hinglish")
TAXONOMY = (
    "other-place",
    "other-role",
    "other-institute",
    "provider",
    "employer",
    "year",
    "explain",
    "how-to",
    "false-premise",
    "other-career",
    "advice",
    "off-topic",
    "injection",
    "gibberish",
)
FAQ_SIX = 6


def frozen_hashes(suites: Sequence[Suite]) -> dict[str, str]:
    """The sha256 of each suite's test split: its cases as JSON with sorted keys, one a line, sorted.

    A change of the test split on purpose writes it anew:
    `FROZEN.write_text(json.dumps(frozen_hashes(own_suites()), indent=1) + "\\n")`.
    """
    found = {}
    for suite in suites:
        lines = sorted(
            json.dumps(case.model_dump(mode="json"), ensure_ascii=False, sort_keys=True)
            for case in suite.cases
            if case.split == "test"
        )
        if lines:
            found[suite.name] = hashlib.sha256("\n".join(lines).encode("utf-8")).hexdigest()
    return found


def of_split(split: str, expect: str | None = None) -> list[Case]:
    return [case for case in OWN.cases if case.split == split and expect in (None, case.expect)]


def facts_of(cases: Iterable[Case]) -> set[str]:
    return {case.fact_id for case in cases}


def ids_lacking_evidence(cases: Iterable[Case], guides_dir: Path) -> list[str]:
    text = folded("\n".join(guide.text for guide in read_guides(guides_dir)))
    return [case.id for case in cases for evidence in case.evidence if folded(evidence) not in text]


@pytest.mark.parametrize(
    ("expect", "least"), [("answered", 400), ("declined", 300), ("clarify", 20), ("smalltalk", 20)]
)
def test_our_guide_has_cases_enough_of_every_outcome(expect: str, least: int) -> None:
    assert sum(case.expect == expect for case in OWN.cases) >= least


@pytest.mark.parametrize("expect", ["answered", "declined"])
def test_about_half_of_the_facts_are_held_out(expect: str) -> None:
    dev, test = (facts_of(of_split(split, expect)) for split in ("dev", "test"))

    assert 0.4 <= len(test) / len(dev | test) <= 0.6


def test_every_case_of_our_guide_is_in_one_split() -> None:
    assert {case.split for case in OWN.cases} == {"dev", "test"}


def test_no_fact_or_question_of_one_split_is_in_the_other() -> None:
    dev, test = (of_split(split) for split in ("dev", "test"))
    asked_dev, asked_test = (
        {(folded(case.question), case.history) for case in cases if case.expect in ("answered", "declined")}
        for cases in (dev, test)
    )

    shared = (len(facts_of(dev) & facts_of(test)), len(asked_dev & asked_test))  # numbers: the split is held out
    assert shared == (0, 0)


def test_there_are_conversations_of_every_kind() -> None:
    assert sum(bool(case.history) for case in OWN.cases) >= 60
    for split in ("dev", "test"):
        tags = Counter(tag for case in of_split(split) if case.history for tag in case.tags)
        assert min(tags[tag] for tag in ("followup", "topic-change", "refused-then-covered")) >= 1
        assert max(len(case.history) for case in of_split(split)) >= 10


@pytest.mark.parametrize("split", ["dev", "test"])
def test_every_style_of_asking_is_in_both_splits(split: str) -> None:
    tags = Counter(tag for case in of_split(split, "answered") for tag in case.tags)

    assert [style for style in STYLES if tags[style] < 5] == []


@pytest.mark.parametrize("split", ["dev", "test"])
def test_the_taxonomy_of_uncovered_questions_is_filled_in_both_splits(split: str) -> None:
    tags = Counter(tag for case in of_split(split, "declined") for tag in case.tags)

    assert [tag for tag in TAXONOMY if tags[tag] < 5] == []


@pytest.mark.parametrize("split", ["dev", "test"])
def test_every_uncovered_case_has_one_place_in_the_taxonomy(split: str) -> None:
    misplaced = [case.id for case in of_split(split, "declined") if not set(TAXONOMY) & set(case.tags)]

    assert misplaced == []


def test_the_faq_are_asked_word_for_word_in_a_set_of_their_own(guides_dir: Path) -> None:
    blocks = [block for section in read_guides(guides_dir)[0].sections for block in section.blocks]
    asked = {block.question.text for block in blocks if isinstance(block, FaqPair)}
    tagged = [case for case in OWN.cases if "faq-six" in case.tags]

    assert len(asked) == FAQ_SIX
    assert Counter(case.question for case in tagged) == Counter(asked)
    assert {case.expect for case in tagged} == {"answered"}


def test_ids_are_unique_over_all_suites() -> None:
    counts = Counter(case.id for suite in (*SUITES, *PRACTICE_SUITES, *NATURAL_SUITES) for case in suite.cases)

    assert [name for name, n in counts.items() if n > 1] == []


def test_every_case_says_where_it_comes_from() -> None:
    sources = {case.source for suite in (*SUITES, *PRACTICE_SUITES, *NATURAL_SUITES) for case in suite.cases}

    assert [source for source in sources if len(source.split()) < 2 or not any(c.isdigit() for c in source)] == []


def test_dev_and_test_cases_come_from_different_sets() -> None:
    dev, test = ({case.source for case in of_split(split)} for split in ("dev", "test"))

    assert len(dev & test) == 0


def test_there_are_two_other_guides_and_one_is_held_out() -> None:
    assert len(OTHERS) == 2
    assert sorted({case.split for case in suite.cases} == {"test"} for suite in OTHERS) == [False, True]


@pytest.mark.parametrize("suite", OTHERS, ids=lambda suite: suite.name)
def test_another_guide_has_cases_enough(suite: Suite) -> None:
    counts = Counter(case.expect for case in suite.cases)

    assert counts["answered"] >= 60
    assert counts["declined"] >= 40


@pytest.mark.parametrize("suite", [*OTHERS, *PRACTICE_SUITES, *NATURAL_SUITES], ids=lambda suite: suite.name)
def test_evidence_stands_in_the_other_guide(suite: Suite) -> None:
    assert suite.guides_dir is not None

    assert ids_lacking_evidence(suite.cases, suite.guides_dir) == []


def test_evidence_stands_in_our_guide_as_it_is_read(guides_dir: Path, plain_guides_dir: Path) -> None:
    for folder in (guides_dir, plain_guides_dir):
        assert ids_lacking_evidence(OWN.cases, folder) == []


def test_blind_questions_have_their_evidence_in_our_guide_and_no_fact_in_both_halves(guides_dir: Path) -> None:
    dev, held_out = (load_cases([DATA / "blind" / f"{half}.yaml"]) for half in ("dev", "held-out"))

    more = load_cases(sorted((DATA / "blind").glob("dev-*.yaml")))
    assert ids_lacking_evidence((*dev, *more, *held_out), guides_dir) == []
    assert facts_of(dev).isdisjoint(facts_of(held_out))


@pytest.mark.parametrize("suite", [*SUITES, *PRACTICE_SUITES], ids=lambda suite: suite.name)
def test_covered_cases_state_facts_and_evidence_and_the_others_neither(suite: Suite) -> None:
    odd = [c.id for c in suite.cases if {bool(c.facts), bool(c.evidence)} != {c.expect == "answered"}]

    assert odd == []


def test_the_other_guides_do_not_come_along_with_the_shipped_one(guides_dir: Path) -> None:
    shipped = {file.stem for file in guides_dir.iterdir()}

    assert shipped.isdisjoint(suite.name for suite in OTHERS)


def test_the_schema_file_is_the_schema_of_the_case_model() -> None:
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == json.loads(json.dumps(case_file_schema()))


def test_the_test_split_is_as_it_was_frozen() -> None:
    assert json.loads(FROZEN.read_text(encoding="utf-8")) == frozen_hashes(SUITES)


def test_a_changed_word_of_a_test_case_changes_its_hash_and_a_dev_case_does_not() -> None:
    def edited(split: str) -> Suite:
        first = of_split(split)[0]
        changed = first.model_copy(update={"question": first.question + "?"})
        return Suite(name=OWN.name, guides_dir=None, cases=tuple(changed if c is first else c for c in OWN.cases))

    before = frozen_hashes([OWN])

    assert frozen_hashes([edited("dev")]) == before
    assert frozen_hashes([edited("test")]) != before


# Practice guides


def test_there_are_six_practice_guides_of_both_forms() -> None:
    forms = Counter(
        file.suffix for suite in PRACTICE_SUITES if suite.guides_dir for file in guide_files(suite.guides_dir)
    )

    assert sum(forms.values()) == len(PRACTICE_SUITES) >= 6
    assert min(forms[".md"], forms[".txt"]) >= 2


@pytest.mark.parametrize("suite", PRACTICE_SUITES, ids=lambda suite: suite.name)
def test_a_practice_guide_has_questions_it_answers_and_near_misses(suite: Suite) -> None:
    expected = Counter(case.expect for case in suite.cases)

    assert {case.split for case in suite.cases} == {"dev"}
    assert min(expected["answered"], expected["declined"]) >= 40
    assert suite.guides_dir is not None
    assert [file.stem for file in guide_files(suite.guides_dir)] == [suite.name]


def test_no_practice_guide_is_a_guide_that_is_measured_on(guides_dir: Path) -> None:
    measured = {suite.name for suite in OTHERS} | {file.stem for file in guide_files(guides_dir)}

    assert measured.isdisjoint(suite.name for suite in PRACTICE_SUITES)


# Leaks: numbers only, for the test split is held out.


@dataclass(frozen=True)
class Embedded:
    """Vectors of questions: of anticipated ones beside those of the FAQ, and of any other."""

    anticipated: Vectors
    embedder: Embedder

    def nearest(self, case: Case, others: Vectors) -> float:
        """Cosine of a case's question with the nearest of some others."""
        return float((others @ self.embedder.embed(case.question).sentence).max())


@pytest.fixture(scope="module")
def embedded(guides_dir: Path, index_dir: Path) -> Embedded:
    (guide,) = read_guides(guides_dir)
    faq = {folded_words(b.question.text) for s in guide.sections for b in s.blocks if isinstance(b, FaqPair)}
    report = build_index(guides_dir, index_dir)
    with open_index(guides_dir, index_dir) as index:
        embedder = Embedder(index_dir / MODELS / index.manifest.model)
    stored = AnticipatedQuestions.open(report.path).by_question()
    vectors = [vector for question, vector in stored.items() if folded_words(question) not in faq]
    return Embedded(np.array(vectors), embedder)


@pytest.fixture(scope="module")
def nearness(guides_dir: Path, index_dir: Path) -> dict[str, Nearness]:
    """How near each case of our guide is to what could be learned from."""
    with open_index(guides_dir, index_dir) as index:
        return nearness_of(OWN.cases, index)


def test_no_anticipated_question_is_a_question_of_the_test_split(embedded: Embedded) -> None:
    nearest = [embedded.nearest(case, embedded.anticipated) for case in of_split("test")]
    counts, _ = np.histogram(nearest, bins=[-1.0, *(tenth / 10 for tenth in range(1, 10)), 0.95, 1.01])

    assert counts[-1] == 0, f"test cases by the cosine of their nearest anticipated question: {counts.tolist()}"


def test_some_uncovered_topics_of_the_test_split_stand_nowhere_else(nearness: dict[str, Nearness]) -> None:
    known = {name: near.known for name, near in nearness.items()}

    assert len(unseen_topics(known, {case.id: case.fact_id for case in OWN.cases})) >= 5


def test_nearness_to_what_is_known_is_that_of_held_out_topics_alone(nearness: dict[str, Nearness]) -> None:
    topics = {case.id for case in of_split("test", "declined") if not NO_TOPIC & set(case.tags)}

    assert {name for name, near in nearness.items() if near.known is not None} == topics
    assert min(near.anticipated for near in nearness.values() if near.anticipated is not None) > -1.0
    assert None not in {near.anticipated for near in nearness.values()}


def test_enough_of_the_test_split_is_far_from_every_anticipated_question(nearness: dict[str, Nearness]) -> None:
    far = [nearness[case.id].anticipated or 0.0 for case in of_split("test")]

    assert sum(cosine < FAR for cosine in far) >= 100  # what is said of them is worth something


def test_fresh_questions_about_our_guide_quote_it_and_stand_once(guides_dir: Path) -> None:
    (file,) = guides_dir.glob("*.md")
    said = " ".join(file.read_text(encoding="utf-8").replace("**", "").replace("|", " ").split())
    cases = load_cases(sorted((DATA / "fresh").glob("*.yaml")))

    assert len(cases) > 1_000
    assert len({(case.question, *case.history) for case in cases}) > 0.98 * len(cases)
    quoted = [" ".join(text.replace("**", "").replace("|", " ").split()) for case in cases for text in case.evidence]
    missing = [text for text in quoted if text not in said]
    assert len(missing) <= 0.02 * len(cases), missing[:5]

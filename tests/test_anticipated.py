"""Anticipated questions: what a file may hold, where its places stand, what they are worth, and the shipped file."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from index_sample import GUIDE, index_dir_with_model, write_guide
from plain_form import plain_text

from corpus.anticipated import Anticipated, folded_words, questions_path, read_anticipated
from corpus.errors import GuideError
from corpus.guide import Guide
from corpus.parse import parse_guide
from corpus.read import guide_files, read_guides
from index.anticipated import QUESTIONS_FILE, VECTORS_FILE, AnticipatedQuestions, all_questions
from index.build import build_index, open_index
from index.errors import DamagedIndexError

QUESTIONS = """\
covered:
  - answer: "Beginner (0–1 year)"
    questions: ["what do beginners earn", "pay of a newcomer"]
  - answer: "Swarms leave when the queen has too little room."
    section: "Step 1 — Learn the seasons"
    questions:
      - why do swarms leave
uncovered:
  - topic: fees
    say: "The guide gives no fees."
    near: ["Earnings in Kerala", "Do I need land of my own?"]
    questions:
      - how much is the course fee
"""


def guide_of(text: str = GUIDE, *, plain: bool = False) -> Guide:
    if plain:
        return parse_guide("beekeeper", plain_text(text), form="plain", source="beekeeper.txt")
    return parse_guide("beekeeper", text, form="markdown", source="beekeeper.md")


def read(text: str, folder: Path, guide: Guide | None = None) -> Anticipated:
    path = folder / "beekeeper.questions.yaml"
    path.write_text(text, encoding="utf-8")
    return read_anticipated(path, guide or guide_of())


def answer(text: str, section: str | None = None) -> str:
    where = f"    section: {section!r}\n" if section else ""
    return f"covered:\n  - answer: {text!r}\n{where}    questions: [a question]\n"


def test_questions_are_read_with_their_places_and_topics(tmp_path: Path) -> None:
    guide = guide_of()
    found = read(QUESTIONS, tmp_path, guide)

    assert [guide.text[at.start : at.end] for at in found.covered] == [
        "Beginner (0–1 year)",
        "Swarms leave when the queen has too little room.",
    ]
    assert [guide.sections[at.section].path[-1] for at in found.covered] == [
        "Earnings in Kerala",
        "Step 1 — Learn the seasons",
    ]
    assert found.covered[0].questions == ("what do beginners earn", "pay of a newcomer")
    (topic,) = found.uncovered
    assert (topic.topic, topic.say) == ("fees", "The guide gives no fees.")
    assert topic.near == ("Earnings in Kerala", "Do I need land of my own?")
    assert not topic.off_topic
    assert found.guide == "beekeeper"


@pytest.mark.parametrize("plain", [False, True], ids=["Markdown", "plain text"])
def test_the_same_file_fits_both_forms_of_a_guide(plain: bool, tmp_path: Path) -> None:
    guide = guide_of(plain=plain)

    places = [guide.text[at.start : at.end] for at in read(QUESTIONS, tmp_path, guide).covered]

    assert places == ["Beginner (0–1 year)", "Swarms leave when the queen has too little room."]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("Read this before summer.", "Read **this** before\n_summer_."),  # emphasis and a line break in the guide
        ("read **THIS** before SUMMER.", "Read **this** before\n_summer_."),  # marks and letters of the file
        ("Time: 3 weeks", "Time:** 3 weeks"),  # the mark before the first word is no part of it
        ("A `tool`", "A `tool"),
    ],
)
def test_marks_line_breaks_and_capitals_do_not_matter(wanted: str, found: str, tmp_path: Path) -> None:
    guide = guide_of("# Bees\n\n## One\n\nRead **this** before\n_summer_.\n\n**Time:** 3 weeks\n\nA `tool` helps.\n")

    (at,) = read(answer(wanted), tmp_path, guide).covered

    assert guide.text[at.start : at.end] == found


def test_a_section_tells_apart_what_stands_twice(tmp_path: Path) -> None:
    guide = guide_of("# Bees\n\n## One\n\nTime: 3 weeks\n\n## Two\n\nTime: 3 weeks\n")

    (at,) = read(answer("Time: 3 weeks", "Two"), tmp_path, guide).covered

    assert guide.sections[at.section].path == ("Two",)
    assert at.start > guide.text.index("## Two")


ONE = "questions: [a question]"
BROKEN = [  # the file, the line that the error names, and what it says is wrong or to be done
    ("covered:\n  - answer: x\n   questions: [", 3, "this is not YAML"),
    ("- a\n- b\n", 1, "covered:, uncovered:"),
    ("covered:\nextra: 1\n", 1, "'extra' is not known here; known are covered, uncovered"),
    ("covered: text\n", 1, "each item on a line that begins with '- '"),
    ("covered:\n  - text\n", 2, "here must stand answer:, section:, questions:"),
    ("covered:\n  - answer: Smoker and hive tool\n", 2, "'questions' is missing"),
    (f"covered:\n  - {ONE}\n", 2, "'answer' is missing"),
    (f"covered:\n  - anwser: Smoker and hive tool\n    {ONE}\n", 2, "'anwser' is not known here"),
    (
        f'uncovered:\n  - topic: fees\n    say: "The fee is ₹45,000."\n    {ONE}\n',
        3,
        "'₹45,000' does not stand in the guide",
    ),
    ("covered:\n  - answer: Smoker and hive tool\n    questions: []\n", 3, "at least one question"),
    ("covered:\n  - answer: Smoker and hive tool\n    questions:\n      - ''\n", 4, "here must stand a text"),
    ("covered:\n  - answer: Smoker and hive tool\n    questions:\n      - {a: b}\n", 4, "here must stand a text"),
    (f"covered:\n  - answer: Nectar is sour\n    {ONE}\n", 2, "does not stand in the guide; copy a text from it"),
    (f"covered:\n  - answer: Smoker\n    section: FAQs\n    {ONE}\n", 2, "does not stand in that section"),
    (
        f"covered:\n  - answer: Smoker\n    section: Tools\n    {ONE}\n",
        3,
        "no heading 'Tools'; copy one from the guide",
    ),
    (f"covered:\n  - answer: honey\n    {ONE}\n", 2, "times in the guide; add its section"),
    (f"uncovered:\n  - topic: fees\n    {ONE}\n", 2, "'say' is missing"),
    (f"uncovered:\n  - topic: fees\n    say: None.\n    near: [Fees]\n    {ONE}\n", 4, "no heading 'Fees'"),
    (f"uncovered:\n  - topic: t\n    say: s\n    off_topic: maybe\n    {ONE}\n", 4, "true or false, not 'maybe'"),
    ("covered:\n  - answer: Smoker\n    questions:\n      - why\n      - Why?\n", 5, "'Why?' stands in line 4 already"),
    (
        f"covered:\n  - answer: Smoker\n    {ONE}\nuncovered:\n  - topic: t\n    say: s\n    {ONE}\n",
        7,
        "line 3 already",
    ),
]


@pytest.mark.parametrize(("text", "line", "said"), BROKEN, ids=[f"{line}-{said[:40]}" for _, line, said in BROKEN])
def test_a_broken_file_is_named_with_its_line_and_the_remedy(text: str, line: int, said: str, tmp_path: Path) -> None:
    with pytest.raises(GuideError) as refused:
        read(text, tmp_path)

    assert str(refused.value).startswith(f"{tmp_path / 'beekeeper.questions.yaml'}, line {line}: ")
    assert said in str(refused.value)


def test_an_empty_file_and_one_in_another_encoding_are_refused(tmp_path: Path) -> None:
    with pytest.raises(GuideError, match="the file is empty"):
        read("# nothing yet\n", tmp_path)
    path = tmp_path / "other.questions.yaml"
    path.write_bytes("covered: é".encode("utf-16"))
    with pytest.raises(GuideError, match="line 1: byte 0 .0xff. is not UTF-8. Save it as UTF-8"):
        read_anticipated(path, guide_of())
    path.write_bytes('covered:\r\n  - answer: "café"\r\n'.encode("latin-1"))
    with pytest.raises(GuideError, match="line 2: byte 26 .0xe9. is not UTF-8. Save it as UTF-8"):
        read_anticipated(path, guide_of())
    path.write_bytes(b"covered:\n\n  - answer: a\x01\n")
    with pytest.raises(GuideError, match="line 3: this is not YAML"):
        read_anticipated(path, guide_of())
    with pytest.raises(GuideError, match="cannot be read .*right to read it"):
        read_anticipated(tmp_path, guide_of())


# In an index


def built(folder: Path, questions: str | None) -> tuple[Path, Path]:
    """A guides folder with anticipated questions or none, and an index folder that needs no export."""
    guides = write_guide(folder / "guides")
    if questions is not None:
        (guides / "beekeeper.questions.yaml").write_text(questions, encoding="utf-8")
    return guides, index_dir_with_model(folder / "indexes")


def test_the_nearest_questions_come_with_a_search(tmp_path: Path) -> None:
    with open_index(*built(tmp_path, QUESTIONS)) as index:
        near = index.search("what does a beginner earn?").anticipated
        asked = index.search("how much is the course fee").anticipated

    assert near.covered[0].question == "what do beginners earn"
    place = near.covered[0].answered_at
    assert place is not None
    assert index.guides["beekeeper"].text[place.start : place.end] == "Beginner (0–1 year)"
    assert [item.similarity for item in near.covered] == sorted((i.similarity for i in near.covered), reverse=True)
    assert asked.uncovered[0].similarity == pytest.approx(1.0, abs=1e-3)
    assert asked.uncovered[0].topic is not None
    assert asked.uncovered[0].topic.say == "The guide gives no fees."
    assert len(near.covered) == 3
    assert near.expected["beekeeper"].covered > 0 > asked.expected["beekeeper"].covered
    assert near.expected["beekeeper"].places[place.start, place.end] > 0.5


def test_without_the_file_search_works_and_nothing_is_near(tmp_path: Path) -> None:
    with open_index(*built(tmp_path, None)) as index:
        result = index.search("what does a beginner earn?")

    assert result.passages
    assert (result.anticipated.covered, result.anticipated.uncovered) == ((), ())


def test_a_changed_file_rebuilds_the_index_and_a_broken_one_names_the_guides_folder(tmp_path: Path) -> None:
    guides, indexes = built(tmp_path, QUESTIONS)
    file = guides / "beekeeper.questions.yaml"
    first = build_index(guides, indexes)
    again = build_index(guides, indexes)
    file.write_text(QUESTIONS.replace("why do swarms leave", "when do swarms go"), encoding="utf-8")
    changed = build_index(guides, indexes)

    assert (first.hash, again.reused) == (again.hash, True)
    assert (changed.reused, changed.hash == first.hash) == (False, False)

    file.write_text(QUESTIONS.replace("Beginner (0–1 year)", "Duke (0–1 year)"), encoding="utf-8")
    with pytest.raises(GuideError) as refused:
        build_index(guides, indexes)
    assert str(refused.value).startswith(f"{file}, line 2: ")

    file.unlink()
    assert build_index(guides, indexes).hash not in (first.hash, changed.hash)


def test_only_questions_that_no_earlier_index_holds_are_embedded(tmp_path: Path) -> None:
    guides, indexes = built(tmp_path, QUESTIONS)
    file = guides / "beekeeper.questions.yaml"
    file.write_text(QUESTIONS.replace("why do swarms leave", "when do swarms go"), encoding="utf-8")
    fresh, fresh_vectors = embedded_in(guides, index_dir_with_model(tmp_path / "other"))
    file.write_text(QUESTIONS, encoding="utf-8")
    first, _ = embedded_in(guides, indexes)
    file.write_text(QUESTIONS.replace("why do swarms leave", "when do swarms go"), encoding="utf-8")
    second, vectors = embedded_in(guides, indexes)

    assert second == first - len(vectors) + 1
    assert fresh == first
    assert vectors.keys() == fresh_vectors.keys()
    assert all(vectors[question] == pytest.approx(fresh_vectors[question], abs=1e-5) for question in vectors)


def embedded_in(guides: Path, indexes: Path) -> tuple[int, dict[str, Any]]:
    """How many texts a build embeds, and the vectors of the anticipated questions in it."""
    told: list[int] = []

    def on_progress(stage: str, done: int, total: int) -> None:
        if stage == "embedding":
            told.append(total)

    report = build_index(guides, indexes, on_progress=on_progress)
    return told[-1], AnticipatedQuestions.open(report.path).by_question()


def test_vectors_of_a_damaged_index_are_not_taken_over(tmp_path: Path) -> None:
    guides, indexes = built(tmp_path, QUESTIONS)
    report = build_index(guides, indexes)
    np.save(report.path / VECTORS_FILE, np.zeros_like(np.load(report.path / VECTORS_FILE)))
    guide = next(guides.glob("beekeeper.*[!l]"))
    guide.write_text(guide.read_text(encoding="utf-8") + "\nBees sleep.\n", encoding="utf-8")

    _, vectors = embedded_in(guides, indexes)

    assert all(np.linalg.norm(vector) == pytest.approx(1.0, abs=1e-4) for vector in vectors.values())


def test_a_questions_file_is_no_guide(tmp_path: Path) -> None:
    guides, _ = built(tmp_path, QUESTIONS)

    assert [path.name for path in guide_files(guides)] == ["beekeeper.md"]


def test_stored_questions_are_restored_and_damage_is_seen(tmp_path: Path) -> None:
    anticipated = read(QUESTIONS, tmp_path)
    vectors = np.eye(len(all_questions([anticipated])), 8, dtype=np.float32)
    AnticipatedQuestions.write(tmp_path, [anticipated], vectors)

    near = AnticipatedQuestions.open(tmp_path).nearest(vectors[3])

    assert near.uncovered[0].topic == anticipated.uncovered[0]
    assert near.covered[0].answered_at == anticipated.covered[0]
    assert (near.uncovered[0].similarity, near.covered[0].similarity) == (1.0, 0.0)

    np.save(tmp_path / VECTORS_FILE, vectors[:-1])
    with pytest.raises(DamagedIndexError, match="do not fit"):
        AnticipatedQuestions.open(tmp_path)
    (tmp_path / QUESTIONS_FILE).write_text("[1", encoding="utf-8")
    with pytest.raises(DamagedIndexError, match="cannot be read"):
        AnticipatedQuestions.open(tmp_path)


# The shipped file


def shipped(guides_dir: Path, guides: Path | None = None) -> list[tuple[Guide, Anticipated]]:
    found = [(guide, questions_path(guides_dir / f"{guide.id}.md")) for guide in read_guides(guides or guides_dir)]
    return [(guide, read_anticipated(path, guide)) for guide, path in found if path.is_file()]


def test_the_shipped_guide_has_enough_questions_and_every_place_is_found(guides_dir: Path) -> None:
    ((guide, anticipated),) = shipped(guides_dir)

    assert sum(len(place.questions) for place in anticipated.covered) >= 500
    assert sum(len(topic.questions) for topic in anticipated.uncovered) >= 250
    for place in anticipated.covered:
        assert guide.sections[place.section].path or place.section == 0
        assert guide.text[place.start : place.end].strip()


def test_every_place_of_the_shipped_file_stands_in_the_plain_form_too(guides_dir: Path, plain_guides_dir: Path) -> None:
    ((_, markdown),), ((_, plain),) = shipped(guides_dir), shipped(guides_dir, plain_guides_dir)

    assert [at.questions for at in plain.covered] == [at.questions for at in markdown.covered]
    assert [topic.near for topic in plain.uncovered]


def test_no_question_of_the_shipped_file_stands_twice_and_no_topic_does(guides_dir: Path) -> None:
    ((_, anticipated),) = shipped(guides_dir)

    asked = Counter(folded_words(question).rstrip("?") for question in all_questions([anticipated]))
    topics = Counter(topic.topic for topic in anticipated.uncovered)
    assert [question for question, n in (asked + topics).items() if n > 1] == []


def test_what_is_said_instead_is_a_sentence_that_names_no_figure(guides_dir: Path) -> None:
    ((_, anticipated),) = shipped(guides_dir)

    said = [topic.say for topic in anticipated.uncovered]
    assert [say for say in said if not say.endswith(".") or any(c.isdigit() for c in say)] == []

"""`career-assistant suggest-questions`: a draft of anticipated questions that can be read back; no file is lost."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from conftest import REPOSITORY
from typer.testing import CliRunner

from assistant.cli import app
from assistant.suggest_questions import suggested_questions
from corpus.anticipated import Anticipated, questions_path, read_anticipated
from corpus.guide import Guide
from corpus.parse import parse_guide
from corpus.read import read_guide, read_guides

TOPICS = tomllib.loads((REPOSITORY / "assistant/language/anticipated.toml").read_text(encoding="utf-8"))["topic"]
FOLDERS = ("tests/data/guides", "tests/data/other-career", "evals/data/guides/registered-nurse", "corpus/guides")
GUIDES = [guide for folder in FOLDERS for guide in read_guides(REPOSITORY / folder)]
LIGHTHOUSE = read_guide(REPOSITORY / "tests/data/other-career/lighthouse-keeper.md")


def drafted(guide: Guide, folder: Path) -> Anticipated:
    path = questions_path(folder / f"{guide.id}.md")
    path.write_text(suggested_questions(guide), encoding="utf-8")
    return read_anticipated(path, guide)


def parsed(name: str, text: str) -> Guide:
    return parse_guide(name, text, form="markdown", source=f"{name}.md")


def answered_by(guide: Guide, folder: Path) -> dict[str, str]:
    """Each question of the draft with the guide's text that answers it."""
    covered = drafted(guide, folder).covered
    return {question: guide.text[at.start : at.end] for at in covered for question in at.questions}


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.id)
def test_a_draft_can_be_read_back_and_covers_every_table_row(guide: Guide, tmp_path: Path) -> None:
    found = drafted(guide, tmp_path)

    places = {guide.text[at.start : at.end] for at in found.covered}
    rows = [
        row.span.text.strip()
        for s in guide.sections
        for b in s.blocks
        for row in getattr(b, "rows", ())
        if row.cells[0].text
    ]
    assert [row for row in rows if row not in places] == []
    text = suggested_questions(guide)
    read = [topic.topic for topic in found.uncovered]
    assert read == [topic["name"] for topic in TOPICS if f'\n  - topic: "{topic["name"]}"' in text]
    assert all(f'- topic: "{topic["name"]}"' in text for topic in TOPICS)  # some wait behind a mark


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("what is the yearly pay for head keeper", "| Head Keeper (7+ years) | ₹9–14 LPA |"),
        ("buoy technician focus", "| Buoy Technician | Anchors and floating lights |"),
        ("what is the estimated time for step 2", "Estimated time:** 6–9 weeks"),
        ("what is step 3 about", "Step 3 — Keep the Log"),
        ("step 1 topics to cover", "Topics to cover:\n\n- Knots and ropes\n- Tides and currents"),
        ("Is a radio licence needed?", "A radio licence is not needed for the first year. It is required from the "
                                       "second year on."),
        ("what does a lighthouse keeper do", "What Does a Lighthouse Keeper Do?"),
    ],
)  # fmt: skip
def test_a_block_is_asked_for_in_the_words_it_stands_under(question: str, place: str, tmp_path: Path) -> None:
    assert answered_by(LIGHTHOUSE, tmp_path)[question] == place


def test_a_plain_text_guide_is_drafted_alike(tmp_path: Path) -> None:
    guide = read_guide(REPOSITORY / "evals/data/guides/registered-nurse/registered-nurse.txt")

    found = answered_by(guide, tmp_path)

    assert found["what is the time for job search"] == "| Job search | 1 to 4 months |"
    assert found["what is stage 2 about"].startswith("Stage 2")


def test_a_definition_is_asked_for(tmp_path: Path) -> None:
    guide = parsed("tanner", "# Tanner\n\n## Words\n\nA bark pit is a hole full of oak bark. It is a wet place.\n")

    found = answered_by(guide, tmp_path)

    assert found["what is bark pit"] == found["bark pit meaning"] == "A bark pit is a hole full of oak bark."
    assert not any("what is it" in question for question in found)


def test_the_career_of_the_guide_stands_in_the_uncovered_questions(tmp_path: Path) -> None:
    topics = {topic.topic: topic for topic in drafted(LIGHTHOUSE, tmp_path).uncovered}

    assert "lighthouse keeper salary in germany" in topics["pay-europe"].questions


@pytest.mark.parametrize(
    ("guide", "career"),
    [
        (parsed("product-manager", "# The Person in the Middle of the Room\n\nText.\n"), "product manager"),
        (parsed("corporate-lawyer", "# The Deal Room: Notes\n\nText.\n"), "corporate lawyer"),
        (
            parsed("air-traffic-controller", "# Air Traffic Controller\n\nWhat is asked of one.\n"),
            "air traffic controller",
        ),
        (
            parsed("guide", "# The Ward at Night\n\n" + "You become a registered nurse in four years. " * 3),
            "registered nurse",
        ),
    ],
    ids=lambda one: one if isinstance(one, str) else one.id,
)
def test_a_draft_asks_about_the_career_and_not_about_the_title(guide: Guide, career: str, tmp_path: Path) -> None:
    topics = {topic.topic: topic for topic in drafted(guide, tmp_path).uncovered}

    assert f"{career} salary in germany" in topics["pay-europe"].questions


def test_a_topic_that_the_guide_speaks_of_counts_only_when_somebody_has_read_it(tmp_path: Path) -> None:
    assert all(topic.topic != "course-fees" for topic in drafted(LIGHTHOUSE, tmp_path).uncovered)

    text = suggested_questions(LIGHTHOUSE)
    head, _, fees = text.partition('  # - topic: "course-fees"')
    assert head.rstrip("\n").endswith("Take the marks away from what it does not answer.")
    assert 'under "Train With the Harbour Academy"' in head.rstrip("\n").split("\n")[-1]

    reviewed = text.replace("\n  # ", "\n  ").replace("\n  The guide", "\n  # The guide")
    path = questions_path(tmp_path / "lighthouse-keeper.md")
    path.write_text(reviewed, encoding="utf-8")
    topics = {topic.topic: topic for topic in read_anticipated(path, LIGHTHOUSE).uncovered}
    assert topics["course-fees"].near == ("Train With the Harbour Academy",)
    assert fees


@pytest.mark.parametrize(
    "text",
    [
        "# Odd\n\n## Same\n\n| A | B |\n|---|---|\n| x | y |\n\n## Same\n\n| A | B |\n|---|---|\n| x | y |\n",
        '# Odd\n\n## A [link](https://example.org)\n\nSee *this*: is a `mark` of `it`.\n\n- one\n- "two": {three}\n',
        "# Odd\n\n## FAQs\n\n### Why {x}?\n\nBecause: \\| and # and - are marks.\n",
        "Only one line",
        "# Odd\n\n| | B |\n|---|---|\n| | y |\n",
    ],
    ids=["alike sections", "marks", "braces", "a line", "empty cells"],
)
def test_no_guide_makes_a_draft_that_cannot_be_read(text: str, tmp_path: Path) -> None:
    guide = parsed("odd", text)

    assert drafted(guide, tmp_path).uncovered


# The command


def run(*arguments: str | Path) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["suggest-questions", *map(str, arguments)])
    return done.exit_code, done.stdout, done.stderr


def test_the_draft_goes_to_standard_output(other_guides_dir: Path) -> None:
    assert run("--guides", other_guides_dir) == (0, suggested_questions(LIGHTHOUSE), "")


def test_the_draft_goes_into_a_file_that_is_not_there(other_guides_dir: Path, tmp_path: Path) -> None:
    file = tmp_path / "lighthouse-keeper.questions.yaml"

    assert run("--guides", other_guides_dir, "-o", file) == (0, "", "")
    assert file.read_text(encoding="utf-8") == suggested_questions(LIGHTHOUSE)


def test_a_file_that_is_there_is_kept_unless_forced(other_guides_dir: Path, tmp_path: Path) -> None:
    file = tmp_path / "reviewed.yaml"
    file.write_text("hours of work", encoding="utf-8")

    code, _, said = run("--guides", other_guides_dir, "-o", file)

    assert (code, file.read_text(encoding="utf-8")) == (2, "hours of work")
    assert str(file) in said
    assert "--force" in said
    assert run("--guides", other_guides_dir, "-o", file, "--force")[0] == 0
    assert file.read_text(encoding="utf-8") == suggested_questions(LIGHTHOUSE)


def test_of_several_guides_one_has_to_be_named() -> None:
    folder = REPOSITORY / "tests/data/guides"

    code, printed, said = run("--guides", folder)
    assert (code, printed) == (2, "")
    assert "data-analyst, florist-wrapped, pastry-chef" in said

    assert run("--guides", folder, "--guide", "baker")[0] == 2
    code, printed, _ = run("--guides", folder, "--guide", "pastry-chef")
    assert code == 0
    assert "guide pastry-chef" in printed


def test_a_draft_whose_topics_all_wait_can_be_read(tmp_path: Path) -> None:
    path = questions_path(tmp_path / "lighthouse-keeper.md")
    path.write_text('covered: []\nuncovered:\n  # - topic: "fees"\n', encoding="utf-8")

    assert read_anticipated(path, LIGHTHOUSE).uncovered == ()

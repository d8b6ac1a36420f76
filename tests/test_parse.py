"""Golden parses of small guides in both forms, and the rules that a reader would notice if they broke."""

import time
from pathlib import Path

import pytest

from corpus.career import career_in
from corpus.errors import GuideError
from corpus.guide import FaqPair, Guide, Label, ListBlock, Paragraph, Table
from corpus.parse import parse_guide
from corpus.sentences import split_sentences

GUIDES = Path(__file__).parent / "data" / "guides"


def parsed(text: str, form: str = "markdown") -> Guide:
    return parse_guide("some-role", text, form=form, source="some-role")


def outline(block) -> object:
    """A block as nested plain values, short enough to review by eye."""
    match block:
        case Paragraph():
            return [sentence.text for sentence in block.sentences]
        case ListBlock():
            lead_in = block.lead_in.text if block.lead_in else None
            return ("ordered" if block.ordered else "bullets", lead_in, [item.text for item in block.items])
        case Table():
            return ("table", *([cell.text for cell in row.cells] for row in (block.header, *block.rows)))
        case Label():
            return (block.name.text, [sentence.text for sentence in block.sentences])
        case FaqPair():
            return ("question", block.question.text, [outline(answer) for answer in block.answer])
    raise AssertionError(block)


def outlines(guide: Guide) -> list[tuple[object, ...]]:
    return [(s.level, s.number, s.path, s.anchor, [outline(block) for block in s.blocks]) for s in guide.sections]


def guide_from(name: str, form: str) -> Guide:
    path = GUIDES / name
    return parse_guide(path.stem, path.read_text(encoding="utf-8"), form=form, source=name)


def test_the_markdown_sample_parses_as_reviewed():
    guide = guide_from("data-analyst.md", "markdown")
    work, faq = "What the Work Looks Like", "FAQ"
    assert guide.title == "Data Analyst: A Short Guide"
    assert outlines(guide) == [
        (
            1,
            None,
            (),
            "data-analyst-a-short-guide",
            [["A data analyst answers questions with numbers.", "The job pays well, e.g. in banks."]],
        ),
        (
            1,
            None,
            (work,),
            "what-the-work-looks-like",
            [
                ["The tools below matter most."],
                ("bullets", "These come first:", ["**Spreadsheets** for quick sums", "SQL", "joins", "grouping"]),
                ("Estimated time", ["6–10 weeks"]),
                ("Cost", ["about ₹2,000.", "Books are extra."]),
            ],
        ),
        (
            2,
            2,
            (work, "Step 2 — Learn *SQL*"),
            "step-2-learn-sql",
            [
                ("table", ["Topic", "Hours"], ["Joins \\| unions", "12"], ["Windows", ""]),
                ["Practise daily."],
                ["Ask Dr. Rao if you are stuck!", "She answers."],
                ["SELECT 1;"],
            ],
        ),
        (
            1,
            None,
            (faq,),
            "faq",
            [
                ["Short answers to what people ask."],
                (
                    "question",
                    "Do I need a degree?",
                    [["No.", "A portfolio counts."], ("bullets", None, ["projects", "posts"])],
                ),
                ("question", "Is maths hard?", [["It is manageable."]]),
            ],
        ),
        (1, None, ("Closing Words",), "closing-words", [["Good luck."]]),
    ]


def test_the_plain_text_sample_parses_as_reviewed():
    guide = guide_from("pastry-chef.txt", "plain")
    roadmap, second = "Roadmap from Helper to Chef", "Step 2 — Master Chocolate: Temper and Mould"
    assert guide.title == "Pastry Chef Career Guide"
    assert outlines(guide) == [
        (
            1,
            None,
            (),
            "pastry-chef-career-guide",
            [["A pastry chef bakes for a living.", "Mornings start at 4:30 a.m. and end at noon."]],
        ),
        (
            1,
            None,
            ("What Does a Pastry Chef Do All Day?",),
            "what-does-a-pastry-chef-do-all-day",
            [
                ["Dough comes first.", "Here are the usual stations:"],
                ("table", ["Station", "Dish", "Hours"], ["Oven", "Bread, buns", "3.5"], ["Cold table", "Mousse", "2"]),
                ["Every kitchen differs."],
                ("bullets", "You will handle:", ["butter and flour", "sugar work"]),
            ],
        ),
        (
            1,
            None,
            ("Tools You Must Own",),
            "tools-you-must-own",
            [("Key tool", ["a good whisk — nothing else comes close."]), ("Budget", ["₹3,000–5,000"])],
        ),
        (1, None, (roadmap,), "roadmap-from-helper-to-chef", [["Take the stages in order."]]),
        (
            2,
            1,
            (roadmap, "Step 1 — Learn to Knead"),
            "step-1-learn-to-knead",
            [["Kneading builds strength."], ("Estimated time", ["2 weeks"])],
        ),
        (
            2,
            2,
            (roadmap, second),
            "step-2-master-chocolate-temper-and-mould",
            [["Go slowly here."], ("ordered", None, ["Melt it", "Cool it"])],
        ),
        (3, None, (roadmap, second, "If you already cook"), "if-you-already-cook", [["You may skip a stage."]]),
        (
            1,
            None,
            ("Frequently Asked Questions",),
            "frequently-asked-questions",
            [
                (
                    "question",
                    "Is culinary school required?",
                    [["No.", "Many chefs learn at work."], ["A course still helps, though."]],
                ),
                ("question", "How much does a beginner earn?", [["About ₹18,000 a month."]]),
            ],
        ),
        (1, None, ("Start Baking This Week",), "start-baking-this-week", [["The oven is waiting."]]),
    ]


def test_hard_wrapped_plain_text_keeps_its_paragraphs_whole():
    guide = guide_from("florist-wrapped.txt", "plain")
    assert guide.title == "FLORIST HANDBOOK"
    assert [section.path for section in guide.sections] == [(), ("Daily Work",), ("Common Questions",)]
    introduction, work, faq = guide.sections
    assert [len(block.sentences) for block in introduction.blocks] == [2]
    paragraph, tools, pay = work.blocks
    assert len(paragraph.sentences) == 3
    assert tools.lead_in.text == "Needed before the first day:"
    assert [" ".join(item.text.split())[-12:] for item in tools.items] == ["apron pocket", "boots"]
    assert pay.name.text == "Pay" and pay.value.text.endswith("wedding season.")
    assert [pair.question.text for pair in faq.blocks] == [
        "Can I start without any training at all?",
        "Is the work heavy?",
    ]


@pytest.mark.parametrize("form", ["markdown", "plain"])
def test_a_ragged_row_is_an_error_that_names_its_line_and_both_counts(form):
    with pytest.raises(
        GuideError, match=r"some-role, line 5: this table row has 3 cells, but its header on line 3 has 2"
    ):
        parsed("Pay by level:\n\n| Level | Pay |\n|---|---|\n| Junior | 3 | 4 |\n", form)


@pytest.mark.parametrize("form", ["markdown", "plain"])
@pytest.mark.parametrize("text", ["", " \n\t\n", "\ufeff"])
def test_text_without_content_is_an_error(text, form):
    with pytest.raises(GuideError, match="no text"):
        parsed(text, form)


def test_nesting_too_deep_to_follow_is_an_error():
    with pytest.raises(GuideError, match="line 1: .* nested"):
        parsed(">" * 60 + " deep")


@pytest.mark.parametrize("form", ["markdown", "plain"])
def test_a_byte_order_mark_counts_in_offsets_but_is_in_no_title(form):
    text = "\ufeff# Tailor\n\nSews." if form == "markdown" else "\ufeffTailor\n\nSews clothes."
    guide = parsed(text, form)
    assert guide.title == "Tailor"
    assert text[guide.sections[0].heading.start :].startswith("Tailor")


def test_the_title_comes_from_the_id_where_there_is_no_single_first_heading():
    assert parsed("# One\n\na\n\n# Two\n\nb").title == "Some Role"
    assert parsed("Just one paragraph of text, and nothing else.", "plain").title == "Some Role"


@pytest.mark.parametrize(("guide_id", "title"), [("guide", "Sound Engineer"), ("sound-of-work", "Sound Of Work")])
def test_without_a_title_the_text_says_which_career_it_is_about(guide_id, title):
    text = (
        "Many wish to become a Sound Engineer, and in every studio a sound engineer works late into the night.\n\n"
        "A sound engineer listens. Who becomes a good engineer has tried every knob that a desk can have."
    )
    assert parse_guide(guide_id, text, form="plain", source="x").title == title


@pytest.mark.parametrize(
    "title", ["Pharmacist in India: Counters, Registers and Registration", "Chemist: every exam to be cleared"]
)
def test_a_first_line_that_is_set_apart_is_the_title_also_with_a_subtitle(title):
    body = "A pharmacist hands out drugs and checks doses.\n\nPay\n\nFresher: ₹3 lakh\nSenior: ₹9 lakh\n"
    assert parsed(f"{title}\n\n{body}", "plain").title == title
    assert parsed(f"City: the old town of Pune\nPay: ₹3 lakh\n\n{body}", "plain").title == "Some Role"


def test_what_is_seldom_written_is_no_career():
    assert career_in("You will become a better person. To become a pilot, become a reader.") is None
    assert career_in("It has to be cleared. Two papers to be cleared, three cleared.") is None


def test_same_headings_get_different_anchors():
    guide = parsed("## Pay\n\na\n\n## Pay\n\nb\n\n## Pay 2\n\nc\n\n## Pay\n\nd")
    assert [section.anchor for section in guide.sections] == ["pay", "pay-2", "pay-2-2", "pay-3"]


@pytest.mark.parametrize(
    "line",
    [
        "See https://example.org for more",
        "10:30 is when we start",
        "lower case: no",
        "We ask, always: why not",
        "It is up to you: nobody asks for it",
        "If you are young, brave and free: apply",
        "A mate, a pilot and a keeper: all three stand watch at night and none of them may sleep",
        "Empty:",
    ],
)
def test_a_line_with_a_colon_is_no_label_by_that_alone(line):
    assert isinstance(parsed(f"Before.\n\n{line}\n").sections[0].blocks[1], Paragraph)


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ("**Time:** 4 weeks", "Time", "4 weeks"),
        ("**Time**: 4 weeks", "Time", "4 weeks"),
        ("*Time:* 4 weeks", "Time", "4 weeks"),
        ("Time: 4 weeks", "Time", "4 weeks"),
        ("**Time: 4 weeks**", "Time", "4 weeks"),
        ("3D tools: Blender", "3D tools", "Blender"),
        ("**You are done when:** it flies", "You are done when", "it flies"),
        ("You will need: a lamp", "You will need", "a lamp"),
        ("Age for a mate, a pilot and a keeper: 21 to 30", "Age for a mate, a pilot and a keeper", "21 to 30"),
    ],
)
def test_a_label_line_gives_name_and_value_without_emphasis(line, name, value):
    (block,) = parsed(line).sections[0].blocks
    assert (block.name.text, block.value.text) == (name, value)


def test_questions_outside_a_faq_stay_sections():
    guide = parsed("## Why bake?\n\na\n\n## Why cook?\n\nb")
    assert [section.path for section in guide.sections] == [("Why bake?",), ("Why cook?",)]


def test_a_table_without_outer_bars_and_one_in_a_list_keep_their_rows():
    tables = [
        block
        for text in ("a | b\n--- | ---\n1 | 2\n", "- item\n\n  | a | b |\n  |---|---|\n  | 1 | 2 |\n- more\n")
        for block in parsed(text).sections[0].blocks
        if isinstance(block, Table)
    ]
    assert [outline(table) for table in tables] == [("table", ["a", "b"], ["1", "2"])] * 2


def test_a_question_that_is_a_heading_is_one_without_its_mark():
    guide = parse_guide("x", "# Potter\n\n## FAQs\n\n### Q: Is it hard?\n\nA: No.\n", form="markdown", source="x")
    (pair,) = (block for section in guide.sections for block in section.blocks)
    assert isinstance(pair, FaqPair)
    assert pair.question.text == "Is it hard?"


def test_numbered_and_labelled_questions_of_a_faq_are_questions():
    text = "FAQs\n1. Can men join?\nYes, of course.\n2. Q: Is it tiring?\nYes.\nQ: Is it paid?\nA: Yes, well.\n"
    (section,) = parsed(f"Before Anything Else\nRead on.\n{text}", "plain").sections[1:]
    questions = [(pair.question.text, len(pair.answer)) for pair in section.blocks]
    assert questions == [("Can men join?", 1), ("Is it tiring?", 1), ("Is it paid?", 1)]


def test_short_lines_below_one_another_are_not_all_headings():
    guide = parsed("Tools\nExcel\nSQL\nTableau\nPower BI\nThese five are asked for most often.\n", "plain")
    assert len(guide.sections) == 1


@pytest.mark.parametrize(
    "sentences",
    [
        ["Yes.", "It helps."],
        ["Use tools, e.g. Excel, etc. in that order.", "Then rest."],
        ["Dr. Rao has a B.Tech. degree.", "She teaches Node.js vs. Deno."],
        ["It takes 3.5 years.", "₹4 lakh is normal.", "2 years more!", "Why?", "Because."],
        ["He said “stop.”", "(They did.)", "Fine."],
        ["She holds a Ph.D.", "The next step is work."],
        ["Version 2.10 came in 2019.", "Version 3 followed…", "Then none."],
        ["1. Melt it.", "Then cool it."],
    ],
)
def test_sentences_end_where_a_reader_would_end_them(sentences):
    text = " ".join(sentences)
    assert [sentence.text for sentence in split_sentences(text, 0, len(text))] == sentences


@pytest.mark.parametrize("form", ["markdown", "plain"])
@pytest.mark.parametrize(
    "unit", ["- an item here\n", "| a | b |\n", "word. Next word ", "|---|\n", "a | b\n", "**Is it?**\n", "1. x\n"]
)
def test_time_grows_with_length_not_with_its_square(unit, form):
    def seconds(size: int) -> float:
        text = "FAQ\n===\n\n" + unit * (size // len(unit))
        begin = time.process_time()
        parsed(text, form)
        return time.process_time() - begin

    small = min(seconds(20_000) for _ in range(2))
    limit = 8 * small * 3 + 0.5  # a square would take 64 times as long
    assert any(seconds(160_000) < limit for _ in range(3))  # once is enough, on a machine that others slow down

"""Passages: exact slices, content for the index, and ids that come from content."""

from pathlib import Path

from corpus.guide import FaqPair
from corpus.parse import parse_guide
from corpus.passages import PassageKind, guide_passages
from corpus.read import read_guide

GUIDES = Path(__file__).parent / "data" / "guides"


def passages_of(text: str):
    return guide_passages(parse_guide("role", text, form="markdown", source="role.md"))


def test_each_kind_of_passage_is_indexed_with_its_place_and_content():
    text = (
        "# Guide\n\n## Pay\n\nRead [this](https://example.org) **now**. Then act.\n\n"
        "| Level | Pay |\n|---|---|\n| New | ₹3 |\n| Old | |\n\n"
        "### Tools\n\nTo learn:\n\n- *Excel*\n- SQL\n\nTime: 4 weeks\n\n## FAQ\n\n### Is it hard?\n\nNo. Try it.\n"
    )
    found = [(p.kind.value, p.section, p.block, p.answer_block, p.part, p.text, p.indexed) for p in passages_of(text)]
    assert found == [
        ("heading", 0, None, None, None, "Guide", "Guide"),
        ("heading", 1, None, None, None, "Pay", "Pay"),
        ("sentence", 1, 0, None, 0, "Read [this](https://example.org) **now**.", "Pay: Read this now."),
        ("sentence", 1, 0, None, 1, "Then act.", "Pay: Then act."),
        (
            "table",
            1,
            1,
            None,
            None,
            "| Level | Pay |\n|---|---|\n| New | ₹3 |\n| Old | |",
            "Pay: Level; Pay; New; Old",
        ),
        ("row", 1, 1, None, 0, "| New | ₹3 |", "Pay: Level: New; Pay: ₹3"),
        ("row", 1, 1, None, 1, "| Old | |", "Pay: Level: Old"),
        ("heading", 2, None, None, None, "Tools", "Pay > Tools"),
        ("list", 2, 0, None, None, "To learn:\n\n- *Excel*\n- SQL", "Pay > Tools: To learn: Excel; SQL"),
        ("item", 2, 0, None, 0, "*Excel*", "Pay > Tools: To learn: Excel"),
        ("item", 2, 0, None, 1, "SQL", "Pay > Tools: To learn: SQL"),
        ("label", 2, 1, None, None, "Time: 4 weeks", "Pay > Tools: Time: 4 weeks"),
        ("heading", 3, None, None, None, "FAQ", "FAQ"),
        ("faq", 3, 0, None, None, "Is it hard?\n\nNo. Try it.", "Is it hard?"),
        ("sentence", 3, 0, 0, 0, "No.", "FAQ > Is it hard?: No."),
        ("sentence", 3, 0, 0, 1, "Try it.", "FAQ > Is it hard?: Try it."),
    ]


def test_a_passage_leads_back_to_the_part_of_the_guide_it_is_a_slice_of():
    for path in sorted(GUIDES.iterdir()):
        guide = read_guide(path)
        for passage in guide_passages(guide):
            assert guide.text[passage.start : passage.end] == passage.text
            section = guide.sections[passage.section]
            assert passage.path == section.path
            if passage.block is None:
                assert section.heading is not None and passage.text == section.heading.text
                continue
            block = section.blocks[passage.block]
            if passage.answer_block is not None:
                assert isinstance(block, FaqPair)
                block = block.answer[passage.answer_block]
            parts = {PassageKind.SENTENCE: "sentences", PassageKind.ITEM: "items", PassageKind.ROW: "rows"}
            if passage.kind in parts:
                span = getattr(block, parts[passage.kind])[passage.part]
                span = span.span if passage.kind is PassageKind.ROW else span
            else:
                assert passage.part is None
                span = block.span
            assert (passage.start, passage.end) == (span.start, span.end)


def test_ids_are_unique_and_an_edit_elsewhere_leaves_them_as_they_are():
    before = passages_of("## Pay\n\nSame. Same.\n\n## Time\n\nFour weeks.\n")
    after = passages_of("## New\n\nA new section.\n\n## Pay\n\nSame. Same. More.\n\n## Time\n\nFour weeks.\n")
    assert len({passage.id for passage in before}) == len(before)
    assert {passage.id for passage in before} < {passage.id for passage in after}
    assert all(passage.id.startswith("role#") and len(passage.id) == len("role#") + 12 for passage in after)


def test_parents_come_before_their_leaves():
    kinds = [passage.kind.value for passage in guide_passages(read_guide(GUIDES / "pastry-chef.txt"))]
    assert kinds.index("table") < kinds.index("row")
    assert kinds.index("list") < kinds.index("item")

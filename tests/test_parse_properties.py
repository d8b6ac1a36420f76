"""Properties of the parser over random guides in both forms, and over arbitrary text."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from corpus.errors import GuideError
from corpus.guide import FaqPair, Guide, Label, ListBlock, Paragraph, Row, Span, Table
from corpus.parse import parse_guide
from corpus.passages import guide_passages

FORMS = ("markdown", "plain")
WORDS = "dough oven flour ₹4–8 sugar e.g. knife B.Tech. 3.5 Rao Node.js apron".split()  # noqa: SIM905 (reads better)
FRAGMENTS = [
    *("Word", "the end.", "What is it?", "FAQ", "Frequently Asked Questions\n", "\n", "\n\n", "# ", "## ", "### "),
    *("- ", "  - ", "1. ", "> ", "* ", "**", "_", "`", "|", "| a | b |\n", "|---|---|\n", "---\n", "===\n", "L: v"),
    *("Topics:", " ", "\t", "\\", "[x](y)", "Step 1 — Go", "\xa0", "\ufeff", "\x0b", "•", "₹4–8", "\u2028", "\r", "\0"),
]
FENCES = ["```\n", "~~~\n", "<!--", "-->", "[r]: /u\n", "+--+\n"]

sentences = st.lists(st.sampled_from(WORDS), min_size=2, max_size=8).map(
    lambda words: f"We use {' '.join(words)} here."
)
paragraphs = st.lists(sentences, min_size=1, max_size=3).map(lambda some: ("paragraph", some))
lists = st.lists(sentences, min_size=1, max_size=4).map(lambda some: ("list", some))
labels = sentences.map(lambda value: ("label", value))
cells = st.sampled_from(["Bread", "3.5", "₹4–8 LPA", "a, b", "C++", "Lead / Head"])
tables = st.integers(1, 4).flatmap(
    lambda width: st.tuples(
        st.just("table"), st.lists(st.lists(cells, min_size=width, max_size=width), min_size=2, max_size=5)
    )
)
chapters = st.lists(st.lists(paragraphs | lists | labels | tables, min_size=1, max_size=4), min_size=1, max_size=4)


def written(chapters: list, questions: list[str], form: str) -> str:
    """A guide with these chapters, then a FAQ, in one of the two forms."""
    mark, gap = ("## ", "\n\n") if form == "markdown" else ("", "\n")
    parts = []
    for number, blocks in enumerate(chapters, 1):
        parts.append(f"{mark}Chapter {number} — All About Baking")
        for kind, content in blocks:
            if kind == "paragraph":
                parts.append(" ".join(content))
            elif kind == "label":
                parts.append(f"Main point: {content}")
            elif kind == "list":
                parts.append("\n".join(["What to know:", *(f"- {item}" for item in content)]))
            else:
                rows = ["| " + " | ".join(row) + " |" for row in content]
                rule = ["|" + "---|" * len(content[0])] if form == "markdown" else []
                parts.append("\n".join([rows[0], *rule, *rows[1:]]))
                parts.append("That was the table.")
    parts.append(f"{mark}Frequently Asked Questions")
    for number, answer in enumerate(questions, 1):
        question = f"Is question number {number} a good one?"
        parts += [f"### {question}" if form == "markdown" else question, answer]
    return gap.join(parts) + "\n"


def parsed(text: str, form: str) -> Guide:
    return parse_guide("role", text, form=form, source="role")


def leaves(block) -> list[Span]:
    """The spans that tile a block: sentences, lead-in and items, rows, a label's line, a question and its answer."""
    match block:
        case Paragraph():
            return list(block.sentences)
        case ListBlock():
            return [*([block.lead_in] if block.lead_in else []), *block.items]
        case Table():
            return [row.span for row in (block.header, *block.rows)]
        case Label():
            return [block.span]
        case FaqPair():
            return [block.question, *(leaf for answer in block.answer for leaf in leaves(answer))]
    raise AssertionError(block)


def solid(text: str) -> str:
    return "".join(text.split())


def check_row(text: str, row: Row, header: Row) -> None:
    assert len(row.cells) == len(header.cells)
    assert "\n" not in row.span.text
    for cell in row.cells:
        assert text[cell.start : cell.end] == cell.text
        assert row.span.start <= cell.start <= cell.end <= row.span.end


def check_and_find_rest(guide: Guide) -> str:
    """Assert what holds for every guide; returns the text that belongs to no heading and no leaf."""
    text, position, rest = guide.text, 0, []
    for section in guide.sections:
        headings = [section.heading] if section.heading else []
        for leaf in [*headings, *(leaf for block in section.blocks for leaf in leaves(block))]:
            assert text[leaf.start : leaf.end] == leaf.text
            assert leaf.start >= position, "a leaf starts before the one before it ends"
            rest.append(text[position : leaf.start])
            position = leaf.end
        for block in section.blocks:
            within = leaves(block)
            assert text[block.span.start : block.span.end] == block.span.text
            assert block.span.start <= within[0].start and within[-1].end <= block.span.end
            if isinstance(block, Paragraph):
                assert solid(block.span.text) == solid("".join(leaf.text for leaf in within))
            if isinstance(block, Label):
                assert solid(block.value.text) == solid("".join(sentence.text for sentence in block.sentences))
            for answer in [block, *(block.answer if isinstance(block, FaqPair) else ())]:
                for row in (answer.header, *answer.rows) if isinstance(answer, Table) else ():
                    check_row(text, row, answer.header)
    passages = guide_passages(guide)
    assert all(text[passage.start : passage.end] == passage.text for passage in passages)
    assert len({passage.id for passage in passages}) == len(passages)
    assert len({section.anchor for section in guide.sections}) == len(guide.sections)
    return "".join([*rest, text[position:]])


@settings(deadline=None)
@given(chapters, st.lists(sentences, min_size=1, max_size=3), st.sampled_from(FORMS))
def test_a_written_guide_comes_back_whole_with_every_block_of_its_kind(chapters, questions, form):
    text = written(chapters, questions, form)
    guide = parsed(text, form)
    rest = check_and_find_rest(guide)
    assert set(rest) <= set("#-|\n "), "something other than marks was left out"
    found = [[type(block).__name__ for block in section.blocks] for section in guide.sections]
    kinds = {"paragraph": ["Paragraph"], "list": ["ListBlock"], "label": ["Label"], "table": ["Table", "Paragraph"]}
    wanted = [[name for kind, _ in blocks for name in kinds[kind]] for blocks in chapters]
    assert found == [*wanted, ["FaqPair"] * len(questions)]
    tables = [content for blocks in chapters for kind, content in blocks if kind == "table"]
    read = [block for section in guide.sections for block in section.blocks if isinstance(block, Table)]
    assert [[[cell.text for cell in row.cells] for row in (table.header, *table.rows)] for table in read] == tables
    assert parsed(text, form) == guide


@settings(deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join), st.sampled_from(FORMS))
def test_broken_text_loses_and_doubles_nothing(text, form):
    assume("```" not in text)  # what follows the opening marks of a code fence names its language
    try:
        guide = parsed(text, form)
    except GuideError:
        return
    assert not [character for character in check_and_find_rest(guide) if character.isalpha()]
    assert parsed(text, form) == guide


@settings(deadline=None)
@given(st.text() | st.lists(st.sampled_from([*FRAGMENTS, *FENCES]), max_size=40).map("".join), st.sampled_from(FORMS))
def test_arbitrary_text_raises_nothing_but_a_guide_error(text, form):
    try:
        guide = parsed(text, form)
    except GuideError:
        return
    check_and_find_rest(guide)

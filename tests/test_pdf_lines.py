"""Lines of a PDF as the paragraphs, headings, lists and labels that they are."""

from __future__ import annotations

from pdf_by_hand import pdf, shown, text_of

LONG = "A potter shapes clay on a wheel, day in, day out, and sells pots at the fairs"


def test_a_plain_pdf_of_lines_is_read_as_its_paragraphs_lists_and_labels():
    content = shown("Becoming a Potter", size=24) + shown(
        "A potter shapes clay on a wheel, which is one of the old-",
        "est crafts of all, and sells what comes out of a self-",
        "made kiln, day in, day out, to friends and to strangers.",
        top=740,
    )
    content += shown("Time: 6 weeks", "Cost: about 12,000", top=685)
    content += shown("What to buy:", "• clay", "• glaze, as much as you can carry in both of your hands, for", top=650)
    content += shown("it is cheaper by the bucket", left=67, top=608)
    content += shown("It is the oldest of crafts.", top=580) + shown("7", top=30, left=300)
    assert text_of(pdf(content)) == (
        "# Becoming a Potter\n\nA potter shapes clay on a wheel, which is one of the oldest crafts of all, and "
        "sells what comes out of a self-made kiln, day in, day out, to friends and to strangers.\n\nTime: 6 weeks  \n"
        "Cost: about 12,000\n\nWhat to buy:\n\n- clay\n- glaze, as much as you can carry in both of your hands, for it "
        "is cheaper by the bucket\n\nIt is the oldest of crafts.\n"
    )


def test_a_heading_broken_short_of_the_margin_is_one_and_two_headings_are_two():
    content = shown("Becoming a", "Potter", size=24, step=30)
    content += shown(LONG, top=700) + shown("What a Potter", "earns", top=670, size=16, step=22)
    content += shown(LONG, top=630) + shown("Tools", size=16, top=600) + shown("Wheels", size=14, top=580)
    content += shown(LONG, top=560) + shown("Is it hard?", "Where to learn", top=530, size=16, step=20)
    content += shown(LONG, top=490) + shown("Step 1 Dig", "Step 2 Wash", top=460, size=16, step=20)
    content += shown(LONG, top=420) + shown("Pay", top=390, size=16) + shown("Fairs", top=360, size=16)
    headings = [line for line in text_of(pdf(content + shown(LONG, top=330))).splitlines() if line.startswith("#")]
    assert headings == [
        *("# Becoming a Potter", "## What a Potter earns", "## Tools", "### Wheels", "## Is it hard?"),
        *("## Where to learn", "## Step 1 Dig", "## Step 2 Wash", "## Pay", "## Fairs"),
    ]


def test_an_item_goes_on_below_its_bullet_until_a_line_ends_early():
    content = shown("Becoming a Potter", size=24) + shown(*[LONG] * 3, top=740)
    wide = "• clay of many kinds, as much as fits into your car, for it is cheaper by the"
    content += shown("To buy:", wide, "bucket", "• glaze", "It is the oldest of crafts.", top=680)
    numbered = wide.replace("• clay", "1. Clay").replace(", as much", ", always as much")
    content += shown("To do:", numbered, "bucket", "2. Dig", top=600) + shown(LONG, top=530)
    assert text_of(pdf(content)).partition("To buy:")[2] == (
        "\n\n- clay of many kinds, as much as fits into your car, for it is cheaper by the bucket\n- glaze\n\n"
        "It is the oldest of crafts.\n\nTo do:\n\n1. Clay of many kinds, always as much as fits into your car, for it "
        f"is cheaper by the bucket\n2. Dig\n\n{LONG}\n"
    )


def test_label_lines_stay_apart_even_where_one_of_them_is_full():
    lines = (
        "Tools: wheel, kiln",
        "Where to buy them: at the guild, at fairs, and from potters who retire",
        "Cost: 9,000",
    )
    content = shown("Becoming a Potter", size=24) + shown(LONG[:60], top=740) + shown(*lines, top=700)
    assert "  \n".join(lines) in text_of(pdf(content))


def test_a_page_of_two_columns_is_read_column_by_column():
    left = [f"This is line {n} of the left column here" for n in range(8)]
    right = [f"and line {n} of the right one stands there" for n in range(8)]
    text = text_of(pdf(shown(*left) + shown(*right, left=320)))
    assert " ".join(text.split()).index("7 of the left column") < text.index("and line 0 of the right one")
    assert "|" not in text


def test_names_with_their_values_set_apart_are_label_lines():
    names = shown("Duration:", "Total cost:", "Where:") + shown("6 weeks", "12,000 a year", "in Pune", left=200)
    assert text_of(pdf(names)) == "**Duration:** 6 weeks\n\n**Total cost:** 12,000 a year\n\n**Where:** in Pune\n"

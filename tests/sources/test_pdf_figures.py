"""Figures of PDFs."""

import pytest

from tests.sources.test_pdf_pages import Print, block, convert, full_page, paragraphs, sentences

AXES = [
    Print(120 + 60 * i, 420, year, 8, "Helvetica")
    for i, year in enumerate(("2031", "2032", "2033"))
]
NAME = Print(200, 520, "Price of rye", 13, "Helvetica-Bold")
CAPTION = Print(150, 395, "Figure 1: Prices at the fair by year.", 9)


def test_words_in_a_figure_are_one_block_and_head_nothing():
    page = [*block(90, 720, sentences(0, 10)), NAME, *AXES, CAPTION]
    found = paragraphs(convert([*page, *block(90, 360, sentences(20, 10))]))
    labels = found.index("Price of rye · 2031 · 2032 · 2033")
    assert found[labels + 1].startswith("Figure 1: Prices")
    assert not any(part.startswith("#") for part in found)


def test_a_sentence_goes_on_past_a_figure():
    said = "The millers of the south gate said in the year of the flood that"
    above = block(90, 720, f"{sentences(44, 3)} {said}")
    below = block(90, 360, "they sold no rye at the fair. " + sentences(1, 9))
    found = convert([*above, NAME, *AXES, CAPTION, *below]).markdown
    assert "flood that they sold no rye" in found


@pytest.mark.parametrize("text", ["Figure 2 shows the prices at the fair.", "Figure 2. It rose."])
def test_a_sentence_about_a_figure_is_text(text):
    lines = [line.text for line in block(90, 0, sentences(0, 12))]
    lines[6:6] = [text + " " + " ".join(["rye"] * 12)]
    assert len(paragraphs(convert(full_page(lines)))) == 1


def test_the_words_of_a_figure_below_its_caption_are_one_block():
    caption = Print(90, 560, "Figure 3. Rye by Year", 9, "Helvetica-Bold")
    source = Print(90, 400, "Source: The books of the fair, by year and by month.", 8)
    above, below = block(90, 720, sentences(0, 9)), block(90, 370, sentences(20, 10))
    found = paragraphs(convert([*above, caption, *AXES, source, *below]))
    assert found[found.index("Figure 3. Rye by Year") + 1] == "2031 · 2032 · 2033"


def test_a_figure_above_the_notes_is_no_note():
    caption = Print(90, 190, "Figure 3. Rye by Year", 9, "Helvetica-Bold")
    axes = [Print(120, 175 - 12 * i, year, 8) for i, year in enumerate(("400", "300", "200"))]
    said = ("1 The clerk found the older books there.", "2 The clerk had sold his house by then.")
    notes = [Print(90, 120, text, 8) for text in said]
    pages = [
        [*block(90, 720, sentences(24 * i, 24)), caption, *axes, note]
        for i, note in enumerate(notes)
    ]
    found = paragraphs(convert(*pages))
    assert [part for part in found if "The clerk" in part] == [note.text for note in notes]
    assert "400 · 300 · 200" in found


@pytest.mark.parametrize("caption", ["Table 2. Rye sold by month", "Figure 7: Rye sold by month"])
def test_a_caption_on_top_of_a_page_is_text(caption):
    rows = [Print(90, 700 - 14 * i, f"Month {i}", 9) for i in range(4)]
    page = [Print(90, 750, caption, 9), *rows, *block(90, 620, sentences(0, 12))]
    found = convert(block(90, 720, sentences(20, 20)), page, block(90, 720, sentences(50, 20)))
    assert caption in found.markdown
    assert not found.boilerplate


def test_a_box_in_a_column_heads_nothing_and_its_text_is_not_the_section_s():
    small = block(100, 560, sentences(60, 5), 400, 9)
    name = Print(200, 575, "Box 1. What the miller owed", 9, "Helvetica-Bold")
    page = [Print(90, 740, "The fair", 15, "Helvetica-Bold"), *block(90, 715, sentences(0, 9))]
    heading = Print(90, 320, "The frost", 15, "Helvetica-Bold")
    page += [name, *small, *block(90, 470, sentences(20, 8)), heading]
    found = paragraphs(convert([*page, *block(90, 290, sentences(30, 8))]))
    assert [part for part in found if part.startswith("#")] == ["# The fair", "# The frost"]
    assert found.index(name.text) < found.index("# The frost")


def test_an_abstract_in_smaller_print_is_no_box():
    title = Print(150, 740, "Rye before the frost", 18, "Helvetica-Bold")
    abstract = [Print(280, 700, "Abstract", 9, "Helvetica-Bold")]
    abstract += block(120, 680, sentences(0, 5), 370, 9)
    found = paragraphs(convert([title, *abstract, *block(90, 560, sentences(20, 12))]))
    assert "## Abstract" in found

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

"""Numbers of lines and of pages, which are no text."""

import pytest

from briefing.sources.pdf.contents_list import split_contents
from briefing.sources.pdf.line import Line
from tests.sources.test_pdf_pages import (
    Print,
    block,
    convert,
    full_page,
    long_text,
    sentences,
)
from tests.steps import calls


def test_numbers_along_a_margin_stand_where_no_line_is():
    numbers = [Print(50, 700 - 24 * i, str(i + 1), 12) for i in range(25)]
    text = [Print(90, 690 - 29 * i, line, 12) for i, line in enumerate(next(long_text(1, 12)))]
    found = convert([*numbers, *text])
    assert len(found.markdown.split("\n\n")) == 1
    assert "25" in found.boilerplate[-1]


@pytest.mark.parametrize(("size", "kept"), [(5, False), (11, True)])
def test_small_numbers_of_every_fifth_line_stand_beside_each_column(size, kept):
    left = block(70, 700, sentences(0, 8), 215)
    right = block(320, 700, sentences(8, 8), 215)
    fifths = [*left[4::5], *right[4 - len(left) % 5 :: 5]]
    numbers = [
        Print(line.left - 16, line.bottom, str(5 * i + 5), size) for i, line in enumerate(fifths)
    ]
    found = convert([*left, *right, *numbers])
    assert (found.markdown.split() == sentences(0, 16).split()) is not kept


@pytest.mark.parametrize("bottom", [150, 190])
def test_a_page_number_stands_high_where_the_foot_is_empty(bottom):
    pages = [
        [*full_page(lines), Print(300, bottom, str(i + 1))]
        for i, lines in enumerate(long_text(3, 30))
    ]
    found = convert(*pages)
    assert not any(line.isdecimal() for line in found.markdown.split("\n"))
    assert found.boilerplate == ["1", "2", "3"]


def test_a_number_at_the_foot_of_a_table_is_no_page_number():
    pages = [
        [*full_page(lines), *(Print(90 + 60 * i, 170, str(40 + i)) for i in range(3))]
        for lines in long_text(2, 30)
    ]
    assert "40" in convert(*pages).markdown


def test_a_list_whose_page_numbers_fall_is_followed_once():
    entries = [f"Harbour {'. ' * 20}{number}" for number in (300, 3)] * 35
    pages = [
        [
            Line(text, 72, 900 - 12 * i, 540, 910 - 12 * i, 10, False, page)
            for i, text in enumerate(entries)
        ]
        for page in range(60)
    ]
    kept, listed = split_contents(pages)
    assert calls(split_contents, pages) < 500_000
    assert kept[:-1] == pages[:-1]
    assert len(listed) == 3

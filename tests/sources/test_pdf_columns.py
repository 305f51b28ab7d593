"""What stands beside the text: columns that are no table, and notes in a margin."""

import pytest

from briefing.sources.pdf.cell_tables import find_grid
from briefing.sources.pdf.line import Line
from briefing.sources.pdf.page_layout import Region
from briefing.sources.pdf.pdf_paragraphs import join_paragraphs
from tests.sources.test_pdf_pages import BOLD, Print, block, convert, sentences

OPTIONS = ["A. A sack of rye", "B. A copper kettle", "C. A receipt"]


def questions(left: float, first: int) -> list[Print]:
    lines: list[Print] = []
    for number in range(first, first + 5):
        top = 640 - 80 * (number - first)
        lines.append(Print(left, top, f"{number}. What did miller {number} sell?"))
        lines += [Print(left + 20, top - 15 * (i + 1), text) for i, text in enumerate(OPTIONS)]
    return lines


def test_numbered_columns_are_no_table_and_each_option_has_its_line():
    found = convert([*questions(70, 1), *questions(330, 6)]).markdown.split("\n\n")
    assert len(found) == 40
    assert found[4:6] == ["2. What did miller 2 sell?", OPTIONS[0]]
    assert found[-1] == OPTIONS[2]


def entries(left: float, name: str, heads: tuple[int, ...]) -> list[Print]:
    return [
        Print(left, 700 - 16 * i, f"{name} {i}", 12, BOLD)
        if i in heads
        else Print(left, 700 - 16 * i, f"fill the {name} {i}", 9)
        for i in range(20)
    ]


def test_columns_with_headings_of_their_own_are_no_table():
    found = convert([*entries(70, "Oil", (0, 6, 13)), *entries(330, "Wick", (3, 9, 16))]).markdown
    assert "|" not in found
    assert found.index("# Oil 13") < found.index("# Wick 3")


@pytest.mark.parametrize("left", [30, 540])
def test_a_note_in_the_margin_stands_behind_its_paragraph(left):
    first, second = sentences(0, 5), sentences(5, 5)
    text = block(90, 700, first)
    text += block(90, text[-1].bottom - 24, second)
    note = Print(left, text[2].bottom, "Mill, rye", 9)
    found = convert([*text, note]).markdown.split("\n\n")
    assert found == [first, "Mill, rye", second]


def test_a_label_in_the_margin_stands_before_its_paragraph():
    first, second = sentences(0, 5), sentences(5, 5)
    text = block(90, 700, first)
    text += block(90, text[-1].bottom - 24, second)
    label = Print(40, next(line.bottom for line in text if line.text.startswith("Word5 ")), "Fairs")
    found = convert([*text, label]).markdown
    assert "\n\nFairs Word5" in found


def test_a_centred_heading_beside_a_space_ends_no_set_of_columns():
    left, above = (
        block(x, 700, sentences(first, 6), 215, first=12) for x, first in ((70, 0), (320, 20))
    )
    low = left[-1].bottom - 30
    left += [Print(140, low, "1. MILLS", 11, BOLD), *block(70, low - 24, sentences(6, 4), 215)]
    right = [*above, *block(320, low - 2, sentences(24, 6), 215)]
    found = convert([*left, *right]).markdown
    assert found.index("Word9 ") < found.index("Word20 ")


def test_text_that_reads_to_the_left_is_indented_at_its_right():
    ends = [(100, 500), (140, 500), (120, 500), (300, 500)] * 2
    words = "בבוקר מכרו שקי שיפון"
    lines = [
        Line(
            f"{words}{'.' if left == 300 else ''}",
            left,
            700 - 14 * i,
            right,
            710 - 14 * i,
            11,
            False,
            0,
        )
        for i, (left, right) in enumerate(ends)
    ]
    found = join_paragraphs([Region(lines)], 11)
    assert [len(paragraph.lines) for paragraph in found] == [4, 4]


def in_parts(left: float, skipped: int) -> list[Line]:
    return [
        Line(text, x, 700 - 13 * i, x + 64, 709 - 13 * i, 11, False, 0)
        for i in range(40)
        if i % 10 != skipped
        for text, x in (
            ("sold two sacks", left),
            ("of rye to them", left + 66),
            ("at the fair", left + 132),
        )
        if x == left or i % 10 != skipped - 1
    ]


def test_columns_whose_lines_come_in_parts_are_no_table():
    assert find_grid([*in_parts(70, 3), *in_parts(330, 8)]) is None

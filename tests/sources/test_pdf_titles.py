import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from briefing.sources.pdf.convert_pdf import convert_pdf
from briefing.sources.pdf.front_pages import without_front_matter
from briefing.sources.pdf.line import Line
from briefing.sources.pdf.pdf_paragraphs import Paragraph
from briefing.sources.pdf.title_lines import is_stamp
from tests.sources.test_pdf_pages import (
    BOLD,
    ROMAN,
    Print,
    block,
    convert,
    long_text,
    paragraphs,
    sentences,
)

ITALIC = "Times-Italic"
TITLE = Print(90, 740, "The Price of Rye", 16, BOLD)


def text_below(top: float, number: int = 0, lines: int = 5) -> list[Print]:
    return block(90, top, sentences(number, lines))


def headings(*lines: Print) -> list[str]:
    return [part for part in paragraphs(convert(list(lines))) if part.startswith("#")]


@pytest.mark.parametrize(
    ("line", "below", "heads"),
    [
        ("Anna B. Miller and Carl Lark", "", False),
        ("Anna Miller1, Carl Lark2", "", False),
        ("Anna Miller", "Department of Growers, Rye Town", False),
        ("University of Rye", "", False),
        ("Write to rye@example.org", "", False),
        ("Rye Committees", "Market-wide committees met", True),
    ],
)
def test_who_wrote_it_and_where_heads_nothing(line, below, heads):
    lines = [TITLE, Print(90, 715, line, 13)]
    lines += [Print(90, 700, below)] if below else []
    part = Print(90, 640, "Sowing", 12, BOLD)
    found = headings(*lines, part, *text_below(620), Print(90, 450, "Reaping", 12, BOLD))
    assert any(line in part for part in found) is heads
    assert "## Sowing" in found or "### Sowing" in found


def test_numbered_offices_of_authors_head_nothing():
    offices = [Print(90, 715 - 20 * i, f"{i + 1} Growers' House {i}", 13) for i in range(2)]
    parts = [
        line
        for i in range(2)
        for line in (
            Print(90, 640 - 160 * i, f"{i + 1} Sowing {i}", 15, BOLD),
            *text_below(620 - 160 * i, i),
        )
    ]
    assert headings(TITLE, *offices, *parts)[1:] == ["## 1 Sowing 0", "## 2 Sowing 1"]


def test_what_ends_part_after_part_heads_none():
    page = [
        line
        for i in range(4)
        for line in (
            Print(90, 740 - 160 * i, f"{i + 1}. Sacks", 11, BOLD),
            *text_below(720 - 160 * i, i),
            Print(400, 626 - 160 * i, "Action: AB", 11, BOLD),
        )
    ]
    assert headings(*page) == [f"# {i + 1}\\. Sacks" for i in range(4)]


def test_a_part_that_looks_like_its_siblings_names_nobody():
    parts = [Print(90, 700, "Market Reports", 13), Print(90, 500, "New Fairs", 13)]
    below = Print(90, 680, "Faculty of growers")
    found = headings(TITLE, parts[0], below, *text_below(640), parts[1], *text_below(480, 6))
    assert found == ["# The Price of Rye", "## Market Reports", "## New Fairs"]


@pytest.mark.parametrize(
    "line",
    [
        "RYES2033-XXXX",
        "Version rye-1.4.0, 2033 October 10",
        "Version 02",
        "Execution Version",
        "File No. 1-22",
    ],
)
def test_the_number_or_state_of_a_text_is_no_title(line):
    assert is_stamp(line)
    found = convert([Print(90, 780, line, 20, BOLD), TITLE, *text_below(700)])
    assert found.title == "The Price of Rye"


@pytest.mark.parametrize("line", ["COVID-19", "FY2033", "Version control", "File formats"])
def test_other_short_lines_may_head_a_part(line):
    assert not is_stamp(line)


def test_a_large_title_may_begin_with_a_small_letter():
    title = Print(90, 740, "ryewatch: prices of rye at the fair", 20, BOLD)
    found = convert([title, *text_below(700), Print(90, 500, "Sowing", 12, BOLD)])
    assert found.title == title.text


def test_numbers_divided_as_often_are_of_one_level():
    sizes = {"1 Growers": 14, "1.1 Rye": 11, "1.2 Oats": 12, "2 Millers": 14, "2.1 Mills": 12}
    page = [TITLE]
    for i, (text, size) in enumerate(sizes.items()):
        top = 700 - 120 * i
        page += [Print(90, top, text, size, BOLD), *text_below(top - 18, i, 5)]
    expected = ["## 1 Growers", "### 1.1 Rye", "### 1.2 Oats", "## 2 Millers", "### 2.1 Mills"]
    assert headings(*page)[1:] == expected


@pytest.mark.parametrize("font", [BOLD, ROMAN])
def test_letters_stand_below_roman_numbers(font):
    names = ["I. GROWERS", "A. SOWING", "B. REAPING", "II. MILLERS", "A. STONES"]
    page = [TITLE]
    for i, name in enumerate(names):
        top = 700 - 120 * i
        page += [Print(90, top, name, 11, font), *text_below(top - 18, i, 5)]
    expected = [
        "## I. GROWERS",
        "### A. SOWING",
        "### B. REAPING",
        "## II. MILLERS",
        "### A. STONES",
    ]
    assert headings(*page)[1:] == expected


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        (["2.1 Sowing", "2.2 Reaping", "3.1 Stones"], 3),
        (["10 Mill Street"], 0),
        (["3. Rye is sold,", "4. Oats are not."], 0),
    ],
)
def test_numbered_lines_in_italics_head_parts(lines, count):
    page = [TITLE, *text_below(715, 0, 3)]
    for i, line in enumerate(lines):
        top = 640 - 120 * i
        page += [Print(90, top, line, 11, ITALIC), *text_below(top - 18, i, 5)]
    assert len(headings(*page)) == 1 + count


@pytest.mark.parametrize(
    ("line", "heads"),
    [
        ("Here are some of the mills:", False),
        ("It needs the following mills:", False),
        ("What you must know of mills:", True),
        ("Mills of the south and west:", True),
        ("See https://mills.example/south", False),
    ],
)
def test_a_sentence_before_a_list_heads_nothing(line, heads):
    page = [TITLE, Print(90, 620, line, 11, BOLD), *text_below(600)]
    assert (len(headings(*page)) == 2) is heads


def test_a_quotation_set_large_within_the_text_heads_nothing():
    quote = Print(90, 560, "“We weighed the rye at the gate”", 13, BOLD)
    page = [TITLE, *text_below(715), quote, *text_below(540, 6)]
    assert headings(*page) == ["# The Price of Rye"]
    assert len(headings(*page, Print(90, 300, "Sowing", 13, BOLD), *text_below(280, 12))) == 3


def test_a_larger_head_on_two_full_pages_is_furniture():
    pages = [
        [Print(90, 730 - 14 * i, line) for i, line in enumerate(lines)]
        for lines in [*long_text(4)][:3]
    ]
    for page in pages[1:]:
        page.append(Print(250, 776, "Editorial Board", 13))
    found = convert(*pages)
    assert found.boilerplate == ["Editorial Board"]


@pytest.mark.parametrize(
    ("known", "title"),
    [("Rye and its Prices", "Rye and its Prices"), ("Microsoft Word - rye one.doc", "1 Growers")],
)
def test_a_number_of_a_part_is_no_title_where_the_file_has_one(known, title):
    canvas = Canvas(buffer := io.BytesIO(), pagesize=(612, 792), invariant=1)
    canvas.setTitle(known)
    for line in (Print(90, 740, "1 Growers", 16, BOLD), *text_below(715)):
        canvas.setFont(line.font, line.size)
        canvas.drawString(line.left, line.bottom, line.text)
    canvas.save()
    assert convert_pdf(buffer.getvalue()).title == title


def test_a_title_may_hold_an_address():
    title = Print(90, 740, "Rye at https://rye.example", 20, BOLD)
    part = Print(90, 500, "1 Growers", 12, BOLD)
    assert convert([title, *text_below(700), part, *text_below(480, 5)]).title == title.text


def test_a_page_of_east_asian_text_is_no_title_page():
    def paragraph(text: str, size: float) -> Paragraph:
        return Paragraph([Line(text, 90, 700, 500, 710, size, False, 0)], text)

    found = [paragraph("裸麦の値段", 20), paragraph("生産者", 14), paragraph("裸麦" * 150, 10)]
    assert without_front_matter(found, {0: 1, 1: 2}, ()) == {0: 1, 1: 2}
    assert without_front_matter(found[:2], {0: 1, 1: 2}, ()) == {0: 1, 1: 2}


def test_a_heading_that_the_file_is_named_by_is_its_title():
    page = [Print(90, 740, "Rye Weekly", 20, BOLD), Print(90, 700, "Why Rye Costs More", 14, BOLD)]
    page += text_below(680)
    assert convert(page, title="Why Rye Costs More | Rye Weekly").title == "Why Rye Costs More"
    assert convert(page, title="rye-17.indd").title == "Rye Weekly"


def test_the_name_of_a_journal_is_no_title():
    page = [
        Print(90, 740, "Rye and Bread Letters", 18),
        Print(90, 715, "journal homepage: rye.example/letters", 9),
        Print(90, 680, "Why Rye Costs More", 16),
        *text_below(650),
    ]
    assert convert(page).title == "Why Rye Costs More"


@pytest.mark.parametrize(("author", "byline"), [("rye", None), ("Ada Rye", "Ada Rye")])
def test_a_login_that_stands_in_an_address_is_no_author(author, byline):
    canvas = Canvas(buffer := io.BytesIO(), pagesize=(612, 792), invariant=1)
    canvas.setAuthor(author)
    head = [Print(90, 740, "Of Bells", 20), Print(90, 715, "Ada Rye, ada@rye.example", 10)]
    for line in (*head, *text_below(690)):
        canvas.setFont(line.font, line.size)
        canvas.drawString(line.left, line.bottom, line.text)
    canvas.save()
    assert convert_pdf(buffer.getvalue()).byline == byline

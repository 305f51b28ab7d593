"""What a PDF prints around its text, and what it calls a heading."""

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from briefing.sources.pdf.contents_list import is_contents_line
from briefing.sources.pdf.convert_pdf import convert_pdf
from briefing.sources.pdf.line import Line
from briefing.sources.pdf.page_text import is_bold
from briefing.sources.pdf.running_heads import split_running_heads
from tests.sources.test_pdf_pages import (
    BOLD,
    ROMAN,
    Print,
    block,
    convert,
    full_page,
    long_text,
    sentence,
    sentences,
)


def headings(markdown: str) -> list[str]:
    return [line for line in markdown.split("\n") if line.startswith("#")]


def on_a_page(*, crop: bool, bottom: float) -> str:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792), invariant=1)
    if crop:
        canvas.setCropBox((36, 36, 576, 756))
    for line in [*block(90, 600, sentences(0, 4)), Print(200, bottom, "Plate 3 of the proof")]:
        canvas.setFont(line.font, line.size)
        canvas.drawString(line.left, line.bottom, line.text)
    canvas.save()
    return convert_pdf(buffer.getvalue()).markdown


@pytest.mark.parametrize(
    ("crop", "bottom", "shown"),
    [(True, 14, False), (True, 770, False), (False, 810, False), (False, -20, True), (True, 300, True)],
)  # fmt: skip
def test_what_is_cut_off_is_no_text(crop, bottom, shown):
    assert ("Plate 3" in on_a_page(crop=crop, bottom=bottom)) is shown


def test_small_capitals_are_as_large_as_their_first():
    heading = [Print(90, 720, "T", 15, BOLD), Print(100.2, 720, "HE", 11, BOLD), Print(121, 720, "T", 15, BOLD)]  # fmt: skip
    heading += [Print(131.2, 720, "IDES", 11, BOLD)]
    found = convert([*heading, *block(90, 690, sentences(0, 6))])
    assert headings(found.markdown) == ["# THE TIDES"]


def test_a_bold_heading_goes_on_further_in():
    title = "Rules on what the keeper of a public lamp may burn in it on nights of fog, with the"
    found = convert(
        [
            *block(90, 740, sentences(0, 5)),
            Print(90, 640, title, 12, BOLD),
            Print(126, 626, "Consent of the Pilots", 12, BOLD),
            *block(126, 600, sentences(9, 5), width=394),
        ]
    )
    assert headings(found.markdown) == [f"# {title} Consent of the Pilots"]


@pytest.mark.parametrize("size", [9, 14])
def test_what_a_browser_prints_is_clutter(size):
    pages = [
        [
            Print(30, 770, "3/4/2031, 9:15 AM", 8),
            Print(300, 770, "Page 1 of 2 The lamp", size),
            *full_page(lines),
            Print(30, 20, "https://lamp.example/oil?page=1", 8),
            Print(560, 20, f"{i + 1}/2", 8),
        ]
        for i, lines in enumerate(long_text(2))
    ]
    found = convert(*pages)
    assert "lamp.example" not in found.markdown
    assert "9:15" not in found.markdown


@pytest.mark.parametrize(
    ("line", "listed"),
    [
        ("Of lamps . . . . . . . . . . . 12", True),
        ("1 Oil .......... 3 2 Wicks .......... 5", True),
        ("Lamps. . . . . . . . . . . 1,204 39 7", False),
        ("Oil sold .......... $ 3,120", False),
        ("Wicks .......... 2.5", False),
    ],
)
def test_leaders_of_a_table_list_no_contents(line, listed):
    assert is_contents_line(line) is listed


@pytest.mark.parametrize(
    ("name", "weight", "bold"),
    [
        ("Helvetica", 708, False),
        ("ABCDEF+Times-Roman", 756, False),
        ("CourierNewPSMT", 700, False),
        ("ArialMT", 650, False),
        ("Arial,Bold", 400, True),
        ("NimbusRomNo9L-Medi", 400, True),
        ("HelveticaLTStd-Bd", 400, True),
        ("ABCDEF+SFRM1095", 616, False),
        ("ABCDEF+SFBI1095", 400, True),
        ("TT238t00", 720, True),
        ("TT238t00", 400, False),
    ],
)
def test_a_plain_face_is_not_bold_by_its_stems(name, weight, bold):
    assert is_bold(name, weight) is bold


def outlined(*lines: Print, listed: set[int]) -> str:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792), invariant=1)
    for i, line in enumerate(lines):
        canvas.setFont(line.font, line.size)
        canvas.drawString(line.left, line.bottom, line.text)
        if i in listed:
            canvas.bookmarkPage(str(i))
            canvas.addOutlineEntry(line.text, str(i), 0)
    canvas.save()
    return convert_pdf(buffer.getvalue()).markdown


def test_an_outline_that_names_sentences_and_few_headings():
    lines: list[Print] = []
    for i in range(5):
        top = 740 - 120 * i
        lines.append(Print(90, top, f"{i + 1}. Why is lamp {i} lit?", 11, BOLD))
        lines += [Print(90, top - 20 - 14 * k, sentence(9 * i + k, 14), 11, ROMAN) for k in range(4)]  # fmt: skip
    found = headings(outlined(*lines, listed={0, 1, 5, 10, 16}))
    assert len(found) == 5
    assert all("Why" in line for line in found)


def test_a_title_that_an_outline_names_twice_has_the_level_of_its_page():
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792), invariant=1)
    for printed, listed, level in (("Piers", "Piers", 0), ("1.1 Lamps", "Lamps", 1), ("Lamps", "Lamps", 0)):  # fmt: skip
        canvas.setFont(BOLD, 16 - 3 * level)
        canvas.drawString(90, 700, printed)
        canvas.bookmarkPage(printed)
        canvas.addOutlineEntry(listed, printed, level)
        canvas.setFont(ROMAN, 11)
        for k in range(6):
            canvas.drawString(90, 680 - 14 * k, sentence(9 * level + k, 14))
        canvas.showPage()
    canvas.save()
    found = headings(convert_pdf(buffer.getvalue()).markdown)
    assert found == ["# Piers", "## 1.1 Lamps", "# Lamps"]


def test_the_foot_of_a_page_with_hardly_any_text_is_no_heading():
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792), invariant=1)
    for page in range(8):
        canvas.setFont(ROMAN, 11)
        canvas.drawString(90, 750, "Manual of the harbour")
        for k in range(0 if page == 4 else 40):
            canvas.drawString(90, 700 - 14 * k, sentence(40 * page + k, 14))
        if page in (2, 4):
            canvas.setFont(BOLD, 11)
            canvas.drawString(300, 40, "Chapter 1. Lamps")
        canvas.showPage()
    canvas.save()
    assert "Lamps" not in convert_pdf(buffer.getvalue()).markdown


def test_spaces_of_a_form_divide_nothing():
    rows = ["Name", "Street", "Town and post code", "Born on", "Keeper of lamp", "Since", "Signed"]
    lines = [Print(90, 740 - (60 if i % 2 else 45) * i, row) for i, row in enumerate(rows)]
    assert "\n\n\n" not in convert(lines).markdown


def test_a_file_of_nothing_but_contents_is_read():
    rows = [Print(90, 740 - 20 * i, f"{i + 1} Lamp of pier {i} " + ". " * 20 + f"{3 * i + 4}") for i in range(12)]  # fmt: skip
    found = convert(rows, rows, rows, rows)
    assert "pier 7" in found.markdown


def test_leaders_and_numbers_of_a_form_are_no_contents():
    rows = [
        Print(90, 740 - 20 * i, f"{i + 7} Oil of tank {i} " + ". " * 20 + f"{i + 7}")
        for i in range(30)
    ]
    assert "tank 7" in convert(rows, full_page(next(long_text(1)))).markdown


def test_who_wrote_it_heads_nothing():
    lines = [
        Print(90, 740, "The Lamps of the Coast", 20, BOLD),
        Print(90, 710, "Ada B. Pell and Jon Rook", 14, BOLD),
        *block(90, 680, sentences(0, 6)),
        Print(90, 500, "1 Oil", 13, BOLD),
        *block(90, 480, sentences(9, 6)),
        Print(90, 300, "2 Wicks", 13, BOLD),
        *block(90, 280, sentences(19, 6)),
    ]
    assert len(headings(convert(lines).markdown)) == 3


@pytest.mark.parametrize(
    ("labels", "names", "font"),
    [
        ("SEC. {}. LAMPS OF PIER {}.", "", BOLD),
        ("Article {}", "Lamps of pier {}", ROMAN),
        ("§ {}", "Lamps of pier {}", ROMAN),
    ],
)
def test_parts_of_a_law_are_headed_by_number_and_name(labels, names, font):
    lines: list[Print] = []
    for i in range(4):
        top = 740 - 150 * i
        lines.append(Print(90, top, labels.format(i + 1, i + 1), 11, font))
        if names:
            lines.append(Print(90, top - 26, names.format(i + 1), 11, BOLD))
        lines += block(90, top - 52, sentences(9 * i, 5))
    found = headings(convert(lines).markdown)
    whole = f"{labels} {names}".strip()
    assert found == ["# " + whole.format(i, i, i) for i in range(1, 5)]


def test_discussion_is_no_stamp_and_a_caption_no_heading():
    lines: list[Print] = []
    for i, name in enumerate(["Background", "Table 2. Oil and wicks", "Discussion", "Figure 3", "Costs"]):  # fmt: skip
        lines += [Print(90, 740 - 120 * i, name, 11, BOLD), *block(90, 720 - 120 * i, sentences(9 * i, 5))]  # fmt: skip
    assert headings(convert(lines).markdown) == ["# Background", "# Discussion", "# Costs"]


def test_a_raised_number_stands_before_its_note_and_a_part_above_its_text():
    lines = [*block(90, 740, sentences(0, 9), size=12), Print(300, 570, "II", 12)]
    lines += block(90, 540, sentences(0, 9), size=12)
    lines += [Print(100, 206, "4", 7), *block(142, 200, sentences(30, 1), width=380, size=12)]
    text = convert(lines).markdown
    assert "\n\nII\n\nWord0" in text
    assert "\n\n4 Word30" in text


@pytest.mark.parametrize(("number", "heads"), [("", 5), ("7", 0)])
def test_the_title_of_each_page_is_no_running_head(number, heads):
    names = ["Lamps", "Oil", "Wicks", "Fees", "Keepers"]
    pages = [
        [Print(90, 750, name, 12, BOLD), *[Print(500, 750, f"{i + 7}")] * bool(number), *block(90, 715, sentences(9 * i, 40), size=12)]
        for i, name in enumerate(names)
    ]  # fmt: skip
    assert len(headings(convert(*pages).markdown)) == heads


def test_the_head_of_a_table_and_commands_are_no_headings():
    head = [Print(90, 600, "Lamp", 11, BOLD), Print(200, 600, "Oil used", 11, BOLD)]
    head += [Print(90, 720, "3", 11, BOLD), Print(120, 720, "What lamps use", 11, BOLD)]
    codes = ["> light --all", "lamp_<number>", "#include lamps", "C:\\> light"]
    head += [Print(90, 400 - 80 * i, code, 11, BOLD) for i, code in enumerate(codes)]
    found = convert([*head, *block(90, 700, sentences(0, 5)), *block(90, 570, sentences(9, 5))])
    assert headings(found.markdown) == ["# 3 What lamps use"]


def test_an_address_of_many_small_lines_at_the_foot_is_furniture():
    lines = ["Lamp Office of the Pier", "3 Quay Street", "Room 12", "Post Box 9", "Ellery", "555 0101"]  # fmt: skip
    foot = [Print(440, 78 - 8 * i, line, 6, BOLD) for i, line in enumerate(lines)]
    found = convert(*([*full_page(page), *foot] for page in long_text(3)))
    assert "Quay Street" not in found.markdown
    assert "Lamp Office" not in found.markdown


def test_a_head_larger_than_the_text_on_every_page_is_furniture():
    pages = [
        [Print(230, 720, "The fair of the south gate", 15), *block(90, 660, sentences(40 * i, 24))]
        for i in range(4)
    ]
    found = convert([Print(90, 740, "Rye and frost", 24, BOLD), *pages[0][1:]], *pages)
    assert headings(found.markdown) == ["# Rye and frost"]
    assert found.boilerplate == ["The fair of the south gate"]


def test_what_comes_after_the_title_is_none():
    abstract = [Print(280, 690, "Abstract", 11, BOLD), *block(90, 660, sentences(0, 4))]
    heading = [Print(90, 500, "1 The mill", 14, BOLD), *block(90, 470, sentences(9, 12))]
    found = convert([Print(200, 730, "Rye before the frost", 11), *abstract, *heading])
    assert headings(found.markdown) == ["## Abstract", "# 1 The mill"]
    assert found.title is None


def test_spaces_divide_nothing_where_headings_do():
    pages = [
        [
            Print(90, 740, f"{i} The fair of {1900 + i}", 14, BOLD),
            *block(90, 710, sentences(40 * i, 5)),
            *block(90, 620, sentences(40 * i + 9, 4)),
            *block(90, 550, sentences(40 * i + 14, 4)),
            *block(90, 400, sentences(40 * i + 19, 8)),
        ]
        for i in range(1, 5)
    ]
    assert "\n\n\n" not in convert(*pages).markdown
    assert "\n\n\n" in convert(*[page[1:] for page in pages]).markdown


PARTS = ["Of the oil", "Of the wick", "Of the oil", "Of fogs", "Of the oil"]


@pytest.mark.parametrize("plates", [0, 1])
def test_a_head_beside_the_page_number_is_clutter_close_to_the_text(plates):
    pages = [
        [
            Print(90, 714, PARTS[i], 11),
            Print(500, 714, str(31 + i + plates * (i > 2)), 11),
            *full_page(lines),
        ]
        for i, lines in enumerate(long_text(5))
    ]
    found = convert(*pages)
    assert "Of the" not in found.markdown
    assert "Of fogs" in found.boilerplate


def test_an_arabic_page_number_is_clutter_though_it_is_large():
    words = next(long_text(1, 25))
    pages = [
        [
            *(Line(text, 90, 700 - 14 * i, 500, 710 - 14 * i, 11, False, page) for i, text in enumerate(words)),
            Line(f"صفحة {page + 1} من 4", 270, 6, 340, 20, 14, True, page),
        ]
        for page in range(4)
    ]  # fmt: skip
    kept, clutter = split_running_heads(pages, [792] * 4)
    assert [len(lines) for lines in kept] == [25] * 4
    assert len(clutter) == 4


def test_what_ends_in_a_dash_heads_nothing():
    line = [Print(90, 712, "On lamps —", 11, BOLD), Print(160, 712, "a keeper tells of them", 11)]
    assert headings(convert([*line, *block(90, 690, sentences(0, 8))]).markdown) == []


def test_a_watermark_is_clutter_and_no_title():
    mark = Print(100, 400, "SPECIMEN", 110, BOLD)
    first = [Print(90, 735, "The lamps", 16, BOLD), mark, *full_page(next(long_text(1)))]
    found = convert(first, [*block(90, 735, sentences(40, 4)), mark])
    assert headings(found.markdown) == ["# The lamps"]
    assert found.title == "The lamps"
    assert found.boilerplate == ["SPECIMEN"]


def test_what_is_printed_twice_to_look_bold_is_read_once():
    page = full_page(next(long_text(1)))
    again = [Print(line.left + 0.8, line.bottom - 0.8, line.text) for line in page]
    assert convert([*page, *again]).markdown == convert(page).markdown


@pytest.mark.parametrize(("size", "shown"), [(14, False), (11, True)])
def test_a_head_that_names_its_part_is_clutter(size, shown):
    pages = [full_page(lines) for lines in long_text(2)]
    pages[0][3:5] = [Print(90, pages[0][3].bottom, "2 Of the wick", size, BOLD)]
    head = Print(400, 730, "2 Of the wick", 11)
    found = convert(pages[0], [head, *pages[1]])
    assert (found.markdown.count("Of the wick") > 1) is shown
    assert (found.boilerplate == []) is shown

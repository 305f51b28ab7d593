"""Titles, headings and entries of PDFs."""

import io

import pypdfium2
import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from briefing.sources.pdf.convert_pdf import convert_pdf
from briefing.sources.pdf.font_letters import FontLetters
from briefing.sources.pdf.page_annotations import open_page
from briefing.sources.pdf.text_lines import page_lines
from tests.sources.articles import Part
from tests.sources.make_pdf import pdf
from tests.sources.test_pdf_pages import (
    BOLD,
    ROMAN,
    Print,
    block,
    convert,
    paragraphs,
    sentence,
    sentences,
    wrapped,
)

ITALIC = "Times-Italic"


def text_below(top: float) -> list[Print]:
    return block(90, top, sentences(0, 12))


def headings(*lines: Print) -> list[str]:
    found = convert([*lines, *text_below(600)])
    return [part for part in paragraphs(found) if part.startswith("#")]


def test_the_sign_of_a_note_leaves_a_bold_title_whole():
    title = [Print(90, 700, "The Price of Rye:", 14, BOLD), Print(90, 684, "Ten", 14, BOLD)]
    sign = Print(115, 688, "*", 9)
    found = convert([*title, sign, *text_below(600)])
    assert paragraphs(found)[0] == "# The Price of Rye: Ten\\*"
    assert found.title == "The Price of Rye: Ten"


def test_a_raised_letter_within_a_word_divides_no_line():
    letters = [Print(90, 640, "L"), Print(93.2, 642, "A", 8), Print(98, 640, "TE reads the press.")]
    assert "LATE reads the press." in convert([*letters, *text_below(600)]).markdown


def test_a_heading_in_the_middle_and_one_at_the_left_are_two():
    first, second = Print(280, 640, "Method", 11, BOLD), Print(90, 626, "Growers", 11, BOLD)
    assert headings(first, second) == ["# Method", "# Growers"]


def test_a_numbered_heading_below_another_is_one_by_itself():
    first, second = (
        Print(90, 440, "A METHODS OF GROWERS", 11, BOLD),
        Print(90, 426, "A.1 Fairs", 11, BOLD),
    )
    page = [*block(90, 700, sentences(0, 9)), first, second, *block(90, 410, sentences(9, 14))]
    assert {"# A METHODS OF GROWERS", "## A.1 Fairs"} <= set(paragraphs(convert(page)))


def test_a_numbered_bold_line_heads_a_part_though_it_is_smaller():
    assert headings(Print(90, 640, "II. Growers", 10, BOLD)) == ["# II. Growers"]


def test_the_first_row_below_a_caption_and_a_theorem_head_nothing():
    parts = ["1 Growers", "2 Millers", "3 Bakers"]
    page = [
        line
        for i, part in enumerate(parts)
        for line in (
            Print(90, 740 - 180 * i, part, 11, BOLD),
            *block(90, 720 - 180 * i, sentences(i, 5)),
        )
    ]
    page += [Print(90, 150, "Table 1: Prices of rye"), Print(90, 130, "Place Price", 11, BOLD)]
    page += [Print(90, 100, "Theorem 1 (Rye)", 11, BOLD), *block(90, 80, sentences(3, 2))]
    found = paragraphs(convert(page))
    assert [part for part in found if part.startswith("#")] == [f"# {part}" for part in parts]


@pytest.mark.parametrize(
    ("font", "lines"), [(BOLD, ["2.1.3 Growers"]), (ROMAN, ["2.1.3", "Growers"])]
)
def test_the_number_of_a_bold_heading_belongs_to_it(font, lines):
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    canvas.setFont(font, 11)
    canvas.drawString(90, 640, "2.1.3")
    canvas.drawString(134, 640, "Growers")
    canvas.save()
    page, drawn = open_page(pypdfium2.PdfDocument(buffer.getvalue()), 0)
    found = page_lines(page, 0, FontLetters(), drawn).lines
    assert [line.text for line in found] == lines


LABELS = ["[1] [2] [3]", "b) c) d)", "4 5 6", "A. B. C.", "*_1. *_2. *_3."]


@pytest.mark.parametrize("labels", map(str.split, LABELS))
def test_numbers_and_letters_that_count_on_begin_entries(labels):
    labels = [label.replace("_", " ") for label in labels]
    entries = [f"{label} The mill at the gate weighed rye for the fair" for label in labels]
    lines = [Print(90, 640 - 13 * i, text) for i, text in enumerate(entries)]
    found = convert([*lines, *text_below(560)]).markdown.replace("\\", "")
    assert set(entries) <= set(found.split("\n\n"))


def test_labels_further_in_begin_entries_of_their_own():
    labels = ["1. the mill", "a) the gate", "i. the fair"]
    lines = [Print(90 + 18 * i, 640 - 13 * i, text) for i, text in enumerate(labels)]
    found = convert([*lines, *text_below(560)]).markdown
    assert found.split("\n\n")[-4:-1] == labels


def test_a_reference_hangs_below_its_number():
    page = [
        Print(90, 640, "[1] Anna Miller, Prices of rye at the fair and in the mills of the south,"),
        Print(106, 626, "in The Growers, 2031."),
    ]
    found = convert([*page, *text_below(580)]).markdown
    assert "mills of the south, in The Growers" in found


def test_references_hang_from_their_first_lines():
    entries = [f"Miller, A. 203{i}. {sentence(i, 18)}" for i in range(5)]
    lines = [line for entry in entries for line in wrapped(entry, 300)]
    page = [
        Print(90 if line.startswith("Miller, A.") else 110, 640 - 13 * i, line)
        for i, line in enumerate(lines)
    ]
    assert paragraphs(convert(page)) == entries


@pytest.mark.parametrize(
    ("bold", "found"),
    [
        ("The price of rye at the fair, and of the sacks that we had", "**{} lent.** Growers"),
        ("Sacks", "# {}\n\n**lent.** Growers"),
    ],
)
def test_a_bold_opening_of_a_paragraph_may_be_longer_than_its_line(bold, found):
    width = stringWidth("lent. ", BOLD, 11)
    opening = [Print(90, 640, bold, 11, BOLD), Print(90, 627, "lent.", 11, BOLD)]
    text = [
        Print(90 + width, 627, "Growers ask for a receipt."),
        *block(90, 614, sentences(0, 9), 290),
    ]
    assert found.format(bold) in convert([*opening, *text]).markdown


def test_a_tag_that_closes_an_element_heads_nothing():
    parts = [Part("h1", "<rye>"), Part("p", sentence(0)), Part("p", "</rye>"), Part("h1", "Sacks")]
    found = convert_pdf(pdf([*parts, Part("p", sentence(1))], outline=True)).markdown
    assert [line for line in found.splitlines() if line[:1] == "#"] == ["# \\<rye\\>", "# Sacks"]


def test_sizes_that_text_recognition_guessed_head_nothing():
    texts = [sentence(i, 3)[:-1] if i % 2 else sentence(i, 14) for i in range(40)]
    lines = [Print(90, 760 - 18 * i, text, 9 + (i * 7) % 16 * 0.6) for i, text in enumerate(texts)]
    assert "#" not in convert(lines).markdown


def test_a_slide_that_is_shown_again_with_more_is_read_once():
    title = Print(90, 700, "Prices of rye", 24, BOLD)
    lines = [Print(90, 600 - 60 * i, sentence(i), 18) for i in range(3)]
    shown = [[title, *lines[: i + 1], Print(500, 30, f"{i + 1} / 3", 9)] for i in range(3)]
    found = convert(*shown).markdown
    assert found.count("Prices of rye") == found.count("Word0") == found.count("Word2") == 1


def test_the_same_title_and_footer_before_each_part_are_no_slide_shown_again():
    part = [Print(90, 500, "Section pages", 24, BOLD), Print(90, 30, "College of Rye", 9)]
    text = [Print(90, 700, "Block types", 20, BOLD), *text_below(640), part[1]]
    assert convert(text, *[part] * 4).markdown.count("Section pages") == 4


def test_the_first_line_of_a_bold_sentence_heads_nothing():
    assert headings(Print(90, 620, "The words of the miller are set here with the", 11, BOLD)) == []


def parts_of_one_look(names: list[str], font: str, size: float, *, centred: bool = False):
    """A title, and below each name some text."""
    page = [Print(90, 740, "The Price of Rye", 18, BOLD)]
    for i, name in enumerate(names):
        top = 700 - 130 * i
        left = 305 - stringWidth(name, font, size) / 2 if centred else 90
        page += [Print(left, top, name, size, font)]
        page += block(90, top - 16, sentences(9 * i, 6))
    return convert(page)


@pytest.mark.parametrize(
    ("names", "font", "size", "centred"),
    [
        (["WHAT GROWERS ASK", "WHAT MILLERS PAY", "NEXT YEAR"], ROMAN, 11, False),
        (["What growers ask", "What millers pay", "Next year"], ITALIC, 11, False),
        (["What growers ask", "What millers pay", "Next year"], BOLD, 9, False),
        (["What Growers Ask", "What Millers Pay", "Next Year"], ROMAN, 11, True),
    ],
)
def test_lines_of_one_look_above_text_head_parts(names, font, size, centred):
    found = parts_of_one_look(names, font, size, centred=centred)
    heads = [part for part in paragraphs(found) if part.startswith("#")]
    assert heads == ["# The Price of Rye", *(f"## {name}" for name in names)]


@pytest.mark.parametrize(
    "names",
    [
        ["Said the miller", "Said the miller", "Said the miller"],
        ["Listing 1: Sacks", "Listing 2: Kettles", "Listing 3: Gates"],
        ["x = a + b", "y = a + c", "z = b + c"],
    ],
)
def test_the_same_line_a_caption_or_a_formula_heads_no_part(names):
    found = paragraphs(parts_of_one_look(names, ITALIC, 11))
    assert [part for part in found if part.startswith("#")] == ["# The Price of Rye"]


def test_capitals_and_italics_above_text_end_where_it_begins():
    page = [Print(90, 700, "The Price of Rye", 18, BOLD)]
    page += [Print(90, 640, "WHAT GROWERS ASK"), *block(90, 626, sentences(0, 6))]
    page += [Print(90, 440, "Next year", 11, ITALIC), *block(90, 426, sentences(9, 6))]
    found = paragraphs(convert(page))
    assert "WHAT GROWERS ASK" in found
    assert "*Next year*" in map(str.strip, found)


def test_underlined_lines_head_parts():
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792), invariant=1)
    for i, name in enumerate(["What growers ask", "What millers pay"]):
        top = 700 - 200 * i
        canvas.setFont(ROMAN, 11)
        canvas.drawString(90, top, name)
        canvas.line(90, top - 1.5, 90 + stringWidth(name, ROMAN, 11), top - 1.5)
        for line in block(90, top - 14, sentences(9 * i, 6)):
            canvas.drawString(line.left, line.bottom, line.text)
    canvas.line(90, 280, 500, 280)
    canvas.drawString(90, 281.5, "No more than a rule")
    canvas.save()
    found = paragraphs(convert_pdf(buffer.getvalue()))
    assert [part for part in found if part.startswith("#")] == [
        "# What growers ask",
        "# What millers pay",
    ]


SIDES = ("left", "right", "far")


@pytest.mark.parametrize(
    "parts",
    [
        ["Results", "Discussion", "Methods used"],
        [f"How the mills of the {side} bank were measured in the years" for side in SIDES],
    ],
)
def test_a_line_of_another_face_is_not_joined_to_the_text_below(parts):
    lines = [
        line
        for i, part in enumerate(parts)
        for line in (
            Print(90, 700 - 200 * i, part, 11.2, "Helvetica"),
            *block(90, 686 - 200 * i, sentences(9 * i, 9)),
        )
    ]
    found = paragraphs(convert(lines))
    assert [part for part in found if part.startswith("#")] == [f"# {part}" for part in parts]


def test_an_outline_leaves_names_of_parts_and_numbers_that_go_on():
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792), invariant=1)
    others = ["Abstract", "Rye is dear", "3.1 Of rye"]
    for i, (name, other) in enumerate(zip(["Mills", "Fairs", "Gates"], others, strict=True)):
        canvas.bookmarkPage(name)
        canvas.addOutlineEntry(f"{i + 1} {name}", name)
        page = [*block(90, 740, sentences(9 * i, 3)), Print(90, 640, f"{i + 1} {name}", 11, BOLD)]
        page += [
            *block(90, 620, sentences(9 * i + 3, 3)),
            Print(90, 520, other, 11, BOLD),
            *block(90, 500, sentences(40 + i, 5)),
        ]
        for line in page:
            canvas.setFont(line.font, line.size)
            canvas.drawString(line.left, line.bottom, line.text)
        canvas.showPage()
    canvas.save()
    found = convert_pdf(buffer.getvalue()).markdown.split("\n\n")
    heads = [part for part in found if part.startswith("#")]
    names = ["1 Mills", "Abstract", "2 Fairs", "3 Gates", "3.1 Of rye"]
    assert [head.lstrip("# ") for head in heads] == names

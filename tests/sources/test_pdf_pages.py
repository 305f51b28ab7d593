"""Pages that show one thing each: notes, boxes, heads that change, tables with long cells."""

import io
import struct
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from typing import NamedTuple

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from briefing.sources.converted import Converted
from briefing.sources.pdf.convert_pdf import convert_pdf
from briefing.sources.pdf.font_letters import font_codes, misread_letters
from briefing.sources.pdf.line import Line
from briefing.sources.pdf.pdf_tables import find_tables
from briefing.sources.pdf.text_lines import _join_runs
from briefing.sources.pdf.unknown_letters import mend_unknown_letters
from tests.sources.make_tagged_pdf import tagged_pdf

WORDS = [
    "the",
    "miller",
    "weighed",
    "two",
    "sacks",
    "of",
    "rye",
    "before",
    "the",
    "frost",
    "and",
    "sold",
    "them",
    "at",
    "the",
    "fair",
    "without",
    "a",
    "receipt",
    "while",
    "his",
    "sister",
    "moved",
    "the",
    "copper",
    "kettles",
    "to",
    "the",
    "ice",
    "house",
    "by",
    "the",
    "south",
    "gate",
]
ROMAN, BOLD = "Times-Roman", "Times-Bold"


class Print(NamedTuple):
    left: float
    bottom: float
    text: str
    size: float = 11
    font: str = ROMAN
    turn: float = 0


def sentence(number: int, words: int = 13) -> str:
    """Number `number` of many that differ."""
    return " ".join([f"Word{number}", *islice(cycle(WORDS), number % 7, number % 7 + words)]) + "."


def sentences(first: int, count: int) -> str:
    return " ".join(sentence(first + i) for i in range(count))


def wrapped(text: str, width: float, size: float = 11) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if stringWidth(longer, ROMAN, size) > width and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def block(
    left: float, top: float, text: str, width: float = 430, size: float = 11, first: float = 0
) -> list[Print]:
    return [
        Print(left + (first if i == 0 else 0), top - 1.2 * size * i, line, size)
        for i, line in enumerate(wrapped(text, width, size))
    ]


def convert(*pages: Sequence[Print], title: str = "") -> Converted:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792), invariant=1)
    canvas.setTitle(title)
    for page in pages:
        for line in page:
            canvas.saveState()
            canvas.translate(line.left, line.bottom)
            canvas.rotate(line.turn)
            canvas.setFont(line.font, line.size)
            canvas.drawString(0, 0, line.text)
            canvas.restoreState()
        canvas.showPage()
    canvas.save()
    return convert_pdf(buffer.getvalue())


def paragraphs(found: Converted) -> list[str]:
    return found.markdown.split("\n\n")


def long_text(pages: int, lines: int = 30) -> Iterator[list[str]]:
    text = wrapped(sentences(0, pages * lines + 10), 430)
    for i in range(pages):
        yield text[i * lines : (i + 1) * lines]


def full_page(lines: Sequence[str]) -> list[Print]:
    return [Print(90, 700 - 14 * i, line) for i, line in enumerate(lines)]


def test_notes_stand_behind_the_paragraph_that_goes_on_over_them():
    pages = [
        [*full_page(lines), *block(90, 240, f"{i + 1} {sentences(900 + 2 * i, 2)}", size=8.5)]
        for i, lines in enumerate(long_text(3))
    ]
    found = paragraphs(convert(*pages))
    assert len(found) == 4
    assert [text[:9] for text in found[1:]] == ["1 Word900", "2 Word902", "3 Word904"]


def test_text_is_text_though_the_notes_hold_more_letters():
    pages = [
        [
            Print(90, 700, f"Question {i}?", 13, BOLD),
            *block(90, 680, sentence(10 * i)),
            *block(90, 640, sentence(10 * i + 1, 5)),
            *block(90, 300, f"{i} {sentences(500 + 20 * i, 12)}", size=8),
        ]
        for i in (1, 2, 3)
    ]
    heads = [text for text in paragraphs(convert(*pages)) if text.startswith("#")]
    assert heads == ["# Question 1?", "# Question 2?", "# Question 3?"]


def test_heads_that_change_with_the_part_are_furniture():
    parts = ["Of Mills", "Of Mills", "Of Bells", "Of Bells", "Of Roads", "Of Roads"]
    pages = [
        [
            Print(200, 750, "The County Almanac" if i % 2 else "Edited by the guild", 10),
            Print(250, 730, part, 10),
            *full_page(lines),
        ]
        for i, (part, lines) in enumerate(zip(parts, long_text(6), strict=True))
    ]
    found = convert(*pages)
    assert len(paragraphs(found)) == 1
    assert {"Of Mills", "Of Bells", "Of Roads", "Edited by the guild"} <= set(found.boilerplate)


def test_a_low_line_on_two_pages_is_furniture():
    foot = Print(90, 30, "Sent free of charge to the readers of the county")
    pages = [
        [*full_page(lines), *([foot] if i < 2 else [])] for i, lines in enumerate(long_text(6))
    ]
    found = convert(*pages)
    assert found.boilerplate == [foot.text]
    assert len(paragraphs(found)) == 1


def test_lines_at_the_same_place_are_not_furniture_where_the_text_goes_on():
    pages = [
        [
            Print(90, 700 - 24 * i, line)
            for i, line in enumerate(["Q. Was it so?", *wrapped(sentences(i, 6), 430)])
        ]
        for i in (1, 30, 60)
    ]
    assert convert(*pages).markdown.count("Q. Was it so?") == 3


@pytest.mark.parametrize(("left", "turn"), [(40, 90), (590, -90)])
def test_a_stamp_in_the_margin_is_furniture(left, turn):
    found = convert(
        [*full_page(next(long_text(1))), Print(left, 500, "Taken on 4 June", 18, ROMAN, turn)]
    )
    assert found.boilerplate == ["Taken on 4 June"]
    assert len(paragraphs(found)) == 1


def test_numbers_of_lines_are_furniture():
    lines = ["MS. ODE: Was it lit?", *wrapped(f"THE CHAIR: {sentences(0, 9)}", 400)]
    page = [Print(120, 700 - 24 * i, line) for i, line in enumerate(lines)]
    page += [Print(80, 700 - 24 * i, str(i + 1)) for i in range(len(lines))]
    found = convert(page)
    assert found.boilerplate == [" ".join(str(i + 1) for i in range(len(lines)))]
    assert paragraphs(found) == [lines[0], f"THE CHAIR: {sentences(0, 9)}"]


def test_text_goes_on_past_a_box_beside_it():
    box = [Print(430, 690 - 12 * i, line, 9) for i, line in enumerate(["Ada Brink", "Editor", "x"])]
    texts = [sentences(10 * i, 5) for i in range(3)]
    text = [line for i, words in enumerate(texts) for line in block(80, 700 - 90 * i, words, 320)]
    assert paragraphs(convert([*box, *text]))[:3] == texts


def test_a_sentence_goes_on_below_a_box_that_holds_as_much():
    lines = wrapped(sentences(0, 6), 200)[:8]
    rest = sentences(0, 6).removeprefix(" ".join(lines)).strip() + " " + sentences(6, 3)
    text = [Print(80, 700 - 13.2 * i, line) for i, line in enumerate(lines)]
    box = block(300, 700, sentences(30, 5), 210, 8)
    below = block(80, text[-1].bottom - 13.2, rest)
    assert rest[0].islower()
    assert paragraphs(convert([*text, *box, *below]))[0] == sentences(0, 9)


@pytest.mark.parametrize(
    ("ends", "table"),
    [
        ([(150, 165), (230, 247), (190, 204), (120, 138)], False),
        ([(150, 165), (158, 165), (143, 165), (150, 165)], True),
    ],
)
def test_wide_spaces_within_justified_lines_make_no_table(ends, table):
    lines = [
        Line("x", left, y, right, y + 9, 11, False, 0)
        for i, (end, start) in enumerate(ends)
        for y in [700 - 15 * i]
        for left, right in ((90, end), (start, 300))
    ]
    assert bool(find_tables(lines)) is table


@pytest.mark.parametrize(("gap", "wanted"), [(1.5, "mi"), (2.8, "m i")])
def test_letters_printed_one_by_one_have_no_spaces(gap, wanted):
    first, second = (
        Line(sign, left, 700, left + 6, 708, 11, False, 0)
        for sign, left in (("m", 90), ("i", 96 + gap))
    )
    assert [line.text for line in _join_runs([[first], [second]], [])] == [wanted]


def test_a_drop_cap_belongs_to_its_word():
    lines = wrapped(f"he fair was over. {sentences(0, 6)}", 400)
    page = [Print(60, 681, "T", 30, BOLD)]
    page += [
        Print(82 if i < 2 else 60, 700 - 13 * i, line)
        for i, line in enumerate(lines[:2] + wrapped(" ".join(lines[2:]), 422))
    ]
    assert convert(page).markdown == f"The fair was over. {sentences(0, 6)}"


def test_a_list_of_contents_does_not_take_the_introduction_with_it():
    contents = [Print(90, 700, "Contents", 13, BOLD)]
    contents += [Print(90, 680 - 14 * i, f"Part {i} {'. ' * 30}{i + 3}") for i in range(4)]
    found = convert(contents, full_page(next(long_text(1))))
    assert found.markdown.startswith("Word0 ")
    assert len(found.boilerplate) == 5


def test_page_numbers_beside_the_entries_are_of_the_list_of_contents():
    page = [Print(90, 700, "Contents", 13, BOLD), Print(90, 560, "Mills", 13, BOLD)]
    for i in range(4):
        page += [Print(90, 680 - 16 * i, f"Part {i}"), Print(500, 680 - 16 * i, str(3 * i + 1))]
    found = convert([*page, *block(90, 540, sentences(0, 4))])
    assert found.markdown == f"# Mills\n\n{sentences(0, 4)}"


def test_bold_wrapped_and_roman_entries_are_of_the_list_of_contents():
    entries = [("Foreword", "iv"), ("1 Mills", "1"), ("1.1 Rye and", ""), ("its price", "2"), ("Part two", ""),
               ("2 Sacks", "12")]  # fmt: skip
    page = [Print(90, 700, "Table of Contents", 16, BOLD)]
    for i, (name, number) in enumerate(entries):
        page.append(Print(90, 670 - 18 * i, name, 12, BOLD if name[:2] in ("1 ", "2 ") else ROMAN))
        page += [Print(506 - 6 * len(number), 670 - 18 * i, number, 12, ROMAN)] if number else []
    found = convert(page, [Print(90, 700, "Mills", 13, BOLD), *block(90, 680, sentences(0, 4))])
    assert found.markdown == f"# Mills\n\n{sentences(0, 4)}"
    assert found.boilerplate[1] == "Foreword iv"


def title_page() -> list[Print]:
    lines = [("The Miller's Handbook", 24), ("Release 4", 14), ("Ada Lind", 16)]
    return [Print(90, 600 - 60 * i, text, size, BOLD) for i, (text, size) in enumerate(lines)]


def headings(found: Converted) -> list[str]:
    return [paragraph for paragraph in paragraphs(found) if paragraph.startswith("#")]


def test_a_title_page_has_one_heading_and_its_title_is_not_said_again():
    again = [Print(90, 700, "The Miller’s Handbook", 18, BOLD), *block(90, 670, sentences(0, 4))]
    mills = [Print(90, 700, "Mills", 14, BOLD), *block(90, 680, sentences(5, 4))]
    found = convert(title_page(), again, mills)
    assert headings(found) == ["# The Miller's Handbook", "## Mills"]


def test_the_title_of_the_file_is_as_it_is_written():
    page = [*title_page(), *block(90, 400, sentences(0, 9))]
    assert convert(page, page).title == "The Miller's Handbook"


@pytest.mark.parametrize("label", ["Chapter 1", "PART II", "Kapitel 3", "APPENDIX A"])
def test_the_number_of_a_chapter_and_its_name_are_one_heading(label):
    page = [
        Print(90, 720, label, 18, BOLD),
        Print(90, 690, "Mills", 22, BOLD),
        *block(90, 660, sentences(0, 4)),
    ]
    assert headings(convert(page)) == [f"# {label} Mills"]


@pytest.mark.parametrize("name", ["Note", "Warning:", "Hinweis", "TIP"])
def test_the_name_of_a_note_is_no_heading(name):
    page = [Print(90, 700, "Mills", 14, BOLD), *block(90, 680, sentences(0, 4))]
    page += [Print(90, 600, name, 12, BOLD), *block(90, 584, sentences(5, 3))]
    assert headings(convert(page)) == ["# Mills"]


def with_letter(sign: str, lines: Sequence[str]) -> bytes:
    """A file whose font says that "x" is `sign`."""
    code = sign.encode("utf-16-be").hex()
    mapped = (
        f"1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <78> <{code}> endbfchar"
    )
    drawn = "".join(
        f"BT /F1 11 Tf 90 {700 - 14 * i} Td ({line}) Tj ET " for i, line in enumerate(lines)
    )
    drawn += "BT /F2 11 Tf 90 600 Td (Bold words) Tj ET BT /F1 11 Tf 160 600 Td (and others) Tj ET"
    font = "<</Type/Font/Subtype/Type1/BaseFont"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R/F2 6 0 R>>>>>>",
        f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream",
        f"{font}/Times-Roman/ToUnicode 7 0 R>>",
        f"{font}/Times-Bold>>",
        f"<</Length {len(mapped)}>>stream\n{mapped}\nendstream",
    ]
    body = "".join(f"{i} 0 obj\n{each}\nendobj\n" for i, each in enumerate(objects, 1))
    return f"%PDF-1.4\n{body}trailer\n<</Root 1 0 R/Size 8>>\nstartxref\n0\n%%EOF".encode("latin-1")


def test_letters_beyond_the_first_plane_move_no_style():
    found = convert_pdf(with_letter("\U0001d6fd", ["The slope x of x and x is small here."]))
    assert "slope \U0001d6fd of" in found.markdown
    assert found.markdown.endswith("# Bold words\n\nand others")


def test_a_run_that_begins_with_a_control_character_repeats_no_text():
    found = convert_pdf(
        with_letter("\3", ["The slope of) Tj (x) Tj (a hill and", "another is small."])
    )
    assert found.markdown.count("another") == 1


CELLS = [
    ["Year", "What", "Who"],
    *([str(1990 + i), sentences(4 * i, 3), "guild"] for i in range(4)),
]


def printed_table(space: float) -> list[Print]:
    page: list[Print] = [*block(60, 720, sentences(50, 4))]
    top = 640.0
    for row in CELLS:
        cells = [wrapped(text, 250, 9.5) for text in row]
        for left, lines in zip((60, 120, 420), cells, strict=True):
            page += [Print(left, top - 11.5 * i, line, 9.5) for i, line in enumerate(lines)]
        top -= 11.5 * max(map(len, cells)) + space
    return [*page, *block(60, top - 20, sentences(70, 4))]


@pytest.mark.parametrize("space", [0, 6])
def test_cells_of_several_lines_are_whole(space):
    rows = [f"| {' | '.join(row)} |" for row in CELLS]
    rows.insert(1, "| --- | --- | --- |")
    assert paragraphs(convert(printed_table(space)))[1] == "\n".join(rows)


def test_rows_of_values_that_stand_close_are_rows_by_themselves():
    rows = [("Rye", "12", "—"), ("Oats and", "", ""), ("barley", "7", "3.5%"), ("Wheat", "1", "2")]
    page = block(90, 720, sentences(0, 4))
    for part in range(2):
        for i, row in enumerate((("Grain", "Sacks", "Share"), *rows)):
            bottom = 640 - 100 * part - 13 * i - 20 * (i > 0)
            page += [Print(90 + 150 * k, bottom, text, 10) for k, text in enumerate(row) if text]
    found = convert(page).markdown
    assert "| Rye | 12 | — |\n| Oats and barley | 7 | 3.5% |\n| Wheat | 1 | 2 |" in found


@pytest.mark.parametrize("turn", [90, -90])
def test_a_table_that_is_printed_sideways_is_a_table(turn):
    rows = [["Day", "Goods", "Price"], *([f"{i} May", WORDS[i], str(70 + i)] for i in range(3, 9))]
    page = [
        Print(100 + 15 * i if turn > 0 else 500 - 15 * i, 80 + x if turn > 0 else 700 - x, cell, 10)
        for i, row in enumerate(rows)
        for x, cell in zip((0, 120, 300), row, strict=True)
    ]
    found = convert([cell._replace(turn=turn) for cell in page])
    assert found.markdown.split("\n")[2:] == [f"| {' | '.join(row)} |" for row in rows[1:]]


@pytest.mark.parametrize(
    "labels", ["1 2 3", "1.1 1.2 2.1", "(a) (b) (c)", "ii. iii. iv.", "A. B. C."]
)
def test_labels_beside_paragraphs_are_of_these(labels):
    page: list[Print] = []
    texts = [f"{label} {sentences(30 * i, 4)}" for i, label in enumerate(labels.split())]
    for i, text in enumerate(texts):
        label, _, words = text.partition(" ")
        page += [Print(60, 700 - 80 * i, label), *block(100, 700 - 80 * i, words, 420)]
    found = convert([*block(60, 780, sentences(90, 4)), *page]).markdown.replace("\\", "")
    assert [text.strip() for text in found.split("\n\n")][1:] == texts


def test_large_chapter_numbers_are_no_page_numbers():
    pages = [
        [Print(90, 720, f"{i} Of Mills", 18, BOLD), *full_page(lines)]
        for i, lines in enumerate(long_text(4), 1)
    ]
    assert convert(*pages).markdown.count("Of Mills") == 4


def test_columns_with_another_gutter_below_are_read_for_themselves():
    texts = [sentences(20 * i, 7) for i in range(4)]
    page = [Print(70, 480, "The Rope Works", 14, BOLD)]
    for text, left, top, width in zip(
        texts, (70, 320, 70, 255), (720, 720, 450, 450), (215, 215, 160, 290), strict=True
    ):
        page += block(left, top, text, width, 9.5)
    assert paragraphs(convert(page)) == [*texts[:2], "# The Rope Works", *texts[2:]]


def test_bold_words_that_fill_a_line_break_no_paragraph():
    page = block(90, 720, sentences(0, 4))
    lines = [
        "The mill says to all who come here that",
        "nobody may take a sack of rye, of oats or of wheat, be it full or empty, from the",
        "yard by night, ever.",
    ]
    width = stringWidth("The words of the board are these: ", ROMAN, 11)
    page += [
        Print(90, 640, "The words of the board are these: "),
        Print(90 + width, 640, lines[0], font=BOLD),
        Print(90, 626.8, lines[1], font=BOLD),
        Print(90, 613.6, lines[2], font=BOLD),
        Print(90 + stringWidth(lines[2] + " ", BOLD, 11), 613.6, "All the rest is free"),
    ]
    assert "or empty, from the yard by night, ever.** All" in convert(page).markdown


def test_lines_of_a_letter_head_nothing():
    words = sentences(0, 12)
    page = [
        Print(60, 740, "The Mill of Ravna", 14, BOLD),
        Print(60, 726, "Mill Lane 4, 1001 Ravna, Tel. 0555 123", 8),
    ]
    page += block(60, 600, words)
    page += [
        Print(60, 440, "Yours sincerely,"),
        Print(60, 400, "Ada Lind"),
        Print(60, 385, "Miller"),
    ]
    assert convert(page).markdown.count("# ") == 1


def test_large_words_of_somebody_head_nothing():
    page = [
        *block(60, 720, sentences(0, 8)),
        Print(90, 560, "“I never saw it,” says the miller.", 16, BOLD),
    ]
    assert "# " not in convert([*page, *block(60, 520, sentences(20, 8))]).markdown


def test_a_heading_below_three_columns_heads_the_two_below_it():
    texts = [sentences(20 * i, 5) for i in range(5)]
    page = []
    for i, text in enumerate(texts[:3]):
        page += block(60 + 165 * i, 720, text, 150, 9.5)
    low = min(line.bottom for line in page)
    page.append(Print(60, low - 27, "The Rope Works", 14, BOLD))
    for i, text in enumerate(texts[3:]):
        page += block(60 + 250 * i, low - 50, text, 235, 9.5)
    found = paragraphs(convert(page))
    assert found == [*texts[:3], "# The Rope Works", *texts[3:]]


def test_notes_below_columns_are_in_columns():
    texts = [sentences(20 * i, 12) for i in range(2)]
    notes = [f"{i + 1} {sentence(900 + i, 16)}" for i in range(2)]
    page = []
    for i, (text, note) in enumerate(zip(texts, notes, strict=True)):
        page += block(60 + 250 * i, 720, text, 235, 10) + block(60 + 250 * i, 100, note, 235, 8)
    assert paragraphs(convert(page))[-2:] == notes


def test_names_centred_above_columns_stand_before_them():
    page = [Print(170, 740, "On the Weight of Sacks", 16, BOLD)]
    for left, name in ((150, "A. Brink"), (400, "B. Moss")):
        places = (name, "Guild of Millers and Bakers", f"{name[3:].lower()}@ravna.example")
        page += [
            Print(left - 3 * len(words) // 2, 720 - 12 * i, words, 10)
            for i, words in enumerate(places)
        ]
    texts = [sentences(20 * i, 9) for i in range(2)]
    for i, text in enumerate(texts):
        page += block(60 + 260 * i, 670, text, 235, 10)
    found = paragraphs(convert(page))
    assert found[2:] == texts
    assert "B. Moss" in found[1]


def test_two_columns_are_no_table_though_their_paragraphs_have_spaces():
    page: list[Print] = []
    texts = [sentences(20 * i, 4 + i % 3) for i in range(8)]
    tops = [720.0, 720.0]
    for i, text in enumerate(texts):
        lines = block(60 + 260 * (i // 4), tops[i // 4], text, 235, 10)
        tops[i // 4] -= 12 * len(lines) + 6
        page += lines
    assert paragraphs(convert(page)) == texts


def printed_lines(*lines: str, left: Sequence[float] = ()) -> str:
    """The markdown of a paragraph with these lines below another."""
    filler = block(90, 700, sentences(0, 6), 300)
    top = filler[-1].bottom - 26
    page = [Print(left[i] if left else 90, top - 13.2 * i, line) for i, line in enumerate(lines)]
    return convert([*filler, *page]).markdown.removeprefix(sentences(0, 6)).strip()


@pytest.mark.parametrize(
    "lines",
    [
        ("the warden counted all the lamps on the bridge: there were", "14. She wrote it down."),
        ("the rule of the guild is cited in the book (see the rules, no.", "7) and it is kept."),
        ("it is kept (1) in the matter of bells and clocks, and also", "(2) in that of gates."),
    ],
)
def test_a_number_within_a_sentence_begins_no_item(lines):
    found = printed_lines(*lines).replace("\\", "")
    assert found == " ".join(lines)


def test_items_keep_the_signs_around_their_numbers():
    found = printed_lines("The rules are:", "1) Be kind.", "2) Be brief.", "(1) One.", "(2) Two.")
    assert found == "The rules are:\n\n1) Be kind.\n2) Be brief.\n\n(1) One.\n\n(2) Two."


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (["1. Count the sacks", "2. Weigh the kettles", "3. Close the gate"], "\n"),
        (["The fair has rules, which are:", "a) nobody sells ice,", "b) all bells rest."], "\n\n"),
    ],
)
def test_short_items_stand_by_themselves(lines, wanted):
    page = [Print(90, 700 - 13.2 * i, line) for i, line in enumerate(lines)]
    assert convert(page).markdown == wanted.join(lines)


def test_the_number_of_an_item_may_be_printed_last_and_higher():
    pages = [full_page(lines) for lines in long_text(2)]
    item = block(90, 720, sentences(70, 3))
    number = Print(78, item[0].bottom + 0.2, "3.")
    assert f"3. {sentences(70, 3)}" in convert(*pages, [*item, number]).markdown


def test_a_sign_before_each_paragraph_is_a_bullet():
    first = block(110, 700, sentences(0, 4))
    items = [first]
    for number in (4, 8):
        items.append(block(110, items[-1][-1].bottom - 14, sentences(number, 4)))
    signs = [Print(76, item[0].bottom, "!") for item in items]
    found = convert(
        [line for item, sign in zip(items, signs, strict=True) for line in (sign, *item)]
    ).markdown
    assert found == "\n".join(f"- {sentences(number, 4)}" for number in (0, 4, 8))


def test_the_second_line_of_an_item_may_stand_further_out():
    item = "• By hand: give it to the warden of the bridge at the south"
    found = printed_lines(item, "gate before noon.", "• By post.", left=(104, 90, 104))
    assert found == f"- {item[2:]} gate before noon.\n- By post."


@pytest.mark.parametrize("left", [(60, 60), (60, 160)])
def test_a_title_on_two_lines_is_one(left):
    lines = "Of Kettles, Sacks and Lanterns: Sales in the", "Years of the Fair"
    page = [Print(x, 720 - 26 * i, lines[i], 22, BOLD) for i, x in enumerate(left)]
    found = convert([*page, *block(60, 650, sentences(0, 5))])
    assert found.title == " ".join(lines)


def test_a_line_between_title_and_text_heads_nothing():
    page = [Print(60, 720, "Of Kettles", 22, BOLD), Print(60, 690, "Second edition", 14)]
    page += [Print(60, 660, "3 May 2033", 14), Print(60, 620, "Rye", 16, BOLD)]
    page += [*block(60, 600, sentences(0, 5)), Print(60, 480, "Oats", 16, BOLD)]
    found = convert([*page, *block(60, 460, sentences(9, 5))]).markdown
    assert found.startswith("# Of Kettles\n\nSecond edition\n\n3 May 2033\n\n## Rye\n")


@pytest.mark.parametrize(
    "stamp",
    [
        "Updated May 3, 2033",
        "June 2033",
        "DRAFT",
        "For immediate release",
        "Last changed 12/05/2033",
    ],
)
def test_a_date_or_stamp_is_no_title(stamp):
    page = [Print(60, 740, stamp, 20), Print(60, 700, "The Bells of the Parish", 18, BOLD)]
    assert convert([*page, *block(60, 670, sentences(0, 5))]).title == "The Bells of the Parish"


def test_tags_tell_headings_and_what_is_no_part_of_the_text():
    texts = [sentence(i) for i in range(4)]
    found = convert_pdf(
        tagged_pdf(
            [
                ("H1", 720, 11, "Of Mills"),
                ("P", 700, 11, texts[0]),
                ("Artifact", 680, 11, "Seen by the clerk"),
                ("H2", 660, 11, "Of Bells"),
                *(("P", 640 - 20 * i, 11, text) for i, text in enumerate(texts[1:])),
            ]
        )
    )
    assert found.markdown == "\n\n".join(
        ["# Of Mills", texts[0], "## Of Bells", " ".join(texts[1:])]
    )
    assert found.boilerplate == ["Seen by the clerk"]


def test_a_head_tagged_as_no_text_is_the_title_where_it_is_the_largest():
    parts = [("P", 700 - 20 * i, 11, sentence(i)) for i in range(4)]
    found = convert_pdf(tagged_pdf([("Artifact", 740, 16, "What Mills Cost"), *parts]))
    assert (found.title, found.boilerplate) == ("What Mills Cost", [])


def font(*codes: int) -> bytes:
    """A font file that has only a table for the Macintosh with these codes."""
    glyphs = bytes(1 if code in codes else 0 for code in range(256))
    table = struct.pack(">HHHHIHHH", 0, 1, 1, 0, 12, 0, 262, 0) + glyphs
    return struct.pack(">IHHHH4sIII", 0x10000, 1, 0, 0, 0, b"cmap", 0, 28, len(table)) + table


@pytest.mark.parametrize(
    ("codes", "shown", "wanted"),
    [
        ((0x61, 0x92, 0x93, 0x94, 0x97), "ìaíóaî", "“a’—a”"),
        ((0x61, 0x8E, 0x92, 0x97), "éaíóa", "éaíóa"),
        ((0x61, 0xD2, 0xD3, 0xD5), "“a’a”", "“a’a”"),
        ((0x61,), "aé", "aé"),
    ],
)
def test_letters_are_read_by_the_fonts_own_table(codes, shown, wanted):
    assert shown.translate(misread_letters(font_codes(font(*codes)))) == wanted


def test_a_font_with_a_range_for_each_code_is_not_read():
    """Each of these ranges has all codes."""
    count = 30_000
    ranges = struct.pack(f">{count}H", *[0xFFFE] * count) + b"\0\0" + bytes(2 * count)
    table = struct.pack(">HHHH", 4, 0, 0, 2 * count) + bytes(6) + ranges
    head = struct.pack(">IHHHH4sIII", 1 << 16, 1, 0, 0, 0, b"cmap", 0, 28, 0)
    assert not font_codes(head + struct.pack(">HHHHI", 0, 1, 3, 0, 12) + table)


def test_a_broken_font_changes_no_letter():
    assert not font_codes(font(0x92)[:40])
    assert not font_codes(b"")


def mended(text: str) -> str:
    line = Line(text, 0, 0, 0, 0, 10, False, 0)
    mend_unknown_letters([line])
    return line.text


def test_a_ligature_is_mended_where_one_word_fits():
    assert mended("con\ufffdrmed the \ufffdrst o\ufffdce") == "confirmed the first office"
    assert mended("x\ufffdq and a\ufffd") == "x\ufffdq and a\ufffd"
    assert mended("the \x1crst o\x1ecial \x1cles, seƩle") == "the first official files, settle"
    assert mended("x\x1cq and (\3) tư") == "x\ufffdq and (\3) tư"
    assert mended("naƟon, moƟon, acƟon of KoƟs") == "nation, motion, action of Kotis"
    assert mended("naƟon of KoƟs") == "nation of KoƟs"


@pytest.mark.parametrize("again", [True, False])
def test_a_table_over_two_pages_is_one_and_says_its_head_once(again):
    head = ["Year", "What", "Who"]
    rows = [[str(1990 + i), sentences(4 * i, 3), "guild"] for i in range(8)]
    pages = []
    for top, shown in ((700.0, [head, *rows[:4]]), (740.0, [head] * again + rows[4:])):
        page = []
        for row in shown:
            cells = [wrapped(text, 250, 9.5) for text in row]
            for left, lines in zip((60, 120, 420), cells, strict=True):
                page += [Print(left, top - 11.5 * i, line, 9.5) for i, line in enumerate(lines)]
            top -= 11.5 * max(map(len, cells)) + 6
        pages.append([*page, *(block(60, top - 40, sentences(70, 9)) if len(pages) else [])])
    wanted = [f"| {' | '.join(row)} |" for row in [head, ["---"] * 3, *rows]]
    assert paragraphs(convert(*pages))[0] == "\n".join(wanted)


def test_a_row_of_a_table_printed_at_once_has_cells():
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792), invariant=1)
    for i in range(6):
        line = canvas.beginText(90, 700 - 16 * i)
        line.setFont(ROMAN, 10)
        line.setWordSpace(30)
        line.textOut(f"Year{i} {1200 + i} {17 + i}.5 {40 + i}")
        canvas.drawText(line)
    canvas.save()
    rows = convert_pdf(buffer.getvalue()).markdown.split("\n")
    assert rows[2] == "| Year1 | 1201 | 18.5 | 41 |"


def test_a_heading_between_two_tables_is_in_neither():
    def table(top: float) -> list[Print]:
        return [
            Print(90 + 110 * j, top - 14 * i, f"{i}{j}.{i + j}", 8)
            for i in range(7)
            for j in range(4)
        ]

    page = [*table(700), Print(90, 560, "The prices of rye", 14, BOLD), *table(530)]
    found = convert([*block(90, 760, sentences(0, 3)), *page]).markdown
    assert "\n# The prices of rye\n" in found
    assert found.count("\n| --- |") == 2


def test_two_columns_of_text_below_a_table_are_no_part_of_it():
    page = [
        Print(left, 720 - 20 * i, text)
        for i in range(9)
        for left, text in ((60, f"Mill {i} by the weir"), (330, f"{i}7.{i} sacks of rye"))
    ]
    page += [Print(330, 500, "What is left", 11, BOLD)]
    for i in range(3):
        page += block(60, 500 - 86 * i, sentences(3 * i, 3), 230)
        page += block(330, 480 - 62 * i, sentences(20 + 2 * i, 2), 230)
    found = paragraphs(convert(page))
    assert found[0].count("\n") == 9
    left = [sentences(3 * i, 3) for i in range(3)]
    assert found[1:] == [*left, "# What is left", *(sentences(20 + 2 * i, 2) for i in range(3))]


@pytest.mark.parametrize(
    "times", [("9.30", "10.15", "12.00"), ("04/01", "11/01", "18/01"), ("9 am", "11 am", "1 pm")]
)
def test_each_entry_of_a_programme_stands_by_itself(times):
    page = [Print(90, 740, "Programme of the day", 16, BOLD), *block(90, 700, sentences(0, 3))]
    entries = [f"{time} {sentence(i, 6)[:-1]}" for i, time in enumerate(times)]
    page += [Print(90, 600 - 13 * i, entry) for i, entry in enumerate(entries)]
    assert convert(page).markdown.split("\n\n")[-3:] == entries


@pytest.mark.parametrize("counts", [(1, 1, 1, 1), (2, 2, 2, 1), (1, 2, 3, 1)])
def test_a_quotation_in_large_letters_beside_two_columns_makes_no_table(counts):
    quote = ["“All our rye", "comes from one", "field and is", "ground by one", "mill.”"]
    page = [Print(60, 700 - 17 * i, line, 14) for i, line in enumerate(quote)]
    texts = [sentences(100 * side + 5 * i, n) for side in (0, 3) for i, n in enumerate(counts)]
    top = 700.0
    for i, text in enumerate(texts):
        top = 700.0 if i % 4 == 0 else top
        lines = block(220 + 180 * (i // 4), top, text, 150, 9)
        top = lines[-1].bottom - 21.6
        page += lines
    found = paragraphs(convert(page))
    assert [text for text in found if text in texts] == texts
    assert " ".join(quote) in found


def test_short_paragraphs_on_a_page_of_few_long_lines_are_by_themselves():
    texts = [f"Town {i} counts its sacks" for i in range(12)]
    first = [*block(90, 740, sentences(0, 3)), Print(90, 690, "Towns", 14, BOLD)]
    page = [Print(90, 660 - 22 * i, text) for i, text in enumerate(texts)]
    before = [*block(90, 740, sentences(3, 30))]
    assert set(texts) <= set(paragraphs(convert(before, [*first, *page])))


def test_a_sentence_goes_on_over_lines_twice_as_far_apart():
    lines = wrapped(sentences(0, 2), 430)
    page = [*block(90, 740, sentences(3, 12)), *full_page([])]
    page += [Print(90, 480 - 25 * i, line) for i, line in enumerate(lines)]
    assert " ".join(lines) in paragraphs(convert(page))


def test_labels_beside_the_text_stand_before_what_they_name():
    page = [Print(60, 740, "Rules of the mill", 16, BOLD)]
    texts = [sentences(5 * i, 4 + i % 2) for i in range(4)]
    for i, text in enumerate(texts):
        top = page[-1].bottom - 13
        page += [Print(60, top, f"Of sacks {i}"), *block(170, top, text, width=370)]
    found = convert(page).markdown.split("\n\n")
    assert found[1::2] == [f"Of sacks {i}" for i in range(4)]
    assert found[2::2] == texts

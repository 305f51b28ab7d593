"""Tables and forms with rules."""

import io
from collections.abc import Iterable, Sequence
from itertools import pairwise

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from briefing.sources.pdf.convert_pdf import convert_pdf

Printed = tuple[float, float, str]
Ruled = tuple[float, float, float, float]


def shown(printed: Iterable[Printed], rules: Iterable[Ruled], *, turned: bool = False) -> list[str]:
    """Blocks of a page; a rule may be a rectangle."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792), invariant=1)
    if turned:
        canvas.translate(612, 0)
        canvas.rotate(90)
    for left, bottom, right, top in rules:
        if left == right or bottom == top:
            canvas.line(left, bottom, right, top)
        else:
            canvas.rect(left, bottom, right - left, top - bottom)
    for left, bottom, text in printed:
        canvas.setFont("Times-Bold" if text.isupper() else "Times-Roman", 10)
        canvas.drawString(left, bottom, text)
    canvas.save()
    return convert_pdf(buffer.getvalue()).markdown.split("\n\n")


def grid(lefts: Sequence[float], tops: Sequence[float]) -> list[Ruled]:
    upright = [(x, tops[-1], x, tops[0]) for x in lefts]
    return [*upright, *((lefts[0], y, lefts[-1], y) for y in tops)]


LEFTS, TOPS = (60, 140, 220, 300), (700, 670, 640, 610)
WORDS = [(65, 688, "Grain"), (145, 688, "Sold by"), (145, 676, "weight"), (225, 688, "Price")]
GRAINS = [
    *((65, 658 - 30 * i, name) for i, name in enumerate(("Rye", "Oats"))),
    *((145, 658 - 30 * i, f"the sack of {i + 3}") for i in range(2)),
    *((145, 646 - 30 * i, "stone") for i in range(2)),
    (225, 628, "12"),
]
TABLE = (
    "| Grain | Sold by weight | Price |\n| --- | --- | --- |\n"
    "| Rye | the sack of 3 stone |  |\n| Oats | the sack of 4 stone | 12 |"
)


@pytest.mark.parametrize("turned", [False, True])
def test_rules_tell_a_tables_cells(turned):
    assert shown([*WORDS, *GRAINS], grid(LEFTS, TOPS), turned=turned) == [TABLE]


def test_rectangles_and_rules_without_ends_tell_them_too():
    boxes = [
        (left, bottom, right, top)
        for left, right in pairwise(LEFTS)
        for top, bottom in pairwise(TOPS)
    ]
    inner = [rule for rule in grid(LEFTS, TOPS) if rule[0] not in (60, 300) or rule[0] < rule[2]]
    assert shown([*WORDS, *GRAINS], boxes) == shown([*WORDS, *GRAINS], inner) == [TABLE]


def test_a_ruled_head_and_the_rows_below_it_are_one_table():
    heads = [[(65, 678, "GRAIN"), (145, 678, "SOLD"), (225, 678, "PRICE")]]
    heads.append([(left, 658, text.replace("SOLD", "STONE")) for left, _, text in heads[0]])
    rows = [
        [(left, 638 - 20 * i, str(100 + i + left)) for left in (65, 145, 225)] for i in range(4)
    ]
    printed = [cell for row in (*heads, *rows) for cell in row]
    found = shown(printed, grid(LEFTS, (690, 670, 650)))
    assert [block.count("\n") for block in found] == [6]


def test_a_head_over_several_columns_stands_in_the_first():
    rules = [rule for rule in grid(LEFTS, TOPS) if rule[0] != 220 or rule[0] < rule[2]]
    rules.append((220, 610, 220, 670))
    printed = [
        (65, 688, "Grain"),
        (180, 688, "Sold"),
        (145, 658, "by weight"),
        (225, 658, "by tale"),
    ]
    printed += [(65, 628, "Rye"), (145, 628, "40"), (225, 628, "7")]
    assert shown(printed, rules) == [
        "| Grain | Sold |  |\n| --- | --- | --- |\n|  | by weight | by tale |\n| Rye | 40 | 7 |"
    ]


def test_rows_and_columns_without_rules_are_told_by_their_numbers():
    rules = grid((60, 160, 300), (700, 680, 600))
    printed = [(65, 686, "Grain"), (165, 686, "Before"), (240, 686, "After")]
    for i, name in enumerate(("Rye", "Oats", "Barley", "Wheat and", "spelt")):
        printed.append((65, 666 - 14 * i, name))
        if name != "Wheat and":
            printed += [(165, 666 - 14 * i, f"{7 + i}.5"), (240, 666 - 14 * i, f"{9 + i}.1")]
    rows = ["Grain | Before | After", "--- | --- | ---", "Rye | 7.5 | 9.1", "Oats | 8.5 | 10.1"]
    rows += ["Barley | 9.5 | 11.1", "Wheat and spelt | 11.5 | 13.1"]
    assert shown(printed, rules) == ["\n".join(f"| {row} |" for row in rows)]


FORM = [
    (65, 710, "PART ONE"),
    (65, 690, "Name"),
    (305, 690, "Born on"),
    (65, 660, "Has the mill a wheel?"),
    (75, 646, "Yes"),
    (120, 646, "No"),
    (185, 660, "Number of the wheels that"),
    (185, 648, "turn in winter"),
    (365, 660, "Town"),
]
SIDES = [
    *((x, 640, x, 720) for x in (60, 480)),
    *((60, y, 480, y) for y in (640, 672, 704, 720)),
    *((300, 672, 300, 704), (180, 640, 180, 672), (360, 640, 360, 672)),
]


def test_each_cell_of_a_form_stands_by_itself():
    assert shown(FORM, SIDES) == [
        "# PART ONE",
        "Name",
        "Born on",
        "Has the mill a wheel?",
        "Yes · No",
        "Number of the wheels that turn in winter",
        "Town",
    ]


def test_boxes_of_a_drawing_are_no_table():
    boxes = [(60, 600, 160, 640), (260, 600, 360, 640), (60, 500, 160, 540), (260, 500, 360, 540)]
    lines = [(160, 620, 260, 620), (110, 540, 110, 600), (310, 540, 310, 600), (360, 620, 400, 620)]
    names = [(b[0] + 10, b[1] + 15, f"Mill {i}") for i, b in enumerate(boxes)]
    beside = [(200, 570, "water"), (380, 630, "flour"), (200, 520, "weir"), (120, 570, "race")]
    assert "| --- |" not in "".join(shown([*names, *beside], [*boxes, *lines]))


def test_a_page_of_spaces_alone_is_empty():
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    for i in range(24):
        canvas.drawString(50 + 80 * (i // 4), 700 - 20 * (i % 4), "   ")
    canvas.showPage()
    canvas.drawString(60, 700, "Rye is sold by weight.")
    canvas.save()
    assert convert_pdf(buffer.getvalue()).markdown == "Rye is sold by weight."


def test_rows_that_recur_over_a_table_are_its_head():
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792), invariant=1)
    for page in range(4):
        canvas.setFont("Times-Bold", 10)
        tops = (770, 740, *(725 - 15 * i for i in range(31)))
        for left, bottom, right, top in grid(LEFTS, tops):
            canvas.line(left, bottom, right, top)
        heads = [(65, 744, "Mill"), (145, 756, "Sacks"), (145, 744, "of rye"), (225, 756, "Sacks")]
        for left, bottom, text in (*heads, (225, 744, "of oats")):
            canvas.drawString(left, bottom, text)
        canvas.setFont("Times-Roman", 10)
        for i in range(31):
            number = 31 * page + i
            row = (f"Mill {'abcdefghij'[number % 10]}{number}", str(2 * number), str(number))
            for left, text in zip((65, 145, 225), row, strict=True):
                canvas.drawString(left, 729 - 15 * i, text)
        canvas.showPage()
    canvas.save()
    found = convert_pdf(buffer.getvalue()).markdown.split("\n")
    assert found[0] == "| Mill | Sacks of rye | Sacks of oats |"
    assert found[-1] == "| Mill d123 | 246 | 123 |"
    assert len(found) == 126


FIGURES = (65, 145, 225, 305, 385)


def test_a_label_that_reaches_over_its_column_and_signs_join_no_columns():
    rows = [
        (f"Mill {chr(97 + i)}", f"{i + 3},00{i}", "17" if i % 3 == 0 else "*", f"2{i}")
        for i in range(24)
    ]
    rows = [("A", "B", "C", "D"), *rows, ("Together with those beside", "71", "72", "73")]
    printed = [
        (left, 760 - 12 * i, text)
        for i, row in enumerate(rows)
        for left, text in zip((65, 165, 245, 315), row, strict=True)
    ]
    found = "".join(shown(printed, [])).split("\n")
    assert found[3:5] == ["| Mill b | 4,001 | \\* | 21 |", "| Mill c | 5,002 | \\* | 22 |"]


def test_the_last_row_of_a_table_is_no_running_foot():
    printed = [
        (left, 300 - 14 * i, f"{i}{k}" if k else f"Mill {chr(97 + i)}")
        for i in range(12)
        for k, left in enumerate(FIGURES)
    ]
    printed += [(left, 100, f"9{k}" if k else "All") for k, left in enumerate(FIGURES)]
    assert {"All", "91", "94"} <= set(" ".join(shown(printed, [])).split())


def test_figures_under_figures_are_a_row_of_their_own():
    printed = []
    for i in range(5):
        printed.append((65, 700 - 50 * i, f"Mill {chr(97 + i)}"))
        for k in range(3):
            bottom = 700 - 50 * i - 11 * k
            printed += [
                (145, bottom, f"May {2030 + k}"),
                (225, bottom, f"{i}{k}7"),
                (305, bottom, "12"),
            ]
    rows = "".join(shown(printed, [])).split("\n")
    assert rows[:1] + rows[2:4] == [
        "| Mill a | May 2030 | 007 | 12 |",
        "|  | May 2031 | 017 | 12 |",
        "|  | May 2032 | 027 | 12 |",
    ]


def test_a_heading_above_a_table_is_not_joined_to_the_next():
    rules = [*grid(LEFTS, TOPS), *grid(LEFTS, [top - 150 for top in TOPS])]
    below = [(left, bottom - 150, text) for left, bottom, text in (*WORDS, *GRAINS)]
    heads = [(60, 710, "SOLD IN THE HALL"), (60, 560, "SOLD OUT OF DOORS")]
    assert shown([*heads, *WORDS, *GRAINS, *below], rules) == [
        "# SOLD IN THE HALL",
        TABLE,
        "# SOLD OUT OF DOORS",
        TABLE,
    ]


def in_one_operator(rows: Sequence[tuple[str, float, str]], left: float = 60) -> str:
    canvas = Canvas(buffer := io.BytesIO(), pagesize=(612, 792), invariant=1)
    for i, (first, apart, second) in enumerate(rows):
        shown = f"[({first}) {-1000 * apart:.0f} ({second})] TJ"
        canvas.addLiteral(f"BT /F1 10 Tf {left} {700 - 14 * i} Td {shown} ET")
    canvas.save()
    return convert_pdf(buffer.getvalue()).markdown


def test_columns_that_one_operator_prints_are_told_by_their_edges():
    names = ("Mill by the lower bridge", "Mill by the old weir", "Mill by the church")
    rows = [
        (name, 15 - stringWidth(name, "Helvetica", 10) / 10, f"{i} sacks of rye")
        for i, name in enumerate(names)
    ]
    rows.append(("The millers sell all the rye that they grind in", 0.3, "winter."))
    assert in_one_operator(rows).split("\n")[2:4] == [
        "| Mill by the old weir | 1 sacks of rye |",
        "| Mill by the church | 2 sacks of rye |",
    ]


def test_a_gap_in_a_sentence_parts_nothing():
    lines = [
        ("The miller of the lower bridge grinds rye for the whole of", 0.3, "the"),
        ("valley, and who brings oats pays", 4, "a sack in twenty, as it was"),
        ("agreed in the year of the great water by all who lived", 0.3, "there."),
    ]
    assert "\n" not in in_one_operator(lines)


def test_text_in_two_columns_that_one_operator_prints_is_read_down_each():
    left = [
        "The miller of the lower bridge grinds rye for",
        *["his own house and for those who"] * 11,
    ]
    right = [f"the bakers of the valley {i} who come" for i in range(12)]
    widths = [stringWidth(line, "Helvetica", 10) / 10 for line in left]
    rows = [(a, max(widths) + 1.3 - w, b) for a, w, b in zip(left, widths, right, strict=True)]
    below = [("It is still little till it fills its till", 0.3, "again.")] * 4
    assert "for the bakers" not in in_one_operator(rows + below).replace("\n", " ")


def test_the_number_of_a_reference_is_no_column():
    rows = [(f"[{i}]", 3.5, f"The mills of the valley, part {i}.") for i in (1, 2, 3)]
    assert "|" not in in_one_operator(rows)

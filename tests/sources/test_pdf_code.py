"""Listings in PDFs."""

import pytest

from tests.sources.test_pdf_pages import Print, block, convert, full_page, sentences, wrapped

LISTING = ["for sack in sacks:", "    weigh(sack)", "    if heavy(sack): sell(sack, 3)"]


def listing(left: float, top: float, lines: list[str] = LISTING) -> list[Print]:
    return [
        Print(
            left + 6 * (len(line) - len(line.lstrip())), top - 12 * i, line.strip(), 10, "Courier"
        )
        for i, line in enumerate(lines)
    ]


@pytest.mark.parametrize("lines", [LISTING, ["rye --weigh sacks"]])
def test_a_listing_keeps_its_lines(lines):
    page = [*block(90, 720, sentences(0, 9)), *listing(110, 560, lines)]
    found = convert([*page, *block(90, 500, sentences(9, 9))]).markdown
    assert "\n\n```\n" + "\n".join(lines) + "\n```\n\n" in found


def test_small_numbers_of_its_lines_belong_to_a_listing():
    numbers = [Print(92, 560 - 12 * i, str(i + 7), 6) for i in range(3)]
    code = [line._replace(left=99) for line in listing(99, 560, [row.strip() for row in LISTING])]
    rows = [line for pair in zip(numbers, code, strict=True) for line in pair]
    page = [*block(90, 720, sentences(0, 9)), *rows, *block(90, 500, sentences(9, 9))]
    shown = "\n".join(f"{i + 7} {row.strip()}" for i, row in enumerate(LISTING))
    assert f"```\n{shown}\n```" in convert(page).markdown


def test_a_word_of_a_program_that_fills_a_line_is_text():
    lines = full_page(wrapped(sentences(0, 12), 430))
    lines[5:6] = [Print(90, 630, "weigh(sacks)", 11, "Courier")]
    assert "```" not in convert(lines).markdown


def test_typewritten_text_is_no_listing():
    lines = wrapped(sentences(0, 20), 300)
    page = [Print(90, 700 - 14 * i, line, 10, "Courier") for i, line in enumerate(lines)]
    assert "```" not in convert(page).markdown


def test_a_bullet_of_a_programs_name_is_an_entry():
    page = [*block(90, 720, sentences(0, 9)), Print(106, 560, "• weigh", 10, "Courier")]
    found = convert([*page, *block(90, 500, sentences(9, 9))]).markdown
    assert "\n\n- weigh\n\n" in found


def test_what_a_program_printed_in_columns_is_a_listing():
    rows = ["> head(sacks)", "     rye       oats", *(f"{i}    {i}12      {i}7" for i in range(5))]
    printed = [
        Print(110 + 6 * row.index(word), 560 - 12 * i, word, 10, "Courier")
        for i, row in enumerate(rows[1:])
        for word in row.split()
    ]
    page = [*block(90, 720, sentences(0, 9)), Print(110, 572, rows[0], 10, "Courier"), *printed]
    found = convert([*page, *block(90, 440, sentences(9, 9))]).markdown
    listed = found.split("```")[1]
    assert "|" not in found
    assert [line.split() for line in listed.strip().split("\n")] == [row.split() for row in rows]

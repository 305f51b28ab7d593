"""How tables look at some widths."""

import pytest

from briefing.model import Span
from briefing.sources.text.parse_text import parse_text
from briefing.tui.layout.layout_options import Options
from briefing.tui.layout.virtual_rows import VirtualRows

FIGURES = """
| Year | Catch | Share |
|------|-------|-------|
| 2024 | 1,200 | 7 %   |
| 2025 | 96    | -12 % |
"""
PROSE = """
| Term | Meaning |
|------|---------|
| Quota | What a boat may land in a season |
| Berth | A place |
"""
LINES = """
| Ship | Crew | Berth |
|:----:|:-----|------:|
| Gull | Ada Lind<br>Bo Ek | 12 |
| Tern of Rye | Cy Moe | east |
"""
MANY = """
| Name | Country | Said |
|------|---------|------|
| Ada Lind | Norway | The boats stay where they are, come what may |
| Bo Ek | Sweden | Nothing |
"""


@pytest.mark.parametrize(
    ("source", "width", "looks"),
    [
        (
            FIGURES,
            40,
            """
Year │ Catch │ Share
─────┼───────┼──────
2024 │ 1,200 │   7 %
2025 │    96 │ -12 %
""",
        ),
        (
            FIGURES,
            16,
            """
Year│Catch│Share
────┼─────┼─────
2024│1,200│  7 %
2025│   96│-12 %
""",
        ),
        (
            PROSE,
            31,
            """
Term  │ Meaning
──────┼────────────────────────
Quota │ What a boat may land in
      │ a season
      │
Berth │ A place
""",
        ),
        (
            LINES,
            40,
            """
   Ship     │ Crew     │ Berth
────────────┼──────────┼──────
   Gull     │ Ada Lind │    12
            │ Bo Ek    │
            │          │
Tern of Rye │ Cy Moe   │  east
""",
        ),
        (
            LINES,
            14,
            """
Ship · Crew ·
Berth
────────
Ship: Gull
Crew: Ada Lind
Bo Ek
Berth: 12
────────
Ship: Tern of
Rye
Crew: Cy Moe
Berth: east
""",
        ),
        (
            MANY,
            24,
            """
Name · Country · Said
────────
Name: Ada Lind
Country: Norway
Said: The boats stay
  where they are, come
  what may
────────
Name: Bo Ek
Country: Sweden
Said: Nothing
""",
        ),
    ],
)
def test_a_table_looks(source, width, looks):
    assert "\n".join(drawn(source, width)) == looks.strip("\n")


def test_lists_of_two_kinds_stand_apart():
    source = "- one\n  1. within\n- two\n\n1. first\n2. second\n"
    assert drawn(source, 20) == ["• one", "  1. within", "• two", "", "1. first", "2. second"]


def test_what_belongs_to_an_item_stands_under_its_words():
    source = "1. one\n\n   ```\n   code\n   ```\n\n   | a | b |\n   |---|---|\n   | c | d |\n"
    rows = ["1. one", "", "    code", "", "   a │ b", "   ──┼──", "   c │ d"]
    assert drawn(source, 40) == rows
    assert drawn(source, 20)[2] == " code"


def drawn(source, width):
    text, blocks = parse_text(source, markdown=True)
    galley = VirtualRows(text, blocks, Span(0, len(text)), Options(width))
    rows = galley.frame(galley.first(), 10**9)
    return ["".join(_placed(row.line)).rstrip() for row in rows]


def _placed(line):
    cell = 0
    for run in line.runs:
        yield " " * (run.cell - cell) + run.text
        cell = run.cell + run.cells

from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct, field

from briefing.late_pattern import late_pattern

if TYPE_CHECKING:
    from markdown_it.token import Token

Cell: TypeAlias = str

PLAIN = late_pattern(r"[^\\`*_\[\]<&~^!:|\t\n]*")
"""Words without any sign of inline markup."""
_ROW = late_pattern(rf"\|(?:{PLAIN.pattern}\|){{2,}}")
_LINE_BELOW_HEAD = late_pattern(r"\|(?: *:?-+:? *\|){2,}")
_SIDES = {"text-align:left": "<", "text-align:center": "^", "text-align:right": ">"}


class TableSource(Struct):
    rows: list[list[Cell]] = field(default_factory=list)
    alignment: str = ""


def read_plain_table(source: str) -> TableSource | None:
    """None if it has markup, rows without bars or of other lengths."""
    head, below, *lines = source.split("\n", 2) if source.count("\n") > 1 else ("", "")
    if not _LINE_BELOW_HEAD.fullmatch(below) or not lines:
        return None
    rows = []
    bars = below.count("|")
    for line in (head, *lines[0].split("\n")):
        if not _ROW.fullmatch(line) or line.count("|") != bars:
            return None
        rows.append([cell.strip() for cell in line[1:-1].split("|")])
    sides = (_side(cell.strip()) for cell in below[1:-1].split("|"))
    return TableSource(rows, "".join(sides).rstrip())


def _side(dashes: str) -> str:
    left, right = dashes.startswith(":"), dashes.endswith(":")
    return "^" if left and right else ">" if right else "<" if left else " "


def read_table(tokens: list["Token"], at: int, lines: list[str]) -> tuple[TableSource, int]:
    """The table that opens at token `at`, and the index after it.

    Cells beyond the header's columns, which GFM drops, are read from `lines`.
    """
    rows: list[list[Cell]] = []
    sides: list[str] = []
    line = 0
    while tokens[at].type != "table_close":
        token = tokens[at]
        if token.type == "tr_open":
            rows.append([])
            line = token.map[0] if token.map else 0
        elif token.type == "th_open":
            sides.append(_SIDES.get(str(token.attrGet("style")), " "))
        elif token.type == "inline":
            rows[-1].append(token.content)
        elif token.type == "tr_close":
            rows[-1] += _beyond(lines[line], len(rows[-1]))
        at += 1
    return TableSource(rows, "".join(sides).rstrip()), at + 1


def _beyond(line: str, columns: int) -> list[Cell]:
    if line.count("|") <= columns:
        return []
    from markdown_it.rules_block.table import escapedSplit

    cells = escapedSplit(line.strip().lstrip("> "))
    if cells and cells[0] == "":
        cells.pop(0)
    if cells and cells[-1] == "":
        cells.pop()
    return [cell.strip() for cell in cells[columns:]]

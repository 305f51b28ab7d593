import re
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from markdown_it.token import Token

Cell: TypeAlias = str

PLAIN = re.compile(r"[^\\`*_\[\]<&~^!:|\t\n]*")
"""Words without any sign of inline markup."""
_ROW = re.compile(rf"\|(?:{PLAIN.pattern}\|){{2,}}")
_LINE_BELOW_HEAD = re.compile(r"\|(?: *:?-+:? *\|){2,}")


def plain_rows(source: str) -> list[list[Cell]] | None:
    """Rows of a table with no markup, each between bars and as long as the first; None for all else."""
    head, below, *lines = source.split("\n", 2) if source.count("\n") > 1 else ("", "")
    if not _LINE_BELOW_HEAD.fullmatch(below) or not lines:
        return None
    rows = []
    bars = below.count("|")
    for line in (head, *lines[0].split("\n")):
        if not _ROW.fullmatch(line) or line.count("|") != bars:
            return None
        rows.append([cell.strip() for cell in line[1:-1].split("|")])
    return rows


def table_rows(tokens: list["Token"], at: int, lines: list[str]) -> tuple[list[list[Cell]], int]:
    """Rows of the table that opens at token `at`, and the index after it.

    Cells beyond the header's columns, which GFM drops, are read from `lines`.
    """
    rows: list[list[Cell]] = []
    line = 0
    while tokens[at].type != "table_close":
        token = tokens[at]
        if token.type == "tr_open":
            rows.append([])
            line = token.map[0] if token.map else 0
        elif token.type == "inline":
            rows[-1].append(token.content)
        elif token.type == "tr_close":
            rows[-1] += _beyond(lines[line], len(rows[-1]))
        at += 1
    return rows, at + 1


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

"""The rows of a markdown table, with the cells that its head has no column for."""

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from markdown_it.token import Token

Cell: TypeAlias = str
"""The inline markdown of a cell."""


def table_rows(tokens: list["Token"], at: int, lines: list[str]) -> tuple[list[list[Cell]], int]:
    """The cells of the table that opens at token `at`, row by row, and the place after it.

    GFM drops the cells beyond the head's columns; here they stay, read from `lines`.
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
    """The cells of `line` past the first `columns`."""
    if line.count("|") <= columns:
        return []
    from markdown_it.rules_block.table import escapedSplit

    cells = escapedSplit(line.strip().lstrip("> "))
    if cells and cells[0] == "":
        cells.pop(0)
    if cells and cells[-1] == "":
        cells.pop()
    return [cell.strip() for cell in cells[columns:]]

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from markdown_it.token import Token

Cell: TypeAlias = str


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

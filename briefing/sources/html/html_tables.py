from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

_WIDEST = 64
"""Columns; further cells are joined into the last."""
_BLOCKS = ("blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "hr")
_LONGEST_ITEM = 12
"""Words of a list item in a cell; longer ones are a page's text."""
_MOST_TEXTS = 200
"""Pieces of a cell that are counted."""

_LONG, _SHOWN = 500, 100
"""Rows of a table that is text for certain; those that are judged."""


def is_long_table(body: str) -> bool:
    """`body` is the table's markdown."""
    return body.count("\n") > _LONG


def cut_long_tables(tree: Any) -> None:
    for table in tree.iter("table"):
        rows = list(table.iter("tr"))
        if len(rows) > _LONG and is_data_table(table):
            for row in rows[_SHOWN:]:
                row.getparent().remove(row)


def is_data_table(table: Any) -> bool:
    if table.get("role") == "table":
        return True
    if table.get("role") in ("presentation", "none"):
        return False
    if any(True for element in table.iter(*_BLOCKS) if element is not table):
        return False
    if any(_is_long(item) for item in table.iter("li")):
        return False
    rows = _own_rows(table)
    if _is_nesting(table):
        return any(len(list(filter(_count_words, _cells(row)))) > 1 for row in rows) and _is_plain(
            rows
        )
    if len(rows) < 2 or not any(len(list(islice(_cells(row), 2))) == 2 for row in rows):
        return False
    if any(True for _ in table.iter("th", "thead")):
        return True
    most = max((len(list(cell.iter("p", "div"))) for cell in table.iter("td")), default=0)
    return most <= 1 or _is_grid(rows)


def _is_grid(rows: list[Any]) -> bool:
    # Rows of as many cells, each with little text and no picture.
    widths = {len(list(_cells(row))) for row in rows}
    return len(widths) == 1 and _is_plain(rows)


def _is_plain(rows: list[Any]) -> bool:
    if any(True for row in rows for _ in row.iter("img", "form", "input", "a")):
        return False
    return all(_count_words(cell) <= _LONGEST_ITEM for row in rows for cell in _cells(row))


def _count_words(cell: Any) -> int:
    return len("".join(islice(cell.itertext(), _MOST_TEXTS)).split())


def _own_rows(table: Any) -> list[Any]:
    if not _is_nesting(table):
        return list(table.iter("tr"))
    parts = (part for part in table if part.tag not in ("tr", "table"))
    return [row for part in (table, *parts) for row in part.iterchildren("tr")]


def _is_nesting(table: Any) -> bool:
    return table.find(".//table") is not None


def _is_long(item: Any) -> bool:
    listed = item.find(".//li") is not None
    return listed or len("".join(item.itertext()).split()) > _LONGEST_ITEM


def table_rows(table: Any, cell: Callable[[Any], str]) -> list[str]:
    below: dict[int, int] = {}
    rows = [_row(row, cell, below) for row in _own_rows(table)]
    rows = [row for row in rows if any(row)]
    if not rows:
        return []
    width = max(map(len, rows))
    lines = ["| " + " | ".join(row + [""] * (width - len(row))) + " |" for row in rows]
    lines.insert(1, "|" + " --- |" * width)
    return lines


def _row(row: Any, cell: Callable[[Any], str], below: dict[int, int]) -> list[str]:
    # `below`: in how many further rows a cell from above takes each column.
    cells: list[str] = []
    for element in _cells(row):
        while below.get(len(cells)):
            below[len(cells)] -= 1
            cells.append("")
        start, words = len(cells), cell(element)
        cells.extend([words, *[""] * (_span(element, "colspan") - 1)])
        if (further := _span(element, "rowspan") - 1) > 0:
            below.update(dict.fromkeys(range(start, len(cells)), further))
    for column in [column for column, left in below.items() if column >= len(cells) and left]:
        below[column] -= 1
    if len(cells) < _WIDEST:
        return cells
    return [*cells[: _WIDEST - 1], " ".join(filter(None, cells[_WIDEST - 1 :]))]


def _span(cell: Any, name: str) -> int:
    said = cell.get(name)
    return int(said) if said and said.isascii() and said.isdigit() and len(said) < 3 else 1


def plain_words(cell: Any) -> str | None:
    """The text of a cell that has no element, or one plain <p>."""
    only = cell[0] if len(cell) == 1 else None
    if only is not None and (only.tag != "p" or len(only) or only.attrib):
        return None
    if only is None:
        return None if len(cell) else cell.text or ""
    return f"{cell.text or ''} {only.text or ''} {only.tail or ''}"


def _cells(row: Any) -> Iterator[Any]:
    return row.iterchildren("td", "th")  # type: ignore[no-any-return]

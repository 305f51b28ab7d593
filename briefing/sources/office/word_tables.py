from typing import Any

from briefing.sources.office.word_xml import W, local_name, words_of

FEW_WORDS = 30
"""Words of a table that may stand inside a cell; one that holds more is the layout of a page."""


def table_cells(table: Any) -> list[list[Any]]:
    return [_inner(row, "tc") for row in _inner(table, "tr")]


def _inner(element: Any, name: str) -> list[Any]:
    found: list[Any] = []
    for child in element[:]:
        kind = local_name(child)
        if kind == name:
            found.append(child)
        elif kind in ("sdt", "sdtContent", "ins", "customXml"):
            found += _inner(child, name)
    return found


def is_layout(table: Any, rows: list[list[Any]]) -> bool:
    if sum(1 for row in rows if row) < 2 or max(map(len, rows)) < 2:
        return True
    if all(each is table for each in table.iter(W + "tbl")):
        return False
    inner = [t for cell in table.iter(W + "tc") for t in cell.iterchildren(W + "tbl")]
    return sum(len(words_of(each).split()) for each in inner) > FEW_WORDS * len(inner)

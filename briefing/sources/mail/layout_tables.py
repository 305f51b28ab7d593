from typing import Any

_LONGEST = 160
"""Characters in the cell of a data table."""


def name_layout_tables(tree: Any) -> None:
    """Gives a role to each table that only places its text; the cells are paragraphs then."""
    for table in tree.iter("table"):
        if not table.get("role") and not _holds_data(table):
            table.set("role", "presentation")


def _holds_data(table: Any) -> bool:
    if next(table.iter("th"), None) is not None:
        return True
    rows = [list(map(_words, row.iterchildren("td"))) for row in table.iter("tr")]
    filled = [[cell for cell in row if cell] for row in rows]
    wide = [row for row in filled if len(row) > 1]
    if len(wide) < 2 or len(wide) * 2 < len([row for row in filled if row]):
        return False
    breaks = any(_has_paragraphs(cell) for cell in table.iter("td"))
    return not breaks and max(len(cell) for row in wide for cell in row) <= _LONGEST


def _words(cell: Any) -> str:
    return " ".join("".join(cell.itertext()).split())


def _has_paragraphs(cell: Any) -> bool:
    if sum(1 for _ in cell.iter("p")) > 1:
        return True
    breaks = list(cell.iter("br"))
    return any(
        br.getnext() is not None and br.getnext().tag == "br" and not (br.tail or "").strip()
        for br in breaks
    )

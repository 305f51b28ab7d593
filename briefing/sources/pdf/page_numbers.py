import re
from collections.abc import Sequence

from briefing.sources.pdf.line import Line

PAGE_NUMBER = re.compile(
    r"[-–— ]*+(?:page|p\.|seite|página|pág\.)?\s*(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:of|/|von|de)\s*\d{1,4})?[-–— .]*\Z",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:page|seite|página|pagina|p\.|صفحة)\s*\d{1,4}\s*(?:of|/|von|de|di|sur|من)\s*\d|"
    r"\d من \d{1,4} صفحة\Z",
    re.IGNORECASE,
)
_AWAY, _LARGER = 1.5, 1.1
_LONGEST, _FEWEST = 120, 5


def is_counted(text: str) -> bool:
    return bool(PAGE_NUMBER.match(text) or _COUNTED.search(text))


def find_high_number(lines: Sequence[Line], height: float) -> list[Line]:
    line = min(lines, key=lambda line: line.bottom, default=None)
    if not line or line.cell or line.top > height / 4 or not PAGE_NUMBER.match(line.text):
        return []
    above = line.top + line.size
    return [line] if all(other is line or other.bottom > above for other in lines) else []


def find_part_heads(pages: Sequence[Sequence[Line]]) -> set[int]:
    tops = [max(lines, key=lambda line: line.bottom) for lines in pages if lines]
    sizes = {top.text: top.size for top in tops if not top.cell and _may_name(top.text)}
    for lines in pages:
        for line in lines:
            if line.text in sizes:
                sizes[line.text] = max(line.size, sizes[line.text])
    return {
        id(top)
        for top in tops
        if sizes.get(top.text, 0.0) >= _LARGER * top.size and _is_apart(top, pages[top.page])
    }


def _may_name(text: str) -> bool:
    return len(text) <= _LONGEST and sum(map(str.isalpha, text)) >= _FEWEST


def _is_apart(top: Line, lines: Sequence[Line]) -> bool:
    below = top.bottom - _AWAY * top.size
    return all(other is top or other.top < below for other in lines)

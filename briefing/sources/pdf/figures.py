import re
from collections.abc import Sequence
from statistics import median

from msgspec.structs import replace

from briefing.sources.pdf.line import Line

_LABELS, _CAPTIONS = "Labels", "Caption"
FIGURE = frozenset((_LABELS, _CAPTIONS))
_NAMES = (
    r"figure|fig\.|abbildung|abb\.|figura|chart|graph|exhibit|plate|scheme|diagram|illustration|"
    r"gráfico|gráfica|figuur|rys\.|рис\.|рисунок|obr\.|ábra"
)
_BEGINS = frozenset(name[:3] for name in _NAMES.split("|"))
_CAPTION = re.compile(
    rf"(?:{_NAMES})\s*(?:[A-Z]?[-.]?\d+(?:[.-]\d+)*|[IVX]+)(?:\s*[.:|–—]|\s*\Z|\s+[A-ZÀ-Þ\"“(])",
    re.IGNORECASE,
)
_TABLE = re.compile(r"tab[a-zé]*\.?\s+[A-Z]?\d", re.IGNORECASE)
_TABLE_CAPTION = re.compile(
    r"(?:table|tab\.|tabelle|tableau|tabla|tabela|tabella)\s+(?:[A-Z]?[-.]?\d+|[IVX]+)(?:[-.]\d+)*\s*[.:|–—]",
    re.IGNORECASE,
)
_MOST_LINES, _STEP = 15, 1.4
_MOST = 40
"""More on a page are a list of figures."""
_NEAR, _APART = 45.0, 160.0
"""Points from a caption to a label, and between labels."""
_FULL = 0.45
_FEWEST = 3
"""Labels below a caption, of which half are figures."""
_LONG = 40
_BETWEEN = " · "


def is_caption(text: str) -> bool:
    return _names_figure(text) or bool(_TABLE_CAPTION.match(text))


def _names_figure(text: str) -> bool:
    return text[:3].casefold()[:3] in _BEGINS and bool(_CAPTION.match(text))


def gather_figures(lines: Sequence[Line], body: float) -> list[Line]:
    captions = [line for line in lines if not line.tag and _names_figure(line.text)]
    captions = [line for line in captions if not _goes_on(line, lines)]
    if not 0 < len(captions) <= _MOST:
        return list(lines)
    family = _usual_family(lines, body)
    upward = sorted(lines, key=lambda line: line.bottom)
    gone: set[int] = set()
    for caption in captions:
        labels = _labels(caption, upward, body, family)
        named = _caption(caption, upward)
        place = caption.top + 1
        if not labels:
            last = (named or [caption])[-1]
            labels, place = _labels_below(last, upward, body, family), last.bottom - caption.height
        for line in named:
            line.tag = _CAPTIONS
        if labels:
            gone |= {id(label) for label in labels[1:]}
            _put_together(labels, caption, place)
    return [line for line in lines if id(line) not in gone]


def _goes_on(line: Line, lines: Sequence[Line]) -> bool:
    return any(
        0 < other.bottom - line.bottom < _STEP * line.size
        and abs(other.size - line.size) < 0.04 * line.size
        and abs(other.left - line.left) < 2.5 * line.size
        and len(other.text) >= _LONG
        for other in lines
    )


def _usual_family(lines: Sequence[Line], body: float) -> str:
    counts: dict[str, int] = {}
    for line in lines:
        if abs(line.size - body) < 0.08 * body:
            counts[line.family] = counts.get(line.family, 0) + len(line.text)
    return max(counts, key=counts.__getitem__, default="")


def _caption(first: Line, upward: Sequence[Line]) -> list[Line]:
    found = [first]
    for line in reversed(upward):
        last = found[-1]
        if line.bottom >= last.bottom or not _overlap(first, line):
            continue
        step = last.bottom - line.bottom
        if step > _STEP * line.size or abs(line.size - first.size) > 0.04 * first.size:
            break
        found.append(line)
    return found if len(found) <= _MOST_LINES else []


def _labels(caption: Line, upward: Sequence[Line], body: float, family: str) -> list[Line]:
    left, right = _column(caption, upward, body)
    found: list[Line] = []
    place = caption.top
    for line in upward:
        if line.bottom <= caption.bottom or not left <= (line.left + line.right) / 2 <= right:
            continue
        if line.bottom - place > (_APART if found else _NEAR):
            break
        if line.tag or _names_figure(line.text):
            break
        if _TABLE.match(line.text):
            return []
        if _is_text(line, upward, body, family, right - left) or _heads(line, left, body):
            break
        found.append(line)
        place = max(place, line.top)
    return _down(found)


def _labels_below(caption: Line, upward: Sequence[Line], body: float, family: str) -> list[Line]:
    left, right = _column(caption, upward, body)
    found: list[Line] = []
    place = caption.bottom
    for line in reversed(upward):
        if line.bottom >= caption.bottom or not left <= (line.left + line.right) / 2 <= right:
            continue
        if place - line.top > _APART or line.tag or is_caption(line.text):
            break
        long = line.text[-1] == "." or line.width > _FULL * (right - left)
        larger = line.bold or line.size > 1.1 * body
        if long or larger or _is_text(line, upward, body, family, right - left):
            break
        found.append(line)
        place = min(place, line.bottom)
    figures = sum(not any(map(str.isalpha, line.text)) for line in found)
    return _down(found) if len(found) >= _FEWEST and 2 * figures >= len(found) else []


def _down(labels: Sequence[Line]) -> list[Line]:
    return sorted(labels, key=lambda line: (-round(line.bottom / 2), line.left))


def _column(caption: Line, lines: Sequence[Line], body: float) -> tuple[float, float]:
    beside = [
        line
        for line in lines
        if len(line.text) >= _LONG and line.size > 0.93 * body and _overlap(line, caption)
    ] or lines
    left, right = median(line.left for line in beside), median(line.right for line in beside)
    return min(left, caption.left) - 1, max(right, caption.right) + 1


def _overlap(one: Line, other: Line) -> bool:
    return one.left < other.right and other.left < one.right


def _is_text(
    line: Line, lines: Sequence[Line], body: float, family: str, width: float, last: bool = False
) -> bool:
    if line.size < 0.93 * body or line.family != family:
        return False
    if line.width > _FULL * width:
        return True
    above = [
        other
        for other in lines
        if 0 < other.bottom - line.bottom < 1.6 * line.size
        and abs(other.left - line.left) < 2.5 * line.size
    ]
    return not last and any(_is_text(o, lines, body, family, width, True) for o in above)


def _heads(line: Line, left: float, body: float) -> bool:
    return (line.bold or line.size > 1.1 * body) and abs(line.left - left) < 4


def _put_together(labels: Sequence[Line], caption: Line, place: float) -> None:
    whole = replace(
        caption, text=_BETWEEN.join(label.text for label in labels), marks=[], tag=_LABELS
    )
    whole.bottom, whole.top = place, place + caption.height
    whole.bold = False
    for name in whole.__struct_fields__:
        setattr(labels[0], name, getattr(whole, name))

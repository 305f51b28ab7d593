import re
from typing import Any

from msgspec import Struct

from briefing.sources.office.slide_lines import A, holder_of, line_words, lines_of, units_of
from briefing.sources.office.word_xml import local_name, number_of

COUNTED = re.compile(r"Slide \d+")
_MOST_WORDS = 20
_USUAL_SIZE = 1800
"""Hundredths of a point; where the slide says none."""
_HEAD = 1_400_000
"""English Metric Units; the upper fifth."""
_NO_TITLE = re.compile(r"\W*(?:\w\W*){0,2}|.*(?:://|www\.).*|.*[,;]")


class SlideTitle(Struct, frozen=True):
    words: str = ""
    lines: frozenset[Any] = frozenset()


def title_of(shapes: list[Any]) -> SlideTitle:
    frame = next(filter(_is_title, shapes), None)
    lines = _filled(frame) if frame is not None else []
    if not lines:
        lines = _heading_lines([shape for shape in shapes if shape is not frame])
    return SlideTitle(" ".join(map(line_words, lines)), frozenset(lines))


def _is_title(shape: Any) -> bool:
    held = holder_of(shape)
    return held is not None and local_name(shape) == "sp" and held.get("idx", "0") == "0"


def _filled(shape: Any) -> list[Any]:
    return list(filter(line_words, lines_of(shape)))


def _heading_lines(shapes: list[Any]) -> list[Any]:
    told = [(shape, lines) for shape in shapes if (lines := _filled(shape))]
    if not told or told[0][0] is not next(filter(_holds_words, shapes), None):
        return []
    (first, lines), *others = told
    if len(lines) > 1 and _size(lines[:1]) > _size(lines[1:]):
        lines = lines[:1]
    words = " ".join(map(line_words, lines))
    if len(lines) > 2 or len(words.split()) > _MOST_WORDS or _NO_TITLE.fullmatch(words):
        return []
    largest = max((_size(rest) for _, rest in others), default=0)
    alone = all(shape is first for shape in shapes if _holds_words(shape))
    bottom = _bottom(first)
    above = bottom <= _HEAD and all(_top(shape) >= bottom for shape, _ in others)
    return lines if alone or _size(lines) > largest or (above and _size(lines) == largest) else []


def _holds_words(shape: Any) -> bool:
    parts = shape.iter(f"{A}t", f"{A}graphicData")
    return any(local_name(part) == "graphicData" or (part.text or "").strip() for part in parts)


def _size(lines: list[Any]) -> int:
    looks = (look for line in lines for look in line.iter(f"{A}rPr"))
    return max((number_of(look.get("sz"), _USUAL_SIZE) for look in looks), default=_USUAL_SIZE)


def _top(shape: Any) -> int:
    at = next(shape.iter(f"{A}off"), None)
    return units_of(at, "y") if at is not None else 0


def _bottom(shape: Any) -> int:
    size = next(shape.iter(f"{A}ext"), None)
    return _top(shape) + (units_of(size, "cy") if size is not None else 0)

import re
from typing import Any

from briefing.sources.office.odf_styles import DRAW, PRESENTATION, SVG, TEXT, outermost

SHAPES = tuple(
    DRAW + name
    for name in ("frame", "custom-shape", "rect", "ellipse", "circle", "polygon", "path", "caption")
) + tuple(DRAW + name for name in ("regular-polygon", "polyline", "line", "connector"))
_CLASS = PRESENTATION + "class"
_PLACED = frozenset(("date-time", "page-number", "footer", "header"))
"""Classes of the frames that each slide repeats."""
_LENGTH = re.compile(r"(-?\d{1,9}(?:\.\d{0,9})?)(cm|mm|in|pt)")
_UNITS = {"cm": 1, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72}
_HEAD = 4.0
"""Centimetres."""
_MOST_WORDS = 20


def frames_of(page: Any) -> list[Any]:
    found = (f for f in outermost(page, *SHAPES, PRESENTATION + "notes") if f.tag in SHAPES)
    shown = [f for f in found if f.get(_CLASS) not in _PLACED]
    return sorted(shown, key=lambda f: (0.0, 0.0) if f.get(_CLASS) else (_top(f), _at(f, "x")))


def title_frame(frames: list[Any]) -> Any:
    told = [frame for frame in frames if any(map(_words, frame.iter(TEXT + "p")))]
    named = next((frame for frame in told if frame.get(_CLASS) == "title"), None)
    if named is not None or not told:
        return named
    first, *others = told
    lines = list(filter(None, map(_words, first.iter(TEXT + "p"))))
    bottom = _top(first) + _at(first, "height")
    above = bottom <= _HEAD and all(_top(frame) >= bottom for frame in others)
    short = len(lines) == 1 and len(lines[0]) > 2 and len(lines[0].split()) <= _MOST_WORDS
    return first if short and (above or not others) else None


def _words(line: Any) -> str:
    return "".join(line.itertext()).strip()


def _top(frame: Any) -> float:
    return _at(frame, "y")


def _at(frame: Any, side: str) -> float:
    found = _LENGTH.fullmatch(frame.get(SVG + side) or "")
    return float(found[1]) * _UNITS[found[2]] if found else 0.0

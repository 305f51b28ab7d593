"""What is drawn on a page, through pdfium."""

import ctypes
from collections.abc import Container, Iterator, Sequence
from functools import cache
from itertools import pairwise, repeat
from typing import Any

from briefing.sources.pdf.text_calls import Box, bind, make_argument

_NUMBER, _ADDRESS = ctypes.c_int, ctypes.c_void_p
_PATH, _LINE, _MOVE = 2, 0, 2
_THIN = 4.0
_STRAIGHT = 0.5
"""Points: a thinner box is a rule, and an end so far off does not make it slant."""
_MOST_OBJECTS, _MOST_PATHS, _MOST_POINTS = 6000, 2500, 8000

Point = tuple[float, float]


class PathCalls:
    def __init__(self) -> None:
        import pypdfium2.raw as raw

        self._count = bind(raw.FPDFPage_CountObjects, _NUMBER)
        self._item = bind(raw.FPDFPage_GetObject, _ADDRESS)
        self._kind = bind(raw.FPDFPageObj_GetType, _NUMBER, _ADDRESS)
        self._bounds = bind(raw.FPDFPageObj_GetBounds, _NUMBER, _ADDRESS, *[_ADDRESS] * 4)
        self._points = bind(raw.FPDFPath_CountSegments, _NUMBER, _ADDRESS)
        self._point = bind(raw.FPDFPath_GetPathSegment, _ADDRESS, _ADDRESS, _NUMBER)
        self._place = bind(raw.FPDFPathSegment_GetPoint, _NUMBER, _ADDRESS, *[_ADDRESS] * 2)
        self._step = bind(raw.FPDFPathSegment_GetType, _NUMBER, _ADDRESS)
        self._matrix = bind(raw.FPDFPageObj_GetMatrix, _NUMBER, _ADDRESS, _ADDRESS)
        self._mode = bind(raw.FPDFPath_GetDrawMode, _NUMBER, _ADDRESS, *[_ADDRESS] * 2)
        self._modes = (ctypes.c_int * 2)()
        mode = ctypes.addressof(self._modes)
        self._drawn = mode, mode + 4
        self._values = (ctypes.c_float * 6)()
        self._left = 0
        at = ctypes.addressof(self._values)
        self._at = [at + 4 * i for i in range(6)]

    def rules(self, page: Any, texts: Container[int | None] = ()) -> tuple[list[Box], list[Box]]:
        """Straight lines, and the sides of what is shaded; none of a drawing. `texts` are no paths."""
        paths = self._paths(page, texts)
        self._left = _MOST_POINTS
        rules: list[Box] = []
        shades: list[Box] = []
        for path in paths:
            for box, shaded in self._boxes(path):
                (shades if shaded else rules).append(box)
        return rules, shades

    def thin(self, page: Any, texts: Container[int | None]) -> list[Box]:
        at = self._at[:4]
        found: list[Box] = []
        for path in self._paths(page, texts):
            if self._bounds(path, *at):
                left, bottom, right, top = self._values[:4]
                if top - bottom <= _THIN < right - left:
                    found.append((left, bottom, right, top))
        return found

    def _paths(self, page: Any, texts: Container[int | None]) -> list[int]:
        address = make_argument(page.raw)
        count = self._count(address)
        if count > _MOST_OBJECTS:
            return []
        items = list(map(self._item, repeat(address, count), range(count)))
        paths = [item for item in items if item not in texts and self._kind(item) == _PATH]
        return paths if len(paths) <= _MOST_PATHS else []

    def _boxes(self, path: int) -> Iterator[tuple[Box, bool]]:
        at = self._at
        if not self._bounds(path, *at[:4]):
            return
        left, bottom, right, top = self._values[:4]
        if right - left <= _THIN or top - bottom <= _THIN:
            yield (left, bottom, right, top), False
            return
        count = self._points(path)
        if 2 < count <= self._left:
            self._left -= count
            self._mode(path, *self._drawn)
            shaded = not self._modes[1]
            for points in self._lines(path):
                yield from ((side, shaded and not _is_thin(points)) for side in _sides(points))

    def _lines(self, path: int) -> list[list[Point]]:
        """Empty where it has curves."""
        self._matrix(path, self._at[0])
        a, b, c, d, e, f = self._values
        lines: list[list[Point]] = []
        for i in range(self._points(path)):
            point = self._point(path, i)
            step = self._step(point)
            if step not in (_LINE, _MOVE):
                return []
            if step == _MOVE:
                lines.append([])
            self._place(point, *self._at[:2])
            x, y = self._values[0], self._values[1]
            lines[-1].append((a * x + c * y + e, b * x + d * y + f))
        return lines


@cache
def load_path_calls() -> PathCalls:
    return PathCalls()


def _is_thin(points: Sequence[Point]) -> bool:
    across, up = [x for x, _ in points], [y for _, y in points]
    return max(across) - min(across) <= _THIN or max(up) - min(up) <= _THIN


def _sides(points: Sequence[Point]) -> Iterator[Box]:
    if len(points) > 3:
        points = [*points, points[0]]
    for (x, y), (after, below) in pairwise(points):
        if abs(x - after) <= _STRAIGHT or abs(y - below) <= _STRAIGHT:
            yield min(x, after), min(y, below), max(x, after), max(y, below)

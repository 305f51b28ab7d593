"""Pdfium's calls for single letters, with numbers for addresses: in a third of the time."""

import ctypes
import struct
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

Box = tuple[float, float, float, float]
"""(left, bottom, right, top) in points from the lower left."""

_NUMBER, _ADDRESS, _SIZE = ctypes.c_int, ctypes.c_void_p, ctypes.c_double
_SIDES, _MATRIX = struct.Struct("4d").unpack, struct.Struct("16s2f").unpack
SHAPE = struct.Struct("4f").unpack


class TextCalls:
    def __init__(self) -> None:
        import pypdfium2.raw as raw

        page_and_index = _ADDRESS, _NUMBER
        self.operator = bind(raw.FPDFText_GetTextObject, _ADDRESS, *page_and_index)
        self.font = bind(raw.FPDFTextObj_GetFont, _ADDRESS, _ADDRESS)
        self.size = bind(raw.FPDFText_GetFontSize, _SIZE, *page_and_index)
        self._count = bind(raw.FPDFText_CountRects, _NUMBER, *page_and_index, _NUMBER)
        self._box = bind(raw.FPDFText_GetRect, _NUMBER, *page_and_index, *[_ADDRESS] * 4)
        self._matrix = bind(raw.FPDFText_GetMatrix, _NUMBER, *page_and_index, _ADDRESS)
        self._sides, self._values = (ctypes.c_double * 4)(), (ctypes.c_float * 6)()
        at = ctypes.addressof(self._sides)
        self._places = at, at + 24, at + 16, at + 8
        self._at_values = ctypes.addressof(self._values)

    def count(self, page: int, first: int, last: int) -> int:
        return int(self._count(page, first, last - first))

    def boxes(self, page: int, first: int, last: int) -> list[Box]:
        count, sides = self._count(page, first, last - first), self._sides
        if count == 1:
            self._box(page, 0, *self._places)
            return [_SIDES(sides)]
        found = []
        for number in range(count):
            self._box(page, number, *self._places)
            found.append(_SIDES(sides))
        return found

    def matrix(self, page: int, index: int) -> tuple[bytes, float, float]:
        if self._matrix(page, index, self._at_values):
            return _MATRIX(self._values)
        return b"", 0.0, 0.0


@cache
def load_text_calls() -> TextCalls:
    return TextCalls()


def bind(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    # The interpreter's lock is kept: giving it back takes longer than the call.
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


def find_operators(
    operator: Callable[[int], int | None], first: int, last: int, boxes: Sequence[Box]
) -> list[tuple[int, int | None]]:
    """Where each operator's letters begin, which its box suggests; empty where they take turns."""
    index, own = first, operator(first)
    while not own and index < last:
        index += 1
        own = operator(index)
    starts = [(first, own)]
    end = boxes[-1][2]
    for (left, *_), (following, *_) in pairwise(boxes):
        share = (following - left) / (end - left) if left < following < end else 0.0
        guess = min(index + 1 + round(share * (last - index)), last - 1)
        index, own = _find_next(operator, index, guess, last)
        if index == last:
            return []
        starts.append((index, own))
    return starts if _owner(operator, last - 1) == own else []


def _find_next(
    operator: Callable[[int], int | None], first: int, guess: int, last: int
) -> tuple[int, int | None]:
    own, low, high, step = operator(first), first, guess, 1
    while high < last and _owner(operator, high) == own:
        low, high, step = high, min(high + step, last), 2 * step
    while high - step > low and _owner(operator, high - step) != own:
        high, step = high - step, 2 * step
    low = max(low, high - step)
    while high - low > 1:
        middle = (low + high) // 2
        if _owner(operator, middle) == own:
            low = middle
        else:
            high = middle
    return high, operator(high) if high < last else None


def _owner(operator: Callable[[int], int | None], index: int) -> int:
    while not (found := operator(index)):  # A space that pdfium found is of what stands before it.
        index -= 1
    return found

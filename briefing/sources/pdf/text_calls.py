"""Pdfium's calls for single letters, with numbers for addresses: in a third of the time."""

import ctypes
import struct
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import repeat
from typing import Any

Box = tuple[float, float, float, float]
"""(left, bottom, right, top) in points from the lower left."""

_NUMBER, _ADDRESS, _SIZE = ctypes.c_int, ctypes.c_void_p, ctypes.c_double
_SIDES, _MATRIX = struct.Struct("4d"), struct.Struct("16s2f")
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

    def count(self, page: int, first: int, last: int) -> int:
        return int(self._count(page, first, last - first))

    def boxes(self, page: int, numbers: Sequence[int]) -> list[Box]:
        """Some of those last counted."""
        sides = (ctypes.c_double * (4 * len(numbers)))()
        start = ctypes.addressof(sides)
        end = start + ctypes.sizeof(sides)
        places = [range(start + 8 * side, end, 32) for side in (0, 3, 2, 1)]
        list(map(self._box, repeat(page), numbers, *places))
        return list(_SIDES.iter_unpack(sides))

    def matrices(self, page: int, indices: Sequence[int]) -> Iterator[tuple[bytes, float, float]]:
        values = (ctypes.c_float * (6 * len(indices)))()
        start = ctypes.addressof(values)
        places = range(start, start + ctypes.sizeof(values), 24)
        known = list(map(self._matrix, repeat(page), indices, places))
        found = _MATRIX.iter_unpack(values)
        if all(known):
            return found
        return (of if ok else (b"", 0.0, 0.0) for of, ok in zip(found, known, strict=True))


@cache
def load_text_calls() -> TextCalls:
    return TextCalls()


def bind(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    # The interpreter's lock is kept: giving it back takes longer than the call.
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(result, *arguments)(address)

"""Pdfium's calls for single letters, with numbers for addresses: in a third of the time."""

import ctypes
import struct
from collections.abc import Callable, Sequence
from functools import cache
from itertools import repeat
from typing import Any

Box = tuple[float, float, float, float]
"""(left, bottom, right, top) in points from the lower left."""

Address = ctypes.c_void_p
Argument = Any
_NUMBER, _SIZE = ctypes.c_int, ctypes.c_double
_SIDES, _MATRIX = struct.Struct("4d"), struct.Struct("16s2f")
SHAPE = struct.Struct("4f").unpack


class TextCalls:
    def __init__(self) -> None:
        import pypdfium2.raw as raw

        # Arguments that ctypes need not check take half as long.
        self.operator = bind(raw.FPDFText_GetTextObject, Address)
        self.font = bind(raw.FPDFTextObj_GetFont, Address, Address)
        self.size = bind(raw.FPDFText_GetFontSize, _SIZE)
        self._count = bind(raw.FPDFText_CountRects, _NUMBER)
        self._box = bind(raw.FPDFText_GetRect, _NUMBER)
        self._matrix = bind(raw.FPDFText_GetMatrix, _NUMBER)
        self._room = 0
        self._make_room(128)

    def _make_room(self, count: int) -> None:
        if count <= self._room:
            return
        sides, values = (ctypes.c_double * (4 * count))(), (ctypes.c_float * (6 * count))()
        self._sides, self._values = memoryview(sides).cast("B"), memoryview(values).cast("B")
        self._places = [
            [ctypes.byref(sides, 32 * i + 8 * side) for i in range(count)] for side in (0, 3, 2, 1)
        ]
        self._value_places = [ctypes.byref(values, 24 * i) for i in range(count)]
        self._room = count

    def count(self, page: Argument, first: int, last: int) -> int:
        return int(self._count(page, first, last - first))

    def boxes(self, page: Argument, numbers: Sequence[int]) -> list[Box]:
        # Some of those last counted.
        self._make_room(len(numbers))
        list(map(self._box, repeat(page), numbers, *self._places))
        return list(_SIDES.iter_unpack(self._sides[: 32 * len(numbers)]))

    def matrices(self, page: Argument, indices: Sequence[int]) -> list[tuple[bytes, float, float]]:
        self._make_room(len(indices))
        known = list(map(self._matrix, repeat(page), indices, self._value_places))
        found = list(_MATRIX.iter_unpack(self._values[: 24 * len(indices)]))
        if all(known):
            return found
        return [of if ok else (b"", 0.0, 0.0) for of, ok in zip(found, known, strict=True)]


@cache
def load_text_calls() -> TextCalls:
    return TextCalls()


def make_argument(pointer: Any) -> Argument:
    return Address.from_param(ctypes.cast(pointer, Address).value)


def bind(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    # The interpreter's lock is kept: giving it back takes longer than the call.
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(result, *arguments)(address)

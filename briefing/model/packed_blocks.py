"""Blocks packed into one array of numbers: a tenth of the memory of `Block` objects.

Little-endian 32-bit numbers: magic number; counts of blocks, inline marks, table rows, cells and strings; one record each; then
the strings in UTF-8. A block's marks go from the previous block's end to its own.
"""

import sys
from array import array
from collections.abc import Iterable, Sequence
from operator import le
from typing import TypeAlias, overload

from briefing.model.document import Block, BlockKind, InlineKind, InlineMark
from briefing.model.span import Span
from briefing.sanitize import sanitize

_SIGN = 0x314B4C42
_HEAD = 6
_BLOCK = 11
"""Kind, start, end, blank lines, level, quote depth, line, marker or alignment, language, end of
marks, end of rows.
"""
_MARK = 6
"""Kind, start, end, target, title, label."""
_WIDTHS = (_BLOCK, _MARK, 1, 2, 1)
"""Numbers per block, mark, row (end of its cells), cell (start, end) and string (its end)."""
_BLOCK_KINDS = tuple(BlockKind)
_MARK_KINDS = tuple(InlineKind)
_BYTES = "surrogatepass"

Numbers: TypeAlias = "array[int] | memoryview[int]"


class PackedBlocks(Sequence[Block]):
    """Creates each block on access and compares equal to a tuple of them."""

    __slots__ = ("_at", "_counts", "_numbers", "_strings")

    def __init__(self, data: bytes) -> None:
        """Raises:
        ValueError: `data` was not written by `__bytes__`.
        """
        sign, *counts = _numbers(data[: 4 * _HEAD]) or (0,)
        if len(counts) != _HEAD - 1 or sign != _SIGN:
            raise ValueError("These are not packed blocks.")
        self._counts = tuple(counts)
        sizes = [count * width for count, width in zip(self._counts, _WIDTHS, strict=True)]
        self._at = tuple(sum(sizes[:kind]) for kind in range(len(sizes)))
        end = 4 * (_HEAD + sum(sizes))
        self._numbers = _numbers(memoryview(data)[4 * _HEAD : end])
        self._strings = data[end:]
        self._check(sum(sizes))

    @classmethod
    def of(cls, blocks: Iterable[Block]) -> "PackedBlocks":
        return blocks if isinstance(blocks, cls) else cls(_packed(blocks))

    def __bytes__(self) -> bytes:
        head = array("I", (_SIGN, *self._counts))
        return b"".join((_little(head), _little(self._numbers), self._strings))

    def __len__(self) -> int:
        return self._counts[0]

    @overload
    def __getitem__(self, index: int) -> Block: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Block, ...]: ...
    def __getitem__(self, index: int | slice) -> Block | tuple[Block, ...]:
        if isinstance(index, slice):
            return tuple(self._block(number) for number in range(*index.indices(len(self))))
        if not -len(self) <= index < len(self):
            raise IndexError(index)
        return self._block(index % len(self))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, PackedBlocks):
            return bytes(self) == bytes(other)
        return isinstance(other, tuple) and tuple(self) == other

    def __hash__(self) -> int:
        return hash(tuple(self))

    def edge(self, number: int, *, last: bool) -> int:
        """Makes no block."""
        return self._numbers[self._at[0] + _WIDTHS[0] * number + 1 + last]

    def _block(self, number: int) -> Block:
        kind, start, end, blank, level, quotes, line, marker, language, marks, rows = self._record(
            0, number
        )
        before = self._record(0, number - 1)[-2:] if number else (0, 0)
        said, table = self._string(marker), _BLOCK_KINDS[kind] is BlockKind.TABLE
        return Block(
            _BLOCK_KINDS[kind],
            Span(start, end),
            tuple(map(self._mark, range(before[0], marks))),
            blank,
            level,
            "" if table else said,
            quotes,
            self._string(language),
            tuple(map(self._row, range(before[1], rows))),
            line,
            said if table else "",
        )

    def _mark(self, number: int) -> InlineMark:
        kind, start, end, *said = self._record(1, number)
        return InlineMark(_MARK_KINDS[kind], Span(start, end), *map(self._string, said))

    def _row(self, number: int) -> tuple[Span, ...]:
        cells = range(self._end(2, number - 1), self._end(2, number))
        return tuple(Span(*self._record(3, cell)) for cell in cells)

    def _string(self, number: int) -> str:
        low, high = self._end(4, number - 1), self._end(4, number)
        return sanitize(self._strings[low:high].decode(errors=_BYTES)) if low < high else ""

    def _end(self, kind: int, number: int) -> int:
        return self._numbers[self._at[kind] + number] if number >= 0 else 0

    def _record(self, kind: int, number: int) -> "Numbers":
        start = self._at[kind] + _WIDTHS[kind] * number
        return self._numbers[start : start + _WIDTHS[kind]]

    def _column(self, kind: int, field: int) -> "Numbers":
        start, width = self._at[kind], _WIDTHS[kind]
        return self._numbers[start + field : start + width * self._counts[kind] : width]

    def _check(self, size: int) -> None:
        """The bytes may come from a worker or a file."""
        _, marks, rows, cells, strings = self._counts
        ends = (
            (self._column(0, 9), marks),
            (self._column(0, 10), rows),
            (self._column(2, 0), cells),
            (self._column(4, 0), len(self._strings)),
        )
        numbers = [(self._column(1, field), strings) for field in (3, 4, 5)]
        numbers += [(self._column(0, field), strings) for field in (7, 8)]
        numbers += [(self._column(0, 0), len(_BLOCK_KINDS)), (self._column(1, 0), len(_MARK_KINDS))]
        if (
            len(self._numbers) != size
            or not all(_rises_to(column, last) for column, last in ends)
            or any(max(column, default=-1) >= limit for column, limit in numbers)
        ):
            raise ValueError("These packed blocks are inconsistent.")


def _rises_to(column: "Numbers", last: int) -> bool:
    return (column[-1] if column else 0) == last and all(map(le, column, column[1:]))


def _packed(blocks: Iterable[Block]) -> bytes:
    strings: dict[str, int] = {"": 0}
    records, marks, rows, cells = (array("I") for _ in range(4))

    def number(string: str) -> int:
        return strings.setdefault(string, len(strings))

    count = 0
    for block in blocks:
        count += 1
        for mark in block.marks:
            said = (number(mark.target), number(mark.title), number(mark.label))
            kind = _MARK_KINDS.index(mark.kind)
            marks.extend((kind, mark.span.start, mark.span.end, *said))
        for row in block.rows:
            cells.extend(edge for cell in row for edge in (cell.start, cell.end))
            rows.append(len(cells) // 2)
        place = (_BLOCK_KINDS.index(block.kind), block.span.start, block.span.end)
        depth = (block.blank_before, block.level, block.quote_depth, block.line)
        ends = (len(marks) // _MARK, len(rows))
        records.extend(
            (*place, *depth, number(block.marker or block.alignment), number(block.language), *ends)
        )
    encoded = [string.encode(errors=_BYTES) for string in strings]
    ends_of = array("I")
    for each in encoded:
        ends_of.append((ends_of[-1] if ends_of else 0) + len(each))
    counts = (count, len(marks) // _MARK, len(rows), len(cells) // 2, len(strings))
    head = array("I", (_SIGN, *counts))
    return b"".join((*map(_little, (head, records, marks, rows, cells, ends_of)), *encoded))


def _numbers(data: bytes | memoryview) -> "Numbers":
    if sys.byteorder == "little" and len(data) % 4 == 0:
        return memoryview(data).cast("I")
    found = array("I")
    found.frombytes(data)
    found.byteswap()
    return found


def _little(numbers: "Numbers") -> bytes:
    if sys.byteorder == "big":
        numbers = array("I", numbers)
        numbers.byteswap()
    return numbers.tobytes()


class BlockEdges:
    """Where blocks start or end, to bisect: a packed block is not made for it."""

    __slots__ = ("_blocks", "_last")

    def __init__(self, blocks: Sequence[Block], *, last: bool = False) -> None:
        self._blocks, self._last = blocks, last

    def __len__(self) -> int:
        return len(self._blocks)

    def __getitem__(self, number: int) -> int:
        if isinstance(self._blocks, PackedBlocks):
            return self._blocks.edge(number, last=self._last)
        span = self._blocks[number].span
        return span.end if self._last else span.start

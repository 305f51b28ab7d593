"""Reads rows from single pages of a database whose tables are lost.

A lost header, schema or inner page costs only its own rows. Source: "Database File Format" and
"WAL-mode File Format", sqlite.org.
"""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

Value = None | int | float | str | bytes
_TABLE_LEAF, _INDEX_LEAF, _INDEX_INNER = 13, 10, 2
_MAGIC = b"SQLite format 3\0"
_HEADER = 100
"""Bytes of the file header."""
_PAGE_SIZES = (8192, 4096)
"""Tried if the header is unreadable: ours and SQLite's default."""
_WAL_HEADER, _FRAME_HEADER = 32, 24
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
"""Bytes by serial type."""
_LARGEST = 1 << 30


def carve_rows(path: Path) -> Iterator[tuple[int | None, tuple[Value, ...]]]:
    """Row id (None without) and values of every row in use."""
    with open(path, "rb") as file:
        head = file.read(_HEADER)
        for size in _sizes(head):
            pages = _Pages(file, path.with_name(f"{path.name}-wal"), size)
            free = pages.free() if head.startswith(_MAGIC) else set()
            for number in range(1, pages.count + 1):
                if number not in free:
                    yield from _rows(pages, number)


def _sizes(head: bytes) -> tuple[int, ...]:
    if len(head) < _HEADER or not head.startswith(_MAGIC):
        return _PAGE_SIZES
    (size,) = struct.unpack(">H", head[16:18])
    size = 65536 if size == 1 else size
    return (size,) if size >= 512 and size & (size - 1) == 0 else _PAGE_SIZES


class _Pages:
    def __init__(self, file: BinaryIO, journal: Path, size: int) -> None:
        self._file = file
        self.size = size
        self._newer = _journal(journal, size)
        self.count = max([file.seek(0, 2) // self.size, *self._newer])

    def page(self, number: int) -> bytes:
        if number in self._newer or not 1 <= number <= self.count:
            return self._newer.get(number, b"")
        self._file.seek((number - 1) * self.size)
        return self._file.read(self.size)

    def free(self) -> set[int]:
        found: set[int] = set()
        (number,) = struct.unpack(">I", self.page(1)[32:36].rjust(4, b"\0"))
        while number and number not in found and len(page := self.page(number)) == self.size:
            found.add(number)
            number, count = struct.unpack(">II", page[:8])
            if count > self.size // 4 - 2:
                return set()
            found.update(struct.unpack(f">{count}I", page[8 : 8 + 4 * count]))
        return found


def _journal(path: Path, size: int) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    if not path.exists():
        return found
    data = path.read_bytes()
    salt, waiting = data[16:24], {}
    if data[8:12] != struct.pack(">I", size):
        return found
    for at in range(_WAL_HEADER, len(data) - _FRAME_HEADER - size + 1, _FRAME_HEADER + size):
        number, commit = struct.unpack(">II", data[at : at + 8])
        if data[at + 8 : at + 16] != salt:
            break
        waiting[number] = data[at + _FRAME_HEADER : at + _FRAME_HEADER + size]
        if commit:
            found.update(waiting)
            waiting = {}
    return found


def _rows(pages: _Pages, number: int) -> Iterator[tuple[int | None, tuple[Value, ...]]]:
    page = pages.page(number)
    at = _HEADER if number == 1 else 0
    kind = page[at] if len(page) == pages.size else 0
    if kind not in (_TABLE_LEAF, _INDEX_LEAF, _INDEX_INNER):
        return
    (count,) = struct.unpack(">H", page[at + 3 : at + 5])
    first = at + (12 if kind == _INDEX_INNER else 8)
    if first + 2 * count > len(page):
        return
    for place in struct.unpack(f">{count}H", page[first : first + 2 * count]):
        try:
            yield _cell(pages, page, place, kind)
        except (IndexError, ValueError, struct.error):
            continue


def _cell(pages: _Pages, page: bytes, at: int, kind: int) -> tuple[int | None, tuple[Value, ...]]:
    size, at = _varint(page, at + 4 if kind == _INDEX_INNER else at)
    number = None
    if kind == _TABLE_LEAF:
        number, at = _varint(page, at)
    return number, _record(_payload(pages, page, at, size, kind))


def _payload(pages: _Pages, page: bytes, at: int, size: int, kind: int) -> bytes:
    usable = pages.size
    least = (usable - 12) * 32 // 255 - 23
    most = usable - 35 if kind == _TABLE_LEAF else (usable - 12) * 64 // 255 - 23
    local = size
    if size > most:
        local = least + (size - least) % (usable - 4)
        local = local if local <= most else least
    parts = [page[at : at + local]]
    left = size - local
    (following,) = struct.unpack(">I", page[at + local : at + local + 4]) if left else (0,)
    while left > 0:
        more = pages.page(following)
        if not 0 < size < _LARGEST or len(more) != usable:
            raise ValueError
        (following,) = struct.unpack(">I", more[:4])
        parts.append(more[4 : 4 + left])
        left -= len(parts[-1])
    found = b"".join(parts)
    if len(found) != size:
        raise ValueError
    return found


def _record(data: bytes) -> tuple[Value, ...]:
    end, at = _varint(data, 0)
    if not at <= end <= len(data):
        raise ValueError
    kinds = []
    while at < end:
        kind, at = _varint(data, at)
        kinds.append(kind)
    values: list[Value] = []
    for kind in kinds:
        value, at = _value(data, at, kind)
        values.append(value)
    if at != len(data):
        raise ValueError
    return tuple(values)


def _value(data: bytes, at: int, kind: int) -> tuple[Value, int]:
    if kind in (0, 8, 9):
        return (None if kind == 0 else kind - 8), at
    if kind >= 12:
        end = at + (kind - 12) // 2
        if end > len(data):
            raise ValueError
        return (data[at:end].decode() if kind % 2 else data[at:end]), end
    if kind == 7:
        return struct.unpack(">d", data[at : at + 8])[0], at + 8
    end = at + _INTEGERS.get(kind, _LARGEST)
    if end > len(data):
        raise ValueError
    return int.from_bytes(data[at:end], "big", signed=True), end


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for place in range(at, at + 8):
        byte = data[place]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place + 1
    value = value << 8 | data[at + 8]
    return value - (1 << 64) if value >> 63 else value, at + 9

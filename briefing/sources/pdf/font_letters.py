"""Finds fonts whose letters pdfium reads as Mac Roman though they are Windows-1252: symbolic TrueType fonts without an
encoding, of which pdfium takes the character table for the Macintosh.
"""

import ctypes
import struct
from collections.abc import Iterable
from typing import Any

_SYMBOLIC = 1 << 2
"""Font flag (ISO 32000-1, table 123)."""
_LARGEST = 8 << 20
_MOST_RANGES = 256
"""Of codes in a character table; a font for one byte a letter has no more."""
_MAC, _SYMBOL = (1, 0), (3, 0)
"""Platform and encoding of a character table."""
_WINDOWS = frozenset((0x85, *range(0x91, 0x98), 0xA7, *range(0xE0, 0xFD)))
"""Quotation marks, dashes and small letters in Windows-1252."""
_MACINTOSH = frozenset((*range(0x81, 0x91), *range(0x98, 0xA0), 0xC9, *range(0xD0, 0xD6))) - {
    0x84,
    0x85,
    0x99,
}
"""Small letters, dashes and quotation marks in Mac Roman."""
_QUOTES = frozenset((0x93, 0x94))
"""Both quotation marks in Windows-1252; in Mac Roman two letters that no language has much of."""

Letters = dict[int, str]
"""For `str.translate`."""


class FontLetters:
    def __init__(self) -> None:
        self._known: dict[str, Letters] = {}

    def misread(self, text_page: Any, index: int, name: str, flags: int) -> Letters:
        """What the letters that pdfium shows stand for; `index` is of a character in the font."""
        if not flags & _SYMBOLIC:
            return {}
        if name not in self._known:
            self._known[name] = misread_letters(font_codes(_font_data(text_page, index)))
        return self._known[name]


def misread_letters(codes: Iterable[int]) -> Letters:
    """`codes` are those that the font has; empty if they are Mac Roman's."""
    high = {code & 0xFF for code in codes if code & 0xFF >= 0x80}
    if not high >= _QUOTES and (high & _MACINTOSH or not high & _WINDOWS):
        return {}
    bytes_ = [bytes([code]) for code in high]
    return {ord(b.decode("mac_roman")): b.decode("cp1252", "replace") for b in bytes_}


def _font_data(text_page: Any, index: int) -> bytes:
    import pypdfium2.raw as raw

    drawn = raw.FPDFText_GetTextObject(text_page, index)
    font = raw.FPDFTextObj_GetFont(drawn) if drawn else None
    size = ctypes.c_size_t()
    if not font or raw.FPDFFont_GetIsEmbedded(font) != 1:
        return b""
    if not raw.FPDFFont_GetFontData(font, None, 0, size) or not 12 < size.value <= _LARGEST:
        return b""
    data = (ctypes.c_uint8 * size.value)()
    raw.FPDFFont_GetFontData(font, data, size.value, size)
    return bytes(data)


def font_codes(font: bytes) -> set[int]:
    try:
        start = _table(font, b"cmap")
        (count,) = struct.unpack_from(">H", font, start + 2)
        entries = [
            struct.unpack_from(">HHI", font, start + 4 + 8 * i) for i in range(min(count, 32))
        ]
        tables = {entry[:2]: start + entry[2] for entry in entries}
        if not tables or not tables.keys() <= {_MAC, _SYMBOL}:
            return set()
        return set().union(*(_mapped(font, at) for at in tables.values()))
    except (struct.error, IndexError):
        return set()


def _table(font: bytes, name: bytes) -> int:
    (count,) = struct.unpack_from(">H", font, 4)
    for i in range(min(count, 64)):
        tag, _, offset, _ = struct.unpack_from(">4sIII", font, 12 + 16 * i)
        if tag == name:
            return int(offset)
    raise IndexError


def _mapped(font: bytes, at: int) -> set[int]:
    (form,) = struct.unpack_from(">H", font, at)
    if form == 0:
        return {code for code, glyph in enumerate(font[at + 6 : at + 262]) if glyph}
    if form == 6:
        first, count = struct.unpack_from(">HH", font, at + 6)
        glyphs = struct.unpack_from(f">{min(count, 256)}H", font, at + 10)
        return {first + i for i, glyph in enumerate(glyphs) if glyph}
    if form != 4:
        return set()
    (double,) = struct.unpack_from(">H", font, at + 6)
    if double > 2 * _MOST_RANGES:
        return set()
    ends = struct.unpack_from(f">{double // 2}H", font, at + 14)
    starts = struct.unpack_from(f">{double // 2}H", font, at + 16 + double)
    pairs = zip(starts, ends, strict=True)
    return {code for a, b in pairs if b < 0xFFFF for code in range(a, min(b, a + 255) + 1)}

"""Reads a page through pdfium: its text, runs of one font, and links."""

import ctypes
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import cache
from itertools import repeat
from typing import Any, NamedTuple

from briefing.sources.pdf.accents import compose_accents
from briefing.sources.pdf.font_letters import FontLetters, Letters
from briefing.sources.pdf.page_tags import PageTags

_BOLD = re.compile(
    r"bold|black|heavy|demi|Medi(?:Ital)?\Z|(?-i:-(?:Bd|Blk|Hv))|(?:CM|SF|EC)(?:SS)?BX",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    r"roman\b|regular|book|light|medium|\b(?:CM|SF|EC)(?:R|TI|SL|TT|CSC|SS)\d"
    r"|(?:\A|\+)(?:helvetica|courier|arial|times|verdana|open ?sans)"
    r"(?:new|neue)?(?:roman)?(?:ps)?(?:mt)?(?:,?italic|-?oblique)?\Z",
    re.IGNORECASE,
)
"""Names of plain faces, whose stems often weigh more than those of bold ones."""
_SLANTED = re.compile(r"italic|oblique|slanted", re.IGNORECASE)
_ITALIC_FLAG = 1 << 6
"""Font flag (ISO 32000-1, table 123)."""
_BOLD_WEIGHT = 600
_MOST_LINKS = 500
_LONGEST_TARGET = 2000

Box = tuple[float, float, float, float]
"""(left, bottom, right, top) in points from the lower left."""


UNKNOWN = "\ufffd"
"""Stands for a letter that the font gives no Unicode value."""
_SIGN = "\ufffe"
"""What pdfium writes for such a letter, and for a hyphen that it found at a line's end."""
_HYPHEN = "\x02"
_CONTROLS = frozenset((*range(0x20), *range(0x7F, 0xA0)))
_HIGH, _LOW, _PAIRS = range(0xD800, 0xDC00), range(0xDC00, 0xE000), 0x10000
"""Pairs of UTF-16, which stand for what lies above the last."""
_LONE = re.compile("[\ud800-\udfff]")


class Look(NamedTuple):
    size: float
    """In points; 0 if unknown."""
    bold: bool
    slanted: bool
    turn: int
    """Quarter turns to the left."""
    base: tuple[float, float] | None
    """A point of the baseline."""
    misread: Letters
    """What the font's letters stand for, where pdfium misreads them."""


class Page:
    """Positions are offsets in `text`."""

    def __init__(self, page: Any, fonts: FontLetters, tagged: bool = False) -> None:
        import pypdfium2.raw as raw

        self._raw = raw
        self._page = page
        self._held = page.get_textpage()
        self.text: str = self._held.get_text_range()
        self._text = self._held.raw
        self._all = self._held.count_chars()
        self._characters: list[int] = []
        if len(self.text) != self._all:
            self.text, self._characters = self._letters()
        self._fonts = fonts
        self._tags = PageTags(page) if tagged else None
        self._sides = [ctypes.c_double() for _ in range(4)]
        self._name = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()
        self._matrix = raw.FS_MATRIX()
        self._looks: dict[tuple[bytes, int], tuple[bool, bool, Letters]] = {}
        self._count = raw.FPDFText_CountRects
        self._rectangle = raw.FPDFText_GetRect
        self._info = raw.FPDFText_GetFontInfo
        self._operator = _text_operator()
        self._handle = ctypes.cast(self._text, ctypes.c_void_p)
        if _SIGN in self.text:
            self.text = re.sub(_SIGN, self._sign, self.text)
        text, places = compose_accents(self.text, self._width)
        if len(text) < len(self.text):
            self.text, self._characters = text, [self._character(place) for place in places]

    def _width(self, place: int) -> tuple[float, float]:
        left, right, bottom, top = self._sides
        index = self._character(place)
        self._raw.FPDFText_GetCharBox(self._text, index, left, right, bottom, top)
        return left.value, right.value

    def _letters(self) -> tuple[str, list[int]]:
        """The text and pdfium's index of each letter: its own text lacks letters beyond U+FFFF."""
        unicode, page = self._raw.FPDFText_GetUnicode, self._text
        place = self._raw.FPDFText_GetTextIndexFromCharIndex
        codes = [unicode(page, index) for index in range(self._all)]
        letters: list[str] = []
        indices: list[int] = []
        for index, code in enumerate(codes):
            if code in _CONTROLS and place(page, index) < 0:
                continue
            if code in _LOW and letters and ord(letters[-1]) in _HIGH:
                letters[-1] = chr(_PAIRS + (ord(letters[-1]) - _HIGH[0] << 10) + code - _LOW[0])
            else:
                letters.append(chr(code))
                indices.append(index)
        return _LONE.sub(UNKNOWN, "".join(letters)), indices

    def _sign(self, found: re.Match[str]) -> str:
        sign = self._raw.FPDFText_GetUnicode(self._text, self._character(found.start()))
        return _HYPHEN if chr(sign) == _HYPHEN else UNKNOWN

    def runs(self, start: int, end: int) -> Iterator[tuple[int, int, Box]]:
        """Runs drawn by one text operator within `text[start:end]`, with their boxes."""
        count = self._boxes(start, end)
        boxes = [self._box(i) for i in range(count)]
        starts = self._starts(start, end, count) if count > 1 else []
        for number, box in enumerate(boxes):
            if number + 1 == count:
                after = end
            else:
                after = starts[number + 1] if starts else self._end(start, end)
            yield start, after, box
            start = after

    def _starts(self, start: int, end: int, count: int) -> list[int]:
        characters = range(self._character(start), self._character(end))
        starts: list[int] = []
        current = None
        for index, operator in zip(
            characters, map(self._operator, repeat(self._handle), characters), strict=True
        ):
            if operator != current and operator:
                current = operator
                starts.append(start if not starts else self._place(index))
        return starts if len(starts) == count else []

    def _end(self, start: int, end: int) -> int:
        step = 1
        while start + step < end and self._boxes(start, start + step) < 2:
            step *= 2
        low, high = start + step // 2, min(start + step, end)
        while high - low > 1:
            middle = (low + high) // 2
            if self._boxes(start, middle) < 2:
                low = middle
            else:
                high = middle
        return low

    def _boxes(self, start: int, end: int) -> int:
        first = self._character(start)
        return int(self._count(self._text, first, self._character(end) - first))

    def _box(self, number: int) -> Box:
        left, top, right, bottom = self._sides
        self._rectangle(self._text, number, left, top, right, bottom)
        return left.value, bottom.value, right.value, top.value

    def _character(self, place: int) -> int:
        """Pdfium's index of a letter."""
        if not self._characters:
            return place
        return self._characters[place] if place < len(self.text) else int(self._all)

    def _place(self, character: int) -> int:
        return bisect_left(self._characters, character) if self._characters else character

    def look(self, place: int) -> Look:
        raw, page, index, matrix = self._raw, self._text, self._character(place), self._matrix
        size: float = raw.FPDFText_GetFontSize(page, index)
        base, turn = None, 0
        if raw.FPDFText_GetMatrix(page, index, matrix):
            size *= (matrix.b**2 + matrix.d**2) ** 0.5 or 1.0
            base = matrix.e, matrix.f
            sign = -1 if size < 0 else 1  # a negative size turns what a negative matrix has turned
            turn = _quarter_turns(sign * matrix.a, sign * matrix.b)
        self._info(page, index, self._name, 128, self._flags)
        font = self._name.value, self._flags.value
        known = self._looks.get(font)
        if known is None:
            known = self._looks[font] = self._font(index)
        bold, slanted, misread = known
        return Look(abs(size), bold, slanted, turn, base, misread)

    def tag(self, place: int) -> str:
        return self._tags.at(self._text, self._character(place)) if self._tags else ""

    def _font(self, index: int) -> tuple[bool, bool, Letters]:
        name = self._name.value.decode("utf-8", "replace")
        weight = self._raw.FPDFText_GetFontWeight(self._text, index)
        slanted = bool(_SLANTED.search(name)) or bool(self._flags.value & _ITALIC_FLAG)
        misread = self._fonts.misread(self._text, index, name, self._flags.value)
        return is_bold(name, weight), slanted, misread

    def links(self) -> list[tuple[int, int, str]]:
        raw = self._raw
        found: list[tuple[int, int, str]] = []
        position, link = ctypes.c_int(), raw.FPDF_LINK()
        while len(found) < _MOST_LINKS and raw.FPDFLink_Enumerate(self._page, position, link):
            target = self._target(link)
            words = self._words(link) if target else None
            if words:
                found.append((*words, target))
        return found

    def _target(self, link: Any) -> str:
        raw = self._raw
        action = raw.FPDFLink_GetAction(link)
        if not action:
            return ""
        buffer = ctypes.create_string_buffer(_LONGEST_TARGET)
        size = raw.FPDFAction_GetURIPath(self._page.pdf, action, buffer, _LONGEST_TARGET)
        if not 1 < size <= _LONGEST_TARGET:
            return ""
        target = buffer.value.decode("utf-8", "replace")
        return target if target.lower().startswith(("http:", "https:", "mailto:")) else ""

    def _words(self, link: Any) -> tuple[int, int] | None:
        raw, box = self._raw, self._raw.FS_RECTF()
        if not raw.FPDFLink_GetAnnotRect(link, box):
            return None
        middle = (box.top + box.bottom) / 2
        reach = abs(box.top - box.bottom) / 2
        found = [
            raw.FPDFText_GetCharIndexAtPos(self._text, x, middle, 2, reach)
            for x in (box.left + 1, box.right - 1)
        ]
        if min(found) < 0 or found[1] < found[0]:
            return None
        return self._place(found[0]), self._place(found[1]) + 1


def is_bold(name: str, weight: int) -> bool:
    return bool(_BOLD.search(name)) or (weight >= _BOLD_WEIGHT and not _PLAIN.search(name))


@cache
def _text_operator() -> Callable[[ctypes.c_void_p, int], int | None]:
    """FPDFText_GetTextObject with the address as a number, which is much quicker."""
    import pypdfium2.raw as raw

    address = ctypes.cast(raw.FPDFText_GetTextObject, ctypes.c_void_p).value or 0
    made = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
    return made(address)


def _quarter_turns(a: float, b: float) -> int:
    if abs(a) >= abs(b):
        return 0 if a >= 0 else 2
    return 1 if b > 0 else 3

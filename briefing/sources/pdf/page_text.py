"""Reads a page through pdfium: its text and runs of one font."""

import ctypes
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import repeat
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from briefing.sources.pdf.accents import compose_accents
from briefing.sources.pdf.arabic_ligatures import order_ligatures
from briefing.sources.pdf.font_face import Face, read_face
from briefing.sources.pdf.font_letters import FontLetters, Letters
from briefing.sources.pdf.letter_spacing import close_letters
from briefing.sources.pdf.line_boxes import Operator, Piece, find_pieces
from briefing.sources.pdf.numbered_letters import find_numbered
from briefing.sources.pdf.page_tags import PageTags
from briefing.sources.pdf.text_calls import SHAPE, Box, load_text_calls, make_argument

_BOLD = re.compile(
    r"bold|black|heavy|demi|Medi(?:Ital)?\Z|(?-i:-(?:Bd|Blk|Hv))|(?:CM|SF|EC)(?:SS)?BX|\b(?:SF|EC)(?:B[IL]|RB|S[OX]|XC)\d",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    r"roman\b|regular|book|light|medium|\b(?:CM|SF|EC)(?:RM?|TI|SL|TT|C?SC|CC|SS|SI|IT|UI)\d"
    r"|(?:\A|\+)(?:helvetica|courier|arial|times|verdana|open ?sans)"
    r"(?:new|neue)?(?:roman)?(?:ps)?(?:mt)?(?:,?italic|-?oblique)?\Z",
    re.IGNORECASE,
)
"""Names of plain faces, whose stems often weigh more than those of bold ones."""
_SLANTED = re.compile(r"italic|oblique|slanted", re.IGNORECASE)
_ITALIC_FLAG = 1 << 6
"""Font flag (ISO 32000-1, table 123)."""
_BOLD_WEIGHT = 600
_SPREAD, _CELL = 0.65, 1.5
"""Least width of a letter of a row of cells, and least space between them, in font sizes."""
_WIDER, _LONG = 1.06, 12
"""Least width of a run with gaps, in usual letters, and least letters of one that tells these."""
_ROWS = 2
"""Lines that begin or end at a place, above which it is a column's."""
_GUTTER, _WORDS, _COLUMN = 1.1, 5, 8
"""Least space between columns among more than some spaces of words, and the lines that begin at one of them."""
_UNEVEN, _ALONE = 2.0, 3.0
"""Least space between cells, in usual ones, and alone, in font sizes."""
_SPACES = re.compile(" +")
_LABEL = re.compile(r"\[[\w+.-]{1,8}\]\Z|[•*–—◦-]\Z")

UNKNOWN = "\ufffd"
"""Stands for a letter that the font gives no Unicode value."""
_SIGN = "\ufffe"
"""What pdfium writes for such a letter, and for a hyphen that it found at a line's end."""
_HYPHEN = "\x02"
_CONTROLS = frozenset((*range(0x20), *range(0x7F, 0xA0)))
_HIGH, _LOW, _PAIRS = range(0xD800, 0xDC00), range(0xDC00, 0xE000), 0x10000
"""Pairs of UTF-16, which stand for what lies above the last."""
_LONE = re.compile("[\ud800-\udfff]")


Span = tuple[int, int]
Part = tuple[int, int, Box, int, Operator]
"""Start, end, box, pdfium's index, operator."""


class Font(NamedTuple):
    bold: bool
    slanted: bool
    misread: Letters
    """What the font's letters stand for, where pdfium misreads them."""
    face: Face


class Look(Struct):
    size: float
    """In points; 0 if unknown."""
    turn: int
    """Quarter turns to the left."""
    font: Font


class Run(Struct):
    start: int
    end: int
    box: Box
    look: Look
    base: tuple[float, float] | None
    """A point of the baseline."""
    tag: str


class Gap(NamedTuple):
    place: int
    ends: float
    begins: float
    sure: bool
    narrow: bool = False


class Page:
    """Positions are offsets in `text`."""

    def __init__(
        self, page: Any, fonts: FontLetters, tagged: bool = False, *, filled: bool = False
    ) -> None:
        import pypdfium2.raw as raw

        self._raw = raw
        self._page = page
        self._held = page.get_textpage()
        self.text: str = self._held.get_text_range()
        self._text = self._held.raw
        self._all = self._held.count_chars()
        self.operators: set[Operator] = set()
        self._characters: list[int] = []
        if len(self.text) != self._all:
            self.text, self._characters = self._letters()
        self._fonts = fonts
        self._tags = PageTags(page) if tagged else None
        self._spread = 0.0 if filled else _SPREAD  # Values of several fields are one run.
        self._address = make_argument(self._text)
        self._calls = load_text_calls()
        self._operator = partial(self._calls.operator, self._address)
        self._font = Font(False, False, {}, Face("", fixed=False))
        self._by_name: dict[tuple[bytes, int], Font] = {}
        self._by_address: dict[int | None, Font] = {}
        self._looks: dict[tuple[int | None, float, bytes], Look] = {}
        if _SIGN in self.text:
            self.text = re.sub(_SIGN, self._sign, self.text)
        self.text = order_ligatures(self.text, self._width)
        for mend in (compose_accents, close_letters):
            text, places = mend(self.text, self._width)
            if len(text) < len(self.text):
                self._characters = [self._character(place) for place in places]
                self.text = text

    def _width(self, place: int) -> tuple[float, float]:
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        index = self._character(place)
        self._raw.FPDFText_GetCharBox(self._text, index, left, right, bottom, top)
        return left.value, right.value

    def _letters(self) -> tuple[str, list[int]]:
        """The text and pdfium's indices: its own text lacks letters beyond U+FFFF."""
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

    def lines(self) -> Iterator[list[Run]]:
        lines = self._parts(self._spans())
        parts = [part for line in lines for part in line]
        operators = [part[4] for part in parts]
        self.operators.update(operators)
        found = list(self._read_looks([part[3] for part in parts], operators))
        usual = _letter_widths(parts, [look for look, _ in found])
        looks = iter(found)
        tags, spread = self._tags, self._spread
        runs: list[list[Run]] = []
        gaps: dict[int, list[Gap]] = {}
        for line in lines:
            runs.append([])
            for start, end, box, _, operator in line:
                look, base = next(looks)
                tag = tags.at(operator) if tags and operator else ""
                runs[-1].append(run := Run(start, end, box, look, base, tag))
                size, count, width = look.size, end - start, box[2] - box[0]
                even = width >= spread * size * count
                expected = _WIDER * usual.get(id(look), size) * count + _CELL * size
                if not look.turn and (even or width > expected):
                    gaps[id(run)] = self._gaps(run, even=even)
        aligned = _Aligned(self.text, runs, gaps)
        for row in runs:
            yield [cell for run in row for cell in aligned.cells(run)] if gaps else row

    def _spans(self) -> list[Span]:
        spans: list[Span] = []
        start = 0
        for line in self.text.replace("\r", "\n").split("\n"):
            end = start + len(line)
            if line:
                spans.append((start, end))
            start = end + 1
        return spans

    def _parts(self, spans: Sequence[Span]) -> list[list[Part]]:
        own = spans
        if self._characters:
            own = [(self._character(start), self._character(end)) for start, end in spans]
        blank = [self.text[start].isspace() for start, _ in spans]
        found = find_pieces(self._calls, self._address, own, blank)
        return [
            [(*span, *pieces[0])] if len(pieces) == 1 and pieces[0][2] else self._part(span, pieces)
            for span, pieces in zip(spans, found, strict=True)
        ]

    def _part(self, span: Span, pieces: Sequence[Piece]) -> list[Part]:
        start, end = span
        last = self._character(end)
        parts: list[Part] = []
        for number, (box, index, operator) in enumerate(pieces, 1):
            after = self._place(pieces[number][1]) if number < len(pieces) else end
            if self._characters:
                index = self._character(start)
                operator = self._operator(index)
            while not operator and index + 1 < last:  # A space that pdfium found.
                index += 1
                operator = self._operator(index)
            parts.append((start, after, box, index, operator))
            start = after
        return parts

    def _gaps(self, run: Run, *, even: bool) -> list[Gap]:
        """Between columns that one operator prints."""
        size = run.look.size
        gaps = [
            Gap(space.end(), self._width(space.start() - 1)[1], self._width(space.end())[0], even)
            for space in _SPACES.finditer(self.text, run.start, run.end)
            if run.start < space.start() and space.end() < run.end
        ]
        least = _CELL * size
        if not even and gaps:
            widths = sorted(gap.begins - gap.ends for gap in gaps)
            usual = _UNEVEN * widths[(len(gaps) - 1) // 2]
            cell = _GUTTER * size if len(gaps) > _WORDS else least
            least = max(cell, usual) if len(gaps) > 1 else _ALONE * size
        found = [
            gap._replace(narrow=gap.begins - gap.ends <= _CELL * size)
            for gap in gaps
            if gap.begins - gap.ends > least
        ]
        if not even and len(found) == 1:
            labels = _LABEL.match(self.text[run.start : found[0].place].strip())
            return [] if labels else found
        return found

    def _character(self, place: int) -> int:
        """Pdfium's index of a letter."""
        if not self._characters:
            return place
        return self._characters[place] if place < len(self.text) else int(self._all)

    def _place(self, character: int) -> int:
        return bisect_left(self._characters, character) if self._characters else character

    def _read_looks(
        self, indices: Sequence[int], operators: Sequence[Operator]
    ) -> Iterator[tuple[Look, tuple[float, float] | None]]:
        calls, page, known = self._calls, self._address, self._looks
        fonts, sizes = map(calls.font, operators), map(calls.size, repeat(page), indices)
        found = zip(indices, fonts, sizes, calls.matrices(page, indices), strict=True)
        for index, face, size, (shape, x, y) in found:
            key = face, size, shape
            look = known.get(key) if face else None
            if look is None:
                look = known[key] = self._make_look(index, *key)
            self._font = look.font
            yield look, (x, y) if shape else None

    def _make_look(self, index: int, face: int | None, size: float, shape: bytes) -> Look:
        turn = 0
        if shape:
            a, b, _, d = SHAPE(shape)
            size *= (b**2 + d**2) ** 0.5 or 1.0
            sign = -1 if size < 0 else 1  # a negative size turns what a negative matrix has turned
            turn = _quarter_turns(sign * a, sign * b)
        if face and face not in self._by_address:
            self._by_address[face] = self._read_font(index)
        return Look(abs(size), turn, self._by_address.get(face, self._font))

    def _read_font(self, index: int) -> Font:
        raw, name, flags = self._raw, ctypes.create_string_buffer(128), ctypes.c_int()
        raw.FPDFText_GetFontInfo(self._text, index, name, 128, flags)
        known = name.value, flags.value
        if known not in self._by_name:
            words = name.value.decode("utf-8", "replace")
            bold = is_bold(words, raw.FPDFText_GetFontWeight(self._text, index))
            slanted = bool(_SLANTED.search(words)) or bool(flags.value & _ITALIC_FLAG)
            misread = (
                self._fonts.misread(self._text, index, words, flags.value)
                if words
                else find_numbered(self.text)
            )
            face = read_face(words, flags.value)
            self._by_name[known] = Font(bold, slanted, misread, face)
        return self._by_name[known]

    def words_in(self, box: Box) -> tuple[int, int] | None:
        left, bottom, right, top = box
        middle, reach = (bottom + top) / 2, (top - bottom) / 2
        found = [
            self._raw.FPDFText_GetCharIndexAtPos(self._text, x, middle, 2, reach)
            for x in (left + 1, right - 1)
        ]
        if min(found) < 0 or found[1] < found[0]:
            return None
        return self._place(found[0]), self._place(found[1]) + 1


class _Aligned:
    def __init__(
        self, text: str, lines: Sequence[Sequence[Run]], gaps: Mapping[int, Sequence[Gap]]
    ) -> None:
        self._text, self._gaps = text, gaps
        self._lefts: Counter[int] = Counter()
        self._rights: Counter[int] = Counter()
        if not gaps:
            return
        for line in lines:
            for run in line:
                own = gaps.get(id(run), ())
                self._lefts.update([round(run.box[0]), *(round(gap.begins) for gap in own)])
                self._rights.update([round(run.box[2]), *(round(gap.ends) for gap in own)])

    def cells(self, run: Run) -> Iterator[Run]:
        left, bottom, right, top = run.box
        start, gaps = run.start, self._gaps.get(id(run), ())
        stops = [*((gap.place, gap.ends) for gap in gaps[1:]), (run.end, right)]
        if any(
            gap.sure or self._stands(gap, *stop) for gap, stop in zip(gaps, stops, strict=False)
        ):
            for gap in gaps:
                yield replace(run, start=start, end=gap.place, box=(left, bottom, gap.ends, top))
                start, left = gap.place, gap.begins
        yield (
            replace(run, start=start, box=(left, bottom, right, top)) if start > run.start else run
        )

    def _stands(self, gap: Gap, end: int, stop: float) -> bool:
        if _count_near(self._lefts, gap.begins) > (_COLUMN if gap.narrow else _ROWS):
            return True
        value = not any(map(str.isalpha, self._text[gap.place : end]))
        return value and _count_near(self._rights, stop) > _ROWS


def _count_near(places: Mapping[int, int], at: float) -> int:
    return sum(places.get(round(at) + away, 0) for away in (-1, 0, 1))


def _letter_widths(parts: Sequence[Part], looks: Sequence[Look]) -> dict[int, float]:
    widths: dict[int, list[float]] = {}
    for (start, end, box, _, _), look in zip(parts, looks, strict=True):
        if end - start >= _LONG:
            widths.setdefault(id(look), []).append((box[2] - box[0]) / (end - start))
    return {look: sorted(found)[len(found) // 10] for look, found in widths.items()}


def is_bold(name: str, weight: int) -> bool:
    return bool(_BOLD.search(name)) or (weight >= _BOLD_WEIGHT and not _PLAIN.search(name))


def _quarter_turns(a: float, b: float) -> int:
    if abs(a) >= abs(b):
        return 0 if a >= 0 else 2
    return 1 if b > 0 else 3

"""Draws fields and typed remarks on their page; reads links and comments."""

import ctypes
from collections.abc import Callable
from functools import partial
from typing import Any

from msgspec import Struct, field

from briefing.sources.pdf.path_calls import load_path_calls
from briefing.sources.pdf.text_calls import Box

_MOST, _MOST_LINKS = 2000, 500
_LONGEST, _LONGEST_TARGET = 20_000, 2000
_HIDDEN = 1 << 1 | 1 << 5
"""Flags of what is not shown (ISO 32000-1, table 165)."""
_FORM = 1


class Annotations(Struct):
    links: list[tuple[Box, str]] = field(default_factory=list)
    fields: list[Box] = field(default_factory=list)
    ticks: list[tuple[Box, bool]] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    rules: tuple[list[Box], list[Box]] | None = None
    """The page's own, before more were drawn."""


def draw_missing_values(document: Any) -> None:
    if document.get_formtype() == _FORM:
        document.init_forms()


def open_page(document: Any, number: int) -> tuple[Any, Annotations]:
    import pypdfium2.raw as raw

    page = document[number]
    if not raw.FPDFPage_GetAnnotCount(page):
        return page, Annotations()
    reader = _Reader(page)
    found = reader.read()
    if reader.drawn:
        found.rules = load_path_calls().rules(page)
        for i in reversed(reader.removed):
            raw.FPDFPage_RemoveAnnot(page, i)
        raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
        page.close()
        page = document[number]
    return page, found


class _Reader:
    def __init__(self, page: Any) -> None:
        import pypdfium2.raw as raw

        self._raw = raw
        self._page = page
        self._buffer = ctypes.create_string_buffer(_LONGEST)
        self._typed = raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP
        self._silent = raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_POPUP
        self.drawn = False
        self.removed: list[int] = []
        self._found = Annotations()

    def read(self) -> Annotations:
        raw = self._raw
        for i in range(min(_MOST, raw.FPDFPage_GetAnnotCount(self._page))):
            if found := raw.FPDFPage_GetAnnot(self._page, i):
                self._read(found, i)
                raw.FPDFPage_CloseAnnot(found)
        self._found.links = list(self._links())
        return self._found

    def _read(self, found: Any, i: int) -> None:
        raw = self._raw
        kind = raw.FPDFAnnot_GetSubtype(found)
        if kind == raw.FPDF_ANNOT_LINK:
            return
        shown = not raw.FPDFAnnot_GetFlags(found) & _HIDDEN
        if shown and kind == raw.FPDF_ANNOT_WIDGET:
            self._read_field(found, i)
        self.drawn = self.drawn or (shown and kind in self._typed) or bool(self._found.fields)
        if shown and kind not in self._silent and (text := self._text(found, b"Contents")):
            self._found.comments.append(text)

    def _read_field(self, found: Any, i: int) -> None:
        state = self._text(found, b"AS")
        if state or self._text(found, b"FT") == "Btn":
            self.removed.append(i)
            if state:
                self._found.ticks.append((self._box(found), state != "Off"))
        elif self._value(found):
            self._found.fields.append(self._box(found))

    def _value(self, found: Any) -> str:
        form = self._page.formenv
        if not form:
            return self._text(found, b"V")
        return self._string(partial(self._raw.FPDFAnnot_GetFormFieldValue, form, found))

    def _text(self, found: Any, key: bytes) -> str:
        return self._string(partial(self._raw.FPDFAnnot_GetStringValue, found, key))

    def _string(self, read: Callable[[Any, int], int]) -> str:
        place = ctypes.cast(self._buffer, ctypes.POINTER(self._raw.FPDF_WCHAR))
        size = read(place, _LONGEST)
        text = self._buffer.raw[: max(0, size - 2)] if size <= _LONGEST else b""
        return " ".join(text.decode("utf-16-le", "replace").split())

    def _box(self, found: Any) -> Box:
        box = self._raw.FS_RECTF()
        self._raw.FPDFAnnot_GetRect(found, box)
        return _box(box)

    def _links(self) -> list[tuple[Box, str]]:
        raw = self._raw
        found: list[tuple[Box, str]] = []
        position, link, box = ctypes.c_int(), raw.FPDF_LINK(), raw.FS_RECTF()
        while len(found) < _MOST_LINKS and raw.FPDFLink_Enumerate(self._page, position, link):
            target = self._target(link)
            if target and raw.FPDFLink_GetAnnotRect(link, box):
                found.append((_box(box), target))
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


def _box(box: Any) -> Box:
    left, right = sorted((box.left, box.right))
    bottom, top = sorted((box.bottom, box.top))
    return left, bottom, right, top

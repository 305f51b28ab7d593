"""Reads what a tagged PDF says of its text (ISO 32000-1, 14.8): headings and artifacts."""

import ctypes
from typing import Any

ARTIFACT = "Artifact"
_HEADINGS = frozenset(("H", "H1", "H2", "H3", "H4", "H5", "H6"))
_DEEPEST = 40
_MOST = 20_000
"""Elements of a page."""
_MOST_MARKS = 16
"""Marks around an object, the outermost first."""
_LONGEST = 64


def is_tagged(document: Any) -> bool:
    import pypdfium2.raw as raw

    return bool(raw.FPDFCatalog_IsTagged(document.raw))


class PageTags:
    def __init__(self, page: Any) -> None:
        import pypdfium2.raw as raw

        self._raw = raw
        self._name = (ctypes.c_ushort * (_LONGEST // 2))()
        self._size = ctypes.c_ulong()
        self._headings: dict[int, str] = {}
        self._known: dict[int, str] = {}
        tree = raw.FPDF_StructTree_GetForPage(page)
        if tree:
            self._read(tree)
            raw.FPDF_StructTree_Close(tree)

    def at(self, operator: int) -> str:
        if operator not in self._known:
            self._known[operator] = self._tag(ctypes.cast(operator, self._raw.FPDF_PAGEOBJECT))
        return self._known[operator]

    def _tag(self, drawn: Any) -> str:
        number = self._raw.FPDFPageObj_GetMarkedContentID(drawn)
        if number >= 0:
            return self._headings.get(number, "")
        marks = range(min(_MOST_MARKS, self._raw.FPDFPageObj_CountMarks(drawn)))
        return ARTIFACT if any(self._is_artifact(drawn, i) for i in marks) else ""

    def _is_artifact(self, drawn: Any, i: int) -> bool:
        mark = self._raw.FPDFPageObj_GetMark(drawn, i)
        known = self._raw.FPDFPageObjMark_GetName(mark, self._name, _LONGEST, self._size)
        return bool(known) and self._read_name(self._size.value) == ARTIFACT

    def _read_name(self, size: int) -> str:
        return bytes(self._name)[:size].decode("utf-16-le", "replace").rstrip("\0")

    def _read(self, tree: Any) -> None:
        raw = self._raw
        count = raw.FPDF_StructTree_CountChildren(tree)
        waiting = [
            (raw.FPDF_StructTree_GetChildAtIndex(tree, i), "", 0) for i in range(min(count, _MOST))
        ]
        for _ in range(_MOST):
            if not waiting:
                return
            element, heading, depth = waiting.pop()
            if not element:
                continue
            size = raw.FPDF_StructElement_GetType(element, self._name, _LONGEST)
            kind = self._read_name(size)
            heading = kind if kind in _HEADINGS else heading
            if heading:
                for i in range(raw.FPDF_StructElement_GetMarkedContentIdCount(element)):
                    number = raw.FPDF_StructElement_GetMarkedContentIdAtIndex(element, i)
                    self._headings[number] = heading
            if depth < _DEEPEST:
                count = min(raw.FPDF_StructElement_CountChildren(element), _MOST)
                waiting += [
                    (raw.FPDF_StructElement_GetChildAtIndex(element, i), heading, depth + 1)
                    for i in range(count)
                ]

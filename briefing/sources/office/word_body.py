import re
from collections.abc import Callable
from html import escape
from typing import Any

from msgspec import Struct, field

from briefing.sources.html.list_labels import ListHtml, is_marker, join_runs
from briefing.sources.math_text import math_text, raise_numbers
from briefing.sources.office.held_lines import HeldLines
from briefing.sources.office.word_drawings import describe_drawing, drawn_box, is_outer
from briefing.sources.office.word_paragraphs import (
    bare_words,
    goes_on,
    heads_as_contents,
    heads_text,
    is_bold,
    is_contents,
)
from briefing.sources.office.word_styles import ListNumbers, Style
from briefing.sources.office.word_tables import is_layout, table_cells
from briefing.sources.office.word_xml import (
    Part,
    W,
    child_of,
    local_name,
    number_of,
    paragraph_texts,
    says_on,
    symbol_of,
    value_of,
    values_of,
    words_of,
)

_EMPTY = "<p></p>"
_DEEPEST = 60
"""Nested elements that are followed; below them only words are taken."""
_LINK = re.compile(r"HYPERLINK\s+\"?([^\"\s]+)")
_LONGEST_INSTRUCTION = 4000
_LARGER = 1.2
_MATH = frozenset(("oMath", "oMathPara"))
_NEVER = frozenset(
    ("pPr", "rPr", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr", "del")
) | {
    "moveFrom",
    "instrText",
    "delText",
    "proofErr",
    "bookmarkStart",
    "bookmarkEnd",
    "annotationRef",
}


class Book(Struct):
    styles: dict[str, Style]
    numbers: ListNumbers
    usual_size: int = 0
    notes: dict[tuple[str, str], Any] = field(default_factory=dict)
    """The footnotes and endnotes by (kind, id)."""
    called: dict[tuple[str, str], int] = field(default_factory=dict)
    """The number of each note, in the order in which the text refers to them."""
    headings: int = 0
    titled: int = 0
    """1 below a line in the style "Title", which stands above the headings."""
    notices: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    """Paragraphs of the table of contents."""
    embed: Callable[[str], str] = lambda _: ""
    """HTML of a document that stands whole in the file (altChunk), by its target."""


class BodyWriter:
    def __init__(self, book: Book, part: Part) -> None:
        self._book, self._part = book, part
        self._lists = ListHtml()
        self._held = HeldLines()
        self._boxes: list[Any] = []
        self._fields: list[list[str]] = []
        self._in_cell = False
        self._carried: list[str] = []
        usual = self._style(None)
        self._bare = usual.is_plain and not self._is_telling({}, usual)

    def write(self, body: Any) -> str:
        parts: list[str] = []
        self._blocks(body, parts, 0)
        self._close(parts)
        return "".join(parts)

    def _close(self, parts: list[str]) -> None:
        parts.append(self._lists.close() + self._held.end())

    def _blocks(self, element: Any, parts: list[str], depth: int) -> None:
        for child in element:
            name = local_name(child)
            if name == "p":
                self._paragraph(child, parts, depth)
            elif name == "tbl":
                self._table(child, parts, depth)
            elif name == "sdt" and is_contents(child):
                self._book.left_out += filter(None, map(str.strip, paragraph_texts(child)))
            elif name == "altChunk":
                self._close(parts)
                parts.append(self._book.embed(self._part.inside(self._part.target(child))))
            elif name in _MATH:
                self._close(parts)
                parts.append(f"<p>{escape(math_text(child))}</p>")
            elif name and name not in _NEVER:
                if depth > _DEEPEST:
                    parts.append(f"<p>{escape(words_of(child))}</p>")
                else:
                    self._blocks(child, parts, depth + 1)

    def _paragraph(self, element: Any, parts: list[str], depth: int) -> None:
        if not len(element):
            self._gap(parts)
            return
        if words := self._bare_words(element):
            parts.append(f"{self._lists.close()}<p>{words}</p>")
            return
        look = child_of(element, "pPr")
        style = self._style(value_of(look, "pStyle"))
        runs, self._carried = self._carried, []
        marked = [0, 0]
        self._runs(element, runs, style, marked, depth)
        if goes_on(look) and not self._boxes:
            self._carried = runs
            return
        inner = join_runs("".join(runs))
        boxes, self._boxes = self._boxes, []
        if inner.strip():
            self._close_unless(parts, style)
            parts.append(self._block(element, look, style, inner, marked))
        elif not boxes:
            self._gap(parts)
        for box in boxes:
            self._close(parts)
            self._blocks(box, parts, depth + 1)

    def _bare_words(self, element: Any) -> str:
        return bare_words(element) if self._bare and not (self._carried or self._held.kind) else ""

    def _gap(self, parts: list[str]) -> None:
        if not self._held.leave_gap() and parts and parts[-1] != _EMPTY and not self._in_cell:
            parts.append(_EMPTY)

    def _close_unless(self, parts: list[str], style: Style) -> None:
        if self._held.kind not in ("", style.held):
            self._close(parts)

    def _block(self, element: Any, look: Any, style: Style, inner: str, marked: list[int]) -> str:
        if style.aside and not heads_as_contents(element, self._book.styles):
            words = " ".join(words_of(element).split())
            if words:
                self._book.left_out.append(words)
            return ""
        label, level = self._label(look, style)
        heading = style.level or style.contents_level
        if look is not None and (outline := value_of(look, "outlineLvl")) is not None:
            heading = number_of(outline, 9) + 1 if number_of(outline, 9) < 9 else 0
        if heading and not self._in_cell:
            self._book.headings += 1
            self._book.titled |= style.title
            number = min(heading + (self._book.titled and not style.title), 6)
            words = f"{escape(label)} {inner}" if label else inner
            return f"{self._lists.close()}<h{number}>{words}</h{number}>"
        stands_out = not style.quoted and self._stands_out(inner, marked)
        if label and not self._in_cell and (stands_out or is_bold(inner)) and heads_text(element):
            words = join_runs(
                f"<b>{escape(label)}</b> {inner if is_bold(inner) else f'<b>{inner}</b>'}"
            )
            return f"{self._lists.close()}<p>{words}</p>"
        if label is not None:
            return self._item(label, level, inner)
        opening = self._lists.close()
        if style.held:
            self._held.add(style.held, inner)
            return opening
        if stands_out:
            inner = f"<b>{inner}</b>"
        return opening + (
            f"<blockquote><p>{inner}</p></blockquote>" if style.quoted else f"<p>{inner}</p>"
        )

    def _item(self, label: str, level: int, inner: str) -> str:
        if self._in_cell:
            return f"<p>{escape(label) or '•'} {inner}</p>"
        if not self._lists.is_open and not is_marker(label) and "." in label and label[0].isdigit():
            return f"{self._lists.close()}<p>{escape(label)} {inner}</p>"
        return self._lists.item(level, label, inner)

    def _stands_out(self, inner: str, marked: list[int]) -> bool:
        telling, others = marked
        return telling > 0 and not others and "<b>" not in inner and len(inner) < 200

    def _style(self, name: str | None) -> Style:
        styles = self._book.styles
        return styles.get(name or "", styles[""])

    def _label(self, look: Any, style: Style) -> tuple[str | None, int]:
        numbers = child_of(look, "numPr") if look is not None else None
        list_id, level = style.list_id, style.list_level
        if numbers is not None:
            list_id = value_of(numbers, "numId") or list_id
            level = number_of(value_of(numbers, "ilvl"), level)
        label = self._book.numbers.label(list_id, level) if list_id else None
        return label, level + style.list_depth

    def _runs(
        self, element: Any, out: list[str], style: Style, marked: list[int], depth: int
    ) -> None:
        for child in element[:]:
            name = local_name(child)
            if name == "r":
                self._run(child, out, style, marked, depth)
            elif name == "hyperlink":
                self._link(child, out, style, marked, depth)
            elif name in _MATH:
                out.append(" " + escape(math_text(child)) + " ")
            elif name == "fldSimple":
                self._simple_field(child, out, style, marked, depth)
            elif name and name not in _NEVER:
                if depth > _DEEPEST:
                    out.append(escape(words_of(child)))
                else:
                    self._runs(child, out, style, marked, depth + 1)

    def _link(
        self, element: Any, out: list[str], style: Style, marked: list[int], depth: int
    ) -> None:
        target = self._part.target(element)
        inner: list[str] = []
        if depth <= _DEEPEST:
            self._runs(element, inner, style, [0, 0] if target else marked, depth + 1)
        words = "".join(inner)
        marked[1] += len(words) if target else 0
        out.append(f'<a href="{escape(target)}">{words}</a>' if target else words)

    def _simple_field(
        self, element: Any, out: list[str], style: Style, marked: list[int], depth: int
    ) -> None:
        inner: list[str] = []
        self._runs(element, inner, style, marked, depth + 1)
        out.append(_linked(element.get(W + "instr") or "", "".join(inner)))

    def _run(
        self, element: Any, out: list[str], style: Style, marked: list[int], depth: int
    ) -> None:
        look = values_of(child_of(element, "rPr"))
        if says_on(look.get("vanish")) or says_on(look.get("webHidden")):
            return
        inner: list[str] = []
        for child in element[:]:
            self._in_run(child, inner, out, depth)
        words = "".join(inner)
        if not words.strip():
            out.append(words)
            return
        own = self._style(look["rStyle"]) if "rStyle" in look else None
        bold, italic = says_on(look.get("b")), says_on(look.get("i"))
        bold = (own is not None and own.bold) if bold is None else bold
        italic = (own is not None and own.italic) if italic is None else italic
        marked[0 if self._is_telling(look, style) else 1] += len(words)
        if style.level:
            bold = False
        if look.get("vertAlign") == "superscript" and "<" not in words:
            words = raise_numbers(words)
        if own is not None and own.code_words and not style.code:
            words = f"<code>{words}</code>"
        if italic:
            words = f"<i>{words}</i>"
        out.append(f"<b>{words}</b>" if bold else words)

    def _is_telling(self, look: dict[str, str], style: Style) -> bool:
        underlined = says_on(look.get("u"))
        size = number_of(look.get("sz"), style.size)
        usual = self._book.usual_size
        return bool(underlined or style.bold) or bool(usual and size >= _LARGER * usual)

    def _in_run(self, element: Any, inner: list[str], out: list[str], depth: int) -> None:
        name = local_name(element)
        if name == "t":
            inner.append(escape(element.text or "", quote=False))
        elif name in _CHARACTERS:
            inner.append(_CHARACTERS[name])
        elif name == "br":
            if element.get(W + "type") in (None, "textWrapping"):
                inner.append("<br>")
        elif name == "sym":
            inner.append(symbol_of(element.get(W + "char") or ""))
        elif name in ("footnoteReference", "endnoteReference"):
            inner.append(self._note(name[:-9], element.get(W + "id") or ""))
        elif name == "fldChar":
            out.extend(inner)
            inner.clear()
            self._field(element.get(W + "fldCharType") or "", out)
        elif name == "instrText":
            if self._fields and len(self._fields[-1][0]) < _LONGEST_INSTRUCTION:
                self._fields[-1][0] += element.text or ""
        elif name == "ruby":
            inner.append(escape(words_of(element)))
        elif name in ("drawing", "pict", "object", "AlternateContent"):
            self._drawing(element, inner)

    def _field(self, kind: str, out: list[str]) -> None:
        if kind == "begin":
            self._fields.append(["", ""])
        elif kind == "separate" and self._fields:
            found = _LINK.match(self._fields[-1][0].strip())
            if found:
                self._fields[-1][1] = "</a>"
                out.append(f'<a href="{escape(found[1])}">')
        elif kind == "end" and self._fields:
            out.append(self._fields.pop()[1])

    def _note(self, kind: str, name: str) -> str:
        if (kind, name) not in self._book.notes:
            return ""
        number = self._book.called.setdefault((kind, name), len(self._book.called) + 1)
        return f'<a href="#fn{number}">*</a>'

    def _drawing(self, element: Any, inner: list[str]) -> None:
        if local_name(element) == "AlternateContent":
            for version in element:
                before = len(inner), len(self._boxes)
                self._drawing(version, inner)
                if (len(inner), len(self._boxes)) != before:
                    return
            return
        boxes = [e for e in element.iter(W + "txbxContent") if is_outer(e, element)]
        self._boxes += boxes
        for item in element.iter():
            name = local_name(item)
            if name == "docPr" and not boxes:
                inner.append(escape(describe_drawing(item)))
            elif name in ("relIds", "chart"):
                self._boxes += drawn_box(self._part, item)

    def _table(self, element: Any, parts: list[str], depth: int) -> None:
        self._close(parts)
        rows = table_cells(element)
        if depth > _DEEPEST:
            parts.append(f"<p>{escape(words_of(element))}</p>")
        elif self._in_cell or is_layout(element, rows):
            for row in rows:
                for cell in row:
                    self._blocks(cell, parts, depth + 1)
        else:
            self._in_cell = True
            lines = ("".join(self._cell(cell, depth) for cell in row) for row in rows)
            body = "</tr><tr>".join(lines)
            self._in_cell = False
            parts.append(f'<table role="table"><tr>{body}</tr></table>')

    def _cell(self, cell: Any, depth: int) -> str:
        if len(cell) == 1 and local_name(cell[0]) == "p" and (words := self._bare_words(cell[0])):
            return f"<td>{words}</td>"
        look = child_of(cell, "tcPr")
        span = number_of(value_of(look, "gridSpan"), 1)
        parts: list[str] = []
        if value_of(look, "vMerge") not in ("", "continue"):
            self._blocks(cell[:], parts, depth + 1)
        wide = f' colspan="{min(span, 60)}"' if span != 1 else ""
        return f"<td{wide}>{''.join(parts)}</td>"


def notes_html(book: Book, parts: dict[str, Part]) -> str:
    items: list[str] = []
    while waiting := list(book.called)[len(items) :]:
        for kind, name in waiting:
            words = BodyWriter(book, parts[kind]).write(book.notes[kind, name])
            items.append(f'<li id="fn{len(items) + 1}">{words}</li>')
    return f"<ol>{''.join(items)}</ol>" if items else ""


def _linked(instruction: str, words: str) -> str:
    found = _LINK.match(instruction.strip())
    return f'<a href="{escape(found[1])}">{words}</a>' if found else words


_CHARACTERS = {
    "tab": " ",
    "ptab": " ",
    "cr": "<br>",
    "noBreakHyphen": "\u2011",
}

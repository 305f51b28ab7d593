import re
from collections.abc import Callable
from html import escape
from typing import Any

from lxml import etree

from briefing.sources.html.inline_markdown import paragraph
from briefing.sources.html.list_labels import is_marker, join_runs
from briefing.sources.math_text import math_text, raise_numbers
from briefing.sources.office.odf_slides import frames_of, title_frame
from briefing.sources.office.odf_styles import (
    DRAW,
    OFFICE,
    PRESENTATION,
    SVG,
    TABLE,
    TEXT,
    HeadingCounter,
    ListCounter,
    ListLevels,
    Look,
    outermost,
)
from briefing.sources.office.word_drawings import FILE_NAME
from briefing.sources.office.word_tables import FEW_WORDS
from briefing.sources.office.word_xml import local_name, number_of

_CHART = "{urn:oasis:names:tc:opendocument:xmlns:chart:1.0}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_SKIPPED = {
    TEXT + "tracked-changes",
    TEXT + "sequence-decls",
    TEXT + "bibliography-source",
    TEXT + "bibliography-configuration",
    OFFICE + "forms",
    PRESENTATION + "date-time-decl",
    PRESENTATION + "footer-decl",
}
_COMMENTS = (OFFICE + "annotation", "{http://openoffice.org/2009/office}annotation")
_ASIDE = set(_COMMENTS) | {
    TEXT + name
    for name in ("table-of-content", "alphabetical-index", "illustration-index", "table-index")
}
_QUOTED = frozenset(("Quotations", "Block_20_Text"))
_CODE = "Preformatted_20_Text"
_NEXT_LINE = re.compile(r"</pre>\s*<pre>")
_NO_LISTING = re.compile(r"<pre>\s*</pre>")
_WIDEST = 200
"""Spaces in a line of code."""
_CODE_WORDS = frozenset(("Source_20_Text", "Source_Text", "Teletype", "HTML_20_Code"))
_GAPS = frozenset(TEXT + name for name in ("s", "tab", "line-break"))
_APART = _GAPS | {TEXT + "p", TEXT + "h"}
_LISTS = (TEXT + "list", TEXT + "list-item")
_CELLS = (TABLE + "table-cell", TABLE + "covered-table-cell")
_DEEPEST = 150
_LONGEST_TITLE = 25
"""Words."""
_DEEPER = re.compile(r"((?:(?:</li>)?</ul>){1,150})((?:<ul>){2,150})(?=<li)")
"""Where a list goes on with items further in, which programs keep as a list of its own."""
_P, _STYLE, _DISPLAY = TEXT + "p", TEXT + "style-name", TEXT + "display"
_PLAIN = Look()


class BodyWriter:
    """Notes come at the end; `embedded` finds what an object holds."""

    def __init__(
        self,
        looks: dict[str, Look],
        lists: dict[str, ListLevels],
        outline: ListLevels,
        embedded: Callable[[str], Any],
    ) -> None:
        self._looks, self._embedded = looks, embedded
        self._lists, self._outline = ListCounter(lists), HeadingCounter(outline)
        self._notes: list[str] = []
        self._label = ""
        self._depth = 0
        self._in_cell = self._on_slide = self._in_code = False
        self._titled = False
        self.headings = 0
        self.first_slide = ""
        self.left_out: list[str] = []

    def write(self, body: Any) -> str:
        html = _NEXT_LINE.sub("\n", self._children(body))
        html = _NO_LISTING.sub("<p></p>", html)
        if "</ul><ul><ul>" in html:
            html = _DEEPER.sub(_join_lists, html)
        items = "".join(f'<li id="fn{i}">{note}</li>' for i, note in enumerate(self._notes, 1))
        return f"{html}<ol>{items}</ol>" if items else html

    def write_slides(self, body: Any) -> str:
        self._on_slide = True
        pages = body.iterchildren(DRAW + "page")
        return "".join(self._slide(page, number) for number, page in enumerate(pages, 1))

    def _slide(self, page: Any, number: int) -> str:
        frames = frames_of(page)
        title = title_frame(frames)
        words = words_of(title) if title is not None else ""
        if len(words.split()) > _LONGEST_TITLE:
            title, words = None, ""
        self.first_slide = self.first_slide or words
        parts = [f"<h2>{escape(words) or f'Slide {number}'}</h2>"]
        for frame in frames:
            if frame is title:
                continue
            listed = frame.get(PRESENTATION + "class") in ("outline", "subtitle")
            parts.append(_as_list(self._children(frame)) if listed else self._children(frame))
        for notes in page.iterchildren(PRESENTATION + "notes"):
            parts.append(f"<blockquote>{self._children(notes)}</blockquote>")
        for comment in page.iterchildren(*_COMMENTS):
            self._element(comment)
        return "".join(parts)

    def _children(self, element: Any) -> str:
        if self._depth > _DEEPEST:
            return escape(words_of(element))
        if not len(element):
            return escape(element.text or "")
        self._depth += 1
        parts = [escape(element.text or "")]
        for child in element:
            if isinstance(child.tag, str):
                parts.append(self._element(child))
            if child.tail:
                parts.append(escape(child.tail))
        self._depth -= 1
        return "".join(parts)

    def _element(self, element: Any) -> str:
        tag = element.tag
        if tag in _SKIPPED:
            return ""
        if tag in _ASIDE or element.get(_DISPLAY) == "none":
            words = (words_of(p) for p in outermost(element, TEXT + "p"))
            self.left_out += [paragraph(line) for line in words if line]
            return ""
        handler = _HANDLERS.get(tag)
        return handler(self, element) if handler else self._children(element)

    def _heading(self, element: Any) -> str:
        if self._in_cell:
            return f"<p>{self._take_label()}{self._children(element)}</p>"
        depth = min(10, max(1, number_of(element.get(TEXT + "outline-level"), 1)))
        level = min(6, depth + self._titled)
        self.headings += 1
        label = self._take_label()
        if not label and self._outline.numbers_any:
            label = self._number_heading(element, depth)
        return f"<h{level}>{label}{self._children(element)}</h{level}>"

    def _number_heading(self, element: Any, depth: int) -> str:
        look = self._looks.get(element.get(_STYLE) or "", _PLAIN)
        if look.unnumbered or element.get(TEXT + "is-list-header") == "true":
            return ""
        value = element.get(TEXT + "start-value")
        label = self._outline.next_label(depth, value) if words_of(element) else ""
        return f"{escape(label)} " if label else ""

    def _take_label(self) -> str:
        label, self._label = self._label, ""
        return label

    def _paragraph(self, element: Any) -> str:
        name = element.get(_STYLE) or ""
        look = self._looks.get(name, _PLAIN)
        names = look.names | {name}
        if _CODE in names and not (self._in_cell or self._on_slide):
            return self._code(element)
        inner = self._take_label() + join_runs(self._children(element))
        if not inner.strip():
            return "" if self._in_cell else "<p></p>"
        if self._in_cell:
            return f"<p>{inner}</p>"
        if self._on_slide:
            return f"<p>{_plain_line(inner)}</p>"
        if "Title" in names:
            self.headings += 1
            self._titled = True
            return f"<h1>{inner}</h1>"
        if names & _QUOTED:
            return f"<blockquote><p>{inner}</p></blockquote>"
        if "<b>" not in inner and (look.bold or look.underlined or self._is_underlined(element)):
            inner = f"<b>{inner}</b>"
        return f"<p>{inner}</p>"

    def _code(self, element: Any) -> str:
        self._in_code = True
        lines = self._take_label() + self._children(element)
        self._in_code = False
        return f"<pre>{lines}</pre>"

    def _is_underlined(self, element: Any) -> bool:
        spans = element[:]
        if not spans:
            return False
        outside = (element.text or "") + "".join(span.tail or "" for span in spans)
        return not outside.strip() and all(
            self._looks.get(s.get(_STYLE) or "", _PLAIN).underlined for s in spans
        )

    def _span(self, element: Any) -> str:
        inner = self._children(element)
        name = element.get(_STYLE) or ""
        look = self._looks.get(name, _PLAIN)
        code = _CODE_WORDS & (look.names | {name})
        inner = raise_numbers(inner) if look.raised and not len(element) else inner
        inner = f"<code>{inner}</code>" if code and inner.strip() else inner
        inner = f"<i>{inner}</i>" if look.italic and inner.strip() else inner
        return f"<b>{inner}</b>" if look.bold and inner.strip() else inner

    def _link(self, element: Any) -> str:
        return f'<a href="{escape(element.get(_HREF) or "")}">{self._children(element)}</a>'

    def _note(self, element: Any) -> str:
        body = element.find(TEXT + "note-body")
        parts = [] if body is None else body[:]
        while parts and parts[0].tag in _LISTS and len(parts[0]) == 1:
            parts[:1] = parts[0][:]
        self._notes.append("".join(map(self._element, parts)))
        return f'<a href="#fn{len(self._notes)}">*</a>'

    def _list(self, element: Any) -> str:
        go_on = element.get(TEXT + "continue-numbering") == "true"
        go_on = go_on or bool(element.get(TEXT + "continue-list"))
        self._lists.begin(element.get(TEXT + "style-name") or "", go_on=go_on)
        items: list[str] = []
        for child in element.iterchildren(tag=etree.Element):
            item = self._item(child)
            if items and item.startswith("<ul>"):
                items[-1] = items[-1].removesuffix("</li>")
            items.append(item)
        self._lists.end()
        inner = "".join(items)
        return inner if self._in_cell else f"<ul>{inner}</ul>"

    def _item(self, element: Any) -> str:
        first = next((child.tag for child in element if isinstance(child.tag, str)), "")
        label = ""
        if element.tag == TEXT + "list-item" and first != TEXT + "list":
            label = self._lists.next_label(element.get(TEXT + "start-value"))
        marked = is_marker(label) and not self._in_cell and first != TEXT + "h"
        if self._in_cell:
            label = label or "•"
        self._label = escape(label) + " " if label and not marked else ""
        inner = self._children(element)
        self._label = ""
        bare = all(child.tag == TEXT + "list" for child in element)
        if self._in_cell or bare or first == TEXT + "h":
            return inner
        return f'<li data-marker="{label}">{inner}</li>' if marked else f"<li>{inner}</li>"

    def _table(self, element: Any) -> str:
        rows = [_inner(row, *_CELLS) for row in _inner(element, TABLE + "table-row")]
        nested = []
        if any(each is not element for each in element.iter(TABLE + "table")):
            nested = [t for row in rows for cell in row for t in outermost(cell, TABLE + "table")]
        wide = sum(len(words_of(t).split()) for t in nested) > FEW_WORDS * len(nested)
        if self._in_cell or wide or len(rows) < 2 or max(map(len, rows)) < 2:
            return "".join(f"<div>{self._children(cell)}</div>" for row in rows for cell in row)
        self._in_cell = True
        lines = ["".join(map(self._cell, row)) for row in rows]
        self._in_cell = False
        return f'<table role="table"><tr>{"</tr><tr>".join(lines)}</tr></table>'

    def _cell(self, element: Any) -> str:
        if element.tag == _CELLS[1]:
            return "<td></td>"
        only = element[0] if len(element) == 1 else None
        hidden = only is not None and only.get(_DISPLAY) == "none"
        if only is not None and only.tag == _P and not len(only) and not hidden:
            return f"<td>{escape(only.text or '')}</td>"
        return f"<td>{self._children(element)}</td>"

    def _object(self, element: Any) -> str:
        found = self._embedded(element.get(_HREF) or "")
        found = element.find("{*}math") if found is None else found
        if found is None or local_name(found) == "math":
            return escape(math_text(found)) if found is not None else ""
        if local_name(found) == "spreadsheet":
            return "".join(map(self._sheet, found.iterchildren(TABLE + "table")))
        if local_name(found) != "chart":
            lines = map(words_of, outermost(found, TEXT + "p", TEXT + "h"))
            return "".join(f"<p>{escape(line)}</p>" for line in lines if line)
        titles = (words_of(title) for title in found.iter(_CHART + "title"))
        table = found.find(f".//{TABLE}table")
        shown = self._table(table) if table is not None else ""
        return "".join(f"<p>{escape(words)}</p>" for words in titles if words) + shown

    def _sheet(self, table: Any) -> str:
        rows = [list(map(words_of, row.iter(*_CELLS))) for row in table.iter(TABLE + "table-row")]
        rows = [row for row in rows if any(row)]
        wide = max((i + 1 for row in rows for i, words in enumerate(row) if words), default=0)
        lines = ("".join(f"<td>{escape(words)}</td>" for words in row[:wide]) for row in rows)
        return f'<table role="table"><tr>{"</tr><tr>".join(lines)}</tr></table>' if rows else ""

    def _spaces(self, element: Any) -> str:
        count = number_of(element.get(TEXT + "c"), 1) if self._in_code else 1
        return " " * min(count, _WIDEST)

    def _tab(self, element: Any) -> str:
        return "\t" if self._in_code else " "

    def _break(self, element: Any) -> str:
        return "\n" if self._in_code else "<br>"

    def _description(self, element: Any) -> str:
        boxed = element.getparent().find(DRAW + "text-box") is not None
        words = "" if boxed else words_of(element)
        return "" if FILE_NAME.match(words) or not words else f" {escape(words)} "

    def _box(self, element: Any) -> str:
        return f"<div>{self._children(element)}</div>"


def _plain_line(inner: str) -> str:
    whole = inner.startswith("<b>") and inner.find("</b>") == len(inner) - len("</b>")
    return inner[3:-4] if whole else inner


def _join_lists(found: re.Match[str]) -> str:
    ended, begun = found[1].count("</ul>"), found[2].count("<ul>")
    if begun > ended:
        return "<ul>" * (begun - ended)
    return "</li>" + "</ul></li>" * (ended - begun)


def _as_list(inner: str) -> str:
    if "<li" in inner or inner.count("<p>") < 2:
        return inner
    items = re.sub(r"</?div>", "", inner)
    return f"<ul>{items.replace('<p>', '<li>').replace('</p>', '</li>')}</ul>"


def words_of(element: Any) -> str:
    parts = list[str]()
    for event, each in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            parts.append((" " if each.tag in _APART else "") + (each.text or ""))
        elif each is not element:
            parts.append(each.tail or "")
    return " ".join("".join(parts).split())


def _inner(element: Any, *tags: str) -> list[Any]:
    children: list[Any] = element[:]
    if all(child.tag in tags for child in children):
        return children
    return [e for e in outermost(element, *tags, TABLE + "table") if e.tag in tags]


_HANDLERS: dict[str, Callable[[BodyWriter, Any], str]] = {
    TEXT + "h": BodyWriter._heading,
    TEXT + "p": BodyWriter._paragraph,
    TEXT + "span": BodyWriter._span,
    TEXT + "a": BodyWriter._link,
    TEXT + "note": BodyWriter._note,
    TEXT + "list": BodyWriter._list,
    TEXT + "s": BodyWriter._spaces,
    TEXT + "tab": BodyWriter._tab,
    TEXT + "line-break": BodyWriter._break,
    SVG + "title": BodyWriter._description,
    SVG + "desc": BodyWriter._description,
    TABLE + "table": BodyWriter._table,
    DRAW + "object": BodyWriter._object,
    DRAW + "text-box": BodyWriter._box,
}

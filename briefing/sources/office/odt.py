"""Converts OpenDocument texts to markdown, in the worker."""

from collections.abc import Callable, Iterator
from html import escape
from typing import Any

from msgspec.structs import replace

from briefing.errors import FormatError
from briefing.sources.converted import Converted
from briefing.sources.html.convert_html import markdown_of
from briefing.sources.html.inline_markdown import paragraph
from briefing.sources.office.zip_archive import Archive, parse_xml
from briefing.sources.text import metadata_plausibility

_NS = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
_TEXT, _TABLE, _STYLE = (f"{{{_NS.format(name)}}}" for name in ("text", "table", "style"))
_OFFICE, _DRAW = (f"{{{_NS.format(name)}}}" for name in ("office", "drawing"))
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_SKIPPED = {
    _TEXT + "tracked-changes",
    _TEXT + "sequence-decls",
    _OFFICE + "annotation",
    _OFFICE + "forms",
}
_QUOTED = frozenset(("Quotations", "Block_20_Text"))
_INDEX = (_TEXT + "table-of-content", _TEXT + "alphabetical-index", _TEXT + "illustration-index")


def convert_odt(data: bytes, name: str = "", charset: str = "") -> Converted:
    """Headers, footers and the table of contents become boilerplate."""
    archive = Archive(data)
    content = archive.find("content.xml")
    if content is None:
        raise FormatError(archive.blame(name))
    if b"<!ENTITY" in content[:4096]:
        raise FormatError("It declares entities, which real documents never do; do not trust it.")
    root = parse_xml(content)
    styles = [root]
    if "styles.xml" in archive.names:
        styles.append(parse_xml(archive.read("styles.xml")))
    writer = _Writer(_style_signs(styles), _style_names(styles), _numbered(styles))
    text = markdown_of(writer.write(root.find(f".//{_OFFICE}text")))
    around = [*writer.left_out, *_running(styles[1:])]
    return replace(Converted(markdown=text, boilerplate=around), **_metadata(archive, text))


def _metadata(archive: Archive, text: str) -> dict[str, str | None]:
    data = archive.find("meta.xml")
    if data is None:
        return {}
    root = parse_xml(data)
    return {
        "title": metadata_plausibility.plausible_title(root.findtext(f".//{_DC}title"), text),
        "byline": metadata_plausibility.plausible_person(root.findtext(f".//{_DC}creator"), text),
        "language": (root.findtext(f".//{_DC}language") or "")[:2].lower() or None,
    }


def _styles(roots: list[Any]) -> Iterator[Any]:
    for root in roots:
        yield from root.iter(_STYLE + "style")


def _style_signs(roots: list[Any]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for style in _styles(roots):
        look = style.find(_STYLE + "text-properties")
        if look is not None and style.get(_STYLE + "family") == "text":
            bold = look.get(_FO + "font-weight") in ("bold", "600", "700", "800", "900")
            italic = look.get(_FO + "font-style") in ("italic", "oblique")
            found[style.get(_STYLE + "name") or ""] = ("b",) * bold + ("i",) * italic
    return found


def _style_names(roots: list[Any]) -> dict[str, str]:
    return {
        style.get(_STYLE + "name") or "": style.get(_STYLE + "parent-style-name") or ""
        for style in _styles(roots)
    }


def _numbered(roots: list[Any]) -> frozenset[str]:
    return frozenset(
        style.get(_STYLE + "name") or ""
        for root in roots
        for style in root.iter(_TEXT + "list-style")
        if next((level.tag for level in style), "") == _TEXT + "list-level-style-number"
    )


def _running(roots: list[Any]) -> list[str]:
    found: dict[str, None] = {}
    for root in roots:
        for part in root.iter(_STYLE + "header", _STYLE + "footer"):
            for element in part.iter(_TEXT + "p"):
                words = " ".join("".join(element.itertext()).split())
                found.update({words: None} if words else {})
    return [paragraph(words) for words in found]


class _Writer:
    """Writes the body as HTML, notes at the end."""

    def __init__(
        self, signs: dict[str, tuple[str, ...]], parents: dict[str, str], numbered: frozenset[str]
    ) -> None:
        self._signs = signs
        self._numbered = numbered
        self._parents = parents
        self._notes: list[str] = []
        self.left_out: list[str] = []

    def write(self, body: Any) -> str:
        if body is None:
            return ""
        html = self._children(body)
        items = "".join(f'<li id="fn{i}">{note}</li>' for i, note in enumerate(self._notes, 1))
        return f"{html}<ol>{items}</ol>" if items else html

    def _children(self, element: Any) -> str:
        parts = [escape(element.text or "")]
        for child in element:
            if isinstance(child.tag, str):
                parts.append(self._element(child))
            parts.append(escape(child.tail or ""))
        return "".join(parts)

    def _element(self, element: Any) -> str:
        tag = element.tag
        if tag in _SKIPPED:
            return ""
        if tag in _INDEX:
            words = (" ".join("".join(p.itertext()).split()) for p in element.iter(_TEXT + "p"))
            self.left_out += [paragraph(line) for line in words if line]
            return ""
        if tag in _SIMPLE:
            return f"<{_SIMPLE[tag]}>{self._children(element)}</{_SIMPLE[tag]}>"
        handler = _HANDLERS.get(tag)
        return handler(self, element) if handler else self._children(element)

    def _heading(self, element: Any) -> str:
        level = element.get(_TEXT + "outline-level") or "1"
        number = min(6, int(level)) if level.isascii() and level.isdigit() and len(level) < 3 else 1
        return f"<h{number or 1}>{self._children(element)}</h{number or 1}>"

    def _paragraph(self, element: Any) -> str:
        style = element.get(_TEXT + "style-name") or ""
        names = {style, self._parents.get(style, "")}
        inner = self._children(element)
        if "Title" in names:
            return f"<h1>{inner}</h1>"
        if names & _QUOTED:
            return f"<blockquote><p>{inner}</p></blockquote>"
        return f"<p>{inner}</p>"

    def _span(self, element: Any) -> str:
        inner = self._children(element)
        for sign in self._signs.get(element.get(_TEXT + "style-name") or "", ()):
            inner = f"<{sign}>{inner}</{sign}>"
        return inner

    def _link(self, element: Any) -> str:
        return f'<a href="{escape(element.get(_HREF) or "")}">{self._children(element)}</a>'

    def _note(self, element: Any) -> str:
        body = element.find(_TEXT + "note-body")
        self._notes.append(self._children(body) if body is not None else "")
        return f'<a href="#fn{len(self._notes)}">*</a>'

    def _list(self, element: Any) -> str:
        tag = "ol" if element.get(_TEXT + "style-name") in self._numbered else "ul"
        return f"<{tag}>{self._children(element)}</{tag}>"

    def _spaces(self, element: Any) -> str:
        return " "

    def _break(self, element: Any) -> str:
        return "<br>"


_SIMPLE = {
    _TEXT + "list-item": "li",
    _TEXT + "list-header": "li",
    _TABLE + "table": "table",
    _TABLE + "table-row": "tr",
    _TABLE + "table-header-rows": "thead",
    _TABLE + "table-cell": "td",
    _DRAW + "text-box": "div",
}
_HANDLERS: dict[str, Callable[[_Writer, Any], str]] = {
    _TEXT + "h": _Writer._heading,
    _TEXT + "p": _Writer._paragraph,
    _TEXT + "span": _Writer._span,
    _TEXT + "a": _Writer._link,
    _TEXT + "note": _Writer._note,
    _TEXT + "list": _Writer._list,
    _TEXT + "s": _Writer._spaces,
    _TEXT + "tab": _Writer._spaces,
    _TEXT + "line-break": _Writer._break,
}

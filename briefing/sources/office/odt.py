from collections.abc import Callable
from typing import Any

from lxml import etree

from briefing.errors import FormatError
from briefing.sources.converted import STRUCTURED, Converted
from briefing.sources.html.convert_html import markdown_of
from briefing.sources.html.inline_markdown import paragraph
from briefing.sources.office.odf_body import BodyWriter, words_of
from briefing.sources.office.odf_styles import (
    OFFICE,
    STYLE,
    TEXT,
    outermost,
    read_lists,
    read_looks,
    read_outline,
)
from briefing.sources.office.word_xml import local_name
from briefing.sources.office.zip_archive import Archive, parse_xml
from briefing.sources.text import metadata_plausibility

_DC = "{http://purl.org/dc/elements/1.1/}"

_OBJECTS = tuple(
    OFFICE + kind for kind in ("chart", "spreadsheet", "text", "presentation", "drawing")
)


def convert_odt(data: bytes, name: str = "", charset: str = "") -> Converted:
    """Headers, footers, comments and the table of contents become boilerplate."""
    archive = Archive(data)
    content = archive.find("content.xml")
    if content is None:
        raise FormatError(archive.blame(name))
    styles = archive.find_sound_xml("styles.xml")
    running = [] if styles is None else [styles]
    return _convert(
        _root(content),
        running,
        archive.find_sound_xml("meta.xml"),
        lambda target: _embedded(archive, target),
    )


def convert_flat(data: bytes, name: str = "", charset: str = "") -> Converted:
    root = _root(data)
    etree.strip_elements(root, f"{OFFICE}binary-data", with_tail=False)
    return _convert(root, [], root, lambda _: None)


def _root(data: bytes) -> Any:
    if b"<!ENTITY" in data[:4096]:
        raise FormatError("It declares entities, which real documents never do; do not trust it.")
    return parse_xml(data)


def _convert(root: Any, running: list[Any], meta: Any, equation: Callable[[str], Any]) -> Converted:
    styles = [root, *running]
    outline = read_outline(styles)
    writer = BodyWriter(read_looks(styles), read_lists(styles), outline, equation)
    html, slides = _body(root, writer)
    text = markdown_of(html, spaced=True)
    known = _metadata(meta, text)
    known["title"] = known.get("title") or writer.first_slide or None
    return Converted(
        markdown=text,
        boilerplate=[*writer.left_out, *_running(styles)],
        structured=slides or writer.headings >= STRUCTURED,
        **known,
    )


def _body(root: Any, writer: BodyWriter) -> tuple[str, bool]:
    for kind in ("presentation", "drawing"):
        body = root.find(f".//{OFFICE}{kind}")
        if body is not None:
            return writer.write_slides(body), True
    if root.find(f".//{OFFICE}spreadsheet") is not None:
        raise FormatError("It is a spreadsheet; save it as PDF or as text.")
    body = root.find(f".//{OFFICE}text")
    return (writer.write(body) if body is not None else ""), False


def _embedded(archive: Archive, target: str) -> Any:
    data = archive.find(f"{target.removeprefix('./')}/content.xml")
    root = parse_xml(data) if data else None
    if root is None or local_name(root) == "math":
        return root
    found = next(root.iter(*_OBJECTS), None)
    if found is not None and local_name(found) == "chart":
        etree.strip_elements(found, f"{TEXT}list", with_tail=False)  # what a cell says in its line
    return found


def _metadata(root: Any, text: str) -> dict[str, Any]:
    if root is None:
        return {}
    return {
        "title": metadata_plausibility.plausible_title(root.findtext(f".//{_DC}title"), text),
        "byline": metadata_plausibility.plausible_person(root.findtext(f".//{_DC}creator"), text),
        "language": (root.findtext(f".//{_DC}language") or "")[:2].lower() or None,
    }


def _running(roots: list[Any]) -> list[str]:
    found: dict[str, None] = {}
    for root in roots:
        for part in root.iter(STYLE + "header", STYLE + "footer"):
            for element in outermost(part, TEXT + "p"):
                words = words_of(element)
                found.update({words: None} if words else {})
    return [paragraph(words) for words in found]

import re
from collections import Counter
from html import escape
from typing import Any

from briefing.errors import FormatError
from briefing.sources.converted import STRUCTURED, Converted
from briefing.sources.damaged import blaming
from briefing.sources.html.convert_html import markdown_of
from briefing.sources.html.inline_markdown import paragraph
from briefing.sources.html.parse_dom import parse_html, to_text
from briefing.sources.office.rtf import rtf_to_html
from briefing.sources.office.word_body import BodyWriter, Book, notes_html
from briefing.sources.office.word_styles import ListNumbers, Style, read_styles
from briefing.sources.office.word_xml import (
    Part,
    W,
    child_of,
    number_of,
    open_part,
    paragraph_texts,
    value_of,
)
from briefing.sources.office.zip_archive import Archive
from briefing.sources.text import metadata_plausibility
from briefing.sources.text.charset import decode_text

_AROUND = re.compile(r"word/(?:header|footer|comments)\d*\.xml")
_MAIN = "word/document.xml"
_NOTES = {"footnote": "word/footnotes.xml", "endnote": "word/endnotes.xml"}
_CORE = "docProps/core.xml"
_DC = "{http://purl.org/dc/elements/1.1/}"
_ERRORS = (LookupError, ValueError, AttributeError, TypeError)
"""What a damaged file raises."""


def convert_docx(data: bytes, name: str = "", charset: str = "") -> Converted:
    """Headers, footers, comments and the table of contents become boilerplate."""
    archive = Archive(data)
    archive.require("word/", name)
    with blaming("Word file", *_ERRORS):
        html, book = _html(archive, embedded=False)
    text = markdown_of(html, spaced=True)
    return Converted(
        markdown=text,
        boilerplate=[*map(paragraph, book.left_out), *_around(archive)],
        notices=book.notices,
        structured=book.headings >= STRUCTURED,
        **core_metadata(archive, text),
    )


def _html(archive: Archive, *, embedded: bool) -> tuple[str, Book]:
    main = open_part(archive, _main_path(archive))
    root = main.root()
    body = root.find(W + "body") if root is not None else None
    if body is None:
        raise ValueError("no body")
    styles = read_styles(Part(archive, "word/styles.xml").sound_root())
    numbers = ListNumbers(Part(archive, "word/numbering.xml").sound_root(), styles)
    parts = {kind: open_part(archive, path) for kind, path in _NOTES.items()}
    book = Book(styles, numbers, _usual_size(body, styles), _notes(parts))
    if not embedded:
        book.embed = lambda target: _embedded(archive, target, book.notices)
    html = BodyWriter(book, main).write(body)
    return html + notes_html(book, parts), book


def _main_path(archive: Archive) -> str:
    for target in open_part(archive, "").targets.values():
        if re.search(r"word/document\d*\.xml\Z", target):
            return target.lstrip("/")
    return (
        _MAIN
        if _MAIN in archive.names
        else next(
            (
                name
                for name in sorted(archive.names)
                if re.fullmatch(r"word/document\d*\.xml", name)
            ),
            _MAIN,
        )
    )


def _notes(parts: dict[str, Part]) -> dict[tuple[str, str], Any]:
    found = {}
    for kind, part in parts.items():
        root = part.sound_root()
        for note in root.iter(f"{W}{kind}") if root is not None else ():
            if note.get(W + "type") in (None, "normal"):
                found[kind, note.get(W + "id") or ""] = note
    return found


def _usual_size(body: Any, styles: dict[str, Style]) -> int:
    """Of most letters, in half points; 0 if unknown."""
    usual = styles[""].size
    if next(body.iter(W + "sz"), None) is None:
        return usual if next(body.iter(W + "r"), None) is not None else 0
    counts: Counter[int] = Counter()
    for run in body.iter(W + "r"):
        size = number_of(value_of(child_of(run, "rPr"), "sz"), usual)
        counts[size] += sum(len(text.text or "") for text in run.iterchildren(W + "t"))
    return counts.most_common(1)[0][0] if counts else 0


def _embedded(archive: Archive, path: str, notices: list[str]) -> str:
    try:
        with blaming("document", *_ERRORS):
            return _page_of(archive.find(path) or b"", path)
    except FormatError:
        notices[:] = ["A document inside the file is damaged and was skipped."]
        return ""


def _page_of(data: bytes, path: str) -> str:
    if not data:
        return ""
    if data[:2] == b"PK":
        return _html(Archive(data), embedded=True)[0]
    if data.lstrip()[:5] == b"{\\rtf":
        return rtf_to_html(data)
    if path.lower().endswith(".txt"):
        lines = decode_text(data)[0].split("\n")
        return "".join(f"<p>{escape(line)}</p>" for line in lines if line.strip())
    return _page(data)


def _page(data: bytes) -> str:
    from lxml import etree

    from briefing.sources.mail.mhtml import page_of_mhtml

    text = (
        page_of_mhtml(data) if data[:200].lower().find(b"mime-version") >= 0 else to_text(data)[0]
    )
    tree = parse_html(text)
    body = tree.find(".//body") if tree is not None else None
    if body is None:
        return ""
    return escape(body.text or "") + "".join(
        etree.tostring(child, encoding="unicode", method="html") for child in body
    )


def core_metadata(archive: Archive, text: str) -> dict[str, Any]:
    """Plausible title and author, and the language, of an Office file."""
    root = archive.find_sound_xml(_CORE)
    if root is None:
        return {}
    return {
        "title": metadata_plausibility.plausible_title(root.findtext(f".//{_DC}title"), text),
        "byline": metadata_plausibility.plausible_person(root.findtext(f".//{_DC}creator"), text),
        "language": (root.findtext(f".//{_DC}language") or "")[:2].lower() or None,
    }


def _around(archive: Archive) -> list[str]:
    found: dict[str, None] = {}
    for name in sorted(archive.names):
        if _AROUND.fullmatch(name):
            root = Part(archive, name).sound_root()
            lines = paragraph_texts(root) if root is not None else []
            found |= dict.fromkeys(filter(None, map(str.strip, lines)))
    return [paragraph(words) for words in found]

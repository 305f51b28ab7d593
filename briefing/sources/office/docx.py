"""Converts Word files to markdown through mammoth's HTML, in the worker."""

import io
import re
from typing import Any
from xml.parsers.expat import ExpatError

from briefing.sources.converted import Converted
from briefing.sources.damaged import blaming
from briefing.sources.html.convert_html import markdown_of
from briefing.sources.html.inline_markdown import paragraph
from briefing.sources.office.docx_repair import drop_dangling_references
from briefing.sources.office.zip_archive import Archive, parse_xml
from briefing.sources.text import metadata_plausibility

_STYLES = """\
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Quotations'] => blockquote > p:fresh
p[style-name='Block Text'] => blockquote > p:fresh
p[style-name='toc 1'] => p:fresh
p[style-name='HTML Preformatted'] => pre:separator('\\n')
"""
_AROUND = re.compile(r"word/(?:header|footer|comments)\d*\.xml")
_EMPTY = re.compile(rb"<w:p(?: [^<>]*)?/>|<w:p(?: [^<>]*)?></w:p>")
_MOST_EMPTY = 5000
"""Above this number empty paragraphs are dropped; a million take mammoth half a minute."""
_EQUATION_TEXT = re.compile(rb"<m:t(?:\s[^<>]*)?>([^<]*)</m:t>")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CORE = "docProps/core.xml"
_DC = "{http://purl.org/dc/elements/1.1/}"
_ERRORS = (ExpatError, LookupError, ValueError, AttributeError, TypeError, OSError)
"""What mammoth raises at a damaged file."""


def convert_docx(data: bytes, name: str = "", charset: str = "") -> Converted:
    """Headers, footers and comments become boilerplate."""
    archive = Archive(data)
    archive.require("word/", name)
    notices = []
    with blaming("Word file", *_ERRORS):
        try:
            html = _html(archive.only_text(_simplify))
        except KeyError:
            mend = drop_dangling_references(archive)
            html = _html(archive.only_text(lambda part: mend(_simplify(part))))
            notices = ["Broken links or notes were removed."]
    text = markdown_of(html)
    return Converted(
        markdown=text,
        boilerplate=_around(archive),
        notices=notices,
        **core_metadata(archive, text),
    )


def _html(file: io.BytesIO) -> str:
    import mammoth

    found: Any = mammoth.convert_to_html(
        file,
        style_map=_STYLES,
        ignore_empty_paragraphs=False,
        convert_image=mammoth.images.img_element(lambda _: {"src": ""}),
    )
    return str(found.value)


def _simplify(part: bytes) -> bytes:
    return _with_few_gaps(_with_plain_equations(part))


def _with_plain_equations(part: bytes) -> bytes:
    """Equations as runs of their letters and signs; mammoth drops them."""
    before, *equations = part.split(b"<m:oMath>")
    done = [before]
    for equation in equations:
        inside, end, after = equation.partition(b"</m:oMath>")
        if not end:
            return part
        letters = b"".join(_EQUATION_TEXT.findall(inside))
        done.append(b'<w:r><w:t xml:space="preserve">' + letters + b"</w:t></w:r>" + after)
    return b"".join(done).replace(b"<m:oMathPara>", b"").replace(b"</m:oMathPara>", b"")


def _with_few_gaps(part: bytes) -> bytes:
    many = sum(1 for _ in _EMPTY.finditer(part)) > _MOST_EMPTY
    return _EMPTY.sub(b"", part) if many else part


def core_metadata(archive: Archive, text: str) -> dict[str, str | None]:
    """Plausible title and author, and the language, of an Office file."""
    data = archive.find(_CORE)
    if data is None:
        return {}
    root = parse_xml(data)
    return {
        "title": metadata_plausibility.plausible_title(root.findtext(f".//{_DC}title"), text),
        "byline": metadata_plausibility.plausible_person(root.findtext(f".//{_DC}creator"), text),
        "language": (root.findtext(f".//{_DC}language") or "")[:2].lower() or None,
    }


def _around(archive: Archive) -> list[str]:
    found: dict[str, None] = {}
    for name in sorted(archive.names):
        if _AROUND.fullmatch(name):
            for element in parse_xml(archive.read(name)).iter(_W + "p"):
                words = "".join(t.text or "" for t in element.iter(_W + "t")).strip()
                found.update({words: None} if words else {})
    return [paragraph(words) for words in found]

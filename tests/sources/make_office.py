"""Articles as office files and e-books, written by the libraries of those formats (RTF and EPUB by hand)."""

import io
import zipfile
from collections.abc import Iterable
from html import escape

from tests.sources.articles import Part


def docx(article: Iterable[Part]) -> bytes:
    import docx as library

    document = library.Document()
    document.sections[0].header.paragraphs[0].text = "The Ellery Courier"
    styles = {"li": "List Bullet", "quote": "Quote"}
    for part in article:
        if part.gap:
            document.add_paragraph()
        if part.kind[0] == "h":
            document.add_heading(part.text, int(part.kind[1]))
        else:
            document.add_paragraph(part.text, styles.get(part.kind))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def odt(article: Iterable[Part]) -> bytes:
    from odf.opendocument import OpenDocumentText
    from odf.text import H, List, ListItem, P

    document = OpenDocumentText()
    for part in article:
        if part.gap:
            document.text.addElement(P())
        if part.kind[0] == "h":
            document.text.addElement(H(outlinelevel=int(part.kind[1]), text=part.text))
        elif part.kind == "li":
            item, entries = ListItem(), List()
            item.addElement(P(text=part.text))
            entries.addElement(item)
            document.text.addElement(entries)
        else:
            style = {"stylename": "Quotations"} if part.kind == "quote" else {}
            document.text.addElement(P(text=part.text, **style))
    buffer = io.BytesIO()
    document.write(buffer)
    return buffer.getvalue()


def pptx(article: Iterable[Part]) -> bytes:
    import pptx as library

    show = library.Presentation()
    frame = None
    for part in article:
        if part.kind[0] == "h" or frame is None:
            slide = show.slides.add_slide(show.slide_layouts[1])
            slide.shapes.title.text = part.text if part.kind[0] == "h" else ""
            frame = slide.placeholders[1].text_frame
            frame.text = "" if part.kind[0] == "h" else part.text
        elif frame.text:
            frame.add_paragraph().text = part.text
        else:
            frame.text = part.text
    buffer = io.BytesIO()
    show.save(buffer)
    return buffer.getvalue()


def rtf(article: Iterable[Part]) -> bytes:
    lines = [
        r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman\fcharset0 Times;}}",
        r"{\stylesheet{\s0 Normal;}{\s1 heading 1;}{\s2 heading 2;}{\s3 heading 3;}{\s4 Quote;}}",
        r"{\info{\title Untitled}{\author user}}{\header\pard The Ellery Courier\par}",
    ]
    for part in article:
        style = int(part.kind[1]) if part.kind[0] == "h" else 4 if part.kind == "quote" else 0
        if part.gap:
            lines.append(r"\pard\plain\par")
        marker = r"{\listtext\'b7\tab}\ls1\ilvl0 " if part.kind == "li" else ""
        lines.append(rf"\pard\plain\s{style}{marker} {_rtf(part.text)}\par")
    return "\n".join([*lines, "}"]).encode("ascii")


def _rtf(text: str) -> str:
    text = text.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}")
    return "".join(c if c < "\x80" else rf"\u{ord(c)}?" for c in text)


CONTAINER = """\
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>
<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""


def epub(article: tuple[Part, ...], *, navigation: str = "nav", missing: bool = False) -> bytes:
    from tests.sources.make_html import body

    chapters: list[list[Part]] = []
    for part in article:
        if part.kind in ("h1", "h2") or not chapters:
            chapters.append([])
        chapters[-1].append(part)
    names = [f"c{i}.xhtml" for i in range(len(chapters))]
    items = "".join(
        f'<item id="{n}" href="text/{n}" media-type="application/xhtml+xml"/>' for n in names
    )
    refs = "".join(f'<itemref idref="{name}"/>' for name in names)
    links = "".join(
        f'<li><a href="text/{name}">{escape(chapter[0].text)}</a></li>'
        for name, chapter in zip(names, chapters, strict=True)
    )
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>A book of one</dc:title><dc:creator>Ada Example</dc:creator><dc:date>2024-03-05</dc:date></metadata>"
        f'<manifest>{items}<item id="nav" properties="nav" href="nav.xhtml" media-type="application/xhtml+xml"/></manifest>'
        f'<spine><itemref idref="nav"/>{refs}</spine></package>'
    )
    page = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title></head><body>{}</body></html>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        book.writestr("META-INF/container.xml", CONTAINER)
        book.writestr("OEBPS/book.opf", opf)
        book.writestr("OEBPS/nav.xhtml", page.format(f"<nav><ol>{links}</ol></nav>"))
        for name, chapter in list(zip(names, chapters, strict=True))[missing:]:
            book.writestr(f"OEBPS/text/{name}", page.format(body(chapter)))
    return buffer.getvalue()

"""Articles as PDF, printed by reportlab: one or two columns, running heads, page numbers, hyphens."""

import io
from collections.abc import Iterable
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from tests.sources.articles import Part

BODY = ParagraphStyle("body", fontName="Times-Roman", fontSize=10, leading=12.5, spaceAfter=6)
STYLES = {
    "p": BODY,
    "h1": ParagraphStyle("h1", BODY, fontName="Times-Bold", fontSize=18, leading=22, spaceAfter=10),
    "h2": ParagraphStyle("h2", BODY, fontName="Times-Bold", fontSize=13, leading=16, spaceBefore=8),
    "h3": ParagraphStyle("h3", BODY, fontName="Times-Bold", fontSize=10, spaceBefore=4),
    "li": ParagraphStyle("li", BODY, leftIndent=14, bulletIndent=4, spaceAfter=2),
    "quote": ParagraphStyle("quote", BODY, leftIndent=20, rightIndent=20, fontName="Times-Italic"),
}


class _Doc(BaseDocTemplate):
    outline = False
    head = ""

    def afterFlowable(self, flowable):
        style = getattr(getattr(flowable, "style", None), "name", "")
        if self.outline and style in ("h1", "h2", "h3"):
            key = str(id(flowable))
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(flowable.getPlainText(), key, int(style[1]) - 1)


def pdf(
    article: Iterable[Part],
    *,
    columns: int = 1,
    head: str = "",
    numbers: bool = False,
    outline: bool = False,
    contents: bool = False,
    hyphens: bool = False,
    title: str = "",
    table: list[list[str]] | None = None,
) -> bytes:
    article = list(article)
    buffer = io.BytesIO()
    doc = _Doc(buffer, pagesize=A4, title=title or None, invariant=1)
    doc.outline = outline
    width, height = A4
    gap = 18
    column = (width - 120 - gap * (columns - 1)) / columns
    frames = [
        Frame(60 + i * (column + gap), 60, column, height - 140, 0, 0, 0, 0) for i in range(columns)
    ]

    def page(canvas, _):
        canvas.setFont("Times-Italic", 8)
        if head:
            canvas.drawString(60, height - 50, head)
        if numbers:
            canvas.drawCentredString(width / 2, 36, f"Page {canvas.getPageNumber()}")

    doc.addPageTemplates(PageTemplate("all", frames, onPage=page))
    flow = []
    if contents:
        flow.append(Paragraph("Contents", STYLES["h2"]))
        for i, part in enumerate(p for p in article if p.kind == "h2"):
            flow.append(Paragraph(f"{escape(part.text)} {'. ' * 30} {i + 2}", BODY))
        flow.append(PageBreak())
    for part in article:
        style = STYLES[part.kind]
        if hyphens:
            style = ParagraphStyle(part.kind, style, hyphenationLang="en_US", embeddedHyphenation=1)
        if part.gap:
            flow.append(Spacer(1, 20))
        bullet = "•" if part.kind == "li" else None
        text = escape(part.text)
        if hyphens and part.kind == "p":
            text = " ".join(_broken(word) for word in text.split(" "))
        flow.append(Paragraph(text, style, bulletText=bullet))
    if table:
        flow[4:4] = [Table(table, colWidths=[90, 60, 60], spaceAfter=10)]
    doc.build(flow)
    return buffer.getvalue()


def _broken(word: str) -> str:
    """A long word with a soft hyphen in it, at which reportlab may break the line."""
    return word[:4] + "\xad" + word[4:] if len(word) > 8 and word.isalpha() else word


def scanned(pages: int = 2) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    for _ in range(pages):
        canvas.rect(50, 50, 400, 600, fill=1)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()

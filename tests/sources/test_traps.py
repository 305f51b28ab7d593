"""Files made to crash, hang or swell what reads them: each ends as a document or as one sentence."""

import io
import zipfile
import zlib

import pytest

from briefing.errors import BriefingError
from briefing.worker import Worker
from tests.sources.reading import read_bytes

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
ODF = "urn:oasis:names:tc:opendocument:xmlns"


def zipped(parts: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def docx(body: str) -> bytes:
    relation = f'<Relationship Id="r" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    default = '<Default Extension="xml" ContentType="application/xml"/>'
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">{default}</Types>',
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{relation}</Relationships>',
            "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
        }
    )


def odt(body: str) -> bytes:
    names = f'xmlns:office="{ODF}:office:1.0" xmlns:text="{ODF}:text:1.0"'
    inner = f"<office:body><office:text>{body}</office:text></office:body>"
    return zipped(
        {"content.xml": f"<office:document-content {names}>{inner}</office:document-content>"}
    )


def epub(opf: str, rootfile: str = "b.opf") -> bytes:
    container = f'<container><rootfiles><rootfile full-path="{rootfile}"/></rootfiles></container>'
    return zipped(
        {"META-INF/container.xml": container, "b.opf": opf, "c.xhtml": "<p>hello words</p>"}
    )


def pdf(*objects: bytes) -> bytes:
    """A PDF of a catalogue, a page tree and the given objects from number 3 on."""
    found = [
        b"<</Type/Catalog/Pages 2 0 R/Outlines 9 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        *objects,
    ]
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(found, 1):
        places.append(len(data))
        data += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1) + rows
    return (
        data
        + table
        + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(places) + 1, len(data))
    )


def stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<</Length %d%s>>\nstream\n" % (len(data), more) + data + b"\nendstream"


PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</XObject<</A 5 0 R>>>>>>"
LOOP = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A 5 0 R>>>>"
MAIL = b"Subject: x\nMIME-Version: 1.0\nMessage-ID: <1>\n"
PARTS = b"".join(
    b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (i, i) for i in range(10_000)
)

OUTSIDE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
LAUGHS = f"""<!DOCTYPE x [<!ENTITY a0 'ha'>{"".join(f"<!ENTITY a{i} '{f'&a{i - 1};' * 10}'>" for i in range(1, 11))}]>"""
FEED = "<rss version='2.0'><channel><title>t</title><item><title>hello</title><description>&e;&a10;</description></item></channel></rss>"

TRAPS = {
    "pdf, pages in a loop": lambda: (pdf(b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000000>>"), ""),
    "pdf, forms in a loop": lambda: (pdf(PAGE, stream(b"/A Do"), stream(b"/A Do /A Do", LOOP)), ""),
    "pdf, a bomb": lambda: (pdf(PAGE, stream(zlib.compress(bytes(100_000_000)), b"/Filter/FlateDecode")), ""),
    "docx, a million paragraphs": lambda: (docx("<w:p/>" * 1_000_000 + "<w:p><w:r><w:t>hello</w:t></w:r></w:p>"), "hello"),
    "docx, deep": lambda: (docx("<w:tbl><w:tr><w:tc>" * 5000 + "</w:tc></w:tr></w:tbl>" * 5000), ""),
    "odt, deep": lambda: (odt("<text:section>" * 10_000 + "<text:p>hello</text:p>" + "</text:section>" * 10_000), ""),
    "odt, spaces": lambda: (odt('<text:p>a<text:s text:c="999999999"/>b</text:p>'), "a b"),
    "epub, outside": lambda: (epub("<package/>", "../../../etc/passwd"), "hello words"),
    "epub, outside in": lambda: (epub('<package><manifest><item id="a" href="/etc/passwd"/></manifest><spine><itemref idref="a"/></spine></package>'), ""),
    "epub, again and again": lambda: (epub('<package><manifest><item id="a" href="c.xhtml"/></manifest><spine>' + '<itemref idref="a"/>' * 100_000 + "</spine></package>"), "hello words"),
    "docx, entity": lambda: (zipped({"word/document.xml": OUTSIDE + "<x>&e;</x>"}), ""),
    "docx, a bomb": lambda: (zipped({"word/document.xml": "<w:p/>" * 12_000_000}), ""),
    "odt, entity": lambda: (zipped({"content.xml": OUTSIDE + "<x>&e;</x>"}), ""),
    "odt, laughs": lambda: (zipped({"content.xml": LAUGHS + "<x>&a10;</x>"}), ""),
    "epub, entity": lambda: (epub(OUTSIDE + '<package><manifest><item id="a" href="&e;"/></manifest></package>'), "hello words"),
    "epub, up and out": lambda: (epub('<package><manifest><item id="a" href="../../../../../etc/passwd"/></manifest><spine><itemref idref="a"/></spine></package>'), ""),
    "feed, entity": lambda: (FEED.replace("<rss", OUTSIDE + "<rss", 1).encode(), "hello\n\n&e&a10"),
    "feed, laughs": lambda: (FEED.replace("<rss", LAUGHS + "<rss", 1).encode(), "hello\n\n&e&a10"),
    "html, deep": lambda: (b"<html><body>" + b"<div>" * 10_000 + b"hello", "hello"),
    "html, deep quotes": lambda: (b"<html><body>" + b"<blockquote>" * 10_000 + b"hello", "hello"),
    "html, deep items": lambda: (b"<html><body>" + b"<ul><li>" * 10_000 + b"hello", "- hello"),
    "text, one line": lambda: (b"hello " * 500_000, "hello " * 500_000),
    "html, tables in tables": lambda: (b"<html><body>" + b"<table><tr><td>" * 10_000 + b"hello", "hello"),
    "html, a tag without end": lambda: (b"<html><body>" + b"<div " * 200_000, ""),
    "mail, parts in parts": lambda: (MAIL + PARTS + b"\nwords", ""),
    "mail, many headers": lambda: (MAIL + b"To: a@b\n" * 100_000 + b"\nhello", "hello"),
    "rtf, deep": lambda: (b"{\\rtf1 " + b"{" * 1_000_000 + b"hello", ""),
    "json feed, deep": lambda: (b'{"version":"https://jsonfeed.org/version/1","items":' + b"[" * 100_000, ""),
}  # fmt: skip


@pytest.fixture(scope="module")
def worker():
    made = Worker()
    yield made
    made.stop()


@pytest.mark.parametrize("name", TRAPS)
def test_a_trap(worker, name):
    data, words = TRAPS[name]()
    if words:
        (document,) = read_bytes(data, "x", worker=worker)
        assert document.text == words
        return
    with pytest.raises(BriefingError) as caught:
        read_bytes(data, "x", worker=worker)
    message = str(caught.value)
    assert message.endswith(".")
    assert "Error" not in message

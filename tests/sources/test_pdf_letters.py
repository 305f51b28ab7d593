"""Letters that a font names in its own way."""

import pytest

from briefing.sources.pdf.convert_pdf import convert_pdf

TEXT = "The keeper trims the wick at dusk, and again when the tide turns back to the harbour."


def numbered_font(text: str, letters: str = "") -> bytes:
    """`letters` are what each code from 33 stands for, of any length."""
    codes = range(33, 127)
    names = b" ".join(b"/a%d" % code for code in codes)
    glyphs = b" ".join(b"/a%d 5 0 R" % code for code in codes)
    drawn = "\n".join(
        f"BT /F 10 Tf 72 {720 - 12 * i} Td ({part}) Tj ET" for i, part in enumerate(text.split(" "))
    )
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F 6 0 R>>>>>>",
        _stream(drawn.encode()),
        _stream(b"500 0 0 0 400 700 d1 0 0 400 700 re f"),
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 500 700]/FontMatrix[.001 0 0 .001 0 0]/FirstChar 33/LastChar 126"
        b"/Widths[" + b"500 " * len(codes) + b"]/CharProcs<<" + glyphs + b">>"
        b"/Encoding<</Type/Encoding/Differences[33 " + names + b"]>>/Resources<<>>/ToUnicode 7 0 R>>",
        _stream(_to_unicode(letters.split()).encode()),
    ]  # fmt: skip
    objects = b"".join(b"%d 0 obj\n%s\nendobj\n" % (i, part) for i, part in enumerate(parts, 1))
    return b"%PDF-1.4\n" + objects + b"trailer<</Root 1 0 R/Size 8>>\n%%EOF\n"


def _to_unicode(letters: list[str]) -> str:
    listed = "".join(
        f"<{code:02x}> <{words.encode('utf-16-be').hex()}>\n"
        for code, words in enumerate(letters, 33)
    )
    return (
        "begincmap 1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(letters)} beginbfchar\n{listed}endbfchar endcmap"
    )


def _stream(data: bytes) -> bytes:
    return b"<</Length %d>>stream\n%s\nendstream" % (len(data), data)


def test_letters_named_by_their_codes_are_no_dingbats():
    assert convert_pdf(numbered_font(TEXT)).markdown.split() == TEXT.split()


@pytest.mark.parametrize(
    ("letters", "printed", "read"),
    [("ص لا ح", '#"!', "صلاح"), ("ص ل ا ح", '$"#!', "صالح"), ("و الله", '"!', "والله")],
    ids=["ligature", "two signs", "name of God"],
)
def test_letters_of_an_arabic_ligature_keep_their_order(letters, printed, read):
    assert convert_pdf(numbered_font(printed, letters)).markdown.split() == [read]

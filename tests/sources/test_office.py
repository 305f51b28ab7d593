import io
import zipfile
from copy import deepcopy
from typing import Any, cast

import pptx
import pytest
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE

from briefing.errors import FormatError
from briefing.sources.format_detection import find_format
from briefing.sources.office.docx import convert_docx
from briefing.sources.office.epub import _known_date, convert_epub
from briefing.sources.office.odt import convert_flat, convert_odt
from briefing.sources.office.pptx import convert_pptx
from briefing.sources.office.rtf import convert_rtf
from tests.sources import make_office as make
from tests.sources.articles import ARTICLES, HARBOUR
from tests.sources.comparing import assert_same
from tests.steps import calls

CONVERTERS = {
    "docx": convert_docx,
    "odt": convert_odt,
    "rtf": convert_rtf,
    "epub": convert_epub,
}


@pytest.mark.parametrize("format", CONVERTERS)
@pytest.mark.parametrize("name", ARTICLES)
def test_an_article_comes_out_as_it_went_in(name, format):
    found = CONVERTERS[format](getattr(make, format)(ARTICLES[name]))
    assert_same(found.markdown, ARTICLES[name])


def test_block_text_is_a_quotation():
    data = make.rtf(HARBOUR).replace(b"Quote;", b"Block Text;")
    assert "> If the wall goes" in convert_rtf(data).markdown
    content = zipfile.ZipFile(io.BytesIO(make.odt(HARBOUR))).read("content.xml")
    for style in (b"Quotations", b"Block_20_Text"):
        part = content.replace(b"Quotations", style)
        assert "> If the wall goes" in convert_odt(zipped(content_xml=part)).markdown


def test_slides():
    found = convert_pptx(make.pptx(HARBOUR)).markdown
    assert found.startswith(
        "## Harbour council faces five decisions before the winter storms\n\n- The council"
    )
    assert "## Ferry timetable\n\n- Two companies" in found
    assert all(word in found for part in HARBOUR for word in part.text.split("&")[0].split()[:9])


@pytest.mark.parametrize(
    "dangling",
    [
        '<w:hyperlink r:id="rId99"><w:r><w:t>and a link</w:t></w:r></w:hyperlink>',
        '<w:r><w:t>and a link</w:t><w:footnoteReference w:id="77"/></w:r>',
    ],
)
def test_links_and_notes_that_lead_nowhere_do_not_cost_the_file(dangling):
    old = zipfile.ZipFile(io.BytesIO(make.docx(HARBOUR)))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                part = part.replace(b"</w:p>", dangling.encode() + b"</w:p>", 1)
            archive.writestr(name, part)
    found = convert_docx(buffer.getvalue())
    assert "winter stormsand a link\n" in found.markdown


def test_a_tab_parts_the_words_of_a_footer():
    from odf.opendocument import OpenDocumentText
    from odf.style import Footer, MasterPage, PageLayout
    from odf.text import P, Tab

    document, layout, buffer = OpenDocumentText(), PageLayout(name="L"), io.BytesIO()
    document.automaticstyles.addElement(layout)
    master, line = MasterPage(name="Standard", pagelayoutname=layout), P(text="Quay board")
    line.addElement(Tab())
    line.addText("3")
    footer = Footer()
    footer.addElement(line)
    master.addElement(footer)
    document.masterstyles.addElement(master)
    document.text.addElement(P(text="They met."))
    document.write(buffer)
    assert convert_odt(buffer.getvalue()).boilerplate == ["Quay board 3"]


@pytest.mark.parametrize("format", ["docx", "rtf"])
def test_a_header_is_boilerplate(format):
    found = CONVERTERS[format](getattr(make, format)(HARBOUR))
    assert found.boilerplate == ["The Ellery Courier"]
    assert (found.title, found.byline) == (None, None)


def test_a_book_says_who_wrote_it_and_what_is_missing():
    found = convert_epub(make.epub(HARBOUR, missing=True))
    assert (found.title, found.byline, found.published) == (
        "A book of one",
        "Ada Example",
        "2024-03-05",
    )
    assert found.notices == ["A chapter is missing from the book: c0.xhtml."]
    assert "Ferry timetable" in found.boilerplate[0]


def test_a_book_without_its_list_of_chapters_is_read_in_the_order_of_their_names():
    found = convert_epub(
        zipped(META_INF__container_xml=b"<a/>", c10_html=b"<p>ten", c2_html=b"<p>two")
    )
    assert found.markdown == "two\n\nten"
    assert found.notices == ["The book has no list of chapters; they are sorted by file name."]
    nothing = book("<p>one", "<p>two").replace(b"<itemref", b"<nothing")
    assert convert_epub(nothing).markdown == "one\n\ntwo"


def test_large_bold_letters_are_the_headings_of_a_book_without_any():
    sheet = b".big { font-size: 1.5em; text-align: center; } .mid { font-size: 13pt; font-weight: bold }"
    page = (
        "<p class='a'><span class='big'>A title</span></p><p><span class='mid'>One</span></p><p>Words and <b>more</b>"
        " of them.</p><p>Of <span class='mid'>some</span> kind.</p>"
    )
    container = b'<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>'
    package = b'<package><manifest><item id="a" href="a.html"/></manifest><spine><itemref idref="a"/></spine></package>'
    parts = {"META_INF__container_xml": container, "b_opf": package, "a_html": page.encode()}
    assert convert_epub(zipped(s_css=sheet, **parts)).markdown == (
        "# A title\n\n## One\n\nWords and **more** of them.\n\nOf some kind."
    )
    assert convert_epub(zipped(**parts)).markdown.startswith("A title\n\nOne\n\n")


@pytest.mark.parametrize(
    ("box", "markdown"),
    [
        ("<aside epub:type='tip'><h4>Note</h4><p>Wet.</p></aside>", "> **Note**\n>\n> Wet."),
        ("<div class='note-box'><h3>Note <i>well</i></h3><p>Wet.</p></div>", "> **Note *well***\n>\n> Wet."),
        ("<div class='text'><h3>Oil</h3><p>Wet.</p></div>", "### Oil\n\nWet."),
        ("<aside id='x'><p>Wet.</p></aside>", "Wet."),
        ("<table class='note'><tr><td><h3>Note</h3><p>Wet.</p></td></tr></table>", "> **Note**\n>\n> Wet."),
        ("<div class='block tip'><div><h4>Tip</h4></div><p>Wet.</p></div>", "> **Tip**\n>\n> Wet."),
    ],
)  # fmt: skip
def test_a_box_in_a_chapter_ends(box, markdown):
    found = convert_epub(book(f"<h1>One</h1><p>a</p>{box}<p>b</p>"))
    assert found.markdown == f"# One\n\na\n\n{markdown}\n\nb"


def with_contents(contents: str, **pages: str) -> bytes:
    container = b'<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>'
    items = "".join(
        f'<item id="{name}" href="{name}.html"/><item id="{name}2" href="{name}.html#x"/>'
        for name in pages
    )
    refs = "".join(f'<itemref idref="{name}"/><itemref idref="{name}2"/>' for name in pages)
    package = f'<package><manifest>{items}<item id="nav" properties="nav" href="n.html"/></manifest><spine>{refs}</spine></package>'
    parts = {f"{name}_html": page.encode() for name, page in pages.items()}
    return zipped(
        META_INF__container_xml=container, b_opf=package.encode(), n_html=contents.encode(), **parts
    )


def test_a_book_may_lie_in_a_folder_of_its_archive():
    packed = with_contents("", b="<p>Oil burns.</p>", a="<p>Wax melts.</p>")
    with zipfile.ZipFile(io.BytesIO(packed)) as book:
        parts = {f"book/{name}": book.read(name) for name in book.namelist()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    found = convert_epub(buffer.getvalue())
    assert (found.markdown, found.notices) == ("Oil burns.\n\nWax melts.", [])


@pytest.mark.parametrize(
    ("page", "markdown"),
    [
        ("<p id='a'>Rye.</p><p><a id='b'></a>Oats.</p>", "## One\n\nRye.\n\n## 2\\. Two\n\nOats."),
        ("<div id='a'></div><p>Rye.</p><div id='b'></div><p>Oats.</p>", "## One\n\nRye.\n\n## 2\\. Two\n\nOats."),
        ("<p id='a'>One</p><p>Rye.</p><div id='b'><p>Two</p><p>Oats.</p></div>", "## One\n\nRye.\n\n## Two\n\nOats."),
        ("<h3 id='a'>Rye</h3><p>Rye.</p><p id='b'>o</p><h3>Oats</h3>", "### Rye\n\nRye.\n\no\n\n### Oats"),
        ("<h2>1</h2><h3 id='a'>Rye</h3><p>Rye.</p><h2>Chapter Two</h2><h3 id='b'>Oats</h3>", "## 1 Rye\n\nRye.\n\n## Chapter Two Oats"),
        ("<ul><li id='a'>Rye</li></ul>", "## One\n\n- Rye"),
    ],
)  # fmt: skip
def test_the_contents_of_a_book_name_its_parts(page, markdown):
    contents = "<nav><a href='c.html#a'>One</a> <a href='c.html#b'>2. Two</a> <a href='c.html#x'>Three</a></nav>"
    assert convert_epub(with_contents(contents, c=page)).markdown == markdown


@pytest.mark.parametrize(("value", "date"), [("2024-03-05T01", "2024-03-05"), ("0101-01-01", None)])
def test_a_year_that_no_book_has_is_none(value, date):
    assert _known_date(value) == date


def test_pages_of_the_printed_book_are_no_parts():
    contents = (
        "<nav><a href='c.html#a'>One</a></nav><nav type='page-list'><a href='c.html#b'>2</a></nav>"
    )
    page = "<p id='a'>Rye <span epub:type='pagebreak'>1</span>grows.</p><div role='doc-pagebreak'>2</div><p id='b'>Oats.</p>"
    found = convert_epub(with_contents(contents, c=page)).markdown
    assert found == "## One\n\nRye grows.\n\nOats."


def test_pages_of_a_book_without_contents_are_headed_by_their_titles():
    page = "<html><head><title>{}</title></head><body><p>{}</p></body></html>"
    found = convert_epub(
        with_contents("", a=page.format("One", "Rye."), b=page.format("Two", "Oats."))
    )
    assert found.markdown == "## One\n\nRye.\n\n## Two\n\nOats."
    found = convert_epub(
        with_contents("", a=page.format("One", "Rye."), b=page.format("One", "Oats."))
    )
    assert found.markdown == "Rye.\n\nOats."
    assert found.structured
    words = "word " * 30
    found = convert_epub(
        with_contents("", a=f"<p>I</p><p>Dawn</p><p>{words}</p>", b=f"<p>{words}.</p>")
    )
    assert [line for line in found.markdown.split("\n") if line[:1] == "#"] == ["## I Dawn", "## 2"]


@pytest.mark.parametrize(
    "page",
    [
        lambda n: "".join(f"<span id='x{i}'>a</span>" for i in range(n)),
        lambda n: "".join(f"<p>w<a epub:type='noteref' href='b.html#x{i}'>{i}</a></p>" for i in range(n)),
    ],
)  # fmt: skip
def test_contents_and_notes_of_a_book_cost_what_their_length_does(page):
    def work(count: int) -> int:
        contents = "".join(f"<a href='a.html#x{i}'>T{i}</a>" for i in range(count))
        notes = "".join(f"<p id='x{i}'>note</p>" for i in range(count))
        return calls(convert_epub, with_contents(contents, a=f"<p>{page(count)}</p>", b=notes))

    assert work(400) < 2.3 * work(200)


def test_words_in_deep_groups_of_shapes_are_read():
    slides = pptx.Presentation()
    shapes = slides.slides.add_slide(slides.slide_layouts[6]).shapes
    for _ in range(40):
        shapes = shapes.add_group_shape().shapes
    shapes.add_textbox(0, 0, 9, 9).text_frame.text = "Lamps"
    buffer = io.BytesIO()
    slides.save(buffer)
    assert convert_pptx(buffer.getvalue()).markdown == "## Slide 1\n\nLamps"


def test_tables_charts_and_notes_of_slides_are_read():
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[5])
    slide.shapes.title.text = "Lamps"
    slide.notes_slide.notes_text_frame.text = "Say why"
    cells = slide.shapes.add_table(2, 2, 0, 50, 9, 9).table.iter_cells()
    for cell, words in zip(cells, ("Quay", "Lit", "North", "8"), strict=True):
        cell.text = words
    data = CategoryChartData()
    data.categories = ["East", "West"]
    data.add_series("Oil", (1.5, None))
    slide.shapes.add_chart(XL_CHART_TYPE.LINE, 0, 0, 9, 9, data)
    buffer = io.BytesIO()
    show.save(buffer)
    chart = "|  | Oil |\n| --- | --- |\n| East | 1.5 |\n| West |  |"
    table = "| Quay | Lit |\n| --- | --- |\n| North | 8 |"
    assert (
        convert_pptx(buffer.getvalue()).markdown == f"## Lamps\n\n{chart}\n\n{table}\n\n> Say why"
    )


def test_what_stands_on_every_slide_is_folded_once():
    show = pptx.Presentation()
    layout = cast(Any, show.slide_layouts[5])
    for name in ("Lamps", "Oil"):
        slide = show.slides.add_slide(layout)
        slide.shapes.title.text = name
        for holder in layout.placeholders:
            if holder.placeholder_format.idx >= 10:
                slide.shapes._spTree.append(deepcopy(holder._element))
                slide.shapes[-1].text_frame.text = "Quay board"
    buffer = io.BytesIO()
    show.save(buffer)
    found = convert_pptx(buffer.getvalue())
    assert (found.markdown, found.boilerplate) == ("## Lamps\n\n## Oil", ["Quay board"])


def test_comments_on_slides_are_folded():
    comment = b"<p:cmLst xmlns:p='p'><p:cm idx='1'><p:pos x='1'/><p:text>Is it lit?</p:text></p:cm></p:cmLst>"
    reply = b"<c:cmLst xmlns:c='c' xmlns:a='a'><c:cm><c:replyLst><c:reply><c:txBody><a:p><a:r><a:t>It is.</a:t></a:r></a:p></c:txBody></c:reply></c:replyLst></c:cm></c:cmLst>"
    show = make.pptx(HARBOUR)
    with zipfile.ZipFile(buffer := io.BytesIO(show), "a") as file:
        file.writestr("ppt/comments/comment1.xml", comment)
        file.writestr("ppt/comments/modernComment_1.xml", reply)
    assert convert_pptx(buffer.getvalue()).boilerplate == ["Is it lit?\n\nIt is."]


@pytest.mark.parametrize("title", ["Unknown Title", "keepers-handbook", "book.docx"])
def test_an_unknown_title_or_author_is_none(title):
    package = f'<package><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><dc:creator>Unknown Author</dc:creator></metadata></package>'
    container = b'<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>'
    parts = {"META_INF__container_xml": container, "b_opf": package.encode()}
    found = convert_epub(zipped(**parts, a_html=b"<p>a"))
    assert (found.title, found.byline) == (None, None)


@pytest.mark.parametrize(
    ("creators", "authors"),
    [
        ("<dc:creator>Ada Lind</dc:creator><dc:creator>Ben Moss</dc:creator>", "Ada Lind, Ben Moss"),
        ("<dc:creator>Lamp Team &lt;lamps@a.example&gt;</dc:creator>", "Lamp Team"),
        ('<dc:creator id="a">Cy Dow</dc:creator><meta refines="#a" property="role">ill</meta><dc:creator>Ada Lind</dc:creator>', "Ada Lind"),
        ('<dc:creator xmlns:opf="http://www.idpf.org/2007/opf" opf:role="edt">Cy Dow</dc:creator>', "Cy Dow"),
    ],
)  # fmt: skip
def test_who_wrote_a_book(creators, authors):
    package = f'<package><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{creators}</metadata></package>'
    container = b'<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>'
    parts = {"META_INF__container_xml": container, "b_opf": package.encode()}
    assert convert_epub(zipped(**parts, a_html=b"<p>a")).byline == authors


NOTES = """<html xmlns:epub="x"><body><h2>Notes</h2>
<p id="fn1"><a href="c1.xhtml#r1">1</a>. A note of <i>one</i> kind.</p>
<aside id="b" epub:type="footnote"><p>Another note. <a href="c2.xhtml#r2">↩</a></p></aside></body></html>"""


def book(*chapters: str) -> bytes:
    names = [f"c{i}.xhtml" for i in range(1, len(chapters) + 1)]
    items = "".join(f'<item id="{n}" href="{n}"/>' for n in names)
    refs = "".join(f'<itemref idref="{n}"/>' for n in names)
    package = f"<package><manifest>{items}</manifest><spine>{refs}</spine></package>"
    container = '<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>'
    parts = {n.replace(".", "_"): text.encode() for n, text in zip(names, chapters, strict=True)}
    return zipped(META_INF__container_xml=container.encode(), b_opf=package.encode(), **parts)


def test_notes_in_another_file_of_a_book_stand_where_they_are_referred_to():
    one = '<h2>One</h2><p>First<a id="r1" href="c3.xhtml#fn1"><sup>1</sup></a> words.</p>'
    two = '<h2>Two</h2><p>Second<a id="r2" epub:type="noteref" href="c3.xhtml#b">*</a> words, <a href="c1.xhtml#fn9">1</a>.</p>'
    found = convert_epub(book(one, two, NOTES))
    assert found.markdown == (
        "## One\n\nFirst[^1] words.\n\n[^1]: A note of *one* kind.\n\n"
        "## Two\n\nSecond[^2] words, 1.\n\n[^2]: Another note."
    )
    assert found.boilerplate == ["## Notes"]


LISTS = (
    r"{\*\listtable{\list{\listlevel\levelnfc0\levelstartat3{\leveltext\'02\'00.;}{\levelnumbers\'01;}}"
    r"{\listlevel\levelnfc4\levelstartat1{\leveltext\'03(\'01);}{\levelnumbers\'02;}}\listid9}"
    r"{\list{\listlevel\levelnfc23{\leveltext\'01\'b7;}}\listid8}}"
    r"{\*\listoverridetable{\listoverride\listid9\ls1}{\listoverride\listid8\ls2}}"
)
RTF = [
    (
        LISTS + r"\pard\ls1 a\par b\par\pard\ls1\ilvl1 c\par\pard\ls1 d\par\pard\ls2 e\par\pard f",
        "3. a\n4. b\n   - (a) c\n5. d\n- e\n\nf",
    ),
    (r"{\ul One:}\par " + "Word " * 12 + r"\par{\ul Two:}\par " + "Word " * 12, None),
    (
        "{\\listtext\t\\uc0\\u8226 \t}oil\\\n{\\listtext\t\\u8226 \t}tar\\\n{\\listtext\\tab 3.\\tab}rope\\par",
        "- oil\n- tar\n3. rope",
    ),
    (r"\pard\ls1\ilvl0{\listtext 6.\tab}a\par{\listtext\'b7}\ls1 b\par", "6. a\n- b"),
    (
        r"{\stylesheet{\s1 Title;}{\s2 heading 1;}}\s1 Talks\par\pard\s2 Oil\par",
        "# Talks\n\n## Oil",
    ),
    (
        r"{\stylesheet{\s3{\*\pn{\pntxtb .}}\b\snext0 heading 3,H3;}{\s4 \u220?berschrift 4;}}{\pntext\b 2.1\tab}\pard\s3{\*\pn\pndec}\b Oil\par\pard\s4\b0 Tar\par",
        "### 2.1 Oil\n\n#### Tar",
    ),
    (
        r"{\stylesheet{\s1 heading 2;}{\s2\sbasedon1 Lamp;}{\s3\outlinelevel2\sbasedon0 Wick;}}a\par\pard\s2 Oil\par\pard\s3 Tar\par",
        "a\n\n## Oil\n\n### Tar",
    ),
    (r"It {\deleted was }is.\par", "It is."),
    (
        r"\pard\outlinelevel1{\b Lamps}\par{\listtext\pard{\tab}{\field{\*\fldinst { HYPERLINK http://x/}}{\*\fldrslt{oil for lamps}}}{ and wicks\par}}{\listtext\pard{1.\tab}{tar\par}}\pard\outlinelevel9 Done",
        "## Lamps\n\n- [oil for lamps](<http://x/>) and wicks\n1. tar\n\nDone",
    ),
    (r"a\b bold\b0  c", "a**bold** c"),
    (r"\'93x\'94 \u8364?5 caf\'e9", "“x” €5 café"),
    (
        r"So {\mmath{\*\moMathPara{\*\moMath{\mr\msty2 A=}{\msSup{\msSupPr{\mctrlPr\f0 }}{\me{\mr r}}{\msup{\mr\u50?}}}{\md{\mdPr{\mbegChr [}{\mendChr ]}}{\me{\i{\mr x}}}}}}} it is.\par",
        "So A = r²\\[x\\] it is.",
    ),
    (r"5 m{\super 2} and the 5{\super th}\super 3\nosupersub  x", "5 m² and the 5th³ x"),
    (r"\uc2\u8364ab5\par{\f1\'e9\'ea}", "€5\n\nйк"),
    (r'{\field{\*\fldinst HYPERLINK "http://x/"}{\fldrslt go}} on', "[go](<http://x/>) on"),
    (r"one{\footnote\pard the note\par} two", "one[^1] two\n\n[^1]: the note"),
    (
        r"\trowd\intbl a\cell b\cell\row\intbl c\cell d\cell\row\pard e\par",
        "| a | b |\n| --- | --- |\n| c | d |\n\ne",
    ),
    (r"\pard\outlinelevel1 Head\par\pard text", "## Head\n\ntext"),
    (r"{\*\unknown lost}{\pict 0a0b}kept {\v hidden}\line next", "kept\\\nnext"),
    (r"{\listtext 2.\tab}\ls1 two\par\pard three", "2. two\n\nthree"),
    (r"{\bin3 }}}x}y", "xy"),
    (r"{\*\listoverridetable{\listoverride\listid1\ls1}}\pard one\par", "one"),
    (
        r"{\listtext 7.\tab}\ls1 a\par{\listtext (a)\tab}\ls1\ilvl1 b\par{\listtext 8.\tab}\ls1\ilvl0 c",
        "7. a\n   - (a) b\n8. c",
    ),
    (r"{\listtext i)\tab}\ls1\ilvl1 a\par{\listtext\pard ii)\tab}b", "- i) a\n- ii) b"),
    (
        r"They rent from\par{\b Ada Lind}\par (the owner) a room,\par\pard{\b Lamps}\par All is lit.",
        "They rent from\n\n**Ada Lind**\n\n(the owner) a room,\n\n## Lamps\n\nAll is lit.",
    ),
    (r"{\ul One}\par a.\par{\ul Two}\par b.", "## One\n\na.\n\n## Two\n\nb."),
    (r"{\b a }{\b b} c", "**a b** c"),
    (r"one{\shp{\*\shpinst{\sp{\sn x}{\sv y}}{\shptxt boxed\par}}} two\par", "one two\n\nboxed"),
    (
        r"\trowd\intbl{\listtext\'b7\tab}a\par b\cell c\cell\row\intbl d\cell e\cell\row",
        "| • a<br>b | c |\n| --- | --- |\n| d | e |",
    ),
    (r"a {\pict\bin99999 xx} b", "a b"),
    (r"\u-10179?\u-8704? and \u-10179? alone", "😀 and alone"),
    (r"a {\fonttbl", "a"),
    (r"one{\*\do{\dptxbx{\dptxbxtext boxed\par}}} two\par", "one two\n\nboxed"),
    (
        r"one{\shp{\*\shpinst{\shptxt boxed\par}{\shprslt{\*\do{\dptxbxtext boxed\par}}}}} two\par",
        "one two\n\nboxed",
    ),
    (
        r"\pard\b Chapter 2\b0\par\par\pard\outlinelevel0 Oil\par\pard One.",
        "# Chapter 2 Oil\n\nOne.",
    ),
    (r"Page 2\par\pard\outlinelevel0 Oil\par", "Page 2\n\n# Oil"),
    (r"one {\object{\*\objdata 01}{\result linked}} two\par", "one linked two"),
    (
        r"{\stylesheet{\s1 Normal;}{\s2 Source Code;}}\s2 def a():\par\s2    b\par\s2\par\s2 c\par\s1 d\par",
        "```\ndef a():\n   b\n\nc\n```\n\nd",
    ),
    (r"a{\footnote\pard the note", "a[^1]\n\n[^1]: the note"),
    (r"\pard\fi-360\li720 \bullet\tab one\par\pard\fi-360 2.\tab two\par", "- one\n2. two"),
]


@pytest.mark.parametrize(("body", "markdown"), RTF)
def test_rtf(body, markdown):
    fonts = r"{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}}"
    found = convert_rtf(rf"{{\rtf1\ansi{fonts}{body}}}".encode()).markdown
    assert found == markdown if markdown else found.count("## ") == 2


def test_an_rtf_says_its_title_and_who_wrote_it():
    info = rb"{\info{\title The lamps}{\author Ada Lind}{\revtim\yr2031}{\author Ada Lind}}"
    found = convert_rtf(rb"{\rtf1" + info + rb"The lamps\par They burn.}")
    assert (found.title, found.byline) == ("The lamps", "Ada Lind")


def test_running_heads_and_comments_are_apart():
    data = rb"{\rtf1{\header\trowd\intbl Order\cell Shipper\cell\row}It came{\*\annotation{\*\atnref 1}\pard When?}.\par}"
    found = convert_rtf(data)
    assert (found.markdown, found.boilerplate) == ("It came.", ["Order", "Shipper", "When?"])


def zipped(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            path = name.replace("META_INF", "META-INF").replace("__", "/").replace("_", ".")
            archive.writestr(zipfile.ZipInfo(path), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


OPEN_DOCUMENT = "urn:oasis:names:tc:opendocument:xmlns"
NAMESPACES = " ".join(
    [
        *(
            f'xmlns:{name.replace("drawing", "draw")}="{OPEN_DOCUMENT}:{name}:1.0"'
            for name in ("office", "text", "table", "style", "drawing", "presentation")
        ),
        f'xmlns:fo="{OPEN_DOCUMENT}:xsl-fo-compatible:1.0"',
        f'xmlns:svg="{OPEN_DOCUMENT}:svg-compatible:1.0"',
        'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"',
    ]
)
STYLES = """
<style:style style:name="S" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="I" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Quotations"/>
<text:list-style style:name="N"><text:list-level-style-number text:level="1"/></text:list-style>
<text:list-style style:name="R"><text:list-level-style-number text:level="1" text:start-value="6" style:num-format="1" style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="a" style:num-prefix="(" style:num-suffix=")"/></text:list-style>
<style:style style:name="U" style:family="paragraph"><style:text-properties style:text-underline-style="solid"/></style:style>
<style:style style:name="V" style:family="text"><style:text-properties style:text-underline-style="solid"/></style:style>
<text:outline-style style:name="Outline"><text:outline-level-style text:level="1" style:num-format="1" style:num-suffix=" "/><text:outline-level-style text:level="2" style:num-format="a" style:num-prefix="§ " text:display-levels="2"/><text:outline-level-style text:level="3" style:num-format=""/></text:outline-style>
<style:style style:name="H0" style:family="paragraph" style:list-style-name=""/>
<text:list-style style:name="D"><text:list-level-style-bullet text:level="1"/></text:list-style>
"""


def open_document(body: str) -> bytes:
    content = f"<office:d {NAMESPACES}>{STYLES}<office:text>{body}</office:text></office:d>"
    head = "<style:header><text:p>The Courier</text:p></style:header>"
    styles = f"<office:d {NAMESPACES}>{head}<style:footer><text:p>Page <text:s/>1</text:p></style:footer></office:d>"
    meta = f"<office:d {NAMESPACES}><dc:creator>Ada Lind</dc:creator><dc:language>de-CH</dc:language></office:d>"
    return zipped(content_xml=content.encode(), styles_xml=styles.encode(), meta_xml=meta.encode())


ODT_ROW = "<table:table-row><table:table-cell>{}</table:table-cell><table:table-cell><text:p>d</text:p></table:table-cell></table:table-row>"
ODT_TABLE = f"<table:table>{ODT_ROW.format('<text:p>b</text:p>')}</table:table>"
LISTED = '<text:p text:style-name="Preformatted_20_Text">'
OPEN_DOCUMENT_TEXTS = {
    "bold": ('<text:p>It <text:span text:style-name="B">rains</text:span> now</text:p>', "It **rains** now"),
    "italic": ('<text:p>It <text:span text:style-name="I">rains</text:span> now</text:p>', "It *rains* now"),
    "raised": ('<text:p>5 m<text:span text:style-name="S">2</text:span></text:p>', "5 m²"),
    "a number of notes": ('<text:p>Lamps<text:span text:style-name="S">1,2</text:span> burn.</text:p>', "Lamps¹,² burn."),
    "code": ('<text:p>Type <text:span text:style-name="Source_20_Text">ls</text:span><text:span text:style-name="Source_20_Text"> -l</text:span>.</text:p>', "Type `ls -l`."),
    "a listing": (f'{LISTED}if a:</text:p>{LISTED}<text:s text:c="4"/>b<text:tab/>c<text:line-break/>d</text:p>\n{LISTED}</text:p>{LISTED}e</text:p><text:p>f</text:p>{LISTED}</text:p>', "```\nif a:\n    b\tc\nd\n\ne\n```\n\nf"),
    "a described box": ("<text:p>It rains<draw:frame><draw:text-box><text:p>and pours</text:p></draw:text-box><svg:title>box</svg:title></draw:frame></text:p>", "It rains\n\nand pours"),
    "a described picture": ("<text:p>See<draw:frame><draw:image/><svg:desc>a crane</svg:desc></draw:frame></text:p>", "See a crane"),
    "no style": ('<text:p>It <text:span text:style-name="X">rains</text:span></text:p>', "It rains"),
    "title": ('<text:p text:style-name="Title">Talks</text:p>', "# Talks"),
    "heading": ('<text:h text:outline-level="3">Talks</text:h>', "### Talks"),
    "deep heading": ('<text:h text:outline-level="9">Talks</text:h>', "###### Talks"),
    "odd heading": ('<text:h text:outline-level="x">Talks</text:h>', "# 1 Talks"),
    "numbered headings": ('<text:h>Oil</text:h><text:h text:outline-level="2">Casks</text:h><text:h text:outline-level="2">Wicks</text:h><text:h text:style-name="H0">Thanks</text:h><text:h text:outline-level="3">Light</text:h><text:h>Tar</text:h><text:h text:outline-level="2">Rope</text:h><text:h text:start-value="7">Salt</text:h>', "# 1 Oil\n\n## § 1.a Casks\n\n## § 1.b Wicks\n\n# Thanks\n\n### Light\n\n# 2 Tar\n\n## § 2.a Rope\n\n# 7 Salt"),
    "heading in a list": ('<text:list text:style-name="R"><text:list-item><text:h>Talks</text:h></text:list-item></text:list>', "# 6\\. Talks"),
    "quotation by its style's parent": ('<text:p text:style-name="P1">It rains.</text:p>', "> It rains."),
    "letters and starts": ('<text:list text:style-name="R"><text:list-item><text:p>a</text:p><text:list><text:list-item><text:p>b</text:p></text:list-item></text:list></text:list-item><text:list-item text:start-value="9"><text:p>c</text:p></text:list-item></text:list>', "6. a\n   - (a) b\n9. c"),
    "a list that goes on": ('<text:list text:style-name="N"><text:list-item><text:p>a</text:p></text:list-item></text:list><text:p>b</text:p><text:list text:style-name="N" text:continue-numbering="true"><text:list-item><text:p>c</text:p></text:list-item></text:list>', "1. a\n\nb\n\n2. c"),
    "a list that goes on further in": ('<text:list text:style-name="D"><text:list-item><text:p>a</text:p></text:list-item></text:list><text:list text:style-name="D"><text:list-item><text:list text:style-name="D"><text:list-item><text:p>b</text:p></text:list-item><text:list-item><text:list text:style-name="D"><text:list-item><text:p>c</text:p></text:list-item></text:list></text:list-item></text:list></text:list-item></text:list><text:list text:style-name="D"><text:list-item><text:list text:style-name="D"><text:list-item><text:p>d</text:p></text:list-item></text:list></text:list-item></text:list><text:p>e</text:p><text:list text:style-name="D"><text:list-item><text:list text:style-name="D"><text:list-item><text:p>f</text:p></text:list-item></text:list></text:list-item></text:list>', "- a\n  - b\n    - c\n  - d\n\ne\n\n- f"),
    "paragraphs and lists in cells": ('<table:table><table:table-row><table:table-cell><text:p>a</text:p><text:p>b</text:p></table:table-cell><table:table-cell><text:list><text:list-item><text:p>c</text:p></text:list-item></text:list></table:table-cell></table:table-row><table:table-row><table:table-cell/><table:table-cell><text:p>d</text:p></table:table-cell></table:table-row></table:table>', "| a<br>b | • c |\n| --- | --- |\n|  | d |"),
    "headings and tables in cells": (f'<table:table>{ODT_ROW.format("<text:h>a</text:h>")}{ODT_ROW.format(ODT_TABLE)}</table:table>', "| a | d |\n| --- | --- |\n| b<br>d | d |"),
    "bibliography": ("<text:bibliography><text:bibliography-source><text:index-title-template>Works</text:index-title-template></text:bibliography-source><text:index-body><text:p>Lind 2031</text:p></text:index-body></text:bibliography>", "Lind 2031"),
    "underlined": ('<text:p text:style-name="U">One</text:p><text:p>a.</text:p><text:p><text:span text:style-name="V">Two</text:span></text:p><text:p>b.</text:p>', "## One\n\na.\n\n## Two\n\nb."),
    "numbered": ('<text:list text:style-name="N"><text:list-item><text:p>boats</text:p></text:list-item></text:list>', "1. boats"),
    "bulleted": ('<text:list text:style-name="D"><text:list-item><text:p>boats</text:p></text:list-item></text:list>', "- boats"),
    "link": ('<text:p>See <text:a xlink:href="https://a.example/">it</text:a></text:p>', "See [it](<https://a.example/>)"),
    "space and tab": ("<text:p>a<text:s/>b<text:tab/>c</text:p>", "a b c"),
    "a comment and an instruction of XML": ("<text:p>one<!-- c --> two<?pi x?> three</text:p>", "one two three"),
    "change and comment": ("<text:tracked-changes><text:p>old</text:p></text:tracked-changes><text:p>a<office:annotation><text:p>hm</text:p></office:annotation>b</text:p>", "ab"),
}  # fmt: skip


@pytest.mark.parametrize("name", OPEN_DOCUMENT_TEXTS)
def test_what_an_open_document_says_of_its_text(name):
    body, expected = OPEN_DOCUMENT_TEXTS[name]
    assert convert_odt(open_document(body)).markdown.strip() == expected


def test_headings_stand_below_the_title_of_an_open_document():
    body = (
        '<text:p text:style-name="Title">Talks</text:p><text:h text:outline-level="1">Oil</text:h>'
    )
    assert convert_odt(open_document(body)).markdown == "# Talks\n\n## 1 Oil"


def test_a_flat_open_document():
    data = f"<?xml version='1.0'?><office:document {NAMESPACES}><office:text><text:h>Talks</text:h><text:section text:display='none'><text:p>x</text:p></text:section></office:text></office:document>"
    found = find_format(data.encode(), "a.fodt")
    assert found.name == "fodt"
    assert (convert_flat(data.encode()).markdown, convert_flat(data.encode()).boilerplate) == (
        "# Talks",
        ["x"],
    )


def test_flat_slides_and_pictures():
    picture = "<draw:frame><draw:image><office:binary-data>iVBORw0KGgo=</office:binary-data></draw:image></draw:frame>"
    data = f"<office:document {NAMESPACES} office:mimetype='application/vnd.oasis.opendocument.presentation'><office:presentation><draw:page>{picture}<draw:frame><draw:text-box><text:p>Lamps</text:p></draw:text-box></draw:frame></draw:page></office:presentation></office:document>"
    assert find_format(data.encode(), "a.xml").name == "fodp"
    assert convert_flat(data.encode()).markdown == "## Lamps"


def test_a_note_of_an_open_document_is_at_its_end():
    note = "<text:note><text:note-body><text:p>On Friday.</text:p></text:note-body></text:note>"
    listed = "<text:list><text:list-item><text:p>On Friday.</text:p></text:list-item></text:list>"
    body = f"<text:p>They met.{note}</text:p><text:p>It fell.</text:p>"
    found = convert_odt(open_document(body))
    assert convert_odt(open_document(body.replace("<text:p>On Friday.</text:p>", listed))) == found
    assert found.markdown.index("It fell.") < found.markdown.index("On Friday.")


def test_what_is_around_an_open_document():
    index = "<text:table-of-content><text:p>Talks 1</text:p></text:table-of-content>"
    found = convert_odt(open_document(f"{index}<text:p>They met.</text:p>"))
    assert found.markdown.strip() == "They met."
    assert found.boilerplate == ["Talks 1", "The Courier", "Page 1"]
    assert (found.byline, found.language) == ("Ada Lind", "de")


SLIDES = """
<draw:page><draw:frame presentation:class="title"><draw:text-box><text:p>Lamps</text:p></draw:text-box></draw:frame>
<draw:frame presentation:class="outline"><draw:text-box><text:p>Oil</text:p><text:p>Wicks</text:p></draw:text-box></draw:frame>
<presentation:notes><draw:frame><draw:text-box><text:p>Say why.</text:p></draw:text-box></draw:frame></presentation:notes></draw:page>
<draw:page><draw:frame><draw:text-box><text:p text:style-name="U">Two casks</text:p></draw:text-box></draw:frame>
<draw:frame presentation:class="page-number"><draw:text-box><text:p>2</text:p></draw:text-box></draw:frame></draw:page>
"""
LONG_TITLE = " ".join(["So they said that it burns"] * 6)
SLIDES += f'<draw:page><draw:frame presentation:class="title"><draw:text-box><text:p>{LONG_TITLE}</text:p></draw:text-box></draw:frame></draw:page>'


def test_slides_of_an_open_document():
    content = f"<office:d {NAMESPACES}>{STYLES}<office:presentation>{SLIDES}</office:presentation></office:d>"
    found = convert_odt(zipped(content_xml=content.encode()))
    assert (
        found.markdown
        == "## Lamps\n\n- Oil\n- Wicks\n\n> Say why.\n\n## Two casks\n\n## Slide 3\n\n" + LONG_TITLE
    )
    assert found.structured


SHEET = (
    '<table:table><table:table-row><table:table-cell><text:p>Oil</text:p></table:table-cell><table:table-cell table:number-columns-repeated="9"/>'
    "</table:table-row><table:table-row><table:table-cell/></table:table-row></table:table>"
)
OBJECTS = {
    "an equation": ("<math><mi>r</mi><mo>=</mo><mn>2</mn></math>", "So r = 2."),
    "a sheet": (f"<office:spreadsheet>{SHEET}</office:spreadsheet>", "So\n\n| Oil |\n| --- |\n\n."),
    "a text": ("<office:text><text:p>It burns.</text:p></office:text>", "So\n\nIt burns.\n\n."),
}


@pytest.mark.parametrize("name", OBJECTS)
def test_an_object_in_an_open_document_is_read(name):
    inner, markdown = OBJECTS[name]
    if not inner.startswith("<math"):
        inner = f"<office:d {NAMESPACES}><office:body>{inner}</office:body></office:d>"
    content = f"<office:d {NAMESPACES}><office:text><text:p>So <draw:object xlink:href='./Object 1'/>.</text:p></office:text></office:d>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("content.xml", content)
        archive.writestr("Object 1/content.xml", inner)
    assert convert_odt(buffer.getvalue()).markdown == markdown


@pytest.mark.parametrize(
    ("format", "part"),
    [
        *(("docx", f"{name}.xml") for name in ("docProps/core", "word/styles", "word/numbering")),
        *(("odt", f"{name}.xml") for name in ("meta", "styles")),
        *(("pptx", f"docProps/{name}.xml") for name in ("core", "app")),
        *(("epub", name) for name in ("OEBPS/nav.xhtml", "META-INF/encryption.xml")),
    ],
)
@pytest.mark.parametrize("words", [b"", b"&&& <"])
def test_a_damaged_part_that_is_not_the_text_does_not_cost_the_file(format, part, words):
    old = zipfile.ZipFile(io.BytesIO(getattr(make, format)(HARBOUR)))
    parts = {name: old.read(name) for name in old.namelist()} | {part: words}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    convert = {**CONVERTERS, "pptx": convert_pptx}[format]
    assert "Ferry timetable" in convert(buffer.getvalue()).markdown


LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'
TRAPS = [
    (convert_docx, b"PK\3\4 and nothing", "damaged"),
    (convert_docx, zipped(a_xml=b"<a/>"), "a zip archive, not a document; unpack it"),
    (convert_docx, zipped(word__document_xml=b"<a/>"), "damaged Word file"),
    (convert_docx, zipped(word__document_xml=LAUGHS), "declares entities"),
    (convert_odt, zipped(xl__workbook_xml=b"<a/>"), "is a spreadsheet; save it as"),
    (convert_odt, zipped(content_xml=LAUGHS), "declares entities"),
    (convert_odt, zipped(content_xml=b""), "damaged"),
    (convert_pptx, zipped(ppt__presentation_xml=b"<a/>"), "damaged PowerPoint file"),
    (convert_epub, zipped(META_INF__container_xml=b"<a/>"), "damaged e-book"),
    (convert_rtf, b"hello", "not RTF"),
    (convert_rtf, b"{\\rtf1" + b"{" * 20_000, "nested too deeply"),
]


@pytest.mark.parametrize(("convert", "data", "message"), TRAPS)
def test_traps_are_one_sentence(convert, data, message):
    with pytest.raises(FormatError, match=message):
        convert(data)


def test_what_unpacks_to_too_much_is_one_sentence():
    with pytest.raises(FormatError, match="unpacks to more"):
        convert_docx(zipped(word__document_xml=bytes(60 << 20)))


def test_pictures_are_never_unpacked():
    data = zipfile.ZipFile(io.BytesIO(make.docx(HARBOUR)))
    parts = {name: data.read(name) for name in data.namelist()} | {
        "word/media/big.png": bytes(20 << 20)
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert_same(convert_docx(buffer.getvalue()).markdown, HARBOUR)


def test_a_protected_book_says_so():
    locked = b'<encryption><EncryptedData><CipherReference URI="OEBPS/text/c0.xhtml"/></EncryptedData></encryption>'
    buffer = io.BytesIO(make.epub(HARBOUR))
    with zipfile.ZipFile(buffer, "a") as book:
        book.writestr("META-INF/encryption.xml", locked)
    with pytest.raises(FormatError, match="copy-protected"):
        convert_epub(buffer.getvalue())

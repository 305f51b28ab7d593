import io
from typing import Any

import pptx
import pytest
from lxml import etree
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Cm, Pt

from briefing.sources.office.odt import convert_odt
from briefing.sources.office.pptx import convert_pptx
from tests.sources.test_office import NAMESPACES, zipped

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
P = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    f' xmlns:a="{A[1:-1]}"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
Box = tuple[str, float, float, float]
"""Words, left and top in cm, size in points."""


def slide_of(show: Any, *boxes: Box, title: str | None = None) -> Any:
    slide = show.slides.add_slide(show.slide_layouts[6 if title is None else 5])
    if title is not None:
        slide.shapes.title.text = title
    for words, left, top, size in boxes:
        frame = slide.shapes.add_textbox(Cm(left), Cm(top), Cm(5), Cm(1)).text_frame
        for at, line in enumerate(words.split("|")):
            run = (frame.add_paragraph() if at else frame.paragraphs[0]).add_run()
            run.text, run.font.size = line, Pt(size)
    return slide


def read(show: Any) -> Any:
    buffer = io.BytesIO()
    show.save(buffer)
    return convert_pptx(buffer.getvalue())


@pytest.mark.parametrize(
    ("boxes", "expected"),
    [
        ([("Lamps on the quay", 1, 9, 20)], "## Lamps on the quay"),
        ([(" ", 1, 1, 30), ("Lamps", 1, 2, 30), ("Oil", 1, 9, 20)], "## Lamps\n\nOil"),
        ([("Oil", 1, 9, 20), ("Lamps", 1, 1, 30)], "## Lamps\n\nOil"),
        ([("Oil", 1, 9, 20), ("Lamps", 1, 2, 20)], "## Lamps\n\nOil"),
        ([("Oil", 1, 9, 20), ("Lamps", 1, 6, 20)], "## Slide 1\n\nLamps\n\nOil"),
        ([("Oil", 1, 9, 30), ("Lamps", 1, 2, 20)], "## Slide 1\n\nLamps\n\nOil"),
        ([("https://quay.example/oil", 1, 2, 30)], "## Slide 1\n\nhttps://quay.example/oil"),
        ([("x2", 1, 2, 30)], "## Slide 1\n\nx2"),
    ],
)
def test_a_slide_without_a_title_is_headed_by_words_that_look_like_one(
    boxes: list[Box], expected: str
):
    show = pptx.Presentation()
    slide_of(show, *boxes)
    assert read(show).markdown == expected


@pytest.mark.parametrize("named", ["", "Slide 1"])
def test_a_show_is_named_after_its_first_slide_with_a_name(named: str):
    show = pptx.Presentation()
    show.core_properties.title = named
    slide_of(show, ("12", 0, 0, 20))
    slide_of(show, title="2. Lamps")
    assert read(show).title == "2. Lamps"


def test_rows_are_read_from_left_to_right_and_groups_together():
    show = pptx.Presentation()
    slide = slide_of(show, ("West", 9, 5.1, 20), ("Oil", 1, 5.2, 20), title="Lamps")
    group = slide.shapes.add_group_shape()
    for words, top in (("first", 3), ("second", 8)):
        group.shapes.add_textbox(Cm(1), Cm(top), Cm(1), Cm(1)).text_frame.text = words
    assert read(show).markdown.split("\n\n") == ["## Lamps", "first", "second", "Oil", "West"]


def test_lines_are_items_where_the_slide_shows_a_sign():
    show = pptx.Presentation()
    slide = slide_of(show, ("Why|Oil|Wick|Fill|Trim|And so", 1, 5, 20), title="Lamps")
    lines = slide.shapes[1].text_frame.paragraphs
    signs = ("", "buChar", "buAutoNum", "buAutoNum", "buAutoNum", "")
    schemes = ("", "", "arabicParenR", "arabicParenR", "alphaLcPeriod", "")
    for line, sign, scheme in zip(lines, signs, schemes, strict=True):
        if sign:
            look = line._p.get_or_add_pPr()
            attributes = {"type": scheme} if scheme else {"char": "•"}
            etree.SubElement(look, A + sign, attributes)
    lines[4]._p.get_or_add_pPr().set("lvl", "1")
    listed = "- Oil\n1) Wick\n2) Fill\n   - a\\. Trim"
    assert read(show).markdown == f"## Lamps\n\nWhy\n\n{listed}\n\nAnd so"


def test_a_subtitle_is_no_list_and_a_line_without_its_bullet_no_item():
    show = pptx.Presentation()
    first = show.slides.add_slide(show.slide_layouts[0])
    first.shapes.title.text, first.placeholders[1].text = "Lamps", "Ada Lind\nThe Quay"
    second = show.slides.add_slide(show.slide_layouts[1])
    second.shapes.title.text, second.placeholders[1].text = "Oil", "Of two kinds\nFish\nRape"
    etree.SubElement(
        second.placeholders[1].text_frame.paragraphs[0]._p.get_or_add_pPr(), A + "buNone"
    )
    assert read(show).markdown == (
        "## Lamps\n\nAda Lind\n\nThe Quay\n\n## Oil\n\nOf two kinds\n\n- Fish\n- Rape"
    )


def test_links_of_slides_are_kept():
    show = pptx.Presentation()
    slide = slide_of(show, ("See |and", 1, 5, 20), title="Lamps")
    for line in slide.shapes[1].text_frame.paragraphs:
        for words in ("the ", "tables"):
            run = line.add_run()
            run.text, run.hyperlink.address = words, "https://quay.example/t"
    link = "[the tables](<https://quay.example/t>)"
    assert read(show).markdown == f"## Lamps\n\nSee {link}\n\nand{link}"


def test_charts_say_their_numbers_as_they_are_shown():
    show = pptx.Presentation()
    slide = slide_of(show, title="Lamps")
    shares = CategoryChartData(number_format="0.0%")
    shares.categories = ["East"]
    shares.add_series("Lit", (0.125,))
    points = XyChartData()
    points.add_series("Oil").add_data_point(1234567, 0.25)
    points.add_series("Wax").add_data_point(3, 4)
    slide.shapes.add_chart(XL_CHART_TYPE.PIE, 0, Cm(4), Cm(4), Cm(4), shares)
    chart = slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, 0, Cm(9), Cm(4), Cm(4), points).chart
    chart.value_axis.axis_title.text_frame.text = "Casks"
    pie = "|  | Lit |\n| --- | --- |\n| East | 12.5% |"
    tables = "|  | Oil |\n| --- | --- |\n| 1234567 | 0.25 |\n\n|  | Wax |\n| --- | --- |\n| 3 | 4 |"
    assert read(show).markdown == f"## Lamps\n\n{pie}\n\nCasks\n\n{tables}"


SHAPES = """<draw:page>
<draw:rect svg:y="9cm" svg:height="1cm"><text:p>Oil</text:p></draw:rect>
<draw:ellipse svg:y="10mm" svg:height="1cm"><text:p>Lamps</text:p></draw:ellipse>
<officeooo:annotation><text:p>Is it lit?</text:p></officeooo:annotation></draw:page>
<draw:page><draw:frame><draw:object xlink:href="./Chart"/></draw:frame></draw:page>"""
CHART = """<office:chart><chart:title><text:p>Casks</text:p></chart:title><table:table>
<table:table-row><table:table-cell/><table:table-cell><text:p>East</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell><text:p>Oil</text:p></table:table-cell><table:table-cell><text:p>2</text:p>
<text:list><text:list-item><text:p>2</text:p></text:list-item></text:list></table:table-cell></table:table-row>
</table:table></office:chart>"""
MORE = (
    ' xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
    ' xmlns:chart="urn:oasis:names:tc:opendocument:xmlns:chart:1.0"'
    ' xmlns:officeooo="http://openoffice.org/2009/office"'
)


def test_shapes_charts_and_comments_of_an_open_presentation_are_read():
    def content(words: str) -> bytes:
        return f"<office:d {NAMESPACES}{MORE}>{words}</office:d>".encode()

    show = content(f"<office:presentation>{SHAPES}</office:presentation>")
    found = convert_odt(zipped(content_xml=show, Chart__content_xml=content(CHART)))
    table = "|  | East |\n| --- | --- |\n| Oil | 2 |"
    assert found.markdown == f"## Lamps\n\nOil\n\n## Slide 2\n\nCasks\n\n{table}"
    assert (found.title, found.boilerplate) == ("Lamps", ["Is it lit?"])


def test_paragraphs_of_an_open_title_are_words_apart():
    title = '<draw:frame presentation:class="title"><draw:text-box><text:p>Lamps</text:p><text:p>on the quay</text:p></draw:text-box></draw:frame>'
    space = ' xmlns:presentation="urn:oasis:names:tc:opendocument:xmlns:presentation:1.0"'
    show = f"<office:d {NAMESPACES}{MORE}{space}><office:presentation><draw:page>{title}</draw:page></office:presentation></office:d>"
    assert convert_odt(zipped(content_xml=show.encode())).markdown == "## Lamps on the quay"


SHAPE = "<p:sp><p:spPr><a:xfrm>{}</a:xfrm></p:spPr><p:txBody><a:p><a:r><a:t>Lamps</a:t></a:r></a:p></p:txBody></p:sp>"
FRAME = "<p:graphicFrame><a:graphic><a:graphicData>{}</a:graphicData></a:graphic></p:graphicFrame>"


@pytest.mark.parametrize(
    "odd",
    [
        SHAPE.format('<a:off x="1in" y="2in"/><a:ext cx="10.5" cy="inf"/>'),
        SHAPE.format("") + FRAME.format("<a:tbl><a:tblPr/></a:tbl>"),
        SHAPE.format("") + FRAME.format("<a:tbl><a:tr/></a:tbl>"),
        SHAPE.format("") + FRAME.format(f'<c:chart {C} r:id="lost"/>'),
        f"<mc:AlternateContent {MC}><mc:Choice><mc:AlternateContent><mc:Choice>{SHAPE.format('')}"
        "</mc:Choice></mc:AlternateContent></mc:Choice></mc:AlternateContent>",
    ],
)
def test_what_is_odd_on_a_slide_loses_no_words(odd: str):
    show = pptx.Presentation()
    tree = show.slides.add_slide(show.slide_layouts[6]).shapes._spTree
    tree.extend(etree.fromstring(f"<x {P}>{odd}</x>"))
    assert read(show).markdown == "## Lamps"


def test_raised_figures_of_slides():
    show = pptx.Presentation()
    slide = slide_of(show, ("5 m", 1, 9, 20), title="Lamps")
    run = slide.shapes[1].text_frame.paragraphs[0].add_run()
    run.text = "2"
    run.font._element.set("baseline", "30000")
    assert read(show).markdown == "## Lamps\n\n5 m²"

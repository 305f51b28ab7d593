"""Word files by their XML."""

import io
import zipfile

import pytest
from lxml import etree

from briefing.sources.math_text import math_text
from briefing.sources.office.docx import convert_docx

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="x" xmlns:wps="y" xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
STYLES = """
<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="H"/></w:style>
<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="Quote"/></w:style>
<w:style w:type="paragraph" w:styleId="C"><w:name w:val="Source Code"/></w:style>
<w:style w:type="paragraph" w:styleId="P"><w:name w:val="Poetry"/></w:style>
<w:style w:type="character" w:styleId="V"><w:name w:val="Verbatim Char"/></w:style>
<w:style w:type="paragraph" w:styleId="T"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="B2"><w:name w:val="List Bullet 2"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="L"><w:name w:val="Clause"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
"""
NUMBERS = """
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="6"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1.%3"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="2"/></w:lvlOverride></w:num>
"""


def word(body: str, parts: dict[str, bytes] | None = None) -> bytes:
    def part(name: str, inner: str) -> bytes:
        return f"<w:{name} {SPACES}>{inner}</w:{name}>".encode()

    own = {
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/styles.xml": part("styles", STYLES),
        "word/numbering.xml": part("numbering", NUMBERS),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in (own | (parts or {})).items():
            archive.writestr(name, data)
    return buffer.getvalue()


def p(text: str, look: str = "", run: str = "") -> str:
    return f"<w:p><w:pPr>{look}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def style(name: str) -> str:
    return f'<w:pStyle w:val="{name}"/>'


def listed(number: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def cell(*paragraphs: str) -> str:
    return f"<w:tc>{''.join(paragraphs)}</w:tc>"


UNDER = '<w:u w:val="single"/>'
ROW = f"<w:tr>{cell(p('a'))}{cell(p('b'), p('c'))}</w:tr>"
CODE_LINES = p("one", style("C")) + p("two", style("C"))
FIELD = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>HYPERLINK "http://x/"</w:instrText>'
    '<w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>go</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)
BOX = f"<wps:txbx><w:txbxContent>{p('boxed')}</w:txbxContent></wps:txbx>"
LONG = "it is lit each evening before the boats come in from the sea"
BODIES = {
    "blank paragraphs": (p("a") + "<w:p/><w:p></w:p>" + p("b"), "a\n\nb"),
    "a style based on a heading": (p("Head", style("Own")), "## Head"),
    "bold numbers that end with a stop": (
        "".join(p(f"{n}. {name}.", run="<w:b/>") + p("a a.") for n, name in enumerate(("Rye", "Oats", "Corn"))),
        "\n\n".join(f"## {n}. {name}.\n\na a." for n, name in enumerate(("Rye", "Oats", "Corn"))),
    ),
    "bold lines that head nothing": (
        "".join(p(words, run="<w:b/>") + p("a a.") for words in ("12-13-13", "p-value = 0.2", "Table 1. Rye")),
        "**12-13-13**\n\na a.\n\n**p-value = 0.2**\n\na a.\n\n**Table 1. Rye**\n\na a.",
    ),
    "bold lines below headings": (
        p("Lamps", style("Title")) + p("Oil", run="<w:b/>") + p(LONG) + p("Wax", style("H"))
        + p("Part I: Bees", run="<w:b/>") + p(LONG) + p("Wicks", run="<w:b/>") + p(LONG) + p("Part II: Hives", style("H")),
        f"# Lamps\n\n### Oil\n\n{LONG}\n\n### Wax\n\n### Part I: Bees\n\n{LONG}\n\n#### Wicks\n\n{LONG}\n\n### Part II: Hives",
    ),
    "bold lines that come again": (
        p("Lamps", style("Title")) + p("Wax", style("H")) + 2 * (p("Note", run="<w:b/>") + p(LONG)) + p("Ada", run="<w:b/>") + p(LONG),
        "# Lamps\n\n### Wax\n\n" + 2 * f"**Note**\n\n{LONG}\n\n" + f"**Ada**\n\n{LONG}",
    ),
    "lines of a form": (
        p("Crew", style("H")) + p("1. ________", style("H")) + p("Boat ________", run="<w:b/>") + p("a a."),
        "## Crew\n\n1\\. \\_\\_\\_\\_\\_\\_\\_\\_\n\n**Boat \\_\\_\\_\\_\\_\\_\\_\\_**\n\na a.",
    ),
    "a comment and an instruction of XML": (p("one<!-- c --> two<?pi x?> three"), "one two three"),
    "Chinese numbers above text": (
        p("一、灯油") + p("灯塔需要灯油。") + p("二、灯芯", run="<w:b/>") + p("灯芯已经更换。"),
        "## 一、灯油\n\n灯塔需要灯油。\n\n## 二、灯芯\n\n灯芯已经更换。",
    ),
    "Chinese numbers of a list": (p("一、灯油") + p("二、灯芯") + p("灯芯已经更换。"), "一、灯油\n\n二、灯芯\n\n灯芯已经更换。"),
    "verse": (p("a") + p("b", style("P")) + p("c", style("P")) + p("", style("P")) + p("d", style("P")) + p("e"), "a\n\nb\\\nc\n\nd\n\ne"),
    "code with an empty line": (p("b", style("C")) + "<w:p/>" + p("c", style("C")) + "<w:p/>" + p("e"), "```\nb\n\nc\n```\n\ne"),
    "an outline level": (p("Head", '<w:outlineLvl w:val="0"/>'), "# Head"),
    "underlined lines": (p("One", run=UNDER) + p("a a.") + p("Two", run=UNDER) + p("b."), "## One\n\na a.\n\n## Two\n\nb."),
    "numbers, letters and their starts": (
        p("a", listed(1)) + p("b", listed(1)) + p("c", listed(1, 1)) + p("d", listed(1, 1)) + p("-") + p("e", listed(1)),
        "6. a\n7. b\n   - (a) c\n   - (b) d\n\n\\-\n\n8. e",
    ),
    "a number of two levels": (p("a", listed(1)) + p("b", listed(1, 2)), "6. a\n   - 6.i b"),
    "clauses of a list that is not open": (p("a", listed(3, 2)), "6.i a"),
    "a bold number that heads text": (
        p("Rye", listed(1), "<w:b/>") + p("a") + p("Oats", listed(1), "<w:b/>") + p("b", listed(1, 1)) + p("-", listed(1), "<w:b/>"),
        "## 6. Rye\n\na\n\n## 7. Oats\n\n- (a) b\n\n8. \\-",
    ),
    "a bold number above another list": (
        p("Rye", listed(1), "<w:b/>") + p("a", listed(2)) + p("Oats", listed(1), "<w:b/>") + p("b"),
        "## 6. Rye\n\n- a\n\n## 7. Oats\n\nb",
    ),
    "the headings below a title": (p("a", style("Title")) + p("b", style("H")), "# a\n\n### b"),
    "a deleted end": (p("a ", "<w:rPr><w:del/></w:rPr>") + p("b"), "a b"),
    "a list that starts again": (p("a", listed(1)) + p("b", listed(3)), "6. a\n2. b"),
    "bullets": (p("a", listed(2)) + p("b", listed(2)), "- a\n- b"),
    "a style for items further in": (p("a", listed(1)) + p("b", style("B2")) + p("c", listed(1)), "6. a\n   - b\n7. c"),
    "a style with a list": (p("a", style("L")), "6. a"),
    "a list switched off": (p("a", style("L") + listed(0)), "a"),
    "paragraphs in cells": (f"<w:tbl>{ROW}{ROW}</w:tbl>", "| a | b<br>c |\n| --- | --- |\n| a | b<br>c |"),
    "lists in cells": (
        f"<w:tbl><w:tr>{cell(p('a', listed(2)))}{cell(p('b', listed(1)))}</w:tr>{ROW}</w:tbl>",
        "| • a | 6\\. b |\n| --- | --- |\n| a | b<br>c |",
    ),
    "one cell": (f"<w:tbl><w:tr>{cell(p('a'), p('b'))}</w:tr></w:tbl>", "a\n\nb"),
    "quotation and code": (p("said", style("Q")) + CODE_LINES, "> said\n\n```\none\ntwo\n```"),
    "a field": (FIELD, "[go](<http://x/>)"),
    "a text box, twice": (
        f"<w:p><w:r><mc:AlternateContent><mc:Choice>{BOX}</mc:Choice><mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent></w:r></w:p>",
        "boxed",
    ),
    "changes": ("<w:p><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:p>", "new"),
    "raised": ("<w:p><w:r><w:t>5 m</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>2</w:t></w:r></w:p>", "5 m²"),
    "code": ("<w:p><w:r><w:t>Type </w:t></w:r><w:r><w:rPr><w:rStyle w:val='V'/></w:rPr><w:t>ls</w:t></w:r></w:p>", "Type `ls`"),
    "a number of a note": ("<w:p><w:r><w:t>Lamps</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>3</w:t></w:r></w:p>", "Lamps³"),
    "hidden": (p("a") + p("b", run="<w:vanish/>"), "a"),
    "an equation": ("<w:p><m:oMath><m:r><m:t>A=2</m:t></m:r></m:oMath></w:p>", "A = 2"),
}  # fmt: skip


@pytest.mark.parametrize("name", BODIES)
def test_word(name):
    body, expected = BODIES[name]
    assert convert_docx(word(body)).markdown == expected


def test_a_clause_in_a_style_of_headings_is_a_paragraph():
    clause = "The tenant keeps the lamps of the quay lit. " * 4
    found = convert_docx(word(p("Lamps", style("H")) + p(clause.strip(), style("H")))).markdown
    assert found == f"## Lamps\n\n{clause.strip()}"


@pytest.mark.parametrize("place", ["drop", "margin"])
def test_a_drop_cap_begins_its_word(place):
    cap = p("D", f'<w:framePr w:dropCap="{place}" w:lines="3"/>')
    assert (
        convert_docx(word(cap + p("awn broke over the quay."))).markdown
        == "Dawn broke over the quay."
    )


def test_the_table_of_contents_is_boilerplate():
    entry = '<w:p><w:pPr><w:pStyle w:val="T"/><w:tabs><w:tab w:pos="9"/></w:tabs></w:pPr><w:r><w:t>Talks</w:t><w:tab/><w:t>1</w:t></w:r></w:p>'
    found = convert_docx(word(entry + p("They met.")))
    assert (found.markdown, found.boilerplate) == ("They met.", ["Talks 1"])


def styled(words: str, style: str = "T") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>'


@pytest.mark.parametrize(
    ("body", "markdown"),
    [
        (styled("1 Talks") + p("They met.") + styled("2 Lamps") + p("Two."), "# 1 Talks\n\nThey met.\n\n# 2 Lamps\n\nTwo."),
        (styled("Part one") + styled("Talks ..... 4") + p("They met."), "They met."),
        ("".join(styled(f"Talk {word}") for word in "abcdefg") + p("They met."), "They met."),
        (styled("Talks").replace("<w:r>", '<w:fldSimple w:instr="PAGEREF x"/><w:r>') + p("They met."), "They met."),
    ],
)  # fmt: skip
def test_styles_of_contents_make_headings_where_they_lead_to_no_page(body: str, markdown: str):
    assert convert_docx(word(body)).markdown == markdown


def test_paragraphs_inside_each_other_cost_little():
    nested = 1000 * "<w:p><w:r><w:t>word</w:t></w:r>" + 1000 * "</w:p>"
    header = {"word/header1.xml": f"<w:hdr {SPACES}>{nested}</w:hdr>".encode()}
    found = convert_docx(word(p("Text.") + nested, header))
    assert found.markdown.count("word") == 1000
    assert len(found.boilerplate) == 1


def test_labels_of_lists_are_short():
    level = f'<w:lvl w:ilvl="0"><w:lvlText w:val="{"%1 " * 500}"/></w:lvl>'
    numbers = (
        f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    parts = {"word/numbering.xml": f"<w:numbering {SPACES}>{numbers}</w:numbering>".encode()}
    assert len(convert_docx(word(p("Text.", style("L")), parts)).markdown) < 100


def test_deep_nesting_keeps_its_words():
    body = "<w:sdt>" * 500 + p("deep") + "</w:sdt>" * 500
    assert convert_docx(word(body)).markdown == "deep"


RELATIONS = '<Relationships xmlns="r"><Relationship Id="a" Target="{}"/></Relationships>'
DIAGRAM = (
    f"<dgm:dataModel {SPACES}><dgm:ptLst><dgm:pt><dgm:t><a:p><a:r><a:t>First step</a:t></a:r></a:p></dgm:t></dgm:pt>"
    '<dgm:pt type="pres"><dgm:t><a:p><a:r><a:t>not this</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>'
)
EMBEDDED = {
    "html": b"<html><body><h1>Letter</h1><p>One.</p></body></html>",
    "rtf": rb"{\rtf1\ansi\outlinelevel0 Letter\par\pard One.\par}",
    "docx": word(p("Letter", '<w:outlineLvl w:val="0"/>') + p("One.")),
}


@pytest.mark.parametrize("kind", EMBEDDED)
def test_a_document_inside_a_word_file_is_read(kind):
    relations = RELATIONS.format(f"/word/part.{kind}").encode()
    parts = {"word/_rels/document.xml.rels": relations, f"word/part.{kind}": EMBEDDED[kind]}
    assert convert_docx(word('<w:altChunk r:id="a"/>', parts)).markdown == "# Letter\n\nOne."


def test_a_damaged_document_inside_costs_only_itself():
    relations = RELATIONS.format("/word/part.docx").encode()
    parts = {"word/_rels/document.xml.rels": relations, "word/part.docx": b"PK damaged"}
    found = convert_docx(word(p("One.") + '<w:altChunk r:id="a"/>', parts))
    assert found.markdown == "One."
    assert found.notices == ["A document inside the file is damaged and was skipped."]


C = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
POINTS = '<c:pt idx="0"><c:v>{}</c:v></c:pt><c:pt idx="1"><c:v>{}</c:v></c:pt>'
CHART = (
    f"<c:chart {SPACES} {C}><c:title><a:p><a:r><a:t>Casks sold</a:t></a:r></a:p></c:title><c:ser><c:tx><c:v>Oil</c:v></c:tx>"
    f"<c:cat>{POINTS.format('May', 'June')}</c:cat><c:val>{POINTS.format(4, 7)}</c:val></c:ser></c:chart>"
)


@pytest.mark.parametrize(
    ("drawn", "part", "markdown"),
    [
        ('<dgm:relIds r:dm="a"/>', DIAGRAM, "First step"),
        (f'<c:chart {C} r:id="a"/>', CHART, "Casks sold\n\n|  | Oil |\n| --- | --- |\n| May | 4 |\n| June | 7 |"),
        (f'<c:chart {C} r:id="a"/>', "<c/>", ""),
    ],
    ids=["diagram", "chart", "odd"],
)  # fmt: skip
def test_diagrams_and_charts_are_read(drawn, part, markdown):
    drawing = f"<w:p><w:r><w:drawing>{drawn}</w:drawing></w:r></w:p>"
    parts = {
        "word/_rels/document.xml.rels": RELATIONS.format("d.xml").encode(),
        "word/d.xml": part.encode(),
    }
    assert convert_docx(word(drawing, parts)).markdown == markdown


EQUATIONS = [
    ("<m:acc xmlns:m='m'><m:e><m:t>z</m:t></m:e></m:acc>", "z\u0302"),
    ("<bar><e><t>ab</t></e></bar>", "ab\u0305"),
    ("<math><mover><mi>x</mi><mo>→</mo></mover></math>", "x\u20d7"),
    ('<d><dPr><begChr val="["/><endChr val="]"/></dPr><e><m><mr><e><t>a</t></e><e><t>b</t></e></mr></m></e></d>', "[a, b]"),
    ("<sSup><e>r</e><sup><t>2</t></sup></sSup>", "²"),
    ("<m><mi>r</mi></m>", "[r]"),
    ("<math><msup><mi>r</mi><mn>2</mn></msup></math>", "r²"),
    ("<math><msup><mi>e</mi><mrow><mi>a</mi><mo>x</mo></mrow></msup></math>", "e^ax"),
    ("<math><msub><mi>x</mi><mn>10</mn></msub><mo>=</mo><mn>1</mn></math>", "x₁₀ = 1"),
    ("<math><mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mi>c</mi></mfrac></math>", "(a + b)/c"),
    ("<math><msqrt><mi>x</mi></msqrt></math>", "√x"),
    ("<math><semantics><mi>A</mi><annotation>tex</annotation></semantics></math>", "A"),
    ("<f><num><t>load</t></num><den><t>width</t></den></f>", "load/width"),
    ("<rad><radPr/><deg/><e><t>x</t></e></rad>", "√x"),
    ('<nary><naryPr><chr val="∑"/></naryPr><sub><t>i=1</t></sub><sup><t>n</t></sup><e><t>i</t></e></nary>', "∑_(i = 1)ⁿ i"),
    ('<d><dPr><begChr val="["/><endChr val="]"/></dPr><e><t>x</t></e></d>', "[x]"),
    ("<x>" * 300 + "<t>deep</t>" + "</x>" * 300, "deep"),
]  # fmt: skip


@pytest.mark.parametrize(("xml", "text"), EQUATIONS)
def test_equations_are_lines_of_text(xml, text):
    parser = etree.XMLParser(huge_tree=True)
    assert math_text(etree.fromstring(xml, parser)) == text

import io
from typing import Any

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

from briefing.errors import FormatError
from briefing.sources.pdf.convert_pdf import convert_pdf
from briefing.sources.pdf.line import Line
from briefing.sources.pdf.page_layout import Region
from briefing.sources.pdf.pdf_paragraphs import join_paragraphs
from briefing.sources.pdf.running_heads import split_running_heads
from tests.sources.articles import ARTICLES, HARBOUR, SUMMIT
from tests.sources.comparing import assert_same
from tests.sources.make_pdf import BODY, pdf, scanned

LAYOUTS: dict[str, dict[str, Any]] = {
    "one": {},
    "two": {"columns": 2, "head": "The Ellery Courier", "numbers": True},
    "hyphens": {"columns": 2, "hyphens": True, "numbers": True},
    "outline": {"outline": True, "title": "A file"},
    "contents": {"contents": True, "head": "Monthly letter", "numbers": True},
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", ARTICLES)
def test_an_article_comes_out_as_it_went_in(name, layout):
    found = convert_pdf(pdf(ARTICLES[name], **LAYOUTS[layout]))
    assert_same(found.markdown, ARTICLES[name])


def test_running_heads_and_numbers_are_boilerplate():
    article = HARBOUR + SUMMIT
    found = convert_pdf(pdf(article, head="The Ellery Courier", numbers=True, contents=True))
    assert "Courier" not in found.markdown
    assert "Page" not in found.markdown
    assert {"The Ellery Courier", "Page 1", "Contents"} <= set(found.boilerplate)


def test_a_table_keeps_its_cells():
    rows = [
        ["Port", "Ships", "Tons"],
        ["Ellery", "12", "4,100"],
        ["Gull Rock", "3", "90"],
        ["Falls", "", "7"],
    ]
    found = convert_pdf(pdf(SUMMIT, table=rows)).markdown
    table = "| Port | Ships | Tons |\n| --- | --- | --- |\n| Ellery | 12 | 4,100 |\n| Gull Rock | 3 | 90 |"
    assert table in found
    assert "| Falls |  | 7 |" in found


def printed(*paragraphs: Paragraph, height: float = 842) -> str:
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer, pagesize=(595, height), invariant=1).build(list(paragraphs))
    return convert_pdf(buffer.getvalue()).markdown


LONG = "the whole of the long report about the harbour, its northern wall and what stands upon it"


def test_emphasis_and_links_go_on_over_the_end_of_a_line():
    words = f'The <i>Courier</i> says <b>no one</b> has read <a href="https://x.example/?a=1">{LONG}</a>, and <b><i>nobody</i></b> will.'
    assert printed(Paragraph(words, BODY)) == (
        f"The *Courier* says **no one** has read [{LONG}](<https://x.example/?a=1>), and ***nobody*** will."
    )


def test_only_web_addresses_are_links():
    words = 'See <a href="file:///etc/passwd">the file</a> there.'
    assert printed(Paragraph(words, BODY)) == "See the file there."


def test_what_is_further_in_on_both_sides_is_a_quotation():
    style = ParagraphStyle("q", BODY, leftIndent=30, rightIndent=30)
    found = printed(
        Paragraph(f"{LONG} and {LONG}.", BODY), Paragraph(f"{LONG}, and {LONG}.", style)
    )
    assert found == f"{LONG} and {LONG}.\n\n> {LONG}, and {LONG}."


def test_a_head_with_its_page_number_is_furniture_though_its_words_change():
    lines = [
        [
            Line(f"Chapter {i}: Of boats {i + 3}", 60, 800, 200, 810, 10, False, i),
            Line("Words", 60, 400, 90, 410, 10, False, i),
        ]
        for i in range(4)
    ]
    kept, furniture = split_running_heads(lines, [842.0] * 4)
    assert [[line.text for line in page] for page in kept] == [["Words"]] * 4
    assert furniture[1] == "Chapter 1: Of boats 4"


def test_a_scanned_file_says_so():
    with pytest.raises(FormatError, match="contains only pictures of its pages"):
        convert_pdf(scanned())


def test_a_locked_file_says_so():
    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=StandardEncryption("secret", strength=128))
    canvas.drawString(50, 700, "Words")
    canvas.save()
    with pytest.raises(FormatError, match="locked with a password"):
        convert_pdf(buffer.getvalue())


def test_a_damaged_file_says_so():
    with pytest.raises(FormatError, match="may be damaged"):
        convert_pdf(b"%PDF-1.4 and then nothing")


def lettered(*lines: tuple[float, float, str], stretch: float = 0.0) -> str:
    """Each letter is drawn by itself."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842), invariant=1)
    for left, bottom, words in lines:
        for letter in words:
            canvas.setFont("Helvetica", 10)
            canvas.drawString(left, bottom, letter)
            left += canvas.stringWidth(letter, "Helvetica", 10) + stretch * (letter == " ")
    canvas.save()
    return convert_pdf(buffer.getvalue()).markdown


@pytest.mark.parametrize("stretch", [0, 4, 9])
def test_words_whose_letters_are_drawn_one_by_one_are_whole(stretch):
    lines = ["“a little of the still", "filled hall in 2011,", "the well-lit officers’ inn."]
    found = lettered(*((60, 700 - 12 * i, line) for i, line in enumerate(lines)), stretch=stretch)
    assert found == " ".join(lines)


def test_a_negative_size_in_a_negative_matrix_is_upright():
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842), invariant=1)
    for top, words in enumerate(("The upper line says", "what the lower ends.")):
        text = canvas.beginText()
        text.setFont("Helvetica", -10)
        text.setTextTransform(-1, 0, 0, -1, 60, 700 - 12 * top)
        text.textOut(words)
        canvas.drawText(text)
    canvas.save()
    assert convert_pdf(buffer.getvalue()).markdown == "The upper line says what the lower ends."


@pytest.mark.parametrize(
    ("drawn", "shift", "shown"),
    [("caf´e", -6.0, "café"), ("it´s", 0.0, "it´s"), ("´", 0.0, "´"), ("fa¸cade", -5.5, "façade")],
)
def test_an_accent_drawn_over_its_letter_is_one_with_it(drawn, shift, shown):
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842), invariant=1)
    left = 60.0
    for letter in f"The {drawn} by the lake":
        canvas.setFont("Helvetica", 12)
        canvas.drawString(left, 700, letter)
        left += canvas.stringWidth(letter, "Helvetica", 12) + shift * (letter in "´¸")
    canvas.save()
    assert convert_pdf(buffer.getvalue()).markdown == f"The {shown} by the lake"


def test_markers_that_are_drawn_after_their_items_stand_before_them():
    found = lettered(
        (60, 700, f"The list has {LONG}:"),
        *((80, 680 - 14 * i, f"item {name}") for i, name in enumerate(("one", "two", "three"))),
        *((68, 680 - 14 * i, "•") for i in range(3)),
    )
    assert found.endswith(":\n\n- item one\n- item two\n- item three")


def broken(*lines: str) -> str:
    """The markdown of a paragraph with these lines, after forty others that are not broken."""
    column = [*(f"{LONG} {n}" for n in range(40)), *lines]
    made = [
        Line(text, 60, 800 - 12 * i, 300, 809 - 12 * i, 9, False, 0)
        for i, text in enumerate(column)
    ]
    return join_paragraphs([Region(made)], 9)[-1].text.split(" 39 ")[1]


def test_hyphens_at_the_ends_of_lines():
    assert broken("it has twenty-", "three boats") == "it has twenty-three boats"
    assert broken("it has the har-", "bour in it") == "it has the harbour in it"
    assert broken("a cyber\u2010", "security of well-known kinds") == (
        "a cybersecurity of well-known kinds"
    )
    often = [f"the word num\x02\nber is bro\x02\nken {n}" for n in range(9)]
    assert "number is broken 8" in broken(*"\n".join(often).split("\n"))


def test_a_title_that_only_the_running_head_shows_is_not_the_documents():
    found = convert_pdf(pdf(HARBOUR, head="The Ellery Courier", title="The Ellery Courier"))
    assert found.title != "The Ellery Courier"

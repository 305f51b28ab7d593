from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.sources.html.dom_to_markdown import Walker
from briefing.sources.html.parse_dom import parse_html
from briefing.sources.office import word_body
from briefing.sources.office.docx import convert_docx
from briefing.sources.pdf.line_boxes import find_operators
from briefing.sources.text import block_builder, block_scanner, parse_markdown
from briefing.sources.text.charset import clean_text
from briefing.sources.text.parse_text import parse_text
from tests.sources.test_nothing_lost import sources
from tests.sources.test_word import word


class _Never:
    def search(self, _: str) -> bool:
        return True

    def fullmatch(self, _: str) -> None:
        return None

    def match(self, *_: object) -> None:
        return None


def slowly(source: str):
    with (
        patch.object(parse_markdown, "_is_special", lambda _: True),
        patch.object(parse_markdown, "_HEADING", _Never()),
        patch.object(parse_markdown, "_LIST", _Never()),
        patch.object(parse_markdown, "_QUOTE", _Never()),
        patch.object(parse_markdown, "read_plain_table", lambda _: None),
        patch.object(parse_markdown, "_add_marked", lambda *_: False),
        patch.object(block_builder, "PLAIN", _Never()),
    ):
        return parse_text(source, markdown=True)


_MARKED = (
    *(
        "*a*",
        "**b c**",
        "*d:*",
        "**e:** ",
        "[f g](http://x.y/z)",
        "[h](a_b*c)",
        "`i`",
        "`j k`",
        "é",
    ),
    *(
        "a",
        "b c",
        "www.x.org",
        "a@b.org",
        "http://q.r",
        ":smile:",
        "2024 ",
        "x_y_z",
        "1. ",
        "- ",
        "+ ",
    ),
    *(
        "## ",
        "> ",
        "    ",
        "  \n",
        "\n",
        "\n\n",
        "\n- ",
        "\n---",
        "[^1]",
        "![z](u)",
        "[ ] ",
        "\t",
        "***",
    ),
    *" *_~()[]<>|$&!:.,'’“”-=#\\`",
)


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(_MARKED), max_size=14).map("".join))
def test_simple_marks_are_read_as_the_parser_reads_them(source):
    assert parse_text(source, markdown=True) == slowly(source)


@pytest.mark.parametrize(
    "source", ["A *b* [c](d) `e` **f:** g.", "- **a:** b\n- [c d](e)", "## *a*"]
)
def test_simple_marks_need_no_parser(source):
    with patch.object(block_builder.BlockBuilder, "add") as add:
        assert parse_text(source, markdown=True)[0]
    add.assert_not_called()


@settings(deadline=None)
@given(st.one_of(st.text().map(clean_text), sources))
def test_chunks_that_skip_the_parser_give_the_same(source):
    assert parse_text(source, markdown=True) == slowly(source)


@pytest.mark.parametrize(
    "source",
    [
        "# Title of it",
        "## a b\n\n### c",
        "# a #",
        "#   a  ",
        "- a b\n- c\n- d e.",
        "* a\n* b  \n* c",
        "- a\n- - b",
        "- a\n-  b",
        "- a\n+ b",
        "- a\nb",
        "- Topic: a\n- See http://x.org/a (b)",
        "a\n  b\nc",
        "a  \nb",
        "1. a\n2. b",
        "a\n- b\n- c",
        "- a\n\n- b  \n\n- c d",
        "- a\n\n- b\n- c",
        "- a\n\n\n- b",
        "> a b",
        "> a b ",
        "> a\n\n> b",
        "> a\nb",
        "a & b",
        "a &amp; b & c",
        "a &",
        "- a & b\n- c &",
        "# a & b",
        "| a | b |\n|---|---|\n| 1. c | - d |\n|  |  e  |",
        "a\n\n| a | b |\n|:-|-:|\n| c | d |\n\nb",
        "| a | b |\n|---|---|\n| c |\n| d | e | f |",
        "| a | b |\n|---|---|\n| *c* | d\\|e |",
        "| a | b |\n|---|---|\n| c | d |\ne",
        "| a | b |\n|---|---|---|\n| c | d |",
        "| a | b |\n|---|---|",
        "| a | http://x.org |\n|---|---|\n| b | & |",
    ],
)
def test_examples_that_skip_the_parser(source):
    assert parse_text(source, markdown=True) == slowly(source)


drawn = st.lists(
    st.tuples(st.lists(st.sampled_from([False, False, True]), max_size=6), st.floats(0, 30)),
    min_size=1,
    max_size=8,
)
# For each text operator which of its further letters are spaces that pdfium found, and its width.


@given(drawn)
def test_operators_are_found_by_their_boxes_as_letter_by_letter(operators):
    letters, starts, boxes, left = [], [], [], 0.0
    for number, (spaces, width) in enumerate(operators, 1):
        starts.append((len(letters), number))
        letters += [number, *(None if space else number for space in spaces)]
        boxes.append((left, 0.0, left + width, 1.0))
        left += width
    assert find_operators(letters.__getitem__, 0, len(letters), boxes) == starts


def test_operators_that_take_turns_are_not_found():
    boxes = [(0.0, 0.0, 1.0, 1.0), (1.0, 0.0, 2.0, 1.0)]
    assert find_operators([1, 1, 2, 2, 1, 1].__getitem__, 0, 6, boxes) == []


_LINES = (
    "a b",
    "- c",
    "* d",
    "- ",
    "- - -",
    "# e",
    "1. f",
    "> g",
    "    h",
    "  - i",
    "|j|",
    "```",
    "",
)


@settings(deadline=None, max_examples=300)
@given(st.one_of(sources, st.lists(st.sampled_from(_LINES), max_size=30).map("\n".join)))
def test_lines_and_items_found_by_a_pattern_are_the_same_chunks(source):
    quick = list(block_scanner.scan_blocks(source))
    with (
        patch.object(block_scanner, "_ALONE", _Never()),
        patch.object(block_scanner, "_NEXT_ITEM", _Never()),
    ):
        assert quick == list(block_scanner.scan_blocks(source))


_TAGS = (
    *("<p>", "</p>", "<ul>", "</ul>", "<ol>", "</ol>", "<li>", "<b>", "</b>", "<br>", "<dl><dd>"),
    *("<h2>", "</h2>", "<table><tr><td>", "</table>", "<blockquote>", "</blockquote>", "<p id=a>"),
    *("a", " b\n", "\xa0", "\xad", "  ", "1. ", "*", "# ", "c. D", "<a href='#fn1'>1</a>"),
)


def _in_parts(walker, element, parent):
    walker._children(element)
    walker._flush(parent)


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(_TAGS), max_size=20).map("".join))
def test_elements_that_hold_no_other_are_read_as_those_that_do(html):
    tree = parse_html(f"<div>{html}</div>")
    quick = [(p.kind, p.body, p.words, p.parent, p.gap) for p in Walker().walk(tree)]
    with patch.object(Walker, "_paragraph", _in_parts):
        assert quick == [(p.kind, p.body, p.words, p.parent, p.gap) for p in Walker().walk(tree)]


_RUNS = (
    *("<w:r><w:t>a b</w:t></w:r>", "<w:r><w:t> </w:t></w:r>", "<w:r><w:t>c &amp; &lt;</w:t></w:r>"),
    *("<w:r><w:rPr><w:b/></w:rPr><w:t>d</w:t></w:r>", "<w:r><w:t>e</w:t><w:br/></w:r>", "<w:r/>"),
    *("</w:p><w:p>", '</w:p><w:p><w:pPr><w:pStyle w:val="C"/></w:pPr>', "</w:p><w:p/><w:p>"),
)


@settings(deadline=None)
@given(st.lists(st.sampled_from(_RUNS), max_size=8).map("".join))
def test_paragraphs_of_bare_runs_are_read_as_others(runs):
    lines = f"<w:p>{runs}<w:r><w:t>z</w:t></w:r></w:p>"
    row = f"<w:tr><w:tc>{lines}</w:tc><w:tc><w:p><w:r><w:t>y</w:t></w:r></w:p></w:tc></w:tr>"
    data = word(f"{lines}<w:tbl>{row * 2}</w:tbl>")
    quick = convert_docx(data).markdown
    with patch.object(word_body, "bare_words", lambda _: ""):
        assert quick == convert_docx(data).markdown

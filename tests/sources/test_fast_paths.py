from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.sources.pdf.text_calls import find_operators
from briefing.sources.text import block_builder, parse_markdown
from briefing.sources.text.charset import clean_text
from briefing.sources.text.parse_text import parse_text
from tests.sources.test_nothing_lost import sources


class _Never:
    def search(self, _: str) -> bool:
        return True

    def fullmatch(self, _: str) -> None:
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

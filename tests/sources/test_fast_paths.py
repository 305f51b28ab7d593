from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
        patch.object(parse_markdown, "_SPECIAL", _Never()),
        patch.object(parse_markdown, "_HEADING", _Never()),
        patch.object(parse_markdown, "_LIST", _Never()),
        patch.object(parse_markdown, "_QUOTE", _Never()),
        patch.object(parse_markdown, "plain_table", lambda _: None),
        patch.object(block_builder, "PLAIN", _Never()),
    ):
        return parse_text(source, markdown=True)


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

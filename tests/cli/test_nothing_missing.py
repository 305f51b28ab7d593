"""Every format of `show` has all words of the text."""

import re

import pytest
from hypothesis import given

from briefing.analysis.segmentation.segment import split_sections
from briefing.cli.plain_output import briefing_lines, section_lines
from briefing.errors import FormatError
from briefing.model import Analysis, Briefing
from briefing.model.json_report import with_boilerplate_unfolded
from briefing.model.markdown_writer import briefing_to_markdown, section_to_markdown
from briefing.sources.build_document import build_from_text
from tests.sources.test_nothing_lost import many, sources

_WORD = re.compile(r"[^\W_]+")
_NUMBERED = re.compile(r"q\d+x")
"""The words that `sources` are made of; marks may stand inside other ones."""


def missing(source: str, word: re.Pattern[str], *, markdown: bool) -> list[set[str]]:
    document = build_from_text(source, "a", markdown=markdown)
    briefing = with_boilerplate_unfolded(Briefing(document, Analysis(split_sections(document))))
    sections = briefing.analysis.sections
    outputs = [
        briefing_to_markdown(briefing),
        "\n".join(line for line, _ in briefing_lines(briefing)),
        "\n".join(section_to_markdown(document, each, alone=True) for each in sections),
        "\n".join(
            line
            for number in range(len(sections))
            for line, _ in section_lines(briefing, number, alone=True)
        ),
    ]
    words = set(word.findall(document.text))
    return [words - set(word.findall(output)) for output in outputs]


@many
@given(sources)
def test_no_word_is_missing(source):
    for markdown in (False, True):
        try:
            assert missing(source, _NUMBERED, markdown=markdown) == [set()] * 4
        except FormatError:
            assert markdown or not _WORD.search(source)


@pytest.mark.parametrize(
    "source",
    [
        "A line as title\nand more of the paragraph, which goes on.\n\nAnother one is here.",
        "# Title\n\nTitle of the text goes on here.\n\n## One\n\nwords\n\n## Two\n\nmore",
        "| a | b |\n|---|---|\n| c | d | e |\n",
    ],
)
def test_titles_and_tables_cost_no_words(source):
    for markdown in (False, True):
        assert missing(source, _WORD, markdown=markdown) == [set()] * 4

"""Every format of `show` has all words of the text."""

import re

import pytest
from hypothesis import given
from hypothesis.strategies import booleans
from msgspec.structs import replace

from briefing.analysis.segmentation.segment import split_sections
from briefing.cli.plain_output import briefing_lines, section_lines
from briefing.errors import FormatError
from briefing.model import Analysis, Briefing, Section, SectionKind, TitleSource
from briefing.model.json_report import with_boilerplate_unfolded
from briefing.model.markdown_writer import briefing_to_markdown, section_to_markdown
from briefing.sources.build_document import build_from_text
from tests.sources.test_nothing_lost import many, sources

_WORD = re.compile(r"[^\W_]+")
_NUMBERED = re.compile(r"q\d+x")
"""The words that `sources` are made of; marks may stand inside other ones."""


def missing(
    source: str, word: re.Pattern[str], *, markdown: bool, clutter: bool = False
) -> list[set[str]]:
    """`clutter`: every second section is page clutter, the others have made-up titles."""
    document = build_from_text(source, "a", markdown=markdown)
    found = split_sections(document)
    if clutter:
        found = tuple(_changed(section, number) for number, section in enumerate(found))
    briefing = with_boilerplate_unfolded(Briefing(document, Analysis(found)))
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


def _changed(section: Section, number: int) -> Section:
    if number % 2:
        return replace(section, kind=SectionKind.BOILERPLATE, title="Page clutter")
    return replace(section, title_source=TitleSource.INFERRED)


@many
@given(sources, booleans())
def test_no_word_is_missing(source, clutter):
    for markdown in (False, True):
        try:
            assert missing(source, _NUMBERED, markdown=markdown, clutter=clutter) == [set()] * 4
        except FormatError:
            assert markdown or not _WORD.search(source)


@pytest.mark.parametrize(
    "source",
    [
        "A line as title\nand more of the paragraph, which goes on.\n\nAnother one is here.",
        "# Title\n\nTitle of the text goes on here.\n\n## One\n\nwords\n\n## Two\n\nmore",
        "| a | b |\n|---|---|\n| c | d | e |\n",
        "| Boats |\n|---|\n| Gull |\n| Tern |\n",
        "Boats  \nof all kinds lie here.\n",
    ],
)
def test_titles_and_tables_cost_no_words(source):
    for markdown in (False, True):
        assert missing(source, _WORD, markdown=markdown) == [set()] * 4


def test_a_title_that_has_its_number_gets_no_other():
    document = build_from_text("## 1. Oil\n\nDear.\n\n## 3. Wick\n\nCheap.", "a", markdown=True)
    lines = [
        line for line, _ in briefing_lines(Briefing(document, Analysis(split_sections(document))))
    ]
    assert [line for line in lines if line[:1].isdigit()] == ["1. Oil", "2. 3. Wick"]

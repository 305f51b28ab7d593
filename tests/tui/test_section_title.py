"""What the pane draws first of a section."""

import pytest

from briefing.model import Block, BlockKind, Document, Section, SectionKind, Span, TitleSource
from briefing.tui.layout.section_title import section_title

INFERRED, WRITTEN = TitleSource.INFERRED, TitleSource.DOCUMENT
HEADING, PARAGRAPH = BlockKind.HEADING, BlockKind.PARAGRAPH
CASES = {
    "an inferred title": (PARAGRAPH, "Dues rise.", "harbour dues", INFERRED, 3, "3 · Harbour dues"),
    "a heading": (HEADING, "Harbour dues", "Harbour dues", WRITTEN, 3, "3 · |Harbour dues"),
    "a line that is the title": (PARAGRAPH, "Harbour dues", "Harbour dues", WRITTEN, 3, "3 · |"),
    "another heading": (HEADING, "Dues", "what is paid", INFERRED, 3, "3 · |"),
    "a heading with its number": (HEADING, "3. Harbour dues", "Harbour dues", WRITTEN, 3, ""),
    "another number": (HEADING, "30 boats", "30 boats", WRITTEN, 3, "3 · |"),
    "a numbered item": (BlockKind.LIST_ITEM, "a) Dues", "a) Dues", WRITTEN, 3, ""),
    "an overview": (PARAGRAPH, "Dues rise.", "overview", INFERRED, 0, "Overview"),
    "an overview with a heading": (HEADING, "The harbour", "overview", INFERRED, 0, ""),
}


@pytest.mark.parametrize("case", CASES)
def test_the_first_line_says_what_it_is(case):
    kind, text, title, source, number, drawn = CASES[case]
    document = Document(text, (Block(kind, Span(0, len(text))),))
    what = SectionKind.ISSUE if number else SectionKind.OVERVIEW
    found = section_title(document, Section(what, title, source, Span(0, len(text))), number)
    words, _, own = drawn.partition("|")
    assert (found.words if found else "") == words
    assert not found or (found.before >= 0) is ("|" in drawn)
    assert not own or text == own

"""Sections are in order, never overlap and cover the whole text, whatever the text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.analysis.pipeline import split
from briefing.model import SectionKind, flatten_boilerplate
from tests.analysis.segmentation.texts import document

LINES = st.sampled_from(
    [
        "",
        "",
        "Heading Line",
        "UPPER",
        "lower line",
        "Advertisement",
        "Share this:",
        "- item",
        "1. First",
        "## Marked",
        "> quoted",
        "The council met on Monday and decided that the harbour shall be deepened before winter comes.",
        "It rained. The ferry sailed late, as it does when the wind is from the north and the sea is high.",
    ]
)


@settings(max_examples=30, deadline=None)
@given(st.lists(LINES, max_size=25), st.booleans())
def test_sections_cover_the_text(lines: list[str], markdown: bool) -> None:
    found = document("\n".join(lines), markdown=markdown)
    sections = split(found)
    for these in (sections, flatten_boilerplate(sections, found.text)):
        ends = [0, *(s.span.end for s in these)]
        assert [*(s.span.start for s in these), len(found.text)] == ends
    for section in sections:
        assert section.title
        assert section.reason.endswith(".")
        assert 0 <= section.confidence <= 1
        assert section.kind is not SectionKind.CONTINUATION
        assert all(section.span.contains(span) for span in section.folded)

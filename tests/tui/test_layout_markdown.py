"""The layout's properties for what the parser makes of random markdown."""

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.model import Span
from briefing.sources.prose import parse
from briefing.tui.layout.galley import Galley
from briefing.tui.layout.options import Options
from briefing.tui.layout.shown import shown

lines = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "",
                "",
                "# ",
                "- ",
                "  - ",
                "1. ",
                "> ",
                "> - ",
                "    ",
                "```\n",
                "| a | ",
                "***\n",
                "![x](y) ",
            ]
        ),
        st.lists(
            st.sampled_from(
                [
                    "word",
                    "**bold**",
                    "[link](http://e.org)",
                    "中文字符",
                    "👍🏽",
                    "a|b",
                    "`c`",
                    "\u200b",
                ]
            ),
            max_size=30,
        ).map(" ".join),
    ).map("".join),
    max_size=20,
).map("\n".join)


@settings(max_examples=100, deadline=None)
@given(lines, st.integers(1, 120), st.booleans())
def test_every_grapheme_of_markdown_is_drawn_once(source, width, markdown):
    text, blocks = parse(source, markdown=markdown)
    galley = Galley(text, blocks, Span(0, len(text)), Options(width))
    drawn = [0] * len(text)
    for row in [] if galley.empty else galley.frame(galley.first(), 10**9):
        assert row.line.wide or row.line.cells <= width
        for run in row.line.runs:
            for offset in range(run.start, run.end):
                drawn[offset] += 1
    for offset in (o for block in blocks for o in range(block.span.start, block.span.end)):
        count = drawn[offset]
        assert count == 1 or (count == 0 and (text[offset].isspace() or not shown(text[offset], 0)))

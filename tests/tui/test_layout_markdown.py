"""The layout's properties for what the parser makes of random markdown."""

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style

from briefing.model import Span
from briefing.sources.text.parse_text import parse_text
from briefing.tui.layout.cell_width import clusters
from briefing.tui.layout.layout_options import Options
from briefing.tui.layout.scroll_window import ScrollPosition, ScrollWindow
from briefing.tui.layout.terminal_safe import terminal_safe
from briefing.tui.layout.virtual_rows import VirtualRows
from briefing.tui.widgets.strip_painter import StripPainter

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
                "| n | 中 |\n|---|---|\n| 12 | ",
                "| a | b | c | d | e |\n|-|-|-|-|-|\n| ",
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
                    "👨‍👩‍👧",
                    "cafe\u0301",
                    "עברית",
                    "a\tb",
                    "\u202e",
                ]
            ),
            max_size=30,
        ).map(" ".join),
    ).map("".join),
    max_size=20,
).map("\n".join)


@settings(max_examples=40, deadline=None)
@given(lines, st.integers(1, 300), st.booleans())
def test_every_grapheme_of_markdown_is_drawn_once(source, width, markdown):
    text, blocks = parse_text(source, markdown=markdown)
    galley = VirtualRows(text, blocks, Span(0, len(text)), Options(width))
    drawn = [0] * len(text)
    for row in [] if galley.empty else galley.frame(galley.first(), 10**9):
        assert row.line.wide or row.line.cells <= width
        for run in row.line.runs:
            for offset in range(run.start, run.end):
                drawn[offset] += 1
    for offset in (o for block in blocks for o in range(block.span.start, block.span.end)):
        count = drawn[offset]
        assert count == 1 or (
            count == 0 and (text[offset].isspace() or not terminal_safe(text[offset], 0))
        )


@settings(max_examples=30, deadline=None)
@given(lines, st.integers(1, 300))
def test_offsets_of_markdown_lead_to_their_cells_and_back(source, width):
    text, blocks = parse_text(source, markdown=True)
    galley = VirtualRows(text, blocks, Span(0, len(text)), Options(width))
    for row in [] if galley.empty else galley.frame(galley.first(), 10**9):
        for run in row.line.runs:
            for cluster in clusters(run.text) if run.exact else ():
                offset = run.start + cluster.start
                if cluster.width:
                    assert row.line.offset_at(row.line.cell_of(offset)) == offset


@settings(max_examples=30, deadline=None)
@given(lines, st.integers(1, 300), st.integers(0, 40))
def test_what_stands_beside_markdown_is_never_shifted(source, width, shift):
    """Every row is drawn in exactly the cells of the pane, also where wide code was moved sideways."""
    text, blocks = parse_text(source, markdown=True)
    galley = VirtualRows(text, blocks, Span(0, len(text)), Options(width))
    painter = StripPainter(lambda name: Style(), Style())
    for row in [] if galley.empty else galley.frame(galley.first(), 10**9):
        drawn = painter.segments(row.piece, row.line, (), width, shift if row.line.wide else 0)
        assert sum(cell_len(segment.text) for segment in drawn) == width


@settings(max_examples=40, deadline=None)
@given(lines, st.lists(st.integers(1, 300), min_size=1, max_size=10), st.integers(0, 10**4))
def test_random_widths_keep_the_same_words_of_markdown(source, widths, at):
    text, blocks = parse_text(source, markdown=True)
    whole, sight = Span(0, len(text)), ScrollPosition(at % max(1, len(text)), 3)
    view = ScrollWindow(VirtualRows(text, blocks, whole, Options()), 10, sight)
    for width in widths:
        view = view.again(text, blocks, whole, Options(width), 10, view.sight)
        assert view.sight == sight
        if not view.empty:
            assert view.galley.row(view.galley.locate(sight.offset)) in view.rows

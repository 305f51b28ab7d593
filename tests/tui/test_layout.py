"""What must hold of every layout, for random documents and every width."""

import regex
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style
from wcwidth import wcswidth, wcwidth

from briefing.model import BlockKind, Document, Span
from briefing.tui.layout.block_layout import lay_out
from briefing.tui.layout.cell_width import clusters, is_plain
from briefing.tui.layout.layout_options import Options
from briefing.tui.layout.layout_units import LayoutUnit, layout_units, put_title
from briefing.tui.layout.scroll_window import ScrollPosition, ScrollWindow
from briefing.tui.layout.section_title import SectionTitle
from briefing.tui.layout.terminal_safe import terminal_safe
from briefing.tui.layout.virtual_rows import VirtualRows
from briefing.tui.widgets.strip_painter import StripPainter
from tests.tui.making import Maker

AWKWARD = [
    "中文字符", "日本語。「です」", "👨‍👩‍👧", "👍🏽", "🇫🇷", "❤️", "cafe\u0301", "\u200b", "a\u200db", "क्‍ष", "각", "ᄀᄀᄀ",
    "עברית", "العربية", "\u00ad", "\ufeff", "\t", "\u3000", "\x1b[31m", "\u202e", "1️⃣", "ﾊﾞ", "—", "well-known", "x" * 90,
]  # fmt: skip


def test_plain_text_is_a_grapheme_of_one_cell_a_character():
    plain = "".join(chr(code) for code in range(0x20, 0x3000) if is_plain(chr(code)))
    assert len(plain) > 1500
    assert regex.findall(r"\X", plain) == list(plain)
    assert all(cell_len(character) == wcwidth(character) == 1 for character in plain)


words = st.lists(
    st.one_of(
        st.sampled_from(AWKWARD),
        st.text("abcdefgh .,-—éß", min_size=1, max_size=12),
        st.text(min_size=1, max_size=4),
    ),
    min_size=1,
    max_size=25,
).map(" ".join)
prose = words.map(lambda t: t.replace("\r", " ").strip("\n") or "x")
cell = prose.map(lambda t: t.replace("\n", " ").replace("\t", " "))
widths = st.one_of(st.integers(1, 300), st.integers(1, 30))


@st.composite
def documents(draw) -> Document:
    make = Maker()
    for _ in range(draw(st.integers(1, 6))):
        kind = draw(st.sampled_from(BlockKind))
        if kind is BlockKind.TABLE:
            columns = draw(st.integers(1, 5))
            row = st.lists(cell, min_size=columns, max_size=columns)
            make.table(draw(st.lists(row, min_size=1, max_size=4)))
        elif kind is BlockKind.LIST_ITEM:
            marker = draw(st.sampled_from(["-", "*", "1.", "10)", ""]))
            level = draw(st.integers(1, 8))
            text = f"{marker} {draw(prose)}" if marker else draw(prose)
            make.add(text, kind, level=level, marker=marker)
        elif kind is BlockKind.RULE:
            make.add("***", kind)
        else:
            text = draw(prose)
            marks = (
                [("image", text.split()[0], "x.png")]
                if draw(st.booleans()) and text.split()
                else []
            )
            depth = draw(st.integers(0, 6)) if kind is not BlockKind.CODE else 0
            make.add(text, kind, marks=marks, quote_depth=depth, level=draw(st.integers(1, 6)))
    return make.document()


titles = st.sampled_from(
    [None, SectionTitle("12 · Harbour dues 港", -1, True), SectionTitle("3 · ", 0)]
)


@st.composite
def layouts(draw):
    document = draw(documents())
    options = Options(draw(widths), draw(st.booleans()))
    whole, title = Span(0, len(document.text)), draw(titles)
    pieces = layout_units(document.text, document.blocks, whole, None)
    pieces = put_title(pieces, title) if title else pieces
    return document.text, [(p, lay_out(document.text, p, options)) for p in pieces], options


def painted(piece: LayoutUnit, line, room: int) -> list:
    return StripPainter(lambda name: Style(), Style()).segments(piece, line, (), room, 0)


@settings(max_examples=30, deadline=None)
@given(layouts())
def test_lines_fit_and_measure_as_textual_measures_them(case):
    _, laid, options = case
    for piece, lines in laid:
        for line in lines:
            edge = 0
            for run in line.runs:
                assert run.cell >= edge
                edge = run.cell + run.cells
            assert line.wide or edge <= options.width
            segments = painted(piece, line, options.width)
            assert sum(cell_len(s.text) for s in segments) == options.width


@settings(max_examples=30, deadline=None)
@given(layouts())
def test_terminals_agree_on_the_width(case):
    """What adds up code points, and what joins graphemes, both give a line the cells that Textual gives it."""
    for piece, lines in case[1]:
        for line in lines:
            drawn = "".join(segment.text for segment in painted(piece, line, case[2].width))
            if any(wcwidth(c) != cell_len(c) for c in drawn):
                continue  # The two libraries know different versions of Unicode.
            assert wcswidth(drawn) == sum(map(wcwidth, drawn)) == case[2].width


@settings(max_examples=30, deadline=None)
@given(layouts())
def test_every_grapheme_is_drawn_once(case):
    text, laid, _ = case
    for piece, lines in laid:
        drawn = [0] * len(text)
        for line in lines:
            for run in line.runs:
                for offset in range(run.start, run.end):
                    drawn[offset] += 1
        for offset in range(piece.span.start, piece.span.end):
            assert drawn[offset] == 1 or (
                drawn[offset] == 0
                and (text[offset] in " \n\t" or not terminal_safe(text[offset], 0))
            )


@settings(max_examples=30, deadline=None)
@given(layouts())
def test_offset_to_cell_and_back_is_the_identity(case):
    for _, lines in case[1]:
        for line in lines:
            for run in line.runs:
                if run.exact:
                    for cluster in clusters(run.text):
                        offset = run.start + cluster.start
                        if cluster.width:
                            assert line.offset_at(line.cell_of(offset)) == offset
                elif run.end > run.start:
                    assert line.offset_at(line.cell_of(run.start)) == run.start


@settings(max_examples=30, deadline=None)
@given(documents(), st.lists(widths, min_size=1, max_size=8), st.data())
def test_a_place_is_found_again_at_every_width(document, sizes, data):
    whole = Span(0, len(document.text))
    offset = data.draw(st.integers(0, len(document.text)))
    for size in sizes:
        galley = VirtualRows(document.text, document.blocks, whole, Options(size))
        place = galley.locate(offset)
        row = galley.row(place)
        assert row.number >= 0
        galley.step(galley.first(), 10**9)
        assert galley.step(galley.first(), galley.distance(place)) == (
            place,
            galley.distance(place),
        )
        drawn = any(
            run.start <= offset < run.end for line in galley.lines(*place[:2]) for run in line.runs
        )
        assert not drawn or any(run.start <= offset < run.end for run in row.line.runs)


@settings(max_examples=30, deadline=None)
@given(documents(), widths, titles)
def test_walking_down_and_up_meets_the_same_rows(document, size, title):
    whole, options = Span(0, len(document.text)), Options(size, spacing=1, title=title)
    galley = VirtualRows(document.text, document.blocks, whole, options)
    rows = list(galley.frame(galley.first(), 10**9))
    assert len(rows) == galley.height
    place = galley.last()
    for row in reversed(rows):
        assert galley.row(place) == row
        place, moved = galley.step(place, -1)
    assert moved == 0


@settings(max_examples=30, deadline=None)
@given(
    documents(),
    st.lists(st.tuples(widths, st.integers(1, 40)), min_size=1, max_size=8),
    st.integers(0, 10**4),
    st.integers(0, 30),
    titles,
)
def test_random_sizes_keep_the_sight(document, sizes, offset, row, title):
    whole = Span(0, len(document.text))
    sight = ScrollPosition(offset % max(1, len(document.text)), row)
    galley = VirtualRows(document.text, document.blocks, whole, Options())
    view = ScrollWindow(galley, 10, sight)
    for size, height in sizes:
        options = Options(size, title=title)
        view = view.again(document.text, document.blocks, whole, options, height, view.sight)
        assert view.sight == sight
        fresh = VirtualRows(document.text, document.blocks, whole, options)
        expected = fresh.row(fresh.locate(sight.offset))
        above = list(fresh.frame(fresh.first(), 10**9)).index(expected)
        title_fills = view.at_start and above >= height
        assert expected in view.rows or title_fills
        if not view.at_start and not view.at_end:
            assert view.rows[min(row, height - 1)] == expected


@settings(max_examples=40, deadline=None)
@given(documents(), widths, st.integers(0, 10**4), st.integers(0, 10**4))
def test_a_section_may_start_and_end_anywhere(document, size, one, other):
    length = len(document.text) + 1
    start, end = sorted((one % length, other % length))
    galley = VirtualRows(document.text, document.blocks, Span(start, end), Options(size))
    for row in [] if galley.empty else galley.frame(galley.first(), 10**9):
        assert row.line.wide or row.line.cells <= size

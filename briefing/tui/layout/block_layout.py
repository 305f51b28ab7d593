from briefing.model import BlockKind, InlineKind
from briefing.tui.layout.cell_width import width
from briefing.tui.layout.drawn_lines import Line, Role, Run, decoration
from briefing.tui.layout.drawn_text import DrawnText, draw_text, expand_tabs
from briefing.tui.layout.layout_options import Options
from briefing.tui.layout.layout_units import LayoutUnit
from briefing.tui.layout.section_title import SectionTitle
from briefing.tui.layout.terminal_safe import terminal_safe
from briefing.tui.layout.wrap import wrap

BAR = "\u258e "
_READABLE = 12
"""Cells that indentation leaves for the text, if the pane is wide enough."""
_WITHIN = (BlockKind.CODE, BlockKind.TABLE, BlockKind.RULE)
_LEAST_WITHIN = 24
_BULLETS = {"-": "\u2022", "*": "\u2022", "+": "\u2022"}


def lay_out(text: str, piece: LayoutUnit, options: Options) -> tuple[Line, ...]:
    """Yields at least one line. Only lines of code may be wider than `options.width`."""
    kind = piece.block.kind
    if piece.title is not None and piece.untexted:
        return _title(piece, piece.title, options.width)
    before = bars(piece, options.width, piece.depth)
    room = options.width - sum(run.cells for run in before)
    if kind in _WITHIN and (inset := min(piece.hang, max(0, room - _LEAST_WITHIN))):
        cell = sum(run.cells for run in before)
        before += (decoration(cell, " " * inset, piece.span.start, Role.TEXT),)
        room -= inset
    if kind is BlockKind.RULE:
        return (_rule(piece, before, room),)
    if kind is BlockKind.TABLE and piece.rows:
        from briefing.tui.layout.table_layout import table_lines

        return table_lines(text, piece, before, room)
    if kind is BlockKind.CODE:
        return _code(text, piece, before, room)
    return _prose(text, piece, before, room, options)


def _title(piece: LayoutUnit, title: SectionTitle, room: int) -> tuple[Line, ...]:
    at, role = piece.span.start, Role.INFERRED if title.inferred else Role.TEXT
    words = "".join(drawn for drawn, _, _ in terminal_safe(title.words, 0, narrow=room < 2))
    return tuple(
        Line(at, at, (decoration(0, words[low:high], at, role),))
        for low, high, _ in wrap(words, room)
    )


def empty_line(piece: LayoutUnit, options: Options, *, gap: bool) -> Line:
    depth = piece.joined if gap else piece.depth
    return Line(piece.span.start, piece.span.start, bars(piece, options.width, depth))


def bars(piece: LayoutUnit, columns: int, depth: int) -> tuple[Run, ...]:
    depth = min(depth, max(0, columns - _READABLE) // width(BAR))
    at = piece.span.start
    return tuple(decoration(2 * i, BAR, at, Role.BAR) for i in range(depth))


def _rule(piece: LayoutUnit, before: tuple[Run, ...], room: int) -> Line:
    cell = sum(run.cells for run in before)
    span = piece.span
    run = Run(cell, room, "\u2500" * room, span.start, span.end, Role.RULE)
    return Line(span.start, span.end, (*before, run))


def _code(text: str, piece: LayoutUnit, before: tuple[Run, ...], room: int) -> tuple[Line, ...]:
    left = sum(run.cells for run in before) + (1 if room > _READABLE else 0)
    lines: list[Line] = []
    start, last = piece.span.start, piece.span.end
    while True:
        newline = text.find("\n", start, last)
        end = last if newline < 0 else newline
        flow = expand_tabs(text, start, end, narrow=room < 2)
        runs = flow.runs(0, len(flow.text), left)
        after = end if newline < 0 else end + 1
        lines.append(Line(start, after, (*before, *runs), wide=True))
        start = after
        if newline < 0 or start >= last:
            return tuple(lines)


def _prose(
    text: str, piece: LayoutUnit, before: tuple[Run, ...], room: int, options: Options
) -> tuple[Line, ...]:
    left = sum(run.cells for run in before)
    flow = _flow(text, piece, narrow=room < 2)
    lead, hang = _indents(flow, piece, room)
    lines: list[Line] = []
    for first, drawn, after in _broken(flow, lead, hang, room):
        indent = hang if lines or not piece.first else lead
        cell = left + indent
        ends = after >= len(flow.text) or flow.text[after - 1] == "\n"
        if options.justify and not ends:
            from briefing.tui.layout.justify import justify_line

            runs = justify_line(flow, first, drawn, cell, room - indent)
        else:
            runs = flow.runs(first, drawn, cell)
        end = piece.span.end if after >= len(flow.text) else flow.source(after)
        lines.append(Line(flow.source(first), end, (*before, *runs)))
    return tuple(lines)


def _broken(flow: DrawnText, lead: int, hang: int, room: int) -> list[tuple[int, int, int]]:
    if lead == hang:
        return list(wrap(flow.text, room - hang))
    first = next(iter(wrap(flow.text, room - lead)))
    if first[2] >= len(flow.text):
        return [first]
    return [first, *wrap(flow.text, room - hang, first[2])]


def _flow(text: str, piece: LayoutUnit, *, narrow: bool) -> DrawnText:
    inserts: list[tuple[int, str]] = []
    for mark in piece.marks:
        if (
            mark.kind is InlineKind.IMAGE
            and piece.span.start <= mark.span.start < piece.span.end + 1
        ):
            alt = mark.span.end > mark.span.start
            inserts.append((mark.span.start, "[image: " if alt else "[image]"))
            if alt:
                inserts.append((min(mark.span.end, piece.span.end), "]"))
    if piece.title is not None:
        inserts.append((piece.span.start, piece.title.words))
    inserts.sort(key=lambda insert: insert[0])
    flow = draw_text(text, piece.span.start, piece.span.end, inserts=tuple(inserts), narrow=narrow)
    bullet = _BULLETS.get(piece.block.marker) if piece.first else None
    if bullet and flow.text.startswith(piece.block.marker):
        return DrawnText(bullet + flow.text[1:], flow.parts)
    return flow


def _indents(flow: DrawnText, piece: LayoutUnit, room: int) -> tuple[int, int]:
    block = piece.block
    if block.kind is not BlockKind.LIST_ITEM:
        return 0, 0
    most = max(0, room - _READABLE)
    lead = min(2 * (block.level - 1), most)
    if not (block.marker and piece.first):
        lead = min(piece.hang, most)
        return lead, lead
    after = len(block.marker)
    while after < len(flow.text) and flow.text[after] == " ":
        after += 1
    return lead, min(2 * (block.level - 1) + width(flow.text[:after]), most)

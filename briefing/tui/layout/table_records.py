"""Each row as lines of "head: value"."""

from briefing.model import Span
from briefing.tui.layout.drawn_lines import Line, Role, Run, decoration
from briefing.tui.layout.drawn_text import DrawnText, draw_text
from briefing.tui.layout.layout_units import LayoutUnit
from briefing.tui.layout.wrap import wrap

_LABEL = 40
"""Code points of a column head that are repeated before its cells."""
_BETWEEN = "\u00b7 "
_RULE = 8
_HANG, _READABLE = 2, 20
"""Indentation of continued lines, and the room it needs, in cells."""


def record_lines(text: str, piece: LayoutUnit, bars: tuple[Run, ...], room: int) -> list[Line]:
    left = sum(run.cells for run in bars)
    head = piece.block.rows[0]
    lines: list[Line] = []
    for row in piece.rows:
        if row == head:
            lines += _heads(text, row, bars, room)
            continue
        rule = decoration(left, "\u2500" * min(room, _RULE), row[0].start, Role.FRAME)
        lines.append(Line(row[0].start, row[0].start, (*bars, rule)))
        for index, span in enumerate(row):
            label = head[index].of(text)[:_LABEL].replace("\n", " ") if index < len(head) else ""
            inserts = ((span.start, f"{label}: "),) if label else ()
            flow = draw_text(text, span.start, span.end, inserts=inserts, narrow=room < 2)
            lines += _lines(flow, bars, room, Role.TEXT, _HANG if room >= _READABLE else 0)
    return lines


def _heads(text: str, row: tuple[Span, ...], bars: tuple[Run, ...], room: int) -> list[Line]:
    inserts = tuple((span.start, _BETWEEN) for span in row[1:])
    flow = draw_text(text, row[0].start, row[-1].end, inserts=inserts, narrow=room < 2)
    return _lines(flow, bars, room, Role.HEAD, 0)


def _lines(flow: DrawnText, bars: tuple[Run, ...], room: int, role: Role, hang: int) -> list[Line]:
    left = sum(run.cells for run in bars)
    breaks = [next(iter(wrap(flow.text, room)))]
    if breaks[0][2] < len(flow.text):
        breaks += wrap(flow.text, room - hang, breaks[0][2])
    return [
        Line(
            flow.source(low),
            flow.source(after),
            (*bars, *flow.runs(low, high, left + (hang if number else 0), role)),
        )
        for number, (low, high, after) in enumerate(breaks)
    ]

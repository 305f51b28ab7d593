import re

from briefing.tui.layout.drawn_lines import Run
from briefing.tui.layout.drawn_text import DrawnText

_LOOSEST = 0.25
"""Largest share of a line that spaces may take; beyond it the line stays ragged."""


def justify_line(flow: DrawnText, first: int, last: int, cell: int, room: int) -> list[Run]:
    """Runs of `[first, last)`, stretched to `room` cells unless that is too loose."""
    runs = flow.runs(first, last, cell)
    missing = room - sum(run.cells for run in runs)
    indent = len(flow.text[first:last]) - len(flow.text[first:last].lstrip(" "))
    gaps = [m.span() for m in re.finditer(" +", flow.text[first + indent : last])]
    if missing <= 0 or not gaps or missing > room * _LOOSEST:
        return runs
    found: list[Run] = []
    at = first
    for number, (low, high) in enumerate(gaps):
        low, high = low + first + indent, high + first + indent
        found += flow.runs(at, low, _edge(found, cell))
        extra = missing * (number + 1) // len(gaps) - missing * number // len(gaps)
        cells = high - low + extra
        space = Run(_edge(found, cell), cells, " " * cells, flow.source(low), flow.source(high))
        found.append(space)
        at = high
    return found + flow.runs(at, last, _edge(found, cell))


def _edge(runs: list[Run], cell: int) -> int:
    return runs[-1].cell + runs[-1].cells if runs else cell

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from msgspec import Struct

from briefing.sources.pdf.drop_caps import is_drop_cap, with_drop_caps
from briefing.sources.pdf.filled_fields import fill_in, is_between
from briefing.sources.pdf.font_letters import FontLetters
from briefing.sources.pdf.line import Line
from briefing.sources.pdf.line_starts import LARGER
from briefing.sources.pdf.page_annotations import Annotations
from briefing.sources.pdf.page_tags import ARTIFACT
from briefing.sources.pdf.page_text import Page, Run
from briefing.sources.pdf.path_calls import load_path_calls
from briefing.sources.pdf.raised_digits import words_behind
from briefing.sources.pdf.ruled_cells import find_tables
from briefing.sources.pdf.ruled_tables import find_text_cells
from briefing.sources.pdf.text_calls import Box
from briefing.sources.pdf.underlines import mark_underlined, may_underline

_MARKER = re.compile(
    r"(?:[•◦▪‣·●○■□➢➤✓\uf000-\uf0ff–*-]|o|\(?\d{1,3}[.)]|"
    r"\(?[a-z][.)]|\(?[ivx]{1,5}[.)]|[A-Z][.)]|§ ?\d{1,4}\.?)\Z"
)
_LONGEST_MARKER = 7
_NESTED = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}\.?\Z")
_NO_FIGURES = frozenset("*–-")
_RAISED = re.compile(r"\d{1,3}\Z")
_NOTE_SIGN = 0.8
"""Largest size of the number before a note, in the note's."""
_MOST_SIGNS = 12
"""Such numbers on a page; more number its lines."""
_APART = 0.9
"""Largest gap within a line, in font sizes; gutters are wider."""
_APART_STRETCHED = 1.5
"""The same in a justified line."""
_APART_MARKER = 4.5
"""The same after a list marker."""
_APART_NUMBER = 2.5
"""The same after the number of a bold heading."""
_BELOW, _ABOVE = 0.2, 0.7
"""What a line takes up below and above its baseline, in font sizes."""
_APART_LEADER = 3.0
_ARTIFACTS = 0.3
"""Share of a page's letters above which tags are not trusted."""
_ROW, _LEVEL = 2, 0.15
_TOUCHING = 0.5
"""Points by which a marker may differ from its line."""
_MOST_BESIDE = 20
_SPACE = 0.12
"""Smallest gap that is a space, in font sizes."""
_SPACE_WITHIN = 0.5
"""The same for runs that pdfium reads as one."""
_SPACE_SIGN = 0.2
"""The same before one letter, whose box has no space around it."""
_OVER, _OVER_WITHIN = -0.3, -0.5
_SIGNS = re.compile(r"[\s\d,*∗†‡§¶‖]{1,6}\Z")
_CELLS, _FEWEST = 0.5, 3
"""Gaps in font sizes, and their number, where a table may be."""
_MORE = 1.2
"""Least ratio of cells that shades tell to those of lines."""


class PageLines(Struct):
    lines: list[Line]
    """Of the usual direction, turned upright."""
    beside: list[Line]
    """Of other directions, turned upright; what is cut off or tagged as no text."""
    height: float


def page_lines(
    page: Any, number: int, fonts: FontLetters, drawn: Annotations, tagged: bool = False
) -> PageLines:
    paper = left, bottom, right, top = page.get_mediabox()
    read = Page(page, fonts, tagged, filled=bool(drawn.fields))
    printed = list(_runs(read, number, paper, drawn))
    if _may_hold_table(printed):
        rules = drawn.rules or load_path_calls().rules(page, read.operators)
        if any(rules):
            _find_cells(printed, rules, paper)
    lines = _join_runs(printed, [_upright(box, 0, paper) for box, _ in drawn.ticks])
    letters: dict[int, int] = {}
    for line in lines:
        _finish(line)
        letters[line.turn] = letters.get(line.turn, 0) + len(line.text)
    usual = max(letters, key=letters.__getitem__, default=0)
    height = right - left if usual % 2 else top - bottom
    least, lowest, most, highest = _upright(_seen(page.get_cropbox(), paper), usual, paper)
    turned = lines if len(letters) < 2 else [line for line in lines if line.turn == usual]
    upright = [
        line
        for line in turned
        if line.right > least and line.left < most and line.top > lowest and line.bottom < highest
    ] or turned
    if may_underline(upright):
        thin = load_path_calls().thin(page, read.operators)
        mark_underlined(upright, [_upright(rule, usual, paper) for rule in thin])
    own = set(map(id, upright))
    beside = [line for line in lines if id(line) not in own] if len(own) < len(lines) else []
    artifacts = _artifacts_but_titles(upright, first=number == 0) if tagged else []
    if artifacts and sum(len(line.text) for line in artifacts) < _ARTIFACTS * letters[usual]:
        beside += artifacts
        upright = [line for line in upright if line.tag != ARTIFACT]
    if drawn.fields or drawn.ticks:
        fields = [_upright(box, usual, paper) for box in drawn.fields]
        ticks = [(_upright(box, usual, paper), ticked) for box, ticked in drawn.ticks]
        upright = fill_in(upright, fields, ticks, number)
    return PageLines(with_drop_caps(_with_markers(upright)), beside, height)


def _artifacts_but_titles(lines: Sequence[Line], *, first: bool) -> list[Line]:
    found = [line for line in lines if line.tag == ARTIFACT]
    if not (first and found):
        return found
    largest = max((line.size for line in lines if line.tag != ARTIFACT), default=math.inf)
    for line in found:
        if line.size > LARGER * largest:
            line.tag = ""
    return [line for line in found if line.tag]


def _join_runs(printed: Sequence[Sequence[Line]], ticks: Sequence[Box]) -> list[Line]:
    lines: list[Line] = []
    for runs in printed:
        most = _APART_STRETCHED if len(runs) > 2 and _is_stretched(runs) else _APART
        for run in runs:
            last = lines[-1] if lines else None
            if (
                last
                and _joins(last, run, most, lines)
                and not (ticks and is_between(ticks, last, run))
            ):
                _join(last, run)
            elif run.text.strip():
                lines.append(run)
    return lines


def _may_hold_table(printed: Sequence[Sequence[Line]]) -> bool:
    beside = 0
    last = None
    for runs in printed:
        for run in runs:
            if last and run.left > last.right + _CELLS * run.size and run.top > last.bottom:
                beside += 1
            last = run
        if beside >= _FEWEST:
            return True
    return False


def _find_cells(
    printed: Sequence[Sequence[Line]], drawn: tuple[list[Box], list[Box]], paper: Box
) -> None:
    runs = [run for runs in printed for run in runs if run.text.strip()]
    if not runs:
        return
    turns = Counter(run.turn for run in runs)
    turn = max(turns, key=turns.__getitem__)
    rules, shades = ([_upright(box, turn, paper) for box in boxes] for boxes in drawn)
    own = [run for run in runs if run.turn == turn]
    count = find_text_cells(own, find_tables(rules))
    if not shades:
        return
    cells = [run.cell for run in own]
    for run in own:
        run.cell = None
    if find_text_cells(own, find_tables(rules + shades)) <= _MORE * count:
        for run, cell in zip(own, cells, strict=True):
            run.cell = cell


def _runs(page: Page, number: int, paper: Box, drawn: Annotations) -> Iterator[list[Line]]:
    places = [(page.words_in(box), target) for box, target in drawn.links]
    links = [(*words, target) for words, target in places if words]
    text, moved = page.text, any(paper[:2])
    for line in page.lines():
        runs: list[Line] = []
        for run in line:
            font = run.look.font
            found = _line(run, text[run.start : run.end], paper, number, bool(runs), moved)
            if links:
                _mark_links(found, run, links)
            if font.slanted:
                found.marks.append((0, run.end - run.start, "*"))
            if font.bold:
                found.marks.append((0, run.end - run.start, "**"))
            runs.append(found)
        yield runs


def _mark_links(line: Line, run: Run, links: Sequence[tuple[int, int, str]]) -> None:
    line.marks += [
        (max(a, run.start) - run.start, min(b, run.end) - run.start, target)
        for a, b, target in links
        if a < run.end and b > run.start
    ]


def _line(run: Run, text: str, paper: Box, number: int, follows: bool, moved: bool) -> Line:
    look = run.look
    turn, font = look.turn, look.font
    family, fixed = font.face
    left, bottom, right, top = _upright(run.box, turn, paper) if turn or moved else run.box
    size = look.size or max(1.0, top - bottom)
    if run.base:
        base = run.base[1] - paper[1]
        if turn:
            base = _upright(run.base * 2, turn, paper)[1]
        if bottom - size < base < top + 0.3 * size:
            bottom, top = base - _BELOW * size, base + _ABOVE * size
    if font.misread:
        text = text.translate(font.misread)
    return Line(
        text,
        left,
        bottom,
        right,
        top,
        size,
        font.bold,
        number,
        follows,
        turn,
        run.tag,
        family,
        fixed,
    )


def _upright(box: Box, turn: int, paper: Box) -> Box:
    left, bottom, right, top = box
    if not turn:
        return left - paper[0], bottom - paper[1], right - paper[0], top - paper[1]
    if turn == 1:
        return bottom - paper[1], paper[2] - right, top - paper[1], paper[2] - left
    if turn == 2:
        return paper[2] - right, paper[3] - top, paper[2] - left, paper[3] - bottom
    return paper[3] - top, left - paper[0], paper[3] - bottom, right - paper[0]


def _seen(shown: Box, paper: Box) -> Box:
    return (shown[0], -math.inf, *shown[2:]) if shown == paper else shown


def _is_stretched(runs: Sequence[Line]) -> bool:
    gaps = [
        (run.left - before.right) / run.size
        for before, run in pairwise(runs)
        if before.text[-1:].isspace() or run.text[:1].isspace()
    ]
    widest = max(gaps, default=0)
    return len(gaps) > 1 and _APART < widest < min(_APART_STRETCHED, 1.6 * min(gaps))


def _finish(line: Line) -> None:
    whole = line.text
    line.text = whole.strip()
    if line.marks:
        before = len(whole) - len(whole.lstrip())
        length = len(line.text)
        line.marks = [
            (max(0, start - before), min(end - before, length), sign)
            for start, end, sign in line.marks
            if sign != "**" or not line.bold
        ]


def _is_figure(before: Line, sign: Line, run: Line) -> bool:
    if sign.text.strip() not in _NO_FIGURES or not run.text.lstrip()[:1].isdecimal():
        return False
    return abs(before.bottom - sign.bottom) < 0.5 * sign.size and before.right < sign.left


def _joins(line: Line, run: Line, most: float, lines: Sequence[Line]) -> bool:
    if line.turn != run.turn or line.tag != run.tag or line.cell is not run.cell:
        return False
    size, follows = run.size, run.follows
    bottom, top, low, high = line.bottom, line.top, run.bottom, run.top
    if not follows and high <= bottom < top:
        return False
    overlap = (high if high < top else top) - (low if low > bottom else bottom)
    if overlap < (-0.5 * size if follows else 0.4 * min(top - bottom, high - low)):
        return False
    gap = (run.left - line.right) / (size if size > line.size else line.size)
    if gap > most and _MARKER.match(line.text.strip()):
        figure = len(lines) > 1 and _is_figure(lines[-2], line, run)
        most = most if figure else _APART_MARKER
    elif gap > most and line.bold and run.bold and _NESTED.match(line.text.strip()):
        most = _APART_NUMBER if run.text.lstrip()[:1].isalpha() else most
    if line.cell and not run.text.strip(" .…"):
        most = _APART_LEADER
    least = _OVER_WITHIN if run.follows else _OVER
    return least <= gap <= most and not is_drop_cap(line, size)


def _with_markers(lines: list[Line]) -> list[Line]:
    short = [line for line in lines if len(line.text) <= _LONGEST_MARKER]
    markers = [line for line in short if _MARKER.match(line.text)]
    raised = [line for line in short if _RAISED.match(line.text)]
    markers += raised if len(raised) <= _MOST_SIGNS else []
    if not markers:
        return lines
    rows: dict[int, list[Line]] = {}
    for line in lines:
        rows.setdefault(round(line.bottom / _ROW), []).append(line)
    for marker in markers:
        item = _item(marker, rows)
        if item is not None:
            base = len(marker.text) + 1
            item.text = f"{marker.text} {item.text}"
            item.marks = [(start + base, end + base, sign) for start, end, sign in item.marks]
            item.left = marker.left
            marker.text = ""
    return [line for line in lines if line.text]


def _item(marker: Line, rows: Mapping[int, Sequence[Line]]) -> Line | None:
    row = round(marker.bottom / _ROW)
    reach = int(marker.size / _ROW) + 1
    beside = [
        line
        for number in range(row - reach, row + 1)
        for line in rows.get(number, ())[:_MOST_BESIDE]
        if line.text
        and line.bottom <= marker.bottom
        and _is_marked(line, marker)
        and -_TOUCHING < line.left - marker.right <= _APART_MARKER * line.size
    ]
    item = min(beside, key=lambda line: line.left, default=None)
    same = rows.get(row, ())[:_MOST_BESIDE]
    return None if item and any(_is_figure(line, marker, item) for line in same) else item


def _is_marked(line: Line, marker: Line) -> bool:
    if marker.size < _NOTE_SIGN * line.size:
        return line.bottom + 0.2 * line.size < marker.bottom < line.top
    return line.top >= marker.top - _TOUCHING and not _RAISED.match(marker.text)


def _join(line: Line, run: Line) -> None:
    text = words_behind(line, run)
    if not (line.text.endswith(" ") or text.startswith(" ")):
        least = _SPACE_WITHIN if run.follows else _SPACE
        if len(text) == 1 and run.bottom == line.bottom and (line.text[-1:] + text).isalpha():
            least = max(least, _SPACE_SIGN)
        if run.left - line.right > least * run.size or _is_raised_mark(line, run):
            line.text += " "
    if text and not text.isspace():
        if len(text) > len(line.text) and text == run.text and not _is_small_caps(line, run):
            line.size = run.size
        line.bold = line.bold and (run.bold or _is_sign(line, run))
        line.fixed = run.fixed and (line.fixed or _numbers_code(line, run))
        if len(text) > len(line.text):
            line.family = run.family
        if run.marks:
            base = len(line.text)
            line.marks += [(start + base, end + base, sign) for start, end, sign in run.marks]
    line.text += text
    # Without calls, since every run comes here.
    if run.right > line.right:
        line.right = run.right
    if run.bottom < line.bottom:
        line.bottom = run.bottom
    if run.top > line.top:
        line.top = run.top


def _numbers_code(line: Line, run: Line) -> bool:
    return line.text.strip().isdecimal() and abs(line.bottom - run.bottom) < _LEVEL * run.size


def _is_sign(line: Line, run: Line) -> bool:
    return run.size < line.size and bool(_SIGNS.match(run.text))


def _is_small_caps(line: Line, run: Line) -> bool:
    capitals = line.text.isupper() and run.text.isupper()
    return capitals and 0.65 * line.size < run.size < line.size


def _is_raised_mark(line: Line, run: Line) -> bool:
    return line.size < 0.8 * run.size and line.text.isdecimal() and line.bottom > run.bottom

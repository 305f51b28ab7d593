"""Finds the top-level chunks of markdown by offsets, without parsing.

A chunk parses alone as it does in the whole text. Its end depends only on the text before it and on the next line.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from briefing.late_pattern import late_pattern
from briefing.sources.text.note_boxes import COLONS, INDENTED
from briefing.sources.text.source_lines import blank_lines

LONG_LIST = 1 << 14
"""Characters after which a list is cut at its next top-level item."""
LONG_RUN = 1 << 16
"""Characters after which a run of lines is cut at its next line."""

_FENCE = late_pattern(r"[ ]{0,3}(?:(`{3,})[^`]*|(~{3,}).*)\Z", re.DOTALL)
_RULE = late_pattern(r"[ ]{0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}\Z")
_ITEM = late_pattern(r"([ ]{0,3})([-*+]|\d{1,9}[.)])([ \t]+(?=\S)|[ \t]*\Z)")
_FOOTNOTE = late_pattern(r"[ ]{0,3}\[\^[^\s\]]+\]:")
_HEADING = late_pattern(r"[ ]{0,3}#{1,6}(?:[ \t]|\Z)")
_TABLE = late_pattern(r"[ ]{0,3}[|:-][|:\- \t]+\Z")
_HTML = late_pattern(
    r"[ ]{0,3}<(?:(!--)|(pre|script|style|think(?:ing)?)(?=[\s>]|\Z))", re.IGNORECASE
)
"""What goes on over blank lines to its end (CommonMark, HTML blocks of kinds 1 and 2)."""
_SPECIAL_STARTS = frozenset("`~-*+0123456789[# \t>|=_:<!?")
# A line that begins nothing special, between blank ones.
_ALONE = late_pattern(r"[^`~\-*+0-9\[ \t>|=_:<\n][^\n]*\n\n(?=\S)")
_NEXT_ITEM = late_pattern(r"\n[-*+] [^\W_][^\n]*")


class Chunk(Struct, frozen=True):
    """`source[start:end]`; `line` is the number of its first line, `blank` the blank lines before
    it.
    """

    start: int
    end: int
    line: int
    blank: int


class _Lines(Struct):
    source: str
    start: int = 0
    end: int = 0
    number: int = 0

    def __post_init__(self) -> None:
        self._find_end()

    def _find_end(self) -> None:
        found = self.source.find("\n", self.start)
        self.end = len(self.source) if found < 0 else found

    @property
    def text(self) -> str:
        return self.source[self.start : self.end]

    @property
    def over(self) -> bool:
        return self.start > len(self.source)

    def step(self) -> None:
        self.start = self.end + 1
        self.number += 1
        if not self.over:
            self._find_end()

    def go_to(self, start: int, number: int) -> None:
        self.start, self.number = start, number
        self._find_end()

    def skip_blank(self) -> int:
        count, start = (0, self.start) if self.over else blank_lines(self.source, self.start)
        if count:
            self.start, self.number = start, self.number + count
            if not self.over:
                self._find_end()
        return count

    def indent(self) -> int:
        column = 0
        for character in self.text:
            if character == " ":
                column += 1
            elif character == "\t":
                column += 4 - column % 4
            else:
                break
        return column


def scan_blocks(source: str, start: int = 0) -> Iterator[Chunk]:
    lines = _Lines(source, start, number=source.count("\n", 0, start))
    blank = lines.skip_blank()
    while not lines.over:
        start, number = lines.start, lines.number
        if alone := _ALONE.match(source, start):
            yield Chunk(start, alone.end() - 2, number, blank)
            lines.go_to(alone.end(), number + 2)
            blank = 1
            continue
        end = _chunk(lines)
        yield Chunk(start, end, number, blank)
        lines.skip_blank()
        blank = source.count("\n", end, lines.start) - 1


def _chunk(lines: _Lines) -> int:
    text = lines.text
    if text[0] == "#" or text[0] not in _SPECIAL_STARTS:
        return _run(lines)
    if lines.indent() >= 4:
        return _indented(lines, 4)
    fence = _FENCE.match(text)
    if fence:
        return _fenced(lines, fence[1] or fence[2])
    html = _HTML.match(text)
    if html:
        return _html(lines, "-->" if html[1] else f"</{html[2].lower()}>")
    if _FOOTNOTE.match(text) or INDENTED.match(text):
        return _indented(lines, 4)
    if COLONS.match(text):
        return _colons(lines)
    if _ITEM.match(text) and not _RULE.match(text):
        return _list(lines)
    return _run(lines)


def _fenced(lines: _Lines, fence: str) -> int:
    close = late_pattern(rf"[ ]{{0,3}}{re.escape(fence[0])}{{{len(fence)},}}[ \t]*\Z")
    while True:
        end = lines.end
        lines.step()
        if lines.over:
            return end
        if close.match(lines.text):
            end = lines.end
            lines.step()
            return end


def _html(lines: _Lines, close: str) -> int:
    while True:
        end, over = lines.end, close in lines.text.lower()
        lines.step()
        if over or lines.over:
            return end


def _colons(lines: _Lines) -> int:
    start, number, depth = lines.start, lines.number, 0
    while not lines.over and lines.start - start < LONG_LIST:
        if found := COLONS.match(lines.text):
            depth += 1 if found["rest"] else -1
        end = lines.end
        lines.step()
        if depth <= 0:
            return end
    if not lines.over:
        lines.go_to(start, number)
        end = lines.end
        lines.step()
    return end


def _indented(lines: _Lines, columns: int) -> int:
    end = lines.end
    lines.step()
    while not lines.over:
        blank = lines.skip_blank()
        if lines.over or (blank and lines.indent() < columns):
            break
        if not blank and columns == 4 and lines.indent() < 4 and _starts_block(lines, end):
            break
        end = lines.end
        lines.step()
    return end


def _list(lines: _Lines) -> int:
    start = lines.start
    need = _content_column(lines.text)
    end = lines.end
    lines.step()
    while not lines.over:
        blank = lines.skip_blank()
        if lines.over:
            break
        indent = lines.indent()
        if indent < need and not _continues_list(lines, blank, start):
            break
        if indent < need and _ITEM.match(lines.text):
            need = _content_column(lines.text)
        end = lines.end
        while end + 1 - start < LONG_LIST and (item := _NEXT_ITEM.match(lines.source, end)):
            need, end = 2, item.end()
            lines.number += 1
        lines.end = end
        lines.step()
    return end


def _continues_list(lines: _Lines, blank: int, start: int) -> bool:
    text = lines.text
    if _ITEM.match(text) and not _RULE.match(text):
        return lines.start - start < LONG_LIST
    return not (blank or _FENCE.match(text) or _FOOTNOTE.match(text) or COLONS.match(text))


def _content_column(text: str) -> int:
    match = _ITEM.match(text)
    if match is None:
        return 2
    marked = len(match[1]) + len(match[2])
    column = len(match[0].expandtabs(4))
    return column if 1 <= column - marked <= 4 else marked + 1


def _run(lines: _Lines) -> int:
    start, end = lines.start, lines.end
    if lines.source.startswith("\n", end + 1):
        lines.step()
        return end
    heading = bool(_HEADING.match(lines.text) or _RULE.match(lines.text))
    table = False
    lines.step()
    while not lines.over:
        text = lines.text
        if not text or text.isspace():
            break
        if text[0] == "|":
            table, heading = table or bool(_TABLE.match(text)), False
        elif text[0] in _SPECIAL_STARTS:
            table = table or bool(_TABLE.match(text))
            if _starts_block(lines, end, heading):
                break
            heading = bool(_HEADING.match(text) or _RULE.match(text))
        else:
            heading = False
        if lines.start - start > LONG_RUN and not table:
            break
        end = lines.end
        lines.step()
    return end


def _starts_block(lines: _Lines, before: int, after_heading: bool = False) -> bool:
    text = lines.text
    html = _HTML.match(text)
    if (
        html
        or _FENCE.match(text)
        or _FOOTNOTE.match(text)
        or COLONS.match(text)
        or INDENTED.match(text)
        or (after_heading and lines.indent() >= 4)
    ):
        return True
    item = _ITEM.match(text)
    if item is None or _RULE.match(text):
        return False
    if after_heading:
        return True
    return item.end() < len(text) and (item[2] in "-*+" or item[2][:-1] == "1")

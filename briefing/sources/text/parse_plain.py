"""Parses plain text to headings, rules, lists, quotes and paragraphs.

The text is the source, except that hard-wrapped line breaks (with the next indent) become spaces.
"""

from msgspec import Struct, field

from briefing.late_pattern import late_pattern
from briefing.model import Block, BlockKind
from briefing.sources.text.document_builder import DocumentBuilder
from briefing.sources.text.hard_wraps import find_soft_breaks, join_lines, paragraphs
from briefing.sources.text.inline_builder import find_addresses
from briefing.sources.text.source_lines import blank_lines
from briefing.sources.text.split_inline import LONGEST, LONGEST_LINES, split_text

_HEADING = late_pattern(r"(#{1,6})[ \t]+(?=[^\s#])")
_RULE = late_pattern(r"([-*_=~#+])(?:[ \t]*\1){2,}\Z")
_ITEM = late_pattern(
    r"([-*+•‣◦▪●·○■□☐☑☒✓✔➢►▶∙⁃\uf0b7\uf0a7]|o(?=\t| {2})|[§Øü](?=\t)|\d{1,3}[.)]|\((?:\d{1,3}|[a-z])\)|[a-z]\))[ \t]+(?=\S)"
)
_LETTER_ITEM = late_pattern(r"(o)[ ](?=\S)")
_SUB_ITEM = late_pattern(r"((?:[a-z]|[ivx]{1,4})\.)[ \t]+(?=\S)")
_QUOTE = late_pattern(r"(?:>[ \t]?)+")
_UNDERLINES = {"=": 1, "-": 2, "~": 3}
_LONGEST_TITLE = 120
_GAP = " " * 4
"""Twice in a line, or twice as wide, it stands between columns of a table."""
_DEEPER = {"o": 1, "◦": 1, "○": 1, "▪": 2, "■": 2, "\uf0a7": 2, "§": 2, "Ø": 2, "ü": 2}
"""In lists of Word."""
_ABOVE_LETTER = frozenset("•·\uf0b7o")
"""Bullets of Word, below which "o" is one."""
_STARTS = frozenset(
    "§Øü#-*_=~+•‣◦▪●·○■□☐☑☒✓✔➢►▶∙⁃\uf0b7\uf0a70123456789(>abcdefghijklmnopqrstuvwxyz"
)


def _may_be_heading(line: str) -> bool:
    return len(line) <= _LONGEST_TITLE and line.rstrip().count(_GAP) < 2


class _Line(Struct):
    start: int
    text: str
    indent: int
    number: int


class _Reader(Struct):
    source: str
    builder: DocumentBuilder = field(default_factory=DocumentBuilder)
    copied: int = 0
    blank: int = 0
    pending: list[_Line] = field(default_factory=list)
    size: int = 0
    marker: str = ""
    indents: list[int] = field(default_factory=list)
    ruled: tuple[int, str] | None = None
    """Line and sign of the last rule."""

    def read(self) -> None:
        start = number = 0
        size = len(self.source)
        while start < size:
            end = self.source.find("\n", start)
            end = size if end < 0 else end
            raw = self.source[start:end]
            text = raw.strip()
            if text:
                indent = len(raw) - len(raw.lstrip())
                self._line(_Line(start + indent, text, indent, number))
                start, number = end + 1, number + 1
            else:
                self.flush()
                blank = blank_lines(self.source, start)
                self.blank += blank[0]
                start, number = blank[1], number + blank[0]

    def _line(self, line: _Line) -> None:
        text = line.text
        if self.pending and _quotation_changes(self.pending[-1].text, text):
            self.flush()
        if text[0] in _STARTS:
            heading, rule, item = _HEADING.match(text), _RULE.match(text), _ITEM.match(text)
            if heading:
                self.flush()
                self._emit(BlockKind.HEADING, [_after(line, heading.end())], level=len(heading[1]))
                return
            if rule:
                self._ruled(line, rule[1])
                return
            if not item and line.indent and (self.marker or self.indents):
                item = _SUB_ITEM.match(text)
            if not item and self.marker in _ABOVE_LETTER and self._is_apart(text):
                item = _LETTER_ITEM.match(text)
            if item and self._may_start_item(text):
                self.flush()
                self.marker = item[1]
        self.pending.append(line)
        self.size += len(text) + 1
        if self.size > LONGEST_LINES:
            self.flush()

    def _may_start_item(self, text: str) -> bool:
        if not self.pending or self.marker:
            return True
        return self.pending[-1].text.endswith(":") or self._is_apart(text)

    def _is_apart(self, text: str) -> bool:
        return not find_soft_breaks([self.pending[-1].text, text])[0]

    def _ruled(self, line: _Line, character: str) -> None:
        level = _UNDERLINES.get(character)
        one = len(self.pending) == 1 and not self.marker
        if level and one and " " not in line.text and _may_be_heading(self.pending[0].text):
            heading, self.pending = self.pending, []
            self._drop_overline(heading[0].number - 1, character)
            self._emit(BlockKind.HEADING, heading, level=level)
        else:
            self.flush()
            self._emit(BlockKind.RULE, [line])
            self.ruled = (line.number, character)

    def _drop_overline(self, number: int, character: str) -> None:
        if self.ruled == (number, character):
            self.blank = self.builder.blocks.pop().blank_before

    def flush(self) -> None:
        if not self.pending:
            return
        lines, self.pending, self.size = self.pending, [], 0
        marker, self.marker = self.marker, ""
        if marker:
            self._emit(
                BlockKind.LIST_ITEM,
                lines,
                level=self._level(lines[0].indent, marker),
                marker=marker,
            )
            return
        if all(line.text[0] == ">" for line in lines):
            self._quote(lines)
            return
        for part in paragraphs([line.text for line in lines]):
            self._emit(BlockKind.PARAGRAPH, lines[part.start : part.stop])

    def _quote(self, lines: list[_Line]) -> None:
        depth, inner = 0, list[_Line]()
        for line in lines:
            head = _quote_head(line.text)
            words = _after(line, len(head))
            if inner and (not words.text or head.count(">") != depth):
                self._emit(BlockKind.QUOTE, inner, quote_depth=depth)
                inner = []
            if words.text:
                depth = head.count(">")
                inner.append(words)
        if inner:
            self._emit(BlockKind.QUOTE, inner, quote_depth=depth)

    def _level(self, indent: int, marker: str) -> int:
        indent = 3 * indent + _DEEPER.get(marker, 0)
        while self.indents and self.indents[-1] > indent:
            self.indents.pop()
        if not self.indents or self.indents[-1] < indent:
            self.indents.append(indent)
        return len(self.indents)

    def _emit(
        self,
        kind: BlockKind,
        lines: list[_Line],
        *,
        level: int = 0,
        marker: str = "",
        quote_depth: int = 0,
    ) -> None:
        if kind is not BlockKind.LIST_ITEM:
            self.indents.clear()
        if len(lines) == 1 and len(lines[0].text) > LONGEST:
            for piece in _split_long(lines[0]):
                self._emit(kind, [piece], level=level, marker=marker, quote_depth=quote_depth)
                marker = ""
            return
        self.builder.write(self.source[self.copied : lines[0].start])
        text = lines[0].text if len(lines) == 1 else _join_lines(lines, hanging=bool(marker))
        span = self.builder.write(text)
        self.copied = lines[-1].start + len(lines[-1].text)
        marks = tuple(find_addresses(text, span.start))
        line = lines[0].number
        self.builder.blocks.append(
            Block(kind, span, marks, self.blank, level, marker, quote_depth, line=line)
        )
        self.blank = 0


def parse_plain(source: str) -> tuple[str, tuple[Block, ...]]:
    r"""`source` is sanitized and has "\n" line ends."""
    reader = _Reader(source)
    reader.read()
    reader.flush()
    reader.builder.write(source[reader.copied :])
    return reader.builder.result()


def parse_plain_head(head: str) -> tuple[str, tuple[Block, ...]]:
    """The first blocks of a text that begins with `head`, without the last, which may continue
    after it.
    """
    reader = _Reader(head)
    reader.read()
    if "\n" not in head:
        reader.flush()
        return reader.builder.but_last()
    return reader.builder.result()


def _quotation_changes(last: str, text: str) -> bool:
    return (last[0] == ">") is not (text[0] == ">") and last[-1] in ":.?!"


def _after(line: _Line, head: int) -> _Line:
    rest = line.text[head:]
    stripped = rest.lstrip()
    start = line.start + head + len(rest) - len(stripped)
    return _Line(start, stripped, line.indent, line.number)


def _split_long(line: _Line) -> list[_Line]:
    parts, start = [], line.start
    for piece in split_text(line.text):
        parts.append(_after(_Line(start, piece.rstrip(), line.indent, line.number), 0))
        start += len(piece)
    return [part for part in parts if part.text]


def _quote_head(text: str) -> str:
    match = _QUOTE.match(text)
    return match[0] if match else ""


def _join_lines(lines: list[_Line], *, hanging: bool) -> str:
    texts = [line.text for line in lines]
    breaks = [
        soft or (hanging and line.indent > lines[0].indent)
        for line, soft in zip(lines[1:], find_soft_breaks(texts), strict=True)
    ]
    return join_lines(texts, breaks)

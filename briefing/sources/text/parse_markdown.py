import re
import time
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from briefing.model import Block, BlockKind, InlineMark, Span
from briefing.sanitize import sanitize
from briefing.sources.text.block_builder import BlockBuilder
from briefing.sources.text.block_scanner import Chunk, scan_blocks
from briefing.sources.text.document_builder import DocumentBuilder
from briefing.sources.text.front_matter import parse_front_matter
from briefing.sources.text.inline_builder import find_addresses, sort_marks
from briefing.sources.text.link_definitions import definition_lines, find_definitions
from briefing.sources.text.simple_marks import read_simple_marks
from briefing.sources.text.split_inline import LONGEST, split_text
from briefing.sources.text.table_rows import TableSource, read_plain_table

if TYPE_CHECKING:
    from collections.abc import Iterable

ONE_LINE = LONGEST * 5 // 4
"""Characters read of a head that is one line: a block and the start of the next."""
SCREENFUL = 1 << 13
"""Characters that roughly fill the largest screen."""

_WORDS = r"[^\W\d_](?:[^\\`*_\[\]<&~^|\t\n:#{%=]|& |%(?!%)|=(?!=))*"
_HEADING = re.compile(rf"(#{{1,6}}) +({_WORDS}(?<! ))")
_QUOTE = re.compile(rf"> ({_WORDS}(?<! ))")
_LIST = re.compile(rf"([-*+]) {_WORDS}(?:(?:\n\1 {_WORDS})+|(?:\n\n\1 {_WORDS})+)")
_ITEM = r" [^ \n][^\n]*"
_MARKED_LIST = re.compile(rf"([-*+]){_ITEM}(?:(?:\n\1{_ITEM})+|(?:\n\n\1{_ITEM})+)")
_MARKED_HEADING = re.compile(r"(#{1,6}) +([^# \n{][^#\n{]*)")
_SPECIAL = re.compile(
    r"[\\`*_\[\]<~^|\t]|&(?! )|%%|==|^ *(?:[-+=>#:{!?•◦▪‣●○✓✔☐☑➢►▶]|\d{1,9}[.)])|^    |  $|(?<![\w:]):(?=[a-z0-9+-][a-z0-9_+-]{0,40}:)",
    re.MULTILINE,
)

_SIGN = re.compile(r"[\\`*_\[\]<~^|\t&\n]|%%|==")
_START = re.compile(r" *(?:[-+=>#:{!?]|\d{1,9}[.)])")
# A line without any of the first, two spaces or two colons is special only by its start.


def parse_markdown(source: str) -> tuple[str, tuple[Block, ...], tuple[Span, ...]]:
    r"""Text, blocks and appendix of sanitized `source` with "\n" line ends.

    The appendix ends the text: front matter, and unreferenced definitions.
    """
    front = parse_front_matter(source)
    builder = DocumentBuilder()
    renderer = BlockBuilder(builder, find_definitions(definition_lines(source)))
    add_chunks(renderer, source, scan_blocks(source, front.end if front else 0))
    own = len(builder.blocks)
    renderer.add_unused()
    if front:
        _add(builder, BlockKind.CODE, front.body, Chunk(0, front.end, 0, 1))
        builder.blocks[-1] = replace(builder.blocks[-1], language=front.language)
    text, blocks = builder.result()
    appendix = (Span(blocks[own].span.start, len(text)),) if 0 < own < len(blocks) else ()
    return sanitize(text), blocks, appendix


def parse_markdown_head(
    head: str, environment: dict[str, Any], seconds: float
) -> tuple[str, tuple[Block, ...]]:
    """The first blocks of a text that begins with `head`.

    Stops after `seconds`, but not before the first screen, and drops the last chunk (or the last block
    of a single line), which may continue after the head.
    """
    front = parse_front_matter(head)
    renderer = BlockBuilder(DocumentBuilder(), environment)
    end = time.monotonic() + seconds
    found = scan_blocks(head, front.end if front else 0)
    if "\n" not in head:
        add_chunks(
            renderer, head, (replace(chunk, end=min(chunk.end, ONE_LINE)) for chunk in found)
        )
        return renderer.builder.but_last()
    for chunk, _ in pairwise(found):
        add_chunks(renderer, head, (chunk,))
        if renderer.builder.length > SCREENFUL and time.monotonic() > end:
            break
    text, blocks = renderer.builder.result()
    return sanitize(text), blocks


def add_chunks(renderer: BlockBuilder, source: str, found: "Iterable[Chunk]") -> None:
    builder = renderer.builder
    for chunk in found:
        piece = source[chunk.start : chunk.end]
        if not _is_special(piece):
            _add_paragraph(builder, piece, chunk)
        elif heading := _HEADING.fullmatch(piece):
            _add(builder, BlockKind.HEADING, heading[2], chunk, level=len(heading[1]))
        elif quote := _QUOTE.fullmatch(piece):
            _add_quote(builder, quote[1], chunk)
        elif _LIST.fullmatch(piece):
            _add_list(builder, piece, chunk)
        elif table := read_plain_table(piece):
            _add_table(builder, table, chunk)
        elif not _add_marked(builder, piece, chunk):
            renderer.add(piece, chunk)


def _is_special(piece: str) -> bool:
    if _SIGN.search(piece) or "  " in piece or piece.count(":") > 1:
        return _SPECIAL.search(piece) is not None
    return _START.match(piece) is not None


def _add_paragraph(builder: DocumentBuilder, piece: str, chunk: Chunk) -> None:
    text = " ".join(map(str.strip, piece.split("\n"))) if "\n" in piece else piece.strip()
    for part in split_text(text):
        _add(builder, BlockKind.PARAGRAPH, part.strip(" "), chunk)


def _add(
    builder: DocumentBuilder, kind: BlockKind, text: str, chunk: Chunk, level: int = 0
) -> None:
    if builder.length:
        builder.write("\n\n")
    span = builder.write(text)
    marks: tuple[InlineMark, ...] = tuple(find_addresses(text, span.start))
    builder.blocks.append(Block(kind, span, marks, chunk.blank, level, line=chunk.line))


def _add_quote(builder: DocumentBuilder, text: str, chunk: Chunk) -> None:
    for part in split_text(text):
        _add(builder, BlockKind.QUOTE, part.strip(" "), chunk)
        builder.blocks[-1] = replace(builder.blocks[-1], quote_depth=1)


def _add_table(builder: DocumentBuilder, table: TableSource, chunk: Chunk) -> None:
    if builder.length:
        builder.write("\n\n")
    text = "\n".join(map("\t".join, table.rows))
    whole = builder.write(text)
    at, spans = whole.start, []
    for row in table.rows:
        cells = []
        for cell in row:
            cells.append(Span(at, at + len(cell)))
            at += len(cell) + 1
        spans.append(tuple(cells))
    marks = tuple(find_addresses(text, whole.start))
    builder.blocks.append(
        Block(
            BlockKind.TABLE,
            whole,
            marks,
            chunk.blank,
            rows=tuple(spans),
            line=chunk.line,
            alignment=table.alignment,
        )
    )


def _add_list(builder: DocumentBuilder, piece: str, chunk: Chunk) -> None:
    between = "\n\n" if "\n\n" in piece else "\n"
    for number, item in enumerate(piece.split(between)):
        if builder.length:
            builder.write(between if number else "\n\n")
        span = builder.write(item.rstrip(" "))
        blank = len(between) - 1 if number else chunk.blank
        line = chunk.line + number * len(between)
        marks = tuple(find_addresses(item, span.start))
        builder.blocks.append(Block(BlockKind.LIST_ITEM, span, marks, blank, 1, item[0], line=line))


def _add_marked(builder: DocumentBuilder, piece: str, chunk: Chunk) -> bool:
    """False, and nothing added, if it has other marks."""
    heading, listed = _MARKED_HEADING.fullmatch(piece), _MARKED_LIST.fullmatch(piece)
    kind = BlockKind.LIST_ITEM if listed else BlockKind.HEADING if heading else BlockKind.PARAGRAPH
    level = len(heading[1]) if heading else int(bool(listed))
    between = "\n\n" if "\n\n" in piece else "\n"
    items = piece.split(between) if listed else [heading[2] if heading else piece]
    before = "\n\n" if builder.length else ""
    at, texts, blocks = builder.length + len(before), [], []
    for number, item in enumerate(items):
        marker = item[0] if listed else ""
        read = read_simple_marks(item[2:] if listed else item, at, marker)
        if read is None or len(piece) > LONGEST:
            return False
        span = Span(at, at + len(read.text))
        marks = sort_marks(read.marks + find_addresses(read.text, at, read.marks))
        blank, line = (len(between) - 1, number * len(between)) if number else (chunk.blank, 0)
        blocks.append(Block(kind, span, marks, blank, level, marker, line=chunk.line + line))
        texts.append(read.text)
        at = span.end + len(between)
    builder.write(before + between.join(texts))
    builder.blocks += blocks
    return True

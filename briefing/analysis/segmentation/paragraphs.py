"""Paragraphs, the units that sections consist of."""

import re
from functools import cached_property

from msgspec import Struct

from briefing.model import Block, BlockKind, Document, Span

_WORD = re.compile(r"\w+(?:['’.\-]\w+)*")
_UNDERLINE = re.compile(r"\n[-=~*_]{3,}$")
_BULLET = re.compile(r"^[-*•]\s+")


class Paragraph(Struct, frozen=True, dict=True):
    """Blocks without a blank line between them, or a heading."""

    text: str
    span: Span
    kind: BlockKind
    gap: int
    level: int = 0
    quoted: bool = False

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(_WORD.findall(self.text))

    @cached_property
    def line(self) -> str:
        return _BULLET.sub("", _UNDERLINE.sub("", self.text.strip()))

    @cached_property
    def size(self) -> int:
        return len(self.text.split())


def find_paragraphs(document: Document) -> list[Paragraph]:
    runs: list[list[Block]] = []
    for block in document.blocks:
        if not block.span.of(document.text).strip():
            continue
        heads = bool(runs) and BlockKind.HEADING in (block.kind, runs[-1][0].kind)
        if not runs or heads or block.blank_before:
            runs.append([block])
        else:
            runs[-1].append(block)
    return [_unit(run[0], run[-1], document.text) for run in runs]


def _unit(first: Block, last: Block, text: str) -> Paragraph:
    span = Span(first.span.start, last.span.end)
    level = first.level if first.kind is BlockKind.HEADING else 0
    quoted = bool(first.quote_depth) or first.kind is BlockKind.QUOTE
    return Paragraph(span.of(text), span, first.kind, first.blank_before, level, quoted)

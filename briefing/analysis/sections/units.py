"""Paragraphs: the units between which a section may start."""

import re
from dataclasses import dataclass
from functools import cached_property

from briefing.model import BlockKind, Document, Span

_WORD = re.compile(r"\w+(?:['’.\-]\w+)*")
_UNDERLINE = re.compile(r"\n[-=~*_]{3,}$")
_BULLET = re.compile(r"^[-*•]\s+")


@dataclass(frozen=True)
class Unit:
    """A run of blocks with no blank line between them, or a heading by itself."""

    text: str
    span: Span
    kind: BlockKind
    """The kind of its first block."""
    gap: int
    """Blank lines before it in the source."""
    level: int = 0
    """A heading's level, else 0."""
    quoted: bool = False
    """Whether it stands in a block quotation."""

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words as written."""
        return tuple(_WORD.findall(self.text))

    @cached_property
    def line(self) -> str:
        """Its text as one line: without a line of signs that underlines it, and without a bullet."""
        return _BULLET.sub("", _UNDERLINE.sub("", self.text.strip()))

    @cached_property
    def size(self) -> int:
        """How many words it has, as parted by white space."""
        return len(self.text.split())


def paragraphs(document: Document) -> list[Unit]:
    """The document's paragraphs, in order; blocks without text are passed over."""
    units: list[Unit] = []
    text = document.text
    for block in document.blocks:
        words = block.span.of(text)
        if not words.strip():
            continue
        heading = block.kind is BlockKind.HEADING
        last = units[-1] if units else None
        if last and not (heading or last.level or block.blank_before):
            span = Span(last.span.start, block.span.end)
            units[-1] = Unit(span.of(text), span, last.kind, last.gap, 0, last.quoted)
            continue
        level = block.level if heading else 0
        quoted = bool(block.quote_depth) or block.kind is BlockKind.QUOTE
        units.append(Unit(words, block.span, block.kind, block.blank_before, level, quoted))
    return units

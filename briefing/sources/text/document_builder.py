"""Puts a document's text and blocks together, piece by piece."""

from msgspec import Struct, field

from briefing.model import Block, Span
from briefing.model.sanitize import sanitize


class DocumentBuilder(Struct):
    """The text so far, in parts, and its blocks."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)

    def write(self, text: str) -> Span:
        """Adds `text`; where it stands."""
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        return Span(start, self.length)

    def result(self) -> tuple[str, tuple[Block, ...]]:
        """The whole text and its blocks."""
        return "".join(self.parts), tuple(self.blocks)

    def but_last(self) -> tuple[str, tuple[Block, ...]]:
        """The text and blocks without the last block."""
        text, blocks = "".join(self.parts), tuple(self.blocks[:-1])
        return sanitize(text[: blocks[-1].span.end] if blocks else ""), blocks

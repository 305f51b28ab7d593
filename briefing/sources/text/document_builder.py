from msgspec import Struct, field

from briefing.model import Block, Span
from briefing.sanitize import sanitize


class DocumentBuilder(Struct):
    parts: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)

    def write(self, text: str) -> Span:
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        return Span(start, self.length)

    def result(self) -> tuple[str, tuple[Block, ...]]:
        return "".join(self.parts), tuple(self.blocks)

    def but_last(self) -> tuple[str, tuple[Block, ...]]:
        text, blocks = "".join(self.parts), tuple(self.blocks[:-1])
        return sanitize(text[: blocks[-1].span.end] if blocks else ""), blocks

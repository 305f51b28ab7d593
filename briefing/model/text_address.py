from msgspec import Struct

from briefing.late_pattern import late_pattern
from briefing.model.span import Span

_ADDRESS = late_pattern(r"briefing:([0-9a-f]{64})#([0-9]{1,12})-([0-9]{1,12})")


class TextAddress(Struct, frozen=True):
    """Words of a text in the library. As a link it opens them there, and does nothing else."""

    sha256: str
    span: Span

    def __str__(self) -> str:
        return f"briefing:{self.sha256}#{self.span.start}-{self.span.end}"


def parse_text_address(target: str) -> TextAddress | None:
    found = _ADDRESS.fullmatch(target)
    return TextAddress(found[1], Span(int(found[2]), int(found[3]))) if found else None

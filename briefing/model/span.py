"""Ranges of a document's text."""

from msgspec import Struct


class Span(Struct, frozen=True, order=True, array_like=True, gc=False):
    """The half-open range `[start, end)` of code points in `Document.text`."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        return self.end > self.start

    def of(self, text: str) -> str:
        """The words that the span covers in `text`."""
        return text[self.start : self.end]

    def holds(self, offset: int) -> bool:
        """Whether `offset` lies in the span."""
        return self.start <= offset < self.end

    def contains(self, other: "Span") -> bool:
        """Whether `other` lies within the span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two spans share a code point."""
        return self.start < other.end and other.start < self.end

    def shifted(self, by: int) -> "Span":
        """The span moved by `by` code points."""
        return Span(self.start + by, self.end + by)

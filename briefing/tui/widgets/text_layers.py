from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from operator import attrgetter

from briefing.model import Span

_START, _END = attrgetter("start"), attrgetter("end")


class Layer:
    """Spans with one style. Finding those of a line hardly slows down with their number."""

    __slots__ = ("_given", "_reach", "_starts", "look", "spans")

    def __init__(self, spans: Sequence[Span], look: str) -> None:
        self.look = look
        self._given = spans
        self.spans: Sequence[Span] = sorted(
            [span for span in spans if span.end > span.start], key=_START
        )
        self._starts = list(map(_START, self.spans))
        self._reach = list(accumulate(map(_END, self.spans), max))

    def of(self, spans: Sequence[Span]) -> bool:
        return self._given is spans or self._given == spans

    def between(self, start: int, end: int) -> Sequence[Span]:
        low, high = bisect_right(self._reach, start), bisect_left(self._starts, end)
        return [span for span in self.spans[low:high] if span.end > start]


class OrderedLayer(Layer):
    """Of spans in order, none empty, none overlapping: there may be many, so nothing is made of them."""

    __slots__ = ()

    def __init__(self, spans: Sequence[Span], look: str) -> None:
        self.look = look
        self._given = self.spans = spans

    def between(self, start: int, end: int) -> Sequence[Span]:
        low = bisect_right(self.spans, start, key=_END)
        return self.spans[low : bisect_left(self.spans, end, lo=low, key=_START)]

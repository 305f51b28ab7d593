"""Finds what operators print of lines."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise, repeat
from operator import eq

from briefing.sources.pdf.text_calls import Argument, Box, TextCalls

Operator = int | None
"""None of a space that pdfium found."""
Piece = tuple[Box, int, Operator]


def find_pieces(
    calls: TextCalls, page: Argument, spans: Sequence[tuple[int, int]], blank: Sequence[bool]
) -> list[list[Piece]]:
    """`blank`: begins with a space."""
    owners = list(map(calls.operator, repeat(page), [first for first, _ in spans]))
    ends = list(map(calls.operator, repeat(page), [last - 1 for _, last in spans]))
    lines: list[list[Piece]] = []
    whole: list[int] = []
    numbers: list[int] = []
    count = 0
    for i, (owner, end) in enumerate(zip(owners, ends, strict=True)):
        if owner and owner == end and not blank[i]:
            whole.append(i)
            numbers.append(count)
            lines.append([])
            count += 1
        else:
            lines.append(_pieces(calls, page, *spans[i]))
            count += len(lines[-1])
    if not whole:
        return lines
    # Of lines that one operator each prints the page's boxes are known at once.
    if any(map(eq, owners[1:], ends)) or calls.count(page, spans[0][0], spans[-1][1]) != count:
        for i in whole:
            lines[i] = _pieces(calls, page, *spans[i])
    else:
        for i, box in zip(whole, calls.boxes(page, numbers), strict=True):
            lines[i].append((box, spans[i][0], owners[i]))
    return lines


def _pieces(calls: TextCalls, page: Argument, first: int, last: int) -> list[Piece]:
    boxes = calls.boxes(page, range(calls.count(page, first, last)))
    own = partial(calls.operator, page)
    if len(boxes) < 2:
        return [(box, first, own(first)) for box in boxes]
    starts = find_operators(own, first, last, boxes)
    starts = starts or _starts_by_boxes(calls, page, first, last, len(boxes))
    return [(box, *start) for box, start in zip(boxes, starts, strict=True)]


def _starts_by_boxes(
    calls: TextCalls, page: Argument, first: int, last: int, count: int
) -> list[tuple[int, Operator]]:
    starts = [first]
    for _ in range(count - 1):
        starts.append(_end(calls, page, starts[-1], last))
    return [(index, calls.operator(page, index)) for index in starts]


def _end(calls: TextCalls, page: Argument, first: int, last: int) -> int:
    step = 1
    while first + step < last and calls.count(page, first, first + step) < 2:
        step *= 2
    low, high = first + step // 2, min(first + step, last)
    while high - low > 1:
        middle = (low + high) // 2
        if calls.count(page, first, middle) < 2:
            low = middle
        else:
            high = middle
    return low


def find_operators(
    operator: Callable[[int], Operator], first: int, last: int, boxes: Sequence[Box]
) -> list[tuple[int, Operator]]:
    """Where each operator's letters begin, which its box suggests; empty where they take turns."""
    index, own = first, operator(first)
    while not own and index < last:
        index += 1
        own = operator(index)
    starts = [(first, own)]
    end = boxes[-1][2]
    for (left, *_), (following, *_) in pairwise(boxes):
        share = (following - left) / (end - left) if left < following < end else 0.0
        guess = min(index + 1 + round(share * (last - index)), last - 1)
        index, own = _find_next(operator, index, guess, last)
        if index == last:
            return []
        starts.append((index, own))
    return starts if _owner(operator, last - 1) == own else []


def _find_next(
    operator: Callable[[int], Operator], first: int, guess: int, last: int
) -> tuple[int, Operator]:
    own, low, high, step = operator(first), first, guess, 1
    while high < last and _owner(operator, high) == own:
        low, high, step = high, min(high + step, last), 2 * step
    while high - step > low and _owner(operator, high - step) != own:
        high, step = high - step, 2 * step
    low = max(low, high - step)
    while high - low > 1:
        middle = (low + high) // 2
        if _owner(operator, middle) == own:
            low = middle
        else:
            high = middle
    return high, operator(high) if high < last else None


def _owner(operator: Callable[[int], Operator], index: int) -> int:
    while not (found := operator(index)):  # A space that pdfium found is of what stands before it.
        index -= 1
    return found

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from briefing.sources.pdf.line import Line
from briefing.sources.pdf.line_starts import ends_sentence

_FEWEST, _MOSTLY = 3, 0.8
_SAME = 0.35
_LETTERS, _LINES, _LONGEST = 0.35, 1.5, 40
_ROOM, _SPACED = 0.85, 1.25
_LARGER = 1.4  # Letters of quotations.


def lay_out_labels(left: Sequence[Line], right: Sequence[Line]) -> list[list[Line]]:
    """Each label and what stands beside it; empty for columns."""
    few = _LINES * len(left) <= len(right) and _letters(left) <= _LETTERS * _letters(right)
    if not few or median([len(line.text) for line in left]) > _LONGEST:
        return []
    if _size(left) > _LARGER * _size(right):
        return []
    labels, text = _down(left), _down(right)
    entries = _entries(text)
    starts = [i for i, line in enumerate(labels) if _begins(line, entries)]
    blocks = _blocks(labels, starts)
    if len(starts) < _FEWEST or len(starts) < _MOSTLY * len(blocks):
        return []
    return [part for part in _rows(blocks, text, entries) if part]


def _down(lines: Sequence[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (-round(line.bottom / 2), line.left))


def _size(lines: Sequence[Line]) -> float:
    return median([line.size for line in lines])


def _letters(lines: Sequence[Line]) -> int:
    return sum(len(line.text) for line in lines)


def _entries(text: Sequence[Line]) -> list[Line]:
    steps = [a.bottom - b.bottom for a, b in pairwise(text) if a.bottom - b.bottom > 1]
    usual = median(steps) if steps else 0.0
    left = min(line.left for line in text)
    width = max(line.right for line in text) - left
    found = [text[0]]
    for last, line in pairwise(text):
        spaced = last.bottom - line.bottom > _SPACED * usual
        ended = last.right - left < _ROOM * width and ends_sentence(last.text)
        if spaced or ended or last.bold != line.bold:
            found.append(line)
    return found


def _begins(label: Line, entries: Sequence[Line]) -> bool:
    return any(abs(line.bottom - label.bottom) < _SAME * label.size for line in entries)


def _blocks(labels: Sequence[Line], starts: Sequence[int]) -> list[list[Line]]:
    blocks: list[list[Line]] = []
    for i, line in enumerate(labels):
        last = labels[i - 1] if i else None
        apart = last is None or last.bottom - line.bottom > 1.6 * line.size
        if i in starts or apart or (last and (last.bold, last.size) != (line.bold, line.size)):
            blocks.append([])
        blocks[-1].append(line)
    return blocks


def _rows(
    blocks: Sequence[list[Line]], text: Sequence[Line], entries: Sequence[Line]
) -> Iterator[list[Line]]:
    rest, waiting = list(text), list[list[Line]]()
    for block in blocks:
        if _begins(block[0], entries):
            place = block[0].bottom + _SAME * block[0].size
            yield [line for line in rest if line.bottom > place]
            yield from waiting
            rest, waiting = [line for line in rest if line.bottom <= place], []
            yield block
        else:
            waiting.append(block)
    yield rest
    yield from waiting

from collections.abc import Iterator

from briefing.tui.layout.cell_width import Cluster, clusters, is_plain

_NOT_FIRST = frozenset(
    "\u3001\u3002\uff0c\uff0e\uff1a\uff1b\uff01\uff1f\u300d\u300f\uff09\u3011\u3015\u300b\u3009\u30fc\u3005\u2019\u201d)]},.;:!?%\u2026"
)
_NOT_LAST = frozenset("\u300c\u300e\uff08\u3010\u3014\u300a\u3008\u2018\u201c([{")
_ZERO_WIDTH_SPACE = "\u200b"

Break = tuple[int, int, int]
"""Start of a line, end of its drawn part, and start of the next line."""


def wrap(text: str, width: int, low: int = 0, high: int | None = None) -> Iterator[Break]:
    """Breaks at newlines; after spaces, hyphens and em dashes; beside wide characters (JIS X 4051); and inside a word only if it
    is wider than `width` cells.
    """
    high = len(text) if high is None else high
    breaker = _plain if is_plain(text) else _wide
    while True:
        end = text.find("\n", low, high)
        stop = high if end < 0 else end
        last: Break | None = None
        for line in breaker(text, low, stop, width):
            if last:
                yield last
            last = line
        first, drawn, _ = last or (low, low, low)
        if end < 0:
            yield first, drawn, high
            return
        yield first, drawn, end + 1
        low = end + 1


def _plain(text: str, low: int, high: int, width: int) -> Iterator[Break]:
    while high - low > width:
        limit = low + width
        cut = text.rfind(" ", low, limit + 1)
        hyphen = _hyphen(text, max(low, cut) + 1, limit, high)
        if hyphen > 0:
            yield low, hyphen, hyphen
            low = hyphen
        elif cut > low and not text[low:cut].isspace():
            drawn, after = _spaces(text, low, cut, high)
            yield low, drawn, after
            low = after
        else:
            yield low, limit, limit
            low = limit
        if low >= high:
            return
    yield low, max(low, _trimmed(text, low, high)), high


def _hyphen(text: str, low: int, limit: int, high: int) -> int:
    for sign in "-\u2014":
        at = text.rfind(sign, low, limit)
        if at > low and at + 1 < high and text[at - 2 : at].isalpha() and text[at + 1].isalpha():
            return at + 1
    return -1


def _spaces(text: str, low: int, cut: int, high: int) -> tuple[int, int]:
    after = cut
    while after < high and text[after] == " ":
        after += 1
    return _trimmed(text, low, cut), after


def _trimmed(text: str, low: int, high: int) -> int:
    while high > low and text[high - 1] == " ":
        high -= 1
    return high


def _wide(text: str, low: int, high: int, width: int) -> Iterator[Break]:
    items = clusters(text[low:high])
    first = 0
    cells = 0
    cut = -1
    index = 0
    while index < len(items):
        item = items[index]
        over = cells + item.width > width and index > first
        if over and text[low + item.start : low + item.end] != " ":
            split = cut if cut > first else index
            start, stop = low + items[first].start, low + items[split].start
            yield start, _trimmed(text, start, stop), stop
            first, cut = split, -1
            cells = sum(c.width for c in items[first:index])
            continue
        cells += item.width
        index += 1
        if index < len(items) and _may_break(text, low, item, items[index]):
            cut = index
    start = low + items[first].start if items else low
    yield start, _trimmed(text, start, high), high


def _may_break(text: str, low: int, item: Cluster, following: Cluster) -> bool:
    last, first = text[low + item.end - 1], text[low + following.start]
    if first == " " and following.end - following.start == 1:
        return False
    if last in (" ", _ZERO_WIDTH_SPACE):
        return True
    if item.width == 2 or following.width == 2:
        return first not in _NOT_FIRST and text[low + item.start] not in _NOT_LAST
    before = text[low + item.start]
    return last in "-\u2014" and first.isalpha() and before == last and low + item.start > 0

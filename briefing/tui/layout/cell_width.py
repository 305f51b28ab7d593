"""Graphemes in terminal cells, measured by `rich.cells.cell_len`. Rich breaks flags, Hangul and
Indic clusters apart, so boundaries follow Unicode UAX #29 (`regex`).
"""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len

ZWJ = "\u200d"


class Cluster(NamedTuple):
    start: int
    end: int
    width: int
    """In cells, 0 to 2."""


_SINGLE = (
    (0x20, 0x7E),
    (0xA0, 0xAC),
    (0xAE, 0x2FF),
    (0x370, 0x482),
    (0x2010, 0x2027),
    (0x202F, 0x205E),
    (0x20A0, 0x20C0),
    (0x2190, 0x22FF),
    (0x2500, 0x25FC),
)
"""Ranges of code points that are each one grapheme of one cell."""

_PLAIN = frozenset(chr(code) for low, high in _SINGLE for code in range(low, high + 1)) | {*"\n\t"}

is_plain: Callable[[str], bool] = _PLAIN.issuperset
"""True if every character is one grapheme of one cell (newlines and tabs count as such)."""


@lru_cache(maxsize=4096)
def width_of(grapheme: str) -> int:
    return cell_len(grapheme)


@lru_cache(maxsize=1)
def _finder() -> Callable[[str], list[str]]:
    import regex

    find: Callable[[str], list[str]] = regex.compile(r"\X").findall
    return find


def clusters(text: str) -> list[Cluster]:
    if is_plain(text):
        return [Cluster(i, i + 1, 1) for i in range(len(text))]
    found: list[Cluster] = []
    for grapheme in _finder()(text):
        if width_of(grapheme) > 2:
            for character in grapheme:
                _add(found, character)
        else:
            _add(found, grapheme)
    return found


def _add(found: list[Cluster], grapheme: str) -> None:
    start, cells = found[-1].end if found else 0, width_of(grapheme)
    if cells == 0 and found:
        found[-1] = found[-1]._replace(end=start + len(grapheme))
    else:
        found.append(Cluster(start, start + len(grapheme), cells))


def width(text: str) -> int:
    if is_plain(text):
        return len(text)
    return sum(cluster.width for cluster in clusters(text))

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from briefing.sources.html.fragments import Fragment

_PROSE = 15
_LINKED = 0.6
_FEWEST, _MOST, _MAY = 3, 0.6, 0.15


def describe_alike(
    pieces: Sequence[Fragment], sizes: Sequence[float], shares: Sequence[Sequence[float]]
) -> list[list[float]]:
    signs: dict[Any, Any] = {}
    groups: dict[Any, list[int]] = defaultdict(list)
    for i, piece in enumerate(pieces):
        groups[_sign(piece, signs)].append(i)
    total = sum(sizes) or 1.0
    rows: list[list[float]] = [[] for _ in pieces]
    for found in groups.values():
        size = sum(sizes[i] for i in found) or 1.0
        row = [
            float(min(len(found), 50)),
            size / len(found),
            size / total,
            sum(sizes[i] * pieces[i].linked for i in found) / size,
            sum(sizes[i] for i in found if sizes[i] > _PROSE and pieces[i].linked < 0.5) / size,
        ]
        for k in range(len(shares[found[0]])):
            row.append(sum(sizes[i] * shares[i][k] for i in found) / size)
        for i in found:
            rows[i] = row
    return rows


def take_alike(pieces: Sequence[Fragment], kept: list[bool], odds: Sequence[float]) -> None:
    """Short posts among the long."""
    signs: dict[Any, Any] = {}
    groups: dict[Any, list[int]] = defaultdict(list)
    for i, piece in enumerate(pieces):
        if piece.words and not piece.aside:
            groups[_sign(piece, signs)].append(i)
    for found in groups.values():
        taken = [i for i in found if kept[i]]
        words, most = (sum(pieces[i].words.count(" ") + 1 for i in part) for part in (taken, found))
        if len(found) < _FEWEST or 2 * len(taken) < len(found) or words < _MOST * most:
            continue
        for i in found:
            plain = pieces[i].linked < _LINKED and not pieces[i].outside
            kept[i] = kept[i] or (plain and odds[i] >= _MAY)


def _sign(piece: Fragment, signs: dict[Any, Any]) -> Any:
    element = piece.parent
    if element not in signs:
        sign: list[tuple[Any, Any]] = []
        above = element
        while above is not None and len(sign) < 3:
            sign.append((above.tag, above.get("class")))
            above = above.getparent()
        signs[element] = tuple(sign)
    return piece.kind, signs[element]

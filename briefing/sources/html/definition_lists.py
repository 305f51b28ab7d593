from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from briefing.sources.html.element_roles import HEADINGS, ancestors
from briefing.sources.html.fragments import Container, Fragment, normalize_words
from briefing.sources.html.inline_markdown import BREAK

_LEVELS = 4
_TERMS = 2
_LONGEST_TERM = 12
"""Words."""
_LONGEST = 30
"""Words of an item, on average; longer ones are chapters."""


def list_definitions(pieces: list[Fragment]) -> None:
    """A term alone would be taken for a heading."""
    held: dict[Any, list[Fragment]] = {}
    parent = element = None
    for piece in pieces:
        if piece.parent is not parent:  # Most have the one before's.
            parent = piece.parent
            near = islice(ancestors(parent), _LEVELS)
            element = next((e for e in near if e.tag == "dl"), None)
        if element is not None:
            held.setdefault(element, []).append(piece)
    for group, (element, inside) in enumerate(held.items()):
        terms = {normalize_words("".join(e.itertext())) for e in element.iter("dt")}
        if _is_list(element, terms, inside):
            _make_items(inside, terms, -1 - group)
            joined = set(map(id, _join(inside)))
            pieces[:] = [piece for piece in pieces if id(piece) not in joined]


def _is_list(element: Any, terms: set[str], pieces: Sequence[Fragment]) -> bool:
    found = [piece for piece in pieces if piece.words in terms]
    words = sum(piece.words.count(" ") + 1 for piece in pieces)
    return (
        len(found) >= _TERMS
        and len(pieces) > len(found)
        and found[0] is pieces[0]
        and words <= _LONGEST * len(found)
        and all(piece.words.count(" ") < _LONGEST_TERM for piece in found)
        and next(element.iter(*HEADINGS), None) is None
    )


def _make_items(pieces: Sequence[Fragment], terms: set[str], group: int) -> None:
    item, depth, was_term = Container("-", group), len(pieces[0].containers), False
    for piece in pieces:
        is_term = piece.words in terms and len(piece.containers) == depth
        if is_term and not was_term:
            item = Container("-", group)
        was_term = is_term
        outer, inner = piece.containers[:depth], piece.containers[depth:]
        piece.containers = (*outer, item, *inner)


def _join(pieces: Sequence[Fragment]) -> Iterator[Fragment]:
    last = pieces[0]
    for piece in pieces[1:]:
        alike = piece.kind == last.kind == "paragraph" and piece.containers == last.containers
        if alike and all(a is b for a, b in zip(piece.containers, last.containers, strict=True)):
            last.body += BREAK + piece.body
            last.words = f"{last.words} {piece.words}".strip()
            yield piece
        else:
            last = piece

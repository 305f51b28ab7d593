"""Parses inline markdown, a very long run of it piece by piece."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from briefing.sources.text.commonmark import make_parser

if TYPE_CHECKING:
    from markdown_it.token import Token

LONGEST = 1 << 14
"""Longer running text becomes several blocks, so that no step meets one without bound: in characters."""

LONGEST_LINES = 1 << 16
"""The same for code, and for lines that no blank one parts."""


def inline_tokens(content: str, environment: dict[str, Any]) -> "Iterator[Token]":
    """The inline tokens of `content`, which is parsed in pieces where it is very long.

    Hundreds of opening brackets that nothing closes cost a search each, so such a piece has no links.
    """
    for piece in split_text(content):
        links = piece.count("[") <= 2 * piece.count("]") + 100
        markdown = make_parser(links=links)
        yield from markdown.inline.parse(piece, markdown, environment, [])


def split_text(content: str, longest: int = LONGEST, ends: str = " \n") -> Iterator[str]:
    """`content` cut after one of `ends`, where it can be, into pieces of at most `longest`."""
    start = 0
    while len(content) - start > longest:
        limit = start + longest
        cut = max(content.rfind(end, start, limit) for end in ends) + 1
        cut = cut if cut > start else limit
        yield content[start:cut]
        start = cut
    yield content[start:]

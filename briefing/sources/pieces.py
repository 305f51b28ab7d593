"""Parses inline markdown, a very long run of it piece by piece."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from briefing.sources.parser import parser

if TYPE_CHECKING:
    from markdown_it.token import Token

LONGEST = 1 << 14
"""A run of inline markdown longer than this is parsed in pieces, which bounds what a hostile one costs."""

LONGEST_BLOCK = 1 << 15
"""A longer paragraph or code block becomes several, so that no step after this meets one without bound."""


def inline_tokens(content: str, environment: dict[str, Any]) -> "Iterator[Token]":
    """The inline tokens of `content`. A mark that would cross two pieces stays as written.

    Hundreds of opening brackets that nothing closes cost a search each, so such a piece has no links.
    """
    for piece in pieces(content):
        links = piece.count("[") <= 2 * piece.count("]") + 100
        markdown = parser(links=links)
        yield from markdown.inline.parse(piece, markdown, environment, [])


def pieces(content: str, longest: int = LONGEST, ends: str = " \n") -> Iterator[str]:
    """`content` cut after one of `ends`, where it can be, into pieces of at most `longest`."""
    start = 0
    while len(content) - start > longest:
        limit = start + longest
        cut = max(content.rfind(end, start, limit) for end in ends) + 1
        cut = cut if cut > start else limit
        yield content[start:cut]
        start = cut
    yield content[start:]

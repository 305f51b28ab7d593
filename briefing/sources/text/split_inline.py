from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from briefing.sources.text.commonmark import make_parser

if TYPE_CHECKING:
    from markdown_it.token import Token

LONGEST = 1 << 14
"""Characters of running text in one block."""

LONGEST_LINES = 1 << 16
"""The same for code, and for lines without a blank one between them."""


def inline_tokens(content: str, environment: dict[str, Any]) -> "Iterator[Token]":
    """Splits very long `content`.

    Hundreds of unclosed brackets cost a search each, so links are switched off for such a piece.
    """
    for piece in split_text(content):
        links = piece.count("[") <= 2 * piece.count("]") + 100
        markdown = make_parser(links=links)
        yield from markdown.inline.parse(piece, markdown, environment, [])


def split_text(content: str, longest: int = LONGEST, ends: str = " \n") -> Iterator[str]:
    start = 0
    while len(content) - start > longest:
        limit = start + longest
        cut = max(content.rfind(end, start, limit) for end in ends) + 1
        cut = cut if cut > start else limit
        yield content[start:cut]
        start = cut
    yield content[start:]

"""Where the text stands in the pane, and whether a text goes on where another ended."""

from briefing.model import Document

_BARE = 12
"""Cells of a pane below which the text takes all of them."""
_ROOMY = 40
"""Cells from which there is room for a sign of a note beside the focus bar."""
_ENDS = 4096
"""Code points that are compared at either end."""


def text_column(width: int, most: int) -> tuple[int, int]:
    """The margin and the cells of the text in a pane of `width` cells, whose lines have at most `most`."""
    beside = 0 if width <= _BARE else 1 if width < _ROOMY else 2
    text = max(1, min(most, width - 2 * beside))
    return max((width - text) // 2, beside), text


def continues_below(shown: Document | None, document: Document) -> bool:
    """Whether the document is the shown one or starts with its text."""
    if shown is None or shown is document:
        return shown is document
    length = len(shown.text)
    return document.text[: min(length, _ENDS)] == shown.text[:_ENDS] and (
        document.text[max(0, length - _ENDS) : length] == shown.text[-_ENDS:]
    )

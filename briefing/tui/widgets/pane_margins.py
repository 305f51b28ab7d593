from briefing.model import Document

_BARE = 12
"""In a pane of fewer cells the text has no margin."""
_ROOMY = 40
"""Minimum cells for a note sign beside the focus bar."""
_ENDS = 4096
"""Code points compared at either end."""


def text_column(width: int, most: int) -> tuple[int, int]:
    beside = 0 if width <= _BARE else 1 if width < _ROOMY else 2
    text = max(1, min(most, width - 2 * beside))
    return max((width - text) // 2, beside), text


def continues_below(shown: Document | None, document: Document) -> bool:
    """Returns whether `document` is the shown document or starts with its text."""
    if shown is None or shown is document:
        return shown is document
    length = len(shown.text)
    return document.text[: min(length, _ENDS)] == shown.text[:_ENDS] and (
        document.text[max(0, length - _ENDS) : length] == shown.text[-_ENDS:]
    )

"""Takes from a name what is not part of it."""

from briefing.model import Span

_POSSESSIVE = ("'s", "\u2019s", "'", "\u2019")


def trim(text: str, span: Span) -> Span:
    """`span` without a possessive, or marks and blanks at its ends; empty where no letter is left."""
    start, end = span.start, span.end
    while start < end and not text[start].isalnum():
        start += 1
    for ending in _POSSESSIVE:
        if text[start:end].endswith(ending):
            end -= len(ending)
            break
    while end > start and not _closes(text, start, end):
        end -= 1
    letters = any(c.isalpha() for c in text[start:end])
    return Span(start, end) if letters else Span(start, start)


def _closes(text: str, start: int, end: int) -> bool:
    """Whether the last character of `text[start:end]` may end a name."""
    last = text[end - 1]
    if last == ")":
        return "(" in text[start:end]
    return last.isalnum() or last in ".!+" or last.isnumeric()

from msgspec import Struct

STRUCTURED = 3
"""Headings from which an office document says itself where its parts begin."""


class Converted(Struct, frozen=True):
    markdown: str
    boilerplate: list[str] = []
    """Markdown of what does not belong to the article."""
    notices: list[str] = []
    """Sentences for the reader about what could not be read."""
    title: str | None = None
    byline: str | None = None
    agency: str | None = None
    site: str | None = None
    """Stands for the agency where the text names none."""
    sender: str | None = None
    published: str | None = None
    """ISO 8601."""
    language: str | None = None
    """Two letters, ISO 639-1."""
    structured: bool = False
    """See `Document.structured`."""

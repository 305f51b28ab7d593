"""What a list answers with: what the reader wants to read."""

from typing import TYPE_CHECKING

from msgspec import Struct

from briefing.model import Document

if TYPE_CHECKING:
    from briefing.library.search_service import Hit


class OpenRequest(Struct, frozen=True):
    """Briefings by their hashes, sources, a document that was read already, or what a search found."""

    kept: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    document: Document | None = None
    hit: "Hit | None" = None
    words: str = ""
    """What was looked for, to mark it there."""

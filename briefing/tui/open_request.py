from typing import TYPE_CHECKING, Any

from msgspec import Struct

from briefing.model import Document, Span

if TYPE_CHECKING:
    from briefing.library.digest.digest_service import MadeDigest
    from briefing.library.search_service import Hit


class ListPlace(Struct, frozen=True):
    command: str
    at: tuple[Any, ...] = ()
    """Where in it, as its `show` takes it."""


class OpenRequest(Struct, frozen=True):
    """One of: SHA-256 hashes of briefings, sources, a document, a digest, a search hit, or words of a briefing."""

    kept: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    document: Document | None = None
    digest: "MadeDigest | None" = None
    hit: "Hit | None" = None
    place: tuple[str, Span] | None = None
    words: str = ""
    """The query, to highlight its matches."""
    way: tuple[str, ...] = ()
    """The lists that led to it, the first one first, each by the command that shows it."""
    at: tuple[Any, ...] = ()

"""What a list answers with: what the reader wants to read."""

from dataclasses import dataclass

from briefing.model import Document


@dataclass(frozen=True, slots=True)
class Wanted:
    """Briefings of the library by their hashes, or sources, or a document that was read already."""

    kept: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    document: Document | None = None

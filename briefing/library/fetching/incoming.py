from collections.abc import Callable

import apsw
from msgspec import Struct

from briefing.library.job_values import IngestRequest

Note = Callable[[apsw.Connection, str | None, bytes, str], None]
"""Gets the connection of the open transaction, the text's hash, that of the bytes, and the failure or ""."""


class Arrived(Struct, frozen=True):
    request: IngestRequest
    data: bytes
    hash: bytes = b""
    known: bool = False
    """True if the same bytes came from the same place before."""


class Incoming(Struct, frozen=True):
    """Something new in a place; `load` reads it, in a thread."""

    kind: str
    place: str
    name: str
    """For the reader, if it cannot be read."""
    load: Callable[[], Arrived | None]
    """None if it is not complete yet."""
    note: Note
    is_remote: bool = False
    """A failure to retrieve it counts, so that it is not tried for ever."""


class Came(Struct, frozen=True):
    kind: str
    place: str
    title: str = ""
    document: str | None = None
    """The text's SHA-256."""
    source: str | None = None
    published: str | None = None
    failure: str = ""
    excerpts: int = 0
    """New entries of a feed of which it has only excerpts."""

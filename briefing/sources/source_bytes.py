"""Gets the bytes of a source: a file, standard input, or a web page."""

from msgspec import Struct

from briefing.config import Config
from briefing.model.url_policy import without_credentials
from briefing.sources.local_file import read_local_file
from briefing.sources.web.address_rules import PUBLIC, Reach, is_address
from briefing.sources.web.fetch import fetch
from briefing.worker import Worker


class SourceBytes(Struct, frozen=True):
    """What a source holds, before anything is known of it."""

    data: bytes
    name: str
    """The path, "-", or the address where a page was in the end, after redirects."""
    source: str
    """What the document says it came from; for an address, without user name and password."""
    charset: str = ""
    """The character set that a server named, or ""."""


def get_bytes(source: str, config: Config, worker: Worker, reach: Reach = PUBLIC) -> SourceBytes:
    """The bytes of `source`: a path, a web address, or "-" for standard input.

    `worker` starts while a page is on its way; stopping it ends the fetch. `reach` says how far a fetch may go; see
    `Reach.typed` for an address that the reader gave.

    Raises:
        PrivateHostError: when the reader must be asked whether they mean a host of their own network.
        RetrievalError: when the bytes cannot be had.
        WorkerError: when the fetch was stopped or its child broke.
    """
    worker.start()
    if not is_address(source):
        return SourceBytes(read_local_file(source, config.largest), source, source)
    page = fetch(source, config.largest, worker=worker, reach=reach)
    return SourceBytes(page.data, page.address, without_credentials(source), page.charset)

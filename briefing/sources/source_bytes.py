from msgspec import Struct

from briefing.config import Config
from briefing.model.url_policy import without_credentials
from briefing.sources.local_file import read_local_file
from briefing.sources.web.address_rules import PUBLIC, Reach, is_address
from briefing.sources.web.fetch import fetch
from briefing.worker import Worker


class SourceBytes(Struct, frozen=True):
    data: bytes
    name: str
    """The path, "-", or the final address after redirects."""
    source: str
    """Source of the document; an address has no user name and password."""
    charset: str = ""
    """From the server, or ""."""


def get_bytes(source: str, config: Config, worker: Worker, reach: Reach = PUBLIC) -> SourceBytes:
    """`source` is a path, a web address, or "-" for standard input. Raises as `fetch`."""
    worker.start()
    if not is_address(source):
        return SourceBytes(read_local_file(source, config.largest), source, source)
    page = fetch(source, config.largest, worker=worker, reach=reach)
    return SourceBytes(page.data, page.address, without_credentials(source), page.charset)

"""What a list of feeds needs from the network: a feed as it is now, and an entry as a document."""

from msgspec import Struct
from msgspec.structs import replace

from briefing.config import Config
from briefing.errors import BriefingError
from briefing.library.ingest import one_worker, read_entry, read_source
from briefing.library.job_values import FeedRequest, ListRequest
from briefing.library.jobs import PARSE_FEED, PARSE_OPML
from briefing.model import Document
from briefing.model.serialization import to_json
from briefing.sources.feed.feed_values import Entry, Feed
from briefing.sources.web.address_rules import PUBLIC, Reach
from briefing.sources.web.fetch import fetch
from briefing.worker import Worker


class Refreshed(Struct, frozen=True):
    """The answer to a request for a feed."""

    feed: Feed | None
    """None: nothing is new since the marks that were sent."""
    etag: str = ""
    modified: str = ""
    """To be kept and sent with the next request."""


def refresh_feed(
    address: str,
    config: Config,
    *,
    worker: Worker | None = None,
    etag: str = "",
    modified: str = "",
    reach: Reach = PUBLIC,
) -> Refreshed:
    """The feed at an address, or None in it when nothing is new; `reach` says how far the fetch may go.

    Raises:
        PrivateHostError: when the reader is to be asked whether he means a host of his own network.
        RetrievalError: when it cannot be got.
        FormatError: when it is no feed.
        WorkerError: when reading it takes too much.
    """
    got = fetch(address, config.largest, worker=worker, reach=reach, etag=etag, modified=modified)
    if got.unchanged:
        return Refreshed(None, got.etag or etag, got.modified or modified)
    with one_worker(worker) as used:
        feed = PARSE_FEED.run(used, FeedRequest(got.address, got.charset), got.data)
    return Refreshed(feed, got.etag, got.modified)


def open_entry(
    entry: Entry,
    config: Config,
    *,
    worker: Worker | None = None,
    offline: bool = False,
    reach: Reach = PUBLIC,
) -> Document:
    """An entry as a document: what the feed holds of it, or the whole article from its page where that is only a part.

    `reach` is that of its feed: on a host of his own network that the reader named, a feed leads to that host. When the page cannot be had, the part is returned with a notice that says why.

    Raises:
        FormatError, WorkerError: when the entry holds no text that can be read.
    """
    notice = ""
    with one_worker(worker) as used:
        if not entry.whole and entry.address and not offline:
            try:
                found = read_source(entry.address, config, worker=used, reach=reach)
                return replace(found[0], source=entry.address)
            except BriefingError as error:
                notice = f"The whole article could not be had: {error}"
        document = read_entry(to_json(entry).encode(), entry.address or entry.id, used)
    return replace(document, notices=(*document.notices, notice)) if notice else document


def read_list(data: bytes, *, worker: Worker | None = None) -> tuple[tuple[str, str], ...]:
    """The titles and addresses of the feeds in an OPML file.

    Raises:
        FormatError: when it names none.
    """
    with one_worker(worker) as used:
        return tuple(PARSE_OPML.run(used, ListRequest(), data))

"""What a list of feeds needs from the network: a feed as it is now, and an entry as a document."""

from msgspec import Struct
from msgspec.structs import replace

from briefing.config import Config
from briefing.errors import BriefingError
from briefing.model import Document
from briefing.model.serialization import to_json
from briefing.sources.feed.parse_feed import Entry, Feed, load_feed
from briefing.sources.read_source import convert_in_worker, read_bytes
from briefing.sources.web.address_rules import PUBLIC, Reach
from briefing.sources.web.fetch import fetch
from briefing.worker import Worker, run_once


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
    call = worker.call if worker is not None else run_once
    found = call(
        "briefing.sources.feed.parse_feed:parse_feed",
        got.data,
        name=got.address,
        charset=got.charset,
    )
    return Refreshed(load_feed(found), got.etag, got.modified)


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
    if not entry.whole and entry.address and not offline:
        try:
            got = fetch(entry.address, config.largest, worker=worker, reach=reach)
            found = read_bytes(got.data, got.address, config, worker=worker, charset=got.charset)
            return replace(found[0], source=entry.address)
        except BriefingError as error:
            notice = f"The whole article could not be had: {error}"
    data = to_json(entry).encode()
    (document,) = convert_in_worker(
        data,
        "briefing.sources.feed.parse_feed:convert_entry",
        entry.address or entry.id,
        "feed",
        worker,
    )
    return replace(document, notices=(*document.notices, notice)) if notice else document


def read_list(data: bytes, *, worker: Worker | None = None) -> tuple[tuple[str, str], ...]:
    """The titles and addresses of the feeds in an OPML file.

    Raises:
        FormatError: when it names none.
    """
    call = worker.call if worker is not None else run_once
    return tuple(
        (found["title"], found["address"])
        for found in call("briefing.sources.feed.opml:parse_opml", data)
    )

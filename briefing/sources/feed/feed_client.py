"""Fetches feeds and opens their entries as documents."""

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
    feed: Feed | None
    etag: str = ""
    modified: str = ""
    """Send `etag` and `modified` with the next request."""


def refresh_feed(
    address: str,
    config: Config,
    *,
    worker: Worker | None = None,
    etag: str = "",
    modified: str = "",
    reach: Reach = PUBLIC,
) -> Refreshed:
    """`etag` and `modified` are those of the last answer.

    Raises:
        RetrievalError: As `fetch`.
        FormatError: It is not a feed.
        WorkerError: Reading it takes too much time or memory.
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
    """Use the feed's text if it is the whole article, else the article's page.

    `reach` is that of the feed, so a feed on the reader's own network may link within its host. If the
    page cannot be fetched, a notice says why.

    Raises:
        FormatError, WorkerError: The entry has no readable text.
    """
    notice = ""
    if not entry.whole and entry.address and not offline:
        try:
            got = fetch(entry.address, config.largest, worker=worker, reach=reach)
            found = read_bytes(got.data, got.address, config, worker=worker, charset=got.charset)
            return replace(found[0], source=entry.address)
        except BriefingError as error:
            notice = f"The full article could not be fetched: {error}"
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
    """(title, address) of each feed in an OPML file.

    Raises:
        FormatError: It lists no feeds.
    """
    call = worker.call if worker is not None else run_once
    return tuple(
        (found["title"], found["address"])
        for found in call("briefing.sources.feed.opml:parse_opml", data)
    )

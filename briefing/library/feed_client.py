from msgspec import Struct
from msgspec.structs import replace

from briefing.config import Config
from briefing.errors import BriefingError
from briefing.library.ingest import errors_named_after, one_worker, read_entry, read_source
from briefing.library.job_values import FeedRequest, ListRequest
from briefing.library.jobs import PARSE_FEED, PARSE_OPML
from briefing.model import Document
from briefing.model.serialization import to_json
from briefing.sources.feed.feed_values import Entry, Feed
from briefing.sources.feed.feed_values import ListedFeed as ListedFeed
from briefing.sources.web.address_rules import PUBLIC, Reach
from briefing.sources.web.fetch import fetch
from briefing.worker import Worker


class Refreshed(Struct, frozen=True):
    feed: Feed | None
    etag: str = ""
    modified: str = ""
    """Sent with the next request, as is `etag`."""


def refresh_feed(
    address: str,
    config: Config,
    *,
    worker: Worker | None = None,
    etag: str = "",
    modified: str = "",
    reach: Reach = PUBLIC,
) -> Refreshed:
    """`etag` and `modified` come from the last answer. Raises as `fetch`, FormatError and
    WorkerError.
    """
    got = fetch(address, config.largest, worker=worker, reach=reach, etag=etag, modified=modified)
    if got.unchanged:
        return Refreshed(None, got.etag or etag, got.modified or modified)
    with one_worker(worker) as used, errors_named_after(got.address):
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
    """The feed's text if it is whole, else the article's page; a notice says why that could not be
    fetched. `reach` is the feed's.

    Raises:
        FormatError, WorkerError: if there is no readable text.
    """
    notice = ""
    with one_worker(worker) as used:
        if not entry.whole and entry.address and not offline:
            try:
                found = read_source(entry.address, config, worker=used, reach=reach)
                published = found[0].published or entry.published
                return replace(found[0], source=entry.address, published=published)
            except BriefingError as error:
                notice = f"The full article could not be fetched: {error}"
        document = read_entry(to_json(entry).encode(), entry.address or entry.id, used)
    return replace(document, notices=(*document.notices, notice)) if notice else document


def read_list(data: bytes, *, worker: Worker | None = None) -> tuple[ListedFeed, ...]:
    """Raises FormatError without feeds."""
    with one_worker(worker) as used:
        return tuple(PARSE_OPML.run(used, ListRequest(), data))

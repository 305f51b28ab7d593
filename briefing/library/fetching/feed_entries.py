from collections.abc import Iterator
from functools import partial

import apsw

from briefing.config import Config
from briefing.library.bulk.import_task import own_worker
from briefing.library.feed_service import (
    FeedService,
    NewEntry,
    Subscription,
    reach_of,
    unpack_entry,
)
from briefing.library.fetching.incoming import Arrived, Came, Incoming
from briefing.library.ingest import request_for
from briefing.library.job_values import IngestRequest
from briefing.model.serialization import to_json
from briefing.sources.source_bytes import get_bytes
from briefing.storage.feed_rows import FeedRows, WaitingEntry, note_text

_MOST_PAGES = 100
"""Of a feed in one run."""


def from_feeds(feeds: FeedService, rows: FeedRows, config: Config) -> Iterator[Incoming | Came]:
    """Refreshes all feeds; then the entries whose text is not in the library."""
    told: list[Came] = []

    def tell(done: int, of: int, feed: Subscription, new: tuple[NewEntry, ...]) -> None:
        name = feed.title or feed.address
        excerpts = 0 if feed.pages else sum(not entry.whole for entry in new)
        if feed.failure or excerpts:
            told.append(Came("feed", name, failure=feed.failure, excerpts=excerpts))

    found = feeds.refresh(tell)
    yield from told
    for feed in found:
        pages = 0
        for waiting in rows.waiting(feed):
            pages += not waiting.whole
            if waiting.whole or pages <= _MOST_PAGES:
                yield _incoming(feed, waiting, config)


def _incoming(feed: Subscription, waiting: WaitingEntry, config: Config) -> Incoming:
    def note(connection: apsw.Connection, sha256: str | None, hash: bytes, failure: str) -> None:
        note_text(connection, waiting.id, sha256)

    name = feed.title or feed.address
    load = partial(_load_text if waiting.whole else _load_page, feed, waiting, config)
    return Incoming("feed", name, name, load, note, is_remote=True)


def _load_text(feed: Subscription, waiting: WaitingEntry, config: Config) -> Arrived:
    entry = unpack_entry(waiting.body)
    source = entry.address or entry.id
    request = IngestRequest(source, kind="entry", recogniser=config.recogniser)
    return Arrived(request, to_json(entry).encode())


def _load_page(feed: Subscription, waiting: WaitingEntry, config: Config) -> Arrived:
    from msgspec.structs import replace

    entry = unpack_entry(waiting.body)
    found = get_bytes(entry.address, config, own_worker(), reach_of(feed))
    request = request_for(found)
    request = replace(request, published=entry.published, recogniser=config.recogniser)
    return Arrived(request, found.data)

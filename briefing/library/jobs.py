from briefing.job import Allowance, Job
from briefing.library.job_values import (
    EntitiesRequest,
    FeedRequest,
    FoundEntities,
    Ingested,
    IngestRequest,
    ListRequest,
)
from briefing.sources.feed.feed_values import Feed, ListedFeed

_FUNCTIONS = "briefing.library.worker_functions:"

INGEST = Job(_FUNCTIONS + "ingest", IngestRequest, Ingested)
"""Its allowance holds until the first part: converting is quick, or hangs."""
SPLITTING = Allowance(memory=3 << 30, bytes_a_second=50_000)
"""For the rest of `INGEST`: splitting; the slowest texts take a fifth of it."""
NAMING = Allowance(memory=3 << 30, seconds=60.0, bytes_a_second=10_000, patience=3.0)
"""For the rest of `INGEST` with entities; the recogniser reserves memory that it does not use."""
FIND_ENTITIES = Job(
    _FUNCTIONS + "find_entities",
    EntitiesRequest,
    FoundEntities,
    Allowance(memory=3 << 30, seconds=300.0, bytes_a_second=float("inf")),
)
"""The reader may stop it."""
PARSE_FEED = Job(_FUNCTIONS + "parse_feed", FeedRequest, Feed)
PARSE_OPML = Job(_FUNCTIONS + "parse_opml", ListRequest, list[ListedFeed])

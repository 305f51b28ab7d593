"""What listings print with `--format json`: a list of these values, each a line with `jsonl`."""

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from briefing.model.report_fields import SCHEMA as SCHEMA
from briefing.model.report_fields import Count, Moment, Published, Sha256

Number = Annotated[int, Meta(ge=1, description="Its number in the listing, from 1.")]


class BookmarkReport(Struct, frozen=True, forbid_unknown_fields=True):
    """A bookmark; offsets are code points of the document's text, half-open."""

    id: str
    document: Sha256
    title: str
    agency: str | None
    section: Annotated[str, Meta(description="The issue's title.")]
    start: Count
    end: Count
    text: str
    note: str
    created: Moment
    gone: Annotated[bool, Meta(description="The latest version no longer has the passage.")]


class CollectionReport(Struct, frozen=True, forbid_unknown_fields=True):
    """A collection."""

    name: str
    briefings: Count


class CollectedReport(Struct, frozen=True, forbid_unknown_fields=True):
    """A briefing in a collection."""

    document: Sha256
    title: str
    agency: str | None
    published: Published
    words: Count
    issues: Count
    read: Annotated[int, Meta(ge=0, description="Issues that are read.")]
    marks: Count
    opened: Moment | None


class FeedReport(Struct, frozen=True, forbid_unknown_fields=True):
    """A feed that you follow."""

    number: Number
    title: str
    address: str
    folder: Annotated[tuple[str, ...], Meta(description="Its folders, the outermost first.")]
    entries: Count
    unread: Count
    pages: Annotated[bool, Meta(description="The pages of excerpts are fetched too.")]
    refreshed: Moment | None
    failure: Annotated[str, Meta(description="Why the last refresh failed.")] | None


class EntryReport(Struct, frozen=True, forbid_unknown_fields=True):
    """An entry of a feed."""

    number: Number
    id: str
    title: str
    address: str | None
    published: Published
    read: bool
    document: Annotated[Sha256, Meta(description="Its text in the library.")] | None


class FetchedReport(Struct, frozen=True, forbid_unknown_fields=True):
    """What came in, or a failure."""

    kind: Literal["feed", "folder", "maildir", "imap"]
    place: str
    title: str
    document: Annotated[Sha256, Meta(description="Null for a failure.")] | None
    source: str | None
    published: Published
    excerpts: Annotated[int, Meta(ge=0, description="New entries that are listed only.")]
    failure: str | None


class SettingReport(Struct, frozen=True, forbid_unknown_fields=True):
    """A setting in effect."""

    name: str
    value: str | int
    origin: Annotated[str, Meta(description="Where it comes from.")]


class KeyReport(Struct, frozen=True, forbid_unknown_fields=True):
    """A command of the screens, with its keys in effect."""

    command: str
    keys: tuple[str, ...]
    help: str
    group: str
    origin: Annotated[str, Meta(description="Where its keys were changed.")] | None


class NamedIssueReport(Struct, frozen=True, forbid_unknown_fields=True):
    index: Count
    title: str
    mentions: Count


class AppearanceReport(Struct, frozen=True, forbid_unknown_fields=True):
    """A briefing that names somebody."""

    sha256: Sha256
    title: str
    agency: str | None
    published: Published
    added: Annotated[str, Meta(description="To the library; ISO 8601.")]
    key: str
    name: str
    issues: tuple[NamedIssueReport, ...]
    reason: Annotated[str, Meta(description='Why it was merged; "" for the name asked for.')]
    doubtful: bool
    by_hand: Annotated[bool, Meta(description="Merged by you.")]


class QuotationReport(Struct, frozen=True, forbid_unknown_fields=True):
    """A quotation."""

    sha256: Sha256
    title: str
    published: Published
    added: str
    start: Count
    end: Count
    words: str
    direct: bool
    cue: str


class CompanionReport(Struct, frozen=True, forbid_unknown_fields=True):
    """A name in the same issues."""

    kind: str
    key: str
    name: str
    issues: Count


class NamesakeReport(Struct, frozen=True, forbid_unknown_fields=True):
    """A similar name that was not merged."""

    key: str
    name: str
    briefings: Count


class PersonReport(Struct, frozen=True, forbid_unknown_fields=True):
    """A person or an organization across the library."""

    kind: str
    name: str
    description: str
    forms: tuple[str, ...]
    briefings: Count
    undated: Annotated[int, Meta(ge=0, description="Briefings without a date.")]
    first: AppearanceReport | None
    latest: Annotated[AppearanceReport | None, Meta(description="Of the briefings with a date.")]
    appearances: tuple[AppearanceReport, ...]
    quotations: tuple[QuotationReport, ...]
    companions: tuple[CompanionReport, ...]
    looked_at: Count
    namesakes: tuple[NamesakeReport, ...]
    parted: Annotated[bool, Meta(description="Split from namesakes by you.")]
    why_merged: Annotated[str, Meta(description='What was merged and why; "" if nothing.')]


class VersionReport(Struct, frozen=True, forbid_unknown_fields=True):
    sha256: Sha256
    read: str


class ChangedIssueReport(Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    start: Count
    end: Count


class EditReport(Struct, frozen=True, forbid_unknown_fields=True):
    """Ranges in the text before and after, and their words."""

    before: tuple[int, int]
    after: tuple[int, int]
    removed: str
    added: str


class ChangeReport(Struct, frozen=True, forbid_unknown_fields=True):
    """An issue; `before` is null if it is new, `after` if it is gone."""

    kind: Literal["added", "gone", "reworded", "moved", "same"]
    before: ChangedIssueReport | None
    after: ChangedIssueReport | None
    edits: tuple[EditReport, ...]


class ChangesReport(Struct, frozen=True, forbid_unknown_fields=True):
    """What changed between two versions of a source."""

    schema: Literal[1]
    source: str
    before: VersionReport
    after: VersionReport
    changes: tuple[ChangeReport, ...]
    orphans: Annotated[tuple[str, ...], Meta(description="Marked words that are gone.")]


class DateReport(Struct, frozen=True, forbid_unknown_fields=True):
    """A date in a text; offsets are code points of it, half-open."""

    start: Count
    end: Count
    text: str
    first: Annotated[str, Meta(description="ISO 8601 date.")] | None
    last: Annotated[str, Meta(description="Inclusive.")] | None
    precision: str
    about: bool
    inferred: Annotated[str, Meta(description="What the text does not say, such as the year.")]
    section: Annotated[int, Meta(ge=-1, description="Index of its issue.")]
    sentence: str


class FigureReport(Struct, frozen=True, forbid_unknown_fields=True):
    """A figure in a text; offsets as of a date."""

    start: Count
    end: Count
    text: str
    kind: str
    low: float
    high: float
    bound: str
    unit: str
    subject: str
    section: Annotated[int, Meta(ge=-1, description="Index of its issue.")]
    sentence: str


class TimelineReport(Struct, frozen=True, forbid_unknown_fields=True):
    """The dates and figures of a text."""

    schema: Literal[1]
    document: Sha256
    published: Published
    dates: tuple[DateReport, ...]
    figures: tuple[FigureReport, ...]


class ProtectionReport(Struct, frozen=True, forbid_unknown_fields=True):
    """What a process that was taken over by a document or a server cannot do."""

    process: Literal["reading", "fetching"]
    against: str
    protected: bool
    means: tuple[str, ...]


class DoctorReport(Struct, frozen=True, forbid_unknown_fields=True):
    """The state of the sandbox and of the library."""

    schema: Literal[1]
    protection: tuple[ProtectionReport, ...]
    sound: bool
    findings: Annotated[tuple[str, ...], Meta(description="A sentence each.")]
    backups: Annotated[tuple[str, ...], Meta(description="Paths, the newest first.")]


class WatchReport(Struct, frozen=True, forbid_unknown_fields=True):
    """A search that is kept."""

    name: str
    query: str
    created: Moment
    hits: Count
    new: Annotated[int, Meta(ge=0, description="Hits that no screen has shown.")]


class WatchHitReport(Struct, frozen=True, forbid_unknown_fields=True):
    """An issue that a watch found; watch, document and section_start name the hit."""

    watch: str
    query: str
    document: Sha256
    title: str
    agency: str | None
    published: Published
    section: Count
    section_title: str
    section_start: Count
    section_end: Count
    start: Annotated[int, Meta(ge=0, description="Of the best match.")]
    end: Count
    snippet: str
    found: Moment
    new: Annotated[bool, Meta(description="No screen has shown it.")]


class FollowedReport(Struct, frozen=True, forbid_unknown_fields=True):
    """A story that the reader follows."""

    name: str
    created: Moment
    read: Annotated[Moment, Meta(description="When its page was read last.")]
    confirmed: Annotated[int, Meta(ge=0, description="Issues, also those whose text is gone.")]
    proposed: Count


LISTINGS: dict[str, Any] = {
    "bookmarks": tuple[BookmarkReport, ...],
    "changes": ChangesReport,
    "collections": tuple[CollectionReport, ...],
    "collections show": tuple[CollectedReport, ...],
    "config": tuple[SettingReport, ...],
    "doctor": DoctorReport,
    "feeds": tuple[FeedReport, ...],
    "feeds entries": tuple[EntryReport, ...],
    "fetch": tuple[FetchedReport, ...],
    "follow list": tuple[FollowedReport, ...],
    "keys": tuple[KeyReport, ...],
    "person": tuple[PersonReport, ...],
    "timeline": TimelineReport,
    "watch": tuple[WatchHitReport, ...],
    "watch list": tuple[WatchReport, ...],
}
"""By command."""


def listings_schema() -> dict[str, Any]:
    """One schema for each command in `$defs`, and one for each type that they share."""
    schemas, types = msgspec.json.schema_components(
        LISTINGS.values(), ref_template="#/$defs/{name}"
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What commands print with --format json; $defs has a schema for each",
        "$defs": {**dict(zip(LISTINGS, schemas, strict=True)), **types},
    }

from typing import Annotated, Literal

from msgspec import Meta, Struct

from briefing.model.report_fields import Count, Moment, Published, Sha256


class StoryIssueReport(Struct, frozen=True, forbid_unknown_fields=True):
    """An issue that tells a story."""

    document: Sha256
    source: Annotated[str, Meta(description="Path or address.")] | None
    title: str
    outlet: Annotated[str, Meta(description="Its agency, else the host of its address.")] | None
    published: Published
    section: Annotated[int, Meta(ge=0, description="The issue's index in the document.")]
    start: Count
    end: Count
    length: Annotated[int, Meta(ge=0, description="Of the document's text.")]
    confidence: Annotated[float, Meta(ge=0, le=1)]
    reason: Annotated[str, Meta(description="Empty for the issue with which the story began.")]


class StoryNewsReport(Struct, frozen=True, forbid_unknown_fields=True):
    """What a growing story says that the reader has not seen."""

    names: tuple[str, ...]
    figures: tuple[str, ...]
    quotations: tuple[str, ...]


class StoryReport(Struct, frozen=True, forbid_unknown_fields=True):
    id: int
    title: Annotated[str, Meta(description="Of the fullest issue.")]
    first: Annotated[
        str,
        Meta(description="ISO 8601 date: of publication, or of coming in where no issue is dated."),
    ]
    latest: Annotated[str, Meta(description="As `first`.")]
    state: Annotated[
        str, Meta(description="new, growing or quiet, since the reader last looked at stories.")
    ]
    sources: Annotated[int, Meta(ge=1, description="Independent ones: copies count once.")]
    reason: str
    new: StoryNewsReport
    issues: Annotated[tuple[StoryIssueReport, ...], Meta(description="The fullest first.")]


class StoriesReport(Struct, frozen=True, forbid_unknown_fields=True):
    """Stories. Offsets are code points of the document's text, half-open."""

    schema: Literal[1]
    stories: Annotated[tuple[StoryReport, ...], Meta(description="Most sources first.")]


class FollowedStoryReport(Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    created: Moment
    read: Annotated[Moment, Meta(description="When its page was read last.")]
    sources: Annotated[int, Meta(ge=0, description="Independent ones: copies count once.")]
    new: Annotated[StoryNewsReport, Meta(description="What came in since.")]
    proposed: Annotated[tuple[StoryIssueReport, ...], Meta(description="The surest first.")]
    issues: Annotated[tuple[StoryIssueReport, ...], Meta(description="The newest first.")]
    gone: Annotated[tuple[str, ...], Meta(description="Titles of issues whose text is gone.")]


class FollowedStoriesReport(Struct, frozen=True, forbid_unknown_fields=True):
    """Followed stories. Offsets are code points of the document's text, half-open."""

    schema: Literal[1]
    stories: Annotated[tuple[FollowedStoryReport, ...], Meta(description="By name.")]


class VoiceReport(Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    documents: Annotated[tuple[Sha256, ...], Meta(description="The fullest first; copies too.")]


class SaidReport(Struct, frozen=True, forbid_unknown_fields=True):
    source: Annotated[int, Meta(ge=0, description="Index in `sources`.")]
    document: Sha256
    start: Count
    end: Count
    text: str
    marked: Annotated[str, Meta(description="The figure, name or differing words in it, or empty.")]


class ComparisonReport(Struct, frozen=True, forbid_unknown_fields=True):
    """A story's sources. Offsets are code points of the document's text, half-open."""

    schema: Literal[1]
    title: str
    sources: tuple[VoiceReport, ...]
    figures: Annotated[tuple[tuple[SaidReport, ...], ...], Meta(description="Those that differ.")]
    shared: Annotated[tuple[tuple[SaidReport, ...], ...], Meta(description="What all say.")]
    alone: Annotated[tuple[SaidReport, ...], Meta(description="What one source says.")]
    names: Annotated[tuple[SaidReport, ...], Meta(description="Those one source has.")]
    quotations: Annotated[tuple[SaidReport, ...], Meta(description="Those one source has.")]
    said_apart: Annotated[
        tuple[tuple[SaidReport, ...], ...],
        Meta(description="Quotations of one statement in different words."),
    ]

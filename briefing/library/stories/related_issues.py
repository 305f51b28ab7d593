from collections.abc import Iterable

from msgspec import Struct

from briefing.library.stories.same_story import (
    StoryProfile,
    explain,
    find_profiles,
    log_odds,
    read_profile,
)
from briefing.library.stories.story import find_outlet
from briefing.library.stories.terms import Terms
from briefing.model import Briefing, Section
from briefing.storage.story_rows import StoredIssue, StoryRows

MOST = 12
_CANDIDATES = 60
_STORIES = 3
_LEAST = -3.0
"""Log-odds from which an issue is about this."""


class RelatedIssue(Struct, frozen=True):
    sha256: str
    title: str
    """The text's."""
    outlet: str | None
    published: str | None
    added: str
    """To the library; both ISO 8601."""
    index: int
    """Section index."""
    issue: str
    reason: str
    odds: float
    """Log-odds of one story."""


def find_related(rows: StoryRows, briefing: Briefing, section: Section) -> tuple[RelatedIssue, ...]:
    [(terms, profile)] = find_profiles(briefing, (section,), rows)
    near = rows.listing_of(rows.sharing_signs(profile.wanted, _CANDIDATES))
    best: dict[str, RelatedIssue] = {}
    for odds, row in _compare(profile, near + _in_their_stories(profile, near, rows)):
        best.setdefault(row.sha256, _related(row, terms, profile, odds))
    for sha256 in rows.outdated(best, briefing.document.sha256):
        del best[sha256]
    return tuple(best.values())[:MOST]


def _in_their_stories(
    profile: StoryProfile, near: Iterable[StoredIssue], rows: StoryRows
) -> list[StoredIssue]:
    stories = dict.fromkeys(row.story for _, row in _compare(profile, near))
    return rows.listing([*stories][:_STORIES])


def _compare(profile: StoryProfile, near: Iterable[StoredIssue]) -> list[tuple[float, StoredIssue]]:
    compared = [(log_odds(profile, read_profile(row.profile)), row) for row in near]
    found = [(odds, row) for odds, row in compared if odds >= _LEAST]
    return sorted(found, key=lambda pair: (pair[0], pair[1].published or ""), reverse=True)


def _related(row: StoredIssue, terms: Terms, profile: StoryProfile, odds: float) -> RelatedIssue:
    return RelatedIssue(
        row.sha256,
        row.text_title,
        find_outlet(row.agency, row.source),
        row.published,
        row.added,
        row.number,
        row.title,
        explain(profile, terms, read_profile(row.profile)),
        odds,
    )

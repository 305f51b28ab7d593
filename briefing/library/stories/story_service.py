import math
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING

from briefing.library.stories.join_stories import StoryJoiner
from briefing.library.stories.related_issues import RelatedIssue, find_related
from briefing.library.stories.same_story import read_voice
from briefing.library.stories.story import Story, StoryIssue, StoryState, find_outlet
from briefing.library.stories.story_news import StoryNews, find_news
from briefing.model import Briefing, Section
from briefing.storage.database import Database
from briefing.storage.story_rows import GrownStory, StoredIssue, StoryRows

if TYPE_CHECKING:
    from briefing.library.stories.comparison import Comparison

Prefer = Callable[[Collection[str]], Callable[[StoryIssue], bool]]
"""Gets hashes and tells which issues of these texts come first."""
Rank = tuple[list[bool], int, str, int]
"""Whether each of `first` prefers the story, its sources, its latest day, and its id below zero."""

_READ = 250
"""Stories that are read at a time."""


class StoryService:
    shown = 100
    """Stories in a list, unless all are asked for."""

    def __init__(
        self,
        database: Database,
        load: Callable[[str], Briefing | None],
        first: Sequence[Prefer] = (),
        preferred: Callable[[], Iterable[str]] = lambda: (),
    ) -> None:
        """Stories that `first` prefers come first; they are of texts that `preferred` names by hash."""
        self._rows, self._joiner = StoryRows(database), StoryJoiner(database, load)
        self._load, self._first, self._preferred = load, first, preferred

    @property
    def pending(self) -> int:
        return self._rows.count_pending()

    def join(
        self, tell: Callable[[int], None] = lambda left: None, seconds: float = math.inf
    ) -> int:
        """Takes at most `seconds`; returns how many texts are left, as `tell` gets."""
        left, until = self.pending, time.monotonic() + seconds
        while left and time.monotonic() < until:
            tell(left)
            left = self._joiner.join_next()
        return left

    def all(self, since: str = "", fewest: int = 2, most: int | None = None) -> tuple[Story, ...]:
        """Stories of `fewest` texts or more to which one came in since; followed and watched ones, then most sources first.

        `since` is ISO 8601 in UTC.
        """
        grown = self._rows.grown(since, fewest)
        preferred = set(self._rows.with_texts(self._preferred())) if most else set()
        grown.sort(key=lambda story: self._highest(story, preferred))
        step = max(_READ, most or len(grown))
        best: list[tuple[Rank, Story]] = []
        while grown:
            best += self._ranked([grown.pop().id for _ in range(min(step, len(grown)))])
            best.sort(key=itemgetter(0), reverse=True)
            del best[len(best) if most is None else most :]
            if grown and len(best) == most and best[-1][0] >= self._highest(grown[-1], preferred):
                break
        return tuple(story for _, story in best)

    def _highest(self, story: GrownStory, preferred: Collection[int]) -> Rank:
        return [story.id in preferred] * len(self._first), story.texts, story.latest, -story.id

    def _ranked(self, ids: Iterable[int]) -> Iterator[tuple[Rank, Story]]:
        found = self._stories(ids)
        hashes = {issue.sha256 for story in found for issue in story.issues}
        tests = [prefer(hashes) for prefer in self._first] if found else []
        for story in found:
            first = [any(map(test, story.issues)) for test in tests]
            yield (first, story.voices, story.latest, -story.id), story

    def nearest(self, briefing: Briefing, section: Section) -> tuple[RelatedIssue, ...]:
        """Issues of texts that are in stories; `briefing` has corrections."""
        return find_related(self._rows, briefing, section)

    def compare(self, story: Story) -> "Comparison":
        from briefing.library.stories.comparison import compare_sources

        return compare_sources(story, self._load)

    def get(self, id: int) -> Story | None:
        return next(iter(self._stories((id,))), None)

    def with_texts(self, hashes: Iterable[str]) -> list[Story]:
        return self._stories(self._rows.with_texts(hashes))

    def holding(self, sha256: str, at: int) -> Story:
        """One without issues if the place is in none."""
        found = (story for story in self.with_texts((sha256,)) if _at(story, {(sha256, at)}))
        return next(found, Story(0, ()))

    def gather(self, places: Collection[tuple[str, int]]) -> Story:
        found = self.with_texts({sha256 for sha256, _ in places})
        return Story(0, tuple(issue for story in found for issue in _at(story, places)))

    def look(self, stories: Iterable[Story]) -> None:
        new = {i.sha256 for story in stories for i in story.issues if not i.seen}
        if new:
            self._rows.look(new)

    def news(self, story: Story) -> StoryNews:
        if story.state is not StoryState.GROWING:
            return StoryNews()
        return find_news(story, self._load)

    def _stories(self, ids: Iterable[int]) -> list[Story]:
        rows: defaultdict[int, list[StoredIssue]] = defaultdict(list)
        for row in self._rows.listing(ids):
            rows[row.story].append(row)
        return [to_story(id, issues) for id, issues in rows.items()]


def _at(story: Story, places: Iterable[tuple[str, int]]) -> list[StoryIssue]:
    return [
        issue
        for issue in story.issues
        if any(sha == issue.sha256 and issue.start <= at < issue.end for sha, at in places)
    ]


def to_story(id: int, rows: list[StoredIssue]) -> Story:
    fullest = max(rows, key=lambda row: row.end - row.start)
    ordered = [fullest, *(row for row in rows if row is not fullest)]
    return Story(id, tuple(map(to_issue, ordered)))


def to_issue(row: StoredIssue) -> StoryIssue:
    voice = read_voice(row.profile)
    return StoryIssue(
        row.sha256,
        row.source,
        find_outlet(row.agency, row.source),
        row.published,
        row.added,
        row.number,
        row.text_title if row.issues == 1 else row.title,
        row.start,
        row.end,
        row.length,
        row.confidence,
        row.reason,
        voice.sketch,
        row.seen,
        voice.sender,
    )

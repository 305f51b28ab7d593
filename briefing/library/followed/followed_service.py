from collections.abc import Callable, Iterable, Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from briefing.errors import InputError
from briefing.library.carry_over import find_decided
from briefing.library.followed.followed_page import FollowedPage
from briefing.library.followed.issue_places import make_place
from briefing.library.followed.propose_members import Proposal, give_reason, propose_members
from briefing.library.given_names import clean_name, find_free_name, shorten
from briefing.library.stories.story import Story, StoryIssue
from briefing.library.stories.story_news import StoryNews, find_news
from briefing.library.stories.story_service import to_issue
from briefing.model import Briefing, Span
from briefing.storage.database import Database
from briefing.storage.document_listing import DocumentListing
from briefing.storage.followed_rows import DecisionState, FollowedRows, Place
from briefing.storage.followed_rows import Followed as Followed
from briefing.storage.followed_rows import FormerRows as FormerRows
from briefing.storage.story_rows import StoredIssue, StoryRows

_NONE = StoryNews()
_VERSIONS = 12
"""New issues whose text's version before is looked for, the newest."""


class _Members(Struct, frozen=True):
    confirmed: tuple[StoredIssue, ...]
    rejected: tuple[StoredIssue, ...]
    gone: tuple[str, ...]


_clean = partial(clean_name, kind="followed story")


class FollowedService:
    """Each change returns what `undo` takes back. Raises StorageError, and InputError for names and for what cannot
    be.
    """

    def __init__(self, database: Database, load: Callable[[str], Briefing | None]) -> None:
        self._rows, self._stories = FollowedRows(database), StoryRows(database)
        self._write = database.write
        self._superseded = DocumentListing(database).superseded
        self._load = load

    def all(self) -> tuple[Followed, ...]:
        return self._rows.all()

    def get(self, id: str) -> Followed | None:
        return next((each for each in self.all() if each.id == id), None)

    def find(self, name: str) -> Followed:
        found = self.get(self._rows.named(_clean(name)) or "")
        if found is None:
            raise InputError(f"You follow no story {_clean(name)}; see briefing follow list.")
        return found

    def following(self, stories: Iterable[Story]) -> dict[int, Followed]:
        """Those of these stories that the reader follows, by id."""
        listed = list(stories)
        known = {each.id: each for each in self.all()}
        found = self._rows.following({i.sha256 for s in listed for i in s.issues}) if known else {}
        return {
            story.id: known[id]
            for story in listed
            for issue in story.issues
            if (id := found.get((issue.sha256, issue.section))) in known
        }

    def find_followed(self, hashes: Iterable[str]) -> Callable[[StoryIssue], bool]:
        """Tells whether an issue of these texts is confirmed in a followed story."""
        found = self._rows.following(hashes)
        return lambda issue: (issue.sha256, issue.section) in found

    def texts(self) -> list[str]:
        return self._rows.texts()

    # Changes

    def follow(self, story: Story, name: str = "") -> tuple[str, FormerRows]:
        """Returns the new id, too. All issues are confirmed; without a name the story's title is taken."""
        places = self._places(story.issues)
        with self._write():
            if known := self.following((story,)).get(story.id):
                raise InputError(f"You follow this story already, as {known.name}.")
            free = self._check_free(name) if name else self._find_free(story.title)
            return self._rows.follow(free, places)

    def rename(self, id: str, name: str) -> FormerRows:
        with self._write():
            self._check_there(id)
            return self._rows.rename(id, self._check_free(name, but=id))

    def unfollow(self, id: str) -> FormerRows:
        return self._rows.remove(id)

    def confirm(self, id: str, issues: Iterable[StoryIssue]) -> FormerRows:
        return self._decide(id, issues, "confirmed")

    def reject(self, id: str, issues: Iterable[StoryIssue]) -> FormerRows:
        """They are never proposed again."""
        return self._decide(id, issues, "rejected")

    def _decide(self, id: str, issues: Iterable[StoryIssue], state: DecisionState) -> FormerRows:
        places = self._places(issues)
        with self._write():
            self._check_there(id)
            return self._rows.decide(id, places, state)

    def merge(self, id: str, other: str) -> FormerRows:
        if id == other:
            raise InputError("A story cannot be merged with itself; choose another.")
        with self._write():
            self._check_there(id)
            self._check_there(other)
            return self._rows.merge(id, other)

    def split(self, id: str, issues: Iterable[StoryIssue], name: str) -> tuple[str, FormerRows]:
        """Moves confirmed issues into a new story; returns its id, too."""
        chosen = {(issue.sha256, issue.section): issue for issue in issues}
        if not chosen:
            raise InputError("Choose some issues of the story to move.")
        places = self._places(chosen.values())
        with self._write():
            self._check_there(id)
            there = {(row.sha256, row.number) for row in self._members(id).confirmed}
            if not chosen.keys() < there:
                raise InputError("Choose some issues of the story to move, not all of them.")
            return self._rows.split(id, places, self._check_free(name))

    def undo(self, former: FormerRows) -> None:
        with self._write():
            for id, row in former.stories:
                if row is not None:
                    self._check_free(str(row[1]), but=id)
            self._rows.restore(former)

    def look(self, id: str) -> None:
        self._rows.look(id)

    # The page

    def page(self, id: str, seen: int | None = None) -> FollowedPage | None:
        """None if there is no such story. `seen` takes the place of its own."""
        self._catch_up(id)
        followed = self.get(id)
        if followed is None:
            return None
        seen = followed.seen if seen is None else seen
        members = self._members(id)
        issues = [_issue(row, seen) for row in members.confirmed]
        proposed = [self._proposed(each, members, seen) for each in self._propose(members)]
        news = self._news(issues, proposed)
        issues.sort(key=lambda issue: (issue.day, issue.added), reverse=True)
        return FollowedPage(followed, tuple(issues), tuple(proposed), members.gone, news)

    def count_proposed(self, id: str) -> int:
        return len(self._propose(self._members(id)))

    def _propose(self, members: _Members) -> list[Proposal]:
        return propose_members(self._stories, members.confirmed, members.rejected, self._superseded)

    def _proposed(self, proposal: Proposal, members: _Members, seen: int) -> StoryIssue:
        reason = give_reason(proposal.row, members.confirmed, self._load)
        issue = _issue(proposal.row, seen)
        return replace(issue, confidence=proposal.confidence, reason=reason)

    def _news(self, issues: Sequence[StoryIssue], proposed: Iterable[StoryIssue]) -> StoryNews:
        new = [issue for issue in (*issues, *proposed) if not issue.seen]
        old = [issue for issue in issues if issue.seen]
        old += [before for issue in new[-_VERSIONS:] if (before := self._version_before(issue))]
        return find_news(Story(0, (*old, *new)), self._load) if old and new else _NONE

    def _version_before(self, issue: StoryIssue) -> StoryIssue | None:
        before = self._rows.version_before(issue.sha256) or ""
        briefing = self._load(before) if before in self._superseded((before,)) else None
        if briefing is None:
            return None
        end = len(briefing.document.text)
        return replace(issue, sha256=before, start=0, end=end, seen=True)

    def _catch_up(self, id: str) -> None:
        hashes = {each.sha256 for each in self._rows.decisions(id)}
        for old, new in self._rows.newer(self._superseded(hashes)).items():
            before, after = self._load(old), self._load(new)
            if before is not None and after is not None:
                self._rows.move(find_decided(self._rows, before, after))

    def _members(self, id: str) -> _Members:
        decisions = self._rows.decisions(id)
        rows = self._stories.by_section({d.section for d in decisions if d.section is not None})
        confirmed = [each for each in decisions if each.state == "confirmed"]
        there = {each.section for each in confirmed}
        decided = [rows[section] for section in sorted(rows)]
        return _Members(
            tuple(row for row in decided if row.section in there),
            tuple(row for row in decided if row.section not in there),
            tuple(each.title for each in confirmed if each.section not in rows),
        )

    # What is decided of

    def _places(self, issues: Iterable[StoryIssue]) -> tuple[Place, ...]:
        places = tuple(place for issue in issues if (place := self._place(issue)))
        if not places:
            raise InputError("That text is not in the library any more.")
        return places

    def _place(self, issue: StoryIssue) -> Place | None:
        briefing = self._load(issue.sha256)
        sections = briefing.analysis.sections if briefing is not None else ()
        span = Span(issue.start, issue.end)
        section = next((each for each in sections if each.span == span), None)
        section = section or next((each for each in sections if each.span.overlaps(span)), None)
        if briefing is None or section is None:
            return None
        return replace(make_place(briefing, section, issue.reason), title=issue.title)

    def _check_there(self, id: str) -> None:
        if self.get(id) is None:
            raise InputError("You do not follow that story any more.")

    def _check_free(self, name: str, but: str | None = None) -> str:
        cleaned = _clean(name)
        if self._rows.named(cleaned) not in (None, but):
            raise InputError(f"You follow a story {cleaned} already; choose another name.")
        return cleaned

    def _find_free(self, title: str) -> str:
        return find_free_name(_plain(title), lambda name: self._rows.named(name) is None)


def _plain(title: str) -> str:
    try:
        return _clean(shorten(title.strip()))
    except InputError:
        return "Story"


def _issue(row: StoredIssue, seen: int) -> StoryIssue:
    return replace(to_issue(row), seen=row.document <= seen)

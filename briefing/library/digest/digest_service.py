from collections.abc import Callable, Collection, Iterator
from datetime import UTC, datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from briefing.library.digest.write_digest import DigestWriter, make_untold, untold_sections
from briefing.library.stories.story import StoryIssue, find_outlet
from briefing.library.stories.story_service import Prefer, StoryService
from briefing.model import Briefing
from briefing.model.calendar_words import format_date
from briefing.model.digest_origins import is_digest, origins
from briefing.storage.database import Database
from briefing.storage.digest_rows import DigestRows
from briefing.storage.document_rows import DocumentRows
from briefing.storage.records import to_record

_FIRST = timedelta(days=7)
"""What came in before that is old for the first digest."""
_TRIES = 3
"""Another program may make a digest meanwhile."""

Load = Callable[[str], Briefing | None]


class MadeDigest(Struct, frozen=True):
    briefing: Briefing
    texts: tuple[str, ...]
    """Hashes of what it tells of for the first time."""
    before: str | None


class DigestService:
    def __init__(
        self,
        database: Database,
        load: Load,
        stories: StoryService,
        watched: Prefer = lambda texts: lambda issue: False,
        followed: Prefer = lambda texts: lambda issue: False,
        replaced: Callable[[Briefing, Briefing], object] = lambda old, new: None,
    ) -> None:
        """`watched` gets hashes and tells which issues of these texts come first.

        `replaced` gets a digest and the same one made anew.
        """
        self._rows, self._load, self._stories = DigestRows(database), load, stories
        self._texts = DocumentRows(database)
        self._watched, self._followed, self._replaced = watched, followed, replaced

    @property
    def nothing(self) -> str:
        since = "since the last digest" if self._rows.last else "within a week"
        return f"Nothing has come in {since}."

    def preview(self, since: str | None = None) -> Briefing | None:
        return self._write(self._find(since))

    def make(self, since: str | None = None) -> MadeDigest | None:
        """Of texts in stories that came in `since` (ISO 8601, UTC), or else that no digest has had;
        None if there are none.
        """
        for _ in range(_TRIES):
            before, found = self._rows.last, self._find(since)
            written = self._write(found)
            if written is None:
                return None
            new = set(self._rows.unreported(""))
            first = "" if before or since is not None else _week_ago()
            only_new = since is None
            if self._rows.keep(to_record(written), found, first, only_new=only_new):
                return MadeDigest(written, tuple(t for t in found if t in new), before)
        return None

    def again(self, sha256: str | None = None) -> Briefing | None:
        """The last one without `sha256`; None for what is none. It takes the place of the old one,
        unless marks do not fit.
        """
        before = self._load(sha256 or self._rows.last or "")
        if before is None or not is_digest(before.document):
            return None
        texts = {each.source.sha256 for each in origins(before.document)}
        written = self._write([t for t in texts if t in self._texts.added(texts)])
        if written is not None and written.document.sha256 != before.document.sha256:
            self._rows.keep_again(to_record(written), before.document.sha256)
            self._replaced(before, written)
        return written

    def take_back(self, made: MadeDigest) -> None:
        self._rows.take_back(made.briefing.document.sha256, made.texts, made.before)

    def _find(self, since: str | None) -> list[str]:
        if since is not None:
            return self._rows.came_in(since)
        return self._rows.unreported("" if self._rows.last else _week_ago())

    def _write(self, texts: Collection[str]) -> Briefing | None:
        added = self._texts.added(texts)
        latest = max(added.values(), default="")
        stories = [
            replace(
                story,
                issues=tuple(i for i in story.issues if i.sha256 in added or i.added <= latest),
            )
            for story in self._stories.with_texts(added)
        ]
        told: dict[str, set[int]] = {text: set() for text in added}
        for issue in (each for story in stories for each in story.issues):
            told.setdefault(issue.sha256, set()).add(issue.section)
        untold = [each for text, at in added.items() for each in self._untold(text, at, told[text])]
        first = self._watched(tuple(added)), self._followed(told)
        return DigestWriter(added, self._load, *first).write(
            stories, untold, _title(latest), latest
        )

    def _untold(self, sha256: str, added: str, told: set[int]) -> Iterator[StoryIssue]:
        briefing = self._load(sha256)
        if briefing is None:
            return
        document = briefing.document
        outlet = find_outlet(document.agency, document.source)
        for section in untold_sections(briefing, told):
            issue = make_untold(briefing, document.source, outlet, added, section)
            if issue is not None:
                yield replace(issue, sha256=sha256)


def _week_ago() -> str:
    return (datetime.now(UTC) - _FIRST).isoformat(timespec="microseconds")


def _title(latest: str) -> str:
    try:
        local = datetime.fromisoformat(latest).astimezone()
    except ValueError:
        return "Digest"
    return f"Digest, {format_date(local.date().isoformat())}, {local:%H:%M}"

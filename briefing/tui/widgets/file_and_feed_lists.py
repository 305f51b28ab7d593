from collections.abc import Sequence
from datetime import datetime

from textual.content import Content

from briefing.library.feed_service import ListedEntry, Subscription
from briefing.library.list_directory import DirectoryItem
from briefing.sanitize import sanitize_line
from briefing.tui.shown_facts import shown_date
from briefing.tui.widgets.list_columns import Column, columns_line, fit_columns
from briefing.tui.widgets.virtual_list import VirtualList

_FILES = (
    Column("sign", "", 1),
    Column("name", "Name"),
    Column("size", "Size", 9, right=True, room=50),
    Column("modified", "Changed", 11, room=64),
)
_ENTRIES = (
    Column("sign", "", 1),
    Column("title", "Title"),
    Column("published", "Date", 11, room=44),
)
_FEEDS = (Column("title", "Feed"), Column("new", "New", 4, right=True))


class FileList(VirtualList):
    PLAIN_CURSOR = True

    items: Sequence[DirectoryItem] = ()
    selected: frozenset[str] = frozenset()

    def show(self, items: Sequence[DirectoryItem], at: int = 0) -> None:
        self.items = items
        self.list_items(len(items))
        self.cursor = min(at, len(items) - 1) if items else None

    @property
    def pointed(self) -> DirectoryItem | None:
        return self.items[self.cursor] if self.cursor is not None else None

    def lines(self, index: int) -> list[Content]:
        item = self.items[index]
        day = _day(item.modified)
        name = sanitize_line(item.name) + ("/" if item.folder else "")
        cells = {
            "sign": Content.styled("✓" if item.path in self.selected else "", "bold $text-accent"),
            "name": Content.styled(name, "bold $text-primary" if item.folder else ""),
            "size": Content.styled("" if item.folder else shown_size(item.size), "$muted"),
            "modified": Content.styled(shown_date(day), "$muted"),
        }
        return [columns_line(fit_columns(_FILES, self.room), cells)]


class FeedList(VirtualList):
    feeds: Sequence[Subscription] = ()

    def show(self, feeds: Sequence[Subscription], at: int = 0) -> None:
        self.feeds = feeds
        self.list_items(len(feeds))
        self.cursor = min(at, len(feeds) - 1) if feeds else None

    def point_at(self, address: str) -> bool:
        places = (i for i, feed in enumerate(self.feeds) if feed.address == address)
        found = next(places, None)
        self.cursor = self.cursor if found is None else found
        return found is not None

    @property
    def pointed(self) -> Subscription | None:
        return self.feeds[self.cursor] if self.cursor is not None else None

    def lines(self, index: int) -> list[Content]:
        feed = self.feeds[index]
        new = feed.unread
        count = ("!", "bold $text-error") if feed.failure else (str(new or ""), "$text-accent")
        cells = {
            "title": Content.styled(
                sanitize_line(feed.title or feed.address), "bold" if new else ""
            ),
            "new": Content.assemble(count),
        }
        return [columns_line(fit_columns(_FEEDS, self.room), cells)]


class EntryList(VirtualList):
    PLAIN_CURSOR = True

    entries: Sequence[ListedEntry] = ()

    def show(self, entries: Sequence[ListedEntry]) -> None:
        before = self.pointed
        self.entries = entries
        self.list_items(len(entries))
        self.cursor = 0 if entries else None
        if before is not None:
            self.point_at(before.id)

    def point_at(self, id: int) -> None:
        places = (i for i, entry in enumerate(self.entries) if entry.id == id)
        self.cursor = next(places, self.cursor)

    @property
    def pointed(self) -> ListedEntry | None:
        return self.entries[self.cursor] if self.cursor is not None else None

    def lines(self, index: int) -> list[Content]:
        entry = self.entries[index]
        new = not entry.read
        title = sanitize_line(entry.title or entry.source or "Untitled")
        cells = {
            "sign": Content.styled("•" if new else "", "$text-primary"),
            "title": Content.styled(title, "bold" if new else "$muted"),
            "published": Content.styled(sanitize_line(shown_date(entry.published)), "$muted"),
        }
        return [columns_line(fit_columns(_ENTRIES, self.room), cells)]


def shown_size(size: int) -> str:
    for unit, step in (("MB", 1_000_000), ("KB", 1000)):
        if size >= step:
            return f"{size / step:,.1f} {unit}" if size < 10 * step else f"{size // step:,} {unit}"
    return f"{size} B"


def _day(modified: float) -> str:
    try:
        return datetime.fromtimestamp(modified).date().isoformat() if modified else ""
    except (ValueError, OverflowError, OSError):
        return ""

from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.widgets import Static

from briefing.library import Library
from briefing.library.document_list import ListOrder
from briefing.model import Span
from briefing.model.say_count import say_count
from briefing.model.search_query import unknown_filter
from briefing.resources import style_file
from briefing.tui import dialogs
from briefing.tui.commands import LIBRARY
from briefing.tui.digest_maker import DigestMaker
from briefing.tui.footers import FOOTERS, Footer, quitting
from briefing.tui.key_bindings import bindings
from briefing.tui.open_request import ListPlace, OpenRequest
from briefing.tui.screens.base_screen import BaseScreen
from briefing.tui.screens.library_edit import LibraryEdit
from briefing.tui.screens.library_export import LibraryExport
from briefing.tui.screens.library_list import LibraryList
from briefing.tui.screens.list_navigation import ListNavigation
from briefing.tui.screens.new_hits import OFTEN, NewHits
from briefing.tui.story_list import Stories
from briefing.tui.watch_lists import WatchLists
from briefing.tui.widgets.field import Field
from briefing.tui.widgets.filter_bar import FilterBar
from briefing.tui.widgets.key_footer import KeyFooter
from briefing.tui.widgets.library_header import LibraryHeader
from briefing.tui.widgets.library_table import LibraryTable
from briefing.tui.widgets.list_status import ListStatus

if TYPE_CHECKING:
    from briefing.library.search_service import Hit

_NAMES = {
    ListOrder.OPENED: ("last opened first", "first opened first"),
    ListOrder.PUBLISHED: ("newest first", "oldest first"),
    ListOrder.TITLE: ("by title, Z first", "by title"),
    ListOrder.AGENCY: ("by agency, Z first", "by agency"),
    ListOrder.LEFT: ("longest left first", "shortest left first"),
}
_PLACEHOLDER = "words of a title, agency or name · unread: · person:kroll · after:2024"


class LibraryScreen(BaseScreen[OpenRequest]):
    CSS_PATH = [style_file("library")]
    AUTO_FOCUS = "LibraryTable"
    commands = LIBRARY
    BINDINGS = bindings(LIBRARY)
    HORIZONTAL_BREAKPOINTS = [(0, "-small"), (80, "-large")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (10, "-tall")]

    def __init__(
        self, library: Library, *, first: bool = False, inner: ListPlace | None = None
    ) -> None:
        """`first`: nothing is behind it. `inner`: a list over it, such as that of feeds."""
        super().__init__(library)
        self._first, self._inner = first, inner
        self._sought = ""
        self.shelf_list, self.head = LibraryTable(library.documents.listing), LibraryHeader()
        self.filter_bar = FilterBar(Field(placeholder=_PLACEHOLDER, compact=True))
        self.status = ListStatus()
        self.title_line = Static("Library", markup=False, id="shelf-title")
        self.empty = Static("", markup=False, classes="empty")
        self.navigation = ListNavigation(lambda: self.shelf_list)
        self.library_list = LibraryList(
            self.shelf_list,
            self.filter_bar,
            library,
            self.ui,
            changed=self._list_changed,
            answer=self._answer,
        )
        self.new_hits = NewHits(library, self.ui, self.library_list.refresh)
        self.digests = DigestMaker(
            library, self.ui, lambda made: self._answer(OpenRequest(digest=made))
        )
        self.library_edit = LibraryEdit(self.library_list, library, self.ui)
        self.watches = WatchLists(
            library,
            self.ui,
            open_hit=self._open_hit,
            go_to=self._go_to_words,
            remember=self.library_edit.remember,
        )
        self.stories = Stories(
            library, self.ui, go_to=self._go_to_words, remember=self.library_edit.remember
        )
        self.followed = self.stories.followed
        self.library_export = LibraryExport(self.library_list, library, self.ui)

    def compose(self) -> ComposeResult:
        yield self.title_line
        yield self.filter_bar
        yield self.head
        yield self.shelf_list
        yield self.empty
        yield self.status
        yield KeyFooter()

    def on_mount(self) -> None:
        self.shelf_list.speed = self.library.config.words_per_minute
        self.empty.display = False
        self.shelf_list.focus()
        self.library_list.refresh()
        self.set_interval(OFTEN, self.new_hits.look)
        if self._inner is not None:
            self.call_later(self.action_run, self._inner.command, *self._inner.at)

    @property
    def is_first(self) -> bool:
        return self._first

    def _answer(self, wanted: OpenRequest) -> None:
        self.dismiss(replace(wanted, way=("library", *wanted.way)))

    def on_screen_resume(self) -> None:
        self.new_hits.look()

    def _list_changed(self) -> None:
        self._show_what_is_listed()
        self.new_hits.look()

    def _show_what_is_listed(self) -> None:
        library_list, nothing = self.library_list, not self.shelf_list.ids
        self.empty.display, self.shelf_list.display = nothing, not nothing
        self.empty.update(self._why_empty())
        if not nothing and self.focused is None:
            self.shelf_list.focus()
        listed, chosen = len(self.shelf_list.ids), len(self.shelf_list.selected)
        hits = self.new_hits.count
        parts = [_counted(listed, library_list.total)] if library_list.whole else []
        parts += [say_count(hits, "new hit")] if hits else []
        parts += [f"{chosen:,} selected"] if chosen else []
        asked = library_list.asked
        has_nothing = nothing and not asked.words.strip() and asked.collection is None
        self.set_class(has_nothing, "-nothing")
        self.status.left = " · ".join(parts)
        self.status.right = "" if nothing else _NAMES[asked.order][not asked.descending]
        self.head.order, self.head.descending = asked.order, asked.descending
        self.show_footer()
        name = library_list.collection_name
        self.title_line.update(f"Library · {name}" if name else "Library")

    def _why_empty(self) -> str:
        name = self.library_list.collection_name
        words = self.library_list.asked.words.strip()
        if words:
            unknown = unknown_filter(words)
            return f"Nothing matches. Esc clears the filter.\n\n{unknown}".rstrip()
        if name:
            add = self.ui.key_of("list_collect")
            return f"{name} is empty. Press Esc for all briefings, and {add} there to add one."
        pick, feeds = self.ui.key_of("pick"), self.ui.key_of("feeds")
        return (
            "Nothing has been read yet.\n\n"
            f"Press {pick} to open files or {feeds} to follow feeds, or start with: briefing FILE"
        )

    @property
    def footer(self) -> Footer:
        if self.ui.is_typing or self.shelf_list.ids or self.library_list.asked.words.strip():
            return super().footer
        return quitting(FOOTERS["nothing"][1:]) if self.is_first else FOOTERS["nothing"][1:]

    # Routing

    def on_filter_bar_changed(self) -> None:
        self.status.go_on()
        self.library_list.filter_later()

    def on_filter_bar_done(self) -> None:
        self.library_list.filter()
        self.shelf_list.focus()

    def on_library_header_sorted(self, event: LibraryHeader.Sorted) -> None:
        self.library_list.sort(event.order)

    def on_library_table_toggled(self, event: LibraryTable.Toggled) -> None:
        self.library_list.toggle(self.shelf_list.ids[event.index])

    def on_library_table_failed(self, event: LibraryTable.Failed) -> None:
        self.ui.say(event.reason, error=True)

    def on_virtual_list_chosen(self) -> None:
        self.library_list.open()

    def escape(self) -> None:
        library_list = self.library_list
        if library_list.deselect():
            return
        if self.filter_bar.clear():
            library_list.filter()
        elif library_list.asked.collection is not None:
            library_list.show_collection(None, "")
        elif self._first:
            self.ui.say(f"Nothing to close; {self.ui.key_of('leave')} quits.")
        else:
            self.dismiss(None)
        self.shelf_list.focus()

    # Other lists

    def search_library(self) -> None:
        remember = self.library_edit.remember
        dialog = dialogs.SearchDialog(self.library, self.ui, remember, self._sought)
        self.ui.ask(dialog, self._open)

    def _open(self, answer: "dialogs.SearchAnswer") -> None:
        self._sought = answer.words
        if answer.hit is not None:
            self._answer(OpenRequest(hit=answer.hit, words=answer.words))

    def _open_hit(self, hit: "Hit", words: str, place: ListPlace) -> None:
        self._answer(OpenRequest(hit=hit, words=words, way=(place.command,), at=place.at))

    def _go_to_words(self, sha256: str, words: Span, place: ListPlace) -> None:
        self._answer(OpenRequest(place=(sha256, words), way=(place.command,), at=place.at))

    def pick(self) -> None:
        if self.ui.forbidden("The list of files"):
            return
        from briefing.tui.screens.file_picker import FilePickerScreen

        self.ui.ask(FilePickerScreen(self.library), self._answer)

    def feeds(self) -> None:
        from briefing.tui.screens.feeds_screen import FeedsScreen

        self.ui.ask(FeedsScreen(self.library), self._answer)


def _counted(listed: int, total: int) -> str:
    of = f" of {total:,}" if total > listed else ""
    return f"{listed:,}{of} {'briefing' if max(listed, total) == 1 else 'briefings'}"

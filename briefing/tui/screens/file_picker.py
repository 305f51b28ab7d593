"""Chooses files from folders."""

import os
from functools import partial

from textual.app import ComposeResult
from textual.widgets import Input, Static

from briefing.errors import BriefingError
from briefing.library import Library
from briefing.library.list_directory import DirectoryItem, list_directory
from briefing.library.source_names import expand_paths
from briefing.model.folding import fold_accents
from briefing.model.sanitize import sanitize_line
from briefing.tui.commands import PICKER, bindings
from briefing.tui.open_request import OpenRequest
from briefing.tui.screens.base_screen import BaseScreen
from briefing.tui.screens.list_navigation import ListNavigation
from briefing.tui.widgets.file_and_feed_lists import FileList
from briefing.tui.widgets.filter_bar import FilterBar
from briefing.tui.widgets.key_footer import KeyFooter
from briefing.tui.widgets.list_status import ListStatus
from briefing.user_paths import present_folder


class FilePickerScreen(BaseScreen[OpenRequest]):
    """Returns the paths to open."""

    AUTO_FOCUS = "FileList"
    commands = PICKER
    BINDINGS = bindings(PICKER)
    HORIZONTAL_BREAKPOINTS = [(0, "-small"), (80, "-large")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (10, "-tall")]

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self.files, self.status = FileList(), ListStatus()
        self.filter_bar = FilterBar(Input(placeholder="part of a name", compact=True))
        self.navigation = ListNavigation(lambda: self.files)
        kept = str(library.failures.attempt(None, library.settings.get, "pick_folder") or "")
        self.folder = kept if os.path.isdir(kept) else str(present_folder())
        self.everything = False
        self._items: tuple[DirectoryItem, ...] = ()
        self._from = ""

    def compose(self) -> ComposeResult:
        yield Static("", markup=False, id="shelf-title")
        yield self.filter_bar
        yield self.files
        yield Static("", markup=False, classes="empty")
        yield self.status
        yield KeyFooter(self.commands)

    def on_mount(self) -> None:
        self.query_one(KeyFooter).keys = self.ui.keys
        self.query_one(".empty").display = False
        self.enter(self.folder)

    # Folders

    def enter(self, path: str) -> None:
        work = partial(list_directory, path, everything=self.everything)
        self.ui.run("folder", work, partial(self._show, path))

    def _show(self, path: str, items: tuple[DirectoryItem, ...]) -> None:
        self._from, self.folder = self.folder, path
        self._items = items
        self.query_one("#shelf-title", Static).update(sanitize_line(self.folder))
        if not self.filter_bar.clear():
            self._list()
        self.files.focus()

    def _list(self) -> None:
        words = fold_accents(self.filter_bar.words)
        above = os.path.dirname(self.folder)
        up = (DirectoryItem(above, "..", True, 0, 0),) if above != self.folder and not words else ()
        found = tuple(item for item in self._items if words in fold_accents(item.name))
        listed = (*up, *found)
        places = [i for i, item in enumerate(listed) if item.path == self._from]
        self.files.show(listed, places[0] if places else min(len(up), len(found)))
        self._summarise()
        empty = self.query_one(".empty", Static)
        empty.display, self.files.display = not listed, bool(listed)
        empty.update("Nothing matches. Esc clears the filter.")

    def _summarise(self) -> None:
        count, chosen = len(self._items), len(self.files.selected)
        self.status.left = f"{count:,} here" + (f" · {chosen:,} selected" if chosen else "")
        self.status.right = "all files" if self.everything else "readable files"

    def go_above(self) -> None:
        self.enter(os.path.dirname(self.folder))

    def toggle_everything(self) -> None:
        """Switch between all files and readable formats."""
        self.everything = not self.everything
        self.enter(self.folder)

    # Choosing

    def on_filter_bar_changed(self) -> None:
        self._list()

    def on_filter_bar_done(self) -> None:
        self.files.focus()

    def type_filter(self) -> None:
        self.filter_bar.open()

    def select_and_go_on(self) -> None:
        item = self.files.pointed
        if item is not None and item.name != "..":
            self._select(self.files.selected ^ {item.path})
            self.files.move(1)

    def select_all(self) -> None:
        listed = frozenset(item.path for item in self.files.items if not item.folder)
        self._select(frozenset() if listed <= self.files.selected else listed)

    def _select(self, selected: frozenset[str]) -> None:
        self.files.selected = selected
        self.files.remake()
        self._summarise()

    def on_virtual_list_chosen(self) -> None:
        """Open it."""
        self.open()

    def open(self) -> None:
        item = self.files.pointed
        if self.files.selected:
            self._open(sorted(self.files.selected))
        elif item is not None and item.folder:
            self.enter(item.path)
        elif item is not None:
            self._open([item.path])

    def _open(self, paths: list[str]) -> None:
        try:
            sources = tuple(name for path in paths for name in expand_paths(path))
        except BriefingError as error:
            self.ui.say(str(error), error=True)
            return
        folder = self.folder.encode("utf-8", "replace").decode()
        self.ui.write(partial(self.library.settings.keep, "pick_folder", folder))
        self.dismiss(OpenRequest(sources=sources))

    def escape(self) -> None:
        if self.files.selected:
            self._select(frozenset())
        elif not self.filter_bar.clear():
            self.dismiss(None)

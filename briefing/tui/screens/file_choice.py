import os
from collections.abc import Callable
from functools import partial

from briefing.errors import BriefingError
from briefing.library import Library
from briefing.library.list_directory import DirectoryItem, list_directory
from briefing.library.source_names import expand_paths
from briefing.model.folding import has_words
from briefing.tui.open_request import OpenRequest
from briefing.tui.reader_interface import ReaderInterface
from briefing.tui.widgets.file_and_feed_lists import FileList
from briefing.tui.widgets.filter_bar import FilterBar
from briefing.user_paths import present_folder


class FileChoice:
    def __init__(
        self,
        files: FileList,
        filter_bar: FilterBar,
        library: Library,
        ui: ReaderInterface,
        *,
        changed: Callable[[], object],
        answer: Callable[[OpenRequest], object],
    ) -> None:
        """`changed` is called when something else is listed or selected."""
        self._files, self._filter_bar, self._library, self._ui = files, filter_bar, library, ui
        self._changed, self._answer = changed, answer
        kept = str(library.failures.attempt(None, library.settings.get, "pick_folder") or "")
        self.folder = kept if os.path.isdir(kept) else str(present_folder())
        self.everything = False
        self.items: tuple[DirectoryItem, ...] = ()
        self.found: tuple[DirectoryItem, ...] = ()
        """Those that pass the filter."""
        self._from = ""

    # Folders

    def enter(self, path: str) -> None:
        work = partial(list_directory, path, everything=self.everything)
        self._ui.run("folder", work, partial(self._show, path))

    def _show(self, path: str, items: tuple[DirectoryItem, ...]) -> None:
        self._from, self.folder = self.folder, path
        self.items = items
        if not self._filter_bar.clear():
            self.filter()
        self._files.focus()

    def filter(self) -> None:
        words = self._filter_bar.words
        above = os.path.dirname(self.folder)
        up = (DirectoryItem(above, "..", True, 0, 0),) if above != self.folder and not words else ()
        self.found = tuple(item for item in self.items if has_words(item.name, words))
        listed = (*up, *self.found)
        places = [i for i, item in enumerate(listed) if item.path == self._from]
        self._files.show(listed, places[0] if places else min(len(up), len(self.found)))
        self._changed()

    def go_above(self) -> None:
        self.enter(os.path.dirname(self.folder))

    def toggle_everything(self) -> None:
        self.everything = not self.everything
        self.enter(self.folder)

    # Selecting and opening

    def type_filter(self) -> None:
        self._filter_bar.open()

    def select_and_go_on(self) -> None:
        item = self._files.pointed
        if item is not None and item.name != "..":
            self._select(self._files.selected ^ {item.path})
            self._files.move(1)

    def select_all(self) -> None:
        listed = frozenset(item.path for item in self._files.items if not item.folder)
        self._select(frozenset() if listed <= self._files.selected else listed)

    def deselect(self) -> bool:
        had = bool(self._files.selected)
        self._select(frozenset())
        return had

    def _select(self, selected: frozenset[str]) -> None:
        self._files.selected = selected
        self._files.remake()
        self._changed()

    def open(self) -> None:
        item = self._files.pointed
        if self._files.selected:
            self._open(sorted(self._files.selected))
        elif item is not None and item.folder:
            self.enter(item.path)
        elif item is not None:
            self._open([item.path])

    def _open(self, paths: list[str]) -> None:
        try:
            sources = tuple(name for path in paths for name in expand_paths(path))
        except BriefingError as error:
            self._ui.say(str(error), error=True)
            return
        folder = self.folder.encode("utf-8", "replace").decode()
        self._ui.write(partial(self._library.settings.keep, "pick_folder", folder))
        self._answer(OpenRequest(sources=sources, way=("pick",)))

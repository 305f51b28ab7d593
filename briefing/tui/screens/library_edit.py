from functools import partial

from briefing.library import Library
from briefing.model.say_count import say_count
from briefing.tui import dialogs
from briefing.tui.reader_interface import ReaderInterface
from briefing.tui.screens.library_list import LibraryList
from briefing.tui.undo_stack import UndoStack, UndoStep


class LibraryEdit:
    def __init__(self, library_list: LibraryList, library: Library, ui: ReaderInterface) -> None:
        self._list, self._library, self._ui = library_list, library, ui
        self._done = UndoStack(ui)
        self.remember = self._done.push

    def remove(self) -> None:
        chosen = self._list.chosen()
        hashes = self._library.documents.listing.hashes(chosen)
        if not hashes:
            return
        remove = partial(self._library.documents.remove, *hashes)
        self._ui.write(remove, lambda _: self._show_removed(hashes, chosen[0]))

    def _show_removed(self, hashes: tuple[str, ...], first: int) -> None:
        said = say_count(len(hashes), "briefing")
        restore = partial(self._library.documents.bring_back, *hashes)
        self._done.push(UndoStep(f"{said} restored.", restore, first))
        self._list.deselect()
        self._list.refresh()
        self._ui.say(f"{said} removed; {self._ui.key_of('undo')} undoes it.")

    def undo(self) -> None:
        self._done.undo(lambda step: self._list.refresh(step.back))

    def choose_collection(self) -> None:
        def closed(chosen: tuple[int | None, str] | None) -> None:
            if chosen is not None:
                self._list.show_collection(*chosen)
            elif self._list.asked.collection is not None:
                self._ui.after_writing(self._check_collection)

        collections, listed = self._library.collections, self._list.asked.collection
        dialog = dialogs.CollectionsDialog(collections, self._ui, listed, self._done.push)
        self._ui.push(dialog, closed)

    def _check_collection(self) -> None:
        names = {each.id: each.name for each in self._library.collections.all()}
        collection = self._list.asked.collection
        name = names.get(collection or 0)
        self._list.show_collection(collection if name else None, name or "")

    def assign_collections(self) -> None:
        hashes = self._library.documents.listing.hashes(self._list.chosen())
        if not hashes:
            return

        def closed(_: object) -> None:
            self._list.deselect()
            self._ui.after_writing(self._list.refresh)

        chosen = (self._library.collections, self._ui, hashes, self._done.push)
        self._ui.push(dialogs.AssignCollectionsDialog(*chosen), closed)

"""What a reader changes in the library: selecting, removing, undoing, collections."""

from functools import partial

from briefing.errors import BriefingError
from briefing.tui import dialogs
from briefing.tui.screens.library_listing import Shelving
from briefing.tui.undo import Step
from briefing.tui.widgets.shelf_list import ShelfList


class Changing(Shelving):
    """Whatever is changed here can be undone, the last change first."""

    _done: tuple[Step, ...] = ()

    # Selecting

    def on_shelf_list_toggled(self, event: ShelfList.Toggled) -> None:
        """Select it or not."""
        self._toggle(self.shelf_list.ids[event.index])

    def action_list_select(self) -> None:
        """Select what is under the cursor or not, and go on to the next."""
        shown = self.shelf_list
        if shown.under_cursor is not None:
            self._toggle(shown.under_cursor)
            shown.cursor = min((shown.cursor or 0) + 1, shown.count - 1)

    def _toggle(self, id: int) -> None:
        self._select(self.shelf_list.selected ^ {id})

    def action_list_all(self) -> None:
        """Select all that is listed, or nothing."""
        listed = frozenset(self.shelf_list.ids)
        self._select(frozenset() if listed <= self.shelf_list.selected else listed)

    def _select(self, selected: frozenset[int]) -> None:
        self.shelf_list.select(selected)
        self.summarise()

    def deselect(self) -> bool:
        """Selects nothing; whether anything was selected."""
        had = bool(self.shelf_list.selected)
        self._select(frozenset())
        return had

    # Removing and undoing

    def action_list_remove(self) -> None:
        """Take what is chosen out of the library."""
        hashes = self.library.shelf.hashes(self.chosen())
        if not hashes:
            return
        self.library.remove(*hashes)
        said = shown_count(len(hashes))
        self.remember(Step(f"{said} back.", partial(self.library.bring_back, *hashes)))
        self.deselect()
        self.list_again()
        self.say(f"{said} removed; {self.key_of('list_undo')} undoes it.")

    def remember(self, step: Step) -> None:
        """Something was done that can be undone."""
        self._done = (*self._done, step)

    def action_list_undo(self) -> None:
        """Undo the last change."""
        if not self._done:
            self.say("There is nothing to undo.")
            return
        *before, last = self._done
        self._done = tuple(before)
        try:
            last.undo()
        except BriefingError as error:
            self.say(str(error), error=True)
        else:
            self.say(last.undone)
        self.list_again()

    # Collections

    def action_list_collections(self) -> None:
        """Choose the collection to list, or change them."""

        def done(chosen: tuple[int | None, str] | None) -> None:
            if chosen is not None:
                self.show_collection(*chosen)
            elif self.asked.collection is not None:
                self._check_collection()

        dialog = dialogs.CollectionsDialog(
            self.library.collections, self.asked.collection, self.remember
        )
        self.app.push_screen(dialog, done)

    def _check_collection(self) -> None:
        """List all where the collection that was listed is gone; take a new name over."""
        names = {each.id: each.name for each in self.library.collections.all()}
        name = names.get(self.asked.collection or 0)
        self.show_collection(self.asked.collection if name else None, name or "")

    def action_list_collect(self) -> None:
        """Put what is chosen in collections, or take it out."""
        hashes = self.library.shelf.hashes(self.chosen())
        if not hashes:
            return

        def done(_: object) -> None:
            self.deselect()
            self.list_again()

        self.app.push_screen(
            dialogs.CollectDialog(self.library.collections, hashes, self.remember), done
        )


def shown_count(count: int) -> str:
    """Such as "3 briefings"."""
    return "1 briefing" if count == 1 else f"{count:,} briefings"

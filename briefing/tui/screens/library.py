"""The library screen."""

from briefing.tui import dialogs
from briefing.tui.commands import LIBRARY, bindings
from briefing.tui.screens.exporting import Exporting
from briefing.tui.wanted import Wanted


class LibraryScreen(Exporting):
    """Answers with what the reader wants to read."""

    AUTO_FOCUS = "ShelfList"
    _sought: str = ""
    """The words that were looked for last."""
    BINDINGS = bindings(LIBRARY)
    HORIZONTAL_BREAKPOINTS = [(0, "-small"), (80, "-large")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (10, "-tall")]

    def action_escape(self) -> None:
        """Clear the selection, the filter or the collection, or go back to the text."""
        if self.deselect():
            return
        if self.filter_bar.clear():
            self.filter_now()
        elif self.asked.collection is not None:
            self.show_collection(None, "")
        elif self.back:
            self.dismiss(None)
        else:
            self.say(f"Nothing is open yet: {self.key_of('list_open')} opens a briefing.")
        self.shelf_list.focus()

    # Other lists

    def action_search_library(self) -> None:
        """Search all briefings."""
        self.app.push_screen(dialogs.SearchDialog(self.library.searcher, self._sought), self._open)

    def _open(self, answer: "dialogs.Sought | None") -> None:
        """Answer with the passage that was chosen."""
        if answer is not None:
            self._sought = answer.words
            if answer.hit is not None:
                self.dismiss(Wanted(hit=answer.hit, words=answer.words))

    def action_pick(self) -> None:
        """Choose files from a folder."""
        from briefing.tui.screens.picker import PickerScreen

        self.app.push_screen(PickerScreen(self.library), self._go_on)

    def action_feeds(self) -> None:
        """List the feeds."""
        from briefing.tui.screens.feeds import FeedsScreen

        self.app.push_screen(FeedsScreen(self.library), self._go_on)

    def _go_on(self, wanted: Wanted | None) -> None:
        """Answer with what was chosen there."""
        if wanted is not None:
            self.dismiss(wanted)

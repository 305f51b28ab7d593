from collections.abc import Sequence
from functools import partial

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from briefing.library.followed.followed_service import Followed, FollowedService, FormerRows
from briefing.model.sanitize import sanitize_line
from briefing.model.say_count import say_count
from briefing.tui import dialogs
from briefing.tui.commands import FOLLOWED
from briefing.tui.dialogs.list_dialog import LetterListDialog
from briefing.tui.key_bindings import dialog_bindings
from briefing.tui.reader_interface import ReaderInterface
from briefing.tui.shown_facts import join_facts
from briefing.tui.undo_stack import HeldSteps, UndoStep

_EMPTY = "You follow no story yet. In the list of stories, + follows the one under the cursor."
Listed = tuple[tuple[Followed, ...], tuple[int, ...]]
"""With how many issues are proposed."""


class FollowedListDialog(LetterListDialog[str]):
    commands = FOLLOWED
    BINDINGS = dialog_bindings(FOLLOWED)

    def __init__(
        self, listed: Listed, service: FollowedService, ui: ReaderInterface, done: HeldSteps
    ) -> None:
        super().__init__()
        self._service, self._ui, self.done = service, ui, done
        self._listed, counts = listed
        self._proposed = {each.id: n for each, n in zip(self._listed, counts, strict=True)}

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel stories") as panel:
            panel.border_title = "Followed stories"
            yield Static(_EMPTY, markup=False, classes="empty")
            yield OptionList(compact=True)

    def on_mount(self) -> None:
        self._list(self._listed)
        self.query_one(OptionList).focus()

    def _list(self, listed: Sequence[Followed]) -> None:
        self._listed, pointed = tuple(listed), self.pointed
        self.query_one(".empty").display = not self._listed
        self.query_one(OptionList).display = bool(self._listed)
        ids = [each.id for each in self._listed]
        options = [Option(self._prompt(each), id=each.id) for each in self._listed]
        self.list_options(options, ids.index(pointed) if pointed in ids else 0)

    def _prompt(self, each: Followed) -> Content:
        proposed = self._proposed.get(each.id, 0)
        return Content.assemble(
            (sanitize_line(each.name), "bold"),
            (f"\n  {join_facts(say_count(each.confirmed, 'issue'))}", "$muted"),
            (f" · {proposed} proposed" if proposed else "", "$text-success"),
        )

    @property
    def _pointed(self) -> Followed | None:
        return next((each for each in self._listed if each.id == self.pointed), None)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)

    def action_rename(self) -> None:
        pointed = self._pointed
        if pointed is not None:
            done = partial(self._show_done, "Renamed", "Old name restored.")
            keep = dialogs.keep_with(self._ui, partial(self._service.rename, pointed.id), done=done)
            self.app.push_screen(dialogs.LineDialog("Rename the story", pointed.name, keep))

    def action_remove(self) -> None:
        pointed = self._pointed
        if pointed is not None:
            done = partial(self._show_done, "Unfollowed", "Followed again.")
            self._ui.write(partial(self._service.unfollow, pointed.id), done)

    def _show_done(self, said: str, undone: str, former: FormerRows) -> None:
        self.done.push(UndoStep(undone, partial(self._service.undo, former)))
        if self.is_attached:
            self._list(self._service.all())
            self.say(said, undo=True)

    def action_undo(self) -> None:
        self.done.undo(self._show_undone)

    def _show_undone(self, undone: str) -> None:
        if self.is_attached:
            self._list(self._service.all())
            self.say(undone)

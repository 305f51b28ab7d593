from collections.abc import Mapping
from functools import partial

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from briefing.library.followed.followed_service import Followed, FollowedService
from briefing.model.say_count import say_count
from briefing.sanitize import sanitize_line
from briefing.tui.commands import FOLLOWED
from briefing.tui.dialogs.named_list import NamedListDialog
from briefing.tui.key_bindings import dialog_bindings
from briefing.tui.reader_interface import ReaderInterface
from briefing.tui.shown_facts import not_compared
from briefing.tui.undo_stack import HeldSteps

_EMPTY = "You follow no story yet. In the list of stories, + follows the one under the cursor."
Listed = tuple[Mapping[str, int], int]
"""How many issues are proposed, by the id of the story, and how many briefings are not compared yet."""


class FollowedListDialog(NamedListDialog[str, Followed]):
    commands = FOLLOWED
    BINDINGS = dialog_bindings(FOLLOWED)

    def __init__(
        self,
        proposed: Mapping[str, int],
        left: int,
        service: FollowedService,
        ui: ReaderInterface,
        done: HeldSteps,
    ) -> None:
        super().__init__(ui, done, service.all, partial(_prompt, proposed))
        self._service, self._left = service, left

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel stories") as panel:
            panel.border_title = "Followed stories"
            if self._left:
                yield Static(not_compared(self._left), markup=False, classes="quoted")
            yield Static(_EMPTY, markup=False, classes="empty")
            yield OptionList(compact=True)

    def on_mount(self) -> None:
        self.fill(None)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)

    def action_rename(self) -> None:
        pointed = self.pointed_row
        if pointed is not None:
            self.ask_name("Rename the story", pointed, partial(self._service.rename, pointed.id))

    def action_remove(self) -> None:
        pointed = self.pointed_row
        if pointed is not None:
            remove = partial(self._service.unfollow, pointed.id)
            self.remove_row(remove, self._service.undo, "Unfollowed", "Followed again.")


def _prompt(counts: Mapping[str, int], each: Followed) -> Content:
    proposed = counts.get(each.id, 0)
    return Content.assemble(
        (sanitize_line(each.name), "bold"),
        (f"\n  {say_count(each.confirmed, 'issue')}", "$muted"),
        (f" · {proposed} proposed" if proposed else "", "$text-success"),
    )

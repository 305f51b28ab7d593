from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from briefing.tui.dialogs.typed_list import TypedListDialog
from briefing.tui.palette import Choice, Finder
from briefing.tui.two_sided_line import two_sided_line
from briefing.tui.widgets.field import Field
from briefing.tui.widgets.virtual_list import VirtualList

_KEYS = Content("Enter choose · Esc close")
_NOTHING = Content("Nothing matches.")


class ChoiceList(VirtualList, can_focus=False):
    PLAIN_CURSOR = True

    choices: tuple[Choice, ...] = ()

    @property
    def long(self) -> bool:
        return True

    def list_choices(self, choices: list[Choice]) -> None:
        self.choices = tuple(choices)
        self.list_items(len(choices))
        self.cursor = 0 if choices else None

    def lines(self, index: int) -> list[Content]:
        choice = self.choices[index]
        hint = Content(choice.hint).truncate(max(0, self.room // 3), ellipsis=True)
        room = max(1, self.room - hint.cell_length - 1)
        title = Content(choice.title).truncate(room, ellipsis=True)
        style = "italic" if choice.inferred else ""
        return [two_sided_line([(title.plain, style)], [(hint.plain, "$muted")], self.room)]


class PaletteDialog(TypedListDialog[Choice]):
    def __init__(self, title: str, find: Finder) -> None:
        super().__init__()
        self._title, self._find = title, find
        self._field = Field(placeholder="type to search", compact=True)
        self._list = ChoiceList(id="choices")

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel palette") as panel:
            panel.border_title = Content(self._title)
            panel.border_subtitle = _KEYS
            yield self._field
            yield self._list

    def on_mount(self) -> None:
        self._list_matching("")

    def _list_matching(self, words: str) -> None:
        choices = self._find(words)
        self._list.list_choices(choices)
        self._list.styles.height = max(1, len(choices))
        said = _KEYS if choices else _NOTHING
        self.query_one(".panel").border_subtitle = said

    def on_input_changed(self, event: Input.Changed) -> None:
        self._list_matching(event.value)

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        self.dismiss(self._list.choices[event.index])

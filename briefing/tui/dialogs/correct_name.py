"""Dialogs that correct a name, each with the choice between this briefing and all briefings."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, Static

from briefing.model import Entity
from briefing.model.entity_corrections import Scope
from briefing.model.name_likeness import merge_candidates
from briefing.tui.dialogs.base import Dialog
from briefing.tui.dialogs.choose import LetterMenu
from briefing.tui.dialogs.text_input import LineDialog
from briefing.tui.dialogs.typed_list import TypedListDialog
from briefing.tui.widgets.field import Field
from briefing.tui.widgets.name_list import matches
from briefing.tui.widgets.virtual_list import VirtualList

_SHOWN = 14
"""Candidates shown at once."""
_AROUND = 9
"""Lines of the screen around them."""


class ScopeLine(Widget):
    scope: reactive[Scope] = reactive(Scope.DOCUMENT)

    def render(self) -> Content:
        here = self.scope is Scope.DOCUMENT
        ways = ((here, "this briefing"), (not here, "all briefings"))
        signs = [(f"  {'●' if on else '○'} {way}", "bold" if on else "$muted") for on, way in ways]
        return Content.assemble(("Apply to (Tab)", "$muted"), *signs)

    def turn(self) -> None:
        self.scope = Scope.ALL if self.scope is Scope.DOCUMENT else Scope.DOCUMENT

    def on_click(self) -> None:
        self.turn()


class ScopedDialog(Dialog[str]):
    BINDINGS = [Binding("tab,shift+tab", "turn_scope", "Where", show=False, priority=True)]

    scope = Scope.DOCUMENT
    """As the reader left it."""

    def on_mount(self) -> None:
        line = ScopeLine()
        line.scope = self.scope
        self.watch(line, "scope", self._take_scope)
        self.query_one(".panel").mount(line)

    def _take_scope(self, scope: Scope) -> None:
        self.scope = scope

    def action_turn_scope(self) -> None:
        self.query_one(ScopeLine).turn()


class NameMenu(LetterMenu, ScopedDialog): ...


class RenameDialog(LineDialog, ScopedDialog):
    def __init__(self, title: str, value: str, scope: Scope) -> None:
        super().__init__(title, value)
        self.scope = scope


class MergeDialog(TypedListDialog[str], ScopedDialog):
    """Returns the id of the entity to merge into."""

    def __init__(self, entity: Entity, entities: tuple[Entity, ...], scope: Scope) -> None:
        super().__init__()
        self._entity, self.scope = entity, scope
        self.candidates = merge_candidates(entity, entities)
        self._list = CandidateList(entity)

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel small") as panel:
            panel.border_title = Content(f"Merge {self._entity.name} into")
            panel.border_subtitle = "Enter merge · Esc cancel"
            yield Field(placeholder="type to filter", compact=True)
            yield self._list
            yield Static("No matching names.", markup=False, classes="empty")

    def on_mount(self) -> None:
        fits = max(3, self.app.size.height - _AROUND)
        self._list.styles.height = min(max(1, len(self.candidates)), _SHOWN, fits)
        self.query_one(Input).focus()
        self._filter("")

    def _filter(self, words: str) -> None:
        listed = tuple(pair for pair in self.candidates if matches(pair[0], words))
        self._list.show(listed)
        self._list.display = bool(listed)
        self.query_one(".empty").display = not listed
        if listed and (words.strip() or listed[0][1]):
            self._list.cursor = 0

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._filter(event.value)

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        self.dismiss(self._list.listed[event.index][0].id)


class CandidateList(VirtualList, can_focus=False):
    """Nothing is under the cursor until something like the name, or what was typed, is found."""

    listed: tuple[tuple[Entity, float], ...] = ()

    def __init__(self, entity: Entity) -> None:
        super().__init__()
        self._entity = entity

    def show(self, listed: tuple[tuple[Entity, float], ...]) -> None:
        self.listed = listed
        self.list_items(len(listed))

    def lines(self, index: int) -> list[Content]:
        other = self.listed[index][0]
        kind = "" if other.kind is self._entity.kind else f"{other.kind.value}  "
        facts = f"  {kind}{len(other.mentions)}"
        name = Content(other.name).truncate(max(1, self.room - len(facts)), ellipsis=True)
        return [Content.assemble(name, (facts, "$muted"))]

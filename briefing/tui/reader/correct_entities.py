from collections.abc import Callable
from functools import partial

from briefing.library import Library
from briefing.model import Entity, EntityKind
from briefing.model.entity_corrections import (
    EntityCorrection,
    Scope,
    add_entity,
    change_kind,
    hide_entity,
    merge_entities,
    not_a_name,
    rename_entity,
)
from briefing.tui import dialogs
from briefing.tui.reader.correction_undo import CorrectionUndo
from briefing.tui.reader.session import ReadingSession
from briefing.tui.reader_interface import ReaderInterface
from briefing.tui.widgets.pane import ReadingPane
from briefing.tui.widgets.sidebar import Sidebar

_KINDS = {
    EntityKind.PERSON: "a person",
    EntityKind.ORGANIZATION: "an organization",
    EntityKind.PLACE: "a place",
}
_SCOPES = [(Scope.DOCUMENT.value, "In this briefing"), (Scope.ALL.value, "In all briefings")]

MakeCorrection = Callable[[Scope], EntityCorrection]


class EntityCorrections:
    def __init__(
        self,
        session: ReadingSession,
        pane: ReadingPane,
        sidebar: Sidebar,
        library: Library,
        ui: ReaderInterface,
        correction_undo: CorrectionUndo,
    ) -> None:
        self._correction_undo = correction_undo
        self._session, self._pane, self._sidebar = session, pane, sidebar
        self._library, self._ui = library, ui

    def choose(self) -> None:
        entity = self._find(self._sidebar.chosen)
        title = f"Correct {entity.name}" if entity else "Correct the names"
        reason = entity.reason if entity else ""
        dialog = dialogs.ChoiceDialog(title, self._choices(entity), reason)
        self._ui.ask(dialog, lambda name: self.correct(name, entity))

    def _find(self, id: str | None) -> Entity | None:
        return next((entity for entity in self._session.entities if entity.id == id), None)

    def _choices(self, entity: Entity | None) -> list[tuple[str, str]]:
        choices = []
        if self._pane.selection is not None:
            choices += [(f"add_{k.value}", f"The selection names {w}") for k, w in _KINDS.items()]
        if entity is not None:
            choices += [
                ("rename", "Show it under another name"),
                ("merge", "It is the same as another name"),
            ]
            others = [kind for kind in _KINDS if kind is not entity.kind]
            choices += [(f"kind_{kind.value}", f"It is {_KINDS[kind]}") for kind in others]
            choices += [("hide", "Hide it from the list"), ("none", "This is not a name")]
        return [*choices, ("undo", "Undo the last correction")]

    def correct(self, name: str, entity: Entity | None) -> None:
        """`name` is that of a correction; "add_" and "kind_" are followed by a kind of entity."""
        document, selected = self._session.document, self._pane.selection
        action, _, kind = name.partition("_")
        if action == "undo":
            self._undo()
        elif action == "add" and selected is not None:
            self._ask_scope(lambda scope: add_entity(document, selected, EntityKind(kind), scope))
        elif entity is None:
            return
        elif action == "rename":
            self._ask_name(entity)
        elif action == "merge":
            self._ask_other(entity)
        elif action == "kind":
            self._ask_scope(lambda scope: change_kind(document, entity, EntityKind(kind), scope))
        elif action == "hide":
            self._ask_scope(lambda scope: hide_entity(document, entity, scope))
        elif action == "none":
            self._ask_scope(lambda scope: not_a_name(document, entity.mentions[0], scope))

    def _ask_name(self, entity: Entity, typed: str = "") -> None:
        """`typed` fills the field, after a name that could not be saved."""
        document = self._session.document

        def answered(name: str) -> None:
            if name:
                self._ask_scope(
                    lambda scope: rename_entity(document, entity, name, scope),
                    lambda: self._ask_name(entity, name),
                )

        self._ui.ask(dialogs.LineDialog("The name to show", typed or entity.name), answered)

    def _ask_other(self, entity: Entity) -> None:
        entities = self._session.entities
        others = [(other.id, other.name) for other in entities if other.id != entity.id]
        if not others:
            self._ui.say("There is no other name in this briefing.")
            return

        def answered(id: str) -> None:
            other = self._find(id)
            if other is not None:
                self._ask_scope(
                    lambda scope: merge_entities(self._session.document, other, entity, scope)
                )

        title = f"{entity.name} is the same as"
        self._ui.ask(dialogs.ChoiceDialog(title, others), answered)

    def _ask_scope(
        self, make: MakeCorrection, ask_again: Callable[[], None] = lambda: None
    ) -> None:
        document = self._session.document

        def answered(scope: str) -> None:
            correct = self._library.corrections.correct_entities
            operation = partial(correct, document, make(Scope(scope)))
            self._ui.write(operation, self._show_corrected, lambda _: ask_again())

        self._ui.ask(dialogs.ChoiceDialog("Where does this apply?", _SCOPES), answered)

    def _show_corrected(self, _: object) -> None:
        self._session.correct_entities()
        self._correction_undo.note_made(self._undo)

    def _undo(self) -> None:
        self._correction_undo.note_taken_back(self._undo)
        undo = partial(self._library.corrections.undo_entities, self._session.document)
        self._ui.write(undo, self._show_undone)

    def _show_undone(self, undone: bool) -> None:
        if undone:
            self._session.correct_entities()
            self._ui.say("The last correction was undone.")
        else:
            self._ui.say("There is no correction to undo here.")

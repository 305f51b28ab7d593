"""Correcting people and organizations."""

from collections.abc import Callable

from briefing.model import Entity, EntityKind
from briefing.model.entity_corrections import (
    EntityCorrection,
    Scope,
    add,
    change_kind,
    hide,
    merge,
    not_a_name,
    rename,
)
from briefing.tui import dialogs
from briefing.tui.screens.base import ReadingBase

_KINDS = {
    EntityKind.PERSON: "a person",
    EntityKind.ORGANIZATION: "an organization",
    EntityKind.PLACE: "a place",
}
_SCOPES = [(Scope.DOCUMENT.value, "In this briefing"), (Scope.ALL.value, "In all briefings")]

Made = Callable[[Scope], EntityCorrection]


class Mending(ReadingBase):
    """What the program took somebody for, the reader corrects; the corrections are kept."""

    def action_mend(self) -> None:
        """Ask what is wrong with the name under the cursor, or what the selection names."""
        entity = self._meant()
        choices = self._mendings(entity)
        title = f"Correct {entity.name}" if entity else "Correct the names"

        def done(name: str | None) -> None:
            if name is not None:
                self._mend(name, entity)

        self.app.push_screen(
            dialogs.ChoiceDialog(title, choices, entity.reason if entity else ""), done
        )

    def _meant(self) -> Entity | None:
        chosen = self.sidebar.chosen
        return next((entity for entity in self.entities if entity.id == chosen), None)

    def _mendings(self, entity: Entity | None) -> list[tuple[str, str]]:
        choices = []
        if self.pane.selection is not None:
            choices += [(f"add_{k.value}", f"The selection names {w}") for k, w in _KINDS.items()]
        if entity is not None:
            choices += [("rename", "Show another name"), ("merge", "It is the same as another")]
            others = [kind for kind in _KINDS if kind is not entity.kind]
            choices += [(f"kind_{kind.value}", f"It is {_KINDS[kind]}") for kind in others]
            choices += [("hide", "Leave it out of the list"), ("none", "This is no name")]
        return [*choices, ("undo", "Take the last correction back")]

    def _mend(self, name: str, entity: Entity | None) -> None:
        document, selected = self.document, self.pane.selection
        action, _, kind = name.partition("_")
        if action == "undo":
            self._undo_mending()
        elif action == "add" and selected is not None:
            self._ask_scope(lambda scope: add(document, selected, EntityKind(kind), scope))
        elif entity is None:
            return
        elif action == "rename":
            self._ask_name(entity)
        elif action == "merge":
            self._ask_other(entity)
        elif action == "kind":
            self._ask_scope(lambda scope: change_kind(document, entity, EntityKind(kind), scope))
        elif action == "hide":
            self._ask_scope(lambda scope: hide(document, entity, scope))
        elif action == "none":
            self._ask_scope(lambda scope: not_a_name(document, entity.mentions[0], scope))

    def _ask_name(self, entity: Entity, typed: str = "") -> None:
        """Ask for a name; one that could not be kept is there again, as `typed`."""
        document = self.document

        def done(name: str | None) -> None:
            if name:
                self._ask_scope(
                    lambda scope: rename(document, entity, name, scope),
                    lambda: self._ask_name(entity, name),
                )

        self.app.push_screen(dialogs.LineDialog("The name to show", typed or entity.name), done)

    def _ask_other(self, entity: Entity) -> None:
        others = [(other.id, other.name) for other in self.entities if other.id != entity.id]
        if not others:
            self.say("There is no other name in this briefing.")
            return

        def done(id: str | None) -> None:
            other = next((each for each in self.entities if each.id == id), None)
            if other is not None:
                self._ask_scope(lambda scope: merge(self.document, other, entity, scope))

        self.app.push_screen(dialogs.ChoiceDialog(f"{entity.name} is the same as", others), done)

    def _ask_scope(self, made: Made, again: Callable[[], None] = lambda: None) -> None:
        """Ask where a correction holds, and make it; `again` asks anew where it could not be kept."""
        document = self.document

        def done(scope: str | None) -> None:
            if scope is None:
                return
            if self.library.correct_entities(document, made(Scope(scope))):
                self.entities_corrected()
                self.corrected_by(self._undo_mending)
            else:
                again()

        self.app.push_screen(dialogs.ChoiceDialog("Where does this hold?", _SCOPES), done)

    def _undo_mending(self) -> None:
        self.correction_undone(self._undo_mending)
        if self.library.undo_entity_correction(self.document):
            self.entities_corrected()
            self.say("The last correction is taken back.")
        else:
            self.say("No name was corrected here.")

    def entities_corrected(self) -> None:
        """Shows the entities as they are corrected now; the screen says how."""

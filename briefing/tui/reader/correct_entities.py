from collections.abc import Callable
from functools import partial

from briefing.library import Library
from briefing.model import Entity, EntityKind, Mention
from briefing.model.entity_corrections import (
    EntityCorrection,
    Scope,
    add_entity,
    change_kind,
    hide_entity,
    merge_entities,
    not_a_name,
    rename_entity,
    split_entity,
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
_LETTERS = {EntityKind.PERSON: "p", EntityKind.ORGANIZATION: "o", EntityKind.PLACE: "l"}


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
        menu = dialogs.NameMenu(title, self._entries(entity), reason)
        self._ui.ask(menu, lambda name: self.correct(name, entity, menu.scope))

    def _find(self, id: str | None) -> Entity | None:
        return next((entity for entity in self._session.entities if entity.id == id), None)

    def _entries(self, entity: Entity | None) -> list[tuple[str, str, str]]:
        entries = []
        if self._pane.selection is not None:
            entries += [
                (_LETTERS[kind].upper(), f"add_{kind.value}", f"The selection names {what}")
                for kind, what in _KINDS.items()
            ]
        if entity is not None:
            entries += [("r", "rename", "Rename…"), ("m", "merge", "Merge with another name…")]
            if len(entity.mentions) > 1:
                entries.append(("s", "split", "Split off mentions of somebody else…"))
            entries += [
                (_LETTERS[kind], f"kind_{kind.value}", f"Change to {what}")
                for kind, what in _KINDS.items()
                if kind is not entity.kind
            ]
            entries += [("h", "hide", "Hide from the list"), ("n", "none", "Not a name")]
        return [*entries, ("u", "undo", "Undo last correction")]

    def correct(self, name: str, entity: Entity | None, scope: Scope) -> None:
        """`name` is that of a correction; "add_" and "kind_" are followed by a kind of entity."""
        document, selected = self._session.document, self._pane.selection
        action, _, kind = name.partition("_")
        if action == "undo":
            self._undo()
        elif action == "add" and selected is not None:
            words = " ".join(selected.of(document.text).split())
            correction = add_entity(document, selected, EntityKind(kind), scope)
            self._keep(correction, f"Added “{words}” as {_KINDS[EntityKind(kind)]}")
        elif entity is None:
            return
        elif action == "rename":
            self._ask_name(entity, entity.name, scope)
        elif action == "merge":
            self._ask_other(entity, scope)
        elif action == "split":
            self._ask_part(entity, scope)
        elif action == "kind":
            correction = change_kind(document, entity, EntityKind(kind), scope)
            self._keep(correction, f"“{entity.name}” is now {_KINDS[EntityKind(kind)]}")
        elif action == "hide":
            self._keep(hide_entity(document, entity, scope), f"Hid “{entity.name}”")
        elif action == "none":
            correction = not_a_name(document, entity.mentions[0], scope)
            self._keep(correction, f"“{entity.name}” is no longer a name")

    def _ask_name(self, entity: Entity, typed: str, scope: Scope) -> None:
        """`typed` fills the field."""

        def answered(name: str) -> None:
            if name:
                correction = rename_entity(self._session.document, entity, name, dialog.scope)
                said = f"Renamed “{entity.name}” to “{name}”"
                self._keep(correction, said, lambda: self._ask_name(entity, name, dialog.scope))

        dialog = dialogs.RenameDialog(f"Rename {entity.name}", typed, scope)
        self._ui.ask(dialog, answered)

    def _ask_other(self, entity: Entity, scope: Scope) -> None:
        dialog = dialogs.MergeDialog(entity, self._session.entities, scope)
        if not dialog.candidates:
            self._ui.say("There is no other name of that kind in this briefing.")
            return

        def answered(id: str) -> None:
            other = self._find(id)
            if other is not None:
                correction = merge_entities(self._session.document, other, entity, dialog.scope)
                said = f"Merged “{entity.name}” into “{other.name}”"
                self._keep(correction, said, then=other.id)

        self._ui.ask(dialog, answered)

    def _ask_part(self, entity: Entity, scope: Scope) -> None:
        parts = self._parts(entity)
        if not parts:
            self._ui.say(f"Go to the mention with {self._ui.key_of('next_mention')} first.")
            return
        shown = [(str(number), each) for number, (each, _, _) in enumerate(parts)]

        def answered(number: str) -> None:
            words, mentions, everywhere = parts[int(number)]
            where = scope if everywhere else Scope.DOCUMENT
            correction = split_entity(self._session.document, mentions, where)
            self._keep(correction, f"Split {words} off “{entity.name}”")

        title = f"Who is not {entity.name}?"
        self._ui.ask(dialogs.ChoiceDialog(title, shown), answered)

    def _parts(self, entity: Entity) -> list[tuple[str, list[Mention], bool]]:
        """Words for some of its mentions, these, and whether other briefings may have their like."""
        text, forms = self._session.document.text, dict[str, list[Mention]]()
        for mention in entity.mentions:
            forms.setdefault(" ".join(mention.span.of(text).split()), []).append(mention)
        parts = [
            ("the mention in focus", [mention], False)
            for mention in entity.mentions
            if mention.span == self._pane.focus_bar.span
        ]
        if len(forms) > 1:
            parts += [(f"“{form}”", mentions, True) for form, mentions in forms.items()]
        return parts

    def _keep(
        self,
        correction: EntityCorrection,
        said: str,
        ask_again: Callable[[], None] = lambda: None,
        then: str | None = None,
    ) -> None:
        everywhere = " in all briefings" if correction.scope is Scope.ALL else ""
        operation = partial(
            self._library.corrections.correct_entities, self._session.document, correction
        )
        shown = partial(self._show_corrected, said + everywhere, then)
        self._ui.write(operation, shown, lambda _: ask_again())

    def _show_corrected(self, said: str, then: str | None, _: object) -> None:
        before = self._session.entities
        self._session.correct_entities()
        if self._session.entities == before:
            self._ui.write(partial(self._library.corrections.undo_entities, self._session.document))
            self._ui.say("That correction changes nothing here.")
            return
        if then is not None:
            self._sidebar.point_at(then)
        self._correction_undo.note_made(self._undo, said)

    def _undo(self) -> None:
        self._correction_undo.note_taken_back(self._undo)
        undo = partial(self._library.corrections.undo_entities, self._session.document)
        self._ui.write(undo, self._show_undone)

    def _show_undone(self, undone: bool) -> None:
        if undone:
            self._session.correct_entities()
        self._correction_undo.tell(undone)

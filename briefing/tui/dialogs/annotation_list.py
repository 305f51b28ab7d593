from datetime import datetime
from functools import partial
from textwrap import shorten
from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from briefing.library import Library
from briefing.model import COLOURS, Annotation, Bookmark, Document, Highlight, Note
from briefing.tui.commands import MARKS
from briefing.tui.dialogs.list_dialog import LetterListDialog
from briefing.tui.dialogs.text_input import LineDialog, NoteDialog, keep_with
from briefing.tui.key_bindings import dialog_bindings
from briefing.tui.reader_interface import ReaderInterface
from briefing.tui.shown_facts import join_facts, shown_date

if TYPE_CHECKING:
    from briefing.library.drafts import Draft

_SNIPPET = 160
_GONE = "The latest version no longer has this passage; Enter shows it in the previous one."


class AnnotationsDialog(LetterListDialog[Annotation]):
    commands = MARKS
    BINDINGS = dialog_bindings(MARKS)

    def __init__(
        self,
        library: Library,
        ui: ReaderInterface,
        title: str,
        marks: tuple[Annotation, ...],
        empty: str,
    ) -> None:
        super().__init__()
        self._library, self._ui, self._title, self._empty = library, ui, title, empty
        self.marks = sorted(marks, key=_age, reverse=True)
        self.removed: list[tuple[Annotation, str | None]] = []
        self._originals = library.failures.attempt({}, library.annotations.originals, marks)
        self._lost = {mark.id for mark in library.history.orphans()}

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel") as panel:
            panel.border_title = Content(self._title)
            yield Static(self._empty, markup=False, classes="empty")
            yield OptionList(id="marks", compact=True)

    def on_mount(self) -> None:
        self._fill()

    def _fill(self, at: int = 0) -> None:
        marks = self.query_one(OptionList)
        marks.display = bool(self.marks)
        self.query_one(".empty").display = not self.marks
        self.list_options([Option(self._prompt(mark), id=mark.id) for mark in self.marks], at)
        if self.marks:
            marks.focus()

    def _prompt(self, mark: Annotation) -> Content:
        marked = f"marked {shown_date(mark.created.date().isoformat())}"
        about = join_facts(*self._from(mark), marked)
        lines = Content.assemble(
            (mark.section_title, "bold"),
            (f"  {about}", "$muted"),
            _kind(mark),
            f"\n“{shorten(mark.anchor.exact, _SNIPPET, placeholder='…')}”",
        )
        if mark.id in self._lost:
            lines = Content.assemble(lines, "\n", (_GONE, "$text-warning"))
        words = mark.note if isinstance(mark, Bookmark) else getattr(mark, "body", "")
        if words:
            lines = Content.assemble(lines, "\n", (f"✎ {words}", "$text-accent"))
        return Content.assemble(lines, "\n")

    def _from(self, mark: Annotation) -> tuple[str, ...]:
        title, source = self._originals.get(mark.id, ("", ""))
        if source:
            return title if title != mark.section_title else "", source
        is_bookmark = isinstance(mark, Bookmark)
        return (self._title_of(mark) or "Not in the library",) if is_bookmark else ()

    def _title_of(self, mark: Annotation) -> str:
        return self._library.failures.attempt("", self._library.documents.title, mark.document)

    @property
    def _current(self) -> Annotation | None:
        return next((mark for mark in self.marks if mark.id == self.pointed), None)

    def on_option_list_option_selected(self) -> None:
        self.dismiss(self._current)

    def action_remove(self) -> None:
        mark = self._current
        if mark is None:
            return

        def remove() -> str | None:
            newer = self._library.history.newer(mark)
            self._library.annotations.remove(mark)
            return newer

        self._ui.write(remove, partial(self._show_removed, mark))

    def _show_removed(self, mark: Annotation, newer: str | None) -> None:
        at = self._place_of(mark)
        if at is not None and self.is_attached:
            self.removed.append((self.marks.pop(at), newer))
            self._fill(at)
            self.say("Removed", undo=True)

    def _place_of(self, mark: Annotation) -> int | None:
        return next((at for at, each in enumerate(self.marks) if each.id == mark.id), None)

    def action_undo(self) -> None:
        if self.removed:
            mark, newer = self.removed[-1]
            restore = partial(self._library.history.restore, mark, newer)
            self._ui.write(restore, lambda _: self._show_restored(mark))

    def _show_restored(self, mark: Annotation) -> None:
        left = [each for each in self.removed if each[0].id != mark.id]
        if len(left) < len(self.removed) and self.is_attached:
            self.removed = left
            self.marks = sorted([*self.marks, mark], key=_age, reverse=True)
            self._fill(self.marks.index(mark))
            self.say("Restored.")

    def action_edit(self) -> None:
        mark = self._current
        if mark is None:
            return

        def save(words: str) -> Annotation | None:
            if words == "" and isinstance(mark, Note):
                return None
            changed = _noted(mark, words)
            self._library.annotations.keep(changed)
            return changed

        def removed(words: str | None) -> None:
            if words == "" and isinstance(mark, Note):
                self.action_remove()

        if isinstance(mark, Highlight):
            turned = COLOURS[(COLOURS.index(mark.colour) + 1) % len(COLOURS)]
            self._ui.write(partial(save, turned), self._show_changed)
            return
        draft = self._draft(mark, "Note" if isinstance(mark, Note) else "Bookmark's note")
        keep = keep_with(self._ui, save, draft, self._show_changed)
        if isinstance(mark, Note):
            self.app.push_screen(NoteDialog(mark.anchor.exact, mark.body, keep, draft), removed)
        else:
            self.app.push_screen(LineDialog("A note on the bookmark", mark.note, keep, draft))

    def _show_changed(self, mark: Annotation | None) -> None:
        at = self._place_of(mark) if mark is not None else None
        if mark is not None and at is not None and self.is_attached:
            self.marks[at] = mark
            self._fill(at)

    def _draft(self, mark: Annotation, what: str) -> "Draft":
        about = Document("", title=self._title_of(mark) or None)
        return self._library.drafts.begin(about, what, mark.anchor.exact)


def _age(mark: Annotation) -> tuple[datetime, int]:
    return mark.created, mark.anchor.span.start


def _noted(mark: Annotation, words: str) -> Annotation:
    if isinstance(mark, Bookmark):
        return replace(mark, note=words)
    return replace(mark, body=words) if isinstance(mark, Note) else replace(mark, colour=words)


def _kind(mark: Annotation) -> Content:
    if isinstance(mark, Highlight):
        return Content.assemble(
            (" · ", "$muted"), (f" {mark.colour} ", f"$mark-text on $mark-{mark.colour}")
        )
    return Content.styled(" · note" if isinstance(mark, Note) else "", "$muted")

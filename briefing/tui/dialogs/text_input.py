from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static, TextArea

from briefing.tui.commands import LINE, NOTE
from briefing.tui.dialogs.base import Dialog
from briefing.tui.dialogs.choose import ConfirmDialog
from briefing.tui.key_bindings import dialog_bindings
from briefing.tui.widgets.field import Field

if TYPE_CHECKING:
    from briefing.library.drafts import Draft
    from briefing.tui.reader_interface import ReaderInterface

T = TypeVar("T")

_SHOWN = 200
_LONG = 30
"""Seconds for which the path of a rescue file is shown."""

Keep = Callable[[str, Callable[[str], object]], object]
"""Saves a text, then calls with "" or a sentence that says why it failed."""


def keep_with(
    ui: "ReaderInterface",
    operation: Callable[[str], T],
    draft: "Draft | None" = None,
    done: Callable[[T], object] = lambda _: None,
) -> Keep:
    """Saves by an operation on the library; `done` gets its result before the dialog closes."""

    def save(text: str) -> T:
        result = operation(text)
        if draft is not None:
            draft.finish()
        return result

    def keep(text: str, tell: Callable[[str], object]) -> None:
        def saved(result: T) -> None:
            done(result)
            tell("")

        ui.write(partial(save, text), saved, lambda error: tell(str(error)), quiet=True)

    return keep


class TextInputDialog(Dialog[str]):
    """Open until its text is saved, and after a failure. Unsaved text is kept as a draft."""

    def __init__(self, before: str, keep: Keep | None, draft: "Draft | None") -> None:
        super().__init__()
        self._before, self._keep, self._draft = before, keep, draft
        self._failed = self._saving = False

    @property
    def field(self) -> Input | TextArea:
        raise NotImplementedError

    @property
    def written(self) -> str:
        field = self.field
        return field.value if isinstance(field, Input) else field.text

    def problem(self) -> Static:
        line = Static("", markup=False, classes="problem")
        line.display = False
        return line

    def hold(self) -> None:
        if self._draft is None:
            return
        if self.written.strip() == self._before.strip():
            self._draft.drop()
        else:
            self._draft.write(self.written)

    async def action_close(self) -> None:
        written = self.written.strip()
        if self._saving or written in ("", self._before.strip()):
            self.leave()
            return
        asked = (
            "Close? Your text is saved to a file." if self._failed else "Discard what you wrote?"
        )
        question = ConfirmDialog(asked, written[:_SHOWN], careful=not self._failed)

        def done(yes: bool | None) -> None:
            if yes:
                self.leave()

        self.app.push_screen(question, done)

    def answer(self, text: str) -> None:
        if self._keep is None:
            self._close(text)
        elif not self._saving:
            self._saving = self.field.disabled = True
            self._keep(text, partial(self._saved, text))

    def _saved(self, text: str, reason: str) -> None:
        self._saving, self._failed = False, bool(reason)
        if not self.is_attached:  # The reader closed it meanwhile.
            self._rescue(reason)
        elif reason:
            self.field.disabled = False
            self.field.focus()
            line = self.query_one(".problem", Static)
            line.update(reason)
            line.display = True
        else:
            self._close(text)

    def leave(self) -> None:
        """Close; unsaved text goes to a file, whose path is shown."""
        self._rescue()
        self._close(None)

    def _rescue(self, reason: str = "") -> None:
        rescued = self._draft.rescue() if self._failed and self._draft is not None else None
        if rescued is not None:
            self.app.notify(rescued.sentence, severity="warning", markup=False, timeout=_LONG)
        elif reason:
            self.app.notify(reason, severity="error", markup=False)

    def _close(self, answer: str | None) -> None:
        if not self._saving:
            self._forget()
        self.dismiss(answer)

    def _forget(self) -> None:
        if self._draft is not None:
            self._draft.drop()


class NoteDialog(TextInputDialog):
    """Returns the note's text, "" to remove the note."""

    commands = NOTE
    BINDINGS = dialog_bindings(NOTE[:1], priority=True)

    def __init__(
        self, quote: str, body: str = "", keep: Keep | None = None, draft: "Draft | None" = None
    ) -> None:
        super().__init__(body, keep, draft)
        self._quote = " ".join(quote.split())

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel small") as panel:
            panel.border_title = "Note"
            short = self._quote[:_SHOWN] + ("…" if len(self._quote) > _SHOWN else "")
            yield Static(f"“{short}”", markup=False, classes="quoted")
            yield TextArea(self._before, compact=True, tab_behavior="focus")
            yield self.problem()

    def on_mount(self) -> None:
        area = self.query_one(TextArea)
        area.focus()
        area.move_cursor(area.document.end)

    @property
    def field(self) -> TextArea:
        return self.query_one(TextArea)

    def on_text_area_changed(self) -> None:
        self.hold()

    def action_save(self) -> None:
        self.answer(self.written.strip())


class LineDialog(TextInputDialog):
    commands = LINE
    BINDINGS = dialog_bindings(LINE)

    def __init__(
        self,
        title: str,
        value: str = "",
        keep: Keep | None = None,
        draft: "Draft | None" = None,
        *,
        verb: str = "save",
    ) -> None:
        """`verb` says what Enter does."""
        super().__init__(value, keep, draft)
        self._title, self._verb = title, verb

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel line") as panel:
            panel.border_title = Content(self._title)
            yield Field(self._before, compact=True)
            yield self.problem()

    @property
    def field(self) -> Input:
        return self.query_one(Input)

    def _key_words(self) -> list[str]:
        enter, *others = super()._key_words()
        return [enter.replace(LINE[0].label, self._verb), *others]

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.hold()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_submit()

    def action_submit(self) -> None:
        self.answer(self.written.strip())

"""Exporting marks and quotes from the library screen."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from textual.message import Message

from briefing.errors import BriefingError, InputError
from briefing.model.gate import gate_line
from briefing.paths import present_folder, user_path
from briefing.tui import dialogs
from briefing.tui.screens.library_changing import Changing, shown_count

_FORMS = {
    "markdown": ("Markdown, to read and edit", "marks.md"),
    "w3c": ("Web Annotations, for other programs", "marks.json"),
    "csv": ("CSV, for tables and Readwise", "marks.csv"),
}
"""The forms, what a reader sees of them, and a name for the file."""


@dataclass
class Exported(Message):
    """A file was written, or why it was not."""

    sentence: str
    failed: bool = False


class Exporting(Changing):
    """Asks for the form and the file, then writes it in a thread."""

    def action_list_export(self) -> None:
        """Write the marks and quotes of what is chosen to a file."""
        if self.forbidden("An export"):
            return
        hashes = self.library.shelf.hashes(self.chosen())
        if not hashes:
            return

        def done(form: str | None) -> None:
            if form is not None:
                self._ask_file(form, hashes)

        choices = [(name, shown) for name, (shown, _) in _FORMS.items()]
        about = f"Marks and quotes of {shown_count(len(hashes))}."
        self.app.push_screen(dialogs.ChoiceDialog("Export", choices, about), done)

    def _ask_file(self, form: str, hashes: tuple[str, ...]) -> None:
        def done(name: str | None) -> None:
            if name:
                self._check_name(form, hashes, name)

        name = str(present_folder() / _FORMS[form][1])
        self.app.push_screen(dialogs.LineDialog("Export to the file", name), done)

    def _check_name(self, form: str, hashes: tuple[str, ...], name: str) -> None:
        try:
            path = user_path(name)
        except InputError as error:
            self.say(str(error), error=True)
        else:
            self._check_file(form, hashes, path)

    def _check_file(self, form: str, hashes: tuple[str, ...], path: Path) -> None:
        def done(yes: bool | None) -> None:
            if yes:
                self._begin(form, hashes, path)

        if path.is_file():
            about = "There is a file of this name. Shall it be replaced?"
            self.app.push_screen(dialogs.ConfirmDialog("Replace it", about, careful=True), done)
        else:
            self._begin(form, hashes, path)

    def _begin(self, form: str, hashes: tuple[str, ...], path: Path) -> None:
        work = partial(self._export, form, hashes, path)
        self.run_worker(work, thread=True, group="export", exit_on_error=False)
        self.say("Exporting …")

    def _export(self, form: str, hashes: tuple[str, ...], path: Path) -> None:
        """In a thread."""
        from briefing.library.writing import write_text

        try:
            write_text(path, self.library.export(hashes, form), force=path.is_file())
        except BriefingError as error:
            self.post_message(Exported(str(error), failed=True))
        else:
            self.post_message(Exported(f"Exported to {gate_line(str(path))}."))

    def on_exported(self, event: Exported) -> None:
        """Say it."""
        self.say(event.sentence, error=event.failed)

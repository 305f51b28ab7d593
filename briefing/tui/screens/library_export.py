from functools import partial
from pathlib import Path

from briefing.errors import InputError
from briefing.library import Library
from briefing.model.sanitize import sanitize_line
from briefing.tui import dialogs
from briefing.tui.reader_interface import ReaderInterface
from briefing.tui.screens.library_edit import shown_count
from briefing.tui.screens.library_list import LibraryList
from briefing.user_paths import present_folder, user_path

_FORMS = {
    "markdown": ("Markdown, to read and edit", "marks.md"),
    "w3c": ("Web Annotations, for other programs", "marks.json"),
    "csv": ("CSV, for tables and Readwise", "marks.csv"),
}


class LibraryExport:
    def __init__(self, library_list: LibraryList, library: Library, ui: ReaderInterface) -> None:
        self._list, self._library, self._ui = library_list, library, ui

    def choose_form(self) -> None:
        if self._ui.forbidden("An export"):
            return
        hashes = self._library.documents.listing.hashes(self._list.chosen())
        if hashes:
            choices = [(name, shown) for name, (shown, _) in _FORMS.items()]
            about = f"Marks and quotations of {shown_count(len(hashes))}."
            dialog = dialogs.ChoiceDialog("Export", choices, about)
            self._ui.ask(dialog, lambda form: self._ask_file(form, hashes))

    def _ask_file(self, form: str, hashes: tuple[str, ...]) -> None:
        def answered(name: str) -> None:
            if name:
                self._check_name(form, hashes, name)

        name = str(present_folder() / _FORMS[form][1])
        self._ui.ask(dialogs.LineDialog("Export to the file", name), answered)

    def _check_name(self, form: str, hashes: tuple[str, ...], name: str) -> None:
        try:
            path = user_path(name)
        except InputError as error:
            self._ui.say(str(error), error=True)
        else:
            self._check_file(form, hashes, path)

    def _check_file(self, form: str, hashes: tuple[str, ...], path: Path) -> None:
        def answered(yes: bool) -> None:
            if yes:
                self._begin(form, hashes, path)

        if path.is_file():
            about = "The file already exists. Replace it?"
            self._ui.ask(dialogs.ConfirmDialog("Replace the file", about, careful=True), answered)
        else:
            self._begin(form, hashes, path)

    def _begin(self, form: str, hashes: tuple[str, ...], path: Path) -> None:
        self._ui.say("Exporting…")
        work = partial(self._write, form, hashes, path)
        said = f"Exported to {sanitize_line(str(path))}."
        self._ui.run(f"export {path}", work, lambda _: self._ui.say(said))

    def _write(self, form: str, hashes: tuple[str, ...], path: Path) -> None:
        from briefing.library.atomic_write import write_text

        write_text(path, self._library.annotations.export(hashes, form), force=path.is_file())

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from briefing.errors import InputError
from briefing.library import Library
from briefing.library.exchange import MARKS, QUOTE
from briefing.model.say_count import say_count
from briefing.sanitize import sanitize_line
from briefing.tui import dialogs
from briefing.tui.reader_interface import ReaderInterface
from briefing.tui.screens.library_list import LibraryList
from briefing.user_paths import present_folder, user_path


class _Choice(NamedTuple):
    shown: str
    form: str
    file: str
    only: tuple[str, ...] = MARKS


_CHOICES = {
    "markdown": _Choice("Markdown, to read and edit", "markdown", "marks.md"),
    "w3c": _Choice("Web Annotations, for other programs", "w3c", "marks.json"),
    "csv": _Choice("CSV, for tables and Readwise", "csv", "marks.csv"),
    "quotes": _Choice(
        "Markdown with quotations, as attributed by Briefing",
        "markdown",
        "marks-and-quotations.md",
        (*MARKS, QUOTE),
    ),
}


_COUNTED = 200
"""Of more briefings it is not looked whether one has marks."""


class LibraryExport:
    def __init__(self, library_list: LibraryList, library: Library, ui: ReaderInterface) -> None:
        self._list, self._library, self._ui = library_list, library, ui

    def choose_form(self) -> None:
        if self._ui.forbidden("An export"):
            return
        listing, ids = self._library.documents.listing, self._list.chosen()
        hashes = listing.hashes(ids)
        if hashes:
            rows = list(listing.rows(ids[:_COUNTED]).values())
            some = len(ids) > _COUNTED or any(row.marks for row in rows)
            one = f"“{sanitize_line(rows[0].title)}”" if len(ids) == 1 else ""
            where = one or say_count(len(ids), "briefing")
            about = f"{'Your' if some else 'No'} marks in {where}."
            dialog = dialogs.ChoiceDialog("Export", _choices(some), about)
            self._ui.ask(dialog, lambda name: self._ask_file(_CHOICES[name], hashes))

    def _ask_file(self, choice: _Choice, hashes: tuple[str, ...]) -> None:
        def answered(name: str) -> None:
            if name:
                self._check_name(choice, hashes, name)

        name = str(present_folder() / choice.file)
        self._ui.ask(dialogs.LineDialog("Export to the file", name), answered)

    def _check_name(self, choice: _Choice, hashes: tuple[str, ...], name: str) -> None:
        try:
            path = user_path(name)
        except InputError as error:
            self._ui.say(str(error), error=True)
        else:
            self._check_file(choice, hashes, path)

    def _check_file(self, choice: _Choice, hashes: tuple[str, ...], path: Path) -> None:
        def answered(yes: bool) -> None:
            if yes:
                self._begin(choice, hashes, path)

        if path.is_file():
            about = "The file already exists. Replace it?"
            self._ui.ask(dialogs.ConfirmDialog("Replace the file", about, careful=True), answered)
        else:
            self._begin(choice, hashes, path)

    def _begin(self, choice: _Choice, hashes: tuple[str, ...], path: Path) -> None:
        self._ui.say("Exporting…")
        work = partial(self._write, choice, hashes, path)
        self._ui.run(f"export {path}", work, self._ui.say)

    def _write(self, choice: _Choice, hashes: tuple[str, ...], path: Path) -> str:
        from briefing.library.atomic_write import write_text

        pieces = self._library.annotations.export(hashes, choice.form, only=choice.only)
        first = next(pieces, None)
        if first is None:
            return "There are no marks to export."
        write_text(path, _joined(first, pieces), force=path.is_file())
        return f"Exported to {sanitize_line(str(path))}."


def _choices(marked: bool) -> list[tuple[str, str]]:
    return [(name, each.shown) for name, each in _CHOICES.items() if marked or QUOTE in each.only]


def _joined(first: str, pieces: Iterator[str]) -> Iterator[str]:
    yield first
    yield from pieces

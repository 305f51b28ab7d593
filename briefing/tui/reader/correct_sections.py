from collections.abc import Callable
from functools import partial

from briefing.library import Library
from briefing.model import Document, Section, SectionKind, TitleSource, section_at
from briefing.model.languages import ENGLISH, name_language
from briefing.model.section import shown_title
from briefing.model.section_corrections import (
    SectionCorrection,
    apply_section_corrections,
    divide_text,
    merge_with_previous,
    move_boundary,
    rename_section,
    split_section,
)
from briefing.tui import dialogs
from briefing.tui.reader.correction_undo import CorrectionUndo
from briefing.tui.reader.session import ReadingSession
from briefing.tui.reader_interface import ReaderInterface
from briefing.tui.widgets.pane import ReadingPane


class SectionCorrections:
    def __init__(
        self,
        session: ReadingSession,
        pane: ReadingPane,
        library: Library,
        ui: ReaderInterface,
        correction_undo: CorrectionUndo,
    ) -> None:
        self._correction_undo = correction_undo
        self._session, self._pane, self._library, self._ui = session, pane, library, ui

    def choose(self) -> None:
        if self._session.is_open:
            reason = self._session.section.reason
            menu = dialogs.LetterMenu("Correct this issue", self._entries(), reason)
            self._ui.ask(menu, self.correct)

    def _entries(self) -> list[tuple[str, str, str]]:
        aside = self._session.section.kind is SectionKind.BOILERPLATE
        return [
            ("r", "rename", "Rename…"),
            ("s", "split", "Split here (at the marked paragraph)"),
            ("t", "topics", "Split the whole text by topic"),
            *([("m", "merge", "Merge with previous issue")] if self._session.index else []),
            ("n", "keep", "Not clutter") if aside else ("h", "junk", "Hide as clutter"),
            ("u", "undo", "Undo last correction"),
        ]

    def correct(self, name: str) -> None:
        """`name` is "rename", "split", "topics", "merge", "junk", "keep" or "undo"."""
        document, section = self._session.document, self._session.section
        title = shown_title(section)
        if name == "rename":
            self._ask_title(section)
        elif name == "split":
            self._split(document)
        elif name == "topics":
            self.split_by_topic()
        elif name == "merge":
            said = f"Merged “{title}” with the previous issue"
            self._keep(document, merge_with_previous(document, section), said)
        elif name == "undo":
            self._undo()
        else:
            kind = SectionKind.BOILERPLATE if name == "junk" else SectionKind.ISSUE
            said = f"Hid “{title}” as clutter" if name == "junk" else f"“{title}” is an issue again"
            self._keep(document, move_boundary(document, section, kind), said)

    def _split(self, document: Document) -> None:
        offset = self._focus_start()
        parts = apply_section_corrections(
            document, self._session.sections, [split_section(document, offset)]
        )
        new = parts[section_at(parts, offset)]
        if new in self._session.sections:
            self._ui.say("An issue starts here already.")
            return

        def answered(title: str) -> None:
            by_reader = bool(title) and title != new.title
            correction = split_section(document, offset, title if by_reader else "", by_reader)
            self._keep(document, correction, f"New issue “{title or new.title}”")

        if new.title_source is TitleSource.DOCUMENT:
            answered("")
        else:
            self._ui.ask(dialogs.LineDialog("Title of the new issue", new.title), answered)

    def split_by_topic(self) -> None:
        if not self._session.is_open:
            return
        document = self._session.document
        if self._session.partial:
            self._ui.say("The rest of the text is still being read.")
            return
        if document.language not in (None, ENGLISH):
            language = name_language(document.language)
            self._ui.say(f"This is in {language}, but topics are found in English only.")
            return
        self._ui.say("Looking for topics…")
        self._ui.run(
            "topics",
            partial(self._library.reading.sections_by_topic, document),
            partial(self._divide, document),
        )

    def _divide(self, document: Document, sections: tuple[Section, ...]) -> None:
        if not self._session.is_showing(document.sha256):
            return
        correction = divide_text(document, sections, self._session.sections)
        if correction is not None:
            count = len(correction.parts)
            self._keep(document, correction, f"Split into {count + 1} issues")
        else:
            self._ui.say("No other topics found in this text.")

    def _focus_start(self) -> int:
        return (self._pane.focus_bar.span or self._pane.viewport.seen).start

    def _ask_title(self, section: Section) -> None:
        document = self._session.document

        def save(title: str) -> str:
            if title:
                correction = rename_section(document, section, title)
                self._library.corrections.correct_sections(document, correction)
            return title

        def saved(title: str) -> None:
            if title:
                self._show_kept(document, f"Renamed to “{title}”")

        draft = self._library.drafts.begin(document, "Title", section.title)
        keep = dialogs.keep_with(self._ui, save, draft, saved)
        dialog = dialogs.LineDialog("Title of this issue", section.title, keep, draft)
        self._ui.push(dialog, lambda _: None)

    def _keep(self, document: Document, correction: SectionCorrection, said: str) -> None:
        correct = partial(self._library.corrections.correct_sections, document, correction)
        self._ui.write(correct, lambda _: self._show_kept(document, said))

    def _show_kept(self, document: Document, said: str) -> None:
        if self._session.is_showing(document.sha256):
            self._show_corrected(said)
        elif self._library.corrections.became_whole(document):
            self._session.correct_sections()

    def _show_corrected(self, said: str) -> None:
        before = self._session.sections
        self._session.correct_sections()
        if self._session.sections == before:
            self._ui.write(self._undo_sections)
            self._ui.say("That correction does not apply here.")
        else:
            self._correction_undo.note_made(self._undo, said)

    @property
    def _undo_sections(self) -> Callable[[], bool]:
        return partial(self._library.corrections.undo_sections, self._session.document)

    def _undo(self) -> None:
        self._correction_undo.note_taken_back(self._undo)
        self._ui.write(self._undo_sections, self._show_undone)

    def _show_undone(self, undone: bool) -> None:
        if undone:
            self._session.correct_sections()
        self._correction_undo.tell(undone)

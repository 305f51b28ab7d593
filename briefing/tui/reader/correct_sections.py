from collections.abc import Callable
from functools import partial

from briefing.library import Library
from briefing.model import Document, Section, SectionKind
from briefing.model.languages import ENGLISH, name_language
from briefing.model.section_corrections import (
    SectionCorrection,
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
            dialog = dialogs.ChoiceDialog("Correct this issue", self._choices(), reason)
            self._ui.ask(dialog, self.correct)

    def _choices(self) -> list[tuple[str, str]]:
        aside = self._session.section.kind is SectionKind.BOILERPLATE
        choices = [
            ("rename", "Change its title"),
            ("split", "Split: start a new issue at the focused paragraph"),
            ("topics", "Split the whole text by topic"),
            ("merge", "Merge it with the previous issue"),
            ("keep", "It is not page clutter") if aside else ("junk", "Hide it as page clutter"),
            ("undo", "Undo the last correction"),
        ]
        first = self._session.index == 0
        return [choice for choice in choices if not (first and choice[0] == "merge")]

    def correct(self, name: str) -> None:
        """`name` is "rename", "split", "topics", "merge", "junk", "keep" or "undo"."""
        document, section = self._session.document, self._session.section
        corrections: dict[str, Callable[[], SectionCorrection]] = {
            "split": lambda: split_section(document, self._focus_start()),
            "merge": lambda: merge_with_previous(document, section),
            "junk": lambda: move_boundary(document, section, SectionKind.BOILERPLATE),
            "keep": lambda: move_boundary(document, section, SectionKind.ISSUE),
        }
        if name == "rename":
            self._ask_title(section)
        elif name == "undo":
            self._undo()
        elif name == "topics":
            self.split_by_topic()
        else:
            self._keep(document, corrections[name]())

    def split_by_topic(self) -> None:
        """As one correction, also where the text was left whole because it seems to be one story."""
        if not self._session.is_open:
            return
        document = self._session.document
        if self._session.partial:
            self._ui.say("The rest of the text is still being read.")
            return
        if document.language not in (None, ENGLISH):
            language = name_language(document.language)
            self._ui.say(f"This is in {language}, and topics are looked for in English only.")
            return
        self._ui.say("Looking for topics …")
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
            self._keep(document, correction, self._tell_parts)
        else:
            self._ui.say("No other topic was found in this text.")

    def _tell_parts(self) -> None:
        self._ui.say(f"Split into {len(self._session.outline.issues)} issues.")

    def _focus_start(self) -> int:
        return (self._pane.focus_bar.span or self._pane.viewport.seen).start

    def _ask_title(self, section: Section) -> None:
        document = self._session.document

        def save(title: str) -> None:
            if title:
                correction = rename_section(document, section, title)
                self._library.corrections.correct_sections(document, correction)

        draft = self._library.drafts.begin(document, "Title", section.title)
        keep = dialogs.keep_with(self._ui, save, draft, lambda _: self._show_kept(document))
        dialog = dialogs.LineDialog("Title of this issue", section.title, keep, draft)
        self._ui.push(dialog, lambda _: None)

    def _keep(
        self,
        document: Document,
        correction: SectionCorrection,
        tell: Callable[[], None] = lambda: None,
    ) -> None:
        """`tell` is called once the screen shows it."""
        correct = partial(self._library.corrections.correct_sections, document, correction)
        self._ui.write(correct, lambda _: self._show_kept(document, tell))

    def _show_kept(self, document: Document, tell: Callable[[], None] = lambda: None) -> None:
        if self._session.is_showing(document.sha256):
            self._show_corrected(tell)
        elif self._library.corrections.became_whole(document):
            self._session.correct_sections()

    def _show_corrected(self, tell: Callable[[], None]) -> None:
        before = self._session.sections
        self._session.correct_sections()
        if self._session.sections == before:
            self._ui.write(self._undo_sections)
            self._ui.say("That correction does not apply here.")
        else:
            self._correction_undo.note_made(self._undo)
            tell()

    @property
    def _undo_sections(self) -> Callable[[], bool]:
        return partial(self._library.corrections.undo_sections, self._session.document)

    def _undo(self) -> None:
        self._correction_undo.note_taken_back(self._undo)
        self._ui.write(self._undo_sections, self._show_undone)

    def _show_undone(self, undone: bool) -> None:
        if undone:
            self._session.correct_sections()
            self._ui.say("The last correction was undone.")
        else:
            self._ui.say("There is no correction to undo here.")

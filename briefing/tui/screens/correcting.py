"""Correcting the sections."""

from briefing.model import Document, Section, SectionKind
from briefing.model.corrections import (
    SectionCorrection,
    merge_with_previous,
    move,
    rename,
    split_at,
)
from briefing.tui import dialogs
from briefing.tui.screens.base import ReadingBase


class Correcting(ReadingBase):
    """What the program inferred, the reader corrects; the corrections are kept."""

    def action_correct(self) -> None:
        """Ask what is wrong."""
        if self.reading:
            choices = dialogs.ChoiceDialog(
                "Correct this issue", self._choices(), self.section.reason
            )
            self.app.push_screen(choices, self._chosen)

    def _choices(self) -> list[tuple[str, str]]:
        junk = self.section.kind is SectionKind.BOILERPLATE
        choices = [
            ("rename", "Give it another title"),
            ("split", "Start a new issue at the paragraph in focus"),
            ("merge", "Join it to the issue before"),
            ("keep", "It belongs to the text") if junk else ("junk", "Put it aside as junk"),
            ("undo", "Take the last correction back"),
        ]
        return [choice for choice in choices if choice[0] != "merge" or self.index > 0]

    def _chosen(self, name: str | None) -> None:
        document, section = self.document, self.section
        if name == "rename":
            self._ask_title(section)
        elif name == "split":
            focus = self.pane.focus_span
            self._correct(split_at(document, (focus or self.pane.visible_span).start))
        elif name == "merge":
            self._correct(merge_with_previous(document, section))
        elif name in ("junk", "keep"):
            kind = SectionKind.BOILERPLATE if name == "junk" else SectionKind.ISSUE
            self._correct(move(document, section, kind))
        elif name == "undo":
            self._undo()

    def _ask_title(self, section: Section) -> None:
        document = self.document

        def keep(title: str) -> str:
            if not title or self._keep_correction(document, rename(document, section, title)):
                return ""
            return self.library.failure

        draft = self.library.draft(document, "Title", section.title)
        self.app.push_screen(dialogs.LineDialog("Title of this issue", section.title, keep, draft))

    def _correct(self, correction: SectionCorrection) -> None:
        self._keep_correction(self.document, correction)

    def _keep_correction(self, document: Document, correction: SectionCorrection) -> bool:
        """Keeps a correction of `document` and shows it; whether it is kept."""
        if not self.library.correct_sections(document, correction):
            return False
        if document.sha256 == self.document.sha256:
            self._show_corrected()
        elif self.library.became_whole(document):
            self.sections_corrected()
        return True

    def _show_corrected(self) -> None:
        before = self.sections
        self.sections_corrected()
        if self.sections == before:
            self.library.undo_section_correction(self.document)
            self.say("There is nothing to correct that way here.")
        else:
            self.corrected_by(self._undo)

    def _undo(self) -> None:
        self.correction_undone(self._undo)
        if self.library.undo_section_correction(self.document):
            self.sections_corrected()
            self.say("The last correction is taken back.")
        else:
            self.say("Nothing was corrected here.")

    def sections_corrected(self) -> None:
        """Shows the sections as they are corrected now; the screen says how."""

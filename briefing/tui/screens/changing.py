"""What became of a text since the version before, and of the reader's marks in it."""

from functools import partial
from typing import TYPE_CHECKING

from briefing.errors import BriefingError
from briefing.tui import dialogs
from briefing.tui.messages import Compared
from briefing.tui.screens.base import ReadingBase

if TYPE_CHECKING:
    from briefing.library.versions import Moved


class Changing(ReadingBase):
    """Versions are compared in a thread; what changed is marked in the agenda and listed on request."""

    def tell_moved(self, moved: "Moved | None") -> None:
        """Mark the issues that changed since the version before, and say what became of the marks."""
        if moved is None:
            return
        fresh = {i for i, s in enumerate(self.sections) if s.span.start in moved.fresh}
        added = {i for i, s in enumerate(self.sections) if s.span.start in moved.added}
        self.flag(frozenset(fresh), frozenset(added))
        key = self.key_of("changes")
        if moved.sentence:
            self.say(f"The text changed: {moved.sentence}. {key} shows what changed.")
        elif moved.fresh:
            self.say(f"The text changed since you read it; {key} shows what changed.")

    def flag(self, changed: frozenset[int], new: frozenset[int]) -> None:
        """Marks sections as changed, or as new; the screen shows it."""

    def action_changes(self) -> None:
        """Show what changed since the version before."""
        if not self.reading:
            return
        if self.partial:
            self.say("The rest of the text is still being read.")
            return
        work = partial(self._find_changes, self.document.sha256)
        self.run_worker(work, thread=True, group="changes", exclusive=True, exit_on_error=False)

    def _find_changes(self, sha256: str) -> None:
        """In a thread."""
        try:
            found = self.library.history.compare(sha256)
        except BriefingError as error:
            self.post_message(Compared(sha256, None, str(error)))
        else:
            self.post_message(Compared(sha256, found))

    def on_compared(self, event: Compared) -> None:
        """List the changes, unless another document is on the screen by now."""
        if event.sha256 != self.document.sha256:
            return
        if event.reason:
            self.say(event.reason, error=True)
        elif event.comparison is None:
            self.say("There is no version before: it was read once, or never changed.")
        else:
            self.app.push_screen(dialogs.ChangesDialog(event.comparison), self._go_there)

    def _go_there(self, there: "dialogs.There | None") -> None:
        if there is None:
            return
        here = there.sha256 == self.document.sha256
        if not here:
            self.show_kept(there.sha256)
            if there.sha256 != self.document.sha256:
                return
            self.say("This is the version before; Ctrl+O goes back.")
        offset = there.place.start
        heads = offset in {section.span.start for section in self.sections}
        self.go_to_offset(offset, "top" if heads else "middle", remember=here)
        self.pane.focus_paragraph(None if heads else offset)

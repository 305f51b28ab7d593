"""Opening, reloading and going from one document to the next."""

import gc
import os
import shlex
import subprocess
from functools import partial

from briefing.errors import BriefingError
from briefing.library.reading import Reading
from briefing.model import Analysis, Briefing, section_at
from briefing.model.anchors import anchor_of, locate
from briefing.model.span import Span
from briefing.tui.messages import ReadAgain, SourceFailed, SourceOpened, WholeRead
from briefing.tui.screens.base import ReadingBase
from briefing.tui.screens.library import LibraryDialog

_LARGE = 1 << 20
"""Code points of a document whose values the garbage collector need not visit again (pauses fall to a quarter)."""
_PLACE = 80
"""Code points at the top of the screen by which the place is found again after a reload."""


class Documents(ReadingBase):
    """Sources are read in a thread; their documents are shown when they come."""

    sources: tuple[str, ...] = ()
    source: str = ""
    """The source that is shown or on its way."""

    def open_source(self, source: str) -> None:
        """Read a source in a thread and show it."""
        self.source = source
        self.header.loading_source(source)
        work = partial(self._open, source)
        self.run_worker(work, thread=True, group="open", exclusive=True, exit_on_error=False)

    def _open(self, source: str) -> None:
        """In a thread."""
        try:
            reading = self.library.open(source)
        except BriefingError as error:
            self.post_message(SourceFailed(source, str(error)))
        else:
            self.post_message(SourceOpened(source, reading))

    def on_source_opened(self, event: SourceOpened) -> None:
        """Show it, unless another was asked for meanwhile."""
        if event.source == self.source:
            self.show_reading(event.source, event.reading)

    def on_source_failed(self, event: SourceFailed) -> None:
        """Say why."""
        if event.source in (self.source, self.document.source):
            self.header.loading_source("")
            self.partial = False
            self.say(event.reason, error=True)

    def show_reading(self, source: str, reading: Reading) -> None:
        """Show what there is, and read the rest behind it."""
        self.source = source
        whole = reading.briefing
        self.partial = whole is None
        self.show_briefing(whole or Briefing(reading.head, Analysis(reading.sections)))
        if whole is None:
            work = partial(self._finish, source, reading)
            self.run_worker(work, thread=True, group="open", exclusive=True, exit_on_error=False)

    def _finish(self, source: str, reading: Reading) -> None:
        """In a thread."""
        try:
            briefing = reading.finish()
        except BriefingError as error:
            self.post_message(SourceFailed(source, str(error)))
        else:
            self.post_message(WholeRead(source, briefing))

    def on_whole_read(self, event: WholeRead) -> None:
        """The rest is there: the text on the screen stays where it is."""
        if event.source != self.source:
            return
        self.partial = False
        moved = self.pane.place[0] > 0
        offset, row = self.pane.place
        self.show_briefing(event.briefing)
        if moved:
            self.show_section(section_at(self.sections, offset), offset=offset, row=row)
        if len(event.briefing.document.text) > _LARGE:
            gc.collect()
            gc.freeze()

    # One after the other

    def action_next_document(self) -> None:
        """The next of the sources."""
        self._step_document(1)

    def action_previous_document(self) -> None:
        """The one before."""
        self._step_document(-1)

    def _step_document(self, direction: int) -> None:
        if self.source not in self.sources or len(self.sources) < 2:
            self.say("There is no other document; L lists what you have read.")
            return
        at = self.sources.index(self.source) + direction
        if 0 <= at < len(self.sources):
            self.keep_place()
            self.open_source(self.sources[at])
        else:
            self.say("This is the last document." if direction > 0 else "This is the first one.")

    def action_library(self) -> None:
        """List what was read, and open what is chosen."""
        self.keep_place()

        def done(sha256: str | None) -> None:
            kept = self.library.open_kept(sha256) if sha256 else None
            if kept is not None:
                self.source = kept.document.source or ""
                self.show_briefing(kept)

        self.app.push_screen(LibraryDialog(self.library), done)

    # Again

    def action_reload(self) -> None:
        """Read the source again and keep the place."""
        source = self.document.source
        if not source or source == "-":
            self.say("What came by a pipe cannot be read again.")
            return
        self._read_again(source)

    def _read_again(self, source: str) -> None:
        work = partial(self._open_whole, source)
        self.run_worker(work, thread=True, group="again", exclusive=True, exit_on_error=False)

    def _open_whole(self, source: str) -> None:
        """In a thread."""
        try:
            briefing = self.library.open(source).finish()
        except BriefingError as error:
            self.post_message(SourceFailed(source, str(error)))
        else:
            self.post_message(ReadAgain(source, briefing))

    def on_read_again(self, event: ReadAgain) -> None:
        """Show what changed, with the same sentence on the screen."""
        if event.source != self.document.source:
            return
        if event.briefing.document.sha256 == self.document.sha256:
            self.say("Nothing changed.")
        else:
            self._show_again(event.briefing)
            self.say("Read again; what changed is marked.")

    watching: bool = False
    """Whether a file that changes is read again."""
    _seen: tuple[str, int, int] | None = None

    def look_at_file(self) -> None:
        """Read the file again where it changed since the last look."""
        source = self.document.source or ""
        try:
            found = os.stat(source)
        except OSError:
            return
        now = (source, found.st_mtime_ns, found.st_size)
        before, self._seen = self._seen, now
        if before is not None and before[0] == source and before != now:
            self._read_again(source)

    def _show_again(self, briefing: Briefing) -> None:
        offset, row = self.pane.place
        text = self.document.text
        anchor = anchor_of(text, Span(offset, min(len(text), offset + _PLACE)))
        before = {section.span.of(text) for section in self.sections}
        self.show_briefing(briefing)
        new = briefing.document.text
        self.flag(frozenset(i for i, s in enumerate(self.sections) if s.span.of(new) not in before))
        place = locate(new, anchor)
        if place is not None:
            index = section_at(self.sections, place.start)
            self.show_section(index, offset=place.start, row=row)

    def flag(self, changed: frozenset[int]) -> None:
        """Marks sections as changed; the screen shows it."""

    def action_edit(self) -> None:
        """Open the source in the editor at the line of the focus, then read it again."""
        source, editor = self.document.source or "", os.environ.get("EDITOR", "")
        if not os.path.isfile(source) or not editor:
            self.say("Set EDITOR and open a file: then v edits it.", error=True)
            return
        line = self._line()
        with self.app.suspend():
            subprocess.run([*shlex.split(editor), f"+{line}", os.path.abspath(source)], check=False)
        self.refresh(layout=True)
        self.action_reload()

    def _line(self) -> int:
        """The source line of the focus, from 1."""
        offset = self.pane.focus_span.start if self.pane.focus_span else self.pane.place[0]
        lines = [b.line for b in self.document.blocks if b.span.start <= offset]
        return (lines[-1] if lines else 0) + 1

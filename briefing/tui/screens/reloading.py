"""Reading a source again: when asked, when its file changes, and after it was edited."""

import os
import shlex
import subprocess
from functools import partial

from briefing.errors import BriefingError
from briefing.model import Briefing, Span, section_at
from briefing.model.anchors import anchor_of, locate
from briefing.model.marks import Anchor
from briefing.tui.messages import ReadAgain, SourceFailed
from briefing.tui.screens.documents import Documents

_PLACE = 80
"""Code points at the top of the screen by which the place is found again."""


class Reloading(Documents):
    """The place, the marks, the search and the way back go on in what was read again."""

    def action_reload(self) -> None:
        """Read the source again and keep the place."""
        source = self.document.source
        if not source or source == "-":
            self.say("What came by a pipe cannot be read again.")
            return
        self._read_again(source)

    def _read_again(self, source: str) -> None:
        work = partial(self._open_whole, source, max(0, self._sibling()))
        self.run_worker(work, thread=True, group="again", exclusive=True, exit_on_error=False)

    def _open_whole(self, source: str, at: int) -> None:
        """In a thread; `at` is the number of the document in the source."""
        try:
            reading = self.library.open(source)
            if 0 < at <= len(reading.others):
                reading = self.library.open_other(reading.others[at - 1])
            briefing = reading.finish()
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
        anchor = _words_at(text, offset)
        before = {section.span.of(text) for section in self.sections}
        new = briefing.document.text

        def moved(offset: int) -> int:
            found = locate(new, _words_at(text, offset), text)
            return found.start if found else min(offset, len(new) - 1)

        self.replace_briefing(briefing, moved)
        self.flag(frozenset(i for i, s in enumerate(self.sections) if s.span.of(new) not in before))
        place = locate(new, anchor, text)
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


def _words_at(text: str, offset: int) -> Anchor:
    """What holds to the words at an offset."""
    return anchor_of(text, Span(offset, min(len(text), offset + _PLACE)))

"""Reading a source again: when asked, when its file changes, and after it was edited."""

import os
import shlex
import subprocess
from bisect import bisect_right
from functools import partial

from textual.app import SuspendNotSupported

from briefing.errors import BriefingError, PrivateHostError
from briefing.model import Briefing, Document, Span, section_at
from briefing.model.anchors import anchor_of, locate
from briefing.model.gate import gate_line
from briefing.paths import absolute
from briefing.tui.messages import PrivateHostFound, ReadAgain, SourceFailed
from briefing.tui.screens.documents import Documents

_PLACE = 80
"""Code points at the top of the screen by which the place is found again."""
_NEAR = 4
"""Paragraphs before and after that stand in where those words are gone."""
_LINED = frozenset({"text", "markdown"})
"""Formats whose lines are those that an editor shows."""
_GOING = frozenset({"code", "codium", "code-insiders", "cursor"})
_JOINED = frozenset({"subl", "zed", "hx", "helix", "micro"})


class Reloading(Documents):
    """The place, the marks, the search and the way back go on in what was read again."""

    def action_reload(self) -> None:
        """Read the source again and keep the place."""
        source = self.document.source
        if not source or source == "-":
            self.say("What came by a pipe cannot be read again.")
            return
        self._read_again(source)

    def read_again(self, source: str) -> None:
        """Read a source anew and keep the place."""
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
        except PrivateHostError as error:
            self.post_message(PrivateHostFound(source, error.host))
        except BriefingError as error:
            self.post_message(SourceFailed(source, str(error)))
        else:
            self.post_message(ReadAgain(source, briefing, reading.moved))

    def on_read_again(self, event: ReadAgain) -> None:
        """Show what changed, with the same sentence on the screen."""
        if event.source != self.document.source:
            return
        if event.briefing.document.sha256 == self.document.sha256:
            self.say("Nothing changed.")
        else:
            self._show_again(event.briefing)
            marks = event.moved.sentence if event.moved else ""
            key = self.key_of("changes")
            self.say(f"Read again: {marks or 'what changed is marked'}; {key} shows what changed.")

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
        focus = self.pane.focus_span
        old, new = self.document, briefing.document
        titles = {section.title for section in self.sections}
        texts = {section.span.of(old.text).strip() for section in self.sections}
        self.replace_briefing(briefing, lambda offset: carried(old, new.text, offset))
        other = [i for i, s in enumerate(self.sections) if s.span.of(new.text).strip() not in texts]
        fresh = frozenset(i for i in other if self.sections[i].title not in titles)
        self.flag(frozenset(other), fresh)
        place = carried(old, new.text, offset)
        self.show_section(section_at(self.sections, place), offset=place, row=row)
        if focus is not None:
            self.pane.focus_paragraph(carried(old, new.text, focus.start))

    def action_edit(self) -> None:
        """Open the source in the editor at the line of the focus, then read it again."""
        if self.forbidden("An editor"):
            return
        source = self.document.source or ""
        editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
        if not os.path.isfile(source):
            self.say("Only a file can be edited; this was read from elsewhere.", error=True)
        elif not editor:
            key = self.key_of("edit")
            self.say(f"Set EDITOR to the name of your editor: then {key} opens it.", error=True)
        else:
            self._edit(editor, source)

    def _edit(self, editor: str, source: str) -> None:
        try:
            command = editing(editor, absolute(source), self._line())
            with self.app.suspend():
                subprocess.run(command, check=False)
        except (OSError, ValueError, SuspendNotSupported):
            self.say(f"{gate_line(editor)} cannot be run; set EDITOR to another one.", error=True)
            return
        self.refresh(layout=True)
        self.action_reload()

    def _line(self) -> int:
        """The source line of the focus, from 1; 0 where the source has no such lines."""
        if self.document.format not in _LINED:
            return 0
        offset = self.pane.focus_span.start if self.pane.focus_span else self.pane.place[0]
        blocks = self.document.blocks
        at = bisect_right(blocks, offset, key=lambda block: block.span.start) - 1
        return blocks[at].line + 1 if at >= 0 else 1


def editing(editor: str, path: str, line: int) -> list[str]:
    """The command that opens a file at a line, 0 for none; most editors take "+5", some "file:5".

    Raises:
        ValueError: when the quotes in `editor` do not close.
    """
    command = shlex.split(editor)
    name = os.path.basename(command[0]) if command else ""
    if not line or not name:
        return [*command, path]
    if name in _GOING:
        return [*command, "--goto", f"{path}:{line}"]
    return [*command, f"{path}:{line}"] if name in _JOINED else [*command, f"+{line}", path]


def carried(old: Document, new: str, offset: int) -> int:
    """Where the words at an offset are now; where they are gone, those of the nearest paragraph that is left."""
    blocks = old.blocks
    at = bisect_right(blocks, offset, key=lambda block: block.span.start)
    near = [*blocks[at : at + _NEAR], *reversed(blocks[max(0, at - _NEAR) : at])]
    for start in (offset, *(block.span.start for block in near)):
        words = Span(start, min(len(old.text), start + _PLACE))
        found = locate(new, anchor_of(old.text, words), old.text) if words else None
        if found is not None:
            return found.start
    return max(0, min(offset, len(new) - 1))

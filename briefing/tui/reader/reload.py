"""Reading a source again: when asked, when its file changes, and after it was edited."""

import os
import shlex
import subprocess
from bisect import bisect_right
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct
from textual.app import SuspendNotSupported

from briefing.library import Library
from briefing.model import Briefing, Document, Span
from briefing.model.anchoring import find_anchor, make_anchor
from briefing.model.reading_place import Position
from briefing.model.sanitize import sanitize_line
from briefing.tui.reader.open_sources import Sources
from briefing.tui.reader.session import ReadingSession
from briefing.tui.reader.version_changes import Versions
from briefing.tui.reader_interface import ReaderInterface
from briefing.tui.widgets.pane import ReadingPane
from briefing.user_paths import absolute

if TYPE_CHECKING:
    from briefing.library.carry_over import CarriedOver

_PLACE = 80
"""Code points at the top of the screen by which the place is found again."""
_NEAR = 4
"""Paragraphs before and after that stand in where those words are gone."""
_LINED = frozenset({"text", "markdown"})
"""Formats whose lines are those that an editor shows."""
_GOING = frozenset({"code", "codium", "code-insiders", "cursor"})
_JOINED = frozenset({"subl", "zed", "hx", "helix", "micro"})


class _ReadAgain(Struct, frozen=True):
    briefing: Briefing
    moved: "CarriedOver | None"


class Reload:
    """The place, the marks, the search and the way back go on in what was read again."""

    def __init__(
        self,
        session: ReadingSession,
        sources: Sources,
        versions: Versions,
        pane: ReadingPane,
        library: Library,
        ui: ReaderInterface,
        *,
        suspend: Callable[[], AbstractContextManager[None]],
        redraw: Callable[[], object],
    ) -> None:
        """Take what is read again.

        Args:
            session: what is read.
            sources: says which document of the source that is.
            versions: marks what changed.
            pane: keeps the focus.
            library: reads.
            ui: tells the reader.
            suspend: leaves the terminal to another program, inside the `with`.
            redraw: draws the screen again after that.
        """
        self._session, self._sources, self._versions = session, sources, versions
        self._pane, self._library, self._ui = pane, library, ui
        self._suspend, self._redraw = suspend, redraw
        self._seen: tuple[str, int, int] | None = None
        """The file that was looked at last, when it was changed (in nanoseconds), and its size."""

    def reload(self) -> None:
        """Read the source again and keep the place."""
        source = self._session.document.source
        if not source or source == "-":
            self._ui.say("What came by a pipe cannot be read again.")
        else:
            self.read_again(source)

    def read_again(self, source: str) -> None:
        """Read a source again in a thread, and show what changed."""
        self._ui.run(
            "again",
            partial(self._read, source, max(0, self._sources.document_number)),
            partial(self._show, source),
            partial(self._sources.say_failure, source),
        )

    def _read(self, source: str, number: int) -> _ReadAgain:
        """Read the document with a number of a source; in a thread."""
        reading = self._library.open(source)
        if 0 < number <= len(reading.others):
            reading = self._library.reading.open_other(reading.others[number - 1])
        return _ReadAgain(reading.finish(), reading.moved)

    def _show(self, source: str, again: _ReadAgain) -> None:
        """Show what changed, with the same sentence on the screen."""
        if source != self._session.document.source:
            return
        if self._session.is_showing(again.briefing.document.sha256):
            self._ui.say("Nothing changed.")
            return
        self._replace(again.briefing)
        marks = again.moved.sentence if again.moved else ""
        key = self._ui.key_of("changes")
        self._ui.say(f"Read again: {marks or 'what changed is marked'}; {key} shows what changed.")

    def _replace(self, briefing: Briefing) -> None:
        before, place, focus = (
            self._session.briefing,
            self._session.place,
            self._pane.focus_bar.span,
        )

        def carry(offset: int) -> int:
            return carry_place(before.document, briefing.document.text, offset)

        place = Position(carry(place.offset), place.row)
        self._session.replace(briefing, carry, place)
        self._versions.compare_sections(before)
        if focus is not None:
            self._pane.focus_bar.put(carry(focus.start))

    def look_at_file(self) -> None:
        """Read the file again where it changed since the last look."""
        source = self._session.document.source or ""
        try:
            found = os.stat(source)
        except OSError:
            return
        now = (source, found.st_mtime_ns, found.st_size)
        before, self._seen = self._seen, now
        if before is not None and before[0] == source and before != now:
            self.read_again(source)

    def edit(self) -> None:
        """Open the source in the editor at the line of the focus, then read it again."""
        if self._ui.forbidden("An editor"):
            return
        source = self._session.document.source or ""
        editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
        if not os.path.isfile(source):
            self._ui.say("Only a file can be edited; this was read from elsewhere.", error=True)
        elif not editor:
            key = self._ui.key_of("edit")
            self._ui.say(f"Set EDITOR to the name of your editor: then {key} opens it.", error=True)
        else:
            self._edit(editor, source)

    def _edit(self, editor: str, source: str) -> None:
        try:
            command = open_in_editor(editor, absolute(source), self._line())
            with self._suspend():
                subprocess.run(command, check=False)
        except (OSError, ValueError, SuspendNotSupported):
            says = f"{sanitize_line(editor)} cannot be run; set EDITOR to another one."
            self._ui.say(says, error=True)
            return
        self._redraw()
        self.reload()

    def _line(self) -> int:
        """The source line of the focus, from 1; 0 where the source has no such lines."""
        document, focus = self._session.document, self._pane.focus_bar.span
        if document.format not in _LINED:
            return 0
        offset = focus.start if focus else self._session.place.offset
        at = bisect_right(document.blocks, offset, key=lambda block: block.span.start) - 1
        return document.blocks[at].line + 1 if at >= 0 else 1


def open_in_editor(editor: str, path: str, line: int) -> list[str]:
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


def carry_place(old: Document, new: str, offset: int) -> int:
    """Where the words at an offset are now; where they are gone, those of the nearest paragraph that is left."""
    blocks = old.blocks
    at = bisect_right(blocks, offset, key=lambda block: block.span.start)
    near = [*blocks[at : at + _NEAR], *reversed(blocks[max(0, at - _NEAR) : at])]
    for start in (offset, *(block.span.start for block in near)):
        words = Span(start, min(len(old.text), start + _PLACE))
        found = find_anchor(new, make_anchor(old.text, words), old.text) if words else None
        if found is not None:
            return found.start
    return max(0, min(offset, len(new) - 1))

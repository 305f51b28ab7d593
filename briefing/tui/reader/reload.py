import os
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
from briefing.model.digest_origins import is_digest
from briefing.model.reading_place import Position
from briefing.sanitize import sanitize_line
from briefing.tui.reader.open_sources import Sources
from briefing.tui.reader.session import ReadingSession
from briefing.tui.reader.version_changes import Versions
from briefing.tui.reader_interface import ReaderInterface
from briefing.tui.widgets.pane import ReadingPane
from briefing.user_paths import absolute

if TYPE_CHECKING:
    from briefing.library.carry_over import CarriedOver

_PLACE = 80
"""Code points at the top of the screen by which the position is found again."""
_NEAR = 4
"""Paragraphs before and after that are tried if those words are gone."""
_DELIVERED = ("mid:", "imap://")
"""Sources of what `briefing fetch` took out of a mailbox."""
_LINED = frozenset({"text", "markdown"})
"""Formats whose line numbers an editor shows."""
_GOING = frozenset({"code", "codium", "code-insiders", "cursor"})
_JOINED = frozenset({"subl", "zed", "hx", "helix", "micro"})


class _ReadAgain(Struct, frozen=True):
    briefing: Briefing
    moved: "CarriedOver | None"


class Reload:
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
        digest_again: Callable[[], object],
    ) -> None:
        self._session, self._sources, self._versions = session, sources, versions
        self._pane, self._library, self._ui = pane, library, ui
        self._suspend, self._redraw, self._digest_again = suspend, redraw, digest_again
        self._seen: tuple[str, int, int] | None = None
        """Path, modification time in nanoseconds and size when last checked."""
        self._missed = 0
        """How often in a row the file was not there; an editor that saves may remove it for a moment."""

    def reload(self) -> None:
        source = self._session.document.source
        if is_digest(self._session.document):
            self._digest_again()
        elif not source or source == "-":
            self._ui.say("Text from a pipe cannot be reloaded.")
        elif source.startswith(_DELIVERED):
            self._ui.say("This came by mail, so it does not change and is not reloaded.")
        else:
            self.read_again(source)

    def read_again(self, source: str) -> None:
        self._ui.run(
            "again",
            partial(self._read, source, max(0, self._sources.document_number)),
            partial(self._show, source),
            partial(self._sources.say_failure, source),
        )

    def _read(self, source: str, number: int) -> _ReadAgain:
        reading = self._library.open(source)
        if 0 < number <= len(reading.others):
            reading = self._library.reading.open_other(reading.others[number - 1])
        return _ReadAgain(reading.finish(), reading.moved)

    def _show(self, source: str, again: _ReadAgain) -> None:
        if source != self._session.document.source:
            return
        if self._session.is_showing(again.briefing.document.sha256):
            self._ui.say("Nothing changed.")
            return
        self.show_version(again.briefing)
        marks = again.moved.sentence if again.moved else ""
        key = self._ui.key_of("changes")
        self._ui.say(f"Reloaded: {marks or 'changed issues are marked'}; {key} shows what changed.")

    def show_version(self, briefing: Briefing) -> None:
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
        source = self._session.document.source or ""
        try:
            found = os.stat(source)
        except OSError:
            self._say_gone(source)
            return
        self._missed = 0
        now = (source, found.st_mtime_ns, found.st_size)
        before, self._seen = self._seen, now
        if before is not None and before[0] == source and before != now:
            self.read_again(source)

    def _say_gone(self, source: str) -> None:
        if self._seen is not None and self._seen[0] == source:
            self._missed += 1
            if self._missed == 2:
                says = f"“{sanitize_line(source)}” is gone; it is reloaded when it is back."
                self._ui.say(says, error=True)

    def edit(self) -> None:
        if self._ui.forbidden("An editor"):
            return
        source = self._session.document.source or ""
        editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
        if not os.path.isfile(source):
            self._ui.say("Only a file can be edited; this was read from elsewhere.", error=True)
        elif not editor:
            key = self._ui.key_of("edit")
            self._ui.say(f"Set EDITOR to the name of your editor; then {key} opens it.", error=True)
        else:
            self._edit(editor, source)

    def _edit(self, editor: str, source: str) -> None:
        try:
            command = open_in_editor(editor, absolute(source), self._line())
            with self._suspend():
                subprocess.run(command, check=False)
        except (OSError, ValueError, SuspendNotSupported):
            says = f"{sanitize_line(editor)} cannot be run; set EDITOR to another editor."
            self._ui.say(says, error=True)
            return
        self._redraw()
        self.reload()

    def _line(self) -> int:
        document, focus = self._session.document, self._pane.focus_bar.span
        if document.format not in _LINED:
            return 0
        offset = focus.start if focus else self._session.place.offset
        at = bisect_right(document.blocks, offset, key=lambda block: block.span.start) - 1
        return document.blocks[at].line + 1 if at >= 0 else 1


def open_in_editor(editor: str, path: str, line: int) -> list[str]:
    """Command line; most editors take "+5" for a line, some "file:5". Line 0 is none.

    Raises:
        ValueError: if the quotes in `editor` do not close.
    """
    import shlex

    command = shlex.split(editor)
    name = os.path.basename(command[0]) if command else ""
    if not line or not name:
        return [*command, path]
    if name in _GOING:
        return [*command, "--goto", f"{path}:{line}"]
    return [*command, f"{path}:{line}"] if name in _JOINED else [*command, f"+{line}", path]


def carry_place(old: Document, new: str, offset: int) -> int:
    """Offset of the same words, or else of the nearest paragraph that is still there."""
    blocks = old.blocks
    at = bisect_right(blocks, offset, key=lambda block: block.span.start)
    near = [*blocks[at : at + _NEAR], *reversed(blocks[max(0, at - _NEAR) : at])]
    for start in (offset, *(block.span.start for block in near)):
        words = Span(start, min(len(old.text), start + _PLACE))
        found = find_anchor(new, make_anchor(old.text, words), old.text) if words else None
        if found is not None:
            return found.start
    return max(0, min(offset, len(new) - 1))

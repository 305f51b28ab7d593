from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from briefing.library import Library
from briefing.model import Briefing
from briefing.tui.digest_maker import DigestMaker
from briefing.tui.reader.correction_undo import CorrectionUndo
from briefing.tui.reader.navigation import Navigation
from briefing.tui.reader.session import ReadingSession
from briefing.tui.reader_interface import ReaderInterface

if TYPE_CHECKING:
    from briefing.library.digest.digest_service import MadeDigest


class Digests:
    def __init__(
        self,
        session: ReadingSession,
        navigation: Navigation,
        correction_undo: CorrectionUndo,
        library: Library,
        ui: ReaderInterface,
        *,
        open_kept: Callable[[str, Callable[[], object]], object],
        show_version: Callable[[Briefing], object],
        leave: Callable[[], object],
    ) -> None:
        self._session, self._navigation = session, navigation
        self._correction_undo, self._library, self._ui = correction_undo, library, ui
        self._open_kept, self._show_version, self._leave = open_kept, show_version, leave
        self._maker = DigestMaker(library, ui, self.show)
        self._made: dict[str, MadeDigest] = {}
        """By hash; those that can be undone."""

    def make(self) -> None:
        self._maker.make()

    def show(self, made: "MadeDigest") -> None:
        sha256 = made.briefing.document.sha256
        self._open_kept(sha256, partial(self._note, made, "Digest made"))

    def _note(self, made: "MadeDigest", said: str) -> None:
        self._made[made.briefing.document.sha256] = made
        self._correction_undo.note_made(partial(self._take_back, made), said)

    def again(self) -> None:
        """Makes the digest on the screen anew, of the same texts."""
        sha256 = self._session.document.sha256
        self._ui.say("Making the digest anew…", lasting=True)
        self._ui.run(
            "digest", partial(self._maker.again, sha256), partial(self._show_again, sha256)
        )

    def _show_again(self, before: str, now: Briefing | None) -> None:
        if not self._session.is_showing(before):
            return
        if now is None:
            self._ui.say("Nothing that it tells is in the library any more.")
        elif now.document.sha256 == before:
            self._ui.say("Nothing changed.")
        else:
            self._show_version(now)
            made, said = self._made.pop(before, None), "Digest made anew"
            if made is None:
                self._ui.say(f"{said}; changed issues are marked.")
            else:
                self._note(replace(made, briefing=now), said)

    def _take_back(self, made: "MadeDigest") -> None:
        def taken_back(_: object) -> None:
            if not self._navigation.back():
                self._leave()
            self._ui.say("Digest undone; what it told is new again.")

        self._ui.write(partial(self._library.digests.take_back, made), taken_back)

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from briefing.library import Library
from briefing.tui.digest_maker import DigestMaker
from briefing.tui.reader.correction_undo import CorrectionUndo
from briefing.tui.reader.navigation import Navigation
from briefing.tui.reader_interface import ReaderInterface

if TYPE_CHECKING:
    from briefing.library.digest.digest_service import MadeDigest


class Digests:
    def __init__(
        self,
        navigation: Navigation,
        correction_undo: CorrectionUndo,
        library: Library,
        ui: ReaderInterface,
        *,
        open_kept: Callable[[str, Callable[[], object]], object],
    ) -> None:
        self._navigation, self._correction_undo = navigation, correction_undo
        self._library, self._ui, self._open_kept = library, ui, open_kept
        self._maker = DigestMaker(library, ui, self.show)

    def make(self) -> None:
        self._maker.make()

    def show(self, made: "MadeDigest") -> None:
        take_back = partial(self._take_back, made)

        def shown() -> None:
            self._correction_undo.note_made(take_back, "Digest made")

        self._open_kept(made.briefing.document.sha256, shown)

    def _take_back(self, made: "MadeDigest") -> None:
        def taken_back(_: object) -> None:
            self._navigation.back()
            self._ui.say("Digest undone; what it told is new again.")

        self._ui.write(partial(self._library.digests.take_back, made), taken_back)

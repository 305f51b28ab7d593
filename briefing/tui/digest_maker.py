from collections.abc import Callable
from typing import TYPE_CHECKING

from briefing.library import Library
from briefing.model import Briefing
from briefing.tui.reader_interface import ReaderInterface

if TYPE_CHECKING:
    from briefing.library.digest.digest_service import MadeDigest

_SECONDS = 20.0
"""Longest time for indexing, and for comparing; what is left is for the next digest."""


class DigestMaker:
    def __init__(
        self, library: Library, ui: ReaderInterface, show: "Callable[[MadeDigest], object]"
    ) -> None:
        self._library, self._ui, self._show = library, ui, show

    def make(self) -> None:
        self._ui.say("Making a digest of what came in…", lasting=True)
        self._ui.run("digest", self._make, self._made)

    def _make(self) -> "MadeDigest | None":
        self._catch_up()
        return self._library.digests.make()

    def again(self, sha256: str) -> Briefing | None:
        self._catch_up()
        return self._library.digests.again(sha256)

    def _catch_up(self) -> None:
        self._library.search.index(_SECONDS)
        self._library.stories.join(seconds=_SECONDS)

    def _made(self, made: "MadeDigest | None") -> None:
        if made is None:
            empty = not self._library.search.has_texts
            nothing = "Nothing has been read yet." if empty else self._library.digests.nothing
            self._ui.say(nothing)
        else:
            self._ui.say("")
            self._show(made)

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from briefing.library import Library
from briefing.tui import dialogs
from briefing.tui.reader.navigation import Navigation
from briefing.tui.reader.session import ReadingSession
from briefing.tui.reader_interface import ReaderInterface

if TYPE_CHECKING:
    from briefing.library.stories.story import Story

_SECONDS = 3.0
"""Longest time for indexing, and for comparing, before the list is shown."""


class Stories:
    def __init__(
        self,
        session: ReadingSession,
        navigation: Navigation,
        library: Library,
        ui: ReaderInterface,
        *,
        open_kept: Callable[[str, Callable[[], object]], object],
    ) -> None:
        self._session, self._navigation = session, navigation
        self._library, self._ui, self._open_kept = library, ui, open_kept

    def show(self) -> None:
        self._session.keep_place()
        self._ui.say("Comparing briefings…", lasting=True)
        self._ui.run("stories", self._find, self._show)

    def _find(self) -> "tuple[tuple[Story, ...], int]":
        waiting = self._library.search.index(_SECONDS)
        left = self._library.stories.join(seconds=_SECONDS)
        return self._library.stories.all(), waiting + left

    def _show(self, found: "tuple[tuple[Story, ...], int]") -> None:
        self._ui.say("")
        self._ui.ask(dialogs.StoriesDialog(*found), self._go_to)

    def _go_to(self, issue: tuple[str, int]) -> None:
        sha256, index = issue
        go_there = partial(self._navigation.go_to_section, index, remember=False)
        if self._session.is_showing(sha256):
            self._session.leave()
            go_there()
        else:
            self._open_kept(sha256, go_there)

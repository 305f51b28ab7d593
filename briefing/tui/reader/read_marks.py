from briefing.tui.reader.session import BriefingShown, ReadingSession, SectionShown
from briefing.tui.reader_interface import ReaderInterface
from briefing.tui.widgets.pane import ReadingPane

_LEAST = 2.0
"""Seconds on an issue before it can count as read."""
_SHARE = 0.25
"""Share of an issue's reading time after which it counts as read."""


class ReadMarks:
    """An issue counts as read when its end was seen and the reader stayed, or went on from there."""

    def __init__(self, session: ReadingSession, pane: ReadingPane, ui: ReaderInterface) -> None:
        self._session, self._pane, self._ui = session, pane, ui
        self._timed = ("", -1)
        """Document and start of the section that the times are of."""
        self._settled = self._stayed = self._told = False
        session.subscribe(BriefingShown, lambda _: self._begin())
        session.subscribe(SectionShown, lambda _: self._begin())

    def _begin(self) -> None:
        session = self._session
        if not session.is_open:
            return
        shown = (session.document.sha256, session.section.span.start)
        if shown == self._timed:
            return
        self._timed = shown
        self._settled = self._stayed = self._told = False
        words = session.outline.words[session.index]
        time = max(_LEAST, _SHARE * words * 60 / session.outline.speed)
        self._ui.call_when_quiet("settle", _LEAST, self._settle)
        self._ui.call_when_quiet("stay", time, self._stay)

    def _settle(self) -> None:
        self._settled = True

    def _stay(self) -> None:
        self._stayed = True
        self.look()

    def look(self) -> None:
        if self._stayed and not self._told and self._pane.viewport.at_end:
            self._mark()

    def go_on(self, *, paging: bool = False) -> None:
        """Mark the issue before the next one is shown, if the reader was at its end.

        One that fits the screen counts only after a while, unless `paging` led past its end.
        """
        viewport = self._pane.viewport
        reached = paging or self._settled or not viewport.at_start
        if viewport.at_end and reached and not self._told:
            self._mark()

    def toggle(self) -> None:
        self._told = True
        self._session.toggle_read()

    def _mark(self) -> None:
        if self._pane.document is self._session.document:
            self._session.mark_read()

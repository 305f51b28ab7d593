from collections.abc import Callable

from briefing.model import Span
from briefing.tui.reader.session import ReadingSession
from briefing.tui.reader_interface import ReaderInterface
from briefing.tui.widgets.pane import ReadingPane


class Passage:
    def __init__(
        self,
        session: ReadingSession,
        pane: ReadingPane,
        ui: ReaderInterface,
        *,
        return_to_text: Callable[[], object],
    ) -> None:
        self._session, self._pane, self._ui = session, pane, ui
        self._return_to_text = return_to_text

    @property
    def is_selecting(self) -> bool:
        return self._pane.cursor.active

    def take(self) -> Span | None:
        """Ends the selection; its words stay in focus.

        Without a visible focus it is the first paragraph on the screen.
        """
        if not self._session.is_open:
            return None
        focus, selected = self._pane.focus_bar, self._pane.selection
        if selected is not None:
            focus.point(selected)
            self._pane.clear_selection()
        elif not focus.in_sight:
            focus.move(1)
        return focus.span

    def select(self) -> None:
        if self.is_selecting:
            self._pane.clear_selection()
            return
        self._return_to_text()
        if self._pane.selection is not None:
            self._pane.focus_bar.point(self._pane.selection)
        self._pane.cursor.start()
        key_of = self._ui.key_of
        units = ("select_word", "next_sentence", "next_paragraph", "line_down")
        keys = " ".join(key_of(unit) for unit in units)
        self._ui.say(
            f"Selecting: {keys} extend, {key_of('swap_ends')} moves the other end; "
            f"{key_of('copy')} copies, {key_of('highlight')} highlights."
        )

    def swap_ends(self) -> None:
        self._pane.cursor.swap_ends()

    def next_word(self) -> None:
        self._pane.cursor.extend("word", 1)

    def previous_word(self) -> None:
        self._pane.cursor.extend("word", -1)

    def next_sentence(self) -> None:
        self._move("sentence", 1)

    def previous_sentence(self) -> None:
        self._move("sentence", -1)

    def next_paragraph(self) -> None:
        self._move("paragraph", 1)

    def previous_paragraph(self) -> None:
        self._move("paragraph", -1)

    def _move(self, unit: str, direction: int) -> None:
        if self.is_selecting:
            self._pane.cursor.extend(unit, direction)
        else:
            self._pane.focus_bar.move(direction, unit)

from collections.abc import Callable
from functools import partial

from briefing.library import Library
from briefing.tui.reader_interface import ReaderInterface
from briefing.tui.widgets.pane import ReadingPane
from briefing.tui.widgets.pane_margins import text_column

_NARROWEST, _WIDEST, _STEP = 30, 200, 4


class Appearance:
    def __init__(
        self,
        pane: ReadingPane,
        library: Library,
        ui: ReaderInterface,
        *,
        report_mouse: Callable[[bool], object],
        mouse: bool = True,
    ) -> None:
        self._pane, self._library, self._ui = pane, library, ui
        self._report_mouse = report_mouse
        self.mouse = mouse

    def load(self) -> None:
        settings, attempt = self._library.settings, self._library.failures.attempt
        kept = partial(attempt, None, settings.get)
        width = attempt(None, settings.overridden, "width") or self._library.config.width
        self._pane.maximum_width = int(width)
        self._pane.justify = bool(kept("justify"))
        self._pane.spacing = int(kept("spacing") or 0)
        self.mouse = self.mouse and not kept("mouse_released")
        if not self.mouse:
            self._report_mouse(False)

    def restore_mouse(self) -> None:
        self._report_mouse(self.mouse)

    def wider(self) -> None:
        self._set_width(_STEP)

    def narrower(self) -> None:
        self._set_width(-_STEP)

    def _set_width(self, by: int) -> None:
        room = text_column(self._pane.size.width - 1, _WIDEST)[1]
        shown = min(self._pane.maximum_width, room)
        if by > 0 and shown == room:
            self._ui.say(self._why_no_wider(room))
        elif by < 0 and shown <= _NARROWEST:
            self._ui.say(f"Lines cannot be shorter than {_NARROWEST} columns.")
        else:
            width = max(_NARROWEST, min(_WIDEST, shown + by))
            self._pane.maximum_width = width
            self._ui.write(partial(self._library.settings.override, "width", width))
            self._ui.say(f"Lines of at most {width} columns.")

    def _why_no_wider(self, room: int) -> str:
        if room == _WIDEST:
            return f"Lines cannot be longer than {_WIDEST} columns."
        return f"Lines already fill the space here ({room} columns); {self._ui.key_of('zen')} shows the text alone."

    def _keep(self, name: str, value: object) -> None:
        self._ui.write(partial(self._library.settings.keep, name, value))

    def toggle_justify(self) -> None:
        self._pane.justify = not self._pane.justify
        self._keep("justify", self._pane.justify)
        self._ui.say(f"Justified text {'on' if self._pane.justify else 'off'}.")

    def toggle_spacing(self) -> None:
        self._pane.spacing = 1 - self._pane.spacing
        self._keep("spacing", self._pane.spacing)
        self._ui.say(f"Line spacing {'on' if self._pane.spacing else 'off'}.")

    def toggle_mouse(self) -> None:
        self.mouse = not self.mouse
        self._report_mouse(self.mouse)
        self._keep("mouse_released", not self.mouse)
        if self.mouse:
            self._ui.say("Briefing has the mouse again.")
        else:
            says = "The terminal has the mouse."
            self._ui.say(f"{says} Press {self._ui.key_of('mouse')} to give it to Briefing.")

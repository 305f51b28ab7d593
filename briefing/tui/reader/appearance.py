from collections.abc import Callable
from functools import partial

from briefing.library import Library
from briefing.tui.reader_interface import ReaderInterface
from briefing.tui.widgets.pane import ReadingPane

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
        widest = self._pane.maximum_width
        shown = min(widest, max(_NARROWEST, self._pane.size.width - 2))
        width = max(_NARROWEST, min(_WIDEST, (widest if by > 0 else shown) + by))
        self._pane.maximum_width = width
        self._ui.write(partial(self._library.settings.override, "width", width))
        self._ui.say(f"Lines of at most {width} columns.")

    def _keep(self, name: str, value: object) -> None:
        self._ui.write(partial(self._library.settings.keep, name, value))

    def toggle_justify(self) -> None:
        self._pane.justify = not self._pane.justify
        self._keep("justify", self._pane.justify)

    def toggle_spacing(self) -> None:
        self._pane.spacing = 1 - self._pane.spacing
        self._keep("spacing", self._pane.spacing)

    def toggle_mouse(self) -> None:
        self.mouse = not self.mouse
        self._report_mouse(self.mouse)
        self._keep("mouse_released", not self.mouse)
        if self.mouse:
            self._ui.say("The mouse works in Briefing again.")
        else:
            says = "The terminal has the mouse now and selects as usual."
            self._ui.say(f"{says} {self._ui.key_of('mouse')} takes it back.")

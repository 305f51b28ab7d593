from functools import partial
from typing import Protocol

from textual.geometry import Size
from textual.widget import Widget

from briefing.library import Library
from briefing.tui.reader_interface import ReaderInterface
from briefing.tui.widgets.agenda_panel import AgendaPanel
from briefing.tui.widgets.pane import ReadingPane
from briefing.tui.widgets.sidebar import Sidebar

AGENDA_FITS = 80
"""Minimum width in columns for the agenda beside the text."""
SIDEBAR_FITS = 110
"""Minimum width in columns for the names as well."""
WIDE_PANELS_FIT = 158
"""Minimum width in columns for both of them wide, beside text of the usual width."""
_NAMES = ("agenda", "people")


class PanelClasses(Protocol):
    @property
    def size(self) -> Size: ...

    def has_class(self, *names: str) -> bool: ...

    def set_class(self, add: bool, *names: str) -> object: ...


class Panels:
    def __init__(
        self,
        screen: PanelClasses,
        pane: ReadingPane,
        agenda: AgendaPanel,
        sidebar: Sidebar,
        library: Library,
        ui: ReaderInterface,
    ) -> None:
        self._screen, self._pane, self._library, self._ui = screen, pane, library, ui
        self._agenda, self._sidebar = agenda, sidebar

    def load(self) -> None:
        for name in _NAMES:
            get = self._library.settings.get
            hidden = self._library.failures.attempt(None, get, f"hidden_{name}")
            self._screen.set_class(bool(hidden), f"-no-{name}")

    def toggle_agenda(self) -> None:
        self._toggle("agenda", self._agenda.agenda, self._screen.size.width >= AGENDA_FITS)

    def toggle_people(self) -> None:
        self._toggle("people", self._sidebar.names, self._screen.size.width >= SIDEBAR_FITS)
        self._tell_people()

    def _tell_people(self) -> None:
        key = self._ui.key_of
        if self._screen.has_class("-over-people"):
            self._ui.say("In the names; Esc returns to the text.")
        elif self._screen.size.width < SIDEBAR_FITS or self._screen.has_class("-no-people"):
            self._ui.say(f"Names hidden; {key('people')} shows them.")
        else:
            self._ui.say(f"Names shown; {key('find_name')} finds one, Tab goes there.")

    def _toggle(self, name: str, panel: Widget, fits: bool) -> None:
        if self._screen.has_class("-zen"):
            self._screen.set_class(False, "-zen")
        elif fits:
            hidden = not self._screen.has_class(f"-no-{name}")
            self._screen.set_class(hidden, f"-no-{name}")
            self._pane.focus()
            keep = self._library.settings.keep
            self._ui.write(partial(keep, f"hidden_{name}", hidden))
        else:
            opened = not self._screen.has_class(f"-over-{name}")
            self.close_overlays()
            self._screen.set_class(opened, f"-over-{name}")
            (panel if opened else self._pane).focus()

    def fold(self) -> None:
        self._agenda.agenda.fold()

    def unfold(self) -> None:
        self._agenda.agenda.unfold()

    def fold_or_unfold(self) -> None:
        self._agenda.agenda.fold_or_unfold()

    def filter_agenda(self) -> None:
        self._agenda.open_filter()

    @property
    def are_over(self) -> bool:
        return any(self._screen.has_class(f"-over-{name}") for name in _NAMES)

    def close_overlays(self) -> bool:
        had = self.are_over
        self._screen.set_class(False, *(f"-over-{name}" for name in _NAMES))
        return had

    def return_to_text(self) -> None:
        self.close_overlays()
        self._pane.focus()

    def find_name(self) -> None:
        if self._screen.size.width >= SIDEBAR_FITS:
            self._screen.set_class(False, "-no-people", "-zen")
        else:
            self.close_overlays()
            self._screen.set_class(True, "-over-people")
        self._sidebar.focus_filter()

    def leave_zen(self) -> bool:
        had = self._screen.has_class("-zen")
        self._screen.set_class(False, "-zen")
        return had

    def toggle_zen(self) -> None:
        self._screen.set_class(not self._screen.has_class("-zen"), "-zen")
        self._pane.focus()

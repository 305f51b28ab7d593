"""The application: takes finished parts, returns the first screen."""

import asyncio
import gc
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from time import monotonic
from typing import TYPE_CHECKING

from textual.actions import ActionParseResult
from textual.dom import DOMNode
from textual.filter import LineFilter
from textual.screen import Screen

from briefing.errors import InputError, StorageError
from briefing.library import Library
from briefing.library.choices import chosen
from briefing.library.reading import Reading
from briefing.model import Briefing
from briefing.model.gate import gate_line
from briefing.resources import style_files
from briefing.sources.address import is_address
from briefing.tui.commands import keymap
from briefing.tui.dialogs.base import Dialog
from briefing.tui.filters import PlainFilter, SafeFilter
from briefing.tui.keys import usable
from briefing.tui.messages import LibraryFailed
from briefing.tui.reader.screen import ReaderScreen
from briefing.tui.themes import NAMES, THEMES, theme_called, unknown_theme
from briefing.tui.typing_order import InOrder

if TYPE_CHECKING:
    from textual.command import Provider

_ENDING = (signal.SIGTERM, signal.SIGHUP)
_MOST_SAID = 3
"""Problems that are said at the start."""
_LATER = 0.5
"""Seconds after the start when it is looked for texts that an earlier program left."""
_LONG = 30
"""Seconds for which the name of a rescue file stays on the screen."""
_SILENCE = 10.0
"""Seconds for which the same failure of the library is not said again."""


def _reader_commands() -> "type[Provider]":
    """What the palette lists; it is imported when it is first opened."""
    from briefing.tui.palette import ReaderCommands

    return ReaderCommands


class BriefingApp(InOrder):
    """A thin shell around the reading screen."""

    TITLE = "Briefing"
    COMMANDS = {_reader_commands}
    BINDINGS = []
    ENABLE_COMMAND_PALETTE = True
    CSS_PATH = [str(path) for path in style_files()]

    def __init__(
        self,
        library: Library,
        sources: Sequence[str] = (),
        first: Reading | Briefing | None = None,
        *,
        mouse: bool = True,
        watch: bool = False,
    ) -> None:
        """Take the library, the sources, and the first of them where it is open already."""
        self._plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
        super().__init__()
        self.library = library
        self._library_said: dict[str, float] = {}
        self.problems: tuple[str, ...] = ()
        library.tell(self._library_failed)
        self._sources, self._first = tuple(sources), first
        self._mouse, self._watch = mouse, watch
        for theme in THEMES:
            self.register_theme(theme)
        wanted = chosen(library, "theme") or library.config.theme
        self._begin_with(theme_called(wanted) or NAMES[0])
        self.set_class(self._plain, "-plain")
        keys, problems = usable(library.config.keys, library.config.places)
        self.problems = (*self.problems, *problems, *unknown_theme(library.config))
        self.set_keymap(keymap(keys))

    def _begin_with(self, theme: str) -> None:
        """Sets the first theme; a watched change would have every style read twice."""
        self.set_reactive(BriefingApp.theme, theme)
        self.stylesheet.set_variables(self.get_css_variables())
        dark = self.current_theme.dark
        self.set_class(dark, "-dark-mode", update=False)
        self.set_class(not dark, "-light-mode", update=False)

    def get_default_screen(self) -> Screen[None]:
        """The reading screen."""
        sources, first = self._sources, self._first
        return ReaderScreen(self.library, sources, first, mouse=self._mouse, watching=self._watch)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """The last net, and no colour where none is wanted."""
        filters: list[LineFilter] = [SafeFilter()]
        return [*filters, PlainFilter()] if self._plain else filters

    def on_mount(self) -> None:
        """End in order when the terminal or the system asks for it."""
        self.call_after_refresh(_collect_again)
        self.set_timer(_LATER, self._name_leftovers)
        loop = asyncio.get_running_loop()
        for number in _ENDING:
            loop.add_signal_handler(number, self._end, int(number))
        for problem in _said((*self.library.config.problems, *self.problems)):
            self.notify(problem, severity="warning", markup=False, timeout=12)

    def _name_leftovers(self) -> None:
        """Name the files of what was typed in a program that was killed."""
        for path in self.library.drafts.leftovers():
            said = f"What you wrote before Briefing was ended is in {gate_line(str(path))}"
            self.notify(said, severity="warning", markup=False, timeout=_LONG)

    async def run_action(
        self,
        action: "str | ActionParseResult",
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Run an action; where the library fails in its midst, it ends there, and reading goes on."""
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except StorageError as error:
            self._library_failed(str(error))
            return True

    def _library_failed(self, sentence: str) -> None:
        """In any thread: the reader goes on, and is told of it."""
        if self.is_running:
            self.post_message(LibraryFailed(sentence))
        else:
            self.problems = (*self.problems, sentence)

    def on_library_failed(self, message: LibraryFailed) -> None:
        """Say it, but not again and again."""
        before, now = self._library_said.get(message.sentence, -_SILENCE), monotonic()
        if now - before >= _SILENCE:
            self._library_said[message.sentence] = now
            self.notify(message.sentence, severity="error", markup=False, timeout=12)

    def _end(self, number: int) -> None:
        self.leave(128 + number)

    def rescue_typed(self) -> None:
        """Put what is typed in the dialogs that are open in files; `library.rescue` says in which."""
        for screen in self.screen_stack:
            if isinstance(screen, Dialog):
                screen.hold()
        self.library.rescue()

    def leave(self, code: int = 0) -> None:
        """Keep the place, end what is under way, and quit."""
        self.rescue_typed()
        for screen in self.screen_stack:
            if isinstance(screen, ReaderScreen):
                screen.session.keep_place()
        self.library.stop_people()
        self.exit(return_code=code)

    async def action_quit(self) -> None:
        """Quit."""
        self.leave()


def _said(problems: Sequence[str]) -> Sequence[str]:
    """The first of the problems, and how many more there are, so that they leave room for the text."""
    more = len(problems) - _MOST_SAID
    if more < 2:
        return problems
    return (*problems[:_MOST_SAID], f"There are {more} more; briefing config lists them.")


def _collect_again() -> None:
    """Collects garbage from now on; what was made until now is looked at no more."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def run(
    library: Library,
    sources: Sequence[str] = (),
    *,
    mouse: bool = True,
    watch: bool = False,
    last: bool = False,
) -> int:
    """Reads `sources` on the terminal, or what is chosen from the library; returns the exit code.

    With `watch`, a file that changes is read again; with `last`, what was read last is opened.

    Raises:
        InputError: when there is no terminal, or the first source cannot be read.
    """
    unkept: list[str] = []
    library.tell(unkept.append)
    first = _first(library, tuple(sources), last=last)
    _take_terminal()
    app = BriefingApp(library, sources, first, mouse=mouse, watch=watch)
    app.problems = (*unkept, *app.problems)
    try:
        app.run()
    finally:
        _name_rescued(library)
    return app.return_code or 0


def _name_rescued(library: Library) -> None:
    """Says where what was typed and not kept is, once the terminal is as it was; where it is gone, the next time."""
    for rescued in library.rescue():
        try:
            print(rescued.told, file=sys.stderr, flush=True)
        except (OSError, ValueError):
            rescued.tell_later()


def _first(library: Library, sources: tuple[str, ...], *, last: bool) -> Reading | Briefing | None:
    """What is shown first; an address is fetched, and the library listed, on the screen."""
    if sources:
        return None if is_address(sources[0]) else library.open(sources[0])
    recent = library.recent(1) if last else ()
    return library.open_kept(recent[0].sha256) if recent else None


def _take_terminal() -> None:
    """Keys come from the terminal, also when a document came by a pipe."""
    if not sys.stderr.isatty():
        raise InputError("There is no terminal to read on; use briefing show to print.")
    if not sys.stdin.isatty():
        try:
            terminal = os.open("/dev/tty", os.O_RDWR)
        except OSError:
            raise InputError("There is no terminal for keys; use briefing show to print.") from None
        os.dup2(terminal, 0)
        os.close(terminal)

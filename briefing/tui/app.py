import asyncio
import contextvars
import gc
import os
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from functools import partial
from time import monotonic

from rich.console import Console
from textual import on
from textual.actions import ActionParseResult
from textual.dom import DOMNode
from textual.driver import Driver
from textual.filter import LineFilter
from textual.screen import Screen

from briefing.config import config_folder
from briefing.errors import StorageError
from briefing.library import Library
from briefing.library.open_document import OpeningDocument
from briefing.model import Briefing
from briefing.program_end import Ending, this_process
from briefing.resources import style_file
from briefing.sanitize import sanitize, sanitize_line
from briefing.tui.first_source import FirstSourceReader
from briefing.tui.key_bindings import keymap
from briefing.tui.key_queue import KeyQueueApp
from briefing.tui.key_settings import usable_keys
from briefing.tui.messages import LibraryFailed
from briefing.tui.output_filters import PlainFilter, ReverseFilter, SafeFilter
from briefing.tui.quick_compositor import draw_changes_only
from briefing.tui.quick_lines import draw_plain_lines
from briefing.tui.quick_styles import QuickStyles
from briefing.tui.reader.screen import ReaderScreen
from briefing.tui.style_rules import keep_styles
from briefing.tui.terminal_driver import TerminalDriver, TerminalState
from briefing.tui.theme_colours import text_colours
from briefing.tui.theme_list import NAMES, load_themes
from briefing.tui.unawaited_threads import UnawaitedThreads

_SAFE = SafeFilter()
_FILTERS: dict[str, Sequence[LineFilter]] = {
    "all": (_SAFE,),
    "plain": (_SAFE, PlainFilter()),
    "ansi": (_SAFE, ReverseFilter()),
}
_MOST_SAID = 3
_LATER = 0.5
"""Seconds after the first paint before drafts of an earlier run are looked for."""
_WHEN_CALM = 3.0
"""Seconds after the first paint before other work begins."""
_LONG = 30
"""Seconds for which the path of a rescue file is shown."""
_HUNG_UP = 129
"""Exit code after the terminal was closed, where nobody reads what is said."""
_LAST_WRITES = 0.5
"""Seconds that writing to the library gets, twice, when the program ends."""
_TOGETHER = 0.02
"""Seconds in which all widgets say that a theme changed them."""
# A drawn screen has some 5,000 objects, which by Python's default of 700 are looked through seven times.
_GARBAGE = (10_000, 5, 10)
_SILENCE = 10.0
"""Seconds before the same library failure is shown again."""


class BriefingApp(KeyQueueApp):
    TITLE = "Briefing"
    BINDINGS = []
    ENABLE_COMMAND_PALETTE = False
    CSS_PATH = [style_file("reader")]

    def __init__(
        self,
        library: Library,
        sources: Sequence[str] = (),
        first: OpeningDocument | Briefing | FirstSourceReader | None = None,
        *,
        mouse: bool = True,
        watch: bool = False,
        ending: Ending | None = None,
    ) -> None:
        keep_styles()
        draw_plain_lines()
        draw_changes_only()
        self._plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
        super().__init__()
        self.library = library
        self._library_said: dict[str, float] = {}
        self.problems: tuple[str, ...] = ()
        library.be_interactive()
        library.failures.subscribe(self._library_failed)
        self._sources, self._first = tuple(sources), first
        self._mouse, self._watch = mouse, watch
        self.ending = ending or Ending()
        writing = self._finish_writing, self.rescue_typed, self._keep_places, self._finish_writing
        reading = library.reading.stop_looking, library.reading.stop, library.stop_feeds
        self.ending.last_steps.extend((*writing, *reading))
        # What is printed is sanitized, which leaves no colours.
        self.error_console = Console(markup=False, highlight=False, stderr=True, color_system=None)
        self._loop_of_signals: tuple[asyncio.AbstractEventLoop, contextvars.Context] | None = None
        self.themes = load_themes(config_folder())
        self._take_themes(library)
        self.keys, problems = usable_keys(library.config.keys, library.config.places)
        unknown = self.themes.unknown(library.config)
        self.problems = (*self.problems, *problems, *unknown, *self.themes.problems)
        self.set_keymap(keymap(self.keys))

    def _take_themes(self, library: Library) -> None:
        for name in tuple(self.available_themes):
            self.unregister_theme(name)
        for theme in self.themes.known.values():
            self.register_theme(theme)
        chosen = library.failures.attempt(None, library.settings.overridden, "theme")
        wanted = chosen or library.config.theme
        self._begin_with(self.themes.find(wanted) or NAMES[0])
        self.set_class(self._plain, "-plain")

    def _begin_with(self, theme: str) -> None:
        self.set_reactive(BriefingApp.theme, theme)
        self.stylesheet = self.quick_styles = QuickStyles(variables=self.get_css_variables())
        dark = self.current_theme.dark
        self.set_class(dark, "-dark-mode", update=False)
        self.set_class(not dark, "-light-mode", update=False)

    def get_css_variables(self) -> dict[str, str]:
        if not hasattr(self, "themes"):  # Textual asks before it has a theme of ours.
            return {}
        found = super().get_css_variables() | text_colours(self.current_theme)
        self.theme_variables = found
        return found

    def refresh_css(self, animate: bool = True) -> None:
        held = ExitStack()
        held.enter_context(self.batch_update())
        self.quick_styles.change_theme(self.get_css_variables(), self)
        self.set_timer(_TOGETHER, partial(self._draw_held, held))

    def _draw_held(self, held: ExitStack) -> None:
        """The top screen after those that it shows, which would have it drawn again."""
        held.close()
        stack = self.screen_stack  # Empty once the program ends.
        for screen in stack[:-1] or stack:
            screen.check_idle()
        if stack[:-1]:
            stack[-2].call_after_refresh(stack[-1].check_idle)

    def get_default_screen(self) -> Screen[None]:
        sources, first = self._sources, self._first
        return ReaderScreen(self.library, sources, first, mouse=self._mouse, watching=self._watch)

    def get_driver_class(self) -> "type[Driver]":
        found = super().get_driver_class()
        return TerminalDriver if issubclass(TerminalDriver, found) else found

    def get_line_filters(self) -> Sequence[LineFilter]:
        if self._plain:
            return _FILTERS["plain"]
        return _FILTERS["ansi" if self.current_theme.ansi else "all"]

    def on_mount(self) -> None:
        self.call_after_refresh(self._begin_other_work)
        loop, context = asyncio.get_running_loop(), contextvars.copy_context()
        loop.set_default_executor(UnawaitedThreads())
        self._loop_of_signals = (loop, context)
        if self.ending.begun:
            self.leave()
        for problem in _said((*self.library.config.problems, *self.problems)):
            self.notify(problem, severity="warning", markup=False, timeout=12)

    def _begin_other_work(self) -> None:
        from briefing.tui.quick_background import tint_lines

        _collect_again()
        tint_lines()
        self.set_timer(_LATER, self._read_other_styles)
        self.set_timer(_LATER, self._name_leftovers)
        self.set_timer(_WHEN_CALM, self._back_up)
        self.set_timer(_WHEN_CALM, self._compile_modules)

    def _read_other_styles(self) -> None:
        self.stylesheet.read_all((style_file("dialogs"), style_file("library")))
        self.stylesheet.parse()

    def _name_leftovers(self) -> None:
        for path in self.library.drafts.leftovers():
            said = (
                f"What you were writing when Briefing ended is saved in  {sanitize_line(str(path))}"
            )
            self.notify(said, severity="warning", markup=False, timeout=_LONG)

    def _back_up(self) -> None:
        work = partial(self.library.failures.attempt, None, self.library.documents.back_up_daily)
        threading.Thread(target=work, name="backup", daemon=True).start()

    def _compile_modules(self) -> None:
        work = partial(self.library.failures.attempt, None, _compile_missing)
        threading.Thread(target=work, name="compile", daemon=True).start()

    def copy_to_clipboard(self, text: str) -> None:
        super().copy_to_clipboard(sanitize(text))

    async def run_action(
        self,
        action: "str | ActionParseResult",
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except StorageError as error:
            self.library.failures.note(error)
            return True

    def _library_failed(self, sentence: str) -> None:
        if self.is_running:
            self.post_message(LibraryFailed(sentence))
        else:
            self.problems = (*self.problems, sentence)

    def on_library_failed(self, message: LibraryFailed) -> None:
        before, now = self._library_said.get(message.sentence, -_SILENCE), monotonic()
        if now - before >= _SILENCE:
            self._library_said[message.sentence] = now
            self.notify(message.sentence, severity="error", markup=False, timeout=12)

    def leave(self) -> None:
        self.ending.begin(0)
        self.ending.do_last_steps()
        self.exit(return_code=self.ending.code or 0)

    def rescue_typed(self) -> None:
        from briefing.tui.dialogs.base import Dialog

        for screen in self.screen_stack:
            if isinstance(screen, Dialog):
                screen.hold()
        self.library.drafts.rescue_all()

    @on(Driver.SignalResume)
    def repaint(self) -> None:
        self.refresh(layout=True)
        self.screen.refresh(layout=True)

    @property
    def output_dropped(self) -> bool:
        return isinstance(self._driver, TerminalDriver) and self._driver.output.dropped

    def leave_soon(self) -> None:
        """Leaves from signal handlers and other threads, also before the application runs."""
        if self._loop_of_signals is not None:
            loop, context = self._loop_of_signals
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(self.leave, context=context)

    def _finish_writing(self) -> None:
        self.library.writer.flush(_LAST_WRITES)

    def _keep_places(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, ReaderScreen):
                screen.session.keep_place()

    async def action_quit(self) -> None:
        self.leave()


def _said(problems: Sequence[str]) -> Sequence[str]:
    more = len(problems) - _MOST_SAID
    if more < 2:
        return problems
    return (*problems[:_MOST_SAID], f"There are {more} more; see briefing config.")


def _compile_missing() -> None:
    from briefing.worker.compiled_modules import compile_missing  # Slow: not on the event loop.

    compile_missing()


def _collect_again() -> None:
    if not gc.isenabled():
        gc.freeze()
        gc.set_threshold(*_GARBAGE)
        gc.enable()


def run(
    library: Library, reader: FirstSourceReader, *, mouse: bool = True, watch: bool = False
) -> int:
    """Without sources, shows the library. `watch` reloads a file that changes. Returns the exit code.

    Raises:
        InputError: if the first source is quickly found to be unreadable.
    """
    sources = reader.sources
    first: OpeningDocument | Briefing | FirstSourceReader | None = reader
    if reader.wait():
        sources, first = reader.result().sources, reader.result().first
    app = BriefingApp(library, sources, first, mouse=mouse, watch=watch, ending=this_process)
    _run_watched(app)
    return app.return_code or 0


def _name_rescued(library: Library, *, heard: bool) -> None:
    for rescued in library.drafts.rescue_all():
        try:
            print(rescued.sentence, file=sys.stderr, flush=True)
        except (OSError, ValueError):
            heard = False
        if not heard:
            rescued.tell_later()


def _run_watched(app: BriefingApp) -> None:
    terminal = TerminalState(0, sys.stderr.fileno())
    this_process.forced_steps.append(terminal.restore)
    this_process.on_begin = app.leave_soon
    this_process.watch_terminal(0)
    try:
        app.run()
    finally:
        this_process.begin(app.return_code or 0)
        this_process.on_begin = None
        if app.output_dropped:
            terminal.restore()
        app.library.writer.flush(_LAST_WRITES)
        _name_rescued(app.library, heard=this_process.code != _HUNG_UP)

"""What a controller needs of the screen that it belongs to, and how a screen gives it."""

from collections.abc import Callable
from functools import cached_property, partial
from typing import Any, Protocol, TypeVar

from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input
from textual.worker import get_current_worker

from briefing.errors import BriefingError
from briefing.library import Library
from briefing.secure_mode import refusal_sentence
from briefing.tui.commands import Command, effective_keys
from briefing.tui.key_settings import usable_keys
from briefing.tui.widgets.status_line import StatusLine

T = TypeVar("T")
A = TypeVar("A")


class ReaderInterface(Protocol):
    """Telling, asking, and work that takes a while."""

    def say(self, sentence: str, *, error: bool = False) -> None:
        """Tell the reader; the sentence is data, never markup."""

    def forbidden(self, what: str) -> bool:
        """Whether `what`, such as "The browser", may not be used; the reader is told."""

    def key_of(self, command: str) -> str:
        """The first key of a command of the screen, as a reader would write it."""

    def push(self, dialog: Screen[T], closed: Callable[[T | None], object]) -> None:
        """Show a dialog; `closed` gets its answer, None where there is none."""

    def ask(self, dialog: Screen[T], answered: Callable[[T], object]) -> None:
        """Show a dialog; `answered` gets its answer, where there is one."""

    def run(
        self,
        group: str,
        work: Callable[[], A],
        done: Callable[[A], object],
        failed: Callable[[BriefingError], object] | None = None,
    ) -> None:
        """Do `work` in a thread; `done` gets its result, `failed` its error, on the event loop.

        Work of the same group that is under way is no longer waited for. Where nobody takes an error, it is told.
        """

    def call_later(self, call: Callable[..., object], *arguments: object) -> None:
        """Call on the event loop soon; also from a thread."""

    def call_after_refresh(self, call: Callable[..., object], *arguments: object) -> None:
        """Call when the screen has been drawn."""

    def call_when_quiet(self, name: str, seconds: float, call: Callable[[], object]) -> None:
        """Call in so many seconds, counted anew by every call of the same name."""

    def refresh_bindings(self) -> None:
        """Look again which commands have anything to do."""

    @property
    def is_typing(self) -> bool:
        """Whether an input has the focus."""


class ScreenInterface:
    """The `ReaderInterface` of a screen."""

    def __init__(
        self, screen: Screen[Any], library: Library, commands: tuple[Command, ...]
    ) -> None:
        self._screen, self._library, self._commands = screen, library, commands
        self._waiting: dict[str, Timer] = {}

    @cached_property
    def keys(self) -> dict[str, str]:
        """The keys that the settings give, by the names of commands."""
        return usable_keys(self._library.config.keys)[0]

    def key_of(self, command: str) -> str:
        """The first key of a command of the screen."""
        return effective_keys(self.keys, self._commands)[command].split("  ")[0]

    def say(self, sentence: str, *, error: bool = False) -> None:
        """Tell the reader."""
        status = self._screen.query_one(StatusLine)
        if error or not status.display:
            self._screen.notify(
                sentence, severity="error" if error else "information", markup=False
            )
        else:
            status.say(sentence)

    def forbidden(self, what: str) -> bool:
        """Whether `what` may not be used; the reader is told."""
        sentence = refusal_sentence(what)
        if sentence:
            self.say(sentence, error=True)
        return bool(sentence)

    def push(self, dialog: Screen[T], closed: Callable[[T | None], object]) -> None:
        """Show a dialog over the screen."""
        self._screen.app.push_screen(dialog, self._guarded(closed))

    def ask(self, dialog: Screen[T], answered: Callable[[T], object]) -> None:
        """Show a dialog, and wait for an answer."""

        def closed(answer: T | None) -> None:
            if answer is not None:
                answered(answer)

        self.push(dialog, closed)

    def run(
        self,
        group: str,
        work: Callable[[], A],
        done: Callable[[A], object],
        failed: Callable[[BriefingError], object] | None = None,
    ) -> None:
        """Do `work` in a worker of Textual's."""

        def tell(error: BriefingError) -> None:
            self.say(str(error), error=True)

        self._screen.run_worker(
            partial(self._work, work, done, failed or tell),
            group=group,
            description=group,  # Textual's own would be the whole briefing, written out
            thread=True,
            exclusive=True,
            exit_on_error=False,
        )

    def _work(
        self,
        work: Callable[[], A],
        done: Callable[[A], object],
        failed: Callable[[BriefingError], object],
    ) -> None:
        """In a thread; what came of it is told, unless other work took its place."""
        worker = get_current_worker()
        tell: Callable[[], object]
        try:
            tell = partial(done, work())
        except BriefingError as error:
            tell = partial(failed, error)
        if not worker.is_cancelled:
            self.call_later(tell)

    def call_later(self, call: Callable[..., object], *arguments: object) -> None:
        """Call when the messages before it are handled."""
        self._screen.call_later(self._guarded(call), *arguments)

    def call_after_refresh(self, call: Callable[..., object], *arguments: object) -> None:
        """Call when the screen has been drawn."""
        self._screen.call_after_refresh(self._guarded(call), *arguments)

    def call_when_quiet(self, name: str, seconds: float, call: Callable[[], object]) -> None:
        """Call by a timer, in place of the one of that name."""
        waiting = self._waiting.get(name)
        if waiting is not None:
            waiting.stop()
        self._waiting[name] = self._screen.set_timer(seconds, self._guarded(call))

    def _guarded(self, call: Callable[..., object]) -> Callable[..., None]:
        """Calls so that a failing library ends the call and not the program; the reader is told."""

        def guarded(*arguments: object) -> None:
            self._library.failures.attempt(None, call, *arguments)

        return guarded

    def refresh_bindings(self) -> None:
        """Look again which commands have anything to do."""
        self._screen.refresh_bindings()

    @property
    def is_typing(self) -> bool:
        """Whether an input has the focus."""
        return isinstance(self._screen.focused, Input)

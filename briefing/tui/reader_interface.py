from collections.abc import Callable
from contextlib import suppress
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, TypeVar

from textual.screen import Screen
from textual.timer import Timer
from textual.worker import get_current_worker

from briefing.errors import BriefingError, StorageError
from briefing.library import Library
from briefing.secure_mode import refusal_sentence
from briefing.tui.commands import Command
from briefing.tui.key_bindings import effective_keys
from briefing.tui.key_settings import usable_keys
from briefing.tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from concurrent.futures import Future

T = TypeVar("T")
A = TypeVar("A")


def ignore(_: object) -> None:
    pass


class ReaderInterface:
    def __init__(
        self, screen: Screen[Any], library: Library, commands: tuple[Command, ...]
    ) -> None:
        self._screen, self._library, self._commands = screen, library, commands
        self._waiting: dict[str, Timer] = {}

    @cached_property
    def keys(self) -> dict[str, str]:
        return usable_keys(self._library.config.keys)[0]

    def key_of(self, command: str) -> str:
        return effective_keys(self.keys, self._commands)[command].split("  ")[0]

    def say(self, sentence: str, *, error: bool = False, lasting: bool = False) -> None:
        """`sentence` is data, never markup; `lasting` keeps it until something else is said."""
        status = self._screen.query_one(StatusLine)
        if error:
            status.hush()
            self._screen.notify(sentence, severity="error", markup=False)
        else:
            status.say(sentence, lasting=lasting)

    def forbidden(self, what: str) -> bool:
        sentence = refusal_sentence(what)
        if sentence:
            self.say(sentence, error=True)
        return bool(sentence)

    def push(self, dialog: Screen[T], closed: Callable[[T | None], object]) -> None:
        """`closed` receives the dialog's result, or None."""
        self._screen.app.push_screen(dialog, self._guarded(closed))

    def ask(self, dialog: Screen[T], answered: Callable[[T], object]) -> None:
        """`answered` receives the dialog's result unless that is None."""

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
        def tell(error: BriefingError) -> None:
            self.say(str(error), error=True)

        self._screen.run_worker(
            partial(self._work, work, done, failed or tell),
            group=group,
            description=group,  # Textual's default would contain the whole briefing
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
        worker = get_current_worker()
        tell: Callable[[], object]
        try:
            tell = partial(done, work())
        except BriefingError as error:
            tell = partial(failed, error)
        if not worker.is_cancelled:
            self.call_later(tell)

    def write(
        self,
        operation: Callable[[], A],
        done: Callable[[A], object] = ignore,
        failed: Callable[[BriefingError], object] = ignore,
        *,
        quiet: bool = False,
    ) -> None:
        """Change the library after everything that was to be written before.

        `done` or `failed` is called on the event loop when it is on the disk or an error was shown;
        `quiet` leaves what is no fault of the library to `failed`.
        """
        tell = failed if quiet else partial(self._say_unwritten, failed)
        ended = partial(self._written, done, tell)
        self._library.writer.submit(operation, ended=ended)

    def after_writing(self, call: Callable[[], object]) -> None:
        self.write(lambda: None, lambda _: call())

    def _written(
        self,
        done: Callable[[A], object],
        failed: Callable[[BriefingError], object],
        future: "Future[A]",
    ) -> None:
        error = future.exception()
        if isinstance(error, StorageError):
            self._library.failures.note(error)
        with suppress(RuntimeError):  # The event loop has ended.
            if error is None:
                self.call_later(done, future.result())
            elif isinstance(error, BriefingError):
                self.call_later(failed, error)
            else:
                self.call_later(future.result)

    def _say_unwritten(
        self, failed: Callable[[BriefingError], object], error: BriefingError
    ) -> None:
        if not isinstance(error, StorageError):
            self.say(str(error), error=True)
        failed(error)

    def call_later(self, call: Callable[..., object], *arguments: object) -> None:
        self._screen.call_later(self._while_open, call, *arguments)

    def call_after_refresh(self, call: Callable[..., object], *arguments: object) -> None:
        self._screen.call_after_refresh(self._while_open, call, *arguments)

    def _while_open(self, call: Callable[..., object], *arguments: object) -> Any:
        if self._screen.app.return_code is not None:
            return None  # Nothing can be mounted any more.
        return self._guarded(call)(*arguments)

    def call_when_quiet(self, name: str, seconds: float, call: Callable[[], object]) -> None:
        """Call after `seconds` without another call of this name."""
        waiting = self._waiting.get(name)
        if waiting is not None:
            waiting.stop()
        self._waiting[name] = self._screen.set_timer(seconds, self._guarded(call))

    def _guarded(self, call: Callable[..., object]) -> Callable[..., Any]:
        def guarded(*arguments: object) -> object:
            return self._library.failures.attempt(None, call, *arguments)

        return guarded

    def refresh_bindings(self) -> None:
        self._screen.refresh_bindings()

    @property
    def is_typing(self) -> bool:
        focused = self._screen.focused
        return focused is not None and focused.check_consume_key("a", "a")

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, ClassVar, TypeVar

from textual.events import ScreenResume
from textual.message import Message
from textual.messages import Layout
from textual.screen import Screen
from textual.scrollbar import ScrollBar

from briefing.library import Library
from briefing.tui.commands import READING, Command, all_commands, as_first
from briefing.tui.footers import FOOTERS, Footer, footer_of
from briefing.tui.key_bindings import effective_keys
from briefing.tui.palette import Choice
from briefing.tui.program_commands import ProgramCommands
from briefing.tui.reader_interface import ReaderInterface
from briefing.tui.widgets.key_footer import KeyFooter
from briefing.tui.widgets.laid_out import LaidOut
from briefing.tui.widgets.status_line import StatusLine

T = TypeVar("T")


class BaseScreen(LaidOut, Screen[T]):
    commands: ClassVar[tuple[Command, ...]] = READING

    def __init__(self, library: Library) -> None:
        super().__init__()
        self.library = library
        self.ui = ReaderInterface(self, library, self.commands)
        self.program = ProgramCommands(
            self.ui, self, library, self.ui.keys, lambda: self.shown_commands, self.find_more
        )
        self.controllers: Any = self

    def post_message(self, message: Message) -> bool:
        if isinstance(message, Layout) and isinstance(message.widget, ScrollBar):
            return True  # A layout gives it its size.
        if isinstance(message, ScreenResume) and not self.stack_updates:
            message.refresh_styles = False  # What is in it gets its styles when it is mounted.
        return super().post_message(message)

    def find_more(self, words: str) -> Iterable[Choice]:
        """What the palette finds beside commands."""
        return ()

    @property
    def is_first(self) -> bool:
        """Whether `go_back` quits."""
        return False

    async def go_back(self) -> None:
        if self.is_first:
            await self.program.leave()
        else:
            self.dismiss(None)

    @property
    def shown_commands(self) -> tuple[Command, ...]:
        """For the footer and the help, which say whether `go_back` quits."""
        return as_first(self.commands) if self.is_first else self.commands

    @property
    def footer(self) -> Footer:
        return FOOTERS["filter"] if self.ui.is_typing else footer_of(self.shown_commands)

    def show_footer(self) -> None:
        line = self.query_one_optional(KeyFooter)
        if line is not None:
            line.keys, line.footer = self._shown_keys, self.footer

    @cached_property
    def _shown_keys(self) -> dict[str, str]:
        return effective_keys(self.ui.keys, (*all_commands(), *self.commands))

    def on_mount(self) -> None:
        self.show_footer()

    def on_descendant_focus(self) -> None:
        self.show_footer()

    def on_descendant_blur(self) -> None:
        self.show_footer()

    def action_run(self, name: str, *arguments: object) -> object:
        command = self._command(name)
        call: Callable[..., object] = self._find(command.action)
        if command.group == "Moving":
            return call(*arguments)
        self.query_one(StatusLine).go_on()
        done = call(*arguments)
        self.show_footer()
        return done

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        when = self._command(str(parameters[0])).when if action == "run" else ""
        return bool(self._find(when)) if when else True

    def _command(self, name: str) -> Command:
        return next(command for command in self.commands if command.name == name)

    def _find(self, path: str) -> Any:
        owner, _, member = path.partition(".")
        if owner in ("screen", "program"):
            return getattr(self if owner == "screen" else self.program, member)
        return getattr(getattr(self.controllers, owner), member)

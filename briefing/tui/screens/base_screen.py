"""Base class of the screens: the library, and commands whose keys the settings can change."""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar, TypeVar

from textual.screen import Screen

from briefing.library import Library
from briefing.tui.commands import READING, Command
from briefing.tui.palette import Choice
from briefing.tui.program_commands import ProgramCommands
from briefing.tui.reader_interface import ReaderInterface

T = TypeVar("T")


class BaseScreen(Screen[T]):
    commands: ClassVar[tuple[Command, ...]] = READING

    def __init__(self, library: Library) -> None:
        super().__init__()
        self.library = library
        self.ui = ReaderInterface(self, library, self.commands)
        self.program = ProgramCommands(
            self.ui, self, library, self.ui.keys, self.commands, self.find_more
        )
        self.controllers: Any = self

    def find_more(self, words: str) -> Iterable[Choice]:
        """What the palette finds beside commands."""
        return ()

    def action_run(self, name: str, *arguments: object) -> object:
        call: Callable[..., object] = self._find(self._command(name).action)
        return call(*arguments)

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

"""What every screen of the program has: the library, keys that the settings may change, help, palette, themes, the way out."""

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from textual import getters
from textual.screen import Screen

from briefing.library import Library
from briefing.tui.commands import READING, Command
from briefing.tui.program import Program
from briefing.tui.ui import ScreenUI
from briefing.tui.widgets.status import Status

T = TypeVar("T")


class Common(Screen[T]):
    """A screen whose commands are declared in a list."""

    commands: ClassVar[tuple[Command, ...]] = READING
    """What can be done here, as help, the palette and the footer show it."""
    status: getters.query_one[Status] = getters.query_one(Status)

    def __init__(self, library: Library) -> None:
        super().__init__()
        self.library = library
        self.ui = ScreenUI(self, library, self.commands)
        self.program = Program(self.ui, self, library, self.ui.keys, self.commands)
        self.controllers: Any = self
        """Has the controllers of the screen by their names."""

    @property
    def keys(self) -> dict[str, str]:
        """The keys that the settings give."""
        return self.ui.keys

    def key_of(self, name: str) -> str:
        """The first key of a command of this screen."""
        return self.ui.key_of(name)

    def say(self, sentence: str, *, error: bool = False) -> None:
        """Tell the reader."""
        self.ui.say(sentence, error=error)

    def action_run(self, name: str, *arguments: object) -> object:
        """Do the command called `name`."""
        call: Callable[..., object] = self._find(self._command(name).action)
        return call(*arguments)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a command has anything to do now."""
        when = self._command(str(parameters[0])).when if action == "run" else ""
        return bool(self._find(when)) if when else True

    def _command(self, name: str) -> Command:
        return next(command for command in self.commands if command.name == name)

    def _find(self, path: str) -> Any:
        """The member of a controller that a command names."""
        owner, _, member = path.partition(".")
        if owner == "screen":
            return getattr(self, f"action_{member}", None) or getattr(self, member)
        return getattr(
            self.program if owner == "program" else getattr(self.controllers, owner), member
        )

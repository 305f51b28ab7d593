"""What every screen of the program has: the library, keys that the settings may change, help, palette, themes, the way out."""

from collections.abc import Callable
from typing import ClassVar, TypeVar, cast

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
        self.controllers: dict[str, object] = {
            "screen": self,
            "program": Program(self.ui, self, library, self.ui.keys, self.commands),
        }
        """What the actions of the commands name."""

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
        return cast(Callable[..., object], self._named(self._command(name).action))(*arguments)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a command has anything to do now."""
        when = self._command(str(parameters[0])).when if action == "run" else ""
        return bool(self._named(when)) if when else True

    def _command(self, name: str) -> Command:
        return next(command for command in self.commands if command.name == name)

    def _named(self, path: str) -> object:
        owner, _, member = path.partition(".")
        found = self.controllers[owner]
        if found is self and hasattr(self, f"action_{member}"):
            member = f"action_{member}"
        return getattr(found, member)

import os
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from textual.screen import Screen

from briefing.library import Library
from briefing.tui import dialogs
from briefing.tui.commands import Command
from briefing.tui.key_bindings import effective_keys, run_action
from briefing.tui.palette import Choice, best_first, find_commands
from briefing.tui.reader_interface import ReaderInterface

_NOT_IN_PALETTE = frozenset({"palette", "issue", "escape"})


def has_shell() -> bool:
    try:
        return os.getsid(os.getppid()) == os.getsid(0)
    except OSError:
        return False


class ProgramCommands:
    def __init__(
        self,
        ui: ReaderInterface,
        screen: Screen[Any],
        library: Library,
        keys: dict[str, str],
        commands: Callable[[], tuple[Command, ...]],
        find_more: Callable[[str], Iterable[Choice]],
    ) -> None:
        """`find_more` is what the palette finds beside commands."""
        self._ui, self._screen, self._library = ui, screen, library
        self._keys, self._commands, self._find_more = keys, commands, find_more

    def help(self) -> None:
        def chosen(name: str) -> None:
            if name not in ("help", "issue"):
                self._run(name)

        self._ui.ask(dialogs.HelpDialog(self._keys, self._commands()), chosen)

    def palette(self) -> None:
        dialog = dialogs.PaletteDialog("Palette", self._find)
        self._ui.ask(dialog, lambda choice: choice.run())

    def _find(self, words: str) -> list[Choice]:
        shown = [c for c in self._commands() if c.name not in _NOT_IN_PALETTE and self._applies(c)]
        keys = effective_keys(self._keys, shown)
        commands = find_commands(words, shown, keys, self._run)
        return best_first((*commands, *self._find_more(words)))

    def _applies(self, command: Command) -> bool:
        return bool(self._screen.check_action("run", (command.name,)))

    def _run(self, name: str) -> None:
        self._ui.call_later(self._screen.run_action, run_action(name))

    def themes(self) -> None:
        app = self._screen.app
        dialog = dialogs.ThemeDialog(app.theme, tuple(app.available_themes))
        override = self._library.settings.override
        self._ui.ask(dialog, lambda name: self._ui.write(partial(override, "theme", name)))

    def suspend(self) -> None:
        if has_shell():
            self._screen.app.action_suspend_process()
        else:
            self._ui.say("There is no shell to return to.")

    async def leave(self) -> None:
        await self._screen.app.action_quit()

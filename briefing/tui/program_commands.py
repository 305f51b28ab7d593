import os
from functools import partial
from typing import Any

from textual.screen import Screen

from briefing.library import Library
from briefing.tui import dialogs
from briefing.tui.commands import Command, run_action
from briefing.tui.reader_interface import ReaderInterface


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
        commands: tuple[Command, ...],
    ) -> None:
        self._ui, self._screen, self._library = ui, screen, library
        self._keys, self._commands = keys, commands

    def help(self) -> None:
        def chosen(name: str) -> None:
            if name not in ("help", "issue"):
                self._ui.call_later(self._screen.run_action, run_action(name))

        self._ui.ask(dialogs.HelpDialog(self._keys, self._commands), chosen)

    async def palette(self) -> None:
        await self._screen.app.run_action("command_palette")

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

from collections.abc import Awaitable, Callable

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from briefing.tui.commands import Command, effective_keys, run_action
from briefing.tui.screens.base_screen import BaseScreen

_NOT_HERE = frozenset({"palette", "issue", "escape"})


class ReaderCommands(Provider):
    async def discover(self) -> Hits:
        for command in self._listed():
            yield DiscoveryHit(command.help, self._runner(command), help=self._key(command))

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for command in self._listed():
            name = command.name.replace("_", " ")
            score = max(matcher.match(command.help), matcher.match(name))
            if score > 0:
                shown = Content(command.help)
                yield Hit(score, shown, self._runner(command), help=self._key(command))

    def _listed(self) -> list[Command]:
        there = self.screen.shown_commands if isinstance(self.screen, BaseScreen) else ()
        return [command for command in there if command.name not in _NOT_HERE]

    def _key(self, command: Command) -> str:
        keys = self.screen.ui.keys if isinstance(self.screen, BaseScreen) else {}
        return effective_keys(keys, (command,))[command.name]

    def _runner(self, command: Command) -> Callable[[], Awaitable[None]]:
        async def run() -> None:
            await self.screen.run_action(run_action(command.name))

        return run

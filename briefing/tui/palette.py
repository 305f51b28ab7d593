"""The commands in Textual's palette."""

from collections.abc import Awaitable, Callable

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from briefing.tui.commands import READING, Command, effective
from briefing.tui.screens.base import ReadingBase

_NOT_HERE = frozenset({"palette", "issue", "escape"})


class ReaderCommands(Provider):
    """Every command of the reader, with its key."""

    async def discover(self) -> Hits:
        """All, before anything is typed."""
        for command in _listed():
            yield DiscoveryHit(command.help, self._runner(command), help=self._key(command))

    async def search(self, query: str) -> Hits:
        """Those that match."""
        matcher = self.matcher(query)
        for command in _listed():
            score = matcher.match(command.help)
            if score > 0:
                shown = Content(command.help)
                yield Hit(score, shown, self._runner(command), help=self._key(command))

    def _key(self, command: Command) -> str:
        keys = self.screen.keys if isinstance(self.screen, ReadingBase) else {}
        return effective(keys)[command.name]

    def _runner(self, command: Command) -> Callable[[], Awaitable[None]]:
        async def run() -> None:
            await self.screen.run_action(command.name)

        return run


def _listed() -> list[Command]:
    return [command for command in READING if command.name not in _NOT_HERE]

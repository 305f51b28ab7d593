from collections import deque
from collections.abc import Mapping
from functools import partial
from itertools import chain, islice
from time import monotonic
from types import MappingProxyType

from textual import events
from textual.app import App
from textual.binding import ActiveBinding
from textual.dom import DOMNode
from textual.screen import Screen

from briefing.tui.commands import SCREENS
from briefing.tui.key_bindings import command_of

_LONGEST = 0.5
"""Longest time in seconds that one key delays the next."""
_AGAIN = 0.01
"""Seconds between checks whether the new screen has a focus."""
_MOVES = frozenset(command.name for command in chain(*SCREENS) if command.group == "Moving")
_ENDS = frozenset(("leave", "quit"))
"""Commands that end the program; `quit` is Textual's."""


class KeyQueueApp(App[None]):
    """Keeps a key typed right after one that opens a field from running a command of the screen
    behind it.
    """

    keys: Mapping[str, str] = MappingProxyType({})
    """The keys that the settings changed, by command."""

    def __init__(self) -> None:
        super().__init__()
        self._typed: deque[events.Key] = deque()
        self._until = 0.0
        """When the current key stops delaying the next one; 0 if there is none."""

    async def on_event(self, event: events.Event) -> None:
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
        elif self._typed or monotonic() < self._until:
            self._typed.append(event)
        else:
            await self._send(event)

    async def _send(self, event: events.Key) -> None:
        self._until = monotonic() + _LONGEST
        screen, target = self.screen, self.focused or self.screen
        await super().on_event(event)
        self._follow(target, screen)

    def _follow(self, node: DOMNode | None, screen: Screen[object]) -> None:
        if node is None or node is self or not node.call_later(self._follow, node.parent, screen):
            self.call_later(self._answered, screen)

    def _answered(self, screen: Screen[object]) -> None:
        if self.screen is not screen and not self._settled() and monotonic() < self._until:
            self.set_timer(_AGAIN, partial(self._answered, screen))
        else:
            self.call_later(self._next)

    def _settled(self) -> bool:
        return self.focused is not None or (self.screen.is_mounted and not self.screen.focus_chain)

    async def _next(self) -> None:
        self._until = 0.0
        self._drop_moves()
        if self._typed:
            await self._send(self._typed.popleft())

    def _drop_moves(self) -> None:
        if len(self._typed) < 2:
            return
        bound = self.screen.active_bindings
        for count, event in enumerate(self._typed):
            action = self._action(event, bound)
            if action in _ENDS:
                self._typed = deque(islice(self._typed, count, None))
            if action not in _MOVES:
                return

    def _action(self, event: events.Key, bound: Mapping[str, ActiveBinding]) -> str:
        taken = self.focused and self.focused.check_consume_key(event.key, event.character)
        if taken or event.key not in bound:
            return ""
        return command_of(bound[event.key].binding.action)

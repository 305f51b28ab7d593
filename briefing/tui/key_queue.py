"""Keys that are typed faster than they are answered go where they would have gone, had each been waited for."""

from collections import deque
from collections.abc import Mapping
from functools import partial
from itertools import chain, islice
from time import monotonic

from textual import events
from textual.app import App
from textual.binding import ActiveBinding
from textual.dom import DOMNode
from textual.screen import Screen

from briefing.tui.commands import SCREENS, command_of

_LONGEST = 0.5
"""Seconds that one key may hold back the next."""
_AGAIN = 0.01
"""Seconds after which it is looked again whether a screen can take keys."""
_MOVES = frozenset(command.name for command in chain(*SCREENS) if command.group == "Moving")
_ENDS = frozenset(("leave", "quit"))
"""The commands that end the program; `quit` is Textual's."""


class KeyQueueApp(App[None]):
    """An application that sends a key on when the one before has been answered.

    Textual sends every key at once to what has the focus, so one that is typed, pasted or sent over a slow line right
    after a key that opens a field would be a command of the screen behind it.
    """

    def __init__(self) -> None:
        super().__init__()
        self._typed: deque[events.Key] = deque()
        self._until = 0.0
        """When the key that is under way holds the next ones back no longer; 0 while none is."""

    async def on_event(self, event: events.Event) -> None:
        """Keep a key that comes while another one is under way."""
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
        """Goes the way of the key, from what had the focus up to here, behind it in every queue."""
        if node is None or node is self or not node.call_later(self._follow, node.parent, screen):
            self.call_later(self._answered, screen)

    def _answered(self, screen: Screen[object]) -> None:
        """Sends the next key on, once a screen that this one opened has a focus."""
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
        """Lets a key that ends the program overtake the moves before it: nobody would see what they show."""
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
        """The name of the command that a key runs where the focus is; "" for a letter that a field takes, and for nothing."""
        taken = self.focused and self.focused.check_consume_key(event.key, event.character)
        if taken or event.key not in bound:
            return ""
        return command_of(bound[event.key].binding.action)

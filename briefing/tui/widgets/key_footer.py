"""The bottom line: the keys that matter most."""

from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from briefing.tui.commands import READING, Command, effective_keys, run_action

_ALWAYS = 2
"""So many of the last commands are shown at every width."""
_GAP = "  "


class KeyFooter(Widget):
    """Keys and what they do; a click does it."""

    keys: reactive[dict[str, str]] = reactive(dict)
    """The settings' keys."""

    def __init__(self, commands: tuple[Command, ...] = READING) -> None:
        """Take the commands of the screen."""
        super().__init__()
        self._commands = commands

    def render(self) -> Content:
        """As many as fit; help and the way out always."""
        known = effective_keys(self.keys, self._commands)
        parts = [_part(c, known[c.name]) for c in self._commands if c.label and known[c.name]]
        first, last = parts[:-_ALWAYS], parts[-_ALWAYS:]
        room = self.size.width - sum(part.cell_length + len(_GAP) for part in last)
        while first and sum(part.cell_length + len(_GAP) for part in first) - len(_GAP) > room:
            first.pop()
        return Content(_GAP).join([*first, *last])

    async def on_click(self, event: events.Click) -> None:
        """Do what was clicked."""
        command = event.style.meta.get("command")
        if command is not None:
            await self.screen.run_action(run_action(command))


def _part(command: Command, keys: str) -> Content:
    """A command's first key and what it does."""
    key = (keys.split("  ")[0], "bold $text-primary")
    shown = Content.assemble(key, " ", (command.label, "$muted"))
    return shown.stylize(Style.from_meta({"command": command.name}))

from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from briefing.tui.commands import READING, Command, effective_keys, run_action

_ALWAYS = 2
"""The last commands, which are shown at every width."""
_GAP = "  "


class KeyFooter(Widget):
    keys: reactive[dict[str, str]] = reactive(dict)

    def __init__(self, commands: tuple[Command, ...] = READING) -> None:
        super().__init__()
        self._commands = commands

    def render(self) -> Content:
        known = effective_keys(self.keys, self._commands)
        parts = [_part(c, known[c.name]) for c in self._commands if c.label and known[c.name]]
        first, last = parts[:-_ALWAYS], parts[-_ALWAYS:]
        room = self.size.width - sum(part.cell_length + len(_GAP) for part in last)
        while first and sum(part.cell_length + len(_GAP) for part in first) - len(_GAP) > room:
            first.pop()
        return Content(_GAP).join([*first, *last])

    async def on_click(self, event: events.Click) -> None:
        command = event.style.meta.get("command")
        if command is not None:
            await self.screen.run_action(run_action(command))


def _part(command: Command, keys: str) -> Content:
    key = (keys.split("  ")[0], "bold $text-primary")
    shown = Content.assemble(key, " ", (command.label, "$muted"))
    return shown.stylize(Style.from_meta({"command": command.name}))

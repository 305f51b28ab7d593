"""The bottom line: the keys that matter most."""

from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from briefing.tui.commands import READING, effective


class Hints(Widget):
    """Keys and what they do; a click does it."""

    keys: reactive[dict[str, str]] = reactive(dict)
    """The settings' keys."""

    def render(self) -> Content:
        """As many as fit."""
        known = effective(self.keys)
        line, width = Content(""), self.size.width
        for command in READING:
            if not command.label or not known[command.name]:
                continue
            key = known[command.name].split("  ")[0]
            click = Style.from_meta({"command": command.name})
            part = Content.assemble((key, "bold $text-primary"), " ", (command.label, "$muted"))
            part = part.stylize(click)
            if line.cell_length + part.cell_length + 2 > width:
                break
            line = Content.assemble(line, "  ", part) if line.cell_length else part
        return line

    async def on_click(self, event: events.Click) -> None:
        """Do what was clicked."""
        command = event.style.meta.get("command")
        if command is not None:
            await self.screen.run_action(command)

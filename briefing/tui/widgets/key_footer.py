from collections.abc import Mapping, Sequence

from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from briefing.tui.footers import Footer
from briefing.tui.key_bindings import run_action
from briefing.tui.two_sided_line import Part
from briefing.tui.widgets.laid_out import LaidOut

_GAP = "  "
_ALWAYS = ("help", "leave")
"""What is shown at every width."""


class KeyFooter(LaidOut, Widget):
    keys: reactive[Mapping[str, str]] = reactive(dict)
    """Shown keys by command."""
    footer: reactive[Footer] = reactive(())

    def render(self) -> Content:
        parts = [(names, _part(names.split(), label, self.keys)) for names, label in self.footer]
        shown = [(names, part) for names, part in parts if part]
        first = [part for names, part in shown if names not in _ALWAYS]
        last = [part for names, part in shown if names in _ALWAYS]
        room = self.size.width - sum(part.cell_length + len(_GAP) for part in last)
        return Content(_GAP).join([*fit(first, room, len(_GAP)), *last])

    async def on_click(self, event: events.Click) -> None:
        command = event.style.meta.get("command")
        if command is not None:
            await self.screen.run_action(run_action(command))


def fit(parts: Sequence[Content], room: int, gap: int) -> list[Content]:
    """As many as fit whole in `room` cells, with `gap` cells between them."""
    fitting, used = [], -gap
    for part in parts:
        used += part.cell_length + gap
        if used > room:
            break
        fitting.append(part)
    return fitting


def _part(names: Sequence[str], label: str, known: Mapping[str, str]) -> Content:
    """What is no command is a key; "" where every command has lost its keys."""
    parts: list[Part | Content] = []
    for name in names:
        key = known.get(name, name).split("  ")[0]
        if key:
            shown = Content.styled(f"{key} ", "bold $text-primary")
            meta = Style.from_meta({"command": name}) if name in known else Style()
            parts.append(shown.stylize(meta))
    if not parts:
        return Content("")
    first = names[0]
    said = Content.styled(label, "$muted")
    meta = Style.from_meta({"command": first}) if first in known else Style()
    return Content.assemble(*parts, said.stylize(meta))

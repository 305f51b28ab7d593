from collections.abc import Iterable, Mapping

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from briefing.model.folding import has_words
from briefing.tui.commands import ESSENTIAL, READING, Command
from briefing.tui.dialogs.list_dialog import ListDialog
from briefing.tui.key_bindings import effective_keys
from briefing.tui.widgets.agenda_lines import SIGNS
from briefing.tui.widgets.field import Field

_WIDEST = 22
"""Maximum width of the key column in cells."""
_PANEL, _AROUND = 86, 8
"""Maximum width of the panel, and cells of it that are no text."""
_FIRST, _HERE = "Most used", "In this list"
_EDGES = {"g": 1, "G": -1}


class HelpDialog(ListDialog[str]):
    BINDINGS = [
        Binding("home", "edge(1)", "First", show=False, priority=True),
        Binding("end", "edge(-1)", "Last", show=False, priority=True),
    ]

    def __init__(self, keys: Mapping[str, str], commands: tuple[Command, ...] = READING) -> None:
        super().__init__()
        self._groups = _grouped(commands)
        self._signs = SIGNS if any(each.name == "next_issue" for each in commands) else ()
        self._keys = effective_keys(keys, commands)
        self._room = min(_WIDEST, max(map(len, self._keys.values())))

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel") as panel:
            panel.border_title = "Keys"
            panel.border_subtitle = "Enter run · Esc close"
            yield Field(placeholder="type to filter", compact=True)
            yield OptionList(id="keys", compact=True)

    def on_mount(self) -> None:
        self._fill("")

    def _fill(self, words: str) -> None:
        options: list[Option] = []
        for group, commands in self._groups.items():
            listed = [c for c in commands if _passes(c, group, self._keys[c.name], words)]
            lines = [Option(self._command(command), id=command.name) for command in listed]
            options += _headed(_HERE if group == "Dialogs" else group, lines, blank=bool(options))
        signs = [s for s in self._signs if has_words(" ".join(s), words)]
        lines = [Option(self._line(*s), disabled=True) for s in signs]
        options += _headed("Signs in the agenda", lines, blank=bool(options))
        keys = self.query_one(OptionList)
        keys.set_options(options or [Option("No key matches.", disabled=True)])
        keys.highlighted = 1 if options else None

    def _command(self, command: Command) -> Content:
        return self._line(self._keys[command.name], command.help, "bold $text-accent")

    def _line(self, key: str, meaning: str, style: str = "") -> Content:
        cell = Content.styled(key, style).truncate(self._room, pad=True)
        indent = self._room + 3
        width = min(_PANEL, self.app.size.width * 96 // 100) - _AROUND - indent
        lines = Content(meaning).wrap(max(16, width))
        return Content.assemble("  ", cell, " ", Content("\n" + " " * indent).join(lines))

    # Moving, while the field has the focus

    def action_edge(self, direction: int) -> None:
        self.action_list("first" if direction > 0 else "last")
        if direction > 0:
            self.query_one(OptionList).scroll_home(animate=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        direction = _EDGES.get(event.value)
        if direction is None:
            self._fill(event.value)
            return
        with self.prevent(Input.Changed):
            event.input.value = ""
        self.action_edge(direction)

    def on_input_submitted(self) -> None:
        self.action_choose()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)


def _grouped(commands: Iterable[Command]) -> dict[str, list[Command]]:
    groups: dict[str, list[Command]] = {_FIRST: []}
    for command in commands:
        first = command.name in ESSENTIAL and command.group != "Dialogs"
        groups.setdefault(_FIRST if first else command.group, []).append(command)
    groups[_FIRST].sort(key=lambda command: ESSENTIAL.index(command.name))
    return groups


def _headed(heading: str, lines: list[Option], *, blank: bool) -> list[Option]:
    if not lines:
        return []
    shown = Option(Content.styled(heading, "bold $text-primary"), disabled=True)
    return [*([Option("", disabled=True)] if blank else []), shown, *lines]


def _passes(command: Command, group: str, keys: str, words: str) -> bool:
    found = f"{command.name} {command.help} {command.group} {group} {command.words}"
    return words in keys.split() or has_words(found, words)

from itertools import groupby

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from briefing.tui.commands import READING, Command, effective_keys
from briefing.tui.dialogs.list_dialog import ListDialog

_WIDEST = 22
"""Maximum width of the key column in cells."""
_SIGNS = (
    ("✓", "An issue that you have read"),
    ("◆", "An issue that you bookmarked"),
    ("inferred", "The text gives no title; this one was inferred"),
    ("changed", "An issue that changed since the previous version"),
    ("new", "An issue or a name that is not in the source's previous briefing"),
)


class HelpDialog(ListDialog[str]):
    BINDINGS = [
        Binding("down", "move(1)", "Down", show=False),
        Binding("up", "move(-1)", "Up", show=False),
    ]

    def __init__(self, keys: dict[str, str], commands: tuple[Command, ...] = READING) -> None:
        super().__init__()
        self._commands = commands
        self._keys = effective_keys(keys, commands)
        self._room = min(_WIDEST, max(map(len, self._keys.values())))

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel") as panel:
            panel.border_title = "Keys"
            panel.border_subtitle = "Enter run · Esc close"
            yield Input(placeholder="type to filter", compact=True)
            yield OptionList(id="keys", compact=True)

    def on_mount(self) -> None:
        self._fill("")

    def _fill(self, words: str) -> None:
        listed = [c for c in self._commands if _passes(c, self._keys[c.name], words)]
        options: list[Option] = []
        for group, commands in groupby(listed, key=lambda c: c.group):
            options.append(Option(Content.styled(group, "bold $text-primary"), disabled=True))
            options += [Option(self._line(command), id=command.name) for command in commands]
        options += self._signs(words)
        keys = self.query_one(OptionList)
        keys.set_options(options)
        keys.highlighted = 1 if options else None

    def _signs(self, words: str) -> list[Option]:
        listed = [pair for pair in _SIGNS if words.casefold() in " ".join(pair).casefold()]
        if not listed:
            return []
        lines = [
            Content.assemble("  ", Content(sign).truncate(self._room, pad=True), " ", meaning)
            for sign, meaning in listed
        ]
        heading = Option(Content.styled("Signs", "bold $text-primary"), disabled=True)
        return [heading, *(Option(Content.assemble(line), disabled=True) for line in lines)]

    def _line(self, command: Command) -> Content:
        key = Content.styled(self._keys[command.name], "bold $text-accent")
        return Content.assemble("  ", key.truncate(self._room, pad=True), " ", command.help)

    def on_input_changed(self, event: Input.Changed) -> None:
        self._fill(event.value)

    def on_input_submitted(self) -> None:
        self.query_one(OptionList).action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)


def _passes(command: Command, keys: str, words: str) -> bool:
    found = f"{command.name} {command.help} {command.group}".casefold()
    return words in keys.split() or all(word in found for word in words.casefold().split())

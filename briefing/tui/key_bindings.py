from collections.abc import Iterable, Mapping

from textual.binding import Binding, BindingType

from briefing.tui.commands import READING, Command

_COMMA = "comma"
_SHOWN = {"comma": ",", "right": "→", "left": "←", "up": "↑", "down": "↓", "escape": "esc"}


def bindings(commands: Iterable[Command] = READING, owner: str = "") -> list[BindingType]:
    """`owner` is "screen." for keys of a widget."""
    made: list[BindingType] = []
    for command in commands:
        for number, key in enumerate(command.keys if command.each else [_joined(command.keys)], 1):
            action = run_action(command.name, number) if command.each else run_action(command.name)
            name = f"{command.name}_{number}" if command.each else command.name
            made.append(Binding(key, owner + action, command.help, show=False, id=name))
    return made


def dialog_bindings(commands: Iterable[Command], *, priority: bool = False) -> list[BindingType]:
    """`priority`: before the field that has the focus."""
    return [
        Binding(
            _joined(each.keys), each.action, each.help, show=False, id=each.name, priority=priority
        )
        for each in commands
    ]


def run_action(name: str, *arguments: int) -> str:
    return f"run({', '.join(map(repr, (name, *arguments)))})"


def command_of(action: str) -> str:
    namespace_and_name, _, arguments = action.partition("(")
    name = namespace_and_name.rpartition(".")[2]
    return arguments.split(",")[0].strip(" ')") if name == "run" else name


def keymap(keys: Mapping[str, str]) -> dict[str, str]:
    """Textual keymap. A command's keys are separated by commas; the comma key itself is "comma"."""
    return {
        name: ",".join(binding.key for binding in Binding.make_bindings([Binding(written, "none")]))
        for name, written in keys.items()
    }


def effective_keys(
    keys: Mapping[str, str], commands: Iterable[Command] = READING
) -> dict[str, str]:
    found = {}
    for command in commands:
        written = keys.get(command.name)
        named = tuple(part.strip() for part in written.split(",")) if written else command.keys
        if command.each and not written:
            named = (f"{command.keys[0]}-{command.keys[-1]}",)
        found[command.name] = "  ".join(_SHOWN.get(key, key) for key in named)
    return found


def _joined(keys: tuple[str, ...]) -> str:
    return ",".join(_COMMA if key == "," else key for key in keys)

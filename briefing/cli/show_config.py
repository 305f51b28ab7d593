import click
from msgspec.structs import replace

from briefing.cli.output import print_line, warn
from briefing.config import Config, config_folder

_SHOWN = ("data", "theme", "width", "words_per_minute", "largest", "recogniser", "sandbox")
_ON_SCREEN = ("theme", "width")
"""Settings that can also be changed while reading."""


@click.command()
def config() -> int:
    """Show the settings in effect, and where each comes from."""
    from briefing.settings import load_config, settings_file
    from briefing.tui.key_settings import usable_keys
    from briefing.tui.theme_list import NAMES, load_themes, short_name

    found = load_config()
    good, problems = usable_keys(found.keys, found.places)
    themes = load_themes(config_folder())
    unknown = themes.unknown(found)
    problems = (*found.problems, *problems, *unknown, *themes.problems)
    if unknown:
        given = tuple(name for name in found.given if name != "theme")
        found = replace(found, theme=Config().theme, given=given)
    screen = _on_screen(found)
    for name in _SHOWN:
        source = found.places[name] if name in found.given else "default"
        source = f"chosen while reading, instead of the {source}" if name in screen else source
        _print(name, screen.get(name, getattr(found, name)), source)
    _print("keys", f"{len(good)} changed", "briefing keys lists them")
    _print("themes", ", ".join(map(short_name, NAMES)), "")
    if themes.own:
        _print("your themes", ", ".join(themes.own), str(config_folder() / "themes"))
    print_line(f"\u2014 {settings_file()}")
    return _complain(problems)


def _print(name: str, value: object, source: str) -> None:
    print_line(f"{name:18} {value!s:40} {source}".rstrip())


def _on_screen(config: Config) -> dict[str, object]:
    if not config.library_file.exists():
        return {}
    from briefing.library import make_library

    library = make_library(config)
    kept = {name: library.settings.overridden(name) for name in _ON_SCREEN}
    library.close()
    return {name: value for name, value in kept.items() if value is not None}


@click.command()
def keys() -> int:
    """Show the key bindings in effect."""
    from briefing.settings import load_config
    from briefing.tui.commands import all_commands, effective_keys
    from briefing.tui.key_settings import usable_keys

    found = load_config()
    good, problems = usable_keys(found.keys, found.places)
    commands = all_commands()
    known = effective_keys(good, commands)
    for command in commands:
        source = found.places.get(command.name, "") if command.name in good else ""
        print_line(
            f"{command.name:20} {known[command.name]:22} {command.help:62} {source}".rstrip()
        )
    return _complain((*found.problems, *problems))


def _complain(problems: tuple[str, ...]) -> int:
    for problem in problems:
        warn(problem)
    return 2 if problems else 0

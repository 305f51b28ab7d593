from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from briefing.cli.help_text import example
from briefing.cli.listing import print_reports, row_format
from briefing.cli.output import print_line, warn
from briefing.config import Config, FetchSources, config_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.model.listing_reports import KeyReport, SettingReport
    from briefing.tui.commands import Command

_SHOWN = ("data", "theme", "width", "words_per_minute", "largest", "recogniser", "sandbox")
_ON_SCREEN = ("theme", "width")
"""Settings that can also be changed while reading."""


@click.command(epilog=example("briefing config --format json"))
@row_format
def config(form: str) -> int:
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
    rows = _settings(found)
    if form != "text":
        print_reports(form, rows)
        return _complain(problems)
    for row in rows:
        _print(row.name, row.value, row.origin)
    _print("keys", f"{len(good)} changed", "briefing keys lists them")
    _print("themes", ", ".join(map(short_name, NAMES)), "")
    if themes.own:
        _print("your themes", ", ".join(themes.own), str(config_folder() / "themes"))
    print_line(f"\u2014 {settings_file()}")
    return _complain(problems)


def _print(name: str, value: object, origin: str) -> None:
    print_line(f"{name:18} {value!s:40} {origin}")


def _settings(config: Config) -> "list[SettingReport]":
    from briefing.model.listing_reports import SettingReport

    screen, rows = _on_screen(config), []
    for name in _SHOWN:
        origin = config.places[name] if name in config.given else "default"
        origin = f"chosen while reading, instead of the {origin}" if name in screen else origin
        value = screen.get(name, getattr(config, name))
        rows.append(SettingReport(name, value if isinstance(value, int) else str(value), origin))
    return rows + [SettingReport(*each, origin="config.toml") for each in _fetched(config.fetch)]


def _fetched(places: FetchSources) -> "Iterator[tuple[str, str]]":
    yield from (("fetch.folders", folder) for folder in places.folders)
    yield from (("fetch.maildirs", folder) for folder in places.maildirs)
    for each in places.imap:
        network = ", own network" if each.own_network else ""
        where = f"{each.name}, port {each.port}, {each.security}{network}"
        yield "fetch.imap", f"{where}, password from {each.password_command[0]}"


def _on_screen(config: Config) -> dict[str, object]:
    if not config.library_file.exists():
        return {}
    from briefing.library import make_library

    library = make_library(config)
    kept = {name: library.settings.overridden(name) for name in _ON_SCREEN}
    library.close()
    return {name: value for name, value in kept.items() if value is not None}


@click.command(epilog=example("briefing keys --format json"))
@row_format
def keys(form: str) -> int:
    """Show the key bindings in effect."""
    from briefing.settings import load_config
    from briefing.tui.commands import all_commands
    from briefing.tui.key_bindings import effective_keys
    from briefing.tui.key_settings import usable_keys

    found = load_config()
    good, problems = usable_keys(found.keys, found.places)
    commands = all_commands()
    known = effective_keys(good, commands)
    places = {name: found.places.get(name) for name in good}
    if form != "text":
        print_reports(form, [_key(each, good, places.get(each.name)) for each in commands])
        return _complain((*found.problems, *problems))
    for each in commands:
        origin = places.get(each.name) or ""
        print_line(f"{each.name:20} {known[each.name]:22} {each.help:62} {origin}".rstrip())
    return _complain((*found.problems, *problems))


def _key(command: "Command", changed: dict[str, str], origin: str | None) -> "KeyReport":
    from briefing.model.listing_reports import KeyReport

    written = changed.get(command.name)
    keys = tuple(part.strip() for part in written.split(",")) if written else command.keys
    return KeyReport(command.name, keys, command.help, command.group, origin)


def _complain(problems: tuple[str, ...]) -> int:
    for problem in problems:
        warn(problem)
    return 2 if problems else 0

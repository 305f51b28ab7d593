"""`briefing config` and `briefing keys`: what holds, and where it is from."""

import click

from briefing.model.gate import gate_line

_SHOWN = ("data", "theme", "width", "words_per_minute", "largest", "recogniser")


@click.command()
def config() -> int:
    """Print the settings that hold, each with its source."""
    from briefing.settings import load_config, settings_file

    found = load_config()
    for name in _SHOWN:
        source = "settings file" if name in found.given else "default"
        click.echo(gate_line(f"{name:18} {getattr(found, name)!s:40} {source}"))
    click.echo(gate_line(f"{'keys':18} {f'{len(found.keys)} changed':40} briefing keys lists them"))
    click.echo(gate_line(f"\u2014 {settings_file()}"))
    return _complain(found.problems)


@click.command()
def keys() -> int:
    """Print the keys that hold."""
    from briefing.settings import load_config
    from briefing.tui.commands import effective, everything, usable

    found = load_config()
    good, problems = usable(found.keys)
    commands = everything()
    known = effective(good, commands)
    for command in commands:
        source = "settings file" if command.name in good else ""
        click.echo(
            f"{command.name:20} {known[command.name]:22} {command.help:62} {source}".rstrip()
        )
    return _complain((*found.problems, *problems))


def _complain(problems: tuple[str, ...]) -> int:
    for problem in problems:
        click.echo(f"briefing: {gate_line(problem)}", err=True)
    return 2 if problems else 0

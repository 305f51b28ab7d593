"""`briefing doctor`: examines the library and mends it."""

import click

from briefing.model.gate import gate_line


@click.command()
@click.option("--check", is_flag=True, help="Only say what is wrong; change nothing.")
def doctor(check: bool) -> int:
    """Examine the library, and mend what is wrong with it."""
    from briefing.library import safety
    from briefing.settings import load_config

    config = load_config()
    if check:
        found = safety.check(config)
        for line in found:
            _say(line)
        sound = not found
    else:
        sound = safety.mend(config, _say)
    if sound:
        _say("The library is sound.")
    return 0 if sound else 2


def _say(line: str) -> None:
    click.echo(gate_line(line))

"""`briefing doctor`: examines the library and mends it."""

import click

from briefing.cli.output import print_line


@click.command()
@click.option("--check", is_flag=True, help="Only say what is wrong; change nothing.")
def doctor(check: bool) -> int:
    """Examine the library, and mend what is wrong with it."""
    from briefing.library import safety
    from briefing.settings import read_settings

    config = read_settings()
    if check:
        found = safety.check(config)
        for line in found:
            print_line(line)
        sound = not found
    else:
        sound = safety.mend(config, print_line)
    if sound:
        print_line("The library is sound.")
    return 0 if sound else 2

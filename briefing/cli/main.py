"""The `briefing` command."""

import click

from briefing import __version__


@click.group()
@click.version_option(__version__, prog_name="briefing")
def cli() -> None:
    """Read a long briefing issue by issue."""


def main() -> None:
    """Runs the command line."""
    cli()

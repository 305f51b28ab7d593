import click

from briefing.cli.complete_names import files
from briefing.cli.help_text import example
from briefing.cli.launch import open_in_reader


@click.command("open", epilog=example("briefing open report.pdf https://example.org/news"))
@click.argument("sources", metavar="[SOURCE]...", nargs=-1, shell_complete=files)
@click.option("--no-mouse", is_flag=True, help="Leave the mouse to the terminal.")
@click.option("--watch", is_flag=True, help="Reload a file when it changes.")
@click.option("--last", is_flag=True, help="Open what you read last.")
def open_sources(sources: tuple[str, ...], no_mouse: bool, watch: bool, last: bool) -> int:
    """Read each SOURCE: a path, an address or - for standard input.

    Without a source, choose from your library.
    """
    return open_in_reader(sources, mouse=not no_mouse, watch=watch, last=last)

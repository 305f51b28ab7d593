"""`briefing [SOURCE...]`: opens the reader."""

import sys

import click

from briefing.errors import InputError


@click.command("open")
@click.argument("sources", metavar="[SOURCE]...", nargs=-1)
@click.option("--no-mouse", is_flag=True, help="Leave the mouse to the terminal.")
@click.option("--watch", is_flag=True, help="Read a file again when it changes.")
def open_sources(sources: tuple[str, ...], no_mouse: bool, watch: bool) -> int:
    """Read each SOURCE: a path, an address or - for standard input; without one, what came last."""
    from briefing.settings import load_config

    if not sys.stderr.isatty():
        return _print(sources)
    from briefing.library import make_library
    from briefing.tui.app import run

    library = make_library(load_config())
    try:
        return run(library, sources, mouse=not no_mouse, watch=watch)
    finally:
        library.close()


def _print(sources: tuple[str, ...]) -> int:
    """Prints instead, where there is no terminal to read on."""
    if not sources:
        raise InputError("There is no terminal to read on; name a source to print it.")
    from briefing.cli.show import show

    return show.main(list(sources), standalone_mode=False) or 0

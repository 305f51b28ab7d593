"""Opens the reader on sources, or prints them where there is no terminal."""

import gc

from briefing.cli.output import is_terminal, warn
from briefing.cli.source_arguments import check_sources
from briefing.errors import InputError


def open_in_reader(
    sources: tuple[str, ...], *, mouse: bool = True, watch: bool = False, last: bool = False
) -> int:
    """Reads `sources`, folders and patterns among them, and returns the exit code; with `last`, what came last.

    Raises:
        InputError: when there is nothing to print and no terminal, or a source cannot be read.
    """
    from briefing.library.reading_worker import start_reader
    from briefing.settings import read_settings

    check_sources(sources)
    if not is_terminal(error=True):
        return _print(sources)
    gc.disable()  # What is made before the first paint stays; the application turns it on again.
    config = read_settings()
    reader = start_reader()
    from briefing.library import make_library
    from briefing.tui.app import run

    library = make_library(config, warn, reader=reader)
    try:
        return run(library, sources, mouse=mouse, watch=watch, last=last)
    finally:
        library.close()


def _print(sources: tuple[str, ...]) -> int:
    if not sources:
        raise InputError("There is no terminal to read on; name a source to print it.")
    from briefing.cli.show import show

    return show.main(list(sources), standalone_mode=False) or 0

import gc

from briefing.cli.output import is_terminal, warn
from briefing.cli.source_arguments import check_sources
from briefing.errors import InputError


def open_in_reader(
    sources: tuple[str, ...], *, mouse: bool = True, watch: bool = False, last: bool = False
) -> int:
    """Returns the exit code; `last` opens the last document.

    Raises:
        InputError: if a source cannot be read, or there is neither a source nor a terminal.
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
        raise InputError("Not a terminal. To print, use briefing show FILE (- for standard input).")
    from briefing.cli.show import show

    return show.main(list(sources), standalone_mode=False) or 0

import gc
import os
import stat
from contextlib import suppress

from briefing.cli.output import is_terminal, warn
from briefing.cli.source_arguments import check_command, check_sources
from briefing.errors import InputError
from briefing.system.terminal_device import open_keys


def open_in_reader(
    sources: tuple[str, ...], *, mouse: bool = True, watch: bool = False, last: bool = False
) -> int:
    """Returns the exit code; `last` opens the last document. Prints where there is no terminal.

    Raises:
        InputError: if a source cannot be read, or there is neither a source nor a terminal.
    """
    from briefing.library.reading_worker import start_reader
    from briefing.settings import read_settings

    check_sources(sources)
    check_command(sources[0] if sources else "")
    if not sources and not last and _is_piped():
        sources = ("-",)
    if not _has_terminal():
        return _print(sources)
    gc.disable()  # What is made before the first paint stays; the application turns it on again.
    config = read_settings()
    reader = start_reader()
    from briefing.tui.quick_textual import import_application, import_event_loop

    import_event_loop()
    from briefing.library import make_library
    from briefing.tui.first_source import FirstSourceReader

    library = make_library(config, warn, reader=reader)
    try:
        library.be_interactive()
        _take_terminal()
        # It reads while Textual is imported.
        first = FirstSourceReader(library, sources, last=last)
        import_application()
        from briefing.tui.app import run

        return run(library, first, mouse=mouse, watch=watch)
    finally:
        library.close()


def _take_terminal() -> None:
    if not os.isatty(0):
        from briefing.library.source_names import take_standard_input

        terminal = open_keys()
        take_standard_input()
        os.dup2(terminal, 0)
        os.close(terminal)


def _is_piped() -> bool:
    with suppress(OSError):
        found = os.fstat(0)
        if stat.S_ISREG(found.st_mode):
            return found.st_size > os.lseek(0, 0, os.SEEK_CUR)
        return stat.S_ISFIFO(found.st_mode) or stat.S_ISSOCK(found.st_mode)
    return False


def _has_terminal() -> bool:
    if not is_terminal(error=True):
        return False
    with suppress(OSError):
        if not os.isatty(0):
            os.close(open_keys())
        return True
    return False


def _print(sources: tuple[str, ...]) -> int:
    if not sources:
        raise InputError("Not a terminal. To print, use briefing show FILE (- for standard input).")
    from briefing.cli.main import cli
    from briefing.cli.show import show

    return show.main(list(sources), standalone_mode=False, **cli.context_settings) or 0

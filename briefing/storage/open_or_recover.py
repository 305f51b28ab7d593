"""Opens the library, whatever state it is in."""

from collections.abc import Callable
from pathlib import Path

import apsw

from briefing.errors import StorageCorrupt
from briefing.storage.connect import open_library, translate_error


def open_or_recover(
    path: Path | None, progress: Callable[[str], None] = lambda sentence: None
) -> tuple[apsw.Connection, str | None]:
    """An up-to-date connection to the library at `path`, or to one in memory, and a warning or None.

    A file is made where there is none. One that is damaged is set aside whole, under a name that says when, and what
    can be saved of it is in the new one; `progress` is told of that before, as it may take a minute.

    Raises:
        StorageFromFuture: when a newer version of the program wrote it; it is left unchanged.
        StorageError: when it cannot be opened or written.
    """
    try:
        try:
            return open_library(path), None
        except (apsw.NotADBError, apsw.CorruptError, StorageCorrupt):
            if path is None:
                raise
            from briefing.storage.recovery.rebuild import rebuild_library

            progress("The library is damaged; what can be saved of it is being saved.")
            saved = rebuild_library(path)
            return open_library(path), saved.told if saved else None
    except (apsw.Error, OSError) as error:
        raise translate_error(error) from None

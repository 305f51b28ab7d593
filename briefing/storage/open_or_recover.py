from collections.abc import Callable
from pathlib import Path

import apsw

from briefing.errors import StorageCorrupt
from briefing.storage.connect import open_library, translate_error


def open_or_recover(
    path: Path | None, progress: Callable[[str], None] = lambda sentence: None
) -> tuple[apsw.Connection, str | None]:
    """Opens like `open_library`, but replaces a damaged file; returns a warning or None.

    The damaged file gets a dated name; `progress` reports recovery, which may take a minute.
    """
    try:
        try:
            return open_library(path), None
        except (apsw.NotADBError, apsw.CorruptError, StorageCorrupt):
            if path is None:
                raise
            from briefing.storage.recovery.rebuild import rebuild_library

            progress("The library is damaged; what is readable is being recovered.")
            saved = rebuild_library(path)
            return open_library(path), saved.sentence if saved else None
    except (apsw.Error, OSError) as error:
        raise translate_error(error) from None

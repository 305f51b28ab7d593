from collections.abc import Callable
from pathlib import Path

import apsw
from msgspec import Struct

from briefing.errors import StorageCorrupt
from briefing.storage.connect import open_library, translate_error
from briefing.system.locks import shared_folder


class OpenedLibrary(Struct, frozen=True):
    connection: apsw.Connection
    inode: int
    """0 in memory."""
    warning: str | None = None


def open_or_recover(
    path: Path | None, progress: Callable[[str], None] = lambda sentence: None
) -> OpenedLibrary:
    """As `open_library`, but a damaged file gets a dated name and is replaced; `progress` reports
    recovery, which may take a minute.
    """
    try:
        if path is None:
            return OpenedLibrary(open_library(None), 0)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            return _open(path, progress)
        except (apsw.NotADBError, apsw.CorruptError, StorageCorrupt):
            from briefing.storage.recovery.rebuild import rebuild_library

            progress("The library is damaged; what is readable is being recovered.")
            saved = rebuild_library(path)
            return _open(path, progress, saved.sentence if saved else None)
    except (apsw.Error, OSError) as error:
        raise translate_error(error) from None


def _open(path: Path, progress: Callable[[str], None], warning: str | None = None) -> OpenedLibrary:
    """No other program renames the file while SQLite opens it and its journal by name."""
    sentence = "Another program is replacing the library; waiting for it."
    with shared_folder(path.parent, lambda: progress(sentence)):
        return OpenedLibrary(open_library(path), path.stat().st_ino, warning)

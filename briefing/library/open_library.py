from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from briefing.config import Config
from briefing.errors import StorageError
from briefing.library.library import Library
from briefing.storage.database import Database
from briefing.worker import Worker


def make_library(
    config: Config,
    progress: Callable[[str], None] = lambda sentence: None,
    reader: Worker | None = None,
) -> Library:
    """Falls back to memory, with a warning and the readable contents.

    `progress` reports slow steps; `reader` reads sources.
    """
    try:
        database = Database(config.library_file, progress=progress)
    except StorageError as error:
        return Library(config, _in_memory(config.library_file), str(error), reader)
    return Library(config, database, database.warning, reader)


def _in_memory(path: Path) -> Database:
    with suppress(StorageError):
        return Database(None, like=path)
    return Database(None)

"""Makes the library of the settings, for screens and for commands."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from briefing.config import Config
from briefing.errors import StorageError
from briefing.library.library import Library
from briefing.model import Briefing
from briefing.storage.database import Database
from briefing.worker import Worker


def make_library(
    config: Config,
    progress: Callable[[str], None] = lambda sentence: None,
    reader: Worker | None = None,
) -> Library:
    """The library that `config` names; one in memory with a warning where that cannot be written or read.

    Where it can be read, the one in memory holds what it does. `progress` is told what takes long; `reader` reads
    sources.
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


@contextmanager
def load_corrections(
    config: Config, warn: Callable[[str], None] = lambda sentence: None
) -> Iterator[Callable[[Briefing], Briefing]]:
    """What applies the corrections that are kept; it makes no library where there is none.

    `warn` is told what the reader should know of the library's state.

    Raises:
        StorageError: when there is one that cannot be read.
    """
    if not config.library_file.exists():
        yield lambda briefing: briefing
        return
    library = Library(config, database := Database(config.library_file))
    if database.warning:
        warn(database.warning)
    try:
        yield library.corrections.apply
    finally:
        library.close()

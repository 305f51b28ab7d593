from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import Struct

from briefing.config import Config
from briefing.errors import StorageError
from briefing.library.library import Library
from briefing.model import Analysis, Briefing
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


class Kept(Struct, frozen=True):
    """What a library has of texts that are read elsewhere."""

    analysis: Callable[[str], Analysis | None] = lambda sha256: None
    """Of the text with this hash, uncorrected; None if it was not split."""
    correct: Callable[[Briefing], Briefing] = lambda briefing: briefing
    added: Callable[[str], str] = lambda sha256: ""
    """When the text came in, in ISO 8601; "" if it is not there."""


@contextmanager
def open_kept(
    config: Config, warn: Callable[[str], None] = lambda sentence: None
) -> Iterator[Kept]:
    """Creates no library; `warn` gets messages about its state.

    Raises:
        StorageError: if it cannot be read.
    """
    if not config.library_file.exists():
        yield Kept()
        return
    library = Library(config, database := Database(config.library_file))
    if database.warning:
        warn(database.warning)
    try:
        documents = library.documents
        yield Kept(documents.analysis, library.corrections.apply, documents.added)
    finally:
        library.close()

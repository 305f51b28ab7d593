from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from briefing.cli.output import warn
from briefing.errors import StorageError

if TYPE_CHECKING:
    from briefing.library import Library


@contextmanager
def opened_library(*, writing: bool = True) -> "Iterator[Library]":
    """Prints the library's problems to standard error.

    Raises:
        StorageError: if it cannot be read, or with `writing` not be written.
    """
    from briefing.library import make_library
    from briefing.settings import read_settings

    library = make_library(read_settings(), warn)
    library.failures.subscribe(warn)
    try:
        if library.in_memory and (writing or not library.documents.recent(1)):
            raise StorageError(library.warning or "The library cannot be opened.")
        if library.warning:
            warn(library.warning)
        yield library
    finally:
        library.close()

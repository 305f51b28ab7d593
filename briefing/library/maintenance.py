import math
import os
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from briefing.config import Config
from briefing.errors import InputError
from briefing.library.atomic_write import new_file
from briefing.library.library import Library
from briefing.sanitize import sanitize_line
from briefing.storage.database import Database
from briefing.storage.file_swap import JOURNALS
from briefing.storage.read_only_copy import copy_library
from briefing.storage.recovery import backups, examine, restore_backup
from briefing.storage.recovery.restore_backup import Restored
from briefing.storage.search_index import SearchIndex
from briefing.user_paths import is_text


def back_up(config: Config, target: Path, *, force: bool = False) -> int:
    """Consistent and readable by its owner only; returns bytes.

    Raises:
        InputError: without a library, or if `target` exists or is the library.
        StorageError: if reading or writing fails.
    """
    path = _existing_library(config)
    if not is_text(str(target)):
        raise InputError(f"{sanitize_line(str(target))} is not a valid name; give another.")
    if _is_library(target, path):
        raise InputError("That is the library itself; name another file.")
    with new_file(target, force=force) as file:
        copy_library(path, Path(file.name))
        return os.stat(file.name).st_size


def list_backups(config: Config) -> list[Path]:
    return backups.list_backups(config.library_file)


def restore_library(config: Config, backup: Path) -> Restored:
    """Keeps the previous library beside the new one. Raises as `restore_backup`."""
    name = sanitize_line(str(backup))
    if not _is_regular(backup):
        raise InputError(f"{name} is not a file; give one that briefing backup wrote.")
    if not os.access(backup, os.R_OK):
        raise InputError(f"{name} cannot be read; check its permissions.")
    path = config.library_file
    if _is_library(backup, path):
        raise InputError("That is the library itself; name a backup.")
    done = restore_backup.restore_backup(backup, path)
    _index_pending(config)
    return done


def check_library(config: Config) -> list[str]:
    """One sentence per problem; changes nothing. Raises as `repair_library`."""
    return examine.examine_library(_existing_library(config))


def repair_library(config: Config, tell: Callable[[str], None]) -> bool:
    """Returns whether the library is intact now.

    Raises:
        InputError: without a library.
        StorageError: if it cannot be examined or repaired.
    """
    path = _existing_library(config)
    if not examine.repair_library(path, tell):
        return False
    if done := _index_pending(config):
        tell(f"{done} briefings were indexed for search.")
    return True


def _index_pending(config: Config) -> int:
    library = Library(config, database := Database(config.library_file))
    try:
        count = SearchIndex(database).count_pending()
        library.search.index(math.inf)
        return count
    finally:
        library.close()


def _is_regular(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except (OSError, ValueError):
        return False


def _is_library(file: Path, library: Path) -> bool:
    with suppress(OSError, ValueError):
        if file.samefile(library):
            return True
    with suppress(OSError):
        place = os.path.realpath(file)
        return place in {os.path.realpath(library) + suffix for suffix in ("", *JOURNALS)}
    return False


def _existing_library(config: Config) -> Path:
    if not config.library_file.exists():
        raise InputError("There is no library yet; open a document to create one.")
    return config.library_file

from collections.abc import Callable
from pathlib import Path

import apsw

from briefing.errors import StorageCorrupt
from briefing.safe_files import atomic_write
from briefing.storage.connect import back_up, open_library, translate_error
from briefing.storage.file_swap import free_name
from briefing.storage.recovery import checks
from briefing.storage.recovery.checks import Finding
from briefing.storage.recovery.rebuild import rebuild_library
from briefing.storage.schema import VERSION
from briefing.storage.table_checks import version_of

Tell = Callable[[str], None]
_DAMAGED = (apsw.NotADBError, apsw.CorruptError, StorageCorrupt)


def examine_library(path: Path) -> list[str]:
    """One sentence per problem; changes nothing.

    Raises:
        StorageError: if it is unreadable or newer.
    """
    found = [finding.what for finding in checks.check_files(path)]
    try:
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE)
        try:
            found += [finding.what for finding in _contents(connection, path)]
        finally:
            connection.close()
    except StorageCorrupt as error:
        found.append(f"{error} Run briefing doctor to copy its rows into a new library.")
    except (apsw.NotADBError, apsw.CorruptError):
        found.append("The library is damaged; briefing doctor recovers what it can.")
    except (apsw.Error, OSError) as error:
        raise translate_error(error) from None
    return found


def _contents(connection: apsw.Connection, path: Path) -> list[Finding]:
    if path.stat().st_size == 0:
        raise StorageCorrupt("The library's file is empty.")
    if version_of(connection) == VERSION:
        return list(checks.check_contents(connection, path))
    return [*checks.check_pages(connection), *checks.check_journal(connection, path)]


def repair_library(path: Path, tell: Tell) -> bool:
    """Returns whether the library is intact now; keeps a copy, or a damaged library under another name.

    Raises:
        StorageError: if it is unreadable, read-only or newer.
    """
    try:
        for finding in checks.check_files(path):
            _mend_file(finding, tell)
        try:
            return _mend_contents(path, tell)
        except _DAMAGED:
            saved = rebuild_library(path)
            tell(saved.sentence if saved else "Another program has replaced the library.")
            return _mend_contents(path, tell)
    except (apsw.Error, OSError) as error:
        raise translate_error(error) from None


def _mend_file(finding: Finding, tell: Tell) -> None:
    if finding.mend:
        finding.mend()
        tell(f"{finding.what} Repaired.")


def _mend_contents(path: Path, tell: Tell) -> bool:
    connection = open_library(path)
    try:
        found = list(checks.check_contents(connection, path))
        if any(finding.inside for finding in found):
            copy = free_name(path, "before-doctor")
            with atomic_write(copy, replace=False) as file:
                back_up(connection, Path(file.name))
            tell(f"A copy of the library before the repair is kept as {copy.name}.")
            checks.repair_contents(connection, found)
        for finding in found:
            if finding.mend and not finding.inside:
                finding.mend()
            tell(f"{finding.what} Repaired." if finding.mend else finding.what)
        return not found or not list(checks.check_contents(connection, path))
    finally:
        connection.close()

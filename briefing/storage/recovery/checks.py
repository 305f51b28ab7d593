import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import apsw
from msgspec import Struct

from briefing.storage.connect import transaction
from briefing.storage.file_swap import JOURNALS
from briefing.storage.recovery import orphan_rows

LARGEST_JOURNAL = 64 << 20
"""Bytes; a larger journal is from a program that crashed."""
_STALE = 3600.0
"""Seconds."""
_OTHERS = 0o077
"""Permission bits except the owner's."""


class Finding(Struct, frozen=True):
    what: str
    mend: Callable[[], None] | None = None
    """None if repair would lose something."""
    inside: bool = False
    """Changes contents, so that a copy is needed first."""


def check_files(path: Path) -> Iterator[Finding]:
    if path.parent.stat().st_mode & _OTHERS:
        yield Finding(
            "Other users can look into the library's folder.", _restrict(path.parent, 0o700)
        )
    for part in sorted(path.parent.glob(f"{path.name}*")):
        if part.is_file() and part.stat().st_mode & _OTHERS:
            yield Finding(f"Other users can read {part.name}.", _restrict(part, 0o600))
    for part in sorted(path.parent.glob(f"{path.name}.*")):
        if _is_stale(path, part):
            yield Finding(f"{part.name} was left unfinished.", _remove(part))


def _is_stale(path: Path, part: Path) -> bool:
    named = part.name.startswith(f"{path.name}.new-") or part.suffix == ".part"
    return named and time.time() - part.stat().st_mtime > _STALE


def _restrict(part: Path, mode: int) -> Callable[[], None]:
    return lambda: os.chmod(part, mode)


def _remove(part: Path) -> Callable[[], None]:
    def remove() -> None:
        if part.is_dir():
            for inner in part.iterdir():
                inner.unlink()
            part.rmdir()
        else:
            part.unlink(missing_ok=True)

    return remove


def check_contents(connection: apsw.Connection, path: Path) -> Iterator[Finding]:
    """Takes a readable library of the current version.

    Raises:
        apsw.CorruptError: if it has to be rebuilt.
    """
    yield from check_pages(connection)
    yield from check_journal(connection, path)
    yield from _rows(connection)
    yield from _texts(connection)
    yield from _search(connection)


def check_pages(connection: apsw.Connection) -> Iterator[Finding]:
    """Yields damage in derived tables.

    Raises:
        apsw.CorruptError: for other damage, which needs a rebuild.
    """
    found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(1000)")]
    wrong = [line for line in found if line != "ok"]
    if not wrong:
        return
    if any("index" not in line for line in wrong):
        raise apsw.CorruptError(wrong[0])
    if any("FTS5" in line for line in wrong):
        what = "The search index is damaged."
        yield Finding(what, lambda: _empty_search(connection), inside=True)
    if any("FTS5" not in line for line in wrong):
        what = "An index of the library does not match its table."
        yield Finding(what, lambda: _execute(connection, "REINDEX"), inside=True)


def check_journal(connection: apsw.Connection, path: Path) -> Iterator[Finding]:
    part = path.with_name(path.name + JOURNALS[0])
    size = part.stat().st_size if part.exists() else 0
    if size > LARGEST_JOURNAL:
        what = f"The library's journal has grown to {size >> 20} MB."
        yield Finding(what, lambda: _execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)"))


def _rows(connection: apsw.Connection) -> Iterator[Finding]:
    found = orphan_rows.find_orphan_rows(connection)
    if found:
        counts = ", ".join(f"{left.rows} of {left.table}" for left in found)
        what = f"Some rows refer to missing entries: {counts}."
        yield Finding(what, lambda: _drop_leftovers(connection), inside=True)
    for id in orphan_rows.unreadable_marks(connection):
        yield Finding(f"The mark {id} cannot be read; restore a backup to get it back.")


def _drop_leftovers(connection: apsw.Connection) -> None:
    orphan_rows.make_documents(connection)
    orphan_rows.make_pending(connection, orphan_rows.delete_orphan_rows(connection))


def _texts(connection: apsw.Connection) -> Iterator[Finding]:
    lost = orphan_rows.find_unreadable(connection)
    if lost:
        what = (
            f"{len(lost)} texts cannot be read; their marks are kept until they are opened again."
        )
        yield Finding(what, lambda: _drop_texts(connection, lost), inside=True)
    unsplit = [sha256 for sha256 in orphan_rows.find_unsplit(connection) if sha256 not in lost]
    if unsplit:
        what = f"The issues of {len(unsplit)} texts cannot be read."
        yield Finding(what, lambda: orphan_rows.reset_sections(connection, unsplit), inside=True)


def _drop_texts(connection: apsw.Connection, hashes: list[str]) -> None:
    orphan_rows.make_pending(connection, orphan_rows.drop_texts(connection, hashes))


_SECTIONS = "SELECT id FROM section"
_PASSAGES = "SELECT id FROM passage_docsize"


def _search(connection: apsw.Connection) -> Iterator[Finding]:
    differ = (
        f"SELECT 1 FROM ({_SECTIONS} EXCEPT {_PASSAGES}) "
        f"UNION ALL SELECT 1 FROM ({_PASSAGES} EXCEPT {_SECTIONS}) LIMIT 1"
    )
    if connection.execute(differ).fetchone():
        what = "The search index does not match the issues."
        yield Finding(what, lambda: _empty_search(connection), inside=True)


def _empty_search(connection: apsw.Connection) -> None:
    names = ("passage", "section_gone")
    query = "SELECT sql FROM sqlite_schema WHERE name = ?"
    made = [str(row[0]) for name in names for row in connection.execute(query, (name,))]
    connection.execute("DROP TRIGGER IF EXISTS section_gone")
    connection.execute("DELETE FROM section")
    connection.execute("DROP TABLE passage")
    for statement in made:
        connection.execute(statement)
    connection.execute("UPDATE document SET indexed = 0")


def _execute(connection: apsw.Connection, statement: str) -> None:
    connection.execute(statement).fetchall()


def repair_contents(connection: apsw.Connection, findings: list[Finding]) -> None:
    with transaction(connection):
        for finding in findings:
            if finding.mend and finding.inside:
                finding.mend()

"""What is wrong with a library, and what mends it without losing a mark."""

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
"""Bytes of a journal that is larger than a program leaves behind that ends in order."""
_STALE = 3600.0
"""Seconds after which what a program was making is no longer being made."""
_OTHERS = 0o077
"""The permissions of everybody but the owner."""


class Finding(Struct, frozen=True):
    """Something that is wrong."""

    what: str
    """One sentence."""
    mend: Callable[[], None] | None = None
    """What mends it; None where nothing can without losing something."""
    inside: bool = False
    """Whether mending changes what is in the library, so that a copy has to be made before."""


def check_files(path: Path) -> Iterator[Finding]:
    """What is wrong with the files of the library at `path`, not with what is in them."""
    if path.parent.stat().st_mode & _OTHERS:
        yield Finding("Others may look into the library's folder.", _closer(path.parent, 0o700))
    for part in sorted(path.parent.glob(f"{path.name}*")):
        if part.is_file() and part.stat().st_mode & _OTHERS:
            yield Finding(f"Others may read {part.name}.", _closer(part, 0o600))
    for part in sorted(path.parent.glob(f"{path.name}.*")):
        if _is_stale(path, part):
            yield Finding(f"{part.name} was left half made.", _remover(part))


def _is_stale(path: Path, part: Path) -> bool:
    named = part.name.startswith(f"{path.name}.new-") or part.suffix == ".part"
    return named and time.time() - part.stat().st_mtime > _STALE


def _closer(part: Path, mode: int) -> Callable[[], None]:
    return lambda: os.chmod(part, mode)


def _remover(part: Path) -> Callable[[], None]:
    def remove() -> None:
        if part.is_dir():
            for inner in part.iterdir():
                inner.unlink()
            part.rmdir()
        else:
            part.unlink(missing_ok=True)

    return remove


def check_contents(connection: apsw.Connection, path: Path) -> Iterator[Finding]:
    """What is wrong in an up-to-date library that can be read.

    Raises:
        apsw.CorruptError: when its pages are damaged, so that it has to be salvaged.
    """
    yield from check_pages(connection)
    yield from check_journal(connection, path)
    yield from _rows(connection)
    yield from _texts(connection)
    yield from _search(connection)


def check_pages(connection: apsw.Connection) -> Iterator[Finding]:
    """Damage of what is made of other tables.

    Raises:
        apsw.CorruptError: for any other, which is for salvage.
    """
    found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(1000)")]
    wrong = [line for line in found if line != "ok"]
    if not wrong:
        return
    if any("index" not in line for line in wrong):
        raise apsw.CorruptError(wrong[0])
    if any("FTS5" in line for line in wrong):
        what = "The words for search are damaged."
        yield Finding(what, lambda: _empty_search(connection), inside=True)
    if any("FTS5" not in line for line in wrong):
        what = "An index of the library does not fit its table."
        yield Finding(what, lambda: _execute(connection, "REINDEX"), inside=True)


def check_journal(connection: apsw.Connection, path: Path) -> Iterator[Finding]:
    """A journal that has grown too large."""
    part = path.with_name(path.name + JOURNALS[0])
    size = part.stat().st_size if part.exists() else 0
    if size > LARGEST_JOURNAL:
        what = f"The library's journal has grown to {size >> 20} MB."
        yield Finding(what, lambda: _execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)"))


def _rows(connection: apsw.Connection) -> Iterator[Finding]:
    found = orphan_rows.find_orphan_rows(connection)
    if found:
        counts = ", ".join(f"{left.rows} of {left.table}" for left in found)
        what = f"Rows belong to nothing that is there: {counts}."
        yield Finding(what, lambda: _drop_leftovers(connection), inside=True)
    for id in orphan_rows.unreadable_marks(connection):
        yield Finding(f"The mark {id} cannot be read; restore a backup to have it again.")


def _drop_leftovers(connection: apsw.Connection) -> None:
    orphan_rows.make_documents(connection)
    orphan_rows.make_pending(connection, orphan_rows.delete_orphan_rows(connection))


def _texts(connection: apsw.Connection) -> Iterator[Finding]:
    lost = orphan_rows.find_unreadable(connection)
    if lost:
        what = f"{len(lost)} of the texts cannot be read; their marks will wait for them."
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
    """Sections without words for search, and words without sections."""
    differ = (
        f"SELECT 1 FROM ({_SECTIONS} EXCEPT {_PASSAGES}) "
        f"UNION ALL SELECT 1 FROM ({_PASSAGES} EXCEPT {_SECTIONS}) LIMIT 1"
    )
    if connection.execute(differ).fetchone():
        what = "The words for search do not fit the issues."
        yield Finding(what, lambda: _empty_search(connection), inside=True)


def _empty_search(connection: apsw.Connection) -> None:
    """Forgets what search knows; every text has to be taken up anew."""
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
    """Mends what is wrong inside the library, all of it or nothing."""
    with transaction(connection):
        for finding in findings:
            if finding.mend and finding.inside:
                finding.mend()

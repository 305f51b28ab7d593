import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

import apsw
from msgspec import Struct

from briefing.errors import StorageError
from briefing.model import (
    Analysis,
    Briefing,
    Document,
    Section,
    SectionKind,
    Span,
    TitleSource,
    serialization,
)
from briefing.storage import column_codec as rows
from briefing.storage.document_rows import RECORD_COLUMNS, record_columns
from briefing.storage.records import DocumentRecord, to_record

Row = tuple[Any, ...]
_UNREADABLE = (StorageError, LookupError)
_LONG_AGO = "1970-01-01T00:00:00.000000+00:00"
"""Replaces an unknown time of reading."""
_MARK = "SELECT m.id, m.kind, m.created, m.sha256, m.body FROM mark m"


class OrphanRows(Struct, frozen=True):
    table: str
    parent: str
    rows: int


def find_orphan_rows(connection: apsw.Connection) -> list[OrphanRows]:
    found = connection.execute(
        'SELECT "table", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2'
    )
    return [OrphanRows(*row) for row in found]


def delete_orphan_rows(connection: apsw.Connection) -> list[Row]:
    """Returns deleted annotations, for `make_pending`."""
    stranded = connection.execute(
        f"{_MARK} WHERE m.sha256 NOT IN (SELECT sha256 FROM document)"
    ).fetchall()
    while found := find_orphan_rows(connection):
        for left in found:
            _delete(connection, left)
    return stranded


def _delete(connection: apsw.Connection, left: OrphanRows) -> None:
    keys = connection.execute(
        'SELECT "from", "to" FROM pragma_foreign_key_list(?) WHERE "table" = ?',
        (left.table, left.parent),
    ).fetchall()
    for column, target in keys:
        target = target or _key(connection, left.parent)
        connection.execute(
            f'DELETE FROM "{left.table}" WHERE "{column}" IS NOT NULL '
            f'AND "{column}" NOT IN (SELECT "{target}" FROM "{left.parent}")'
        )


def _key(connection: apsw.Connection, table: str) -> str:
    found = connection.execute("SELECT name FROM pragma_table_info(?) WHERE pk = 1", (table,))
    return str(next(iter(found))[0])


def make_pending(connection: apsw.Connection, marks: Iterable[Row]) -> None:
    for id, kind, created, sha256, body in marks:
        about = f'{{"sha256":"{sha256}"}}'
        connection.execute(
            "INSERT OR IGNORE INTO pending_mark (id, kind, created, sha256, about, body) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (id, kind, created, sha256, about, body),
        )


# Texts


def make_documents(connection: apsw.Connection) -> None:
    lone = "SELECT document FROM content WHERE document NOT IN (SELECT id FROM document)"
    for (id,) in connection.execute(lone).fetchall():
        query = "SELECT text, body, analysis FROM content WHERE document = ?"
        content: list[Row] = connection.execute(query, (id,)).fetchall()
        text, body, analysis = content[0]
        try:
            briefing = Briefing(rows.document(text, body), rows.analysis(analysis))
        except _UNREADABLE:
            continue
        _make_document(connection, id, to_record(briefing))


def _make_document(connection: apsw.Connection, id: object, packed: DocumentRecord) -> None:
    connection.execute(
        f"INSERT OR IGNORE INTO document (id, {RECORD_COLUMNS}, added, opened) "
        "SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, coalesce(max(read), ?9), coalesce(max(read), ?9) "
        "FROM source WHERE sha256 = ?2",
        (id, *record_columns(packed), _LONG_AGO),
    )


def find_unreadable(connection: apsw.Connection) -> list[str]:
    """Hashes of documents that are missing, unreadable or do not match."""
    found = connection.execute(
        "SELECT d.sha256, c.text, c.body, c.document FROM document d "
        "LEFT JOIN content c ON c.document = d.id"
    )
    return [
        sha256
        for sha256, *content, there in found
        if there is None or not _is_intact(sha256, *content)
    ]


def _is_intact(sha256: str, text: bytes, body: bytes) -> bool:
    try:
        words = rows.document(text, body).text
    except _UNREADABLE:
        return False
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest() == sha256


def find_unsplit(connection: apsw.Connection) -> list[str]:
    found = connection.execute(
        "SELECT d.sha256, c.analysis FROM document d JOIN content c ON c.document = d.id"
    )
    return [sha256 for sha256, body in found if not _is_analysis(body)]


def _is_analysis(body: bytes) -> bool:
    try:
        rows.analysis(body)
    except _UNREADABLE:
        return False
    return True


def drop_texts(connection: apsw.Connection, hashes: Iterable[str]) -> list[Row]:
    stranded: list[Row] = []
    for sha256 in hashes:
        stranded += connection.execute(f"{_MARK} WHERE m.sha256 = ?", (sha256,)).fetchall()
        connection.execute("DELETE FROM document WHERE sha256 = ?", (sha256,))
    return stranded


def reset_sections(connection: apsw.Connection, hashes: Iterable[str]) -> None:
    """Documents are split again when opened."""
    for sha256 in hashes:
        query = "SELECT d.id, c.text, c.body FROM document d JOIN content c ON c.document = d.id WHERE d.sha256 = ?"
        there: list[Row] = connection.execute(query, (sha256,)).fetchall()
        for id, text, body in there:
            found = Analysis((_whole(rows.document(text, body)),))
            connection.execute(
                "UPDATE content SET analysis = ? WHERE document = ?",
                (serialization.pack_value(found), id),
            )
            connection.execute(
                "UPDATE document SET indexed = 0, has_entities = 0 WHERE id = ?", (id,)
            )
    connection.execute("DELETE FROM setting WHERE name = 'split_by'")


def _whole(document: Document) -> Section:
    return Section(
        SectionKind.OVERVIEW,
        document.title or "Reading",
        TitleSource.INFERRED,
        Span(0, len(document.text)),
        confidence=0.0,
        reason="The analysis of this text was damaged; open it from its source to split it again.",
    )


# Marks


def drop_unreadable(connection: apsw.Connection) -> int:
    """Deletes unreadable annotations, corrections and settings, which would block others."""
    marks = list(unreadable_marks(connection))
    for id in marks:
        connection.execute("DELETE FROM mark WHERE id = ?", (id,))
        connection.execute("DELETE FROM pending_mark WHERE id = ?", (id,))
    connection.execute("DELETE FROM correction WHERE NOT json_valid(body)")
    corrections = connection.changes()
    connection.execute("DELETE FROM setting WHERE NOT json_valid(value)")
    return len(marks) + corrections + connection.changes()


def unreadable_marks(connection: apsw.Connection) -> Iterator[str]:
    tables = "SELECT id, kind, body FROM mark UNION ALL SELECT id, kind, body FROM pending_mark"
    for id, kind, body in connection.execute(tables):
        try:
            rows.value(rows.MARK_TYPES[kind], body)
        except _UNREADABLE:
            yield id

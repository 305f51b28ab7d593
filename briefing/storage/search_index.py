from collections.abc import Iterator, Sequence
from typing import TypeAlias

import apsw

from briefing.model import Briefing
from briefing.storage.database import Database
from briefing.storage.records import IndexRecord, NameRow, to_index_record

ADD_PASSAGE = "INSERT INTO passage (rowid, title, body, aside) VALUES (?, ?, ?, ?)"
_Entries: TypeAlias = Sequence[tuple[int, IndexRecord]]
"""With the document's id."""


class SearchIndex:
    def __init__(self, database: Database) -> None:
        self._database = database

    def pending(self, most: int) -> tuple[str, ...]:
        found = self._database.all(
            "SELECT sha256 FROM document WHERE NOT indexed ORDER BY id DESC LIMIT ?", (most,)
        )
        return tuple(row[0] for row in found)

    def count_pending(self) -> int:
        row = self._database.one("SELECT count(*) FROM document WHERE NOT indexed")
        return int(row[0]) if row else 0

    def leave_out(self, sha256: str) -> str | None:
        """Until the text is kept anew; returns its title, if it is still there."""
        with self._database.write() as connection:
            row = connection.execute(
                "UPDATE document SET indexed = 1, joined = 1, watched = 1 WHERE sha256 = ? "
                "RETURNING title",
                (sha256,),
            ).fetchone()
        return row[0] if row else None

    def put(self, briefing: Briefing) -> None:
        with self._database.write() as connection:
            self.put_record(connection, to_index_record(briefing))

    def put_record(self, connection: apsw.Connection, entry: IndexRecord) -> None:
        """Within the caller's transaction, as `put_new`."""
        row = connection.execute(
            "UPDATE document SET indexed = 1, joined = 0, watched = 0 WHERE sha256 = ? RETURNING id",
            (entry.sha256,),
        ).fetchone()
        if row is None:
            return
        for table in ("section", "described", "acronym"):
            connection.execute(f"DELETE FROM {table} WHERE document = ?", row)
        self.put_new(connection, [(row[0], entry)])

    def put_new(self, connection: apsw.Connection, entries: _Entries) -> None:
        """For documents without sections and names."""
        [(first,)] = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM section")
        connection.executemany(
            "INSERT INTO section VALUES (?, ?, ?, ?, ?, ?, ?)", _sections(entries, first)
        )
        words = (words for _, entry in entries for words in entry.passages)
        connection.executemany(ADD_PASSAGE, ((id, *each) for id, each in enumerate(words, first)))
        _put_names(connection, entries, first)


def _sections(entries: _Entries, first: int) -> Iterator[tuple[int | str, ...]]:
    for document, entry in entries:
        for number, each in enumerate(entry.sections):
            yield first, document, number, each.kind, each.title, each.start, each.end
            first += 1


def _put_names(connection: apsw.Connection, entries: _Entries, first: int) -> None:
    """`first` is the id of the first section."""
    ids = _name_ids(connection, [name for _, entry in entries for name in entry.names])
    named, described, acronyms = [], [], []
    for document, entry in entries:
        for each in entry.names:
            id = ids[each.kind, each.key]
            named += [(id, first + at, each.entity, n, document) for at, n in each.named]
            if each.description:
                described.append((id, document, each.description))
            acronyms += [(letters, id, document) for letters in each.acronyms]
        first += len(entry.sections)
    connection.executemany("INSERT INTO named VALUES (?, ?, ?, ?, ?)", named)
    connection.executemany("INSERT OR IGNORE INTO described VALUES (?, ?, ?)", described)
    connection.executemany("INSERT OR IGNORE INTO acronym VALUES (?, ?, ?)", acronyms)


def _name_ids(connection: apsw.Connection, names: Sequence[NameRow]) -> dict[tuple[str, str], int]:
    wanted: dict[tuple[str, str], NameRow] = {}
    for name in names:
        wanted.setdefault((name.kind, name.key), name)
    query = "SELECT kind, key, id FROM name WHERE kind = ? AND key = ?"
    ids = {(kind, key): id for kind, key, id in connection.executemany(query, wanted)}
    new = [name for key, name in wanted.items() if key not in ids]
    [(first,)] = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM name")
    connection.executemany(
        "INSERT INTO name VALUES (?, ?, ?, ?)",
        [(id, name.kind, name.key, name.name) for id, name in enumerate(new, first)],
    )
    parts = [(part, id) for id, name in enumerate(new, first) for part in name.parts]
    connection.executemany("INSERT INTO name_part VALUES (?, ?)", parts)
    return ids | {(name.kind, name.key): id for id, name in enumerate(new, first)}

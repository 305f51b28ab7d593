from collections.abc import Iterator

import apsw

from briefing.model import Briefing, SectionKind
from briefing.storage.database import Database
from briefing.storage.records import IndexRecord, NameRow, name_parts, to_index_record


class SearchIndex:
    def __init__(self, database: Database) -> None:
        self._database = database

    def pending(self, most: int) -> tuple[str, ...]:
        """Changed briefings, newest first."""
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
                "UPDATE document SET indexed = 1, told = 1, watched = 1 WHERE sha256 = ? "
                "RETURNING title",
                (sha256,),
            ).fetchone()
        return row[0] if row else None

    def put(self, briefing: Briefing) -> None:
        with self._database.write() as connection:
            self.put_record(connection, to_index_record(briefing), briefing.document.text)

    def put_record(self, connection: apsw.Connection, entry: IndexRecord, text: str) -> None:
        """Within the caller's transaction; `text` is the briefing's."""
        row = connection.execute(
            "UPDATE document SET indexed = 1, told = 0, watched = 0 WHERE sha256 = ? RETURNING id",
            (entry.sha256,),
        ).fetchone()
        if row is None:
            return
        connection.execute("DELETE FROM section WHERE document = ?", row)
        places = _put_sections(connection, row[0], entry)
        connection.executemany(
            "INSERT INTO passage (rowid, title, body, aside) VALUES (?, ?, ?, ?)",
            passages(entry, text, places),
        )
        connection.execute("DELETE FROM described WHERE document = ?", row)
        connection.execute("DELETE FROM acronym WHERE document = ?", row)
        for name in entry.names:
            _put_name(connection, name, row[0], places)


def _put_sections(database: apsw.Connection, id: int, entry: IndexRecord) -> list[int]:
    places = []
    for number, each in enumerate(entry.sections):
        database.execute(
            'INSERT INTO section (document, number, kind, title, start, "end") '
            "VALUES (?, ?, ?, ?, ?, ?)",
            (id, number, each.kind, each.title, each.start, each.end),
        )
        places.append(database.last_insert_rowid())
    return places


def passages(
    entry: IndexRecord, text: str, places: list[int]
) -> Iterator[tuple[int, str, str, str]]:
    """Id, title, words and boilerplate of each section.

    The first title includes the document's; boilerplate includes its own title.
    """
    before = entry.title
    for place, section in zip(places, entry.sections, strict=True):
        words = text[section.start : section.end]
        if section.kind == SectionKind.BOILERPLATE:
            yield place, before, "", f"{section.title}\n{words}"
        else:
            yield place, f"{before}\n{section.title}", words, ""
        before = ""


def _put_name(database: apsw.Connection, name: NameRow, document: int, places: list[int]) -> None:
    id = _name_id(database, name)
    database.executemany(
        "INSERT INTO named (name, section, entity, mentions, document) VALUES (?, ?, ?, ?, ?)",
        [(id, places[at], name.entity, count, document) for at, count in name.named],
    )
    if name.description:
        database.execute(
            "INSERT OR IGNORE INTO described VALUES (?, ?, ?)", (id, document, name.description)
        )
    database.executemany(
        "INSERT OR IGNORE INTO acronym VALUES (?, ?, ?)",
        [(letters, id, document) for letters in name.acronyms],
    )


def _name_id(database: apsw.Connection, name: NameRow) -> int:
    named = (name.kind, name.key)
    row = database.execute("SELECT id FROM name WHERE kind = ? AND key = ?", named).fetchone()
    if row is not None:
        return int(row[0])
    database.execute(
        "INSERT INTO name (kind, key, name) VALUES (?, ?, ?)", (name.kind, name.key, name.name)
    )
    id = database.last_insert_rowid()
    database.executemany(
        "INSERT INTO name_part VALUES (?, ?)",
        [(part, id) for part in name_parts(name.kind, name.name)],
    )
    return id

"""Takes up what was kept into the tables by which it is found again: sections, their words, names."""

from collections import Counter
from collections.abc import Iterator

import apsw

from briefing.model import Briefing, Entity, Section, section_at
from briefing.model.folding import fold
from briefing.storage.database import Database


class Index:
    """Sections, words and names of kept briefings.

    Raises:
        StorageError: by every method, when the database cannot do it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def pending(self, most: int) -> tuple[str, ...]:
        """The hashes of briefings that changed since they were taken up, the latest first."""
        found = self._database.all(
            "SELECT sha256 FROM document WHERE NOT indexed ORDER BY id DESC LIMIT ?", (most,)
        )
        return tuple(row[0] for row in found)

    def put(self, briefing: Briefing) -> None:
        """Takes up a kept briefing in place of what was taken up of it before."""
        with self._database.write() as database:
            row = database.execute(
                "UPDATE document SET indexed = 1 WHERE sha256 = ? RETURNING id",
                (briefing.document.sha256,),
            ).fetchone()
            if row is not None:
                put(database, row[0], briefing)


def put(database: apsw.Connection, id: int, briefing: Briefing) -> None:
    """Takes up the briefing kept as `id`, inside a transaction of the caller's."""
    sections = briefing.analysis.sections
    database.execute("DELETE FROM section WHERE document = ?", (id,))
    places = [_put_section(database, id, number, each) for number, each in enumerate(sections)]
    database.executemany(
        "INSERT INTO passage (rowid, title, body) VALUES (?, ?, ?)", _passages(briefing, places)
    )
    for entity in briefing.analysis.entities or ():
        _put_name(database, entity, sections, places)


def name_key(name: str) -> str:
    """What two forms of a name have in common when only case, accents and spaces differ."""
    return " ".join(fold(name).split())


def _put_section(database: apsw.Connection, id: int, number: int, section: Section) -> int:
    """Keeps one section; its id."""
    database.execute(
        'INSERT INTO section (document, number, kind, title, start, "end") '
        "VALUES (?, ?, ?, ?, ?, ?)",
        (id, number, section.kind.value, section.title, section.span.start, section.span.end),
    )
    return database.last_insert_rowid()


def _passages(briefing: Briefing, places: list[int]) -> Iterator[tuple[int, str, str]]:
    """For each section its id, its title (with the document's in front of the first) and its words."""
    before = f"{briefing.document.title or ''}\n"
    for place, section in zip(places, briefing.analysis.sections, strict=True):
        yield place, before + section.title, section.span.of(briefing.document.text)
        before = ""


def _put_name(
    database: apsw.Connection, entity: Entity, sections: tuple[Section, ...], places: list[int]
) -> None:
    """Keeps in which sections an entity is named, how often."""
    key = name_key(entity.name)
    database.execute(
        "INSERT OR IGNORE INTO name (kind, key, name) VALUES (?, ?, ?)",
        (entity.kind.value, key, entity.name),
    )
    counts = Counter(section_at(sections, mention.span.start) for mention in entity.mentions)
    database.executemany(
        "INSERT INTO named SELECT id, ?, ?, ? FROM name WHERE kind = ? AND key = ?",
        [(places[at], entity.id, count, entity.kind.value, key) for at, count in counts.items()],
    )

import json
from collections.abc import Collection, Iterable

from msgspec import Struct

from briefing.storage.database import Database
from briefing.storage.date_order import DATE_ORDER
from briefing.storage.records import name_parts
from briefing.storage.without_digests import without_digests

COUNTED = 2_000
"""Limit in sections for counting a name's frequency."""


class StoredName(Struct, frozen=True):
    id: int
    kind: str
    key: str
    name: str


class IdentityDecision(Struct, frozen=True):
    """It holds for one text, or all others if there is none.

    `person` is the key of the same name or of a person split from it; None cancels.
    """

    kind: str
    key: str
    sha256: str | None
    person: str | None


class ListedText(Struct, frozen=True):
    document: int
    sha256: str
    title: str
    agency: str | None
    published: str | None
    added: str
    """To the library; both ISO 8601."""


class NamedIn(Struct, frozen=True):
    document: int
    name: int
    number: int
    title: str
    kind: str
    mentions: int


_KNOWN = "SELECT n.id, n.kind, n.key, n.name FROM name n "
_HAS_TEXTS = "EXISTS (SELECT 1 FROM named m WHERE m.name = n.id)"


class EntityNames:
    def __init__(self, database: Database) -> None:
        self._database = database

    # Names

    def find(self, kind: str, key: str) -> StoredName | None:
        row = self._database.one(_KNOWN + "WHERE n.kind = ? AND n.key = ?", (kind, key))
        return StoredName(*row) if row else None

    def alike(self, kind: str, name: str, most: int = 2_000) -> tuple[StoredName, ...]:
        return self.with_parts(name_parts(kind, name), kind, most)

    def with_parts(
        self, parts: Iterable[str], kind: str | None = None, most: int = 2_000
    ) -> tuple[StoredName, ...]:
        found = self._database.all(
            _KNOWN + "WHERE n.id IN (SELECT name FROM name_part WHERE part IN "
            f"(SELECT value FROM json_each(?1))) AND (?2 IS NULL OR n.kind = ?2) AND {_HAS_TEXTS} "
            "ORDER BY n.id LIMIT ?3",
            (_list(parts), kind, most),
        )
        return tuple(StoredName(*row) for row in found)

    def acronyms(self, names: Iterable[int]) -> tuple[tuple[str, int], ...]:
        found = self._database.all(
            "SELECT letters, count(DISTINCT document) FROM acronym "
            "WHERE name IN (SELECT value FROM json_each(?)) GROUP BY letters ORDER BY 2 DESC, 1",
            (_list(names),),
        )
        return tuple((row[0], row[1]) for row in found)

    def meanings_of(self, letters: str) -> tuple[tuple[StoredName, int], ...]:
        found = self._database.all(
            "SELECT n.id, n.kind, n.key, n.name, count(*) FROM acronym a JOIN name n ON n.id = a.name "
            "WHERE a.letters = ? GROUP BY n.id ORDER BY 5 DESC, n.id",
            (letters,),
        )
        return tuple((StoredName(*row[:4]), row[4]) for row in found)

    def frequency(self, name: int) -> int:
        row = self._database.one(
            "SELECT count(*) FROM (SELECT 1 FROM named WHERE name = ? LIMIT ?)", (name, COUNTED)
        )
        return int(row[0]) if row else 0

    # Texts

    def total(self) -> int:
        row = self._database.one("SELECT count(*) FROM document")
        return int(row[0]) if row else 0

    def texts(self, name: int) -> list[tuple[int, str]]:
        found = self._database.all(
            f"SELECT d.id, {DATE_ORDER} FROM (SELECT DISTINCT document FROM named WHERE name = ?) m "
            "JOIN document d ON d.id = m.document WHERE d.removed IS NULL",
            (name,),
        )
        # A digest repeats what others say.
        kept = set(without_digests(self._database, (row[0] for row in found)))
        return [(row[0], row[1]) for row in found if not kept or row[0] in kept]

    def is_indexed(self, sha256: str) -> bool:
        return (
            self._database.one("SELECT 1 FROM document WHERE sha256 = ? AND indexed", (sha256,))
            is not None
        )

    def text_of(self, sha256: str) -> int | None:
        row = self._database.one("SELECT id FROM document WHERE sha256 = ?", (sha256,))
        return int(row[0]) if row else None

    def versions(self, documents: Collection[int]) -> list[tuple[int, str, str]]:
        """(text, address, time read) of texts that share an address."""
        if len(documents) < 2:
            return []
        found = self._database.all(
            "SELECT d.id, s.address, s.read FROM source s JOIN document d USING (sha256) "
            "WHERE s.address IN (SELECT address FROM source GROUP BY address HAVING count(*) > 1)"
        )
        return [(row[0], row[1], row[2]) for row in found if row[0] in documents]

    def listed(self, documents: Iterable[int]) -> dict[int, ListedText]:
        found = self._database.all(
            "SELECT d.id, d.sha256, d.title, d.agency, d.published, d.added FROM document d "
            "WHERE d.id IN (SELECT value FROM json_each(?))",
            (_list(documents),),
        )
        return {row[0]: ListedText(*row) for row in found}

    def namings(self, names: Iterable[int], documents: Iterable[int]) -> tuple[NamedIn, ...]:
        found = self._database.all(
            "SELECT s.document, m.name, s.number, s.title, s.kind, sum(m.mentions) "
            "FROM section s CROSS JOIN named m ON m.section = s.id "
            "WHERE s.document IN (SELECT value FROM json_each(?)) "
            "AND m.name IN (SELECT value FROM json_each(?)) "
            "GROUP BY s.id, m.name ORDER BY s.document, s.number",
            (_list(documents), _list(names)),
        )
        return tuple(NamedIn(*row) for row in found)

    def descriptions(
        self, names: Iterable[int], documents: Iterable[int]
    ) -> tuple[tuple[int, int, str], ...]:
        found = self._database.all(
            "SELECT name, document, description FROM described "
            "WHERE name IN (SELECT value FROM json_each(?)) "
            "AND document IN (SELECT value FROM json_each(?))",
            (_list(names), _list(documents)),
        )
        return tuple((row[0], row[1], row[2]) for row in found)

    def names_in(self, documents: Iterable[int]) -> tuple[tuple[int, StoredName, int], ...]:
        found = self._database.all(
            "SELECT s.document, n.id, n.kind, n.key, n.name, count(DISTINCT s.id) "
            "FROM section s CROSS JOIN named m ON m.section = s.id CROSS JOIN name n ON n.id = m.name "
            "WHERE s.document IN (SELECT value FROM json_each(?)) AND n.kind <> 'place' "
            "GROUP BY s.document, n.id",
            (_list(documents),),
        )
        return tuple((row[0], StoredName(*row[1:5]), row[5]) for row in found)

    def companions(
        self, names: Iterable[int], documents: Iterable[int], most: int
    ) -> tuple[tuple[StoredName, int], ...]:
        found = self._database.all(
            "WITH here AS (SELECT DISTINCT s.id FROM section s CROSS JOIN named m ON m.section = s.id "
            "WHERE s.document IN (SELECT value FROM json_each(?1)) "
            "AND m.name IN (SELECT value FROM json_each(?2))) "
            "SELECT n.id, n.kind, n.key, n.name, count(DISTINCT m.section) AS shared FROM here "
            "CROSS JOIN named m ON m.section = here.id CROSS JOIN name n ON n.id = m.name "
            "WHERE n.kind <> 'place' AND n.id NOT IN (SELECT value FROM json_each(?2)) "
            "GROUP BY n.id ORDER BY shared DESC, n.name LIMIT ?3",
            (_list(documents), _list(names), most),
        )
        return tuple((StoredName(*row[:4]), row[4]) for row in found)

    # The reader's decisions

    def decisions(self, kind: str) -> tuple[IdentityDecision, ...]:
        found = self._database.all(
            "SELECT kind, key, sha256, person FROM identity WHERE kind = ? ORDER BY number", (kind,)
        )
        return tuple(IdentityDecision(*row) for row in found)

    def decide(self, decision: IdentityDecision) -> IdentityDecision:
        said = (decision.kind, decision.key, decision.sha256)
        with self._database.write() as database:
            before = database.execute(
                "DELETE FROM identity WHERE kind = ? AND key = ? AND sha256 IS ? RETURNING person",
                said,
            ).fetchone()
            if decision.person is not None:
                database.execute(
                    "INSERT INTO identity (kind, key, sha256, person) VALUES (?, ?, ?, ?)",
                    (*said, decision.person),
                )
        return IdentityDecision(*said, before[0] if before else None)


def _list(values: Iterable[object]) -> str:
    return json.dumps(list(values))

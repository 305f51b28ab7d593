import json
from collections.abc import Iterable

from msgspec import Struct

from briefing.storage.database import Database


class SimilarIssue(Struct, frozen=True):
    section: int
    document: int
    sha256: str
    title: str
    """The text's."""
    agency: str | None
    published: str | None
    added: str
    """To the library; both ISO 8601."""
    index: int
    """Section index."""
    issue: str
    length: int
    """In code points."""


class SimilarIssues:
    def __init__(self, database: Database) -> None:
        self._database = database
        database.all(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.passage_word USING fts5vocab(main, passage, row)"
        )

    def total(self) -> int:
        """Approximate number of sections."""
        row = self._database.one("SELECT max(id) FROM section")
        return int(row[0] or 0) if row else 0

    def sections_of(self, sha256: str) -> frozenset[int]:
        found = self._database.all(
            "SELECT s.id FROM section s JOIN document d ON d.id = s.document WHERE d.sha256 = ?",
            (sha256,),
        )
        return frozenset(row[0] for row in found)

    def counts(self, words: Iterable[str]) -> dict[str, int]:
        query = "SELECT doc FROM temp.passage_word WHERE term = ?"
        found = ((word, self._database.one(query, (word,))) for word in words)
        return {word: row[0] for word, row in found if row}

    def naming(self, name: int, most: int) -> list[int]:
        found = self._database.all(
            "SELECT DISTINCT section FROM named WHERE name = ? ORDER BY section DESC LIMIT ?",
            (name, most),
        )
        return [row[0] for row in found]

    def with_words(self, words: Iterable[str], most: int) -> list[int]:
        """Sections with most of the rarest folded words, best first."""
        found = self._database.all(
            "SELECT rowid FROM passage WHERE passage MATCH ? ORDER BY rank LIMIT ?",
            (" OR ".join(map(_quoted, words)), most),
        )
        return [row[0] for row in found]

    def having(self, word: str, sections: Iterable[int]) -> frozenset[int]:
        found = self._database.all(
            "SELECT rowid FROM passage WHERE passage MATCH ? "
            "AND rowid IN (SELECT value FROM json_each(?))",
            (_quoted(word), json.dumps(list(sections))),
        )
        return frozenset(row[0] for row in found)

    def issues(self, sections: Iterable[int]) -> tuple[SimilarIssue, ...]:
        found = self._database.all(
            "SELECT s.id, d.id, d.sha256, d.title, d.agency, d.published, d.added, s.number, s.title, "
            's."end" - s.start '
            "FROM section s JOIN document d ON d.id = s.document "
            "WHERE s.id IN (SELECT value FROM json_each(?)) AND s.kind <> 'boilerplate' "
            "AND d.removed IS NULL",
            (json.dumps(list(sections)),),
        )
        return tuple(SimilarIssue(*row) for row in found)

    def others_of(self, sha256: str) -> frozenset[str]:
        """Hashes from the same address, including `sha256`."""
        found = self._database.all(
            "SELECT other.sha256 FROM source here JOIN source other USING (address) "
            "WHERE here.sha256 = ?",
            (sha256,),
        )
        return frozenset((sha256, *(row[0] for row in found)))

    def replaced(self, hashes: Iterable[str]) -> frozenset[str]:
        found = self._database.all(
            "SELECT here.sha256 FROM source here WHERE here.sha256 IN (SELECT value FROM json_each(?)) "
            "AND EXISTS (SELECT 1 FROM source newer WHERE newer.address = here.address "
            "AND newer.number > here.number)",
            (json.dumps(list(hashes)),),
        )
        return frozenset(row[0] for row in found)


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'

import json
from collections.abc import Collection

import apsw

from briefing.model.serialization import to_json
from briefing.storage.database import Database
from briefing.storage.document_rows import DocumentRows
from briefing.storage.records import DocumentRecord
from briefing.storage.setting_rows import SettingRows

_LAST = "digest"
_NEW = "SELECT sha256 FROM document WHERE joined AND removed IS NULL AND added >= ?"
_THESE = "sha256 IN (SELECT value FROM json_each(?))"


class DigestRows:
    """Only texts that are in stories count."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def last(self) -> str | None:
        """SHA-256 of the last digest."""
        found = SettingRows(self._database).get(_LAST)
        return found if isinstance(found, str) else None

    def unreported(self, since: str) -> list[str]:
        query = f"{_NEW} AND NOT reported ORDER BY id"
        return [row[0] for row in self._database.all(query, (since,))]

    def came_in(self, since: str) -> list[str]:
        return [row[0] for row in self._database.all(f"{_NEW} ORDER BY id", (since,))]

    def keep(
        self, digest: DocumentRecord, texts: Collection[str], passed: str = "", *, only_new: bool
    ) -> bool:
        """All at once; what came in before `passed` is old. With `only_new`, does nothing and
        returns False if another digest has had one of them.
        """
        these = json.dumps(list(texts))
        with self._database.write() as connection:
            if only_new and _has_any(connection, f"reported AND {_THESE}", these):
                return False
            DocumentRows(self._database).put(connection, digest, opened=True)
            connection.execute(f"UPDATE document SET reported = 1 WHERE {_THESE}", (these,))
            connection.execute(
                "UPDATE document SET reported = 1 WHERE sha256 = ? OR added < ?",
                (digest.sha256, passed),
            )
            _note_last(connection, digest.sha256)
        return True

    def keep_again(self, digest: DocumentRecord, before: str) -> None:
        was_last = self.last == before
        with self._database.write() as connection:
            DocumentRows(self._database).put(connection, digest, opened=True)
            query = "UPDATE document SET reported = 1 WHERE sha256 = ?"
            connection.execute(query, (digest.sha256,))
            if was_last:
                _note_last(connection, digest.sha256)

    def take_back(self, digest: str, texts: Collection[str], before: str | None) -> None:
        """Hides the digest, after which its texts are new again."""
        with self._database.write() as connection:
            these = json.dumps(list(texts))
            connection.execute(f"UPDATE document SET reported = 0 WHERE {_THESE}", (these,))
            _note_last(connection, before)
        DocumentRows(self._database).remove(digest)


def _has_any(connection: apsw.Connection, condition: str, value: str) -> bool:
    query = f"SELECT 1 FROM document WHERE {condition} LIMIT 1"
    return connection.execute(query, (value,)).fetchone() is not None


def _note_last(connection: apsw.Connection, sha256: str | None) -> None:
    row = (_LAST, to_json(sha256))
    connection.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", row)

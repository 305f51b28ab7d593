from briefing.model.reading_place import Position
from briefing.storage.database import Database


class PlaceRows:
    def __init__(self, database: Database) -> None:
        self._database = database

    def position(self, sha256: str) -> Position | None:
        row = self._database.one("SELECT offset, row FROM position WHERE sha256 = ?", (sha256,))
        return Position(*row) if row else None

    def keep_position(self, sha256: str, position: Position) -> None:
        with self._database.write() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO position SELECT sha256, ?, ? FROM document WHERE sha256 = ?",
                (position.offset, position.row, sha256),
            )

    def read_marks(self, sha256: str) -> frozenset[int]:
        found = self._database.all("SELECT start FROM read_mark WHERE sha256 = ?", (sha256,))
        return frozenset(row[0] for row in found)

    def mark_read(self, sha256: str, start: int, read: bool) -> None:
        insert = "INSERT OR IGNORE INTO read_mark SELECT sha256, ?2 FROM document WHERE sha256 = ?1"
        delete = "DELETE FROM read_mark WHERE sha256 = ?1 AND start = ?2"
        with self._database.write() as connection:
            connection.execute(insert if read else delete, (sha256, start))

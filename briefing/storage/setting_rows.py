"""What the program keeps of itself."""

from typing import Any

from briefing.model import serialization
from briefing.storage import column_codec
from briefing.storage.database import Database


class SettingRows:
    """The table `setting`. Every method raises StorageError when it fails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, name: str) -> Any:
        """A value, None where nothing was kept under the name."""
        row = self._database.one("SELECT value FROM setting WHERE name = ?", (name,))
        return column_codec.value(Any, row[0]) if row else None

    def keep(self, name: str, value: object) -> None:
        """Keeps a value that JSON can say."""
        with self._database.write() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, serialization.to_json(value))
            )

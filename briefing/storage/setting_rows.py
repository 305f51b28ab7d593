from typing import Any

from briefing.model import serialization
from briefing.storage import column_codec
from briefing.storage.database import Database


class SettingRows:
    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, name: str) -> Any:
        row = self._database.one("SELECT value FROM setting WHERE name = ?", (name,))
        return column_codec.value(Any, row[0]) if row else None

    def keep(self, name: str, value: object) -> None:
        with self._database.write() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, serialization.to_json(value))
            )

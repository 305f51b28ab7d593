from typing import Any

from briefing.config import Config
from briefing.storage.setting_rows import SettingRows

_GIVEN = "{}_given"
"""Key of the config value when the reader overrode it."""


class SettingService:
    def __init__(self, rows: SettingRows, config: Config) -> None:
        self._rows, self._config = rows, config

    def get(self, name: str, default: Any = None) -> Any:
        value = self._rows.get(name)
        return default if value is None else value

    def keep(self, name: str, value: object) -> None:
        """`value` is JSON."""
        self._rows.keep(name, value)

    def overridden(self, name: str) -> Any:
        """Returns None if nothing was chosen, or the config changed since."""
        given = getattr(self._config, name)
        then = self.get(_GIVEN.format(name), given)
        return self.get(name) if then == given else None

    def override(self, name: str, value: object) -> None:
        self.keep(_GIVEN.format(name), getattr(self._config, name))
        self.keep(name, value)

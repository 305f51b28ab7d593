"""What the program keeps of itself, such as what was last chosen on a screen."""

from typing import Any

from briefing.config import Config
from briefing.storage.setting_rows import SettingRows

_GIVEN = "{}_given"
"""Under which name the program keeps what the settings said when another value was chosen."""


class SettingService:
    """Every method raises StorageError when it fails."""

    def __init__(self, rows: SettingRows, config: Config) -> None:
        self._rows, self._config = rows, config

    def get(self, name: str, default: Any = None) -> Any:
        value = self._rows.get(name)
        return default if value is None else value

    def keep(self, name: str, value: object) -> None:
        """Keeps a value that JSON can say."""
        self._rows.keep(name, value)

    def overridden(self, name: str) -> Any:
        """What was chosen on a screen in place of a setting; None where the setting was changed since, or nothing was."""
        given = getattr(self._config, name)
        then = self.get(_GIVEN.format(name), given)
        return self.get(name) if then == given else None

    def override(self, name: str, value: object) -> None:
        """Keeps what was chosen on a screen in place of a setting."""
        self.keep(_GIVEN.format(name), getattr(self._config, name))
        self.keep(name, value)

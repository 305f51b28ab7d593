"""The settings, their file, and where things are kept."""

import os
from pathlib import Path

from msgspec import Struct, field

from briefing.errors import ConfigError
from briefing.user_paths import is_text


def _home(variable: str, default: str) -> Path:
    """An XDG base directory: `$variable` when it is absolute, else `~/default` (XDG specification 0.8)."""
    value = os.environ.get(variable, "")
    try:
        found = (Path(value) if value.startswith("/") else Path.home() / default) / "briefing"
    except RuntimeError:
        raise ConfigError(
            f"Your home folder is not known; set HOME, or {variable} to the whole path of a folder."
        ) from None
    if not is_text(str(found)):
        raise ConfigError(
            f"The name of the folder {found} is no text; set {variable} to another folder."
        )
    return found


def data_folder() -> Path:
    """Where the library is kept."""
    return _home("XDG_DATA_HOME", ".local/share")


def config_folder() -> Path:
    """Where the settings file is."""
    return _home("XDG_CONFIG_HOME", ".config")


def state_folder() -> Path:
    """Where what outlives the program but is no library is put, such as rescued texts."""
    return _home("XDG_STATE_HOME", ".local/state")


class Config(Struct, frozen=True):
    """Every setting, with its default."""

    data: Path = field(default_factory=data_folder)
    """The folder of the library."""
    theme: str = "briefing-dark"
    width: int = 84
    """The widest line of the reading pane, in cells."""
    words_per_minute: int = 238
    """Reading speed (the default is from Brysbaert 2019)."""
    largest: int = 64 << 20
    """The largest source that is read, in bytes."""
    keys: dict[str, str] = field(default_factory=dict)
    """Command name to key or keys, parted by commas."""
    recogniser: str = "builtin"
    """What finds names."""
    sandbox: str = "best"
    """"required": nothing is read where the system does not hold the reading process back in every way; "best": it is."""
    given: tuple[str, ...] = ()
    """The settings that the file gives; the others have their defaults."""
    places: dict[str, str] = field(default_factory=dict)
    """Where the file gives each setting and key, such as "config.toml, line 3"."""
    problems: tuple[str, ...] = ()
    """What is wrong in the file, a sentence each; what is wrong is skipped."""
    unread: bool = False
    """Whether there is a file of which nothing could be read; `problems` says why."""

    @property
    def library_file(self) -> Path:
        """The library's database."""
        return self.data / "library.db"

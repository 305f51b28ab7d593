"""The settings, their file, and where things are kept."""

import os
from dataclasses import dataclass, field
from pathlib import Path


def _home(variable: str, default: str) -> Path:
    """An XDG base directory: `$variable` when it is absolute, else `~/default` (XDG specification 0.8)."""
    value = os.environ.get(variable, "")
    return (Path(value) if value.startswith("/") else Path.home() / default) / "briefing"


def data_folder() -> Path:
    """Where the library is kept."""
    return _home("XDG_DATA_HOME", ".local/share")


def config_folder() -> Path:
    """Where the settings file is."""
    return _home("XDG_CONFIG_HOME", ".config")


def state_folder() -> Path:
    """Where what outlives the program but is no library is put, such as rescued texts."""
    return _home("XDG_STATE_HOME", ".local/state")


@dataclass(frozen=True, slots=True)
class Config:
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
    given: tuple[str, ...] = ()
    """The settings that the file gives; the others have their defaults."""
    places: dict[str, str] = field(default_factory=dict)
    """Where the file gives each setting and key, such as "config.toml, line 3"."""
    problems: tuple[str, ...] = ()
    """What is wrong in the file, a sentence each; what is wrong is skipped."""

    @property
    def library_file(self) -> Path:
        """The library's database."""
        return self.data / "library.db"

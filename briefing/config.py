"""The settings and their defaults, and where files are stored."""

import os
from pathlib import Path

from msgspec import Struct, field

from briefing.errors import ConfigError
from briefing.user_paths import is_text


def _home(variable: str, default: str) -> Path:
    """An XDG base directory: `$variable` if absolute, else `~/default` (XDG specification 0.8)."""
    value = os.environ.get(variable, "")
    try:
        found = (Path(value) if os.path.isabs(value) else Path.home() / default) / "briefing"
    except RuntimeError:
        raise ConfigError(
            f"Your home folder is unknown; set HOME, or {variable} to the full path of a folder."
        ) from None
    if not is_text(str(found)):
        raise ConfigError(
            f"The folder name {found} is not valid text; set {variable} to another folder."
        )
    return found


def data_folder() -> Path:
    return _home("XDG_DATA_HOME", ".local/share")


def config_folder() -> Path:
    return _home("XDG_CONFIG_HOME", ".config")


def state_folder() -> Path:
    """For rescued texts and the like, outside the library."""
    return _home("XDG_STATE_HOME", ".local/state")


class ImapMailbox(Struct, frozen=True):
    host: str
    user: str
    password_command: tuple[str, ...]
    """Program and arguments; the first line that it prints is the password."""
    mailbox: str = "INBOX"
    security: str = "tls"
    """"tls" from the first byte, or "starttls"."""
    port: int = 993
    own_network: bool = False
    """Whether the host may be on the reader's own network."""

    @property
    def name(self) -> str:
        return f"{self.mailbox} of {self.user} at {self.host}"


class FetchSources(Struct, frozen=True):
    """Where `briefing fetch` looks, beside feeds."""

    folders: tuple[str, ...] = ()
    maildirs: tuple[str, ...] = ()
    imap: tuple[ImapMailbox, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.folders or self.maildirs or self.imap)


class Config(Struct, frozen=True):
    data: Path = field(default_factory=data_folder)
    theme: str = "briefing-dark"
    width: int = 84
    """Maximum line width in cells."""
    words_per_minute: int = 238
    """The default is from Brysbaert 2019."""
    largest: int = 64 << 20
    """Bytes of a source."""
    keys: dict[str, str] = field(default_factory=dict)
    """Command name to keys, separated by commas."""
    recogniser: str = "builtin"
    sandbox: str = "best"
    """"required" reads nothing without full protection; "best" uses what the system has."""
    fetch: FetchSources = FetchSources()
    given: tuple[str, ...] = ()
    places: dict[str, str] = field(default_factory=dict)
    """Setting or key to its place, such as "config.toml, line 3"."""
    problems: tuple[str, ...] = ()
    """One sentence each; such settings are skipped."""
    unread: bool = False
    """Nothing in the file was readable; `problems` says why."""

    @property
    def library_file(self) -> Path:
        return self.data / "library.db"

"""Loads the settings file; invalid settings are reported with their line."""

import os
import re
import stat
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from briefing.config import Config, config_folder
from briefing.errors import ConfigError, InputError
from briefing.fetch_settings import read_fetch_sources
from briefing.system import open_flags
from briefing.user_paths import user_path
from briefing.worker import require_sandbox

_MOST = 1 << 20
"""Bytes of the file."""

_NUMBERS = {"width": (20, 400), "words_per_minute": (20, 5000), "largest": (1024, 1 << 34)}
"""Minimum and maximum."""
_WORDS = ("theme", "recogniser")
_SANDBOX = ("best", "required")


def settings_file() -> Path:
    return config_folder() / "config.toml"


def load_config(path: Path | None = None) -> Config:
    """Defaults without a file. Also applies the sandbox setting to all workers.

    Raises:
        ConfigError: The home folder is needed and unknown.
    """
    config = _loaded(path or settings_file())
    require_sandbox(config.sandbox == "required")
    return config


def _loaded(path: Path) -> Config:
    try:
        data = _data(path)
    except FileNotFoundError:
        return Config()
    except (OSError, ConfigError) as error:
        why = (error.strerror or "unknown reason").lower() if isinstance(error, OSError) else error
        return _unread(f"The settings in {path} cannot be read: {why}.")
    import tomllib

    try:
        text = data.decode("utf-8-sig")
        table = tomllib.loads(text)
    except UnicodeDecodeError:
        return _unread(f"The settings in {path} are not in UTF-8; save them as UTF-8.")
    except RecursionError:
        return _unread(f"The settings in {path} are nested too deeply; simplify them.")
    except tomllib.TOMLDecodeError as error:
        return _unread(f"The settings in {path} are not valid TOML: {error}.")
    except ValueError:
        return _unread(f"The settings in {path} contain a number with too many digits; shorten it.")
    return _taken(table, text, path)


def read_settings() -> Config:
    """For commands that must not continue with wrong settings.

    Raises:
        ConfigError: The file is unreadable; the library may be elsewhere then.
    """
    found = load_config()
    if found.unread:
        raise ConfigError(found.problems[0])
    return found


def _data(path: Path) -> bytes:
    descriptor = os.open(path, open_flags.READ | open_flags.NO_WAITING | open_flags.NO_TERMINAL)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise ConfigError("it is not a regular file")
        with open(descriptor, "rb", closefd=False) as file:
            data = file.read(_MOST + 1)
    finally:
        os.close(descriptor)
    if len(data) > _MOST:
        raise ConfigError("it is larger than 1 MiB")
    return data


def _unread(problem: str) -> Config:
    return Config(problems=(problem,), unread=True)


def _taken(table: Mapping[str, Any], text: str, path: Path) -> Config:
    values: dict[str, Any] = {}
    problems: list[str] = []
    places = {name: f"{path.name}, line {line_number(text, name)}" for name in table}
    for name, value in table.items():
        check = _CHECKS.get(name)
        wrong = check(value) if check else "there is no such setting"
        if wrong:
            problems.append(f"{places[name]}: {name} is ignored: {wrong}.")
        else:
            values[name] = value
    given = tuple(values)
    if "data" in values:
        values["data"] = user_path(values["data"])
    if "fetch" in values:
        values["fetch"], wrong_places = read_fetch_sources(values["fetch"])
        problems += [f"{places['fetch']}: {wrong}" for wrong in wrong_places]
    if "keys" in values:
        start = _find_setting(text, "keys")
        for name in values["keys"]:
            places[name] = f"{path.name}, line {line_number(text, name, start)}"
        values["keys"], more = _keys(values["keys"], places)
        problems += more
    return replace(Config(), **values, given=given, places=places, problems=tuple(problems))


def _keys(
    keys: Mapping[str, Any], places: Mapping[str, str]
) -> tuple[dict[str, str], tuple[str, ...]]:
    good: dict[str, str] = {}
    problems: list[str] = []
    for name, value in keys.items():
        parts = value if isinstance(value, list) else [value]
        if not parts or not all(isinstance(part, str) for part in parts):
            problems.append(f"{places[name]}: the key of {name} is ignored: it is not text.")
        elif not all(part.strip() for part in parts):
            problems.append(f"{places[name]}: the key of {name} is ignored: it is empty.")
        else:
            good[name] = ",".join("comma" if part == "," else part for part in parts)
    return good, tuple(problems)


def _find_setting(text: str, name: str, start: int = 0) -> int:
    """At the start of a line or in an inline table; -1 if absent."""
    pattern = rf"(?:^|[\[{{,.])[ \t]*[\"']?({re.escape(name)})[\"']?[ \t]*[=\].]"
    found = re.compile(pattern, re.MULTILINE).search(text, max(0, start))
    return found.start(1) if found else -1


def line_number(text: str, name: str, start: int = 0) -> int:
    """From 1, of the place that sets `name`."""
    return text.count("\n", 0, max(0, _find_setting(text, name, start))) + 1


def _number(name: str) -> Callable[[Any], str]:
    low, high = _NUMBERS[name]

    def check(value: Any) -> str:
        good = isinstance(value, int) and not isinstance(value, bool) and low <= value <= high
        return "" if good else f"it must be a whole number from {low} to {high}"

    return check


def _word(value: Any) -> str:
    return "" if isinstance(value, str) and value.strip() else "it must be text"


def _sandbox(value: Any) -> str:
    return "" if value in _SANDBOX else 'it must be "best" or "required"'


def _folder(value: Any) -> str:
    try:
        good = isinstance(value, str) and user_path(value).is_absolute()
    except InputError:
        good = False
    return "" if good else "it must be the full path of a folder"


def _table(value: Any) -> str:
    return "" if isinstance(value, dict) else "it must be a table of names and keys"


def _fetch_table(value: Any) -> str:
    return "" if isinstance(value, dict) else "it must be a table with folders, maildirs or imap"


_CHECKS: dict[str, Callable[[Any], str]] = {
    **{name: _number(name) for name in _NUMBERS},
    **dict.fromkeys(_WORDS, _word),
    "data": _folder,
    "sandbox": _sandbox,
    "keys": _table,
    "fetch": _fetch_table,
}

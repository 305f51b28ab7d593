import re
import tomllib
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from textual.theme import Theme

from briefing.errors import ConfigError
from briefing.safe_files import read_regular
from briefing.sanitize import sanitize_line
from briefing.settings import line_number
from briefing.tui.theme_colours import FIELDS, is_readable, make_theme

_NEEDED = ("background", "foreground", "primary")
_LARGEST = 4 << 10
"""Bytes of a file; tomllib takes quadratic time for a key of many parts."""
_MOST = 100
"""Files."""


def read_themes(folder: Path, taken: frozenset[str]) -> tuple[list[Theme], tuple[str, ...]]:
    found, problems = [], []
    for path in sorted(islice(folder.glob("*.toml"), _MOST)):
        try:
            if path.stem in taken:
                raise ConfigError(f'there is already a theme "{path.stem}"; rename the file')
            theme = make_theme(path.stem, _read(path))
            if not is_readable(theme):
                raise ConfigError(
                    "no text can be read on both background and panel; make them more alike"
                )
            found.append(theme)
        except ConfigError as error:
            problems.append(f"themes/{sanitize_line(path.name)}: {sanitize_line(str(error))}.")
    return found, tuple(problems)


def _read(path: Path) -> Mapping[str, str]:
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", path.stem):
        raise ConfigError("name the file in small letters, digits and hyphens")
    try:
        text = read_regular(path, _LARGEST).decode("utf-8-sig")
        table = tomllib.loads(text)
    except OSError as error:
        raise ConfigError(
            f"cannot be read: {(error.strerror or 'unknown reason').lower()}"
        ) from None
    except UnicodeDecodeError:
        raise ConfigError("is not in UTF-8; save it as UTF-8") from None
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"is not valid TOML: {_short(error)}") from None
    for name, value in table.items():
        problem = _problem(name, value)
        if problem:
            raise ConfigError(f"line {line_number(text, name)}: {problem}")
    missing = next((name for name in _NEEDED if name not in table), "")
    if missing:
        raise ConfigError(f"{missing} is missing; a theme needs {', '.join(_NEEDED)}")
    return table


def _short(error: Exception) -> str:
    return "it is nested too deeply" if isinstance(error, RecursionError) else str(error)


def _problem(name: str, value: Any) -> str:
    if name not in FIELDS:
        return f'unknown colour "{sanitize_line(name)}"; use {", ".join(FIELDS)}'
    if not isinstance(value, str) or not re.fullmatch("#(?:[0-9a-fA-F]{3}){1,2}", value):
        return f'{name} is not a colour; write one such as "#8fb8d8"'
    return ""

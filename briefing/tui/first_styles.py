"""What Textual makes of the styles of the first screen, kept in a file that `make_first_styles.py` writes."""

import os
from functools import cache

import msgspec
import textual

from briefing.resources import resource_folder

FILE = "first.msgpack"

KeptToken = tuple[str, str, int, int]
"""Name, value, line and column."""


class KeptSheet(msgspec.Struct, frozen=True):
    scope: str
    code: str
    names: tuple[str, ...]
    """Of its variables, sorted."""
    rules: list[tuple[tuple[str, ...], bytes]]
    """Pickled, after the values of the variables, which have marks in place of colours."""


class FirstStyles(msgspec.Struct, frozen=True):
    version: str
    """Of the Textual that made the rules."""
    marked: tuple[str, ...] = ()
    """The variables whose marks are in the rules, in the order of the marks' numbers."""
    sheets: tuple[KeptSheet, ...] = ()
    selectors: dict[str, list[KeptToken]] = {}
    values: dict[str, list[KeptToken]] = {}
    """Of variables."""


@cache
def first_styles() -> FirstStyles:
    try:
        data = (resource_folder("styles") / FILE).read_bytes()
        found = msgspec.msgpack.decode(data, type=FirstStyles)
    except (OSError, msgspec.MsgspecError):
        return FirstStyles("")
    if _is_installed(found.version):
        return found
    return msgspec.structs.replace(found, marked=(), sheets=())


def _is_installed(version: str) -> bool:
    # To ask `importlib.metadata` would take longer than all styles.
    folder = os.path.dirname(os.path.dirname(textual.__file__))
    return os.path.isdir(os.path.join(folder, f"textual-{version}.dist-info"))

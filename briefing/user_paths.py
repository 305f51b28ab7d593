"""Paths as people write them."""

import os
from pathlib import Path

from briefing.errors import InputError

_LONGEST_NAME = 255
_LONGEST_PATH = 4095
"""The most bytes on Linux."""


def user_path(written: str) -> Path:
    """The path that somebody wrote, with the home folder in the place of "~".

    Raises:
        InputError: when it is empty or too long, has NUL in it, or begins with the name of nobody ("~nosuch").
    """
    if not written or "\0" in written:
        raise InputError("A file's name is empty or has a zero byte in it; give another.")
    try:
        found = Path(written).expanduser()
    except RuntimeError:
        name = written.partition("/")[0]
        raise InputError(
            f"There is no home folder for {name}; give the whole path, or ./{name} for a file of that name."
        ) from None
    if max(map(len, map(os.fsencode, found.parts))) > _LONGEST_NAME or len(written) > _LONGEST_PATH:
        raise InputError("A file's name is longer than names may be; give a shorter one.")
    return found


def absolute(path: str) -> str:
    """`path` from the root; as it is where the present folder was removed."""
    try:
        return os.path.abspath(path)
    except OSError:
        return path


def present_folder() -> Path:
    """The folder that the program runs in, the root where it was removed."""
    try:
        return Path.cwd()
    except OSError:
        return Path("/")


def is_text(path: str) -> bool:
    """Whether a name can be written in UTF-8; names on a disk may be any bytes."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True

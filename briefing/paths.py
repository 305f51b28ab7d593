"""Paths as people write them."""

import os
from pathlib import Path

from briefing.errors import InputError


def user_path(written: str) -> Path:
    """The path that somebody wrote, with the home folder in the place of "~".

    Raises:
        InputError: when it is empty, has NUL in it, or begins with the name of nobody, such as "~nosuch".
    """
    if not written or "\0" in written:
        raise InputError("A file's name is empty or has a zero byte in it; give another.")
    try:
        return Path(written).expanduser()
    except RuntimeError:
        name = written.partition("/")[0]
        raise InputError(
            f"There is no home folder for {name}; give the whole path, or ./{name} for a file of that name."
        ) from None


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

import os
from pathlib import Path

from briefing.errors import InputError

_LONGEST_NAME = 255
_LONGEST_PATH = 4095
"""Bytes; Linux's limit."""


def user_path(written: str) -> Path:
    """Expands "~".

    Raises:
        InputError: It is empty, too long, contains NUL, or names an unknown user ("~nosuch").
    """
    if not written or "\0" in written:
        raise InputError("A file name is empty or contains a zero byte; give another one.")
    try:
        found = Path(written).expanduser() if written.startswith("~") else Path(written)
    except RuntimeError:
        name = written.partition("/")[0]
        raise InputError(
            f"There is no home folder for {name}; give the full path, or ./{name} for a file of that name."
        ) from None
    if max(map(len, map(os.fsencode, found.parts))) > _LONGEST_NAME or len(written) > _LONGEST_PATH:
        raise InputError("A file name is too long; give a shorter one.")
    return found


def absolute(path: str) -> str:
    """`path` unchanged if the current folder was removed."""
    try:
        return os.path.abspath(path)
    except OSError:
        return path


def present_folder() -> Path:
    try:
        return Path.cwd()
    except OSError:
        return Path("/")


def is_text(path: str) -> bool:
    """Valid UTF-8; file names may be any bytes."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def absolute_path_folders() -> str:
    """Those of PATH, so that no program in the current folder is run."""
    found = os.environ.get("PATH", os.defpath).split(os.pathsep)
    return os.pathsep.join(filter(os.path.isabs, found))

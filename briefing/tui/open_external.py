"""Opening an address outside: http, https and mailto only, by an argument list, never through a shell."""

import os
import re
import shutil
import subprocess
import sys
from urllib.parse import urlsplit

from briefing import secure_mode
from briefing.model.url_policy import link_to_open

_OPENERS = ("xdg-open", "open", "wslview")
_HOST = re.compile(r"(?<![\w.-])(?:[\w-]+\.)+[^\W\d_]{2,}(?![\w-])")


def host_of(address: str) -> str:
    """The host to which an address leads, in small letters; of a mail address what follows its "@"."""
    parts = urlsplit(address)
    if parts.scheme == "mailto":
        return parts.path.rpartition("@")[2].lower()
    return (parts.hostname or "").lower()


def named_hosts(words: str) -> list[str]:
    """What looks like the name of a host in `words`, in small letters."""
    return [match[0].lower() for match in _HOST.finditer(words)]


def open_outside(address: str) -> bool:
    """Opens an address that `link_to_open` gave; whether there was a program for it.

    The program, and what it starts, is looked for in the absolute folders of PATH only: an empty or relative one would
    be the folder in which somebody's files lie.

    Raises:
        ForbiddenError: when programs may not be run.
    """
    secure_mode.check_allowed("The browser")
    folders = _absolute_folders()
    names = ("open",) if sys.platform == "darwin" else _OPENERS
    opener = next((path for name in names if (path := shutil.which(name, path=folders))), None)
    if opener is None or link_to_open(address) != address or not address:
        return False
    quiet = subprocess.DEVNULL
    subprocess.Popen(
        [opener, address],
        stdin=quiet,
        stdout=quiet,
        stderr=quiet,
        env={**os.environ, "PATH": folders},
        start_new_session=True,
    )
    return True


def _absolute_folders() -> str:
    found = os.environ.get("PATH", os.defpath).split(os.pathsep)
    return os.pathsep.join(filter(os.path.isabs, found))

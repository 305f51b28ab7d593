"""Opening an address outside: http, https and mailto only, by an argument list, never through a shell."""

import re
import shutil
import subprocess
import sys
from urllib.parse import urlsplit

from briefing import secure
from briefing.tui.widgets.paint import safe_link

_OPENERS = ("xdg-open", "open", "wslview")
_HOST = re.compile(r"(?<![\w.-])(?:[\w-]+\.)+[^\W\d_]{2,}(?![\w-])")


def leaves(target: str) -> str:
    """The address that may be opened outside, percent-encoded; "" where the target is none."""
    return safe_link(target)


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
    """Opens an address that `leaves` gave; whether there was a program for it.

    Raises:
        ForbiddenError: when programs may not be run.
    """
    secure.check("The browser")
    names = ("open",) if sys.platform == "darwin" else _OPENERS
    opener = next((path for name in names if (path := shutil.which(name))), None)
    if opener is None or not leaves(address):
        return False
    quiet = subprocess.DEVNULL
    subprocess.Popen(
        [opener, address], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
    )
    return True

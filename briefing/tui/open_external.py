"""Opens http, https and mailto addresses in other programs, never through a shell."""

import os
import shutil
import subprocess
import sys
from urllib.parse import urlsplit

from briefing import secure_mode
from briefing.late_pattern import late_pattern
from briefing.model.url_policy import link_to_open
from briefing.system.processes import group_options
from briefing.user_paths import absolute_path_folders

_OPENERS = ("xdg-open", "open", "wslview")
_HOST = late_pattern(r"(?<![\w.-])(?:[\w-]+\.)+[^\W\d_]{2,}(?![\w-])")


def host_of(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme == "mailto":
        return parts.path.rpartition("@")[2].lower()
    return (parts.hostname or "").lower()


def named_hosts(words: str) -> list[str]:
    """Parts of `words` that look like host names, in lower case."""
    return [match[0].lower() for match in _HOST.finditer(words)]


def open_outside(address: str) -> bool:
    """`address` was checked by `link_to_open`; False if no program was found in the absolute
    folders of PATH.

    Raises:
        ForbiddenError: if programs may not be run.
    """
    secure_mode.check_allowed("The browser")
    folders = absolute_path_folders()
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
        **group_options(),
    )
    return True

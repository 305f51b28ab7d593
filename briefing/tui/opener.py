"""Opening an address outside: http, https and mailto only, by an argument list, never through a shell."""

import shutil
import subprocess
import sys

from briefing.tui.widgets.paint import safe_link

_OPENERS = ("xdg-open", "open", "wslview")


def leaves(target: str) -> str:
    """The address that may be opened outside, percent-encoded; "" where the target is none."""
    return safe_link(target)


def open_outside(address: str) -> bool:
    """Opens an address that `leaves` gave; whether there was a program for it."""
    names = ("open",) if sys.platform == "darwin" else _OPENERS
    opener = next((path for name in names if (path := shutil.which(name))), None)
    if opener is None or not leaves(address):
        return False
    quiet = subprocess.DEVNULL
    subprocess.Popen(
        [opener, address], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
    )
    return True

"""What a reader may not do when BRIEFING_SECURE is set, as LESSSECURE does for less.

For one who is let read on a machine and do nothing else: no editor, no browser, no clipboard program, no network, and no
files but those that the command line names, the settings and the library. Whoever would do any of these asks here.
The terminal's own clipboard (OSC 52) stays, for it is the reader's own.
"""

import os
from collections.abc import Iterable

from briefing.errors import ForbiddenError
from briefing.user_paths import absolute

_VARIABLE = "BRIEFING_SECURE"
_named: set[str] = set()


def is_secure() -> bool:
    """Whether the variable is set to anything but nothing and 0."""
    return os.environ.get(_VARIABLE, "") not in ("", "0")


def refusal_sentence(what: str) -> str:
    """The sentence that says that `what`, such as "The network", is not allowed; "" where it is."""
    return f"{what} may not be used while {_VARIABLE} is set." if is_secure() else ""


def check_allowed(what: str) -> None:
    """Lets `what`, such as "The network", be used.

    Raises:
        ForbiddenError: when it is not allowed.
    """
    if is_secure():
        raise ForbiddenError(refusal_sentence(what))


def name_files(names: Iterable[str]) -> None:
    """Allows the files, and what is in the folders, that the command line names."""
    _named.update(absolute(name) for name in names)


def check_file(path: str) -> None:
    """Lets a file be read; "-" is standard input.

    Raises:
        ForbiddenError: when the command line names neither it nor a folder above it.
    """
    if not is_secure() or path == "-":
        return
    whole = absolute(path)
    while whole not in _named:
        above = os.path.dirname(whole)
        if above == whole or not above:
            raise ForbiddenError(
                f"Only files that the command line names may be read while {_VARIABLE} is set."
            )
        whole = above

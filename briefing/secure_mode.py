"""Restrictions when BRIEFING_SECURE is set, as LESSSECURE does for less.

No editor, browser, clipboard program or network, and only files named on the command line, the settings and the library. The
terminal's own clipboard (OSC 52) stays allowed.
"""

import os
from collections.abc import Iterable

from briefing.errors import ForbiddenError
from briefing.user_paths import absolute

_VARIABLE = "BRIEFING_SECURE"
_named: set[str] = set()


def is_secure() -> bool:
    """True unless the variable is unset, empty or 0."""
    return os.environ.get(_VARIABLE, "") not in ("", "0")


def refusal_sentence(what: str) -> str:
    return f"{what} may not be used while {_VARIABLE} is set." if is_secure() else ""


def check_allowed(what: str) -> None:
    """Raises:
    ForbiddenError: `what`, such as "The network", is not allowed.
    """
    if is_secure():
        raise ForbiddenError(refusal_sentence(what))


def name_files(names: Iterable[str]) -> None:
    """From the command line, files or folders."""
    _named.update(absolute(name) for name in names)


def check_file(path: str) -> None:
    """Raises ForbiddenError; "-" is standard input."""
    if not is_secure() or path == "-":
        return
    whole = absolute(path)
    while whole not in _named:
        above = os.path.dirname(whole)
        if above == whole or not above:
            raise ForbiddenError(
                f"Only files named on the command line may be read while {_VARIABLE} is set."
            )
        whole = above

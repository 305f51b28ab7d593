import unicodedata
from collections.abc import Callable
from itertools import chain, count

from briefing.errors import InputError
from briefing.sanitize import sanitize_line

LONGEST = 80
"""Maximum characters."""
_LONGEST_SHOWN = 200
_SEEN = "LNPS"
"""Unicode's letters, numbers, punctuation and symbols."""


def clean_name(name: str, kind: str) -> str:
    """In one line; `kind` is what it names, such as "watch".

    Raises:
        InputError: if nothing of it would be seen, or it is too long.
    """
    cleaned = sanitize_line(" ".join(name.split()))
    if not any(unicodedata.category(each)[0] in _SEEN for each in cleaned):
        raise InputError(f"A {kind} needs a name; enter one.")
    if len(cleaned) > LONGEST:
        raise InputError(f"The name is too long; use at most {LONGEST} characters.")
    return cleaned


def shorten(name: str, most: int = LONGEST) -> str:
    return name if len(name) <= most else f"{name[: most - 1]}…"


def cut_title(title: str) -> str:
    """In one line of a list."""
    return sanitize_line(shorten(title, _LONGEST_SHOWN))


def find_free_name(name: str, is_free: Callable[[str], bool]) -> str:
    """The name, or with the first number from 2 that makes it free."""
    numbered = (f" {number}" for number in count(2))
    names = (shorten(name, LONGEST - len(more)) + more for more in chain(("",), numbered))
    return next(filter(is_free, names))

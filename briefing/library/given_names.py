"""Names that readers give to what they keep."""

from collections.abc import Callable
from itertools import chain, count

from briefing.errors import InputError
from briefing.model.sanitize import sanitize_line

LONGEST = 80
"""Characters."""


def clean_name(name: str, of: str) -> str:
    """`of` is what has the name, as in "A watch needs a name".

    Raises:
        InputError: Nothing is left of the name, or too much.
    """
    cleaned = " ".join(sanitize_line(name).split())
    if not cleaned:
        raise InputError(f"A {of} needs a name; enter one.")
    if len(cleaned) > LONGEST:
        raise InputError(f"The name is too long; use at most {LONGEST} characters.")
    return cleaned


def shorten_name(name: str, most: int = LONGEST) -> str:
    return name if len(name) <= most else f"{name[: most - 1]}…"


def find_free_name(name: str, is_free: Callable[[str], bool]) -> str:
    """The name, or with the first number from 2 that makes it free."""
    numbered = (f" {number}" for number in count(2))
    names = (shorten_name(name, LONGEST - len(more)) + more for more in chain(("",), numbered))
    return next(filter(is_free, names))

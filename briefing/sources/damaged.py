"""Messages about damaged files; a missing part of the program is not the file's fault."""

from collections.abc import Iterator
from contextlib import contextmanager

from briefing.errors import FormatError
from briefing.worker.child_faults import missing_part

DAMAGED = "It is a damaged file; get a fresh copy of it."
_ENDINGS = (
    *(".docx", ".docm", ".dotx", ".odt", ".ott", ".odp", ".pptx", ".pptm", ".ppsx", ".epub"),
    *(".pdf", ".rtf", ".msg", ".eml", ".mbox", ".mht", ".mhtml", ".html", ".htm", ".xhtml"),
)
"""How the names of files end that are more than text."""


def says_what_it_is(name: str) -> bool:
    return name.lower().endswith(_ENDINGS)


@contextmanager
def blaming(kind: str, *errors: type[Exception]) -> Iterator[None]:
    """Turns a library's `errors` into a message about a damaged file of a kind, such as "Word file".

    Errors caused by a missing part of the program pass through.

    Raises:
        FormatError: in their place.
    """
    try:
        yield
    except errors as error:
        if missing_part(error) is not None:
            raise
        raise FormatError(f"It is a damaged {kind}; get a fresh copy of it.") from None

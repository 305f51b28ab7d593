"""What is said of a damaged file, and only of one: a part of the program that is missing is no fault of the file."""

from collections.abc import Iterator
from contextlib import contextmanager

from briefing.errors import FormatError
from briefing.worker.child_faults import missing_part

DAMAGED = "It is a damaged file; get a fresh copy of it."
_ENDINGS = (
    *(".docx", ".docm", ".dotx", ".odt", ".ott", ".pptx", ".pptm", ".ppsx", ".epub"),
    *(".pdf", ".rtf", ".msg", ".eml", ".mbox", ".mht", ".mhtml", ".html", ".htm", ".xhtml"),
)
"""How the names of files end that are more than text."""


def says_what_it_is(name: str) -> bool:
    """Whether a file's name says that it is a document of a known kind, and so a damaged one where it is none."""
    return name.lower().endswith(_ENDINGS)


@contextmanager
def blaming(kind: str, *errors: type[Exception]) -> Iterator[None]:
    """Makes `errors` of a library to what is said of a damaged file of a kind, such as "Word file".

    Raises:
        FormatError: in their place; an error that a missing part of the program caused goes on as it is.
    """
    try:
        yield
    except errors as error:
        if missing_part(error) is not None:
            raise
        raise FormatError(f"It is a damaged {kind}; get a fresh copy of it.") from None

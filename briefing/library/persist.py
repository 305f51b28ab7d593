"""Keeping what was read, where that can be."""

from briefing import __version__
from briefing.errors import StorageError
from briefing.library.unsplit_briefing import is_unsplit
from briefing.library.unsplit_briefing import pack_unsplit as packed_before
from briefing.model import Analysis, Briefing, Document
from briefing.storage.records import DocumentRecord
from briefing.storage.repositories import Repositories

_SPLIT_BY = "split_by"
"""The setting that names the version of the program by which what is kept was split."""


def is_split_by_us(store: Repositories) -> bool:
    """Whether this version of the program has split what is kept; not where that cannot be read."""
    try:
        return bool(store.settings.get(_SPLIT_BY) == __version__)
    except StorageError as error:
        store.database.failed(error)
        return False


def find_kept(sha256: str, store: Repositories) -> Analysis | None:
    """What was found before in the text that has this hash; None where nothing was, or that cannot be read."""
    try:
        found = store.documents.analysis(sha256)
        return None if found is None or is_unsplit(found.sections) else found
    except StorageError as error:
        store.database.failed(error)
        return None


def save_briefing(
    briefing: Briefing, store: Repositories, packed: DocumentRecord | None = None
) -> Briefing:
    """The briefing, kept, as `packed` where it was packed before; where that cannot be, the store's warning says why."""
    try:
        if packed is None:
            store.documents.keep(briefing)
        else:
            store.documents.keep_packed(packed)
        if not is_split_by_us(store):
            store.settings.keep(_SPLIT_BY, __version__)
    except StorageError as error:
        store.database.failed(error)
    return briefing


def save_unsplit(document: Document, store: Repositories) -> None:
    """Keeps a text that was read and not split yet; where that cannot be, the store's warning says why."""
    try:
        if not store.documents.has(document.sha256):
            store.documents.keep_missing(packed_before(document))
    except StorageError as error:
        store.database.failed(error)


def mark_opened(sha256: str, store: Repositories) -> None:
    """Keeps that a briefing was opened; where that cannot be, the store's warning says why."""
    try:
        store.documents.touch(sha256)
    except StorageError as error:
        store.database.failed(error)

"""Keeping what was read, where that can be."""

from briefing import __version__
from briefing.errors import StorageError
from briefing.model import Analysis, Briefing
from briefing.storage.packed import Packed
from briefing.storage.store import Store

_SPLIT_BY = "split_by"
"""The setting that names the version of the program by which what is kept was split."""


def split_by_us(store: Store) -> bool:
    """Whether this version of the program has split what is kept; not where that cannot be read."""
    try:
        return bool(store.setting(_SPLIT_BY) == __version__)
    except StorageError as error:
        store.failed(error)
        return False


def found_before(sha256: str, store: Store) -> Analysis | None:
    """What was found before in the text that has this hash; None where that cannot be read."""
    try:
        return store.analysis(sha256)
    except StorageError as error:
        store.failed(error)
        return None


def keep(briefing: Briefing, store: Store, packed: Packed | None = None) -> Briefing:
    """The briefing, kept, as `packed` where it was packed before; where that cannot be, the store's warning says why."""
    try:
        if packed is None:
            store.keep(briefing)
        else:
            store.keep_packed(packed)
        if not split_by_us(store):
            store.keep_setting(_SPLIT_BY, __version__)
    except StorageError as error:
        store.failed(error)
    return briefing


def touched(sha256: str, store: Store) -> None:
    """Keeps that a briefing was opened; where that cannot be, the store's warning says why."""
    try:
        store.touch(sha256)
    except StorageError as error:
        store.failed(error)

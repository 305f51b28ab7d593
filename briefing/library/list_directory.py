import os
from collections.abc import Iterator

from msgspec import Struct

from briefing.errors import InputError
from briefing.sources.expand_paths import READABLE
from briefing.sources.local_file import quote_name

MOST = 20_000
"""Maximum number of items."""


class DirectoryItem(Struct, frozen=True):
    path: str
    name: str
    folder: bool
    size: int
    """Bytes; 0 for folders."""
    modified: float
    """Seconds since 1970."""


def list_directory(path: str, *, everything: bool = False) -> tuple[DirectoryItem, ...]:
    """Folders first; `everything` adds hidden and other files.

    Raises:
        InputError: if the folder cannot be read.
    """
    try:
        with os.scandir(path) as entries:
            found = list(_items(entries, everything))
    except OSError as error:
        raise InputError(
            f"{quote_name(path)} cannot be read ({error.strerror}); choose another folder."
        ) from None
    return tuple(sorted(found, key=lambda item: (not item.folder, item.name.casefold())))


def _items(entries: Iterator[os.DirEntry[str]], everything: bool) -> Iterator[DirectoryItem]:
    for number, entry in enumerate(entries):
        if number >= MOST:
            return
        item = _item(entry)
        readable = item is not None and (item.folder or _ending(entry.name) in READABLE)
        if item is not None and (everything or (readable and not entry.name.startswith("."))):
            yield item


def _item(entry: os.DirEntry[str]) -> DirectoryItem | None:
    try:
        folder = entry.is_dir()
        if not folder and not entry.is_file():
            return None
        about = entry.stat()
    except OSError:
        return None
    return DirectoryItem(
        entry.path, entry.name, folder, 0 if folder else about.st_size, about.st_mtime
    )


def _ending(name: str) -> str:
    return os.path.splitext(name)[1].lower()

"""Keeps what was pasted, so that it can be opened again like any file."""

import hashlib
from pathlib import Path

from briefing.config import Config
from briefing.errors import StorageError
from briefing.safe_files import atomic_write
from briefing.sources.clipboard_reader import read_clipboard


def keep_clipboard(config: Config) -> Path:
    """The file, in the library's folder, that now holds what is in the clipboard; the same text, the same file.

    Raises:
        RetrievalError, FormatError: when there is nothing to be had from the clipboard.
        StorageError: when the file cannot be written.
    """
    found = read_clipboard(config.largest)
    name = hashlib.sha256(found.data).hexdigest()[:16] + (".html" if found.html else ".txt")
    path = config.data / "pasted" / name
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with atomic_write(path) as file:
            file.write(found.data)
    except OSError:
        raise StorageError(f"{path} could not be written; check the folder and its disk.") from None
    return path

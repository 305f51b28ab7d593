import hashlib
from pathlib import Path

from briefing.config import Config
from briefing.errors import StorageError
from briefing.safe_files import atomic_write
from briefing.sources.clipboard_reader import read_clipboard


def keep_clipboard(config: Config) -> Path:
    """Writes to the library's folder; equal text goes to the same file.

    Raises:
        RetrievalError, FormatError: if the clipboard has no text.
        StorageError: if writing fails.
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

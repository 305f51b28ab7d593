"""Copies of the library, putting them back, and mending."""

from collections.abc import Callable
from pathlib import Path

from briefing.config import Config
from briefing.errors import InputError
from briefing.library.writing import new_file
from briefing.model.gate import gate_line
from briefing.paths import is_text
from briefing.storage import examination, restoring
from briefing.storage.index import Index
from briefing.storage.restoring import Restored
from briefing.storage.store import Store

_AT_ONCE = 50
"""Briefings that are taken up for search in one go."""


def back_up(config: Config, target: Path, *, force: bool = False) -> int:
    """Writes one consistent copy of the library to a new file, which its owner only may read; its size in bytes.

    Raises:
        InputError: when there is no library, the file is there, or is the library.
        StorageError: when it cannot be read or written.
    """
    path = _there(config)
    if not is_text(str(target)):
        raise InputError(f"{gate_line(str(target))} is no text as a name; give another.")
    if target.exists() and target.samefile(path):
        raise InputError("That is the library itself; name another file.")
    store = Store(path)
    try:
        with new_file(target, force=force) as part:
            store.back_up(part)
            return part.stat().st_size
    finally:
        store.close()


def restore(config: Config, backup: Path) -> Restored:
    """Puts a backup in the place of the library, which is kept beside it under another name.

    Raises:
        InputError: when the file is no library that can be used, or is the library itself.
        StorageBusy: when another program has the library open.
        StorageError: when it cannot be written; then nothing has changed.
    """
    name = gate_line(str(backup))
    if not backup.is_file():
        raise InputError(f"{name} is no file; name one that briefing backup wrote.")
    path = config.library_file
    if path.exists() and backup.samefile(path):
        raise InputError("That is the library itself; name a backup.")
    return restoring.restore(backup, path)


def check(config: Config) -> list[str]:
    """What is wrong with the library, a sentence each; nothing is changed.

    Raises:
        InputError: when there is none.
        StorageError: when it cannot be examined.
    """
    return examination.check(_there(config))


def mend(config: Config, tell: Callable[[str], None]) -> bool:
    """Mends the library, tells what was wrong, and returns whether all is well now.

    Raises:
        InputError: when there is none.
        StorageError: when it cannot be mended.
    """
    path = _there(config)
    if not examination.mend(path, tell):
        return False
    _take_up(path, tell)
    return True


def _take_up(path: Path, tell: Callable[[str], None]) -> None:
    """Takes up for search what is not, as after mending."""
    store = Store(path)
    try:
        index, done = Index(store), 0
        while hashes := index.pending(_AT_ONCE):
            for sha256 in hashes:
                briefing = store.briefing(sha256)
                if briefing is not None:
                    index.put(briefing)
            done += len(hashes)
    finally:
        store.close()
    if done:
        tell(f"{done} briefings were taken up for search.")


def _there(config: Config) -> Path:
    if not config.library_file.exists():
        raise InputError("There is no library yet; open a document to begin one.")
    return config.library_file

"""Files of text being typed, written on every change and deleted when it is saved or discarded.
Others become rescue files, which the reader is told.
"""

import os
import stat
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from threading import RLock

from msgspec import Struct
from msgspec.structs import replace

from briefing.config import state_folder
from briefing.model import Document
from briefing.sanitize import sanitize, sanitize_line
from briefing.system import open_flags
from briefing.system.held_folder import HeldFolder, hold_folder, user_number
from briefing.system.locks import lock_descriptor

_LIVE, _NAMED = ".draft", ".txt"
"""File suffixes: while being written, and after the reader was told."""
_PREFIX = "briefing-"


class TypedText(Struct, frozen=True):
    body: str
    what: str = "Note"
    title: str = ""
    """The document's."""
    source: str = ""
    quote: str = ""
    """In the document."""

    @property
    def page(self) -> str:
        said = [f"{self.what} that Briefing could not save in its library.", ""]
        about = (("Document", self.title), ("Source", self.source))
        said += [f"{name}: {sanitize_line(value)}" for name, value in about if value]
        said += [f"About the words: “{' '.join(self.quote.split())}”"] if self.quote else []
        return "\n".join([*said, "", self.body, ""])


class RescuedText(Struct, frozen=True):
    typed: TypedText
    path: Path | None

    @property
    def sentence(self) -> str:
        if self.path is None:
            return f"Your text could not be saved on any disk, so here it is:\n\n{sanitize(self.typed.page)}"
        name = sanitize_line(str(self.path))
        return f"Your text could not be saved in the library; it is in {name}"

    def tell_later(self) -> None:
        if self.path is not None:
            with suppress(OSError):
                os.rename(self.path, self.path.with_suffix(_LIVE))


def rescue_folders() -> tuple[tuple[Path, tuple[str, ...]], ...]:
    """Returns folders and our subfolders in them, the best first."""
    import tempfile

    state = state_folder()
    home = Path.home()
    return (
        (state.parent, (state.name, "rescue")),
        (home, (".briefing-rescue",)),
        (Path(tempfile.gettempdir()), (f"briefing-rescue-{user_number()}",)),
    )


Places = Callable[[], Sequence[tuple[Path, tuple[str, ...]]]]


class Drafts:
    """No method raises."""

    def __init__(self, places: Places = rescue_folders) -> None:
        self._places = places
        self._held: dict[str, tuple[TypedText, _File | None]] = {}
        self._rescued_before: tuple[RescuedText, ...] = ()
        self._lock = RLock()

    def begin(self, document: Document, what: str, quote: str = "") -> "Draft":
        """`quote` is the subject, `what` the kind of text."""
        typed = TypedText("", what, document.title or "", document.source or "", quote)
        return Draft(self, typed)

    def write(self, key: str, typed: TypedText) -> None:
        """Empty text is dropped."""
        with self._lock:
            if not typed.body.strip():
                self.drop(key)
                return
            file = self._held[key][1] if key in self._held else None
            self._held[key] = (typed, self._write_file(file, typed.page.encode("utf-8", "replace")))

    def _write_file(self, file: "_File | None", data: bytes) -> "_File | None":
        if file is not None and file.write(data):
            return file
        for root, names in self._places():
            new = _new_file(root, names)
            if new is None:
                continue
            if new.write(data):
                if file is not None:
                    file.remove()
                return new
            new.remove()
        return file

    def drop(self, key: str) -> None:
        with self._lock:
            _, file = self._held.pop(key, (None, None))
            if file is not None:
                file.remove()

    def rescue(self, *keys: str) -> tuple[RescuedText, ...]:
        """Rescues all without `keys`."""
        with self._lock:
            wanted = [key for key in (keys or tuple(self._held)) if key in self._held]
            return tuple(self._rescue(*self._held.pop(key)) for key in wanted)

    def rescue_all(self) -> tuple[RescuedText, ...]:
        with self._lock:
            self._rescued_before += self.rescue()
            return self._rescued_before

    def _rescue(self, typed: TypedText, file: "_File | None") -> RescuedText:
        data = typed.page.encode("utf-8", "replace")
        file = self._write_file(file, data)
        path = file.finish() if file is not None and file.whole else None
        return RescuedText(typed, path)

    def leftovers(self) -> tuple[Path, ...]:
        return tuple(path for root, names in self._places() for path in _orphans(root, names))


class Draft:
    def __init__(self, drafts: Drafts, typed: TypedText) -> None:
        self._drafts, self._typed, self._key = drafts, typed, os.urandom(8).hex()
        self._finished = False

    def write(self, body: str) -> None:
        if not self._finished:
            self._drafts.write(self._key, replace(self._typed, body=body))

    def finish(self) -> None:
        self._finished = True
        self.drop()

    def drop(self) -> None:
        self._drafts.drop(self._key)

    def rescue(self) -> RescuedText | None:
        return next(iter(self._drafts.rescue(self._key)), None)


class _File:
    """Locked while its program lives."""

    def __init__(self, descriptor: int, path: Path) -> None:
        self._descriptor, self.path = descriptor, path
        self.whole = False
        """Whether it contains the latest text."""

    def write(self, data: bytes) -> bool:
        self.whole = False
        try:
            if not self._is_there():
                return False
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            done = 0
            while done < len(data):
                done += os.write(self._descriptor, data[done:])
            os.ftruncate(self._descriptor, len(data))
        except OSError:
            return False
        self.whole = True
        return True

    def _is_there(self) -> bool:
        found = os.fstat(self._descriptor)
        return found.st_nlink > 0 and os.lstat(self.path).st_ino == found.st_ino

    def remove(self) -> None:
        with suppress(OSError):
            if self._is_there():
                os.unlink(self.path)
        self._close()

    def finish(self) -> Path:
        named = self.path.with_suffix(_NAMED)
        with suppress(OSError):
            os.fsync(self._descriptor)
        try:
            os.rename(self.path, named)
        except OSError:
            named = self.path
        self._close()
        return named

    def _close(self) -> None:
        with suppress(OSError):
            os.close(self._descriptor)


def _new_file(root: Path, names: tuple[str, ...]) -> _File | None:
    name = f"{_PREFIX}{time.strftime('%Y%m%d-%H%M%S')}-{os.urandom(4).hex()}{_LIVE}"
    try:
        with hold_folder(root, names, make=True) as folder:
            descriptor = folder.open(name, open_flags.NEW)
    except OSError:
        return None
    with suppress(OSError):
        lock_descriptor(descriptor)
    return _File(descriptor, root.joinpath(*names, name))


def _orphans(root: Path, names: tuple[str, ...]) -> Iterator[Path]:
    try:
        with hold_folder(root, names, make=False) as folder:
            live = sorted(name for name in folder.names() if name.endswith(_LIVE))
            for name in live:
                if _rename_orphan(folder, name):
                    yield root.joinpath(*names, name).with_suffix(_NAMED)
    except OSError:
        return


def _rename_orphan(folder: HeldFolder, name: str) -> bool:
    try:
        flags = open_flags.READ_AND_WRITE | open_flags.NO_LINK | open_flags.NO_WAITING
        descriptor = folder.open(name, flags)
    except OSError:
        return False
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return False
        lock_descriptor(descriptor)
        folder.rename(name, name.removesuffix(_LIVE) + _NAMED)
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return True

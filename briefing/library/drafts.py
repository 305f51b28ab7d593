"""What somebody typed and the library does not have yet: each text in a file of its own until it is kept.

A file is written with every change, so that whatever ends the program leaves it there. It is removed when its text is
kept or thrown away, and becomes a rescue file, which is named to the reader, when it is neither.
"""

import fcntl
import os
import stat
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock

from msgspec import Struct
from msgspec.structs import replace

from briefing.config import state_folder
from briefing.model import Document
from briefing.model.sanitize import sanitize, sanitize_line

_LIVE, _NAMED = ".draft", ".txt"
"""How the files end: while a program writes them, and once the reader was told of them."""
_PREFIX = "briefing-"
_NEW = os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_NOFOLLOW
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW


class TypedText(Struct, frozen=True):
    """A text that somebody typed, and what it is about."""

    body: str
    what: str = "Note"
    """What it was to be, such as "Note" or "Title"."""
    title: str = ""
    """The document's."""
    source: str = ""
    quote: str = ""
    """The words of the document that it is about."""

    @property
    def page(self) -> str:
        """It as a rescue file has it: the body last, as it was typed."""
        said = [f"{self.what} that Briefing could not put in its library.", ""]
        about = (("Document", self.title), ("Source", self.source))
        said += [f"{name}: {sanitize_line(value)}" for name, value in about if value]
        said += [f"About the words: “{' '.join(self.quote.split())}”"] if self.quote else []
        return "\n".join([*said, "", self.body, ""])


class RescuedText(Struct, frozen=True):
    """A text that is not in the library."""

    typed: TypedText
    path: Path | None
    """Its file; None where none could be written."""

    @property
    def told(self) -> str:
        """Where it is; where it is nowhere else, the text itself."""
        if self.path is None:
            return f"No disk takes what you wrote, so here it is:\n\n{sanitize(self.typed.page)}"
        name = sanitize_line(str(self.path))
        return f"What you wrote was not kept in the library; it is in {name}"

    def tell_later(self) -> None:
        """Has the next start of the program name it, as it could not be now."""
        if self.path is not None:
            with suppress(OSError):
                os.rename(self.path, self.path.with_suffix(_LIVE))


def rescue_folders() -> tuple[tuple[Path, tuple[str, ...]], ...]:
    """Where files are put, the best place first: a folder that is there, and the folders in it that are ours."""
    import tempfile

    state = state_folder()
    home = Path.home()
    return (
        (state.parent, (state.name, "rescue")),
        (home, (".briefing-rescue",)),
        (Path(tempfile.gettempdir()), (f"briefing-rescue-{os.getuid()}",)),
    )


Places = Callable[[], Sequence[tuple[Path, tuple[str, ...]]]]


class Drafts:
    """The texts that are being typed, or that the library could not keep. Its methods raise nothing."""

    def __init__(self, places: Places = rescue_folders) -> None:
        self._places = places
        self._held: dict[str, tuple[TypedText, _File | None]] = {}
        self._rescued_before: tuple[RescuedText, ...] = ()
        self._lock = RLock()

    def begin(self, document: Document, what: str, quote: str = "") -> "Draft":
        """Holds a text about words of `document` while it is typed; `what` it is to be."""
        typed = TypedText("", what, document.title or "", document.source or "", quote)
        return Draft(self, typed)

    def write(self, key: str, typed: TypedText) -> None:
        """Holds the text called `key` as it is now; an empty one is dropped."""
        with self._lock:
            if not typed.body.strip():
                self.drop(key)
                return
            file = self._held[key][1] if key in self._held else None
            self._held[key] = (typed, self._written(file, typed.page.encode("utf-8", "replace")))

    def _written(self, file: "_File | None", data: bytes) -> "_File | None":
        """The file that has the text now: the same one, or another where that takes no more."""
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
        """Forgets a text that was kept, or that the reader threw away."""
        with self._lock:
            _, file = self._held.pop(key, (None, None))
            if file is not None:
                file.remove()

    def rescue(self, *keys: str) -> tuple[RescuedText, ...]:
        """Puts texts, all without `keys`, where the reader finds them; they are held no more."""
        with self._lock:
            wanted = [key for key in (keys or tuple(self._held)) if key in self._held]
            return tuple(self._rescued(*self._held.pop(key)) for key in wanted)

    def rescue_all(self) -> tuple[RescuedText, ...]:
        """Puts all that is held in files; all that was so far, for the end to name them."""
        with self._lock:
            self._rescued_before += self.rescue()
            return self._rescued_before

    def _rescued(self, typed: TypedText, file: "_File | None") -> RescuedText:
        data = typed.page.encode("utf-8", "replace")
        file = self._written(file, data)
        path = file.finish() if file is not None and file.whole else None
        return RescuedText(typed, path)

    def leftovers(self) -> tuple[Path, ...]:
        """What programs left that were killed while somebody typed; each is told once."""
        return tuple(path for root, names in self._places() for path in _orphans(root, names))


class Draft:
    """One text while it is typed."""

    def __init__(self, drafts: Drafts, typed: TypedText) -> None:
        """Takes what it is about, still without words."""
        self._drafts, self._typed, self._key = drafts, typed, os.urandom(8).hex()

    def write(self, body: str) -> None:
        """Holds it as it is now."""
        self._drafts.write(self._key, replace(self._typed, body=body))

    def drop(self) -> None:
        """Forgets it, for it was kept or thrown away."""
        self._drafts.drop(self._key)

    def rescue(self) -> RescuedText | None:
        """Puts it in a rescue file; None where there are no words."""
        return next(iter(self._drafts.rescue(self._key)), None)


class _File:
    """The file of one text, open and locked while its program lives."""

    def __init__(self, descriptor: int, path: Path) -> None:
        self._descriptor, self.path = descriptor, path
        self.whole = False
        """Whether it has all of the text as it was last."""

    def write(self, data: bytes) -> bool:
        """Puts `data` in the place of what it has; whether that could be. What was there goes last."""
        self.whole = False
        try:
            if not self._is_there():
                return False
            done = 0
            while done < len(data):
                done += os.pwrite(self._descriptor, data[done:], done)
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
        """Gives it the name that the reader is told."""
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


@contextmanager
def _opened(root: Path, names: tuple[str, ...], *, make: bool) -> Iterator[int]:
    """A descriptor of a folder of ours below `root`; a link or another's folder on the way is an OSError."""
    if make:
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for name in names:
            if make:
                with suppress(FileExistsError):
                    os.mkdir(name, 0o700, dir_fd=descriptor)
            inner = os.open(name, _FOLDER, dir_fd=descriptor)
            os.close(descriptor)
            descriptor = inner
            if os.fstat(descriptor).st_uid != os.geteuid():
                raise PermissionError
        yield descriptor
    finally:
        os.close(descriptor)


def _new_file(root: Path, names: tuple[str, ...]) -> _File | None:
    """A new file that its owner only may read, None where there can be none."""
    name = f"{_PREFIX}{time.strftime('%Y%m%d-%H%M%S')}-{os.urandom(4).hex()}{_LIVE}"
    try:
        with _opened(root, names, make=True) as folder:
            descriptor = os.open(name, _NEW, 0o600, dir_fd=folder)
    except OSError:
        return None
    with suppress(OSError):
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return _File(descriptor, root.joinpath(*names, name))


def _orphans(root: Path, names: tuple[str, ...]) -> Iterator[Path]:
    """Files whose programs ended before they were named, under the name that the reader is told now."""
    try:
        with _opened(root, names, make=False) as folder:
            live = sorted(name for name in os.listdir(folder) if name.endswith(_LIVE))
            for name in live:
                if _named(folder, name):
                    yield root.joinpath(*names, name).with_suffix(_NAMED)
    except OSError:
        return


def _named(folder: int, name: str) -> bool:
    """Names a file for good, where no program writes it; whether it did."""
    try:
        descriptor = os.open(name, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
    except OSError:
        return False
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return False
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        new = name.removesuffix(_LIVE) + _NAMED
        os.rename(name, new, src_dir_fd=folder, dst_dir_fd=folder)
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return True

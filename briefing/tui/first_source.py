import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path

from msgspec import Struct

from briefing import secure_mode
from briefing.library import Library
from briefing.library.open_document import OpeningDocument
from briefing.library.source_names import check_local_file, expand_paths, is_address, is_plain_file
from briefing.model import Briefing

_CHECKED = 1.0
"""Longest wait, in seconds, for the check that the source exists; only an unreachable disk takes so
long.
"""
_GRACE = 0.08
"""Seconds the screen then waits for the document."""
_TEXT_GRACE = 0.5
"""The same for a local text file; drawing an empty frame first would cost more."""
_TEXTS = frozenset(("", ".txt", ".text", ".md", ".markdown", ".mdown", ".mkd", ".mkdn"))


class FirstSource(Struct, frozen=True):
    sources: tuple[str, ...]
    """With folders and patterns expanded."""
    first: OpeningDocument | Briefing | None
    """The first source, or the last document; None without either."""


class FirstSourceReader:
    def __init__(self, library: Library, sources: Sequence[str], *, last: bool = False) -> None:
        self._library, self._last = library, last
        self.sources = tuple(map(library.reading.permit, sources))
        self._checked = threading.Event()
        self._grace = _GRACE
        self._result: Future[FirstSource] = Future()
        threading.Thread(target=self._run, name="first source", daemon=True).start()

    def wait(self) -> bool:
        if self.sources and is_address(self.sources[0]):
            return False
        if self._checked.wait(_CHECKED):
            done = threading.Event()
            self._result.add_done_callback(lambda _: done.set())
            done.wait(self._grace)
        return self._result.done()

    def result(self) -> FirstSource:
        return self._result.result()

    def _run(self) -> None:
        try:
            self._result.set_result(self._read())
        except BaseException as error:
            self._result.set_exception(error)
        finally:
            self._checked.set()

    def _read(self) -> FirstSource:
        sources = tuple(name for source in self.sources for name in expand_paths(source))
        secure_mode.name_files(sources)
        work: Callable[[], OpeningDocument | Briefing | None] = self._open_last
        if sources:
            check_local_file(sources[0], self._library.config.largest)
            work = lambda: self._library.open(sources[0])  # noqa: E731
            if is_plain_file(sources[0]) and Path(sources[0]).suffix.lower() in _TEXTS:
                self._grace = _TEXT_GRACE
        self._checked.set()
        return FirstSource(sources, work())

    def _open_last(self) -> Briefing | None:
        return self._library.failures.attempt(None, self._open_recent) if self._last else None

    def _open_recent(self) -> Briefing | None:
        recent = self._library.documents.recent(1)
        return self._library.documents.open(recent[0]) if recent else None

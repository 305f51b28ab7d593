"""The first source: read in a thread beside the start of the screen, which is there whatever the source does."""

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
"""Seconds for which the screen waits to know that the source exists; only a disk that has gone takes so long."""
_GRACE = 0.08
"""Seconds for which it waits for the document then."""
_TEXT_GRACE = 0.5
"""The same for a text of the disk, which takes some milliseconds; drawing the frame before it would cost more."""
_TEXTS = frozenset(("", ".txt", ".text", ".md", ".markdown", ".mdown", ".mkd", ".mkdn"))


class FirstSource(Struct, frozen=True):
    """What is shown first."""

    sources: tuple[str, ...]
    """All sources, folders and patterns replaced by the files in them."""
    first: OpeningDocument | Briefing | None
    """The first of them, or what was read last; None where there is neither."""


class FirstSourceReader:
    """Reads the first source in a thread that nothing waits for longer than it wants to."""

    def __init__(self, library: Library, sources: Sequence[str], *, last: bool = False) -> None:
        self._library, self._sources, self._last = library, tuple(sources), last
        self._checked = threading.Event()
        self._grace = _GRACE
        self._result: Future[FirstSource] = Future()
        threading.Thread(target=self._run, name="first source", daemon=True).start()

    def wait(self) -> bool:
        """Waits for a source that is quickly read; whether it was."""
        if self._sources and is_address(self._sources[0]):
            return False
        if self._checked.wait(_CHECKED):
            done = threading.Event()
            self._result.add_done_callback(lambda _: done.set())
            done.wait(self._grace)
        return self._result.done()

    def result(self) -> FirstSource:
        """What was read; it blocks.

        Raises:
            BriefingError: when it cannot be read.
        """
        return self._result.result()

    def _run(self) -> None:
        try:
            self._result.set_result(self._read())
        except BaseException as error:
            self._result.set_exception(error)
        finally:
            self._checked.set()

    def _read(self) -> FirstSource:
        sources = tuple(name for source in self._sources for name in expand_paths(source))
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
        return self._library.documents.open(recent[0].sha256) if recent else None

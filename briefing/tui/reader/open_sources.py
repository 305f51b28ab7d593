import gc
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from briefing.errors import BriefingError, PrivateHostError, SourceError
from briefing.library import Library
from briefing.library.open_document import OpeningDocument
from briefing.library.source_names import is_address
from briefing.library.unsplit_briefing import is_head, is_unsplit
from briefing.model import Analysis, Briefing, Document
from briefing.sanitize import sanitize_line
from briefing.tui import dialogs
from briefing.tui.reader.session import ReadingSession
from briefing.tui.reader_interface import ReaderInterface
from briefing.tui.widgets.header import Header

if TYPE_CHECKING:
    from briefing.library.carry_over import CarriedOver

_LARGE = 1 << 20
"""Code points from which a document is excluded from garbage collection (pauses drop to a quarter).
"""


_FAULT = "Briefing failed to read it ({}); set BRIEFING_DEBUG=1, try briefing show, and report it."

T = TypeVar("T")


def _nothing() -> None:
    pass


def naming_faults(read: Callable[[], T]) -> T:
    """Turns unexpected exceptions of `read` into a `SourceError`."""
    try:
        return read()
    except BriefingError:
        raise
    except Exception as error:
        raise SourceError(_FAULT.format(type(error).__name__)) from error


class Sources:
    def __init__(
        self,
        session: ReadingSession,
        header: Header,
        library: Library,
        ui: ReaderInterface,
        sources: tuple[str, ...] = (),
        *,
        read_again: Callable[[str], object],
    ) -> None:
        self._read_again = read_again
        self._session, self._header, self._library, self._ui = session, header, library, ui
        self.sources = sources
        self.source = sources[0] if sources else ""
        self._documents: tuple[Document, ...] = ()
        """Several for a source like a mailbox."""
        self._kept: frozenset[str] = frozenset()
        """Sources that are hashes of briefings."""
        self._reading: OpeningDocument | None = None
        """A document on the screen that is not complete or not split yet."""
        self._last = False
        """Whether to show the last document of the source, not the first."""
        self._asked = 0
        """Counts what was to be opened; only the last is shown."""

    # One source

    def open(self, source: str, *, last: bool = False) -> None:
        if self._header.coming or self._reading is not None:
            self._reading = None
            self._library.reading.stop()
        self._asked += 1
        self.source, self._last = source, last
        self._header.loading_source(source)
        self._ui.run(
            "open",
            partial(naming_faults, partial(self._library.open, source)),
            partial(self._show_opened, source),
            partial(self.say_failure, source),
        )

    def _show_opened(self, source: str, reading: OpeningDocument) -> None:
        if source == self.source:
            self.show_reading(source, reading)

    def say_failure(self, source: str, error: BriefingError) -> None:
        if isinstance(error, PrivateHostError):
            self._ask_private_host(source, error.host)
        else:
            self._say_why(source, str(error))

    def _ask_private_host(self, source: str, host: str) -> None:
        def closed(yes: bool | None) -> None:
            if yes:
                self.open(self._library.reading.permit(source, confirmed=True))
            else:
                self._say_why(source, "It was not fetched.")

        self._ui.push(dialogs.ask_private_host(host), closed)

    def _say_why(self, source: str, reason: str) -> None:
        if source in (self.source, self._session.document.source):
            self._header.loading_source("")
            self._session.stop_waiting()
            if not self._session.is_open:
                self._header.failure = reason
            self._ui.say(reason, error=True)

    def show_reading(self, source: str, reading: OpeningDocument) -> None:
        self.source = source
        self._documents = (reading.head, *reading.others)
        if self._last and reading.others:
            self._reading = reading
            self._show_other(self._documents[-1])
        else:
            self._show(reading)
        self._last = False

    def show_document(self, document: Document) -> None:
        self.source, self._documents = document.source or "", (document,)
        self._show_other(document)

    def _show_other(self, document: Document, then: Callable[[], object] = _nothing) -> None:
        self._end_earlier()
        self._asked += 1
        open_other = partial(self._library.reading.open_other, document)
        self._ui.write(open_other, partial(self._show_if_last, self._asked, then))

    def _show_if_last(
        self, asked: int, then: Callable[[], object], reading: OpeningDocument
    ) -> None:
        if asked == self._asked:
            self._show(reading)
            then()

    def _end_earlier(self) -> None:
        if self._reading is not None:
            self._reading = None
            self._library.reading.stop()

    def _show(self, reading: OpeningDocument) -> None:
        whole = reading.briefing
        self._reading = reading if whole is None else None
        if whole is not None:
            self._session.show(whole, moved=reading.moved)
            return
        self._session.show(Briefing(reading.head, Analysis(reading.sections)), partial=True)
        # Once it is drawn, which the rest would slow.
        self._ui.call_after_refresh(
            self._ui.run,
            "rest",
            reading.finish,
            partial(self._show_whole, reading),
            partial(self._say_rest_failure, reading),
        )

    def _say_rest_failure(self, reading: OpeningDocument, error: BriefingError) -> None:
        if reading is self._reading:
            self.say_failure(self.source, error)

    def _show_whole(self, reading: OpeningDocument, briefing: Briefing) -> None:
        session = self._session
        if reading is self._reading:
            self._reading = None
        if not (session.is_showing(reading.head.sha256) and session.partial):
            return
        place = session.place if session.place.offset > 0 else None
        session.replace(briefing, lambda offset: offset, place, moved=reading.moved)
        if len(briefing.document.text) > _LARGE:
            gc.collect()
            gc.freeze()

    # The library

    def open_kept(
        self, sha256: str, then: Callable[[], object] = _nothing, *, remember: bool = True
    ) -> None:
        self._asked += 1
        show = partial(self._show_kept, self._asked, sha256, then, remember)
        self._ui.write(partial(self._read_kept, sha256), show)

    def _read_kept(self, sha256: str) -> "tuple[Briefing | None, CarriedOver | None]":
        kept = self._library.documents.open(sha256)
        if kept is None or is_unsplit(kept.analysis.sections):
            return kept, None
        catch_up = self._library.history.catch_up
        return kept, self._library.failures.attempt(None, catch_up, kept)

    def _show_kept(
        self,
        asked: int,
        sha256: str,
        then: Callable[[], object],
        remember: bool,
        read: "tuple[Briefing | None, CarriedOver | None]",
    ) -> None:
        if asked != self._asked:
            return
        kept, moved = read
        if kept is None:
            place = sanitize_line(sha256) if is_address(sha256) else "its source"
            self._ui.say(f"That text is not in the library; open {place} first.", error=True)
            return
        self._end_earlier()
        self.source = kept.document.source or ""
        if not is_unsplit(kept.analysis.sections):
            self._session.show(kept, remember=remember, moved=moved)
            then()
        elif is_head(kept.document):
            self._session.show(kept, remember=remember)
            self._read_again(self.source)
            then()
        else:
            self._show_other(kept.document, then)

    # Several sources

    def open_several(self, sources: tuple[str, ...]) -> None:
        self.sources = sources
        self._say_several(sources)
        self.open(sources[0])

    def open_several_kept(self, hashes: tuple[str, ...]) -> None:
        self._kept = frozenset(hashes)
        self.sources = hashes if len(hashes) > 1 else self.sources
        self._say_several(hashes)
        self.open_kept(hashes[0])

    def _say_several(self, opened: tuple[str, ...]) -> None:
        if len(opened) > 1:
            self._documents = ()
            key = self._ui.key_of("next_document")
            self._ui.say(f"{len(opened)} documents are open; {key} goes to the next.")

    def next_document(self) -> None:
        self._step(1)

    def previous_document(self) -> None:
        self._step(-1)

    @property
    def documents(self) -> tuple[Document, ...]:
        return self._documents

    def is_kept(self, source: str) -> bool:
        """Whether a source is the hash of a briefing in the library."""
        return source in self._kept

    def go_to(self, source: str, document: Document | None = None) -> None:
        """Show one of the sources, or one of several documents in the present one."""
        if document is not None:
            self._show_other(document)
        elif source not in (self.source, self._session.document.sha256):
            self._session.keep_place()
            self._open_again(source, last=False)

    @property
    def document_number(self) -> int:
        sha256 = self._session.document.sha256
        return next((i for i, each in enumerate(self._documents) if each.sha256 == sha256), -1)

    def _step(self, direction: int) -> None:
        at = self.document_number + direction
        if self.document_number >= 0 and 0 <= at < len(self._documents):
            self._show_other(self._documents[at])
            self._ui.say(f"Document {at + 1} of {len(self._documents)}.")
        else:
            self._step_source(direction)

    def _step_source(self, direction: int) -> None:
        if len({*self.sources, self.source}) < 2 and len(self._documents) < 2:
            key = self._ui.key_of("library")
            self._ui.say(f"There is no other document; {key} lists what you have read.")
            return
        names = (self.source, self._session.document.sha256)
        here = next((i for i, each in enumerate(self.sources) if each in names), None)
        at = 0 if here is None else here + direction
        if 0 <= at < len(self.sources):
            self._session.keep_place()
            self._open_again(self.sources[at], last=direction < 0)
        else:
            last = direction > 0
            self._ui.say("This is the last document." if last else "This is the first document.")

    def _open_again(self, source: str, *, last: bool) -> None:
        if source in self._kept:
            self.open_kept(source)
        else:
            self.open(source, last=last)

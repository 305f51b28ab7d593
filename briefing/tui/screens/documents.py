"""Opening, and going from one document to the next."""

import gc
from functools import partial

from textual.message import Message
from textual.worker import get_current_worker

from briefing.errors import BriefingError, PrivateHostError
from briefing.library.provisional import is_head, is_provisional
from briefing.library.reading import Reading
from briefing.model import Analysis, Briefing, Document, section_at
from briefing.model.gate import gate_line
from briefing.sources.address import is_address
from briefing.tui import dialogs
from briefing.tui.first_source import FirstSourceReader
from briefing.tui.messages import (
    FirstRead,
    PrivateHostFound,
    SourceFailed,
    SourceOpened,
    WholeRead,
)
from briefing.tui.screens.changing import Changing
from briefing.tui.wanted import Wanted

_LARGE = 1 << 20
"""Code points of a document whose values the garbage collector need not visit again (pauses fall to a quarter)."""

_FAULT = "Briefing failed to read it ({}); set BRIEFING_DEBUG=1, try briefing show, and report it."


class Documents(Changing):
    """Sources are read in a thread; their documents are shown when they come."""

    sources: tuple[str, ...] = ()
    source: str = ""
    """The source that is shown or on its way."""
    documents: tuple[Document, ...] = ()
    """All documents of the source that was opened last, such as the messages of a mailbox."""
    _kept: frozenset[str] = frozenset()
    """Which of the sources are hashes of briefings of the library."""
    _last: bool = False
    """Whether the last document of the source on its way is wanted, not the first."""

    def await_first(self, reader: FirstSourceReader) -> None:
        """Wait in a thread for the first source, which is being read."""
        self.header.loading_source(self.source or "what you read last")
        work = partial(self._await_first, self.source, reader)
        self.run_worker(work, thread=True, group="open", exclusive=True, exit_on_error=False)

    def _await_first(self, source: str, reader: FirstSourceReader) -> None:
        """In a thread."""
        try:
            found = reader.result()
        except PrivateHostError as error:
            self._tell(PrivateHostFound(source, error.host))
        except BriefingError as error:
            self._tell(SourceFailed(source, str(error)))
        except Exception as error:
            self._tell(SourceFailed(source, _FAULT.format(type(error).__name__)))
        else:
            self._tell(FirstRead(found))

    def on_first_read(self, event: FirstRead) -> None:
        """Show it, unless something else was opened meanwhile."""
        if not self.header.coming:
            return
        self.header.loading_source("")
        self.sources = event.found.sources
        self.source = self.sources[0] if self.sources else ""
        self.show_first(event.found.first)

    def show_first(self, first: Reading | Briefing | None) -> None:
        """Show the first source; the screen says how."""

    def _tell(self, message: Message) -> None:
        """In a thread: what came of it, unless another source was asked for meanwhile."""
        if not get_current_worker().is_cancelled:
            self.post_message(message)

    def open_source(self, source: str, *, last: bool = False) -> None:
        """Read a source in a thread and show its first document, or its last.

        One that is still being read, and has shown nothing yet, is given up for it.
        """
        if self.header.coming:
            self.library.stop_reading()
        self.source, self._last = source, last
        self.header.loading_source(source)
        work = partial(self._open, source)
        self.run_worker(work, thread=True, group="open", exclusive=True, exit_on_error=False)

    def _open(self, source: str) -> None:
        """In a thread."""
        try:
            reading = self.library.open(source)
        except PrivateHostError as error:
            self._tell(PrivateHostFound(source, error.host))
        except BriefingError as error:
            self._tell(SourceFailed(source, str(error)))
        except Exception as error:
            self._tell(SourceFailed(source, _FAULT.format(type(error).__name__)))
        else:
            self._tell(SourceOpened(source, reading))

    def on_source_opened(self, event: SourceOpened) -> None:
        """Show it, unless another was asked for meanwhile."""
        if event.source == self.source:
            self.show_reading(event.source, event.reading)

    def on_source_failed(self, event: SourceFailed) -> None:
        """Say why."""
        if event.source in (self.source, self.document.source):
            self.header.loading_source("")
            self.partial = False
            if not self.reading:
                self.header.failure = event.reason
            self.say(event.reason, error=True)

    def on_private_host_found(self, event: PrivateHostFound) -> None:
        """Ask whether to fetch it all the same."""

        def done(yes: bool | None) -> None:
            if yes:
                self.open_source(self.library.permit(event.source, confirmed=True))
            else:
                self.post_message(SourceFailed(event.source, "It was not fetched."))

        self.app.push_screen(dialogs.ask_private_host(event.host), done)

    def show_reading(self, source: str, reading: Reading) -> None:
        """Show what there is, and read the rest behind it."""
        self.source = source
        self.documents = (reading.head, *reading.others)
        if self._last and reading.others:
            reading = self.library.open_other(self.documents[-1])
        self._last = False
        self._show(reading)

    def _show(self, reading: Reading) -> None:
        """Show what there is of a document, and read the rest behind it."""
        whole = reading.briefing
        self.show_briefing(whole or Briefing(reading.head, Analysis(reading.sections)))
        self.partial = whole is None
        if whole is not None:
            self.tell_moved(reading.moved)
        else:
            work = partial(self._finish, self.source, reading)
            self.run_worker(work, thread=True, group="open", exclusive=True, exit_on_error=False)

    def _finish(self, source: str, reading: Reading) -> None:
        """In a thread."""
        try:
            briefing = reading.finish()
        except BriefingError as error:
            self.post_message(SourceFailed(source, str(error)))
        else:
            self.post_message(WholeRead(reading.head.sha256, briefing, reading.moved))

    def on_whole_read(self, event: WholeRead) -> None:
        """The rest is there: the text on the screen stays where it is."""
        if event.head != self.document.sha256 or not self.partial:
            return
        self.partial = False
        moved = self.pane.place[0] > 0
        offset, row = self.pane.place
        self.replace_briefing(event.briefing, lambda offset: offset)
        if moved:
            self.show_section(section_at(self.sections, offset), offset=offset, row=row)
        self.tell_moved(event.moved)
        if len(event.briefing.document.text) > _LARGE:
            gc.collect()
            gc.freeze()

    # One after the other

    def action_next_document(self) -> None:
        """The next message of a mailbox, or the next of the sources."""
        self._step_document(1)

    def action_previous_document(self) -> None:
        """The one before."""
        self._step_document(-1)

    def _step_document(self, direction: int) -> None:
        at = self._sibling() + direction
        if self._sibling() >= 0 and 0 <= at < len(self.documents):
            self._show(self.library.open_other(self.documents[at]))
            self.say(f"Document {at + 1} of {len(self.documents)}.")
        else:
            self._step_source(direction)

    def _sibling(self) -> int:
        """The number of the shown document among those of its source, -1 where it is none of them."""
        here = (i for i, each in enumerate(self.documents) if each.sha256 == self.document.sha256)
        return next(here, -1)

    def _step_source(self, direction: int) -> None:
        if len({*self.sources, self.source}) < 2 and len(self.documents) < 2:
            key = self.key_of("library")
            self.say(f"There is no other document; {key} lists what you have read.")
            return
        here = self._here()
        at = 0 if here is None else here + direction
        if 0 <= at < len(self.sources):
            self.keep_place()
            self._open_again(self.sources[at], last=direction < 0)
        else:
            self.say("This is the last document." if direction > 0 else "This is the first one.")

    def _here(self) -> int | None:
        """The number of what is shown among the sources; those of the library are there by their hashes."""
        names = (self.source, self.document.sha256)
        return next((i for i, each in enumerate(self.sources) if each in names), None)

    def _open_again(self, source: str, *, last: bool) -> None:
        if source in self._kept:
            self.show_kept(source)
        else:
            self.open_source(source, last=last)

    def show_kept(self, sha256: str, *, remember: bool = True) -> None:
        """Show a briefing of the library, or say that it is no longer there."""
        kept = self.library.open_kept(sha256)
        if kept is None:
            place = gate_line(sha256) if is_address(sha256) else "it from its source"
            self.say(f"That text is not in the library; open {place} first.", error=True)
            return
        self.source = kept.document.source or ""
        if is_provisional(kept.analysis.sections):
            self._show_unfinished(kept, remember)
            return
        self.partial = False
        moved = self.library.history.catch_up(kept)
        self.show_briefing(kept, remember=remember)
        self.tell_moved(moved)

    def _show_unfinished(self, kept: Briefing, remember: bool) -> None:
        """Show a text that a program ended on before it was split, or read whole; that is done now."""
        if is_head(kept.document):
            self.partial = False
            self.show_briefing(kept, remember=remember)
            self.read_again(self.source)
        else:
            self._show(self.library.open_other(kept.document))

    def read_again(self, source: str) -> None:
        """Read a source anew and keep the place; the screen says how."""

    def action_library(self) -> None:
        """List what was read, and open what is chosen."""
        from briefing.tui.screens.library import LibraryScreen

        self.keep_place()
        self.app.push_screen(LibraryScreen(self.library, back=self.reading), self.open_wanted)

    def action_pick(self) -> None:
        """Choose files from a folder."""
        if self.forbidden("The list of files"):
            return
        from briefing.tui.screens.picker import PickerScreen

        self.keep_place()
        self.app.push_screen(PickerScreen(self.library), self.open_wanted)

    def action_feeds(self) -> None:
        """List the feeds, and open an entry."""
        from briefing.tui.screens.feeds import FeedsScreen

        self.keep_place()
        self.app.push_screen(FeedsScreen(self.library), self.open_wanted)

    def open_wanted(self, wanted: Wanted | None) -> None:
        """Open what was chosen in a list; further documents are the next ones."""
        if wanted is None:
            return
        if wanted.document is not None:
            self.source, self.documents = wanted.document.source or "", (wanted.document,)
            self._show(self.library.open_other(wanted.document))
        elif wanted.kept:
            self._kept = frozenset(wanted.kept)
            self.sources = wanted.kept if len(wanted.kept) > 1 else self.sources
            self._several(wanted.kept)
            self.show_kept(wanted.kept[0])
        elif wanted.sources:
            self.sources = wanted.sources
            self._several(wanted.sources)
            self.open_source(wanted.sources[0])

    def _several(self, opened: tuple[str, ...]) -> None:
        """Say how to go on where several were opened."""
        if len(opened) > 1:
            self.documents = ()
            self.say(
                f"{len(opened)} documents are open; {self.key_of('next_document')} goes to the next."
            )

"""One source on its way to the screen: its head at once, the rest when it is ready."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from briefing.config import Config
from briefing.errors import PrivateHostError, RetrievalError
from briefing.library.persist import Persistence
from briefing.library.splitting import find_sections
from briefing.library.unsplit_briefing import as_head, is_unsplit, make_unsplit
from briefing.model import Analysis, Briefing, Document, Section
from briefing.sources.read_source import read_head, read_source
from briefing.sources.web.address_rules import PUBLIC, Reach, is_address
from briefing.worker import Worker

if TYPE_CHECKING:
    from briefing.library.carry_over import CarriedOver


class OpeningDocument:
    """A source that is being read.

    `head` and `sections` can be drawn at once. `briefing` is the whole, or None until `finish` has read a large
    document or split a new one; offsets in the head hold in the whole.
    """

    def __init__(
        self,
        head: Document,
        sections: tuple[Section, ...],
        finish: Callable[[], Briefing] | None = None,
    ) -> None:
        self.head = head
        self.sections = sections
        self.others: tuple[Document, ...] = ()
        """Further documents of the same source, such as an mbox has."""
        self.briefing: Briefing | None = None
        self.moved: CarriedOver | None = None
        """What went over from the version before, where there is one."""
        self._finish = finish
        self._follow: Callable[[Briefing], CarriedOver | None] | None = None

    def finish(self) -> Briefing:
        """The whole briefing; it blocks while a large document is read.

        Raises:
            SourceError, WorkerError: when the rest cannot be read.
        """
        if self.briefing is None:
            assert self._finish is not None
            self.briefing = self._finish()
            self._followed()
        return self.briefing

    def follow(self, work: Callable[[Briefing], "CarriedOver | None"]) -> None:
        """Has `work` done with the whole briefing, as soon as it is there."""
        self._follow = work
        self._followed()

    def _followed(self) -> None:
        if self.briefing is not None and self._follow is not None:
            self.moved = self._follow(self.briefing)


def open_source(
    source: str, config: Config, store: Persistence, worker: Worker, reach: Reach = PUBLIC
) -> OpeningDocument:
    """Begins to read `source`; `reach` says how far a fetch may go.

    Raises:
        PrivateHostError: when the reader is to be asked whether he means a host of his own network.
        SourceError: when it cannot be read.
    """
    head = read_head(source, config)
    if head is not None:
        from briefing.library.whole import Whole

        head = as_head(head)
        return OpeningDocument(head, make_unsplit(head), Whole(source, config, store, worker))
    try:
        document, *others = read_source(source, config, worker=worker, reach=reach)
    except PrivateHostError:
        raise
    except RetrievalError as error:
        kept = _kept(source, store, error)
        if is_unsplit(kept.analysis.sections):
            return begin_reading(kept.document, store, worker)
        reading = OpeningDocument(kept.document, kept.analysis.sections)
        reading.briefing = kept
        return reading
    reading = begin_reading(document, store, worker)
    reading.others = tuple(others)
    return reading


def begin_reading(document: Document, store: Persistence, worker: Worker) -> OpeningDocument:
    """Begins with a document that was read: split already where this version has split it before."""
    briefing = _split_before(document, store)
    if briefing is None:
        finish = partial(found_or_kept, document, store, worker)
        return OpeningDocument(document, make_unsplit(document), finish)
    reading = OpeningDocument(document, briefing.analysis.sections)
    reading.briefing = briefing
    return reading


def _split_before(document: Document, store: Persistence) -> Briefing | None:
    """The briefing of `document` where this version of the program has split it; None else."""
    if not store.is_split_by_us():
        return None
    analysis = store.find_kept(document.sha256)
    return store.save_briefing(Briefing(document, analysis)) if analysis is not None else None


def _kept(source: str, store: Persistence, error: RetrievalError) -> Briefing:
    """What was read from the address `source` last, with a notice that says why it is not read anew.

    Raises:
        RetrievalError: `error`, when it is no address, or nothing of it is kept.
    """
    kept = store.latest(source) if is_address(source) else None
    if kept is None:
        raise error
    notice = f"{error} This is the text that you read before."
    document = replace(kept.document, notices=(*kept.document.notices, notice))
    return replace(kept, document=document)


def found_or_kept(document: Document, store: Persistence, worker: Worker) -> Briefing:
    """The briefing of `document`: with the people that are kept, else split only; it is kept now.

    The text is kept before it is split, so that it is there whatever becomes of that.

    Raises:
        WorkerError: when splitting it takes too much or is stopped.
    """
    store.save_unsplit(document)
    sections = find_sections(document, worker)
    kept = store.find_kept(document.sha256)
    found = Analysis(sections)
    if kept is not None and kept.entities is not None:
        found = replace(kept, sections=sections)
    return store.save_briefing(Briefing(document, found))

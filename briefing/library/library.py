"""Everything kept, and what a reader can do with it."""

import os
import uuid
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec.structs import replace

from briefing import secure_mode
from briefing.config import Config
from briefing.errors import StorageError
from briefing.library.marked_texts import MarkedTexts
from briefing.library.open_document import OpeningDocument, begin_reading, open_source
from briefing.library.parts import Parts
from briefing.library.people import find_people
from briefing.library.persist import mark_opened
from briefing.library.unsplit_briefing import is_unsplit
from briefing.model import (
    Bookmark,
    Briefing,
    Document,
    Highlight,
    Note,
    Section,
    Span,
    entity_corrections,
    section_at,
    section_corrections,
)
from briefing.model.anchoring import make_anchor
from briefing.model.entity_corrections import EntityCorrection, Scope
from briefing.model.portable_annotations import Annotation
from briefing.model.section_corrections import SectionCorrection
from briefing.model.url_policy import without_credentials
from briefing.sources.web.address_rules import PUBLIC, Reach, is_address
from briefing.storage.column_codec import DocumentSummary, Position
from briefing.storage.database import Database
from briefing.storage.repositories import Repositories
from briefing.user_paths import absolute
from briefing.worker import Worker

if TYPE_CHECKING:
    from briefing.library.bulk import BulkImport, FileOutcome
    from briefing.library.carry_over import CarriedOver
    from briefing.library.exchange.import_annotations import ImportReport

M = TypeVar("M", Bookmark, Highlight, Note)
C = TypeVar("C", SectionCorrection, EntityCorrection)
_UNDOABLE = timedelta(days=1)
"""How long what a program that was killed had removed can be brought back."""
_PATIENCE = 5000
"""How long a write may keep the screen waiting for another program's, in milliseconds."""
_FEWEST = 8
"""Digits of a hash by which a briefing can be named."""


class Library(Parts):
    """What screens and commands call; it knows no screen.

    Methods that read or write what is kept raise StorageError, unless `tell` was called.
    """

    def __init__(self, config: Config, database: Database, warning: str | None = None) -> None:
        self.config = config
        self.warning = warning
        """Why nothing is kept, where the library could not be opened; for the reader to see."""
        self._store = Repositories(database)
        self._worker = Worker()
        self._people_worker = Worker()
        self._removed: set[str] = set()
        self._reaches: dict[str, Reach] = {}
        self._texts = MarkedTexts(self._store)

    @property
    def in_memory(self) -> bool:
        """Whether nothing is kept beyond this program's end."""
        return self._store.database.path is None

    def close(self) -> None:
        """Ends the worker processes and the database; what was removed is forgotten now."""
        self._worker.stop()
        self._people_worker.stop()
        self._purge()
        self.close_parts()
        self._store.database.close()

    def tell(self, told: Callable[[str], None]) -> None:
        """Tells `told` when the library fails, so that reading goes on, and raises StorageError no more.

        It is called in any thread. From now on somebody looks on: writes do not wait for long.
        """
        self._store.database.tell = told
        self._store.database.wait_at_most(_PATIENCE)

    @property
    def failures(self) -> int:
        """How often the library has failed since `tell`."""
        return self._store.database.failures

    @property
    def failure(self) -> str:
        """What it said when it failed last: one sentence."""
        return self._store.database.warning or ""

    @contextmanager
    def _steady(self) -> Iterator[None]:
        """Tells of a failure of the library where somebody is to be told, so that reading goes on."""
        try:
            yield
        except StorageError as error:
            if self._store.database.tell is None:
                raise
            self._store.database.failed(error)

    # Opening

    def open(self, source: str) -> OpeningDocument:
        """Begins to read a path, an address or "-": what can be shown at once, and the rest to finish.

        An address leads to the reader's own network only where `permit` was told that he gave it.

        Raises:
            ForbiddenError: when it may not be read.
            PrivateHostError: when he is to be asked whether he means a host of his own network.
            SourceError: when it cannot be read.
        """
        if not is_address(source):
            secure_mode.check_file(source)
        reach = self._reaches.get(source, PUBLIC)
        reading = open_source(source, self.config, self._store, self._worker, reach)
        reading.follow(partial(self._arrived, reading, not reading.others))
        return reading

    def permit(self, source: str, *, confirmed: bool = False) -> str:
        """Takes it that the reader gave `source` himself; what to open, an address without its credentials.

        They are remembered until the program ends, as is that he means a host of his own network: by `confirmed`, or
        because he wrote its number.
        """
        if not is_address(source):
            return source
        given, address = Reach.typed(source, confirmed=confirmed), without_credentials(source)
        known = self._reaches.get(address, PUBLIC)
        authorization = given.authorization or known.authorization
        self._reaches[address] = replace(given, authorization=authorization)
        return address

    def _arrived(
        self, reading: OpeningDocument, versioned: bool, briefing: Briefing
    ) -> "CarriedOver | None":
        """Has what the reader made of it until now go over, and of the version before, where there is one."""
        with self._steady():
            self._texts.join(reading.head, briefing)
            if is_unsplit(reading.sections):
                self._texts.name_sections(briefing)
            if versioned and self._store.versions.previous(briefing.document.sha256) is not None:
                return self.history.take_over(briefing)
        return None

    def open_other(self, document: Document) -> OpeningDocument:
        """Begins with one of `Reading.others`, as `open` does with the first document of a source."""
        reading = begin_reading(document, self._store, self._worker)
        reading.follow(partial(self._arrived, reading, False))
        return reading

    def open_kept(self, sha256: str) -> Briefing | None:
        """A briefing of the library, None where it is not kept."""
        with self._steady():
            kept = self._store.documents.briefing(sha256)
            if kept is not None:
                mark_opened(sha256, self._store)
            return kept
        return None

    def recent(self, most: int = 50) -> tuple[DocumentSummary, ...]:
        """The briefings opened last, the latest first."""
        with self._steady():
            return self._store.documents.recent(most)
        return ()

    def remove(self, *hashes: str) -> None:
        """Takes briefings with all their marks out of the library; they are forgotten when this is closed."""
        with self._steady():
            self._store.documents.remove(*hashes)
            self._removed.update(hashes)

    def bring_back(self, *hashes: str) -> None:
        """Undoes `remove`: the place, what was read, marks and corrections are there again."""
        with self._steady():
            self._store.documents.restore(*hashes)
            self._removed.difference_update(hashes)

    def restore(self, briefing: Briefing) -> None:
        """Keeps a briefing again that was removed, and all that was kept of it."""
        with self._steady():
            self._store.documents.keep(briefing)

    def _purge(self) -> None:
        """Forgets what this program removed, and what another left removed when it was killed."""
        with suppress(StorageError):
            before = datetime.now(UTC) - _UNDOABLE
            self._store.documents.purge("", self._removed)
            self._store.documents.purge_doomed(before.isoformat(timespec="microseconds"))

    def import_files(
        self,
        plan: "BulkImport",
        executor: Executor,
        workers: int,
        tell: "Callable[[FileOutcome], None]",
    ) -> "list[FileOutcome]":
        """Reads, analyses and keeps the files of `plan`; the outcome of each.

        Raises:
            StorageError: when they cannot be kept.
        """
        if self._store.database.path is None and self.warning:
            raise StorageError(self.warning)
        return plan.run(self._store, executor, workers, tell)

    # People

    def find_people(
        self, briefing: Briefing, progress: Callable[[float], None] | None = None
    ) -> Briefing:
        """The briefing with its entities and quotes, which are kept. It blocks; `stop_people` ends it.

        Raises:
            WorkerError: when the work fails or was stopped.
        """
        found = find_people(briefing, self.config, self._people_worker, progress)
        whole = replace(briefing, analysis=found)
        with self._steady():
            self._store.documents.keep(whole, opened=False)
        return whole

    def stop_reading(self) -> None:
        """Ends the reading of a source that is under way."""
        self._worker.stop()

    def stop_people(self) -> None:
        """Ends a search for people that is under way."""
        self._people_worker.stop()

    # The reader's place

    def position(self, document: Document) -> Position | None:
        """Where the reader was in `document`."""
        with self._steady():
            return self._store.places.position(document.sha256)
        return None

    def became_whole(self, document: Document) -> bool:
        """Whether `document` is the beginning of a text that is there as a whole."""
        return self._texts.became(document)

    def keep_position(self, document: Document, position: Position) -> bool:
        """Keeps where the reader is in `document`, and the document where it is not kept; whether it is kept."""
        with self._steady(), self._texts.still():
            if self._texts.became(document):
                return True
            sha256 = self._texts.keep(document, removed=True)
            self._store.places.keep_position(sha256, position)
            return True
        return False

    def read_marks(self, document: Document) -> frozenset[int]:
        """The starts of the sections of `document` that were read."""
        with self._steady():
            return self._store.places.read_marks(document.sha256)
        return frozenset()

    def mark_read(self, document: Document, section: Section, read: bool = True) -> bool:
        """Keeps that `section` was read, or that it was not; whether that is kept."""
        with self._steady(), self._texts.still():
            sha256 = self._texts.keep(document, removed=True)
            self._store.places.mark_read(sha256, section.span.start, read)
            return True
        return False

    # Marks

    def bookmark(self, briefing: Briefing, span: Span, note: str = "") -> Bookmark | None:
        """A new bookmark at `span`, kept; None where the library failed and somebody is told."""
        return self._kept(briefing, Bookmark(**self._mark(briefing, span), note=note))

    def highlight(self, briefing: Briefing, span: Span, colour: str = "yellow") -> Highlight | None:
        """A new highlight over `span`, kept; None as of `bookmark`."""
        return self._kept(briefing, Highlight(**self._mark(briefing, span), colour=colour))

    def note(self, briefing: Briefing, span: Span, body: str) -> Note | None:
        """A new note about `span`, kept; None as of `bookmark`."""
        return self._kept(briefing, Note(**self._mark(briefing, span), body=body))

    def keep_mark(self, mark: Annotation) -> bool:
        """Keeps a mark as it is now: one that was changed, or one whose removal is undone; whether it is kept."""
        with self._steady(), self._texts.still():
            self._put(self._texts.place(mark))
            return True
        return False

    def remove_mark(self, mark: Annotation) -> bool:
        """Removes a mark, which `keep_mark` brings back; whether it is removed."""
        with self._steady():
            self._store.annotations.remove(mark.id)
            if self.has_drafts:
                self.drafts.drop(mark.id)
            return True
        return False

    def marks(self, kind: type[M], document: Document | None = None) -> tuple[M, ...]:
        """The marks of one kind, of one document or of all, oldest first."""
        with self._steady():
            return self._store.annotations.of_kind(kind, document.sha256 if document else None)
        return ()

    def title_of(self, sha256: str) -> str:
        """The title of a kept document, "" where it is not kept."""
        with self._steady():
            return self._store.documents.title(sha256)
        return ""

    def _kept(self, briefing: Briefing, mark: M) -> M | None:
        with self._steady(), self._texts.still():
            placed = self._texts.place(mark)
            if placed.document == briefing.document.sha256:
                self._texts.keep(briefing.document)
            self._put(placed)
            return placed
        return None

    def _put(self, mark: Annotation) -> None:
        """Keeps a mark; what was typed for one in memory is written to a file as well."""
        self._store.annotations.keep(mark)
        if self.in_memory:
            self._write_down(mark)

    def _write_down(self, mark: Annotation) -> None:
        from briefing.library.drafts import TypedText

        body = mark.note if isinstance(mark, Bookmark) else getattr(mark, "body", "")
        if body or self.has_drafts:
            title = self.title_of(mark.document)
            self.drafts.write(mark.id, TypedText(body, "Note", title, quote=mark.anchor.exact))

    def _mark(self, briefing: Briefing, span: Span) -> dict[str, Any]:
        document, sections = briefing.document, briefing.analysis.sections
        title = sections[section_at(sections, span.start)].title if sections else ""
        return {
            "id": str(uuid.uuid4()),
            "document": document.sha256,
            "anchor": make_anchor(document.text, span),
            "section_title": title,
            "created": datetime.now(UTC).replace(microsecond=0),
        }

    # Out and in

    def export(
        self,
        hashes: Collection[str] | None = None,
        form: str = "markdown",
        *,
        template: str | None = None,
        only: Collection[str] = ("bookmark", "highlight", "note", "quote"),
    ) -> Iterator[str]:
        """The marks and quotes of the briefings with these hashes, or of all, as pieces of one text.

        `form` is one of `exchange.forms.FORMS`; `template` shapes markdown; `only` names kinds.

        Raises:
            InputError: at once, when there is no such form, or the template is none.
        """
        from briefing.library.exchange.collect_export import collect_export
        from briefing.library.exchange.export_formats import find_writer

        write = find_writer(form, template)
        return write(collect_export(self._store, self.corrected, hashes, only))

    def import_marks(self, source: str) -> "ImportReport":
        """Keeps the marks in a file, or in "-": W3C annotations, Hypothesis JSON or Readwise CSV.

        Raises:
            InputError: when it cannot be read, or holds none of these.
            StorageError: when they cannot be kept; then none of them is.
        """
        from briefing.library.exchange.detect_format import LARGEST, read_annotations
        from briefing.library.exchange.import_annotations import import_annotations
        from briefing.sources.local_file import quote_name, read_local_file

        name = "Standard input" if source == "-" else quote_name(source)
        incoming = read_annotations(
            read_local_file(source, max(self.config.largest, LARGEST)), name
        )
        return import_annotations(self._store, incoming.marks, incoming.passed)

    def find_kept(self, source: str) -> str | None:
        """The hash of the briefing read last from a path or an address, or whose hash begins so."""
        source = without_credentials(source)
        places = [source] if is_address(source) else [source, *_same_places(source)]
        begins = source.lower()
        is_hash = len(begins) >= _FEWEST and not begins.strip("0123456789abcdef")
        return self._store.documents.hash_of(places, begins if is_hash else "")

    # Corrections

    def corrected(self, briefing: Briefing) -> Briefing:
        """The briefing with the reader's corrections made."""
        document, found = briefing.document, briefing.analysis
        made = self._corrections(SectionCorrection, document)
        sections = section_corrections.apply_section_corrections(document, found.sections, made)
        found = replace(found, sections=sections)
        if found.entities is not None:
            mended = self._corrections(EntityCorrection, document)
            entities = entity_corrections.apply_entity_corrections(document, found.entities, mended)
            quotes = entity_corrections.reattribute_quotes(
                found.quotes or (), found.entities, entities
            )
            found = replace(found, entities=entities, quotes=quotes)
        return Briefing(document, found)

    def correct_sections(self, document: Document, correction: SectionCorrection) -> bool:
        """Keeps a correction of the sections, which `corrected` applies; whether it is kept."""
        with self._steady(), self._texts.still():
            self._store.corrections.add(self._texts.keep(document), correction)
            if self.in_memory and correction.title:
                self.draft(document, "Title", correction.anchor.exact).write(correction.title)
            return True
        return False

    def correct_entities(self, document: Document, correction: EntityCorrection) -> bool:
        """Keeps a correction of the entities, for this document or for all, as its scope says; whether it is kept."""
        with self._steady(), self._texts.still():
            if correction.scope is Scope.ALL:
                self._store.corrections.add(None, correction)
            else:
                sha256 = self._texts.keep(document)
                self._store.corrections.add(sha256, replace(correction, document=sha256))
            return True
        return False

    def undo_section_correction(self, document: Document) -> bool:
        """Takes back the last correction of the sections; whether there was one."""
        with self._steady():
            return self._store.corrections.undo_last(SectionCorrection, document.sha256) is not None
        return False

    def undo_entity_correction(self, document: Document) -> bool:
        """Takes back the last correction of the entities; whether there was one."""
        with self._steady():
            return self._store.corrections.undo_last(EntityCorrection, document.sha256) is not None
        return False

    def _corrections(self, kind: type[C], document: Document) -> tuple[C, ...]:
        with self._steady():
            return self._store.corrections.of_kind(kind, document.sha256)
        return ()

    # Settings

    def setting(self, name: str, default: Any = None) -> Any:
        """What the program kept of itself under `name`."""
        with self._steady():
            value = self._store.settings.get(name)
            return default if value is None else value
        return default

    def keep_setting(self, name: str, value: object) -> None:
        """Keeps `value`, which JSON can say, under `name`."""
        with self._steady():
            self._store.settings.keep(name, value)


def _same_places(path: str) -> tuple[str, str]:
    """A path as it may have been given as well: from the root, and from the present folder."""
    whole = absolute(path)
    try:
        return whole, os.path.relpath(whole)
    except (OSError, ValueError):
        return whole, whole

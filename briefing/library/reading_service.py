from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from briefing import secure_mode
from briefing.config import Config
from briefing.library.failure_log import FailureLog
from briefing.library.find_entities import find_entities
from briefing.library.ingest import split_document
from briefing.library.marked_texts import MarkedTexts
from briefing.library.open_document import OpeningDocument, begin_reading, open_source
from briefing.library.persist import Persistence
from briefing.library.reading_worker import make_reader
from briefing.library.unsplit_briefing import is_unsplit
from briefing.library.writer import Writer
from briefing.model import Briefing, Document, Section
from briefing.model.url_policy import without_credentials
from briefing.sources.web.address_rules import PUBLIC, Reach, is_address
from briefing.storage.repositories import Repositories
from briefing.worker import Worker

if TYPE_CHECKING:
    from briefing.library.carry_over import CarriedOver


class ReadingService:
    """One worker for reading, one for entities."""

    def __init__(
        self,
        store: Repositories,
        texts: MarkedTexts,
        failures: FailureLog,
        config: Config,
        writer: Writer,
        reader: Worker | None = None,
    ) -> None:
        self._store, self._texts, self._failures, self._config = store, texts, failures, config
        self._write = writer.call
        self._persistence = Persistence(store, failures, writer)
        self._worker, self._names_worker = reader or make_reader(), Worker()
        self._reaches: dict[str, Reach] = {}

    def open(self, source: str) -> OpeningDocument:
        """Addresses on the reader's own network have to pass `permit` first.

        Raises as `read_briefings`, and ForbiddenError.
        """
        if not is_address(source):
            secure_mode.check_file(source)
        reach = self._reaches.get(source, PUBLIC)
        reading = open_source(source, self._config, self._persistence, self._worker, reach)
        reading.follow(partial(self._arrived, reading, not reading.others))
        return reading

    def open_other(self, document: Document) -> OpeningDocument:
        reading = begin_reading(document, self._persistence, self._worker)
        reading.follow(partial(self._arrived, reading, False))
        return reading

    def permit(self, source: str, *, confirmed: bool = False) -> str:
        """For what the reader typed; returns it without credentials. Remembers credentials and
        consent to a host of the reader's own network until the program ends.
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
        return self._failures.attempt(
            None, self._write, self._carry_over, reading, versioned, briefing
        )

    def _carry_over(
        self, reading: OpeningDocument, versioned: bool, briefing: Briefing
    ) -> "CarriedOver | None":
        self._texts.replace_heads(reading.head, briefing)
        if is_unsplit(reading.sections):
            self._texts.name_sections(briefing)
        if versioned and self._store.versions.previous(briefing.document.sha256) is not None:
            from briefing.library.carry_over import carry_over_to_new_version

            return carry_over_to_new_version(self._store, briefing)
        return None

    def look_for_names(
        self,
        briefing: Briefing,
        progress: Callable[[float], None] | None = None,
        any_language: bool = False,
    ) -> Briefing:
        """Blocks and stores; `stop_looking` interrupts.

        Raises:
            WorkerError: if it fails or is stopped.
        """
        found, _ = find_entities(
            briefing, self._config, self._names_worker, progress, any_language=any_language
        )
        whole = replace(briefing, analysis=found)
        keep = partial(self._store.documents.keep, whole, opened=False)
        self._failures.attempt(None, self._write, keep)
        return whole

    def sections_by_topic(self, document: Document) -> tuple[Section, ...]:
        """Divides what seems to be one story too; blocks, and stores nothing.

        Raises:
            WorkerError: if it fails or is stopped.
        """
        return split_document(document, self._worker, by_topic=True).analysis.sections

    def stop(self) -> None:
        self._worker.stop()

    def stop_looking(self) -> None:
        self._names_worker.stop()

    def close(self) -> None:
        self.stop()
        self.stop_looking()

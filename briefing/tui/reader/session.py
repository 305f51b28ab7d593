from collections import defaultdict
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from briefing.library import Library
from briefing.model import Analysis, Briefing, Document, Entity, Quote, Section, section_at
from briefing.model.reading_place import Position
from briefing.tui.outline import Outline, Progress, make_outline
from briefing.tui.visit_history import Visit, VisitHistory

if TYPE_CHECKING:
    from briefing.library.carry_over import CarriedOver

EMPTY = Briefing(Document(""), Analysis())


class BriefingShown(Struct, frozen=True):
    continues: bool = False
    moved: "CarriedOver | None" = None


class SectionShown(Struct, frozen=True):
    pass


class SectionsCorrected(Struct, frozen=True): ...


class EntitiesChanged(Struct, frozen=True):
    corrected: bool = False


class ReadMarksChanged(Struct, frozen=True):
    pass


E = TypeVar("E")
T = TypeVar("T")
Ended = Callable[[object], object]
Write = Callable[[Callable[[], object], Ended, Ended], object]
"""An operation, and what is called when it has been done or has failed."""


class ReadingSession:
    """Tells observers of changes. `place` is a text offset and the screen row it stands on; the
    pane sets it when the reader moves.
    """

    def __init__(self, library: Library, write: Write) -> None:
        self._library, self._write = library, write
        self._attempt = library.failures.attempt
        self._unwritten_places: dict[str, Position] = {}
        self._unwritten_read: dict[str, frozenset[int]] = {}
        """By document, until the library has them."""
        self._observers: dict[type, list[Callable[[Any], object]]] = defaultdict(list)
        self.original = EMPTY
        """Without the reader's corrections."""
        self.briefing = EMPTY
        """With the reader's corrections."""
        self.outline: Outline = make_outline(EMPTY.document, (), library.config.words_per_minute)
        self._quotes: tuple[Briefing, tuple[Quote, ...]] | None = None
        """Cached with what they were found in."""
        self.index = 0
        self.place = Position(0)
        self.read: frozenset[int] = frozenset()
        """Start offsets of the sections that were read."""
        self._progress: tuple[Outline, frozenset[int], Progress] | None = None
        """Cached with what it was made of."""
        self.partial = False
        """True while only the head of a document was read, or its sections are not known yet."""
        self.history = VisitHistory()

    def subscribe(self, event: type[E], observer: Callable[[E], object]) -> None:
        self._observers[event].append(observer)

    def _tell(self, event: object) -> None:
        for observer in self._observers[type(event)]:
            observer(event)

    # Content

    @property
    def document(self) -> Document:
        return self.briefing.document

    @property
    def sections(self) -> tuple[Section, ...]:
        return self.briefing.analysis.sections

    @property
    def section(self) -> Section:
        return self.sections[self.index]

    @property
    def entities(self) -> tuple[Entity, ...]:
        return self.briefing.analysis.entities or ()

    @property
    def quotes(self) -> tuple[Quote, ...]:
        if self._quotes is None or self._quotes[0] is not self.briefing:
            self._quotes = self.briefing, self.briefing.quotations()
        return self._quotes[1]

    @property
    def entities_known(self) -> bool:
        return self.briefing.analysis.entities is not None

    @property
    def is_open(self) -> bool:
        return bool(self.sections)

    def is_showing(self, sha256: str) -> bool:
        return self.is_open and self.document.sha256 == sha256

    def show(
        self,
        briefing: Briefing,
        *,
        partial: bool = False,
        remember: bool = True,
        moved: "CarriedOver | None" = None,
    ) -> None:
        """At its saved position; `briefing` has no corrections. With `partial`, more of it is still
        being read; with `remember`, the current position joins the history. `moved` was carried
        over from the previous version.
        """
        if self.is_open and briefing.document.sha256 != self.document.sha256:
            self.keep_place()
            if remember and not self.partial:
                self.leave()
        self._take(briefing, partial)
        self._go_to_kept_place()
        self._tell(BriefingShown(moved=moved))

    def replace(
        self,
        briefing: Briefing,
        carried: Callable[[int], int],
        place: Position | None = None,
        moved: "CarriedOver | None" = None,
    ) -> None:
        """`carried` maps an offset of the previous text to the new one. `place` is the saved
        position by default.
        """
        before = self.document.sha256
        if briefing.document.sha256 != before:
            self.keep_place()
        self._take(briefing, partial=False)
        self.history.carry(before, briefing.document.sha256, carried)
        if place is None:
            self._go_to_kept_place()
        else:
            self._go_to(place)
        self._tell(BriefingShown(continues=True, moved=moved))

    def stop_waiting(self) -> None:
        self.partial = False

    def show_section(self, index: int, place: Position | None = None) -> None:
        self.index = index
        if not self.sections:  # The splitter found no section.
            return
        self.place = place or Position(self.section.span.start)
        self._tell(SectionShown())

    def _take(self, briefing: Briefing, partial: bool) -> None:
        self.original, self.partial = briefing, partial
        self._correct()
        self._take_read_marks()

    def _correct(self) -> None:
        self.briefing = self._corrected(self.original)
        speed = self._library.config.words_per_minute
        self.outline = make_outline(self.document, self.sections, speed)

    def _corrected(self, briefing: Briefing) -> Briefing:
        return self._attempt(briefing, self._library.corrections.apply, briefing)

    # Position

    @property
    def here(self) -> Visit:
        return Visit(self.document.sha256, self.place.offset, self.place.row)

    def leave(self) -> None:
        self.history.left(self.here)

    def keep_place(self) -> None:
        if self.is_open and (not self.partial or self.place.offset > 0):
            keep = partial(self._library.places.keep_position, self.document, self.place)
            self._keep(self._unwritten_places, self.place, keep)

    def _keep(
        self,
        unwritten: dict[str, T],
        value: T,
        operation: Callable[[], object],
        failed: Callable[[], object] = lambda: None,
    ) -> None:
        sha256 = self.document.sha256
        unwritten[sha256] = value

        def forget(_: object) -> None:
            if unwritten.get(sha256) is value:
                del unwritten[sha256]

        def tell_failed(error: object) -> None:
            forget(error)
            failed()

        self._write(operation, forget, tell_failed)

    def keep_settled_place(self) -> None:
        if not self.partial:
            self.keep_place()

    def _go_to_kept_place(self) -> None:
        position = self._unwritten_places.get(self.document.sha256)
        if position is None:
            position = self._attempt(None, self._library.places.position, self.document)
        if position is None:
            position = Position(self.sections[self.outline.first].span.start)
        self._go_to(position)

    def _go_to(self, place: Position) -> None:
        self.index = max(section_at(self.sections, place.offset), 0)
        self.place = place

    # Read marks

    @property
    def progress(self) -> Progress:
        known = self._progress
        if known is None or known[0] is not self.outline or known[1] is not self.read:
            known = self._progress = (self.outline, self.read, self.outline.progress(self.read))
        return known[2]

    def mark_read(self) -> None:
        if not self.sections:
            return
        start = self.section.span.start
        if not self.partial and start not in self.read:
            self._mark_read(True)

    def toggle_read(self) -> None:
        if not self.sections:
            return
        self._mark_read(self.section.span.start not in self.read, failed=self._read_again)

    def _mark_read(self, read: bool, failed: Callable[[], object] = lambda: None) -> None:
        start = {self.section.span.start}
        self.read = self.read | start if read else self.read - start
        mark_read = self._library.places.mark_read
        operation = partial(mark_read, self.document, self.section, read)
        self._keep(self._unwritten_read, self.read, operation, failed)
        self._tell(ReadMarksChanged())

    def _read_again(self) -> None:
        self._take_read_marks()
        self._tell(ReadMarksChanged())

    def _take_read_marks(self) -> None:
        unwritten = self._unwritten_read.get(self.document.sha256)
        read_marks = self._library.places.read_marks
        kept = self._attempt(frozenset(), read_marks, self.document)
        self.read = kept if unwritten is None else unwritten

    # Corrections, people and organizations

    def correct_sections(self) -> None:
        self._correct()
        self._go_to(self.place)
        self._tell(SectionsCorrected())

    def correct_entities(self) -> None:
        self.briefing = self._corrected(self.original)
        self._tell(EntitiesChanged(corrected=True))

    def take_entities(self, briefing: Briefing) -> None:
        self.original = briefing
        self.briefing = self._corrected(briefing)
        self._tell(EntitiesChanged())

    def forget_entities(self) -> None:
        bare = replace(self.briefing.analysis, entities=None, quotes=None)
        self.briefing = replace(self.briefing, analysis=bare)

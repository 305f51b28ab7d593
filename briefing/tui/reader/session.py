"""What is read: the briefing, the place in it, what was read of it, and where the reader came from."""

from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from briefing.library import Library
from briefing.model import Analysis, Briefing, Document, Entity, Quote, Section, section_at
from briefing.model.reading_place import Position
from briefing.tui.outline import Outline, make_outline
from briefing.tui.visit_history import Visit, VisitHistory

if TYPE_CHECKING:
    from briefing.library.carry_over import CarriedOver

EMPTY = Briefing(Document(""), Analysis())


class BriefingShown(Struct, frozen=True):
    """Another briefing, or another reading of the same source, is shown at `ReadingSession.place`."""

    continues: bool = False
    """Whether it takes the place of another reading of the same source."""
    moved: "CarriedOver | None" = None
    """What went over from the version before, where that is to be told."""


class SectionShown(Struct, frozen=True):
    """`ReadingSession.place`, mostly in another section, is to be shown."""


class SectionsCorrected(Struct, frozen=True):
    """The same text is split differently; the place is the same."""


class EntitiesChanged(Struct, frozen=True):
    """People and organizations were found or corrected."""

    corrected: bool = False


class ReadMarksChanged(Struct, frozen=True):
    """A section was read, or is unread again."""


E = TypeVar("E")
WriteLater = Callable[..., object]


def _write_now(write: Callable[..., object], *arguments: object) -> None:
    write(*arguments)


class ReadingSession:
    """Holds what is read and tells observers what changed; it knows no screen.

    `place` is where the reader is: an offset of the text and the screen row on which it stands. Who draws the text
    sets it when the reader moves, and shows it when an event asks for it.
    """

    def __init__(self, library: Library, *, write_later: WriteLater = _write_now) -> None:
        """Show nothing.

        Args:
            library: keeps the place and what was read.
            write_later: calls its arguments when the reader does not wait for it.
        """
        self._library, self._write_later = library, write_later
        self._attempt = library.failures.attempt
        self._observers: dict[type, list[Callable[[Any], object]]] = defaultdict(list)
        self.original = EMPTY
        """As it was found, without the reader's corrections."""
        self.briefing = EMPTY
        """With the reader's corrections."""
        self.outline: Outline = make_outline(EMPTY.document, (), library.config.words_per_minute)
        self.index = 0
        """The index of the section that is shown."""
        self.place = Position(0)
        self.read: frozenset[int] = frozenset()
        """The starts of the sections that were read."""
        self.partial = False
        """Whether this is the head of a document, or one whose sections are not known yet."""
        self.history = VisitHistory()

    def subscribe(self, event: type[E], observer: Callable[[E], object]) -> None:
        """Call `observer` with every event of a type, after those that subscribed before it."""
        self._observers[event].append(observer)

    def _tell(self, event: object) -> None:
        for observer in self._observers[type(event)]:
            observer(event)

    # What is shown

    @property
    def document(self) -> Document:
        """What is read."""
        return self.briefing.document

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections, corrected."""
        return self.briefing.analysis.sections

    @property
    def section(self) -> Section:
        """The section that is shown."""
        return self.sections[self.index]

    @property
    def entities(self) -> tuple[Entity, ...]:
        """The people, organizations and places; none until they were looked for."""
        return self.briefing.analysis.entities or ()

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The quotations; none until they were looked for."""
        return self.briefing.analysis.quotes or ()

    @property
    def entities_known(self) -> bool:
        """Whether people and organizations were looked for."""
        return self.briefing.analysis.entities is not None

    @property
    def is_open(self) -> bool:
        """Whether there is anything to read."""
        return bool(self.sections)

    def is_showing(self, sha256: str) -> bool:
        """Whether the document with this hash is shown."""
        return self.is_open and self.document.sha256 == sha256

    def show(
        self,
        briefing: Briefing,
        *,
        partial: bool = False,
        remember: bool = True,
        moved: "CarriedOver | None" = None,
    ) -> None:
        """Show a briefing at the place where it was left.

        Args:
            briefing: as it was found, without corrections.
            partial: whether more of it is still being read.
            remember: whether the way back leads to what is shown now.
            moved: what went over from the version before, for observers to tell.
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
        """Show another reading of the same source; the way back goes on in it.

        Args:
            briefing: as it was found, without corrections.
            carried: says where an offset of the former text is in the new one.
            place: where to go on; None for where it was left.
            moved: what went over from the version before, for observers to tell.
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
        """Take what is shown for all there is, as the rest cannot be read."""
        self.partial = False

    def show_section(self, index: int, place: Position | None = None) -> None:
        """Show a section from its start, or at a place in it."""
        self.index = index
        if not self.sections:  # A document of which the splitter keeps nothing.
            return
        self.place = place or Position(self.section.span.start)
        self._tell(SectionShown())

    def _take(self, briefing: Briefing, partial: bool) -> None:
        self.original, self.partial = briefing, partial
        self._correct()
        read_marks = self._library.places.read_marks
        self.read = self._attempt(frozenset(), read_marks, self.document)

    def _correct(self) -> None:
        self.briefing = self._corrected(self.original)
        speed = self._library.config.words_per_minute
        self.outline = make_outline(self.document, self.sections, speed)

    def _corrected(self, briefing: Briefing) -> Briefing:
        """A briefing with its corrections; as it is where the library fails, so that reading goes on."""
        return self._attempt(briefing, self._library.corrections.apply, briefing)

    # The place

    @property
    def here(self) -> Visit:
        """The place, for the way back."""
        return Visit(self.document.sha256, self.place.offset, self.place.row)

    def leave(self) -> None:
        """Let the way back lead here."""
        self.history.left(self.here)

    def keep_place(self) -> None:
        """Keep where the reader is; in a text that is not whole yet, where that is not its start."""
        if self.is_open and (not self.partial or self.place.offset > 0):
            self._attempt(None, self._library.places.keep_position, self.document, self.place)

    def keep_settled_place(self) -> None:
        """Keep it, unless the text is still to be split: then when the reader leaves."""
        if not self.partial:
            self.keep_place()

    def _go_to_kept_place(self) -> None:
        """The place that was kept; without one, the first issue, whatever the page has above it."""
        position = self._attempt(None, self._library.places.position, self.document)
        if position is None:
            position = Position(self.sections[self.outline.first].span.start)
        self._go_to(position)

    def _go_to(self, place: Position) -> None:
        self.index = max(section_at(self.sections, place.offset), 0)
        self.place = place

    # What was read

    def see_end(self) -> None:
        """The end of the section was on the screen, so it is read."""
        if not self.sections:
            return
        start = self.section.span.start
        if not self.partial and start not in self.read:
            self.read |= {start}
            mark_read = self._library.places.mark_read
            self._write_later(self._attempt, None, mark_read, self.document, self.section)
            self._tell(ReadMarksChanged())

    def toggle_read(self) -> None:
        """Mark the section as read or unread."""
        if not self.sections:
            return
        start = self.section.span.start
        read = start not in self.read
        self._library.places.mark_read(self.document, self.section, read)
        self.read = self.read | {start} if read else self.read - {start}
        self._tell(ReadMarksChanged())

    # Corrections, people and organizations

    def correct_sections(self) -> None:
        """Split the text as the library now has it corrected."""
        self._correct()
        self._go_to(self.place)
        self._tell(SectionsCorrected())

    def correct_entities(self) -> None:
        """Name people and organizations as the library now has them corrected."""
        self.briefing = self._corrected(self.original)
        self._tell(EntitiesChanged(corrected=True))

    def take_entities(self, briefing: Briefing) -> None:
        """Take the people and organizations that were found in what is shown."""
        self.original = briefing
        self.briefing = self._corrected(briefing)
        self._tell(EntitiesChanged())

    def forget_entities(self) -> None:
        """Take what is shown as it was before anybody looked for people."""
        bare = replace(self.briefing.analysis, entities=None, quotes=None)
        self.briefing = replace(self.briefing, analysis=bare)

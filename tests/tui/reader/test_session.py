"""The session: what is shown, where, what was read, and what observers are told."""

import pytest
from msgspec.structs import replace

from briefing.model import Briefing, SectionKind
from briefing.model.reading_place import Position
from briefing.model.section_corrections import move_boundary
from briefing.tui.reader.session import (
    BriefingShown,
    EntitiesChanged,
    ReadingSession,
    ReadMarksChanged,
    SectionsCorrected,
    SectionShown,
)
from tests.tui.reader.fakes import FakeUI, bare_library
from tests.tui.reading import briefing

EVENTS = (BriefingShown, SectionShown, SectionsCorrected, EntitiesChanged, ReadMarksChanged)


@pytest.fixture
def session():
    library = bare_library()
    library._store.documents.keep(briefing())
    return observed(ReadingSession(library, FakeUI().write))


def observed(session):
    session.told = []
    for event in EVENTS:
        session.subscribe(event, lambda told: session.told.append(type(told)))
    return session


def other():
    made = briefing()
    text = "Another text.\n" + made.document.text[14:]
    return Briefing(replace(made.document, text=text), made.analysis)


def test_it_shows_nothing_at_first(session):
    assert not session.is_open
    session.keep_place()
    assert not session.is_showing("")


def test_a_briefing_is_shown_from_its_first_issue(session):
    session.show(briefing())
    assert session.told == [BriefingShown]
    assert (session.index, session.place) == (0, Position(0))
    assert session.section.title == "Overview"


def test_a_section_is_shown_from_its_start_or_at_a_place(session):
    session.show(briefing())
    session.show_section(1)
    start = session.section.span.start
    assert session.place == Position(start)
    session.show_section(1, Position(start + 9, 3))
    assert session.place == Position(start + 9, 3)
    assert session.told == [BriefingShown, SectionShown, SectionShown]


def test_the_place_is_kept_and_found_again(session):
    session.show(briefing())
    session.show_section(2)
    session.place = Position(session.place.offset + 4, 2)
    session.show(other())
    assert session.index == 0
    session.show(briefing())
    assert (session.index, session.place.row) == (2, 2)


def test_the_way_back_leads_to_another_briefing_unless_it_is_not_to(session):
    session.show(briefing())
    session.show(other(), remember=False)
    assert session.history.back(session.here) is None
    session.show(briefing())
    assert session.history.back(session.here).document == other().document.sha256


def test_of_a_part_only_a_place_beyond_the_start_is_kept_when_it_is_left(session):
    shown = briefing()
    session.show(shown, partial=True)
    session.keep_place()
    assert session._library.places.position(shown.document) is None
    session.place = Position(40)
    session.keep_settled_place()
    assert session._library.places.position(shown.document) is None
    session.show(other())
    assert session._library.places.position(shown.document) == Position(40)
    assert session.history.back(session.here) is None


def test_another_reading_goes_on_at_the_place(session):
    session.show(briefing())
    session.leave()
    longer = other()
    session.replace(longer, lambda offset: offset + 5, Position(40, 1))
    assert session.is_showing(longer.document.sha256)
    assert session.place == Position(40, 1)
    assert session.history.back(session.here).offset == 5


def test_what_was_read_is_kept_once(session):
    session.show(briefing())
    session.told.clear()
    session.mark_read()
    session.mark_read()
    assert session.told == [ReadMarksChanged]
    session.show(other())
    session.show(briefing())
    assert session.read == {0}
    session.toggle_read()
    assert session.read == frozenset()


def test_the_end_of_a_part_is_not_read(session):
    session.show(briefing(), partial=True)
    session.mark_read()
    assert session.read == frozenset()


def test_a_correction_keeps_the_place(session):
    shown = briefing()
    session.show(shown)
    session.show_section(2)
    place = session.place
    correction = move_boundary(shown.document, session.section, SectionKind.BOILERPLATE)
    session._library.corrections.correct_sections(shown.document, correction)
    session.correct_sections()
    assert session.told[-1] is SectionsCorrected
    assert session.section.kind is SectionKind.BOILERPLATE
    assert session.place == place


def test_entities_are_taken_and_forgotten(session):
    session.show(briefing(people=False))
    assert not session.entities_known
    session.take_entities(briefing())
    assert [entity.name for entity in session.entities] == ["Ada Lind", "Harbour Board"]
    assert session.told[-1] is EntitiesChanged
    session.forget_entities()
    assert (session.entities, session.quotes, session.entities_known) == ((), (), False)

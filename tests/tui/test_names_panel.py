"""The names panel: its three groups, and what it says of a text that is not read for names."""

from msgspec.structs import replace

from briefing.model import (
    Analysis,
    Briefing,
    Document,
    Entity,
    EntityKind,
    Mention,
    Section,
    SectionKind,
    Span,
    TitleSource,
)
from tests.tui.reading import parts
from tests.tui.settling import settled
from tests.tui.test_person import application, press

SIZE = (120, 40)
WORDS = "Oslo and Riga agreed with Ada Lind."
NAMES = (("Oslo", EntityKind.PLACE), ("Riga", EntityKind.PLACE), ("Ada Lind", EntityKind.PERSON))


def entity(number, name, kind):
    start = WORDS.index(name)
    mention = Mention(Span(start, start + len(name)), kind)
    return Entity(f"e{number}", kind, name, mentions=(mention,))


def briefing(entities, language="en"):
    whole = Span(0, len(WORDS))
    section = Section(SectionKind.ISSUE, "Pact", TitleSource.INFERRED, whole)
    document = Document(WORDS, language=language, source="/a/pact.txt")
    return Briefing(document, Analysis((section,), tuple(entities), ()))


def panel(p):
    names = p.sidebar.names
    return [str(line).strip() for n in range(names.count) for line in names.lines(n)]


async def test_places_are_a_third_group_that_unfolds(tmp_path):
    app = application(tmp_path, briefing(entity(n, *each) for n, each in enumerate(NAMES)))
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        p = parts(app)
        assert panel(p) == ["People  1", "Ada Lind  1", "▸ Places  2"]
        p.sidebar.names.focus()
        await press(pilot, "G", "enter")
        assert panel(p)[2:] == ["▾ Places  2", "Oslo  1", "Riga  1"]
        await press(pilot, "enter")
        assert panel(p)[2:] == ["▸ Places  2"]


async def test_an_issue_of_places_alone_is_not_empty(tmp_path):
    app = application(tmp_path, briefing([entity(1, "Oslo", EntityKind.PLACE)]))
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        p = parts(app)
        assert panel(p) == ["▸ Places  1"]
        assert not p.sidebar.query_one("#people-state").display


async def test_a_filter_finds_places_too(tmp_path):
    app = application(tmp_path, briefing(entity(n, *each) for n, each in enumerate(NAMES)))
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        p = parts(app)
        p.sidebar.names.filter = "riga"
        assert panel(p) == ["▾ Places  1", "Riga  1"]


async def test_a_foreign_text_is_read_for_names_when_asked(tmp_path, monkeypatch):
    app = application(tmp_path, briefing((), language="de"))
    asked = []

    def find(given, progress, any_language=False):
        asked.append(any_language)
        found = (entity(1, "Ada Lind", EntityKind.PERSON),)
        return replace(given, analysis=replace(given.analysis, entities=found))

    monkeypatch.setattr(app.library.reading, "find_people", find)
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        p = parts(app)
        says = str(p.sidebar.query_one("#people-state").content)
        assert says.startswith("This is in German, and names are looked for in English only.")
        await press(pilot, "R")
        await settled(app, pilot)
        assert asked == [True]
        assert panel(p) == ["People  1", "Ada Lind  1"]

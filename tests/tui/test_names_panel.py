"""The names panel: its three groups, and what it says of a text that is not read for names."""

import pytest
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
from briefing.tui.widgets.about_name import AboutName
from tests.tui.reading import briefing as sample
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
        for fold, unfold in (("enter", "space"), ("h", "l")):
            await press(pilot, fold)
            assert panel(p)[2:] == ["▸ Places  2"]
            await press(pilot, unfold)
            assert panel(p)[2:] == ["▾ Places  2", "Oslo  1", "Riga  1"]


LONG = "Northern Harbours Union"


@pytest.mark.parametrize(
    ("all_new", "shown"),
    [
        (False, ["Organizations  1", "Northern Harbours", "Union  3"]),
        (True, ["Organizations  1", "Northern", "Harbours", "Union  3  new"]),
    ],
)
async def test_a_count_stands_beside_the_last_word_of_its_name(tmp_path, all_new, shown):
    app = application(tmp_path, briefing(entity(n, *each) for n, each in enumerate(NAMES)))
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        names = parts(app).sidebar.names
        names.new = frozenset({"e9"} if all_new else ())
        names.entities = ((Entity("e9", EntityKind.ORGANIZATION, LONG), 3),)
        assert panel(parts(app)) == shown


async def test_many_names_take_a_line_each_and_keep_their_counts(tmp_path):
    app = application(tmp_path, briefing(entity(n, *each) for n, each in enumerate(NAMES)))
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        parts(app).sidebar.names.entities = tuple(
            (Entity(f"e{n}", EntityKind.ORGANIZATION, f"{LONG} {n}"), 3) for n in range(300)
        )
        lines = panel(parts(app))
        assert len(lines) == 301
        assert lines[1] == "Northern Harbours…  3"


async def test_an_issue_of_places_alone_is_not_empty(tmp_path):
    app = application(tmp_path, briefing([entity(1, "Oslo", EntityKind.PLACE)]))
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        p = parts(app)
        assert panel(p) == ["▸ Places  1"]
        state = p.sidebar.query_one("#people-state")
        assert (state.display, str(state.content)) == (True, "No people or organizations.")


async def test_the_chosen_names_quotations_are_listed_and_gone_to(tmp_path):
    app = application(tmp_path, sample())
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        p = parts(app)
        about = p.sidebar.query_one(AboutName)
        await press(pilot, "w")
        p.sidebar.names.focus()
        assert [str(line) for n in range(about.count) for line in about.lines(n)] == [
            "Ada Lind", "mayor", "Person · 3 mentions", "1 quotation", "Also: Lind",
            "› “The boats stay", "  where they are.”",
        ]  # fmt: skip
        await press(pilot, "tab", "enter")
        assert p.place().found == "quotation 1/1 Ada Lind"
        assert (p.session.index, p.pane.has_focus) == (1, True)
        about.focus()
        await press(pilot, "up", "enter")
        assert p.place().found == "2/3 Ada Lind"
        p.sidebar.names.focus()
        await press(pilot, "down")
        assert str(about.lines(0)[0]) == "Harbour Board"


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

    monkeypatch.setattr(app.library.reading, "look_for_names", find)
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        p = parts(app)
        says = str(p.sidebar.query_one("#people-state").content)
        assert says.startswith("This is in German, but names are found in English only.")
        await press(pilot, "R")
        await settled(app, pilot)
        assert asked == [True]
        assert panel(p) == ["People  1", "Ada Lind  1"]


async def test_entering_a_name_clears_the_filter_and_says_where_one_is(tmp_path):
    app = application(tmp_path, sample())
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        p = parts(app)
        await press(pilot, "p", *"lind", "enter")
        assert p.sidebar.names.filter == ""
        assert p.sidebar.chosen == "e1"
        assert p.screen.status.sentence.startswith("1/3 Ada Lind: . next")


async def test_hiding_and_showing_the_names_says_how_to_get_there(tmp_path):
    app = application(tmp_path, sample())
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        p = parts(app)
        await press(pilot, "e")
        assert p.screen.status.sentence == "Names hidden; e shows them."
        await press(pilot, "e")
        assert p.screen.status.sentence == "Names shown; p finds one, Tab goes there."


async def test_names_that_come_while_the_program_ends_disturb_nothing(tmp_path, monkeypatch):
    app = application(tmp_path, briefing(()))
    found = entity(2, *NAMES[2])
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        sidebar = parts(app).sidebar
        with monkeypatch.context() as ending:
            ending.setattr(type(sidebar), "is_attached", False)
            sidebar.show((found,), {found.id: 1}, (), WORDS)
        assert sidebar.chosen == found.id

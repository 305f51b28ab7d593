"""Watches and what they found: the lists, where they lead, and undoing what is done in them."""

import pytest
from textual.widgets import OptionList

from tests.library.test_stories import briefing
from tests.library.test_watches import FERRY, FROST
from tests.tui.reading import parts
from tests.tui.settling import settled
from tests.tui.test_person import application

SIZE = (120, 40)


def lines(app):
    return [str(option.prompt) for option in app.screen.query_one(OptionList).options]


def dialog(app):
    return type(app.screen).__name__


def take(app, *some):
    for each in some:
        app.library._store.documents.keep(each)


async def press(app, pilot, *keys):
    for key in keys:
        await pilot.press(key)
        await settled(app, pilot)


async def test_a_watch_is_made_and_leads_to_what_came_in(tmp_path):
    app = application(tmp_path, briefing("frost", FROST))
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        await press(app, pilot, "!")
        assert "Press n and type" in str(app.screen.query_one(".empty").content)
        await press(app, pilot, "n", *"after:x", "enter")
        assert "Enter a date" in str(app.screen.query_one(".problem").content)
        app.clear_notifications()
        await press(app, pilot, *["backspace"] * 7, *"ferry", "enter")
        assert lines(app) == ["ferry  no hits yet"]
        await press(app, pilot, "enter")
        assert "Nothing yet" in str(app.screen.query_one(".empty").content)
        await press(app, pilot, "escape", "escape")
        take(app, briefing("boat", FROST, FERRY), briefing("other", FROST))
        await press(app, pilot, "!")
        assert lines(app) == ["ferry  1 new hit · 1 in all"]
        await press(app, pilot, "enter")
        assert [line.split("\n")[:2] for line in lines(app)] == [["boat 1", "new · boat"]]
        await press(app, pilot, "escape")
        assert dialog(app) == "WatchesDialog"
        await press(app, pilot, "enter", "enter")
        p = parts(app)
        assert (p.session.document.title, p.session.section.title) == ("boat", "boat 1")
        assert app.library.watches.count_new() == 0


async def test_what_is_done_to_watches_is_undone(tmp_path):
    app = application(tmp_path, briefing("frost", FROST))
    watches = app.library.watches
    for query in ("ferry", "Marlow"):
        watches.add(query)
    take(app, briefing("boat", FERRY), briefing("again", FERRY + " Twice."))
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        await press(app, pilot, "!")
        shown = [lines(app)]
        for keys in ("m", "M", "x", ("r", "end", "s", "enter"), ("e", "end", *" sails", "enter")):
            await press(app, pilot, *keys)
            shown.append(lines(app))
        assert shown[1:] == [
            ["ferry  2 hits", "Marlow  2 new hits · 2 in all"],
            ["ferry  2 hits", "Marlow  2 hits"],
            ["Marlow  2 hits"],
            ["Marlows  2 hits\nMarlow"],
            ["Marlows  2 hits\nMarlow sails"],
        ]
        for before in (shown[4], shown[3], shown[2], shown[1]):
            await press(app, pilot, "ctrl+z")
            assert lines(app) == before
        await press(app, pilot, "escape", "ctrl+z")
        assert watches.count_new() == 4, "the screen behind remembers"
        await press(app, pilot, "!", "enter", "m", "M", "ctrl+z", "ctrl+z", "j")
        assert [line.split("\n")[1] for line in lines(app)] == ["new · again", "new · boat"]
        await press(app, pilot, "m", "m")
        assert (watches.count_new(), dialog(app)) == (4, "WatchHitsDialog")


async def test_the_cursor_stays_near_what_is_removed_and_returns_to_it(tmp_path):
    app = application(tmp_path, briefing("frost", FROST))
    for query in ("boat", "crane", "ferry"):
        app.library.watches.add(query)
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        for keys, at in (("!jx", "ferry"), ("u", "crane"), ("Gx", "crane"), ("u", "ferry")):
            await press(app, pilot, *keys)
            assert app.screen.pointed_row.name == at


async def test_the_library_leads_to_hits_and_back(tmp_path):
    app = application(tmp_path, briefing("frost", FROST))
    app.library.watches.add("ferry")
    take(app, briefing("boat", FERRY))
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        await press(app, pilot, "L")
        app.screen.new_hits.find()
        await settled(app, pilot)
        assert app.screen.status.left == "2 briefings · 1 new hit"
        await press(app, pilot, "!", "enter", "enter")
        assert parts(app).session.document.title == "boat"
        await press(app, pilot, "q")
        assert dialog(app) == "WatchHitsDialog"
        await press(app, pilot, "escape")
        assert (dialog(app), lines(app)) == ("WatchesDialog", ["ferry  1 hit"])
        await press(app, pilot, "escape")
        app.screen.new_hits.find()
        await settled(app, pilot)
        assert (dialog(app), app.screen.status.left) == ("LibraryScreen", "2 briefings")


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 15)], ids=str)
@pytest.mark.parametrize("keys", [("!",), ("!", "enter")], ids=["watches", "hits"])
def test_the_lists_look(snap_compare, tmp_path, size, keys):
    day = {"day": "2024-03-04", "agency": "Northern Wire"}

    async def prepare(pilot):
        await settled(pilot.app, pilot)
        await press(pilot.app, pilot, *keys)

    app = application(tmp_path, briefing("frost", FROST))
    app.library.watches.add("ferry OR frost", "Boats and cold")
    app.library.watches.add('person:"ada kroll" "peace talks"')
    take(app, briefing("Ferry news", FERRY, FROST, **day), briefing("Frost", FROST + " Again."))
    assert snap_compare(app, terminal_size=size, run_before=prepare)


@pytest.mark.parametrize("size", [(80, 24), (60, 15)], ids=str)
def test_without_watches_it_looks(snap_compare, tmp_path, size):
    async def prepare(pilot):
        await settled(pilot.app, pilot)
        await press(pilot.app, pilot, "!")

    app = application(tmp_path, briefing("frost", FROST))
    assert snap_compare(app, terminal_size=size, run_before=prepare)

"""Every key of the reading screen, pressed."""

import pytest

from briefing.model import Bookmark
from briefing.tui.commands import READING
from briefing.tui.widgets.sidebar import SidebarState
from tests.tui.reading import application, parts
from tests.tui.settling import settled

SIZE = (120, 40)


async def press(pilot, *keys):
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


async def test_a_page_down_at_the_end_goes_on(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        assert p.place().where == "Overview"
        assert p.place().issues == 2
        await press(pilot, "space")
        assert p.session.index == 1
        await press(pilot, "b")
        assert p.session.index == 0
        await press(pilot, "1", "G")
        assert p.place().percent == 100
        await press(pilot, "pagedown")
        assert p.session.index == 2
        assert p.place().read == 1
        assert {0, 1} <= set(p.agenda.marks.read)
        await press(pilot, "M")
        assert p.place().read == 2


async def test_bookmarks(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        await press(pilot, "1", "m")
        assert p.agenda.marks.bookmarked == {1}
        await press(pilot, "m")
        assert p.agenda.marks.bookmarked == frozenset()
        await press(pilot, "m", "0", "apostrophe")
        await press(pilot, "e", *"so", "enter")
        assert p.library.annotations.all(Bookmark)[0].note == "so"
        await press(pilot, "x")
        assert p.library.annotations.all(Bookmark) == ()
        await press(pilot, "u")
        assert p.library.annotations.all(Bookmark)[0].note == "so"
        await press(pilot, "enter")
        assert p.session.index == 1


async def test_panels_and_comfort(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        for key, panel in (("t", p.agenda), ("e", p.sidebar)):
            await press(pilot, key)
            assert not panel.display or panel.region.width == 0
            await press(pilot, key)
            assert panel.region.width > 0
        width = p.pane.text_width
        await press(pilot, "plus")
        assert f"fill the space here ({width} columns)" in p.screen.status.sentence
        await press(pilot, "minus", "minus", "plus")
        assert p.pane.text_width == width - 4
        await press(pilot, "vertical_line", "underscore")
        assert (p.pane.justify, p.pane.spacing) == (True, 1)
        await press(pilot, "z")
        assert p.agenda.region.width == 0
        await press(pilot, "z", "T", "down")
        assert app.theme == "briefing-light"
        await press(pilot, "escape")
        assert app.theme == "briefing-dark"
        await press(pilot, "T", "down", "enter")
        assert p.library.settings.get("theme") == "briefing-light"


async def test_help_and_palette(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        await press(pilot, "question_mark", *"bookmark this", "enter")
        assert p.agenda.marks.bookmarked == {0}
        await press(pilot, "i")
        assert len(app.screen_stack) == 2
        await press(pilot, "escape", "colon")
        assert len(app.screen_stack) == 2
        await press(pilot, "escape", "L")
        assert len(app.screen_stack) == 2
        await press(pilot, "escape")
        assert len(app.screen_stack) == 1
        await press(pilot, "J", "K", "r", "v", "q")
    assert app.return_code == 0


async def test_what_is_found_after_the_end_is_not_shown(tmp_path):
    shown = []
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        ui = app.screen.ui
        ui.run("names", lambda: "found", shown.append)
        await settled(app, pilot)
        assert shown == ["found"]
        app.leave()
        ui.call_later(shown.append, "late")
        await pilot.pause()
    assert shown == ["found"]


async def test_the_place_is_kept(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "1", "d", "j")
        before = parts(app).pane.place
        await press(pilot, "q")
    again = application(tmp_path)
    async with again.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert parts(again).pane.place == before
        await pilot.resize_terminal(70, 20)
        await pilot.pause()
        assert parts(again).pane.place[0] <= before[0] < parts(again).pane.viewport.seen.end


@pytest.mark.parametrize("size", [(200, 60), (110, 30), (80, 24), (60, 15), (20, 5)])
async def test_every_size(tmp_path, size):
    app = application(tmp_path)
    async with app.run_test(size=size) as pilot:
        p = parts(app)
        assert p.pane.region.width >= 18
        assert p.pane.region.height >= 2
        assert (p.sidebar.region.width > 0) == (size[0] >= 110)
        assert (p.agenda.region.width > 0) == (size[0] >= 80)
        await press(pilot, "e")
        shown = size[0] < 110
        assert (p.sidebar.region.width > 0) == shown
        await press(pilot, "escape", "t", "escape", "1", "question_mark", "escape", "apostrophe")
        await press(pilot, "escape", "slash", *"on", "escape")
        assert p.session.index == 1


@pytest.mark.parametrize(("columns", "least"), [(60, 55), (80, 48), (120, 64), (160, 84)])
async def test_the_text_has_most_of_the_columns(tmp_path, columns, least):
    app = application(tmp_path)
    async with app.run_test(size=(columns, 40)):
        assert parts(app).pane.text_width >= least


async def test_the_mouse(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        await pilot.click("#agenda", offset=(6, 1))
        await pilot.pause()
        assert p.session.index == 1
        await pilot.click("#names", offset=(3, 1))
        await pilot.pause()
        assert p.entities.chosen.name == "Ada Lind"
        await pilot.click("#agenda", offset=(6, 3))
        await pilot.pause()
        assert p.agenda.count == len(p.agenda.outline.sections) + 1


def test_each_command_is_declared_once():
    names = [command.name for command in READING]
    keys = [key for command in READING for key in command.keys]
    assert len(set(names)) == len(names)
    assert len(set(keys)) == len(keys)
    assert all(command.help and command.help[-1] != "." for command in READING)


async def test_looking_for_people_is_stopped(tmp_path, monkeypatch):
    from threading import Event

    from briefing.errors import WorkerError

    app = application(tmp_path, people=False)
    stopped = Event()

    def find(given, progress, any_language=False):
        progress(0.25)
        assert stopped.wait(5)
        raise WorkerError("It was stopped.")

    monkeypatch.setattr(app.library.reading, "look_for_names", find)
    monkeypatch.setattr(app.library.reading, "stop_looking", stopped.set)
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        await pilot.pause(0.05)
        assert p.sidebar.state is SidebarState.WORKING
        assert "Press X to stop" in str(p.sidebar.query_one("#people-state").content)
        await press(pilot, "X")
        await settled(app, pilot)
        assert p.sidebar.state is SidebarState.FAILED
        assert "Press R to try again" in str(p.sidebar.query_one("#people-state").content)
        await press(pilot, "X")
        assert p.sidebar.state is SidebarState.FAILED

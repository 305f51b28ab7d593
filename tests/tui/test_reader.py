"""Every key of the reading screen, pressed."""

import pytest

from briefing.model import Bookmark, Highlight, Note
from briefing.tui.commands import READING
from briefing.tui.dialogs.choice import ConfirmDialog
from briefing.tui.dialogs.hints import HintDialog
from briefing.tui.widgets.sidebar import State
from tests.tui.reading import application, parts
from tests.tui.settling import settled

SIZE = (120, 40)


async def press(pilot, *keys):
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


async def test_moving_between_issues(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        for key, index in (
            ("right_square_bracket", 1), ("left_square_bracket", 0), ("l", 1), ("h", 0),
            ("right", 1), ("left", 0), ("1", 1), ("2", 2), ("0", 0), ("9", 0), ("h", 0),
        ):  # fmt: skip
            await press(pilot, key)
            assert p.session.index == index, key
        await press(pilot, "2", "l")
        assert p.session.index == 2, "what was left out is no next issue"
        await press(pilot, "ctrl+o")
        assert p.session.index == 0
        await press(pilot, "alt+right")
        assert p.session.index == 2
        await press(pilot, "alt+left", "U")
        assert p.session.index == 1


async def test_moving_in_an_issue(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        await press(pilot, "1")
        offset = lambda: p.pane.place[0]  # noqa: E731
        for down, up in (("j", "k"), ("down", "up"), ("d", "u"), ("space", "b"), ("G", "g"),
                         ("pagedown", "pageup"), ("end", "home"), ("ctrl+d", "ctrl+u")):  # fmt: skip
            start = offset()
            await press(pilot, down)
            assert offset() > start, down
            await press(pilot, up)
            assert offset() == start, up
        await press(pilot, "right_curly_bracket")
        first = p.pane.focus_bar.span
        await press(pilot, "right_curly_bracket")
        assert p.pane.focus_bar.span.start > first.start
        await press(pilot, "left_curly_bracket")
        assert p.pane.focus_bar.span == first
        await press(pilot, "greater_than_sign", "less_than_sign")
        await press(pilot, "escape")
        assert p.pane.focus_bar.span is None


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
        assert p.place().read == 2
        assert {0, 1, 2} <= set(p.agenda.marks.read)
        await press(pilot, "M")
        assert p.place().read == 1


async def test_search(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        await press(pilot, "n")
        assert p.session.index == 0
        await press(pilot, "slash", *"quay")
        assert p.session.index == 2
        assert p.place().found == "1/1"
        await press(pilot, "escape")
        assert p.session.index == 0
        assert p.place().found == ""
        await press(pilot, "slash", *"lind")
        await press(pilot, "enter")
        assert p.place().found == "1/3"
        assert dict(p.agenda.marks.matches) == {0: 1, 1: 1, 2: 1}
        await press(pilot, "n")
        assert (p.session.index, p.place().found) == (1, "2/3")
        await press(pilot, "N", "N")
        assert (p.session.index, p.place().found) == (2, "3/3")
        await press(pilot, "escape")
        assert p.place().found == ""
        await press(pilot, "slash", "ctrl+r", *"q.a")
        assert p.session.index == 2
        await press(pilot, "left_parenthesis")
        assert p.find.found.spans == ()
        await press(pilot, "escape")


async def test_names(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        await pilot.pause()
        assert p.sidebar.state is State.FOUND
        assert [e.name for e, _ in p.sidebar.names.entities] == ["Ada Lind", "Harbour Board"]
        await press(pilot, "2")
        assert [e.name for e, _ in p.sidebar.names.entities] == ["Ada Lind"]
        await press(pilot, "w")
        assert len(p.sidebar.names.entities) == 2
        await press(pilot, "0", "p", *"lind", "enter")
        assert p.entities.chosen.name == "Ada Lind"
        assert p.place().found == "1/3 Ada Lind"
        await press(pilot, "full_stop")
        assert (p.session.index, p.place().found) == (1, "2/3 Ada Lind")
        await press(pilot, "comma", "comma")
        assert (p.session.index, p.place().found) == (2, "3/3 Ada Lind")
        await press(pilot, "semicolon")
        assert p.session.index == 1
        await press(pilot, "x")
        assert len(app.screen_stack) == 2
        await press(pilot, "escape", "escape", "escape")
        assert p.entities.chosen is None


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
        assert p.library.marks(Bookmark)[0].note == "so"
        await press(pilot, "x")
        assert p.library.marks(Bookmark) == ()
        await press(pilot, "u")
        assert p.library.marks(Bookmark)[0].note == "so"
        await press(pilot, "enter")
        assert p.session.index == 1


async def test_highlights_and_notes(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        await press(pilot, "right_curly_bracket")
        colours = []
        for _ in range(5):
            await press(pilot, "H")
            colours.append([mark.colour for mark in p.library.marks(Highlight)])
        assert colours == [["yellow"], ["green"], ["blue"], ["pink"], []]
        await press(pilot, "H", "a", *"why", "ctrl+s")
        assert p.library.marks(Note)[0].body == "why"
        assert dict(p.agenda.marks.notes) == {0: 1}
        await press(pilot, "quotation_mark")
        assert app.screen.query_one("#marks").option_count == 2
        await press(pilot, "escape")
        await press(pilot, "V", "l", "l")
        selected = p.pane.selection
        assert selected
        await press(pilot, "H")
        assert any(span == selected for _, span in p.annotations.highlights)


async def test_copying(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "1", "right_curly_bracket", "right_curly_bracket", "y")
        assert app.clipboard.startswith("Ada Lind said: “The boats")
        await press(pilot, "Y")
        assert app.clipboard.endswith(
            ' - Coast News, "Harbour talks go on", 2 Mar 2026, "Fishing rights", paragraph 1, harbour.md'
        )


async def test_links(tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(
        "briefing.tui.reader.controllers.open_outside", lambda a: opened.append(a) or True
    )
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "1", "f")
        assert isinstance(app.screen, HintDialog)
        await press(pilot, "a")
        assert isinstance(app.screen, ConfirmDialog)
        await press(pilot, "n")
        assert opened == []
        await press(pilot, "f", "a", "y")
        assert opened == ["https://example.org/report"]
        await press(pilot, "o")
        assert not isinstance(app.screen, ConfirmDialog)


async def test_correcting(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        await press(pilot, "2", "c", "enter", *["backspace"] * 30, *"Crane", "enter")
        assert p.session.section.title == "Crane"
        await press(pilot, "c", "down", "down", "enter")
        assert len(p.session.outline.issues) == 2
        await press(pilot, "c", "end", "enter")
        assert len(p.session.outline.issues) == 3
        await press(pilot, "c", "down", "down", "down", "enter")
        assert p.session.sections[2].kind == "boilerplate"


async def test_mending_names(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        names = lambda: [e.name for e, _ in p.sidebar.names.entities]  # noqa: E731
        await press(pilot, "w", "C", "enter", *["backspace"] * 10, *"Mayor", "enter", "enter")
        assert names() == ["Mayor", "Harbour Board"]
        await press(pilot, "C", "end", "enter")
        assert names() == ["Ada Lind", "Harbour Board"]
        await press(pilot, "C", "down", "enter", "enter", "enter")
        assert names() == ["Harbour Board"]
        await press(pilot, "C", "end", "enter", "V", "C", "enter", "enter")
        assert len(names()) == 3


async def test_panels_and_comfort(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        for key, panel in (("t", p.agenda), ("e", p.sidebar)):
            await press(pilot, key)
            assert not panel.display or panel.region.width == 0
            await press(pilot, key)
            assert panel.region.width > 0
        width = p.pane.maximum_width
        await press(pilot, "plus")
        assert p.pane.maximum_width == width + 4
        await press(pilot, "minus", "minus")
        assert p.pane.maximum_width < width
        await press(pilot, "vertical_line", "underscore")
        assert (p.pane.justify, p.pane.spacing) == (True, 1)
        await press(pilot, "z")
        assert p.agenda.region.width == 0
        await press(pilot, "z", "T", "down")
        assert app.theme == "briefing-light"
        await press(pilot, "escape")
        assert app.theme == "briefing-dark"
        await press(pilot, "T", "down", "enter")
        assert p.library.setting("theme") == "briefing-light"


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


async def test_people_are_looked_for(tmp_path, monkeypatch):
    app = application(tmp_path, people=False)
    from briefing.errors import WorkerError
    from tests.tui.reading import briefing

    answers = [WorkerError("It crashed; try again."), briefing()]

    def find(given, progress):
        progress(0.5)
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(app.library, "find_people", find)
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        await settled(app, pilot)
        assert p.sidebar.state is State.FAILED
        assert p.sidebar.reason == "It crashed; try again."
        await press(pilot, "R")
        await settled(app, pilot)
        assert p.sidebar.state is State.FOUND
        assert len(p.sidebar.names.entities) == 2


async def test_the_mouse(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        await pilot.click("#agenda", offset=(6, 3))
        await pilot.pause()
        assert p.session.index == 1
        await pilot.click("#names", offset=(3, 1))
        await pilot.pause()
        assert p.entities.chosen.name == "Ada Lind"
        await pilot.click("#agenda", offset=(6, 7))
        await pilot.pause()
        assert p.agenda.unfolded


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

    def find(given, progress):
        progress(0.25)
        assert stopped.wait(5)
        raise WorkerError("It was stopped.")

    monkeypatch.setattr(app.library, "find_people", find)
    monkeypatch.setattr(app.library, "stop_people", stopped.set)
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        await pilot.pause(0.05)
        assert p.sidebar.state is State.WORKING
        assert "X stops it" in str(p.sidebar.query_one("#people-state").content)
        await press(pilot, "X")
        await settled(app, pilot)
        assert p.sidebar.state is State.FAILED
        assert "R tries again" in str(p.sidebar.query_one("#people-state").content)
        await press(pilot, "X")
        assert p.sidebar.state is State.FAILED

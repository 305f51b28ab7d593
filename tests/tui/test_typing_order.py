"""Keys that come in one burst, as over a slow line, do what they do one by one."""

import pytest
from textual import events
from textual.keys import _character_to_key
from textual.widgets import Input, TextArea

from briefing.model import Bookmark
from briefing.tui.reader.navigation import Navigation
from tests.tui.reading import application, parts
from tests.tui.test_reader import SIZE

QUIT = "\x11"
FIELDS = [
    ("/", Input, "harbour"),
    ("s", Input, "harbour"),
    ("p", Input, "lind"),
    ("L/", Input, "harbour"),
    ("a", TextArea, "jump qui nN"),
]


def strike(app, keys):
    """The keys as the terminal hands them over when they come together."""
    for sign in keys:
        name = "ctrl+q" if sign == QUIT else _character_to_key(sign)
        app.post_message(events.Key(name, sign))


@pytest.mark.parametrize(("opens", "field", "words"), FIELDS)
async def test_what_is_typed_at_once_stands_in_the_field(tmp_path, opens, field, words):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        strike(app, opens + words)
        for _ in range(100):
            await pilot.pause(0.02)
            focused = app.focused
            if isinstance(focused, field) and _words(focused) == words:
                break
        assert isinstance(focused, field)
        assert _words(focused) == words


def _words(field):
    return field.value if isinstance(field, Input) else field.text


async def test_a_burst_of_commands_is_done_in_order(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        strike(app, "]]m")
        for _ in range(100):
            await pilot.pause(0.02)
            if made := app.library.annotations.all(Bookmark):
                break
        assert parts(app).place().title.casefold() == "north quay crane"
        assert [mark.section_title for mark in made] == ["north quay crane"]


@pytest.mark.parametrize("end", ["q", QUIT])
async def test_an_end_overtakes_the_moves_before_it(tmp_path, monkeypatch, end):
    moved = []
    monkeypatch.setattr(Navigation, "line_down", lambda _: moved.append("j"))
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        strike(app, "j" * 50 + end)
        await ended(app, pilot)
    assert len(moved) == 1


async def test_an_end_waits_for_what_is_marked_and_written_before_it(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        strike(app, "]mjjaqjjj" + QUIT)
        await ended(app, pilot)
        marked = app.library.annotations.all(Bookmark)
        (rescued,) = app.library.drafts.rescue_all()
    assert len(marked) == 1
    assert rescued.typed.body == "qjjj"


async def ended(app, pilot):
    for _ in range(200):
        if app.ending.begun:
            return
        await pilot.pause(0.02)
    raise TimeoutError

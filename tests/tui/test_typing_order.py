"""Keys that come in one burst, as over a slow line, do what they do one by one."""

import pytest
from textual import events
from textual.keys import _character_to_key
from textual.widgets import Input, TextArea

from briefing.model import Bookmark
from tests.tui.reading import application, parts
from tests.tui.test_reader import SIZE

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
        app.post_message(events.Key(_character_to_key(sign), sign))


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
            if made := app.library.marks(Bookmark):
                break
        assert parts(app).place().title.casefold() == "north quay crane"
        assert [mark.section_title for mark in made] == ["north quay crane"]

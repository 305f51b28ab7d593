"""The keys that move, where the agenda or the names have the focus."""

import pytest

from tests.tui.reading import application, parts
from tests.tui.test_reader import SIZE, press


@pytest.mark.parametrize("size", [SIZE, (60, 15)])
async def test_they_move_in_the_agenda(tmp_path, size):
    app = application(tmp_path)
    async with app.run_test(size=size) as pilot:
        p = parts(app)
        await press(pilot, "1")
        if size == SIZE:
            p.agenda.focus()
        else:
            await press(pilot, "t")
        before = p.pane.place
        for key, cursor in zip("jkGgjdujk", (2, 1, 3, 0, 1, 3, 0, 1, 0), strict=True):
            await press(pilot, key)
            assert (key, p.agenda.cursor) == (key, cursor)
        assert p.pane.place == before
        await press(pilot, "enter")
        assert p.pane.has_focus


async def test_they_move_in_the_names(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        names = p.sidebar.names
        names.focus()
        await press(pilot, "G")
        last = names.cursor
        await press(pilot, "k")
        assert names.cursor < last
        await press(pilot, "enter")
        assert p.pane.has_focus

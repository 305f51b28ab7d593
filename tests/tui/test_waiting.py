"""Every key while the first source is still being read."""

from threading import Event

import pytest

from briefing.tui.app import BriefingApp
from briefing.tui.commands import READING
from briefing.tui.first_source import FirstSource, FirstSourceReader
from tests.tui.reading import library
from tests.tui.test_reader import SIZE

GROUPS = sorted({command.group for command in READING})
AWAY = ("leave", "quit", "suspend")


class Waiting(FirstSourceReader):
    """One that reads until it is told to end."""

    def __init__(self):
        self.ended = Event()

    def result(self):
        self.ended.wait()
        return FirstSource((), None)


@pytest.mark.parametrize("group", GROUPS)
async def test_every_key_while_the_source_is_read(tmp_path, group):
    source = Waiting()
    app = BriefingApp(library(tmp_path), ("slow.md",), source)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        reader = app.screen
        for command in READING:
            if command.group == group and command.name not in AWAY:
                again = ", 1" if command.each else ""
                await app.run_action(f"screen.run('{command.name}'{again})")
                await pilot.pause()
                while app.screen is not reader:
                    app.pop_screen()
                    await pilot.pause()
        assert app.is_running
        source.ended.set()

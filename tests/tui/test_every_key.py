"""Every command is driven by its key; a command without a row in `driving.ROWS` fails."""

import pytest
from textual.binding import Binding

from briefing.tui.commands import READING, Command, command_named
from tests.tui.driving import ROWS, Row, begin
from tests.tui.reading import application

GROUPS = sorted({command.group for command in READING})


def keys_of(command: str) -> list[str]:
    """A command's keys, as Textual names them; of digits the first."""
    keys = (
        command_named(command).keys[:1]
        if command_named(command).each
        else command_named(command).keys
    )
    made = (Binding("comma" if key == "," else key, "x") for key in keys)
    return [binding.key for binding in Binding.make_bindings(made)]


def test_every_command_has_a_row():
    assert {command.name for command in READING} - set(ROWS) == set(), "add rows to driving.ROWS"


@pytest.mark.parametrize("group", GROUPS)
async def test_each_key_does_it(tmp_path, monkeypatch, group):
    for name in ("EDITOR", "VISUAL"):
        monkeypatch.delenv(name, raising=False)
    commands = [c for c in READING if c.group == group and c.name in ROWS]
    app = application(tmp_path)
    async with app.run_test(size=(112, 26)) as pilot:
        pairs = [(each, key) for each in commands for key in keys_of(each.name)]
        failed = [wrong for each, key in pairs if (wrong := await drive(app, pilot, each, key))]
        assert not failed


async def drive(app, pilot, command: Command, key: str) -> str:
    """What is wrong with a command's key, "" where it does what its row says."""
    row = ROWS[command.name]
    p = await begin(app, pilot)
    await pilot.press(*row.before)
    row.prepare(p)
    before = row.look(p)
    await pilot.press(key, *row.after)
    await pilot.pause()
    after = row.look(p)
    said = f"{command.name}, {key}: {before!r} became {after!r}"
    return "" if holds(row, before, after) else said


def holds(row: Row, before: object, after: object) -> bool:
    return bool(row.then(before, after)) if callable(row.then) else after == row.then != before

"""Every command is driven by its key; a command without a row in `driving.ROWS` fails."""

import pytest
from textual.binding import Binding

from briefing.tui.commands import READING, Command
from tests.tui.driving import ROWS, Row, begin
from tests.tui.reading import application
from tests.tui.settling import draw, settled

GROUPS = sorted({command.group for command in READING})


def keys_of(command: str) -> list[str]:
    """A command's keys, as Textual names them; of digits the first."""
    found = next(each for each in READING if each.name == command)
    keys = found.keys[:1] if found.each else found.keys
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
        failed = [wrong for each in commands if (wrong := await drive(app, pilot, each))]
        assert not failed


async def drive(app, pilot, command: Command) -> str:
    """What is wrong with a command, "" where each key does what its row says.

    A key is pressed unless it is bound, where another was pressed, to what that one did.
    """
    row, bound, done = ROWS[command.name], {}, set()
    for key in keys_of(command.name):
        if bound.get(key, key) in done:
            continue
        p = await begin(app, pilot)
        await pilot.press(*row.before)
        row.prepare(p)
        before = row.look(p)
        bound = {each: active.binding.action for each, active in app.screen.active_bindings.items()}
        done.add(bound.get(key, key))
        await pilot.press(key, *row.after)
        await settled(app, pilot)
        draw(app)
        after = row.look(p)
        if not holds(row, before, after):
            return f"{command.name}, {key}: {before!r} became {after!r}"
    return ""


def holds(row: Row, before: object, after: object) -> bool:
    return bool(row.then(before, after)) if callable(row.then) else after == row.then != before

"""The table of commands: what each row names is there."""

from itertools import groupby

import pytest

from briefing.tui.commands import READING, SCREENS
from briefing.tui.key_bindings import bindings, command_of, run_action
from briefing.tui.reader.screen import ReaderScreen
from tests.tui.reader.fakes import reader


@pytest.fixture(scope="module")
def controllers():
    # Nothing is done with them: what they have is only looked at.
    return reader()


@pytest.mark.parametrize("command", READING, ids=lambda command: command.name)
def test_a_row_names_what_a_controller_does(controllers, command):
    for path in filter(None, (command.action, command.when)):
        owner, _, member = path.partition(".")
        if owner == "screen":
            assert callable(getattr(ReaderScreen, member))
        elif owner == "program":
            assert callable(getattr(ReaderScreen(controllers.library).program, member))
        else:
            found = getattr(getattr(controllers, owner), member)
            assert callable(found) if path == command.action else isinstance(found, bool)


def test_a_key_runs_its_command_by_name():
    assert run_action("issue", 3) == "run('issue', 3)"
    for action, name in ((run_action("issue", 3), "issue"), (run_action("leave"), "leave"),
                         ("screen.run('leave')", "leave"), ("app.quit", "quit"), ("cursor(-1)", "cursor")):  # fmt: skip
        assert command_of(action) == name
    for commands in SCREENS:
        ids = [getattr(binding, "id", None) for binding in bindings(commands)]
        assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("commands", SCREENS)
def test_a_group_stands_once_in_the_help(commands):
    groups = [group for group, _ in groupby(command.group for command in commands)]
    assert len(set(groups)) == len(groups)

"""The list of keys."""

import pytest
from textual.widgets import OptionList

from briefing.tui.commands import AGENDA, FEEDS, LIBRARY, PICKER, READING
from briefing.tui.dialogs import HelpDialog
from tests.tui.reading import application
from tests.tui.test_reader import SIZE, press

SCREENS = {
    "reading": (*READING, *AGENDA),
    "library": LIBRARY,
    "picker": PICKER,
    "feeds": FEEDS,
}


def lines(app):
    return [str(option.prompt).strip() for option in app.screen.query_one(OptionList).options]


@pytest.mark.parametrize("screen", SCREENS)
async def test_a_screen_shows_its_keys_under_headings_that_differ(tmp_path, screen):
    commands = SCREENS[screen]
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        app.push_screen(HelpDialog({}, commands))
        await pilot.pause()
        options = app.screen.query_one(OptionList).options
        headings = [
            str(option.prompt)
            for option in options
            if str(option.prompt) and not str(option.prompt).startswith(" ")
        ]
        assert headings[0] == "Most used"
        assert len(set(headings)) == len(headings)
        assert sorted(option.id for option in options if option.id) == sorted(
            command.name for command in commands
        )
        first = [option.id for option in options[1 : options.index(options[0]) + 12]]
        assert first.index(None) if screen != "reading" else None not in first[:10]
        said = " ".join(lines(app))
        assert ("issue" in said) == (screen == "reading")


@pytest.mark.parametrize(
    ("keys", "first", "last"),
    [(("end",), False, True), (("G",), False, True), (("G", "g"), True, False),
     (("end", "home"), True, False), (("pagedown", "pageup"), True, False),
     (("pagedown",) * 9, False, True)],
)  # fmt: skip
async def test_keys_move_in_it(tmp_path, keys, first, last):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "question_mark", *keys)
        listed = app.screen.query_one(OptionList)
        places = [place for place, option in enumerate(listed.options) if not option.disabled]
        assert (listed.highlighted == places[0], listed.highlighted == places[-1]) == (first, last)


async def test_typing_filters_it(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "question_mark", *"clipboard")
        assert lines(app)[1].split(maxsplit=1) == ["y", "Copy the focus or selection"]
        await press(pilot, *"xg")
        assert lines(app) == ["No key matches."]
        await press(pilot, "enter")
        assert lines(app) == ["No key matches."]

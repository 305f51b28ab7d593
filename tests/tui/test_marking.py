"""Notes and highlights: nothing that was written is lost unasked, and what a key did is said."""

import pytest
from textual.widgets import Input, OptionList, TextArea

from briefing.model import Note
from tests.tui.reading import application, parts
from tests.tui.test_reader import SIZE, press

FOCUS = ("1", "right_curly_bracket", "right_curly_bracket")


@pytest.mark.parametrize(
    ("answer", "written"), [("n", "why"), ("escape", "why"), ("enter", "why"), ("y", None)]
)
async def test_a_note_is_thrown_away_only_when_the_reader_says_so(tmp_path, answer, written):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, *FOCUS, "a", *"why", "escape", answer)
        areas = app.screen.query(TextArea)
        assert (areas.first().text if areas else None) == written
        if written:
            await press(pilot, "ctrl+s")
        notes = parts(app).library.annotations.all(Note)
        assert [note.body for note in notes] == ([written] if written else [])


@pytest.mark.parametrize(("answer", "written"), [("n", "Quay"), ("escape", "Quay"), ("y", None)])
async def test_a_line_is_thrown_away_only_when_the_reader_says_so(tmp_path, answer, written):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "1", "c", "r", "ctrl+u", "escape")
        assert len(app.screen_stack) == 1
        await press(pilot, "c", "r", "ctrl+u", *"Quay", "escape", answer)
        fields = app.screen.query(".line Input").results(Input)
        assert [field.value for field in fields] == ([written] if written else [])


async def test_a_note_that_was_not_changed_closes_at_once(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, *FOCUS, "a", *"why", "ctrl+s", "a", "escape")
        assert len(app.screen_stack) == 1
        await press(pilot, "a", "escape")
        assert len(app.screen_stack) == 1


async def test_a_note_that_is_emptied_in_the_list_is_removed_and_comes_back(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        await press(pilot, *FOCUS, "a", *"why", "ctrl+s", "quotation_mark", "e")
        app.screen.query_one(TextArea).text = ""
        await press(pilot, "ctrl+s")
        assert p.library.annotations.all(Note) == ()
        assert app.screen.query_one(OptionList).option_count == 0
        assert "Removed · Ctrl+Z undo" in _keys(app)
        await press(pilot, "u")
        assert [note.body for note in p.library.annotations.all(Note)] == ["why"]
        assert "Restored." in _keys(app)


def _keys(app):
    return str(app.screen.query_one(".panel").border_subtitle)


async def test_what_a_highlight_is_and_becomes_is_said(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        status = parts(app).screen.status
        said = []
        for _ in range(5):
            await press(pilot, "H")
            said.append(status.sentence)
        assert said == [
            "Highlighted in yellow; H makes it green.",
            "Highlighted in green; H makes it blue.",
            "Highlighted in blue; H makes it pink.",
            "Highlighted in pink; H removes it.",
            "Highlight removed; ctrl+z undoes.",
        ]
        await press(pilot, "V")
        assert status.sentence.startswith("Selecting: w ) } j")

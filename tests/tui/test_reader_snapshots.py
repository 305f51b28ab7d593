"""How the reading screen looks: three sizes, two themes, what is empty, and each panel."""

from datetime import datetime

import pytest

from briefing.config import Config
from briefing.library import make_library
from briefing.tui.app import BriefingApp
from tests.tui.reading import NOW, application
from tests.tui.settling import settled


@pytest.fixture(autouse=True)
def one_day(monkeypatch):
    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return NOW if tz else NOW.replace(tzinfo=None)

    monkeypatch.setattr("briefing.library.annotation_service.datetime", Clock)


def looks(snap_compare, app, size, *keys):
    async def prepare(pilot):
        await settled(app, pilot)
        for key in keys:
            await pilot.press(key)
            await settled(app, pilot)
        app.screen_stack[0].status.sentence = ""
        for field in app.screen.query("Input, TextArea"):
            field.cursor_blink = False
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=prepare)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 15)], ids=str)
def test_sizes(snap_compare, tmp_path, size):
    looks(snap_compare, application(tmp_path), size, "m", "1")


COLOURS = ("1", "right_curly_bracket", "right_curly_bracket", "H", "right_curly_bracket", "H", "H",
           "a", *"why", "ctrl+s", "right_curly_bracket", "H", "H", "H", "right_curly_bracket", *"HHHH",
           "right_curly_bracket")  # fmt: skip
"""Each colour over a paragraph of its own, a note, and the focus bar below them."""


@pytest.mark.parametrize("theme", ["briefing-dark", "briefing-light"])
def test_highlights_search_and_focus(snap_compare, tmp_path, theme):
    app = application(tmp_path)
    app.theme = theme
    looks(snap_compare, app, (120, 40), *COLOURS, "slash", *"boat", "enter")


def test_high_contrast(snap_compare, tmp_path):
    """What the colours of each theme are is in `test_contrast`."""
    app = application(tmp_path)
    app.theme = "briefing-contrast"
    keys = ("1", "right_curly_bracket", "right_curly_bracket", "H", "full_stop", "full_stop")
    looks(snap_compare, app, (120, 40), *keys)


def test_an_empty_library(snap_compare, tmp_path):
    app = BriefingApp(make_library(Config(data=tmp_path)))
    looks(snap_compare, app, (100, 24))


PANELS = {
    "bookmarks": ("1", "m", "2", "m", "apostrophe", "e", *"ask", "enter"),
    "no_bookmarks": ("apostrophe",),
    "marks": ("1", "right_curly_bracket", "H", "a", *"why", "ctrl+s", "quotation_mark"),
    "note": ("1", "right_curly_bracket", "a", *"why"),
    "search": ("slash", *"lind"),
    "help": ("question_mark", *"moving"),
    "matrix": ("x",),
    "about": ("2", "i"),
    "correct": ("2", "c"),
    "links": ("1", "f"),
    "address": ("1", "f", "a"),
    "zen": ("1", "z"),
    "selecting": ("1", "right_curly_bracket", "right_curly_bracket", "V", "l", "l", "j"),
    "themes": ("T",),
}


@pytest.mark.parametrize("panel", PANELS)
def test_panels(snap_compare, tmp_path, panel):
    looks(snap_compare, application(tmp_path), (100, 30), *PANELS[panel])


@pytest.mark.parametrize("key", ["e", "t"])
def test_overlays(snap_compare, tmp_path, key):
    looks(snap_compare, application(tmp_path), (70, 22), "1", key)

"""The footer of what has the focus, and the keys that dialogs say."""

import pytest
from textual.widgets import Input, OptionList, Static

from briefing.config import Config
from briefing.library import make_library
from briefing.model import Bookmark
from briefing.tui.app import BriefingApp
from briefing.tui.commands import all_commands
from briefing.tui.footers import FOOTERS
from briefing.tui.widgets.key_footer import KeyFooter
from tests.tui.driving import LIND, begin
from tests.tui.reading import application, briefing
from tests.tui.settling import settled
from tests.tui.shelves import press, shelved

WIDGET_KEYS = {"enter", "ctrl+r"}


def footer(app):
    return app.screen.query_one(KeyFooter).render().plain


def test_a_footer_names_commands_and_keys_of_widgets():
    known = {command.name for command in all_commands()} | WIDGET_KEYS
    named = {name for each in FOOTERS.values() for names, _ in each for name in names.split()}
    assert named <= known


FOCUS = {
    "text": ((), "] [ next/previous  / search  H highlight  a note"),
    "names": (("tab", "tab"), "enter show  , . mentions  ; quotes  W page  C correct"),
    "agenda": (("tab",) * 4, "enter go"),
    "selection": (("V",), "y copy  H highlight  a note  esc cancel"),
    "selection from a list": (("tab", "tab", "V"), "y copy  H highlight  a note  esc cancel"),
    "zen": (("z",), "z esc leave zen"),
    "search": (("slash",), "enter go  ctrl+r regular expression  esc close"),
    "name filter": (("p",), "enter show  esc text"),
}


@pytest.mark.parametrize("where", FOCUS)
async def test_the_footer_follows_the_focus(tmp_path, where):
    keys, shown = FOCUS[where]
    app = application(tmp_path)
    async with app.run_test(size=(120, 30)) as pilot:
        await begin(app, pilot)
        before = footer(app)
        await pilot.press(*keys)
        await pilot.pause()
        assert shown in footer(app)
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert footer(app) == before


async def test_a_narrow_dialog_names_enter_before_the_list_of_keys(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=(120, 40)) as pilot:
        await begin(app, pilot)
        await press(app, pilot, "T")
        said = app.screen.query_one(".panel").border_subtitle
        assert said == "Enter choose · Esc close"


async def test_a_narrow_footer_is_cut_between_commands_and_keeps_help_and_quit(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=(60, 20)) as pilot:
        await begin(app, pilot)
        assert footer(app) == "] [ next/previous  / search  H highlight  ? help  q quit"


async def test_several_documents_and_the_way_back_are_in_the_footer(tmp_path):
    app = BriefingApp(shelved(tmp_path))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(app, pilot)
        assert footer(app).endswith("q quit")
        await press(app, pilot, "space", "space", "enter")
        assert "J K document" in footer(app)
        assert footer(app).endswith("q back")


async def test_an_empty_library_says_the_next_step(tmp_path):
    app = BriefingApp(make_library(Config(data=tmp_path)))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(app, pilot)
        await press(app, pilot, "escape")
        assert "Press O to open files or F to follow feeds" in str(
            app.screen.query_one(".empty", Static).content
        )
        assert footer(app) == "O open files  F feeds  ? help  q quit"
        assert not app.screen.query_one("FilterBar").display


def marked(folder, **keys):
    made = make_library(Config(data=folder, keys=keys))
    shown = briefing()
    made._store.documents.keep(shown)
    for _ in range(4):
        for section in shown.analysis.sections[:3]:
            made.annotations.add_bookmark(shown, section.span)
    return BriefingApp(made, ("harbour.md",), shown)


async def test_the_keys_of_a_dialog_are_said_and_can_be_changed(tmp_path):
    app = marked(tmp_path, remove="f4")
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(app, pilot)
        await press(app, pilot, "apostrophe")
        there = len(app.library.annotations.all(Bookmark))
        shown = str(app.screen.query_one(".panel").border_subtitle)
        assert "Enter go to · e edit · F4 remove" in shown
        await press(app, pilot, "x", "f4")
        assert len(app.library.annotations.all(Bookmark)) == there - 1
        assert "Removed · Ctrl+Z undo" in str(app.screen.query_one(".panel").border_subtitle)


async def test_a_list_is_filtered_by_typing(tmp_path):
    app = marked(tmp_path)
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(app, pilot)
        await press(app, pilot, "apostrophe")
        options = app.screen.query_one(OptionList)
        every = options.option_count
        await press(app, pilot, "slash", *"fishing")
        assert 0 < options.option_count < every
        await press(app, pilot, "escape")
        assert options.option_count == every
        assert not app.screen.query(Input)
        await press(app, pilot, "slash", *"fishing", "enter")
        assert app.screen.session.section.title == "Fishing rights"


async def test_a_dialog_is_as_tall_as_what_it_holds(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=(120, 40)) as pilot:
        await begin(app, pilot)
        await pilot.press(*LIND, "quotation_mark")
        await pilot.pause()
        assert app.screen.query_one(".panel").size.height < 6

"""The library screen: every key, what is opened, and how it looks."""

import pytest
from textual.widgets import Input, OptionList, Static

from briefing.library.document_list import ListRequest
from briefing.tui.app import BriefingApp
from briefing.tui.commands import LIBRARY
from briefing.tui.screens.library_list import LibraryList
from briefing.tui.screens.library_screen import LibraryScreen
from briefing.tui.widgets.library_header import LibraryHeader
from briefing.tui.widgets.library_table import LibraryTable
from tests.tui.settling import settled
from tests.tui.shelves import application, press

SIZE = (120, 30)


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    monkeypatch.setitem(LibraryList.__init__.__kwdefaults__, "quiet", 0.001)


def titles(app):
    shown = app.screen.shelf_list
    return [shown.row(i).title.split(" ")[0][:6] for i in range(len(shown.ids))]


OPENED = ["Énergi", "Harbou", "A", "[@clic", "北京的会谈："]


async def opened(app, pilot):
    await settled(app, pilot)
    assert isinstance(app.screen, LibraryScreen)
    return app.screen


async def test_nothing_to_open_lists_the_library(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(app, pilot)
        assert titles(app) == OPENED
        assert screen.shelf_list.has_focus
        await press(app, pilot, "escape")
        assert app.screen is screen
        await press(app, pilot, "enter")
        assert app.screen_stack == [app.screen]
        assert app.screen.session.document.title == "Énergie"
        await press(app, pilot, "L", "j", "enter")
        assert app.screen.session.document.title == "Harbour talks go on"
        await press(app, pilot, "L", "escape")
        assert app.screen.session.document.title == "Harbour talks go on"


FILTERS = [
    ("har", ["Harbou"]),
    ("agency:reuters", ["[@clic"]),
    ("unread:", ["Harbou", "A", "[@clic", "北京的会谈："]),
    ("after:2025", ["Harbou", "[@clic", "北京的会谈："]),
    ("marked:", ["Harbou"]),
    ("nowhere", []),
]


async def test_typing_filters(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(app, pilot)
        for words, expected in FILTERS:
            await pilot.press("slash", *("colon" if c == ":" else c for c in words), "enter")
            await pilot.pause(0.01)
            await settled(app, pilot)
            assert titles(app) == expected, words
            assert screen.status.left == f"{len(expected)} of {len(OPENED)} briefings"
            assert screen.query_one(".empty").display == (not expected)
            await press(app, pilot, "escape")
            assert titles(app) == OPENED
            assert screen.shelf_list.rows == len(OPENED), f"not drawn after {words}"


async def test_a_filter_that_is_none_says_so_and_the_list_stays(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(app, pilot)
        screen.query_one(Input).value = "after:so"
        await pilot.pause(0.01)
        await settled(app, pilot)
        assert titles(app) == OPENED
        assert "Enter a date" in str(screen.query_one(".filter-said").content)


async def test_an_unknown_filter_is_told_where_there_is_room(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=(60, 15)) as pilot:
        screen = await opened(app, pilot)
        screen.query_one(Input).value = "in:work"
        await pilot.pause(0.01)
        await settled(app, pilot)
        said = str(screen.empty.content)
        assert "There is no filter in:, only title:" in said
        assert screen.empty.size.height >= len(said) // screen.empty.size.width


def cursor(app):
    return app.screen.shelf_list.cursor


def selected(app):
    return len(app.screen.shelf_list.selected)


KEYS = {
    "list_select": (("space", "space"), lambda app: (selected(app), cursor(app)), (2, 2)),
    "list_all": (("ctrl+a",), selected, 5),
    "list_filter": (("slash",), lambda app: app.focused.id is None and not app.screen.shelf_list.has_focus, True),
    "list_order": (("o",), lambda app: titles(app)[0], "Harbou"),
    "search_library": (("s",), lambda app: type(app.screen).__name__, "SearchDialog"),
    "list_turn": (("r",), titles, OPENED[::-1]),
    "digest": (("G",), lambda app: app.screen.session.document.title[:7], "Digest,"),
    "list_collections": (("c",), lambda app: type(app.screen).__name__, "CollectionsDialog"),
    "list_collect": (("a",), lambda app: type(app.screen).__name__, "AssignCollectionsDialog"),
    "list_remove": (("x",), titles, OPENED[1:]),
    "undo": (("space", "space", "x", "ctrl+z"), lambda app: (titles(app), cursor(app)), (OPENED, 0)),
    "list_export": (("E",), lambda app: type(app.screen).__name__, "ChoiceDialog"),
    "list_open": (("j", "enter"), lambda app: app.screen.session.document.title, "Harbour talks go on"),
    "list_page_down": (("ctrl+f",), cursor, 4),
    "list_page_up": (("end", "ctrl+b"), cursor, 0),
    "line_down": (("j",), cursor, 1),
    "line_up": (("j", "j", "k"), cursor, 1),
    "half_down": (("d",), cursor, 4),
    "half_up": (("end", "u"), cursor, 0),
    "top": (("end", "g"), cursor, 0),
    "bottom": (("end",), cursor, 4),
    "pick": (("O",), lambda app: type(app.screen).__name__, "FilePickerScreen"),
    "watches": (("!",), lambda app: type(app.screen).__name__, "WatchesDialog"),
    "stories": (("S",), lambda app: type(app.screen).__name__, "StoriesDialog"),
    "followed": (("*",), lambda app: type(app.screen).__name__, "FollowedListDialog"),
    "feeds": (("F",), lambda app: type(app.screen).__name__, "FeedsScreen"),
    "themes": (("T",), lambda app: type(app.screen).__name__, "ThemeDialog"),
    "palette": (("colon",), lambda app: type(app.screen).__name__, "PaletteDialog"),
    "escape": (("space", "escape"), selected, 0),
    "help": (("question_mark",), lambda app: type(app.screen).__name__, "HelpDialog"),
    "suspend": (("alt+z",), lambda app: type(app.screen).__name__, "LibraryScreen"),
    "leave": (("q",), lambda app: type(app.screen).__name__, "ReaderScreen"),
    "quit": (("ctrl+q",), lambda app: app.return_code, 0),
}  # fmt: skip


ONCE = ("digest", "list_open", "list_remove", "quit")
"""What they do is not undone by another screen."""


def test_every_command_is_driven():
    assert {command.name for command in LIBRARY} <= set(KEYS)


async def test_each_key_does_it(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        for name in [name for name in KEYS if name not in ONCE]:
            keys, look, expected = KEYS[name]
            while len(app.screen_stack) > 1:
                app.pop_screen()
                await pilot.pause()
            app.library.settings.keep("library_order", ("opened", True))
            app.push_screen(LibraryScreen(app.library))
            await opened(app, pilot)
            await press(app, pilot, *keys)
            assert look(app) == expected, name


@pytest.mark.parametrize("name", ONCE)
async def test_each_key_does_it_for_good(tmp_path, name):
    keys, look, expected = KEYS[name]
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await opened(app, pilot)
        await press(app, pilot, *keys)
        if name != "quit":
            assert look(app) == expected
    if name == "quit":
        assert look(app) == expected


async def test_several_are_opened_one_after_the_other(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await opened(app, pilot)
        await press(app, pilot, "space", "space", "enter")
        reader = app.screen
        assert reader.session.document.title == "Énergie"
        await press(app, pilot, "J")
        assert reader.session.document.title == "Harbour talks go on"
        await press(app, pilot, "J")
        assert "last document" in reader.status.sentence
        await press(app, pilot, "K")
        assert reader.session.document.title == "Énergie"


async def test_what_was_removed_comes_back_with_all_that_was_kept(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(app, pilot)
        before = screen.shelf_list.row(1)
        await press(app, pilot, "j", "x")
        assert app.library.documents.listing.ids(ListRequest("harbour")) == type(
            screen.shelf_list.ids
        )("q")
        await press(app, pilot, "ctrl+z")
        assert screen.shelf_list.row(1) == before
        assert (before.read, before.marks) == (1, 1)
        await press(app, pilot, "ctrl+z")
        assert "nothing to undo" in screen.status.sentence


async def test_collections_are_made_filled_and_listed(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(app, pilot)
        await press(app, pilot, "space", "space", "a", *"work", "enter", "escape")
        assert [(c.name, c.count) for c in app.library.collections.all()] == [("work", 2)]
        await press(app, pilot, "c", "j", "enter")
        assert titles(app) == OPENED[:2]
        assert "work" in str(screen.query_one("#shelf-title").content)
        await press(app, pilot, "a", "enter", "escape")
        assert titles(app) == OPENED[1:2]
        await press(app, pilot, "ctrl+z")
        assert titles(app) == OPENED[:2]
        await press(app, pilot, "c", "r", *"place", "enter", "escape")
        assert [c.name for c in app.library.collections.all()] == ["place"]
        await press(app, pilot, "c", "x", "escape")
        assert titles(app) == OPENED
        await press(app, pilot, "ctrl+z")
        assert [(c.name, c.count) for c in app.library.collections.all()] == [("place", 2)]
        await press(app, pilot, "c", "n", *"place", "enter")
        assert "already" in str(app.screen.query_one(".problem", Static).content)
        await press(app, pilot, "escape", "n", *"new", "enter", "ctrl+z")
        assert [c.name for c in app.library.collections.all()] == ["place"]


async def test_marks_are_exported_to_a_file(tmp_path, monkeypatch):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(app, pilot)
        await press(app, pilot, "j", "E", "enter", "enter")
        written = tmp_path / "here" / "marks.md"
        assert "Harbour talks go on" in written.read_text()
        assert "Exported to" in screen.status.sentence
        written.write_text("mine")
        await press(app, pilot, "E", "enter", "enter", "enter")
        assert written.read_text() == "mine"
        await press(app, pilot, "E", "enter", "enter", "y")
        assert "Harbour" in written.read_text()
        await press(app, pilot, "E", "enter", *"/no/file", "enter")
        assert any("folder" in note.message for note in app._notifications)


async def test_what_has_no_marks_offers_its_quotations_alone(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await opened(app, pilot)
        await press(app, pilot, "E")
        assert app.screen.query_one(OptionList).option_count == 1
        assert str(app.screen.query_one(".quoted").content).startswith("No marks in “")


async def test_the_mouse_opens_selects_and_sorts(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(app, pilot)
        await pilot.click(LibraryTable, offset=(2, 1))
        await settled(app, pilot)
        assert (selected(app), cursor(app)) == (1, 1)
        await pilot.click(LibraryHeader, offset=(6, 1))
        await settled(app, pilot)
        assert titles(app)[1:] == ["A", "Énergi", "Harbou", "北京的会谈："]
        assert cursor(app) == 3
        await press(app, pilot, "escape")
        await pilot.click(LibraryTable, offset=(20, 2))
        await settled(app, pilot)
        assert app.screen is not screen
        assert app.screen.session.document.title == "Énergie"


async def test_a_title_is_text(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await opened(app, pilot)
        assert "[@click=app.quit]Ferry[/]" in app.export_screenshot().replace("&#160;", " ")


async def test_the_order_is_kept(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await opened(app, pilot)
        await press(app, pilot, "o", "o", "r", "q")
    app = BriefingApp(app.library)
    async with app.run_test(size=SIZE) as pilot:
        await opened(app, pilot)
        assert titles(app)[0] == "北京的会谈："


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 15)], ids=str)
def test_looks(snap_compare, tmp_path, size):
    looks(snap_compare, tmp_path, size, "j", "space")


STATES = {
    "nothing_matches": ("slash", *"nowhere"),
    "collections": ("c", "n", *"Work", "enter"),
    "collect": ("a", *"Work"),
    "removed": ("x",),
}


@pytest.mark.parametrize("state", STATES)
def test_states(snap_compare, tmp_path, state):
    looks(snap_compare, tmp_path, (100, 24), *STATES[state])


def looks(snap_compare, tmp_path, size, *keys):
    app = application(tmp_path)

    async def prepare(pilot):
        await settled(app, pilot)
        await press(app, pilot, *keys)
        for field in app.screen.query("Input"):
            field.cursor_blink = False
        await pilot.pause(0.05)
        await settled(app, pilot)

    assert snap_compare(app, terminal_size=size, run_before=prepare)


async def test_an_empty_list_of_collections_offers_what_works(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await opened(app, pilot)
        await press(app, pilot, "c")
        panel = app.screen.query_one(".panel")
        assert "n new" in panel.border_subtitle
        assert not any(word in panel.border_subtitle for word in ("rename", "remove"))
        await press(app, pilot, "n", *"work", "enter")
        assert not app.screen.query(".problem")
        app.screen.dismiss(None)
        await press(app, pilot, "c")
        said = app.screen.query_one(".panel").border_subtitle
        assert all(word in said for word in ("r rename", "x remove"))

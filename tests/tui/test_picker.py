"""Choosing files from folders."""

import os

import pytest

from briefing.errors import InputError
from briefing.library.list_directory import list_directory
from briefing.tui.commands import PICKER
from briefing.tui.widgets.file_and_feed_lists import shown_size
from tests.tui.reading import application
from tests.tui.settling import settled
from tests.tui.shelves import press

SIZE = (100, 24)
NAMES = ("b.md", "a.txt", "[@click=app.quit]x[b].md", "bell\x07.txt", "photo.png", ".hidden.md")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    made = tmp_path / "folder"
    (made / "inner").mkdir(parents=True)
    for name in (*NAMES, "inner/deep.md", "inner/other.md"):
        (made / name).write_text(f"# {name[:1]}{len(name)}\n\nWords of it.\n")
        os.utime(made / name, (1.7e9, 1.7e9))
    (made / "a.txt").write_text("Large words. " * 1000)
    for name in ("inner", "a.txt"):
        os.utime(made / name, (1.7e9, 1.7e9))
    monkeypatch.chdir(made)
    return made


def names(app):
    return [item.name for item in app.screen.files.items]


READABLE = ["..", "inner", "[@click=app.quit]x[b].md", "a.txt", "b.md", "bell\x07.txt"]


async def opened(app, pilot):
    await press(app, pilot, "O")
    return app.screen


def pointed(app):
    return app.screen.files.pointed.name


KEYS = {
    "list_open": (("enter",), names, ["..", "deep.md", "other.md"]),
    "list_select": (("j", "space"), lambda app: len(app.screen.files.selected), 1),
    "list_all": (("ctrl+a",), lambda app: len(app.screen.files.selected), 4),
    "list_filter": (("slash", *"b.m"), names, ["b.md"]),
    "pick_above": (("enter", "h"), pointed, "inner"),
    "pick_everything": (("full_stop",), lambda app: {"photo.png", ".hidden.md"} < {*names(app)}, True),
    "list_page_down": (("pagedown",), pointed, "bell\x07.txt"),
    "list_page_up": (("G", "ctrl+b"), pointed, ".."),
    "line_down": (("j",), pointed, "[@click=app.quit]x[b].md"),
    "line_up": (("j", "k"), pointed, "inner"),
    "half_down": (("d",), pointed, "bell\x07.txt"),
    "half_up": (("G", "u"), pointed, ".."),
    "top": (("G", "g"), pointed, ".."),
    "bottom": (("G",), pointed, "bell\x07.txt"),
    "themes": (("T",), lambda app: type(app.screen).__name__, "ThemeDialog"),
    "palette": (("colon",), lambda app: type(app.screen).__name__, "PaletteDialog"),
    "escape": (("escape",), lambda app: type(app.screen).__name__, "ReaderScreen"),
    "help": (("question_mark",), lambda app: type(app.screen).__name__, "HelpDialog"),
    "suspend": (("alt+z",), lambda app: type(app.screen).__name__, "FilePickerScreen"),
    "leave": (("q",), lambda app: type(app.screen).__name__, "ReaderScreen"),
    "quit": (("ctrl+q",), lambda app: app.return_code, 0),
}  # fmt: skip


def test_every_command_is_driven():
    assert {command.name for command in PICKER} <= set(KEYS)


async def test_each_key_does_it(tmp_path, folder):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        for name, (keys, look, expected) in KEYS.items():
            app.library.settings.keep("pick_folder", str(folder))
            await opened(app, pilot)
            assert names(app) == READABLE
            await press(app, pilot, *keys)
            assert look(app) == expected, name
            while name != "quit" and len(app.screen_stack) > 1:
                app.pop_screen()
                await pilot.pause()


async def test_files_and_folders_are_opened_together(tmp_path, folder):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await opened(app, pilot)
        await press(app, pilot, "space", "j", "j", "space", "enter")
        reader = app.screen
        assert [os.path.basename(name) for name in reader.controllers.sources.sources] == [
            "b.md",
            "deep.md",
            "other.md",
        ]
        assert reader.session.document.source.endswith("b.md")
        await press(app, pilot, "J")
        assert reader.session.document.source.endswith("deep.md")
        await press(app, pilot, "O", "slash", *"click", "enter", "enter")
        assert reader.session.document.source.endswith("x[b].md")


async def test_names_are_text_and_made_visible(tmp_path, folder):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await opened(app, pilot)
        svg = app.export_screenshot()
        assert "[@click=app.quit]x[b]" in svg
        assert "bell\u2407.txt" in svg


async def test_a_folder_that_cannot_be_read_is_said(tmp_path, folder):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await opened(app, pilot)
        (folder / "inner").rename(folder / "moved")
        await press(app, pilot, "enter")
        assert any("cannot be read" in note.message for note in app._notifications)
        assert names(app) == READABLE


def test_a_folder_is_listed_by_name(folder):
    assert [item.name for item in list_directory(str(folder))] == READABLE[1:]
    assert len(list_directory(str(folder), everything=True)) == 7
    with pytest.raises(InputError):
        list_directory(str(folder / "none"))


@pytest.mark.parametrize(
    ("size", "shown"), [(0, "0 B"), (999, "999 B"), (1500, "1.5 KB"), (12_345_678, "12 MB")]
)
def test_sizes(size, shown):
    assert shown_size(size) == shown


def test_looks(snap_compare, tmp_path, folder, monkeypatch):
    monkeypatch.setattr(
        "briefing.tui.screens.file_picker.sanitize_line", lambda path: "/home/ada/briefings"
    )
    app = application(tmp_path)

    async def prepare(pilot):
        await settled(app, pilot)
        await press(app, pilot, "O", "j", "space")

    assert snap_compare(app, terminal_size=SIZE, run_before=prepare)

"""What reaches beyond the screen: the clipboard, the mouse, the editor."""

import shutil
import stat
import subprocess
from contextlib import nullcontext

import pytest

from briefing.config import Config
from briefing.library import make_library
from briefing.tui import clipboard_writer
from briefing.tui.app import BriefingApp
from tests.tui.reading import application, parts
from tests.tui.settling import settled
from tests.tui.test_reader import SIZE, press
from tests.tui.test_terminal import ended, started


def program(folder, name, script):
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IEXEC)
    return path


@pytest.fixture
def tools(tmp_path, monkeypatch):
    """A folder of programs, the only one on the path; nothing says that there is a display."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", f"{folder}:/bin:/usr/bin")
    only = lambda name: str(folder / name) if (folder / name).exists() else None  # noqa: E731
    monkeypatch.setattr(shutil, "which", only)
    return folder


@pytest.mark.parametrize(
    ("variable", "there", "used"),
    [
        ("WAYLAND_DISPLAY", ["xclip", "wl-copy"], "wl-copy"),
        ("DISPLAY", ["xclip", "wl-copy"], "xclip"),
        ("DISPLAY", ["xsel"], "xsel"),
        ("", ["xclip", "pbcopy"], "pbcopy"),
        ("", ["clip.exe"], "clip.exe"),
        ("", ["xclip"], None),
    ],
)
def test_the_systems_clipboard_is_written_by_its_tool(tools, monkeypatch, variable, there, used):
    if variable:
        monkeypatch.setenv(variable, "x")
    for name in there:
        program(tools, name, f'cat > "{tools}/{name}.out"')
    clipboard_writer.copy_by_tool("naïve “words”\n")
    written = {path.name: path.read_text() for path in tools.glob("*.out")}
    assert written == ({f"{used}.out": "naïve “words”\n"} if used else {})


def test_a_tool_that_fails_gives_way_to_the_next(tools, monkeypatch):
    monkeypatch.setenv("DISPLAY", "x")
    program(tools, "xclip", "exit 1")
    program(tools, "xsel", f'cat > "{tools}/xsel.out"')
    clipboard_writer.copy_by_tool("words")
    assert (tools / "xsel.out").read_text() == "words"


async def test_what_is_selected_by_mouse_is_copied_and_said(tools, tmp_path):
    program(tools, "pbcopy", f'cat > "{tools}/out"')
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        await press(pilot, "1")
        y = next(y for y in range(20) if "Ada Lind" in p.pane.render_line(y).text)
        x = p.pane.render_line(y).text.index("Ada")
        await pilot.mouse_down("#pane", offset=(x, y + 1))
        await pilot.hover("#pane", offset=(x + 7, y + 1))
        await pilot.mouse_up("#pane", offset=(x + 7, y + 1))
        await press(pilot, "ctrl+c")
        assert app.clipboard == "Ada Lind"
        assert p.screen.status.sentence == "Copied: Ada Lind"
        await app.workers.wait_for_complete()
        assert (tools / "out").read_text() == "Ada Lind"
        await press(pilot, "y")
        assert app.clipboard == "Ada Lind"
        await press(pilot, "Y")
        assert app.clipboard.startswith('"Ada Lind" - Coast News')
        await press(pilot, "H", "a", *"so", "ctrl+s")
        assert [s.of(p.session.document.text) for _, s in p.annotations.highlights] == ["Ada Lind"]
        assert [s.of(p.session.document.text) for _, s in p.annotations.notes] == ["Ada Lind"]


async def test_the_source_is_edited_at_the_line_of_the_focus(tmp_path, monkeypatch):
    made = make_library(Config(data=tmp_path))
    monkeypatch.setattr(made.reading, "look_for_names", lambda briefing, *_: briefing)
    path = tmp_path / "a.md"
    path.write_text("# Title\n\nOne.\n\nTwo.\n\nThree.\n")
    app = BriefingApp(made, (str(path),), made.open(str(path)))
    ran = []

    def edit(command, **_):
        ran.append(command)
        path.write_text(path.read_text().replace("Two.", "Two, mended."))

    monkeypatch.setattr(subprocess, "run", edit)
    monkeypatch.setattr(app, "suspend", nullcontext)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "my-editor --wait")
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        await press(pilot, *["right_curly_bracket"] * 3, "v")
        await settled(app, pilot)
        assert ran == [["my-editor", "--wait", "+5", str(path)]]
        assert "Two, mended." in parts(app).session.document.text
        monkeypatch.delenv("EDITOR")
        await press(pilot, "v")
        assert len(ran) == 1
    made.close()


def reported(terminal):
    """Whether the terminal was asked to report the mouse (private modes are kept five bits up)."""
    return (1003 << 5) in terminal.screen.mode


def test_a_key_leaves_the_mouse_to_the_terminal_and_that_is_kept(tmp_path):
    first = started(tmp_path)
    first.wait_for("Iran nuclear")
    assert reported(first)
    first.press(b"\x14")
    first.wait_for("The terminal has the mouse")
    assert not reported(first)
    first.press(b"q")
    assert ended(first) == 0
    again = started(tmp_path)
    again.wait_for("Iran nuclear")
    again.settle(0.3)
    assert not reported(again)
    again.press(b"\x14")
    again.wait_for("Briefing has the mouse")
    assert reported(again)
    again.press(b"q")
    assert ended(again) == 0
    assert not reported(again)

"""BRIEFING_SECURE on the screens: no program is run, nothing is fetched, no file is opened but those that were named."""

import shutil
import subprocess
import sys

import pytest
from msgspec.structs import replace

from briefing import secure_mode
from briefing.config import Config
from briefing.errors import ForbiddenError
from briefing.library import make_library
from briefing.library.feed_service import Subscription
from briefing.sources import clipboard_reader as pasting
from briefing.sources.web import fetch
from briefing.tui import open_external
from briefing.tui.app import BriefingApp
from tests.library.following import follow
from tests.tui import shelves
from tests.tui.reading import application, parts
from tests.tui.settling import settled
from tests.tui.test_reader import SIZE, press

SENTENCE = "may not be used while BRIEFING_SECURE is set."


@pytest.fixture(autouse=True)
def locked(monkeypatch):
    """The variable is set, nothing is named, and every program that is run is a failure."""
    monkeypatch.setenv("BRIEFING_SECURE", "1")
    monkeypatch.setenv("EDITOR", "vi")
    monkeypatch.setenv("DISPLAY", "x")
    monkeypatch.setattr(secure_mode, "_named", set())
    monkeypatch.setattr(shutil, "which", lambda name: f"/bin/{name}")
    ran, run, popen = [], subprocess.run, subprocess.Popen

    def refused(call):
        """Notes each program but the worker, which is this Python."""

        def started(command, *words, **how):
            if command[0] == sys.executable:
                return call(command, *words, **how)
            return ran.append(command)

        return started

    monkeypatch.setattr(subprocess, "run", refused(run))
    monkeypatch.setattr(subprocess, "Popen", refused(popen))
    return ran


def said(app):
    return " ".join(note.message for note in app._notifications)


@pytest.mark.parametrize(
    ("keys", "what"),
    [
        (["v"], "An editor"),
        (["o"], "The browser"),
        (["1", "f", "a"], "The browser"),
        (["O"], "The list of files"),
        (["L", "O"], "The list of files"),
        (["L", "E"], "An export"),
        (["F", "a"], "The network"),
        (["F", "r"], "The network"),
        (["F", "R"], "The network"),
    ],
)
async def test_what_is_forbidden_is_said_and_not_done(tmp_path, locked, keys, what):
    app = application(tmp_path)
    follow(app.library, Subscription("http://127.0.0.1:1/feed", "Feed"))
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        document = replace(p.session.document, source="https://example.org/harbour")
        p.session.briefing = replace(p.session.briefing, document=document)
        for key in keys:
            before = type(app.screen).__name__
            await press(pilot, key)
            await settled(app, pilot)
        assert f"{what} {SENTENCE}" in said(app)
        assert type(app.screen).__name__ in (before, "ReaderScreen")
        assert [feed.failure for feed in app.library.feeds.all()] == [""]
    assert locked == []


async def test_only_the_terminals_clipboard_is_written(tmp_path, locked):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "1", "y")
        await settled(app, pilot)
        assert app.clipboard
    assert locked == []


async def test_links_are_not_handed_to_the_terminal(tmp_path, monkeypatch):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "1")
        strips = [parts(app).pane.render_line(y) for y in range(SIZE[1] - 4)]
        assert not [
            segment for strip in strips for segment in strip if segment.style and segment.style.link
        ]


async def test_a_file_that_was_not_named_is_not_read_again(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("# Title\n\nOne.\n")
    secure_mode.name_files([str(path)])
    made = make_library(Config(data=tmp_path / "data"))
    app = BriefingApp(made, (str(path),), made.open(str(path)))
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        path.write_text("# Title\n\nTwo.\n")
        await press(pilot, "r")
        await settled(app, pilot)
        assert "Two." in parts(app).session.document.text
        secure_mode._named.clear()
        path.write_text("# Title\n\nThree.\n")
        await press(pilot, "r")
        await settled(app, pilot)
        assert "Two." in parts(app).session.document.text
        assert "Only files named on the command line may be read" in said(app)
    made.close()


def test_whoever_would_do_it_refuses_by_itself():
    for call in (
        lambda: fetch.fetch("http://127.0.0.1:1/", 1000),
        lambda: pasting.read_clipboard(1000),
        lambda: open_external.open_outside("https://example.org/"),
    ):
        with pytest.raises(ForbiddenError, match="BRIEFING_SECURE"):
            call()


def test_files_are_named_one_by_one_or_by_their_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    secure_mode.name_files(["a.md", str(tmp_path / "folder")])
    for path in ("a.md", f"{tmp_path}/a.md", "folder/inner/b.md", "./folder", "-"):
        secure_mode.check_file(path)
    for path in ("b.md", "folder/../b.md", "folder2/b.md", "/etc/passwd", "/"):
        with pytest.raises(ForbiddenError):
            secure_mode.check_file(path)


@pytest.mark.parametrize(
    ("value", "locked"), [("1", True), ("yes", True), ("0", False), ("", False)]
)
def test_what_switches_it_on(monkeypatch, value, locked):
    monkeypatch.setenv("BRIEFING_SECURE", value)
    assert secure_mode.is_secure() is locked


async def test_the_library_still_opens_what_is_kept(tmp_path):
    app = shelves.application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        await press(pilot, "enter")
        await settled(app, pilot)
        assert parts(app).session.is_open

"""The disk is slow or fails: the screen answers, nothing is acknowledged before it is kept, and nothing is left behind."""

import signal
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual.widgets import TextArea

from briefing.errors import StorageError
from briefing.library.writer import Writer
from briefing.model import Bookmark, Highlight, Note
from briefing.storage.database import Database
from tests.tui import settling
from tests.tui.reading import application, library, parts
from tests.tui.test_reader import SIZE, press
from tests.unmeasured import unmeasured_environment

ROOT = Path(__file__).resolve().parents[2]

FOCUS = ("1", "right_curly_bracket", "right_curly_bracket")


@contextmanager
def held(app):
    """Lets nothing be written until the event that this gives is set."""
    go, is_writing = threading.Event(), settling.is_writing
    app.library.writer.submit(go.wait)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settling, "is_writing", lambda app: go.is_set() and is_writing(app))
        try:
            yield go
        finally:
            go.set()


async def test_the_screen_answers_and_says_only_what_is_kept(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        await press(pilot, *FOCUS)
        with held(app) as go:
            await press(pilot, "m", "H", "2")
            assert p.session.index == 2
            assert p.annotations.highlights == p.annotations.bookmarks == ()
            assert p.screen.agenda.marks.bookmarked == frozenset()
            assert not any(word in p.screen.status.sentence for word in ("ooked", "ighlighted"))
            go.set()
            await pilot.pause()
        assert "Highlighted in yellow" in p.screen.status.sentence
        assert p.screen.agenda.marks.bookmarked == {1}
        assert len(p.annotations.highlights) == 1


async def test_keys_that_are_pressed_meanwhile_follow_each_other(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        with held(app) as go:
            await press(pilot, *FOCUS, "H", "H", "m", "m", "m")
            go.set()
            await pilot.pause()
        assert [mark.colour for mark in app.library.annotations.all(Highlight)] == ["green"]
        assert len(app.library.annotations.all(Bookmark)) == 1


async def test_leaving_waits_for_what_is_to_be_written(tmp_path, monkeypatch):
    app = application(tmp_path)
    flush = Writer.flush
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, *FOCUS)
        with held(app) as go:

            def release(writer, seconds):
                go.set()
                return flush(writer, seconds)

            monkeypatch.setattr(Writer, "flush", release)
            await press(pilot, "m", "a", *"why", "ctrl+s")
            assert app.library.annotations.all(Bookmark) == ()
            app.leave()
    other = library(tmp_path)
    assert [note.body for note in other.annotations.all(Note)] == ["why"]
    assert len(other.annotations.all(Bookmark)) == 1
    assert app.library.drafts.rescue_all() == ()


@pytest.mark.parametrize("failing", [0, 1, 2])
async def test_a_failing_write_loses_nothing_that_was_acknowledged(tmp_path, monkeypatch, failing):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        keys = (("m",), ("H",), ("a", *"why", "ctrl+s"))
        await press(pilot, *FOCUS)
        for number, pressed in enumerate(keys):
            with monkeypatch.context() as patch:
                if number == failing:
                    patch.setattr(Database, "write", _fail)
                await press(pilot, *pressed)
        kinds = (Bookmark, Highlight, Note)
        kept = [len(app.library.annotations.all(kind)) for kind in kinds]
        shown = [len(p.annotations.bookmarks), len(p.annotations.highlights)]
        assert kept == [int(number != failing) for number in range(3)]
        assert shown == kept[:2]
        assert said(app) == ["The disk is full."]
        if failing == 2:
            assert app.screen.query_one(TextArea).text == "why"
            await press(pilot, "ctrl+s")
            assert [note.body for note in app.library.annotations.all(Note)] == ["why"]


def said(app):
    """Each once: what a timer writes meanwhile fails as well."""
    return list(dict.fromkeys(notice.message for notice in app._notifications))


@contextmanager
def _fail(_):
    raise StorageError("The disk is full.")
    yield


async def test_a_note_that_is_closed_while_it_is_written_is_kept_or_in_a_file(
    tmp_path, monkeypatch
):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, *FOCUS)
        for fails in (False, True):
            with held(app) as go, monkeypatch.context() as patch:
                if fails:
                    patch.setattr(Database, "write", _fail)
                await press(pilot, "a", *"because", "ctrl+s", "escape")
                assert len(app.screen_stack) == 1
                go.set()
                await pilot.pause()
        assert [note.body for note in app.library.annotations.all(Note)] == ["because"]
        full, rescued = said(app)
        assert full == "The disk is full."
        assert rescued.startswith("Your text could not be saved in the library; it is in ")


KILLED = """
import asyncio, os, signal, sys
from pathlib import Path
from tests.tui.reading import application
async def read():
    app = application(Path(sys.argv[1]))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("1", "m")
        while "Bookmarked" not in app.screen.status.sentence:
            await asyncio.sleep(0)
        os.kill(os.getpid(), signal.SIGKILL)
asyncio.run(read())
"""


def test_a_mark_is_there_when_the_program_is_killed_as_soon_as_it_is_shown(tmp_path):
    command = [sys.executable, "-c", KILLED, str(tmp_path)]
    done = subprocess.run(command, check=False, cwd=ROOT, env=unmeasured_environment())
    assert done.returncode == -signal.SIGKILL
    assert len(library(tmp_path).annotations.all(Bookmark)) == 1

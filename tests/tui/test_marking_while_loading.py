"""What a reader marks and writes at first paint is kept, and what cannot be kept is not thrown away."""

import signal
from contextlib import contextmanager

import apsw
import pytest
from textual.widgets import Input, Static, TextArea

from briefing.config import Config
from briefing.errors import WorkerError
from briefing.library import make_library
from briefing.model import Bookmark, Highlight, Note
from briefing.storage import database
from briefing.tui.app import BriefingApp
from tests.library.loading import LARGE, SMALL, held_back
from tests.tui.reading import application, parts
from tests.tui.settling import settled
from tests.tui.test_correcting import choose
from tests.tui.test_reader import SIZE, press

FOCUS = ("right_curly_bracket",) * 2
TEXTS = {"small": SMALL, "large": LARGE}


def loading(tmp_path, name):
    """An application whose text is on the screen and not split yet."""
    path = tmp_path / f"{name}.md"
    path.write_text(TEXTS[name])
    library = make_library(Config(data=tmp_path / "data"))
    return BriefingApp(library, (str(path),), library.open(str(path)))


def on_disk(tmp_path):
    """What another program sees: the kinds of the marks, and the words of notes and titles."""
    connection = apsw.Connection(str(tmp_path / "data" / "library.db"))
    kinds = [row[0] for row in connection.execute("SELECT kind FROM mark ORDER BY kind")]
    bodies = "\n".join(row[0] for row in connection.execute("SELECT body FROM mark"))
    bodies += "\n".join(row[0] for row in connection.execute("SELECT body FROM correction"))
    connection.close()
    return kinds, bodies


@pytest.mark.parametrize("name", TEXTS)
async def test_marks_at_first_paint_are_kept_and_move_with_their_words(tmp_path, monkeypatch, name):
    with held_back(monkeypatch) as go:
        app = loading(tmp_path, name)
        async with app.run_test(size=SIZE) as pilot:
            p = parts(app)
            await pilot.pause()
            assert p.session.partial
            await press(pilot, "m")
            assert p.screen.status.sentence.startswith("Bookmarked.")
            await press(pilot, *FOCUS, "H")
            assert p.screen.status.sentence.startswith("Highlighted")
            await press(pilot, "a", *"why", "ctrl+s")
            await choose(pilot, "c", "Rename")
            app.screen.query_one(Input).value = "Mine"
            await press(pilot, "enter")
            kinds, said = on_disk(tmp_path)
            assert kinds == ["bookmark", "highlight", "note"]
            assert '"why"' in said
            assert '"Mine"' in said
            assert [
                len(m)
                for m in (p.annotations.bookmarks, p.annotations.highlights, p.annotations.notes)
            ] == [1] * 3
            await press(pilot, "a", *" so")
            go.set()
            await settled(app, pilot)
            assert app.screen.query_one(TextArea).text == "why so"
            await press(pilot, "ctrl+s")
            assert not p.session.partial
            assert len(p.session.sections) >= 3
            assert p.session.sections[0].title == "Mine"
            words = {
                span.of(p.session.document.text)
                for marks in (p.annotations.highlights, p.annotations.notes)
                for _, span in marks
            }
            assert len(words) == 1
            assert [note.body for note in p.library.annotations.all(Note, p.session.document)] == [
                "why so"
            ]
            await press(pilot, "apostrophe", "x", "u", "escape")
            assert len(p.library.annotations.all(Bookmark, p.session.document)) == 1
            await press(pilot, "quotation_mark", "x", "u", "escape")
            assert len(p.annotations.highlights) == len(p.annotations.notes) == 1
            assert len(p.library.documents.recent()) == 1


@pytest.mark.parametrize("name", TEXTS)
async def test_marks_stay_when_splitting_or_reading_fails(tmp_path, monkeypatch, name):
    with held_back(monkeypatch, WorkerError("It was stopped.")) as go:
        app = loading(tmp_path, name)
        async with app.run_test(size=SIZE) as pilot:
            p = parts(app)
            await press(pilot, "m", *FOCUS, "a", *"why", "ctrl+s")
            go.set()
            await settled(app, pilot)
            await press(pilot, "H")
            found = (p.annotations.bookmarks, p.annotations.highlights, p.annotations.notes)
            assert [len(marks) for marks in found] == [1, 1, 1]
    assert on_disk(tmp_path)[0] == ["bookmark", "highlight", "note"]


async def test_a_note_goes_to_the_document_that_it_was_begun_on(tmp_path, monkeypatch):
    app = loading(tmp_path, "small")
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        await settled(app, pilot)
        first = p.session.document
        await press(pilot, "1", *FOCUS, "a", *"why")
        other = tmp_path / "other.md"
        other.write_text("# Another\n\nOther words altogether stand in this text.\n")
        whole = p.library.open(str(other)).finish()
        p.session.show(whole)
        await press(pilot, "ctrl+s")
        (note,) = p.library.annotations.all(Note)
        assert note.document == first.sha256
        assert note.anchor.span.of(first.text) == note.anchor.exact
        assert p.annotations.notes == ()


async def test_a_note_follows_its_words_when_the_source_is_read_again(tmp_path):
    app = loading(tmp_path, "small")
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        await settled(app, pilot)
        await press(pilot, "1", *FOCUS, "a", *"why")
        (tmp_path / "small.md").write_text("# New\n\nA paragraph before it.\n\n" + SMALL)
        p.reload.reload()
        await settled(app, pilot)
        await press(pilot, "ctrl+s")
        (_, span), *more = p.annotations.notes
        assert not more
        assert span.of(p.session.document.text).startswith("Ada Lind said")


# Failures


@contextmanager
def locked(store, path):
    store.database.wait_at_most(20)
    other = apsw.Connection(str(path))
    other.execute("BEGIN EXCLUSIVE")
    yield
    other.execute("ROLLBACK")
    other.close()


@contextmanager
def full(store, path):
    with refusing(apsw.FullError("database or disk is full")):
        yield


@contextmanager
def read_only(store, path):
    store.database._connection.pragma("query_only", True)
    yield
    store.database._connection.pragma("query_only", False)


@contextmanager
def vanished(store, path):
    aside = path.with_name("aside.db")
    path.rename(aside)
    yield
    aside.rename(path)


@contextmanager
def replaced(store, path):
    aside = path.with_name("aside.db")
    path.rename(aside)
    path.write_bytes(aside.read_bytes())
    yield
    aside.rename(path)


@contextmanager
def refusing(error):
    """Lets every write end with an error of the database's."""
    before = vars(database)["transaction"]

    @contextmanager
    def transaction(connection):
        with before(connection):
            yield
            raise error

    vars(database)["transaction"] = transaction
    try:
        yield
    finally:
        vars(database)["transaction"] = before


@contextmanager
def failing_disk(store, path):
    with refusing(apsw.IOError("disk I/O error")):
        yield


FAULTS = (locked, full, read_only, vanished, replaced, failing_disk)


def said(p):
    return p.screen.status.sentence


async def fill(pilot, kind, words):
    pilot.app.screen.query_one(kind).focus()
    area = pilot.app.screen.query_one(kind)
    setattr(area, "text" if kind is TextArea else "value", words)
    await pilot.pause()


@pytest.mark.parametrize("fault", FAULTS)
async def test_nothing_is_acknowledged_or_thrown_away_that_was_not_kept(tmp_path, fault):
    """Each kind of mark and of typed text, while the library fails and once it does not any more."""
    app = application(tmp_path)
    store, path = app.library._store, app.library.config.library_file
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        await press(pilot, "2", "m", "1", *FOCUS, "a", *"old", "ctrl+s")
        before = [p.library.annotations.all(kind) for kind in (Bookmark, Highlight, Note)]
        with fault(store, path):
            for keys in ((("m",)), ("H",), ("2", "m", "1"), ("M",)):
                p.screen.status.sentence = ""
                await press(pilot, *keys)
                assert said(p) == "", keys
            assert [
                p.library.annotations.all(kind) for kind in (Bookmark, Highlight, Note)
            ] == before
            await press(pilot, "quotation_mark", "x")
            assert app.screen.query_one("#marks").option_count == 1
            await press(pilot, "escape")
            await press(pilot, *FOCUS, "a")
            await fill(pilot, TextArea, "new words\nof mine")
            await press(pilot, "ctrl+s")
            assert app.screen.query_one(TextArea).text == "new words\nof mine"
            reason = app.screen.query_one(".problem", Static)
            assert reason.display
            assert str(reason.render()) == p.library.failures.last != ""
        await press(pilot, "ctrl+s")
        assert len(app.screen_stack) == 1
        assert "new words\nof mine" in {note.body for note in p.library.annotations.all(Note)}
        await choose(pilot, "c", "Rename")
        await fill(pilot, Input, "Mine")
        with fault(store, path):
            await press(pilot, "enter")
            assert app.screen.query_one(Input).value == "Mine"
        await press(pilot, "enter")
        assert p.session.section.title == "Mine"
        await press(pilot, "H")
        assert said(p).startswith("Highlighted")
        assert p.library.drafts._held == {}


def rescued(app, words):
    """The rescue file that has these words."""
    (found,) = [each for each in app.library.drafts.rescue_all() if each.typed.body == words]
    assert words in found.path.read_text()
    assert str(found.path) in found.sentence
    assert found.path.stat().st_mode & 0o777 == 0o600
    return found


async def by_keys(app, pilot):
    await press(pilot, "ctrl+q")


async def by_signal(app, pilot):
    """As the handler of a signal ends it; that the handlers stand is for the tests with a terminal."""
    app.ending.begin(128 + signal.SIGTERM)
    app.leave_soon()
    await pilot.pause(0.1)


@pytest.mark.parametrize("way", [by_keys, by_signal])
@pytest.mark.parametrize("works", [True, False])
async def test_what_is_typed_at_the_end_is_in_a_file(tmp_path, way, works):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "1", *FOCUS, "a")
        await fill(pilot, TextArea, "half a thought")
        if not works:
            app.library.config.library_file.unlink()
            await press(pilot, "ctrl+s")
        await way(app, pilot)
    rescued(app, "half a thought")


async def test_an_error_of_ours_leaves_what_is_typed_in_a_file(tmp_path):
    app = application(tmp_path)

    async def fail():
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, "1", *FOCUS, "a")
            await fill(pilot, TextArea, "half a thought")
            app.call_later(lambda: 1 // 0)
            await pilot.pause()

    with pytest.raises(ZeroDivisionError):
        await fail()
    rescued(app, "half a thought")


async def test_a_text_that_could_not_be_kept_is_left_in_a_file_that_is_named(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "1", *FOCUS, "a")
        await fill(pilot, TextArea, "half a thought")
        app.library.config.library_file.unlink()
        await press(pilot, "ctrl+s", "escape", "y")
        assert len(app.screen_stack) == 1
        named = [note.message for note in app._notifications if ".txt" in note.message]
        (path,) = [message.rpartition(" ")[2] for message in named]
        with open(path) as file:
            assert "half a thought" in file.read()


async def test_what_is_thrown_away_on_purpose_leaves_no_file(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "1", *FOCUS, "a", *"why", "escape", "y")
        assert app.library.drafts._held == {}
    assert app.library.drafts.rescue_all() == ()


async def test_a_library_in_memory_says_so_and_its_notes_are_rescued(tmp_path):
    (tmp_path / "data").write_text("a file where the folder should be")
    (tmp_path / "small.md").write_text(SMALL)
    library = make_library(Config(data=tmp_path / "data"))
    assert library.in_memory
    app = BriefingApp(library, (), library.open(str(tmp_path / "small.md")))
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        for keys in (("m",), (*FOCUS, "H"), ("a", *"why", "ctrl+s")):
            app.clear_notifications()
            await press(pilot, *keys)
            (notice,) = [note.message for note in app._notifications]
            assert "library cannot be used" in notice
            assert "when Briefing ends" in notice.replace("When", "when")
        await press(pilot, "a", *" so", "ctrl+s", "q")
    rescued(app, "why so")


async def test_a_name_that_could_not_be_kept_is_there_again(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        await press(pilot, "w")
        with read_only(app.library._store, None):
            await choose(pilot, "C", "Rename")
            await fill(pilot, Input, "Ada Maria Lind")
            await press(pilot, "enter", "enter")
            assert app.screen.query_one(Input).value == "Ada Maria Lind"
        await press(pilot, "enter", "enter")
        assert "Ada Maria Lind" in [entity.name for entity in p.session.entities]


async def test_a_collection_name_that_could_not_be_kept_stays(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "L", "c", "n")
        await fill(pilot, Input, "Harbours")
        with read_only(app.library._store, None):
            await press(pilot, "enter")
            assert app.screen.query_one(Input).value == "Harbours"
            assert app.screen.query_one(".problem").display
        await press(pilot, "enter")
        assert [each.name for each in app.library.collections.all()] == ["Harbours"]

"""The library fails in mid-run: reading goes on, and one sentence says what is wrong."""

from contextlib import contextmanager

from briefing.errors import StorageCorrupt
from briefing.model import Bookmark
from briefing.storage.database import Database, Reader
from tests.tui.reading import application, parts
from tests.tui.test_reader import press

SIZE = (120, 36)
SENTENCE = "The library is damaged; do something."


def break_down(patch):
    """Lets every read and every write of every connection fail."""

    def fail(*_):
        raise StorageCorrupt(SENTENCE)

    @contextmanager
    def write(_):
        raise StorageCorrupt(SENTENCE)
        yield

    patch.setattr(Reader, "all", fail)
    patch.setattr(Database, "write", write)


async def test_reading_goes_on(tmp_path, monkeypatch):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        with monkeypatch.context() as patch:
            break_down(patch)
            await press(
                pilot, "1", "j", "m", "H", "a", *"why", "enter", "]", "apostrophe", "escape", "y"
            )
            await press(pilot, "T", "plus", "L", "escape", "x", "escape", "e", "escape")
            await press(
                pilot, "e", "W", "escape", "A", "escape", "s", *"sea", "enter", "escape", "0"
            )
            assert app.is_running
            assert p.session.index == 0
            said = [notice.message for notice in app._notifications]
            assert set(said) == {SENTENCE}
            assert not any("ookmarked" in message for message in said)
        assert p.library.annotations.all(Bookmark) == ()
        await press(pilot, "1", "m")
        assert len(p.library.annotations.all(Bookmark)) == 1
    assert app.return_code in (None, 0)


async def test_a_library_that_fails_from_the_start(tmp_path, monkeypatch):
    app = application(tmp_path)
    break_down(monkeypatch)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "1", "j", "m")
        assert app.is_running
        assert SENTENCE in [notice.message for notice in app._notifications]
